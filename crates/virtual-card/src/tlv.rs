//! The card's own tag-length-value coding, which is not DER.

/// Writes one object; tags above FF take two bytes, lengths above 7F always `82 hh ll`.
pub(crate) fn object(tag: u16, value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len() + 5);
    let [high, low] = tag.to_be_bytes();
    if high != 0 {
        bytes.push(high);
    }
    bytes.push(low);
    let length = u16::try_from(value.len()).expect("card files are far below 64 KiB");
    match length.to_be_bytes() {
        [0, short @ ..=0x7F] => bytes.push(short),
        long => {
            bytes.push(0x82);
            bytes.extend(long);
        }
    }
    bytes.extend(value);
    bytes
}

/// Lengthens a file to its physical size with the filler byte of that file.
pub(crate) fn filled(mut bytes: Vec<u8>, size: usize, filler: u8) -> Vec<u8> {
    if bytes.len() < size {
        bytes.resize(size, filler);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_take_the_82_form_from_128_on() {
        assert_eq!(object(0xDF25, b"1"), [0xDF, 0x25, 1, b'1']);
        assert_eq!(object(0xFF20, &[0; 127])[..3], [0xFF, 0x20, 0x7F]);
        assert_eq!(object(0xFF20, &[0; 128])[..5], [0xFF, 0x20, 0x82, 0, 0x80]);
        assert_eq!(object(0x91, &[0; 256])[..4], [0x91, 0x82, 1, 0]);
    }
}
