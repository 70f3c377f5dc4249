//! BER-TLV as the card writes it: not DER, since small tags take two bytes and lengths take more than they need.

use crate::Problem;

/// Tag and length, before the value.
pub(crate) struct Header {
    /// Tag of one to three bytes, big-endian.
    pub tag: u32,
    /// Bytes of tag and length together.
    pub value_start: usize,
    /// Bytes of the value, as stated; whether they are there is not known yet.
    pub value_len: usize,
}

impl Header {
    /// Bytes of the whole object, as stated.
    pub(crate) fn total_len(&self) -> usize {
        self.value_start + self.value_len
    }
}

/// Reads the header at the start of `bytes`; `None` when it goes on beyond them.
pub(crate) fn header(bytes: &[u8]) -> Result<Option<Header>, Problem> {
    let Some((tag, tag_len)) = tag(bytes)? else {
        return Ok(None);
    };
    let Some((value_len, length_len)) = length(&bytes[tag_len..])? else {
        return Ok(None);
    };
    Ok(Some(Header {
        tag,
        value_start: tag_len + length_len,
        value_len,
    }))
}

fn tag(bytes: &[u8]) -> Result<Option<(u32, usize)>, Problem> {
    let Some(&first) = bytes.first() else {
        return Ok(None);
    };
    let mut tag = u32::from(first);
    if first & 0x1F != 0x1F {
        return Ok(Some((tag, 1)));
    }
    for index in 1..3 {
        let Some(&next) = bytes.get(index) else {
            return Ok(None);
        };
        tag = tag << 8 | u32::from(next);
        if next & 0x80 == 0 {
            return Ok(Some((tag, index + 1)));
        }
    }
    Err(Problem::UnexpectedTag)
}

// The card writes 82 even for lengths below 256, so the shortest form is not demanded.
fn length(bytes: &[u8]) -> Result<Option<(usize, usize)>, Problem> {
    match *bytes {
        [] | [0x81 | 0x82] | [0x82, _] => Ok(None),
        [short @ 0..=0x7F, ..] => Ok(Some((usize::from(short), 1))),
        [0x81, length, ..] => Ok(Some((usize::from(length), 2))),
        [0x82, high, low, ..] => Ok(Some((usize::from(u16::from_be_bytes([high, low])), 3))),
        _ => Err(Problem::BadLength),
    }
}

/// One object of a record.
pub(crate) struct Item<'a> {
    /// Tag of one to three bytes, big-endian.
    pub tag: u32,
    /// The value.
    pub value: &'a [u8],
}

/// The objects of a record one after another, up to its end or to filler (00 or FF FF). Ends after the first problem.
pub(crate) fn items(record: &[u8]) -> impl Iterator<Item = Result<Item<'_>, Problem>> {
    let mut rest = record;
    std::iter::from_fn(move || {
        if matches!(*rest, [] | [0x00, ..] | [0xFF] | [0xFF, 0xFF, ..]) {
            return None;
        }
        let item = first_item(rest);
        rest = match &item {
            Ok((_, after)) => after,
            Err(_) => &[],
        };
        Some(item.map(|(item, _)| item))
    })
}

fn first_item(bytes: &[u8]) -> Result<(Item<'_>, &[u8]), Problem> {
    let header = header(bytes)?.ok_or(Problem::BadLength)?;
    let (whole, after) = bytes
        .split_at_checked(header.total_len())
        .ok_or(Problem::BadLength)?;
    let item = Item {
        tag: header.tag,
        value: &whole[header.value_start..],
    };
    Ok((item, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(bytes: &[u8]) -> Option<(u32, usize, usize)> {
        header(bytes)
            .unwrap()
            .map(|header| (header.tag, header.value_start, header.value_len))
    }

    #[test]
    fn tags_and_lengths_in_every_form_of_the_card() {
        assert_eq!(parsed(&[0x30, 0x05]), Some((0x30, 2, 5)));
        assert_eq!(parsed(&[0xFF, 0x10, 0x0C]), Some((0xFF10, 3, 12)));
        assert_eq!(parsed(&[0xDF, 0x81, 0x01, 0x00]), Some((0x00DF_8101, 4, 0)));
        assert_eq!(parsed(&[0x30, 0x81, 0xFF]), Some((0x30, 3, 255)));
        assert_eq!(
            parsed(&[0xFF, 0x40, 0x82, 0x00, 0x9F]),
            Some((0xFF40, 5, 0x9F))
        );
    }

    #[test]
    fn a_header_that_goes_on_is_not_an_error() {
        for part in [
            &[][..],
            &[0xFF],
            &[0xFF, 0x20],
            &[0xFF, 0x20, 0x82],
            &[0xFF, 0x20, 0x82, 0x00],
            &[0xDF, 0x81],
        ] {
            assert_eq!(parsed(part), None);
        }
    }

    #[test]
    fn forms_that_the_card_never_uses_are_refused() {
        assert!(matches!(
            header(&[0x30, 0x80, 0, 0]),
            Err(Problem::BadLength)
        ));
        assert!(matches!(
            header(&[0x30, 0x84, 0, 0, 0, 1]),
            Err(Problem::BadLength)
        ));
        assert!(matches!(
            header(&[0xFF, 0x81, 0x82, 0x01]),
            Err(Problem::UnexpectedTag)
        ));
    }

    #[test]
    fn items_end_at_filler_and_at_a_lying_length() {
        let tags = |bytes: &[u8]| -> Vec<Result<u32, Problem>> {
            items(bytes).map(|item| item.map(|item| item.tag)).collect()
        };
        assert_eq!(tags(&[0xDF, 0x22, 0, 0xFF, 0xFF, 0xFF]), [Ok(0xDF22)]);
        assert_eq!(tags(&[0xDF, 0x22, 0, 0x00, 0xDF]), [Ok(0xDF22)]);
        assert_eq!(
            tags(&[0xDF, 0x22, 0, 0xDF, 0x23, 9, 1]),
            [Ok(0xDF22), Err(Problem::BadLength)]
        );
    }
}
