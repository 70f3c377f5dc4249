//! How values are written in a definition.

/// Millimetres with at most one decimal: `12`, `12.5`.
pub(crate) fn mm(length: f64) -> String {
    // Adding nought turns -0 into 0.
    format!("{}", (length * 10.0).round() / 10.0 + 0.0)
}

/// Any other number with at most two decimals: `0.75`.
pub(crate) fn number(number: f64) -> String {
    format!("{}", (number * 100.0).round() / 100.0 + 0.0)
}

/// A text in quotes.
pub(crate) fn text(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
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
