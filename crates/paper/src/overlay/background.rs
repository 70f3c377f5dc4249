//! The city's PDF: which files can serve, and what its pages are.

use lopdf::{Dictionary, Document, Error, Object, ObjectId, Stream};

use super::OverlayError;
use super::geometry::{Corners, Matrix, PT};
use crate::{PaperSize, Placement, pdf};

/// How far up the tree of pages a key is looked for; deeper ones are loops.
const DEEPEST: usize = 64;
/// Where the mark of a PDF has to begin at the latest.
const MARK_WITHIN: usize = 1024;
/// Most bytes that the drawing of one page may take when it is unpacked.
const LARGEST_CONTENT: usize = 256 << 20;
/// Smallest and largest side of a page, in points: 10 mm to 2 m.
const SIDES: std::ops::RangeInclusive<f64> = 28.0..=5700.0;

/// A PDF that can be drawn under values.
pub(super) struct Background {
    pub document: Document,
    pub pages: Vec<BackgroundPage>,
    /// Which layers are seen (optional content).
    pub optional_content: Option<Object>,
}

impl Background {
    pub fn read(bytes: &[u8]) -> Result<Self, OverlayError> {
        let start = &bytes[..bytes.len().min(MARK_WITHIN)];
        if !start.windows(5).any(|window| window == b"%PDF-") {
            return Err(OverlayError::NotPdf);
        }
        let document = match Document::load_mem(bytes) {
            Ok(document) => document,
            Err(error) if is_about_encryption(&error, bytes) => {
                return Err(OverlayError::Encrypted);
            }
            Err(_) => return Err(OverlayError::Damaged),
        };
        if document.is_encrypted() || document.was_encrypted() {
            return Err(OverlayError::Encrypted);
        }
        Self::of(document)
    }

    fn of(document: Document) -> Result<Self, OverlayError> {
        let pages = document
            .page_iter()
            .map(|id| BackgroundPage::read(&document, id))
            .collect::<Result<Vec<_>, _>>()?;
        if pages.is_empty() {
            return Err(OverlayError::Damaged);
        }
        let layers = document
            .catalog()
            .ok()
            .and_then(|catalog| catalog.get(b"OCProperties").ok());
        let optional_content = layers.cloned();
        Ok(Self {
            document,
            pages,
            optional_content,
        })
    }

    /// Gives every object a number greater than `last`.
    pub fn renumber_past(&mut self, last: u32) -> Result<(), OverlayError> {
        self.document.renumber_objects_with(last + 1);
        // What was read of the pages names the old numbers.
        let document = std::mem::take(&mut self.document);
        *self = Self::of(document)?;
        Ok(())
    }
}

fn is_about_encryption(error: &Error, bytes: &[u8]) -> bool {
    matches!(
        error,
        Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_)
    ) || Document::load_metadata_mem(bytes).is_ok_and(|metadata| metadata.encrypted)
}

/// One page, with what it inherits.
pub(super) struct BackgroundPage {
    pub id: ObjectId,
    /// The part of the page that is shown, in the page's own units.
    pub shown: Corners,
    /// Degrees clockwise by which it is turned for showing: 0, 90, 180 or 270.
    pub turn: i64,
    /// Points of the page's unit, when it is not 1.
    pub unit: Option<f32>,
    pub content: Stream,
    pub resources: Object,
    /// How colours mix on this page (transparency group).
    pub group: Option<Object>,
}

impl BackgroundPage {
    pub fn read(document: &Document, id: ObjectId) -> Result<Self, OverlayError> {
        let damaged = || OverlayError::Damaged;
        let page = document.get_dictionary(id).map_err(|_| damaged())?;
        let media = inherited(document, page, b"MediaBox")
            .and_then(|object| corners(document, object))
            .ok_or_else(damaged)?;
        let shown = inherited(document, page, b"CropBox")
            .and_then(|object| corners(document, object))
            .map_or(media, |crop| crop.within(&media));
        let turn = inherited(document, page, b"Rotate")
            .and_then(|object| object.as_i64().ok())
            .unwrap_or_default()
            .rem_euclid(360);
        let unit = resolved(document, page, b"UserUnit")
            .and_then(|object| object.as_float().ok())
            .filter(|unit| *unit > 0.0 && (*unit - 1.0).abs() > f32::EPSILON);
        let read = Self {
            id,
            shown,
            turn: turn / 90 * 90,
            unit,
            content: content(document, page)?,
            resources: inherited(document, page, b"Resources")
                .cloned()
                .unwrap_or_else(|| Dictionary::new().into()),
            group: resolved(document, page, b"Group").cloned(),
        };
        let PaperSize {
            width_mm,
            height_mm,
        } = read.size();
        if SIDES.contains(&(width_mm * PT)) && SIDES.contains(&(height_mm * PT)) {
            Ok(read)
        } else {
            Err(damaged())
        }
    }

    fn unit(&self) -> f64 {
        self.unit.map_or(1.0, f64::from)
    }

    /// As it is shown.
    pub fn size(&self) -> PaperSize {
        let [width, height] = self.shown_points();
        PaperSize {
            width_mm: width / PT,
            height_mm: height / PT,
        }
    }

    fn shown_points(&self) -> [f64; 2] {
        let (width, height) = (
            self.shown.width() * self.unit(),
            self.shown.height() * self.unit(),
        );
        if self.turn % 180 == 0 {
            [width, height]
        } else {
            [height, width]
        }
    }

    /// From points of the page as it is shown, counted from its lower left corner, to the page's own units.
    pub fn display_to_user(&self) -> Matrix {
        let Corners {
            left,
            bottom,
            right,
            top,
        } = self.shown;
        let s = 1.0 / self.unit();
        Matrix(match self.turn {
            90 => [0.0, s, -s, 0.0, right, bottom],
            180 => [-s, 0.0, 0.0, -s, right, top],
            270 => [0.0, -s, s, 0.0, left, top],
            _ => [s, 0.0, 0.0, s, left, bottom],
        })
    }

    /// The printer's placement, in the page's own units.
    pub fn moved(&self, placement: &Placement) -> Matrix {
        if *placement == Placement::default() {
            return Matrix::IDENTITY;
        }
        let upright = self.display_to_user();
        let Some(shown) = upright.inverse() else {
            return Matrix::IDENTITY;
        };
        let moved = Matrix(pdf::matrix(placement, self.size()).map(f64::from));
        shown.then(&moved).then(&upright)
    }
}

/// A page's drawing as one stream; several are joined as if they were one (ISO 32000-1, 7.8.2).
fn content(document: &Document, page: &Dictionary) -> Result<Stream, OverlayError> {
    let parts: Vec<&Stream> = match resolved(document, page, b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array
            .iter()
            .filter_map(|part| document.dereference(part).ok()?.1.as_stream().ok())
            .collect(),
        _ => Vec::new(),
    };
    if let [single] = parts[..] {
        let mut packed = Dictionary::new();
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if let Ok(value) = single.dict.get(key) {
                packed.set(key, value.clone());
            }
        }
        return Ok(Stream::new(packed, single.content.clone()));
    }
    let mut joined = Vec::new();
    for part in parts {
        let plain = part
            .get_plain_content_with_limit(LARGEST_CONTENT)
            .map_err(|_| OverlayError::Damaged)?;
        joined.extend(plain);
        joined.push(b'\n');
    }
    Ok(Stream::new(Dictionary::new(), joined))
}

/// The value of a key of the page or of the nearest node above it.
fn inherited<'d>(document: &'d Document, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..DEEPEST {
        if let Some(value) = resolved(document, node, key) {
            return Some(value);
        }
        node = resolved(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// The value of a key, where it is named too; no value where it is `null`.
pub(super) fn resolved<'d>(
    document: &'d Document,
    node: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Object> {
    let (_, value) = document.dereference(node.get(key).ok()?).ok()?;
    (!value.is_null()).then_some(value)
}

pub(super) fn corners(document: &Document, object: &Object) -> Option<Corners> {
    Some(Corners::new(numbers(document, object)?))
}

/// So many numbers of an array.
pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f64; N]> {
    let array = object.as_array().ok()?;
    let mut numbers = [0.0; N];
    for (number, object) in numbers.iter_mut().zip(array) {
        *number = f64::from(document.dereference(object).ok()?.1.as_float().ok()?);
    }
    (array.len() == N && numbers.iter().all(|number| number.is_finite())).then_some(numbers)
}
