//! What stands on printed pages.

use std::path::Path;
use std::process::Command;

/// All text of a PDF, as `pdftotext` of poppler finds it, without spaces and line ends.
pub fn printed_text(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg("-raw")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The QR codes of the first page from the top, as a reader of other people reads them from poppler's picture.
pub fn printed_codes(pdf: &Path) -> Vec<String> {
    let drawn = Command::new("pdftoppm")
        .args(["-r", "300", "-gray", "-singlefile"])
        .arg(pdf)
        .output()
        .unwrap();
    assert!(drawn.status.success());
    let file = drawn.stdout;
    let mut words = file.splitn(4, u8::is_ascii_whitespace);
    let mut number = || {
        let word = words.next().unwrap();
        std::str::from_utf8(word).unwrap().parse::<usize>().ok()
    };
    assert_eq!(number(), None, "P5 comes first");
    let (width, height) = (number().unwrap(), number().unwrap());
    let pixels = &file[file.len() - width * height..];
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let mut grids = picture.detect_grids();
    grids.sort_by_key(|grid| grid.bounds[0].y);
    grids.iter().map(|grid| grid.decode().unwrap().1).collect()
}
