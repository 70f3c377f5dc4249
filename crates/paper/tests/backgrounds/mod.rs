//! PDFs as cities have them: made by other programs, or odd in one way at a time.
#![allow(
    dead_code,
    missing_docs,
    clippy::unwrap_used,
    reason = "shared by several test programs, each of which uses a part"
)]

use std::process::Command;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::common::{form, pdf_of, run, sample};

/// A form full of Japanese words, rules and rings, as the city's own file.
pub fn city_pdf() -> Vec<u8> {
    pdf_of(&form(), &sample("ordinary"))
}

/// Runs a program that reads one file and writes another.
pub fn through(
    pdf: &[u8],
    program: &str,
    arguments: impl Fn(&str, &str) -> Vec<String>,
) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("from.pdf"), folder.path().join("to.pdf"));
    std::fs::write(&from, pdf).expect("written");
    let paths = [&from, &to].map(|path| path.to_str().expect("UTF-8").to_owned());
    let output = Command::new(program)
        .args(arguments(&paths[0], &paths[1]))
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    std::fs::read(to).expect("the program has written")
}

fn owned(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|text| (*text).to_owned()).collect()
}

pub fn by_qpdf(pdf: &[u8], options: &[&str]) -> Vec<u8> {
    through(pdf, "qpdf", |from, to| {
        let mut all = owned(options);
        all.extend([from.to_owned(), to.to_owned()]);
        all
    })
}

pub fn by_ghostscript(pdf: &[u8], version: &str) -> Vec<u8> {
    through(pdf, "gs", |from, to| {
        owned(&[
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pdfwrite",
            &format!("-dCompatibilityLevel={version}"),
            &format!("-sOutputFile={to}"),
            from,
        ])
    })
}

pub fn by_cairo(pdf: &[u8]) -> Vec<u8> {
    through(pdf, "pdftocairo", |from, to| owned(&["-pdf", from, to]))
}

/// The page as a picture, as a scanner gives it.
pub fn scanned(pdf: &[u8]) -> Vec<u8> {
    let page = Page::drawn(pdf, 1);
    let mut document = Document::with_version("1.4");
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
        "Width" => i64::try_from(page.width).unwrap(), "Height" => i64::try_from(page.height).unwrap(),
    };
    let picture = document.add_object(Stream::new(about, page.rgb));
    let content = document.add_object(Stream::new(
        dictionary! {},
        b"q 595.276 0 0 841.89 0 0 cm /Im Do Q".to_vec(),
    ));
    let root = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => root, "Contents" => content,
        "MediaBox" => reals([0.0, 0.0, 595.276, 841.89]),
        "Resources" => dictionary! { "XObject" => dictionary! { "Im" => picture } },
    });
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(root, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document.compress();
    saved(document)
}

/// The page so many times in one file.
pub fn repeated(pdf: &[u8], pages: usize) -> Vec<u8> {
    if pages == 1 {
        return pdf.to_vec();
    }
    through(pdf, "qpdf", |from, to| {
        let mut all = owned(&["--empty", "--pages"]);
        all.extend(std::iter::repeat_n(from.to_owned(), pages));
        all.extend(owned(&["--", to]));
        // Title and preferences come from the first file.
        from.clone_into(&mut all[0]);
        all
    })
}

/// The file with a change to its first page.
pub fn edited(pdf: &[u8], change: impl FnOnce(&mut Document, ObjectId)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("a PDF");
    let page = document.page_iter().next().expect("a page");
    change(&mut document, page);
    saved(document)
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

/// Puts operators round the page's content.
pub fn wrap(document: &mut Document, page: ObjectId, before: &str, after: &str) {
    let mut content = before.as_bytes().to_vec();
    content.extend(document.get_page_content(page));
    content.extend(after.as_bytes());
    let content = document.add_object(Stream::new(dictionary! {}, content));
    document
        .get_dictionary_mut(page)
        .expect("a page")
        .set("Contents", content);
}

#[expect(clippy::cast_possible_truncation, reason = "lengths of a page")]
pub fn reals(numbers: [f64; 4]) -> Object {
    Object::Array(numbers.map(|number| Object::Real(number as f32)).to_vec())
}

/// A page as poppler draws it, in colour.
pub struct Page {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

impl Page {
    pub fn drawn(pdf: &[u8], page: usize) -> Self {
        let number = page.to_string();
        let ppm = run(
            pdf,
            "pdftoppm",
            &["-r", "100", "-cropbox", "-f", &number, "-singlefile"],
            &[],
        );
        let mut parts = ppm.splitn(4, u8::is_ascii_whitespace);
        assert_eq!(parts.next(), Some(b"P6".as_slice()));
        let mut number = || {
            String::from_utf8_lossy(parts.next().expect("a number"))
                .parse::<usize>()
                .expect("a number")
        };
        let (width, height) = (number(), number());
        let body = parts.next().expect("pixels");
        let rgb = body[body.len() - width * height * 3..].to_vec();
        Self { width, height, rgb }
    }

    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }
}
