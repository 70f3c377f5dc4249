//! Sample values (見本) beside a definition: invented people that show the form at its limits.

use std::path::Path;

use advice::Bilingual;

use super::error::{DefinitionError, DefinitionProblem as P};
use super::parse::bilingual;
use super::reader::{Reader, Table};
use crate::Values;

/// One set of invented values from a form's `sample.toml`.
pub struct Sample {
    /// Short name, such as `ordinary`.
    pub id: String,
    /// What it shows.
    pub title: Bilingual,
    /// The values.
    pub values: Values,
}

impl Sample {
    /// Reads the samples in a file's text.
    pub fn parse_all(file_name: &str, toml: &str) -> Result<Vec<Self>, Vec<DefinitionError>> {
        let mut reader = Reader::new(file_name, toml);
        let mut samples = Vec::new();
        if let Some(root) = reader.root() {
            let mut table = Table::new(root.get_ref(), 0, None);
            for mut entry in reader.tables(&mut table, "sample") {
                samples.extend(read(&mut reader, &mut entry));
                reader.finish(&entry);
            }
            reader.finish(&table);
        }
        if reader.errors.is_empty() {
            Ok(samples)
        } else {
            Err(reader.errors)
        }
    }

    /// Reads `sample.toml` in a form's folder.
    pub fn load_all(dir: &Path) -> Result<Vec<Self>, Vec<DefinitionError>> {
        let path = dir.join("sample.toml");
        let file = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let mut reader = Reader::new(&file, "");
            reader.error(0, None, P::Unreadable(error.kind().to_string()));
            reader.errors
        })?;
        Self::parse_all(&file, &text)
    }
}

fn read(reader: &mut Reader<'_>, entry: &mut Table<'_, '_>) -> Option<Sample> {
    let id = reader.required(entry, "id", Reader::string);
    entry.field.clone_from(&id);
    let title = bilingual(reader, entry, "title");
    let given = reader.required(entry, "values", Reader::table)?;
    let mut values = Values::new();
    for (key, value) in given.free_entries() {
        if let Some(text) = value.get_ref().as_str() {
            values.insert(key.get_ref().as_ref(), text);
        } else {
            let problem = P::WrongType {
                key: key.get_ref().to_string(),
                expected: "text",
            };
            reader.error(value.span().start, entry.field.as_deref(), problem);
        }
    }
    Some(Sample {
        id: id?,
        title: title?,
        values,
    })
}
