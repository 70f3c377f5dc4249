//! The letters of printed codes: Crockford's base 32, and one check letter.
//!
//! The check letter is a weighted sum over GF(32): with up to 30 letters before it, every single
//! wrong letter and every two letters that changed places are found.

use zeroize::Zeroizing;

/// The 32 letters, without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Bits of one letter.
const BITS: usize = 5;

/// Letters that `bytes` bytes need.
pub(crate) const fn letters_for(bytes: usize) -> usize {
    (bytes * 8).div_ceil(BITS)
}

/// The letter of a value below 32.
fn letter(value: u8) -> char {
    char::from(LETTERS[usize::from(value)])
}

/// The value of a letter, whatever its case; letters that look alike count as the same.
fn value(letter: char) -> Option<u8> {
    let plain = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = LETTERS.iter().position(|it| char::from(*it) == plain)?;
    u8::try_from(place).ok()
}

/// Doubling in GF(32) with x⁵ + x² + 1.
fn double(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

/// Horner's rule: each letter's weight is a power of two of its place from the end.
fn check(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| double(sum ^ value))
}

/// The letters of the values, then the check letter.
pub(crate) fn with_check(values: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(values.len() + 1));
    text.extend(values.iter().map(|value| letter(*value)));
    text.push(letter(check(values)));
    text
}

/// The values of `count` letters and their check letter; none when any is wrong.
pub(crate) fn checked(text: &str, count: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut values = Zeroizing::new(Vec::with_capacity(count + 1));
    for letter in text.chars().take(count + 2) {
        values.push(value(letter)?);
    }
    if values.len() != count + 1 {
        return None;
    }
    let last = values.pop()?;
    (check(&values) == last).then_some(values)
}

/// Five bits a value, the last one filled with zeros.
pub(crate) fn values_of(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let bit = |index: usize| {
        let byte = bytes.get(index / 8).copied().unwrap_or(0);
        (byte >> (7 - index % 8)) & 1
    };
    let values = (0..letters_for(bytes.len()))
        .map(|place| (0..BITS).fold(0, |value, at| (value << 1) | bit(place * BITS + at)));
    Zeroizing::new(values.collect())
}

/// The bytes of the values; none when the filling bits are not zero.
pub(crate) fn bytes_of(values: &[u8], bytes: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(vec![0; bytes]);
    for (index, bit) in values
        .iter()
        .flat_map(|value| (0..BITS).map(move |at| (value >> (BITS - 1 - at)) & 1))
        .enumerate()
    {
        match out.get_mut(index / 8) {
            Some(byte) => *byte |= bit << (7 - index % 8),
            None if bit != 0 => return None,
            None => {}
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 1..18)) {
            let values = values_of(&bytes);
            let text = with_check(&values);
            let back = checked(&text.to_lowercase(), values.len()).unwrap();
            prop_assert_eq!(&*bytes_of(&back, bytes.len()).unwrap(), &bytes);
        }

        #[test]
        fn one_wrong_letter_and_two_that_changed_places_are_found(
            values in prop::collection::vec(0u8..32, 30),
            place in 0usize..31,
            other in 0usize..31,
            change in 1u8..32,
        ) {
            let text = with_check(&values);
            let mut letters: Vec<char> = text.chars().collect();
            let was = value(letters[place]).unwrap();
            letters[place] = letter(was ^ change);
            let wrong: String = letters.iter().collect();
            prop_assert!(checked(&wrong, 30).is_none());

            letters[place] = letter(was);
            letters.swap(place, other);
            let swapped: String = letters.iter().collect();
            prop_assert_eq!(checked(&swapped, 30).is_none(), swapped != *text);
        }
    }
}
