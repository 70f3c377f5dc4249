//! Command APDUs as they arrive, and the status words that answer them (ISO 7816-4).

/// SW1 SW2 of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatusWord(pub(crate) u16);

impl StatusWord {
    pub(crate) const DONE: Self = Self(0x9000);
    pub(crate) const WRONG_LENGTH: Self = Self(0x6700);
    pub(crate) const WRONG_FILE_KIND: Self = Self(0x6981);
    pub(crate) const NOT_PERMITTED: Self = Self(0x6982);
    pub(crate) const BLOCKED: Self = Self(0x6984);
    pub(crate) const CONDITIONS_OF_USE: Self = Self(0x6985);
    pub(crate) const NO_CURRENT_FILE: Self = Self(0x6986);
    pub(crate) const NOT_SUPPORTED: Self = Self(0x6A81);
    pub(crate) const NOT_FOUND: Self = Self(0x6A82);
    pub(crate) const RECORD_NOT_FOUND: Self = Self(0x6A83);
    pub(crate) const WRONG_PARAMETERS: Self = Self(0x6A86);
    pub(crate) const OBJECT_ABSENT: Self = Self(0x6A88);
    pub(crate) const WRONG_OFFSET: Self = Self(0x6B00);
    /// `6C xx`: the command again with this Le.
    pub(crate) const RIGHT_LENGTH_IS_8: Self = Self(0x6C08);
    pub(crate) const UNKNOWN_INSTRUCTION: Self = Self(0x6D00);
    pub(crate) const UNKNOWN_CLASS: Self = Self(0x6E00);
    pub(crate) const NO_DIAGNOSIS: Self = Self(0x6F00);

    /// `63 Cx`: the tries that are left.
    pub(crate) const fn tries_left(tries: u8) -> Self {
        Self(0x63C0 | tries as u16 & 0x0F)
    }
}

/// A command taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command<'a> {
    pub(crate) class: u8,
    pub(crate) instruction: u8,
    pub(crate) p1: u8,
    pub(crate) p2: u8,
    pub(crate) data: &'a [u8],
    /// How many bytes the terminal takes; none when it sent no Le.
    pub(crate) expected: Option<usize>,
}

impl<'a> Command<'a> {
    /// Takes the seven cases of ISO 7816-4 apart (short 1 to 4, extended 2 to 4).
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, StatusWord> {
        let [class, instruction, p1, p2, body @ ..] = bytes else {
            return Err(StatusWord::WRONG_LENGTH);
        };
        let (data, expected): (&[u8], _) = match body {
            [] => (&[], None),
            [le] => (&[], Some(short_expected(*le))),
            [0, high, low] => (&[], Some(extended_expected(*high, *low))),
            [0, high, low, rest @ ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                match rest.split_at_checked(length) {
                    Some((data, [])) if length > 0 => (data, None),
                    Some((data, [high, low])) if length > 0 => {
                        (data, Some(extended_expected(*high, *low)))
                    }
                    _ => return Err(StatusWord::WRONG_LENGTH),
                }
            }
            [length, rest @ ..] => match rest.split_at_checked(usize::from(*length)) {
                Some((data, [])) if *length > 0 => (data, None),
                Some((data, [le])) if *length > 0 => (data, Some(short_expected(*le))),
                _ => return Err(StatusWord::WRONG_LENGTH),
            },
        };
        Ok(Self {
            class: *class,
            instruction: *instruction,
            p1: *p1,
            p2: *p2,
            data,
            expected,
        })
    }
}

fn short_expected(le: u8) -> usize {
    if le == 0 { 256 } else { usize::from(le) }
}

fn extended_expected(high: u8, low: u8) -> usize {
    match u16::from_be_bytes([high, low]) {
        0 => 65_536,
        le => usize::from(le),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(bytes: &[u8]) -> Result<(Vec<u8>, Option<usize>), StatusWord> {
        Command::parse(bytes).map(|command| (command.data.to_vec(), command.expected))
    }

    #[test]
    fn the_seven_cases_are_told_apart() {
        assert_eq!(parsed(&[0, 0x20, 0, 0x80]), Ok((vec![], None)));
        assert_eq!(parsed(&[0, 0xB0, 0, 0, 7]), Ok((vec![], Some(7))));
        assert_eq!(parsed(&[0, 0xB0, 0, 0, 0]), Ok((vec![], Some(256))));
        assert_eq!(parsed(&[0, 0xA4, 2, 12, 2, 0, 1]), Ok((vec![0, 1], None)));
        assert_eq!(
            parsed(&[0x80, 0x2A, 0, 0x80, 1, 9, 0]),
            Ok((vec![9], Some(256)))
        );
        assert_eq!(
            parsed(&[0, 0xB0, 0, 0, 0, 1, 0x50]),
            Ok((vec![], Some(336)))
        );
        assert_eq!(
            parsed(&[0, 0xB0, 0, 0, 0, 0, 0]),
            Ok((vec![], Some(65_536)))
        );
        assert_eq!(parsed(&[0, 0xA4, 2, 12, 0, 0, 1, 7]), Ok((vec![7], None)));
        assert_eq!(
            parsed(&[0, 0xA4, 2, 12, 0, 0, 1, 7, 0, 9]),
            Ok((vec![7], Some(9)))
        );
    }

    #[test]
    fn lengths_that_lie_are_refused() {
        for bytes in [
            &[0u8, 0xA4, 2][..],
            &[0, 0xA4, 2, 12, 3, 0, 1],
            &[0, 0xA4, 2, 12, 2, 0, 1, 2, 3],
            &[0, 0xA4, 2, 12, 0, 0, 9, 1],
            &[0, 0xA4, 2, 12, 0, 0],
        ] {
            assert_eq!(parsed(bytes), Err(StatusWord::WRONG_LENGTH), "{bytes:02X?}");
        }
    }
}
