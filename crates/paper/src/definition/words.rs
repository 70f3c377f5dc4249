//! The check of printed words against the fonts, apart from the others since those need no fonts.

use super::error::{DefinitionError, DefinitionProblem as P};
use super::field::{EraPlace, FieldKind, WarekiShape};
use super::model::FormDefinition;
use super::reader::Reader;
use crate::Fonts;
use crate::fonts::{FontRole, GlyphFault};

/// A printed word with its place in the file.
struct Word<'f> {
    field: Option<&'f str>,
    key: &'static str,
    text: &'f str,
    role: FontRole,
    at: usize,
}

impl FormDefinition {
    /// Every printed word with a character that its font lacks; such a form can never be printed.
    pub fn check_words(&self, fonts: &Fonts) -> Vec<DefinitionError> {
        let faces = fonts.faces();
        let mut reader = Reader::new(&self.file, &self.source);
        for word in self.words() {
            let (_, faults) = faces.shape(word.role, word.text);
            let mut lacking: Vec<String> = faults.into_iter().filter_map(lacking).collect();
            lacking.sort_unstable();
            lacking.dedup();
            for found in lacking {
                let problem = P::NotAllowed {
                    key: word.key.into(),
                    found,
                    allowed: format!("font {}", family(fonts, word.role)),
                };
                reader.error(word.at, word.field, problem);
            }
        }
        reader
            .errors
            .sort_by_key(|error| (error.line, error.column));
        reader.errors
    }

    fn words(&self) -> Vec<Word<'_>> {
        let in_rows = self.rows.iter().flat_map(|rows| &rows.printed.texts);
        let texts = self.printed.texts.iter().chain(in_rows).map(|text| Word {
            field: None,
            key: "text",
            text: &text.text,
            role: if text.bold {
                FontRole::LabelBold
            } else {
                FontRole::Label
            },
            at: text.at,
        });
        let options = self.all_fields().flat_map(|field| {
            let options = match &field.kind {
                FieldKind::Choice(choice) => choice.options.as_slice(),
                FieldKind::Wareki(wareki) => match &wareki.shape {
                    WarekiShape::Parts {
                        era: EraPlace::Circled(options),
                        ..
                    } => options.as_slice(),
                    _ => &[],
                },
                _ => &[],
            };
            options.iter().map(|option| Word {
                field: Some(&field.name),
                key: "text",
                text: &option.text,
                role: FontRole::Label,
                at: option.at,
            })
        });
        // The id beside it at the foot is plain ASCII.
        let foot = Word {
            field: None,
            key: "version",
            text: &self.version,
            role: FontRole::Label,
            at: self.version_at,
        };
        texts.chain(options).chain([foot]).collect()
    }
}

/// The character as a message names it; one that is drawn in another typeface is not lacking.
fn lacking(fault: GlyphFault) -> Option<String> {
    match fault {
        GlyphFault::Missing(character) => {
            Some(format!("{character} (U+{:04X})", u32::from(character)))
        }
        GlyphFault::MissingVariant(character) => {
            Some(format!("{character} (U+{:04X} + VS)", u32::from(character)))
        }
        GlyphFault::Control => Some("control character".to_owned()),
        GlyphFault::OtherTypeface(_) => None,
    }
}

fn family(fonts: &Fonts, role: FontRole) -> &str {
    [role, FontRole::Label]
        .into_iter()
        .find_map(|role| fonts.files.iter().find(|file| file.role == role))
        .map_or("–", |file| &file.family)
}
