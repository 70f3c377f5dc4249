//! Fonts, the shipped form and outside programs, for the tests of this crate.
#![allow(
    dead_code,
    missing_docs,
    reason = "shared by several test programs, each of which uses a part"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use paper::{FontFile, FontRole, Fonts, FormDefinition, Placement, Sample, Values, render};

fn font(role: FontRole, family: &str, path: &str) -> FontFile {
    let bytes = std::fs::read(Path::new("/usr/share/fonts").join(path))
        .expect("the Debian font packages are installed");
    FontFile {
        role,
        family: family.into(),
        bytes: Arc::from(bytes),
        index: 0,
    }
}

pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    Fonts::from_files(vec![
        font(
            FontRole::Personal,
            "IPAmjMincho",
            "truetype/ipamj/ipamjm.ttf",
        ),
        font(
            FontRole::Personal,
            "NotoSerifCJKjp",
            "opentype/noto/NotoSerifCJK-Regular.ttc",
        ),
        font(
            FontRole::Label,
            "BIZUDGothic",
            "truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
        ),
        font(
            FontRole::LabelBold,
            "BIZUDGothic-Bold",
            "truetype/bizud-gothic/BIZUDGothic-Bold.ttf",
        ),
    ])
    .expect("usable fonts")
});

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms/juminhyo-request")
}

pub fn form() -> FormDefinition {
    FormDefinition::load(&folder()).unwrap_or_else(|errors| {
        panic!(
            "{}",
            errors
                .iter()
                .map(|e| e.sentence().ja + "\n")
                .collect::<String>()
        )
    })
}

pub fn samples() -> Vec<Sample> {
    Sample::load_all(&folder()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

pub fn sample(id: &str) -> Values {
    samples()
        .into_iter()
        .find(|sample| sample.id == id)
        .expect("a shipped sample")
        .values
}

pub fn pdf_of(form: &FormDefinition, values: &Values) -> Vec<u8> {
    render(form, values, &FONTS, &Placement::default())
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A small form around the given entries, for one behaviour at a time.
pub fn small_form(entries: &str) -> Result<FormDefinition, Vec<paper::DefinitionError>> {
    let head = "format = 1\nid = \"test\"\nversion = \"1\"\ntitle = { ja = \"試験\", en = \"Test\" }\nbasis = \"なし\"\npaper = \"A4\"\n";
    FormDefinition::parse("test/form.toml", &format!("{head}{entries}"))
}

pub fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    let mut values = Values::new();
    for (name, text) in pairs {
        values.insert(name, text);
    }
    values
}

/// Runs an outside program on the PDF and gives back what it wrote.
pub fn run(pdf: &[u8], program: &str, arguments: &[&str], after: &[&str]) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), pdf).expect("written");
    let output = Command::new(program)
        .args(arguments)
        .arg(file.path())
        .args(after)
        .output()
        .expect("poppler-utils are installed");
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.stderr.is_empty(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

pub fn text_of(pdf: &[u8]) -> String {
    String::from_utf8(run(pdf, "pdftotext", &["-raw"], &["-"])).expect("UTF-8")
}

/// A grey picture of the first page.
pub struct Raster {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
    pub dots_per_mm: f64,
}

impl Raster {
    /// As poppler draws it, at so many dots per inch.
    pub fn by_poppler(pdf: &[u8], dpi: u32) -> Self {
        let pgm = run(
            pdf,
            "pdftoppm",
            &["-r", &dpi.to_string(), "-gray", "-singlefile"],
            &[],
        );
        let mut parts = pgm.splitn(4, u8::is_ascii_whitespace);
        assert_eq!(parts.next(), Some(b"P5".as_slice()));
        let mut number = || {
            String::from_utf8_lossy(parts.next().expect("a number"))
                .parse::<usize>()
                .expect("a number")
        };
        let (width, height) = (number(), number());
        let body = parts.next().expect("pixels");
        let start = body
            .iter()
            .position(u8::is_ascii_whitespace)
            .expect("after the depth")
            + 1;
        Self {
            width,
            height,
            grey: body[start..].to_vec(),
            dots_per_mm: f64::from(dpi) / 25.4,
        }
    }

    /// As the preview shows it.
    pub fn by_preview(pdf: &[u8], width_px: u32, page_mm: f64) -> Self {
        let png = paper::preview_png(pdf, 0, width_px).expect("a preview");
        let mut reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        let channels = info.color_type.samples();
        let grey = pixels.chunks(channels).map(|pixel| pixel[0]).collect();
        Self {
            width: info.width as usize,
            height: info.height as usize,
            grey,
            dots_per_mm: f64::from(width_px) / page_mm,
        }
    }

    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        self.grey[y * self.width + x] < 128
    }

    pub fn dot(&self, mm: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "inside the page"
        )]
        let dot = (mm * self.dots_per_mm).round() as usize;
        dot
    }

    /// Dark stretches along a level line, as their middles in millimetres.
    pub fn dark_across(&self, y_mm: f64, from_mm: f64, to_mm: f64) -> Vec<f64> {
        let y = self.dot(y_mm);
        self.middles((self.dot(from_mm)..self.dot(to_mm)).map(|x| (x, self.is_dark(x, y))))
    }

    /// Dark stretches down an upright line, as their middles in millimetres.
    pub fn dark_down(&self, x_mm: f64, from_mm: f64, to_mm: f64) -> Vec<f64> {
        let x = self.dot(x_mm);
        self.middles((self.dot(from_mm)..self.dot(to_mm)).map(|y| (y, self.is_dark(x, y))))
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand dots")]
    fn middles(&self, dots: impl Iterator<Item = (usize, bool)>) -> Vec<f64> {
        let dark: Vec<usize> = dots.filter(|(_, dark)| *dark).map(|(dot, _)| dot).collect();
        dark.chunk_by(|a, b| a + 1 == *b)
            .map(|run| (run[0] + run[run.len() - 1] + 1) as f64 / 2.0 / self.dots_per_mm)
            .collect()
    }

    /// The rectangle round all dark dots within a box, as left, top, right, bottom in millimetres.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand dots")]
    pub fn ink_in(&self, place: [f64; 4]) -> Option<[f64; 4]> {
        let mut found: Option<[usize; 4]> = None;
        for row in self.dot(place[1])..self.dot(place[1] + place[3]).min(self.height) {
            for column in self.dot(place[0])..self.dot(place[0] + place[2]).min(self.width) {
                if self.is_dark(column, row) {
                    let [l, t, r, b] = found.unwrap_or([column, row, column, row]);
                    found = Some([l.min(column), t.min(row), r.max(column), b.max(row)]);
                }
            }
        }
        let mm = |dot: usize| dot as f64 / self.dots_per_mm;
        found.map(|[l, t, r, b]| [mm(l), mm(t), mm(r + 1), mm(b + 1)])
    }
}
