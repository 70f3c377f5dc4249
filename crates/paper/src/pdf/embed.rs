//! Fonts inside a PDF: cut down to what the document draws.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontMetrics, ParsedFont, PdfDocument, PdfFont};
use subsetter::GlyphRemapper;

use super::font_id;
use crate::ProblemKind;
use crate::fonts::{Faces, Fonts, Glyph};
use crate::layout::LineOfText;

/// The fonts of one document, each cut down to the glyphs it draws.
pub(super) struct Embedded {
    fonts: Vec<EmbeddedFont>,
}

struct EmbeddedFont {
    face: usize,
    remapper: GlyphRemapper,
    /// What each glyph means. A PDF font can hold one meaning a glyph, so a second one goes to a second font.
    meanings: BTreeMap<u16, zeroize::Zeroizing<String>>,
}

impl Embedded {
    pub(super) fn collect<'d>(lines: impl Iterator<Item = &'d LineOfText>) -> Self {
        let mut fonts: Vec<EmbeddedFont> = Vec::new();
        for glyph in lines.flat_map(|line| &line.glyphs) {
            let index = fonts
                .iter()
                .position(|font| font.can_hold(glyph))
                .unwrap_or_else(|| {
                    fonts.push(EmbeddedFont {
                        face: glyph.face,
                        remapper: GlyphRemapper::new(),
                        meanings: BTreeMap::new(),
                    });
                    fonts.len() - 1
                });
            fonts[index].remapper.remap(glyph.id);
            fonts[index]
                .meanings
                .entry(glyph.id)
                .or_insert_with(|| glyph.text.clone());
        }
        Self { fonts }
    }

    pub(super) fn font_of(&self, glyph: &Glyph) -> usize {
        self.fonts
            .iter()
            .position(|font| font.holds(glyph))
            .unwrap_or_default()
    }

    /// The glyph's number in the embedded font.
    pub(super) fn code(&self, font: usize, glyph: &Glyph) -> u16 {
        self.fonts[font].remapper.get(glyph.id).unwrap_or_default()
    }

    pub(super) fn add_to(
        &self,
        document: &mut PdfDocument,
        fonts: &Fonts,
        faces: &Faces<'_>,
    ) -> Result<(), ProblemKind> {
        for (index, font) in self.fonts.iter().enumerate() {
            let parsed = font.subset(fonts, faces)?;
            document
                .resources
                .fonts
                .map
                .insert(font_id(index), PdfFont::new(parsed));
        }
        Ok(())
    }
}

impl EmbeddedFont {
    fn holds(&self, glyph: &Glyph) -> bool {
        self.face == glyph.face && self.meanings.get(&glyph.id) == Some(&glyph.text)
    }

    fn can_hold(&self, glyph: &Glyph) -> bool {
        self.face == glyph.face
            && self
                .meanings
                .get(&glyph.id)
                .is_none_or(|meaning| *meaning == glyph.text)
    }

    fn subset(&self, fonts: &Fonts, faces: &Faces<'_>) -> Result<ParsedFont, ProblemKind> {
        let file = &fonts.files[self.face];
        let face = faces.face(self.face);
        let bytes = subsetter::subset(&file.bytes, file.index, &self.remapper).map_err(|_| {
            ProblemKind::FontUnusable {
                family: file.family.clone(),
            }
        })?;
        // Widths go in as thousandths, so that the PDF places glyphs where the layout did.
        let widths = self
            .meanings
            .keys()
            .filter_map(|id| Some((self.remapper.get(*id)?, faces.thousandths(self.face, *id))))
            .collect();
        let thousandth = |units: i16| {
            i16::try_from(i32::from(units) * 1000 / i32::from(face.units_per_em()))
                .unwrap_or_default()
        };
        let metrics = FontMetrics {
            ascent: thousandth(face.ascender()),
            descent: thousandth(face.descender()),
        };
        let name = format!("{}+{}", self.tag(), file.family);
        let mut parsed = ParsedFont::with_glyph_data(
            bytes,
            0,
            Some(name),
            BTreeMap::new(),
            widths,
            1000,
            metrics,
        );
        let bounds = face.global_bounding_box();
        parsed.pdf_font_metrics.x_min = thousandth(bounds.x_min);
        parsed.pdf_font_metrics.y_min = thousandth(bounds.y_min);
        parsed.pdf_font_metrics.x_max = thousandth(bounds.x_max);
        parsed.pdf_font_metrics.y_max = thousandth(bounds.y_max);
        Ok(parsed)
    }

    /// Six letters that mark a subset (ISO 32000-1, 9.6.4), the same for the same glyphs.
    fn tag(&self) -> String {
        let glyphs: BTreeSet<u16> = self.meanings.keys().copied().collect();
        let mut hash = glyphs.iter().fold(0xcbf2_9ce4_u32, |hash, id| {
            (hash ^ u32::from(*id)).wrapping_mul(0x0100_0193)
        });
        (0..6)
            .map(|_| {
                let letter = u8::try_from(hash % 26).unwrap_or_default();
                hash /= 26;
                char::from(b'A' + letter)
            })
            .collect()
    }
}
