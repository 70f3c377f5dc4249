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
