//! Reads a definition file into the model.

use std::path::Path;

use advice::Bilingual;

use super::check;
use super::error::{DefinitionError, DefinitionProblem as P};
use super::fields;
use super::model::{
    AskedField, AskedKind, AskedOption, Condition, FormDefinition, Frame, PaperSize, Rule,
    StaticText,
};
use super::reader::{Reader, Table};
use crate::glossary;

/// The one format of definition files there is.
const FORMAT: u32 = 1;

/// Sheets by name, width and height in millimetres (JIS P 0138; B sizes are the Japanese ones).
const PAPERS: &[(&str, (f64, f64))] = &[
    ("A3", (297.0, 420.0)),
    ("A4", (210.0, 297.0)),
    ("A5", (148.0, 210.0)),
    ("B4", (257.0, 364.0)),
    ("B5", (182.0, 257.0)),
];

impl FormDefinition {
    /// Reads and checks a definition; `file_name` is what errors call the file.
    pub fn parse(file_name: &str, toml: &str) -> Result<Self, Vec<DefinitionError>> {
        let mut reader = Reader::new(file_name, toml);
        let form = reader.root().and_then(|root| {
            let mut table = Table::new(root.get_ref(), 0, None);
            let form = read_form(&mut reader, &mut table, file_name, toml);
            reader.finish(&table);
            form
        });
        match form {
            // Checks of meaning on top of faults of shape would only repeat them.
            Some(form) if reader.errors.is_empty() => {
                check::check(&form, &mut reader);
                finish(form, reader.errors)
            }
            _ => Err(reader.errors),
        }
    }

    /// Reads `form.toml` in a form's folder, whose name must be the form's id.
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
            _ => Ok(form),
        }
    }
}

fn finish(
    form: FormDefinition,
    mut errors: Vec<DefinitionError>,
) -> Result<FormDefinition, Vec<DefinitionError>> {
    if errors.is_empty() {
        return Ok(form);
    }
    errors.sort_by_key(|error| (error.line, error.column));
    Err(errors)
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
    let paper = reader.required(root, "paper", |r, t, k| r.word(t, k, PAPERS));

    let (mut asked, mut asked_at) = (Vec::new(), Vec::new());
    for mut table in reader.tables(root, "ask") {
        if let Some(question) = read_asked(reader, &mut table) {
            asked.push(question);
            asked_at.push(table.at_of("name"));
        }
        reader.finish(&table);
    }
    let mut fields = Vec::new();
    for mut table in reader.tables(root, "field") {
        fields.extend(fields::read(reader, &mut table));
        reader.finish(&table);
    }
    let (texts, rules, frames) = (
        read_texts(reader, root),
        read_rules(reader, root),
        read_frames(reader, root),
    );

    let (width_mm, height_mm) = paper?;
    Some(FormDefinition {
        file: file.to_owned(),
        source: source.to_owned(),
        id: id?,
        version: version?,
        version_at: root.at_of("version"),
        title: title?,
        basis: basis?,
        paper: PaperSize {
            width_mm,
            height_mm,
        },
        asked,
        asked_at,
        fields,
        texts,
        rules,
        frames,
    })
}

/// A text in both languages under a key: `{ ja = "…", en = "…" }`.
pub(super) fn bilingual(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<Bilingual> {
    let mut inner = reader.required(table, key, Reader::table)?;
    let both = both_languages(reader, &mut inner);
    reader.finish(&inner);
    both
}

fn both_languages(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Bilingual> {
    let ja = reader.required(table, "ja", Reader::string);
    let en = reader.required(table, "en", Reader::string);
    Some(Bilingual::new(ja?, en?))
}

/// `{ name = "request.subject", value = "other" }` under `when`.
pub(super) fn condition(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<Condition> {
    let mut inner = reader.table(table, "when")?;
    let name = reader.required(&mut inner, "name", Reader::string);
    let value = reader.required(&mut inner, "value", Reader::string);
    reader.finish(&inner);
    Some(Condition {
        name: name?,
        value: value?,
    })
}

fn read_asked(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Option<AskedField> {
    #[derive(Clone, Copy)]
    enum Kind {
        Text,
        Number,
        Choice,
        Choices,
    }
    let at = table.at_of("name");
    let name = reader.required(table, "name", Reader::string)?;
    table.field = Some(name.clone());
    if !glossary::may_be_asked(&name) {
        let problem = P::UnknownName {
            name: name.clone(),
            suggestion: "request.…, needed.…".into(),
        };
        reader.error(at, Some(&name), problem);
    }
    let label = bilingual(reader, table, "label");
    let required = reader.boolean(table, "required").unwrap_or(false);
    let default = reader.string(table, "default");
    let when = condition(reader, table);
    let kinds = [
        ("text", Kind::Text),
        ("number", Kind::Number),
        ("choice", Kind::Choice),
        ("choices", Kind::Choices),
    ];
    let kind = match reader.required(table, "kind", |r, t, k| r.word(t, k, &kinds))? {
        Kind::Text => AskedKind::Text {
            max_chars: reader.required(table, "max_chars", |r, t, k| r.whole(t, k, 1..1000))?,
        },
        Kind::Number => {
            let min = reader.required(table, "min", |r, t, k| r.whole(t, k, 0..1_000_000));
            let max = reader.required(table, "max", |r, t, k| r.whole(t, k, 0..1_000_000));
            AskedKind::Number {
                min: min?,
                max: max?,
            }
        }
        Kind::Choice => AskedKind::Choice {
            options: read_options(reader, table),
        },
        Kind::Choices => AskedKind::Choices {
            options: read_options(reader, table),
        },
    };
    if let Some(default) = default.as_deref().filter(|default| !kind.accepts(default)) {
        let problem = P::BadDefault {
            found: default.to_owned(),
        };
        reader.error(table.at_of("default"), Some(&name), problem);
    }
    Some(AskedField {
        name,
        label: label?,
        kind,
        required,
        default,
        when,
    })
}

fn read_options(reader: &mut Reader<'_>, table: &mut Table<'_, '_>) -> Vec<AskedOption> {
    if !table.has("options") {
        reader.required(table, "options", |_, _, _| None::<()>);
        return Vec::new();
    }
    let mut options: Vec<AskedOption> = Vec::new();
    for mut entry in reader.tables(table, "options") {
        let value = reader.required(&mut entry, "value", Reader::string);
        let label = both_languages(reader, &mut entry);
        reader.finish(&entry);
        if let (Some(value), Some(label)) = (value, label) {
            if options.iter().any(|option| option.value == value) {
                let (first_line, _) = reader.line_and_column(table.at);
                reader.error(
                    entry.at,
                    entry.field.as_deref(),
                    P::Duplicate {
                        name: value.clone(),
                        first_line,
                    },
                );
            }
            options.push(AskedOption { value, label });
        }
    }
    options
}

fn read_texts(reader: &mut Reader<'_>, root: &mut Table<'_, '_>) -> Vec<StaticText> {
    let mut texts = Vec::new();
    for mut table in reader.tables(root, "text") {
        let text = reader.required(&mut table, "text", Reader::string);
        table.field.clone_from(&text);
        let rect = reader.required(&mut table, "box", Reader::rect);
        let size = reader.required(&mut table, "size", fields::size);
        let align = fields::align(reader, &mut table);
        let bold = reader.boolean(&mut table, "bold").unwrap_or(false);
        reader.finish(&table);
        if let (Some(text), Some(rect), Some(size)) = (text, rect, size) {
            texts.push(StaticText {
                text,
                rect,
                size,
                align,
                bold,
                at: table.at_of("box"),
            });
        }
    }
    texts
}

fn read_rules(reader: &mut Reader<'_>, root: &mut Table<'_, '_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for mut table in reader.tables(root, "line") {
        let from = reader.required(&mut table, "from", Reader::point);
        let to = reader.required(&mut table, "to", Reader::point);
        // Thinner than 0.25 pt a printer's toner saving breaks the line.
        let width = reader.number(&mut table, "width", 0.25..5.0).unwrap_or(0.4);
        let dashed = reader.boolean(&mut table, "dashed").unwrap_or(false);
        reader.finish(&table);
        if let (Some(from), Some(to)) = (from, to) {
            rules.push(Rule {
                from,
                to,
                width,
                dashed,
                at: table.at_of("from"),
            });
        }
    }
    rules
}

fn read_frames(reader: &mut Reader<'_>, root: &mut Table<'_, '_>) -> Vec<Frame> {
    let mut frames = Vec::new();
    for mut table in reader.tables(root, "frame") {
        let rect = reader.required(&mut table, "box", Reader::rect);
        let width = reader.number(&mut table, "width", 0.0..5.0).unwrap_or(0.0);
        let fill = reader.number(&mut table, "fill", 0.0..1.0);
        reader.finish(&table);
        if let Some(rect) = rect {
            frames.push(Frame {
                rect,
                width,
                fill,
                at: table.at_of("box"),
            });
        }
    }
    frames
}

impl AskedKind {
    /// Whether this text is a possible answer.
    pub(crate) fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Text { max_chars } => {
                text.chars().count() <= usize::try_from(*max_chars).unwrap_or(usize::MAX)
            }
            Self::Number { min, max } => {
                let text = crate::wareki::half_width(text.trim());
                text.bytes().all(|b| b.is_ascii_digit())
                    && text
                        .parse()
                        .is_ok_and(|number: u32| (*min..=*max).contains(&number))
            }
            Self::Choice { options } => options.iter().any(|option| option.value == text),
            Self::Choices { options } => {
                chosen(text).all(|value| options.iter().any(|option| option.value == value))
            }
        }
    }
}

/// Whether printed sheets of a form with this id can be counted: `station` keeps no other ids.
fn is_form_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !id.is_empty() && id.bytes().all(plain)
}

/// The single answers in a value of several choices.
pub(crate) fn chosen(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|value| !value.is_empty())
}
