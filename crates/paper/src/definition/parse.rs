//! Reads a definition file into the model.

use std::path::Path;

use advice::Bilingual;

use super::check;
use super::error::{DefinitionError, DefinitionProblem as P};
use super::fields;
use super::model::{FormDefinition, PaperSize};
use super::reader::{Reader, Table};
use super::{asked, print_rule, printed, rows};
use crate::glossary::FormDesk;

/// Most pages of one form.
const MOST_PAGES: u32 = 20;

/// The one format of definition files there is.
const FORMAT: u32 = 1;

/// Desks by name.
const DESKS: &[(&str, FormDesk)] = &[
    ("counter", FormDesk::Counter),
    ("shelter", FormDesk::Shelter),
    ("polling", FormDesk::Polling),
];

/// Sheets by name, width and height in millimetres (JIS P 0138; B sizes are the Japanese ones).
const PAPERS: &[(&str, (f64, f64))] = &[
    ("A3", (297.0, 420.0)),
    ("A4", (210.0, 297.0)),
    ("A5", (148.0, 210.0)),
    ("A6", (105.0, 148.0)),
    ("B4", (257.0, 364.0)),
    ("B5", (182.0, 257.0)),
];

impl FormDefinition {
    /// Reads and checks a definition; `file_name` is what errors call the file.
    pub fn parse(file_name: &str, toml: &str) -> Result<Self, Vec<DefinitionError>> {
        match Self::parse_draft(file_name, toml) {
            (Some(form), errors) if errors.is_empty() => Ok(form),
            (_, errors) => Err(errors),
        }
    }

    /// As [`FormDefinition::parse`], with the form also where only checks of meaning fail, such as boxes that
    /// overlap: to be shown while somebody works on it, and never to be printed.
    pub fn parse_draft(file_name: &str, toml: &str) -> (Option<Self>, Vec<DefinitionError>) {
        let mut reader = Reader::new(file_name, toml);
        let form = reader.root().and_then(|root| {
            let mut table = Table::new(root.get_ref(), 0, None);
            let form = read_form(&mut reader, &mut table, file_name, toml);
            // What another format has is not for this reader to judge.
            if !matches!(reader.errors.as_slice(), [error] if matches!(error.problem, P::Format(_)))
            {
                reader.finish(&table);
            }
            form
        });
        // Checks of meaning on top of faults of shape would only repeat them.
        let form = form.filter(|_| reader.errors.is_empty());
        if let Some(form) = &form {
            check::check(form, &mut reader);
            reader
                .errors
                .sort_by_key(|error| (error.line, error.column));
        }
        (form, reader.errors)
    }

    /// Reads `form.toml` in a form's folder, whose name must be the form's id, and the background that it names.
    pub fn load(dir: &Path) -> Result<Self, Vec<DefinitionError>> {
        let path = dir.join("form.toml");
        let file = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let mut reader = Reader::new(&file, "");
            reader.error(0, None, P::Unreadable(error.kind().to_string()));
            reader.errors
        })?;
        let form = Self::parse(&file, &text)?;
        match dir.file_name().and_then(|name| name.to_str()) {
            Some(folder) if folder != form.id => {
                let mut reader = Reader::new(&file, &text);
                let at = text.find("id =").unwrap_or(0);
                reader.error(
                    at,
                    None,
                    P::FolderName {
                        id: form.id,
                        folder: folder.to_owned(),
                    },
                );
                Err(reader.errors)
            }
            _ => form.with_background_in(dir),
        }
    }
}

fn read_form(
    reader: &mut Reader<'_>,
    root: &mut Table<'_, '_>,
    file: &str,
    source: &str,
) -> Option<FormDefinition> {
    let format = reader.required(root, "format", |r, t, k| r.whole(t, k, 0..1000))?;
    if format != FORMAT {
        reader.error(root.at_of("format"), None, P::Format(format.to_string()));
        return None;
    }
    let id = reader.required(root, "id", Reader::string);
    if let Some(found) = id.as_ref().filter(|id| !is_form_id(id)) {
        let problem = P::NotAllowed {
            key: "id".into(),
            found: found.clone(),
            allowed: "a-z 0-9 -".into(),
        };
        reader.error(root.at_of("id"), None, problem);
    }
    let version = reader.required(root, "version", Reader::string);
    let title = bilingual(reader, root, "title");
    let basis = reader.required(root, "basis", Reader::string);
    let desk = reader.word(root, "desk", DESKS).unwrap_or_default();
    let paper = reader.required(root, "paper", paper);
    let pages = reader.whole(root, "pages", 1..MOST_PAGES);
    // A wrong number of pages makes no page wrong.
    let pages = pages.unwrap_or(if root.has("pages") { MOST_PAGES } else { 1 });
    let print = print_rule::read(reader, root);

    let (mut questions, mut asked_at) = (Vec::new(), Vec::new());
    for mut table in reader.tables(root, "ask") {
        if let Some(question) = asked::read(reader, &mut table) {
            questions.push(question);
            asked_at.push(table.at_of("name"));
        }
        reader.finish(&table);
    }
    let on = printed::Page::OneOf(pages);
    let fields = fields::read_all(reader, root, on);
    let printed = printed::read(reader, root, on);
    let rows = rows::read_all(reader, root, pages);

    Some(FormDefinition {
        file: file.to_owned(),
        source: source.to_owned(),
        id: id?,
        version: version?,
        version_at: root.at_of("version"),
        title: title?,
        basis: basis?,
        desk,
        paper: paper?,
        pages,
        print,
        background: None,
        asked: questions,
        asked_at,
        fields,
        printed,
        rows,
    })
}

/// A sheet by its name, or as `[width, height]`.
fn paper(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<PaperSize> {
    /// From a card of 50 mm to the longest sheet an office printer takes.
    const SIDE: std::ops::RangeInclusive<f64> = 50.0..=1200.0;
    if !table.is_list(key) {
        let (width_mm, height_mm) = reader.word(table, key, PAPERS)?;
        return Some(PaperSize {
            width_mm,
            height_mm,
        });
    }
    let at = table.at_of(key);
    let [width_mm, height_mm] = reader.size(table, key)?;
    if SIDE.contains(&width_mm) && SIDE.contains(&height_mm) {
        return Some(PaperSize {
            width_mm,
            height_mm,
        });
    }
    let problem = P::OutOfRange {
        key: key.to_owned(),
        found: format!("{width_mm} × {height_mm} mm"),
        min: format!("{0} × {0} mm", SIDE.start()),
        max: format!("{0} × {0} mm", SIDE.end()),
    };
    reader.error(at, None, problem);
    None
}

/// A text in both languages under a key: `{ ja = "…", en = "…" }`.
pub(crate) fn bilingual(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<Bilingual> {
    let mut inner = reader.required(table, key, Reader::table)?;
    let both = both_languages(reader, &mut inner);
    reader.finish(&inner);
    both
}

pub(crate) fn both_languages(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
) -> Option<Bilingual> {
    let ja = reader.required(table, "ja", Reader::string);
    let en = reader.required(table, "en", Reader::string);
    Some(Bilingual::new(ja?, en?))
}

/// Whether printed sheets of a form with this id can be counted: `station` keeps no other ids.
pub(crate) fn is_form_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !id.is_empty() && id.bytes().all(plain)
}
