//! How a form is printed: all of it, over the city's own PDF, or the values alone.

use super::error::DefinitionProblem as P;
use super::reader::{Reader, Table};

/// How a form is printed (印刷方法), under `[print]`; the city's settings may choose another mode.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintRule {
    /// What is put on the paper.
    pub mode: PrintMode,
    /// Name of the city's own PDF, a file in the form's folder.
    pub background: Option<String>,
    /// Which sides of the sheet are printed.
    pub sides: Sides,
    /// Byte offset of `background` in the file, for messages.
    pub(crate) background_at: usize,
}

/// What is put on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrintMode {
    /// All of the form, on blank paper (白紙).
    #[default]
    Whole,
    /// The values over the city's own PDF.
    OverPdf,
    /// The values alone, onto pre-printed paper (既製用紙).
    ValuesOnly,
}

/// Which sides of a sheet are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sides {
    /// One side (片面).
    #[default]
    One,
    /// Both sides, turned over the long edge (両面).
    Two,
}

const MODES: &[(&str, PrintMode)] = &[
    ("whole", PrintMode::Whole),
    ("over_pdf", PrintMode::OverPdf),
    ("values_only", PrintMode::ValuesOnly),
];

const SIDES: &[(&str, Sides)] = &[("one", Sides::One), ("two", Sides::Two)];

/// The table `[print]`, or what holds when there is none.
pub(super) fn read(reader: &mut Reader<'_>, root: &mut Table<'_, '_>) -> PrintRule {
    let Some(mut table) = reader.table(root, "print") else {
        return PrintRule::default();
    };
    let mode = reader.word(&mut table, "mode", MODES).unwrap_or_default();
    let background = if mode == PrintMode::OverPdf {
        reader.required(&mut table, "background", Reader::string)
    } else {
        reader.string(&mut table, "background")
    };
    if let Some(found) = background.as_ref().filter(|name| !is_pdf_in_folder(name)) {
        let problem = P::NotAllowed {
            key: "background".into(),
            found: found.clone(),
            allowed: "*.pdf".into(),
        };
        reader.error(table.at_of("background"), None, problem);
    }
    let background_at = table.at_of("background");
    let sides = reader.word(&mut table, "sides", SIDES).unwrap_or_default();
    reader.finish(&table);
    PrintRule {
        mode,
        background,
        sides,
        background_at,
    }
}

/// Whether the name stays in the form's folder, on Windows too, and is one of a PDF.
fn is_pdf_in_folder(name: &str) -> bool {
    !name.contains(['/', '\\', ':'])
        && name
            .get(name.len().saturating_sub(4)..)
            .is_some_and(|end| end.eq_ignore_ascii_case(".pdf"))
        && name.len() > 4
}
