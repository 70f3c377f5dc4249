//! Digits, letters and signs in half or full width (半角・全角).

/// From a half-width sign up to its full-width one.
const APART: u32 = 0xFEE0;

/// Full-width digits, letters and signs in half width; blanks stay.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - APART).unwrap_or(c),
            '−' => '-',
            _ => c,
        })
        .collect()
}

/// Half-width digits, letters, signs and blanks in full width.
pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + APART).unwrap_or(c),
            ' ' => '　',
            _ => c,
        })
        .collect()
}

/// The digits of a text, in half width.
pub fn digits(text: &str) -> String {
    let mut digits = half_width(text);
    digits.retain(|c| c.is_ascii_digit());
    digits
}
