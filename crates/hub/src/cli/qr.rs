//! A QR code for the terminal and for paper.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use zeroize::Zeroizing;

use super::Failure;

/// Modules of white that scanners need around it.
const QUIET: i32 = 4;

fn coded(text: &str) -> Result<QrCode, Failure> {
    QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| {
        Failure::new(
            ("QRコードに入りません。", "It does not fit a QR code."),
            (
                "設定 address を短くしてください。",
                "Make the setting `address` shorter.",
            ),
        )
    })
}

/// Two rows of modules in each line, light on a dark terminal.
pub fn text(of: &str) -> Result<Zeroizing<String>, Failure> {
    let code = coded(of)?;
    let mut out = Zeroizing::new(String::new());
    let range = -QUIET..code.size() + QUIET;
    for y in range.clone().step_by(2) {
        for x in range.clone() {
            out.push(match (code.get_module(x, y), code.get_module(x, y + 1)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        out.push('\n');
    }
    Ok(out)
}

/// A picture of 40 mm, or as large as it is wanted.
pub fn svg(of: &str) -> Result<Zeroizing<String>, Failure> {
    let code = coded(of)?;
    let whole = code.size() + 2 * QUIET;
    let mut out = Zeroizing::new(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\" height=\"40mm\" \
         viewBox=\"0 0 {whole} {whole}\"><rect width=\"{whole}\" height=\"{whole}\" fill=\"#fff\"/><path d=\""
    ));
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing into a `String` does not fail.
                let _ = write!(out, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    out.push_str("\"/></svg>\n");
    Ok(out)
}
