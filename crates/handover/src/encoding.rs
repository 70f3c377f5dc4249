//! Character codes of files: UTF-8, and Shift_JIS as Windows has it (CP932).

use encoding_rs::{EncoderResult, SHIFT_JIS};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Character code (文字コード) of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8; a CSV file begins with a byte order mark, since Excel takes it for Shift_JIS without.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Shift_JIS with the letters of Windows (CP932, Windows-31J).
    #[serde(rename = "shift_jis")]
    ShiftJis,
}

/// Signs of JIS X 0208 that have one code in Shift_JIS and two in Unicode: the JIS tables name the
/// left one, Windows the right one. The bytes are the same, so nothing is lost.
const TWO_IN_UNICODE: &[(char, char)] = &[
    ('\u{301C}', '\u{FF5E}'), // 〜
    ('\u{2016}', '\u{2225}'), // ‖
    ('\u{2212}', '\u{FF0D}'), // −
    ('\u{2014}', '\u{2015}'), // —
    ('\u{00A2}', '\u{FFE0}'), // ¢
    ('\u{00A3}', '\u{FFE1}'), // £
    ('\u{00AC}', '\u{FFE2}'), // ¬
];

/// The text in Shift_JIS, or the first character that it lacks.
pub(crate) fn shift_jis(text: &str) -> Result<Zeroizing<Vec<u8>>, char> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() * 2));
    for letter in text.chars() {
        push(&mut bytes, as_windows(letter)).ok_or(letter)?;
    }
    Ok(bytes)
}

/// The first character of the text that Shift_JIS lacks.
pub(crate) fn missing_in_shift_jis(text: &str) -> Option<char> {
    shift_jis(text).err()
}

fn as_windows(letter: char) -> char {
    TWO_IN_UNICODE
        .iter()
        .find(|(jis, _)| *jis == letter)
        .map_or(letter, |(_, windows)| *windows)
}

fn push(bytes: &mut Vec<u8>, letter: char) -> Option<()> {
    let mut utf8 = [0; 4];
    let mut room = [0; 8];
    let utf8 = letter.encode_utf8(&mut utf8);
    let (result, _, written) = SHIFT_JIS
        .new_encoder()
        .encode_from_utf8_without_replacement(utf8, &mut room, true);
    let code = &room[..written];
    // ¥ and ‾ would come back as \ and ~: the encoder takes them for the signs of JIS X 0201.
    let (back, _) = SHIFT_JIS.decode_without_bom_handling(code);
    (matches!(result, EncoderResult::InputEmpty) && back == *utf8).then(|| {
        bytes.extend_from_slice(code);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_windows_are_there() {
        for (text, code) in [
            ("髙", &[0xFB, 0xFC][..]),
            ("﨑", &[0xFA, 0xB1]),
            ("①", &[0x87, 0x40]),
            ("ｱ", &[0xB1]),
            ("表", &[0x95, 0x5C]),
            ("～", &[0x81, 0x60]),
            ("〜", &[0x81, 0x60]),
            ("−", &[0x81, 0x7C]),
            ("A,\"\r\n", b"A,\"\r\n"),
        ] {
            assert_eq!(shift_jis(text).unwrap().as_slice(), code, "{text}");
        }
    }

    #[test]
    fn letters_that_it_lacks_are_named() {
        for (text, letter) in [
            ("吉𠮷", '𠮷'),
            ("葛\u{E0103}", '\u{E0103}'),
            ("é", 'é'),
            ("\u{E000}", '\u{E000}'),
            ("¥", '¥'),
            ("‾", '‾'),
        ] {
            assert_eq!(missing_in_shift_jis(text), Some(letter), "{text}");
        }
    }
}
