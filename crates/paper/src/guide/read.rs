//! Reads a guide's file into the model.

use std::io;
use std::path::Path;

use super::check;
use super::model::{Guide, Known, ListedGuide, Place, Procedure, ProcedurePlace};
use super::problem::GuideProblem;
use crate::definition::error::{DefinitionError, DefinitionProblem as P};
use crate::definition::parse::{bilingual, both_languages, is_form_id};
use crate::definition::reader::{Reader, Table};
use crate::definition::{asked, condition};

/// The one format of guides there is.
const FORMAT: u32 = 1;

/// Longest time a law gives that is still counted in days: ten years.
const MOST_DAYS: u32 = 3650;

impl Guide {
    /// Reads and checks a guide; `file_name` is what errors call the file.
    pub fn parse(file_name: &str, toml: &str) -> Result<Self, Vec<DefinitionError>> {
        let mut reader = Reader::new(file_name, toml);
        let guide = reader.root().and_then(|root| {
            let mut table = Table::new(root.get_ref(), 0, None);
            let guide = read_guide(&mut reader, &mut table, file_name, toml);
            reader.finish(&table);
            guide
        });
        match guide {
            // Checks of meaning on top of faults of shape would only repeat them.
            Some(guide) if reader.errors.is_empty() => {
                check::check(&guide, &mut reader);
                let errors = sorted(reader.errors);
                if errors.is_empty() {
                    Ok(guide)
                } else {
                    Err(errors)
                }
            }
            _ => Err(reader.errors),
        }
    }

    /// Reads a guide's file, whose name must be the guide's id and `.toml`.
    pub fn load(path: &Path) -> Result<Self, Vec<DefinitionError>> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let mut reader = Reader::new(&file, "");
            reader.error(0, None, P::Unreadable(error.kind().to_string()));
            reader.errors
        })?;
        let guide = Self::parse(&file, &text)?;
        if path.file_stem().is_some_and(|stem| stem == guide.id()) {
            return Ok(guide);
        }
        let mut reader = Reader::new(&file, &text);
        let name = path.file_name().unwrap_or_default();
        let problem = GuideProblem::FileName {
            id: guide.id,
            file: name.to_string_lossy().into_owned(),
        };
        reader.error(guide.id_at, None, P::Guide(problem));
        Err(reader.errors)
    }

    /// Every `.toml` file of a folder by its place on the screen, broken ones last; none when
    /// there is no such folder.
    pub fn load_all(dir: &Path) -> io::Result<Vec<ListedGuide>> {
        let entries = match std::fs::read_dir(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut guides = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if let (Some(stem), Some("toml")) = (
                path.file_stem(),
                path.extension().and_then(|extension| extension.to_str()),
            ) {
                guides.push(ListedGuide {
                    id: stem.to_string_lossy().into_owned(),
                    guide: Self::load(&path),
                });
            }
        }
        guides.sort_by_cached_key(|listed| {
            let order = listed.guide.as_ref().map_or(u32::MAX, Self::order);
            (order, listed.id.clone())
        });
        Ok(guides)
    }
}

pub(super) fn sorted(mut errors: Vec<DefinitionError>) -> Vec<DefinitionError> {
    errors.sort_by_key(|error| (error.line, error.column));
    errors
}

fn read_guide(
    reader: &mut Reader<'_>,
    root: &mut Table<'_, '_>,
    file: &str,
    source: &str,
) -> Option<Guide> {
    let format = reader.required(root, "format", |r, t, k| r.whole(t, k, 0..1000))?;
    if format != FORMAT {
        reader.error(root.at_of("format"), None, P::Format(format.to_string()));
        return None;
    }
    let id = reader.required(root, "id", id);
    let order = reader.required(root, "order", |r, t, k| r.whole(t, k, 0..100_000));
    let title = bilingual(reader, root, "title");
    let easy = reader.required(root, "easy", said);
    let basis = reader.required(root, "basis", said);

    let (mut questions, mut questions_at) = (Vec::new(), Vec::new());
    for mut table in reader.tables(root, "question") {
        if let Some(question) = asked::read(reader, &mut table) {
            answered_by_hand(reader, &table);
            questions.push(question);
            questions_at.push(Place {
                name: table.at_of("name"),
                when: table.at_of("when"),
            });
        }
        reader.finish(&table);
    }
    let mut known = Vec::new();
    for mut table in reader.tables(root, "set") {
        let name = reader.required(&mut table, "name", Reader::string);
        table.field.clone_from(&name);
        let value = reader.required(&mut table, "value", said);
        reader.finish(&table);
        if let (Some(name), Some(value)) = (name, value) {
            let at = table.at_of("name");
            known.push(Known { name, value, at });
        }
    }
    if !root.has("procedure") {
        let key = "procedure".to_owned();
        reader.error(0, None, P::MissingKey { key });
    }
    let (mut procedures, mut procedures_at) = (Vec::new(), Vec::new());
    for mut table in reader.tables(root, "procedure") {
        if let Some((procedure, at)) = read_procedure(reader, &mut table) {
            procedures.push(procedure);
            procedures_at.push(at);
        }
        reader.finish(&table);
    }
    Some(Guide {
        file: file.to_owned(),
        source: source.to_owned(),
        id: id?,
        id_at: root.at_of("id"),
        order: order?,
        title: title?,
        easy: easy?,
        basis: basis?,
        questions,
        questions_at,
        known,
        procedures,
        procedures_at,
    })
}

fn read_procedure(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
) -> Option<(Procedure, ProcedurePlace)> {
    let id = reader.required(table, "id", id)?;
    table.field = Some(id.clone());
    let title = bilingual(reader, table, "title");
    let window = bilingual(reader, table, "window");
    let mut bring = Vec::new();
    for mut thing in reader.tables(table, "bring") {
        bring.extend(both_languages(reader, &mut thing));
        reader.finish(&thing);
    }
    let within_days = reader.whole(table, "within_days", 1..MOST_DAYS);
    let (forms, forms_at) = form_ids(reader, table).into_iter().unzip();
    let basis = reader.string(table, "basis");
    let note = table
        .has("note")
        .then(|| bilingual(reader, table, "note"))
        .flatten();
    table.knows(&["note"]);
    let when = condition::read(reader, table, "when");
    let at = ProcedurePlace {
        id: table.at_of("id"),
        when: table.at_of("when"),
        forms: forms_at,
    };
    let procedure = Procedure {
        id,
        title: title?,
        window: window?,
        bring,
        within_days,
        forms,
        basis,
        note,
        when,
    };
    Some((procedure, at))
}

/// The forms of a procedure with their places in the file.
fn form_ids(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Vec<(String, usize)> {
    let key = "forms";
    let Some(value) = table.take(key) else {
        return Vec::new();
    };
    let ids = value.get_ref().as_array().and_then(|list| {
        let id = |item: &toml::Spanned<toml::de::DeValue<'_>>| {
            Some((item.get_ref().as_str()?.to_owned(), item.span().start))
        };
        list.iter().map(id).collect::<Option<Vec<_>>>()
    });
    ids.unwrap_or_else(|| {
        reader.wrong(table, value.span().start, key, "list of texts");
        Vec::new()
    })
}

/// A guide's questions are all answered in the conversation: nothing can stand in for an answer.
fn answered_by_hand(reader: &mut Reader<'_>, table: &Table<'_, '_>) {
    for key in ["default", "default_from", "required_when"] {
        if table.has(key) {
            let problem = P::UnknownKey {
                key: key.to_owned(),
                allowed: "name, label, kind, options, required, when".to_owned(),
            };
            reader.error(table.at_of(key), table.field.as_deref(), problem);
        }
    }
}

fn id(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let id = reader.string(table, key)?;
    if !is_form_id(&id) {
        let problem = P::NotAllowed {
            key: key.to_owned(),
            found: id.clone(),
            allowed: "a-z 0-9 -".to_owned(),
        };
        reader.error(table.at_of(key), None, problem);
    }
    Some(id)
}

/// A text that says something: blank counts as missing.
fn said(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
    let text = reader.string(table, key)?;
    if text.trim().is_empty() {
        let key = key.to_owned();
        reader.error(
            table.at_of(&key),
            table.field.as_deref(),
            P::MissingKey { key: key.clone() },
        );
        return None;
    }
    Some(text)
}
