//! Fonts: which has which character, and which is taken for each.

use std::sync::Arc;

use advice::{Advice, Advise, Bilingual};
use ttf_parser::Face;
use zeroize::Zeroizing;

/// What a font is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontRole {
    /// Names, addresses and all other values: IPAmj明朝 first, then Noto Serif CJK JP.
    Personal,
    /// Printed words: BIZ UDゴシック.
    Label,
    /// Titles: BIZ UDゴシック Bold; the label font stands in when there is none.
    LabelBold,
}

/// A font file in memory. The first file of a role that has a character is taken for it.
#[derive(Clone)]
pub struct FontFile {
    /// What it is for.
    pub role: FontRole,
    /// Name without spaces, such as `IPAmjMincho`; written into the PDF.
    pub family: String,
    /// The file, TTF, OTF or TTC. Shared, never copied.
    pub bytes: Arc<[u8]>,
    /// Face in a TTC; 0 otherwise.
    pub index: u32,
}

/// The fonts of a station. Cheap to make: tables are looked at when a form is drawn.
#[derive(Clone)]
pub struct Fonts {
    pub(crate) files: Vec<FontFile>,
}

/// Why fonts cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// The file is no font, or has no such face.
    #[error("{family} is not a usable font file")]
    NotAFont {
        /// Family as named by the caller.
        family: String,
    },
    /// No font for a role that every form needs.
    #[error("no font for {0:?}")]
    NoFontFor(FontRole),
}

impl FontError {
    /// One error of each kind, so that codes and texts can be listed and tested.
    pub fn every_error() -> Vec<Self> {
        vec![
            Self::NotAFont {
                family: "IPAmjMincho".into(),
            },
            Self::NoFontFor(FontRole::Personal),
        ]
    }
}

impl Advise for FontError {
    fn advice(&self) -> Advice {
        match self {
            Self::NotAFont { family } => Advice::new(
                "font-not-usable",
                Bilingual::new(
                    format!("フォント {family} のファイルを使えません。"),
                    format!("The font file of {family} cannot be used."),
                ),
                Bilingual::new("フォントを入れ直してください。", "Install the font again."),
            ),
            Self::NoFontFor(role) => {
                let font = if *role == FontRole::Personal {
                    "IPAmj明朝 (fonts-ipamj-mincho)"
                } else {
                    "BIZ UDゴシック (fonts-morisawa-bizud-gothic)"
                };
                Advice::new(
                    "font-missing",
                    Bilingual::new(
                        "帳票に必要なフォントがありません。",
                        "A font that the forms need is missing.",
                    ),
                    Bilingual::new(
                        format!("{font} を入れてください。"),
                        format!("Install {font}."),
                    ),
                )
            }
        }
    }
}

impl Fonts {
    /// Takes fonts in order of preference within each role.
    pub fn from_files(files: Vec<FontFile>) -> Result<Self, FontError> {
        for file in &files {
            Face::parse(&file.bytes, file.index).map_err(|_| FontError::NotAFont {
                family: file.family.clone(),
            })?;
        }
        for role in [FontRole::Personal, FontRole::Label] {
            if !files.iter().any(|file| file.role == role) {
                return Err(FontError::NoFontFor(role));
            }
        }
        Ok(Self { files })
    }

    /// The faces, parsed for one document; only the table directory is read.
    pub(crate) fn faces(&self) -> Faces<'_> {
        let faces = self
            .files
            .iter()
            .filter_map(|file| Some((file.role, Face::parse(&file.bytes, file.index).ok()?)))
            .collect();
        Faces { faces }
    }
}

/// Parsed faces, in the order of the files.
pub(crate) struct Faces<'f> {
    faces: Vec<(FontRole, Face<'f>)>,
}

/// One drawn character: a base with its variation selector, if it has one.
pub(crate) struct Glyph {
    /// Index of the font file.
    pub face: usize,
    pub id: u16,
    /// Advance in ems, rounded as the PDF's width table is.
    pub advance: f64,
    /// What a reader of the PDF gets back.
    pub text: Zeroizing<String>,
}

/// What cannot be drawn as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GlyphFault {
    /// No font has the character.
    Missing(char),
    /// No font has this variant; the plain shape is drawn.
    MissingVariant(char),
    /// Not in the role's first font; drawn with another typeface.
    OtherTypeface(char),
    /// A control character, which has no shape.
    Control,
}

impl Faces<'_> {
    /// Turns text into glyphs; what has no shape is left out and reported.
    pub(crate) fn shape(&self, role: FontRole, text: &str) -> (Vec<Glyph>, Vec<GlyphFault>) {
        let mut glyphs = Vec::with_capacity(text.len() / 3 + 1);
        let mut faults = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(base) = chars.next() {
            let selector = chars.next_if(|c| is_variation_selector(*c));
            if base.is_control() {
                faults.push(GlyphFault::Control);
                continue;
            }
            let variant = selector.and_then(|selector| {
                self.find(role, |face| face.glyph_variation_index(base, selector))
            });
            if selector.is_some() && variant.is_none() {
                faults.push(GlyphFault::MissingVariant(base));
            }
            let Some((face, id)) =
                variant.or_else(|| self.find(role, |face| face.glyph_index(base)))
            else {
                faults.push(GlyphFault::Missing(base));
                continue;
            };
            if !self.is_first(role, face) {
                faults.push(GlyphFault::OtherTypeface(base));
            }
            let mut source = String::with_capacity(8);
            source.push(base);
            source.extend(selector);
            glyphs.push(Glyph {
                face,
                id,
                advance: f64::from(self.thousandths(face, id)) / 1000.0,
                text: Zeroizing::new(source),
            });
        }
        (glyphs, faults)
    }

    pub(crate) fn face(&self, index: usize) -> &Face<'_> {
        &self.faces[index].1
    }

    /// Advance in thousandths of an em, cut as the PDF writer cuts it, so that both agree.
    pub(crate) fn thousandths(&self, face: usize, id: u16) -> u16 {
        let face = self.face(face);
        let units = u32::from(
            face.glyph_hor_advance(ttf_parser::GlyphId(id))
                .unwrap_or_default(),
        );
        u16::try_from(units * 1000 / u32::from(face.units_per_em())).unwrap_or(u16::MAX)
    }

    fn find(
        &self,
        role: FontRole,
        glyph: impl Fn(&Face<'_>) -> Option<ttf_parser::GlyphId>,
    ) -> Option<(usize, u16)> {
        self.of_role(role).find_map(|(index, face)| {
            let id = glyph(face)?.0;
            // Glyph 0 is the empty box, which reads as a ticked square on a form.
            (id != 0).then_some((index, id))
        })
    }

    fn is_first(&self, role: FontRole, index: usize) -> bool {
        self.of_role(role)
            .next()
            .is_some_and(|(first, _)| first == index)
    }

    fn of_role(&self, role: FontRole) -> impl Iterator<Item = (usize, &Face<'_>)> {
        let has_role = self.faces.iter().any(|(own, _)| *own == role);
        let role = if has_role { role } else { FontRole::Label };
        self.faces
            .iter()
            .enumerate()
            .filter(move |(_, (own, _))| *own == role)
            .map(|(index, (_, face))| (index, face))
    }
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
