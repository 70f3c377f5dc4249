//! Small grey pictures of pages, and when two of them look the same.

use std::io::Cursor;
use std::path::Path;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// Enough to see a digit of 8 pt, and a picture of a page stays near 15 KB.
const DOTS_PER_INCH: f64 = 50.0;
/// Grey levels of the files.
const LEVELS: u32 = 16;
/// Two dots differ when they lie further apart than this many levels.
const NEAR: u8 = 3;
/// So many differing dots are forgiven: a processor may round edges otherwise.
const FORGIVEN: usize = 3;

/// Grey from 0, black, to 15, white.
#[derive(PartialEq, Eq)]
pub struct Picture {
    width: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// A page as the preview shows it.
    pub fn draw(pdf: &[u8], page: usize, width_mm: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some hundred dots"
        )]
        let width = (width_mm / 25.4 * DOTS_PER_INCH).round() as u32;
        let png = paper::preview_png(pdf, page, width).unwrap();
        Self::decode(&png).unwrap()
    }

    /// An approved picture; `None` when there is none.
    pub fn load(file: &Path) -> Option<Self> {
        Self::decode(&std::fs::read(file).ok()?)
    }

    fn decode(png: &[u8]) -> Option<Self> {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().ok()?;
        let mut dots = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut dots).ok()?;
        let samples = info.color_type.samples();
        // Everything on a form is black or grey, so one colour tells all.
        let level = |dot: &[u8]| u8::try_from((u32::from(dot[0]) * (LEVELS - 1) + 127) / 255);
        let grey = dots[..info.buffer_size()].chunks(samples).map(level);
        Some(Self {
            width: usize::try_from(info.width).ok()?,
            grey: grey.collect::<Result<_, _>>().ok()?,
        })
    }

    /// Whether nobody would see a difference.
    pub fn is_like(&self, other: &Self) -> bool {
        let same_size = self.width == other.width && self.grey.len() == other.grey.len();
        same_size && self.differing(other).filter(|differs| *differs).count() <= FORGIVEN
    }

    fn differing(&self, other: &Self) -> impl Iterator<Item = bool> {
        let pairs = self.grey.iter().zip(&other.grey);
        pairs.map(|(one, other)| one.abs_diff(*other) > NEAR)
    }

    /// What differs in black, on the faint page.
    pub fn against(&self, new: &Self) -> Self {
        let faint = |grey: u8| 11 + grey / 4;
        let dots = new.grey.iter().zip(self.differing(new));
        let mut grey: Vec<u8> = dots
            .map(|(grey, differs)| if differs { 0 } else { faint(*grey) })
            .collect();
        grey.resize(new.grey.len(), 0);
        Self {
            width: new.width,
            grey,
        }
    }

    /// Writes it for whoever looks into a failed test, and says where.
    pub fn save_beside(&self, form: &str, name: &str, what: &str) -> String {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("forms")
            .join(form);
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join(name.replace(".png", &format!(".{what}.png")));
        self.save(&file);
        file.display().to_string()
    }

    /// Writes it with two dots in a byte.
    pub fn save(&self, file: &Path) {
        let height = self.grey.len() / self.width;
        let packed: Vec<u8> = self
            .grey
            .chunks(self.width)
            .flat_map(|row| row.chunks(2))
            .map(|dots| dots[0] << 4 | dots.get(1).copied().unwrap_or_default())
            .collect();
        let mut bytes = Vec::new();
        let size = |length: usize| u32::try_from(length).unwrap();
        let mut encoder = Encoder::new(&mut bytes, size(self.width), size(height));
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Four);
        encoder.set_compression(Compression::High);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&packed).unwrap();
        writer.finish().unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}
