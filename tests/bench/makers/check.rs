//! A page counts only when it really holds the form: its texts, and as much ink as ours.

use std::io::Write;
use std::process::Command;

use super::pages::Pages;

/// Dots across the page for counting ink.
const WIDTH: u32 = 620;
/// Other programs smooth and cut punctuation in other ways; a missing font or box is far more.
const INK_APART: f64 = 0.1;

/// The size of all documents together in bytes; stops where one of them is not the form that was asked for.
pub fn check(name: &str, documents: &[Vec<u8>], pages: &Pages, forms: usize) -> usize {
    let texts: Vec<String> = documents.iter().flat_map(|each| texts(each)).collect();
    assert_eq!(texts.len(), forms, "{name}: pages");
    for (resident, text) in texts.iter().enumerate() {
        for wanted in Pages::name_and_address(resident) {
            assert!(
                text.contains(&without_space(&wanted)),
                "{name}: page {resident} has no {wanted}"
            );
        }
    }
    let (ink, ours) = (ink(&documents[0]), ink(&pages.render(0)));
    assert!(
        (ink / ours - 1.0).abs() < INK_APART,
        "{name}: {ink} black dots where ours has {ours}"
    );
    documents.iter().map(Vec::len).sum()
}

/// The text of each page as another program reads it back, without spaces.
fn texts(pdf: &[u8]) -> Vec<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let read = Command::new("pdftotext")
        .arg("-raw")
        .arg(file.path())
        .arg("-")
        .output()
        .unwrap();
    assert!(read.status.success(), "pdftotext: {}", read.status);
    let text = String::from_utf8(read.stdout).unwrap();
    let pages = text.strip_suffix('\u{c}').unwrap_or(&text);
    pages.split('\u{c}').map(without_space).collect()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Black dots of the first page.
fn ink(pdf: &[u8]) -> f64 {
    let picture = paper::bitmap(pdf, 0, WIDTH).unwrap();
    f64::from(
        picture
            .bits
            .iter()
            .map(|byte| byte.count_ones())
            .sum::<u32>(),
    )
}
