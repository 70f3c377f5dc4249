//! Papers of the polling desk, drawn with the shipped forms and read back by another program.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test stops where it goes wrong"
)]

mod declaration;
mod figures;
mod invented;
mod lists;
mod marked_roll;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use paper::{Fonts, FormDefinition, Placement, Values};

fn fonts() -> &'static Fonts {
    static FONTS: std::sync::OnceLock<Fonts> = std::sync::OnceLock::new();
    FONTS.get_or_init(invented::fonts)
}

fn form(id: &str) -> FormDefinition {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    FormDefinition::load(&forms.join(id)).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

/// The form as another program reads it, without blanks.
fn text_of_form(id: &str, values: &Values) -> String {
    let pdf = paper::render(&form(id), values, fonts(), &Placement::default())
        .unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
    text_of(&pdf)
}

/// What poppler reads, without blanks.
fn text_of(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils are installed");
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let feeding = std::thread::spawn(move || stdin.write_all(&pdf).unwrap());
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect()
}
