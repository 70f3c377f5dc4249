//! How values are written in a definition.

use std::fmt::Write as _;

/// Millimetres with at most one decimal: `12`, `12.5`.
pub(crate) fn mm(length: f64) -> String {
    // Adding nought turns -0 into 0.
    format!("{}", (length * 10.0).round() / 10.0 + 0.0)
}

/// Any other number with at most two decimals: `0.75`.
pub(crate) fn number(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0 + 0.0)
}

/// A text in quotes, on one line: a second one would end as this program's lines do, not as the file's.
pub(crate) fn text(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return toml_edit::Value::from(text).to_string();
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A box as `[12, 12.5, 60, 8]`.
pub(crate) fn rect(rect: paper::Rect) -> String {
    let numbers = [rect.x, rect.y, rect.w, rect.h].map(mm);
    format!("[{}]", numbers.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_two_lines_stays_on_one() {
        let two = "a\"\\\n\rb";
        let written = text(two);
        assert!(!written.contains(['\n', '\r']));
        let read: toml_edit::DocumentMut = format!("x = {written}").parse().unwrap();
        assert_eq!(read["x"].as_str(), Some(two));
    }

    #[test]
    fn lengths_have_at_most_one_decimal() {
        for (length, written) in [
            (12.0, "12"),
            (12.46, "12.5"),
            (-0.01, "0"),
            (0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(mm(length), written);
        }
        assert_eq!(number(0.75), "0.75");
    }
}
