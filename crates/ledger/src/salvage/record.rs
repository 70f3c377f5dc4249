//! One row as SQLite writes it (its file format, section 2.1).

/// A value of a row; text and numbers with a point are not asked for.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    Null,
    Integer(i64),
    Blob(&'a [u8]),
    Text(&'a [u8]),
    /// Beyond what was read, or of a sort that no table of ours has.
    Gone,
}

impl<'a> Value<'a> {
    pub fn blob(&self) -> Option<&'a [u8]> {
        match self {
            Self::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A blob of exactly this length.
    pub fn fixed<const N: usize>(&self) -> Option<[u8; N]> {
        self.blob()?.try_into().ok()
    }

    pub fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }
}

/// The values of a row; `None` when the bytes are no row.
pub fn values(row: &[u8]) -> Option<Vec<Value<'_>>> {
    let (header_length, rest) = varint(row)?;
    let header_length = usize::try_from(header_length).ok()?;
    let mut sorts = rest.get(..header_length.checked_sub(row.len() - rest.len())?)?;
    let mut content = row.get(header_length..)?;
    let mut values = Vec::new();
    while !sorts.is_empty() {
        let (sort, rest) = varint(sorts)?;
        sorts = rest;
        let length = length_of(sort)?;
        let Some((bytes, rest)) = content.split_at_checked(length) else {
            content = &[];
            values.push(Value::Gone);
            continue;
        };
        content = rest;
        values.push(match sort {
            0 => Value::Null,
            1..=6 => Value::Integer(integer(bytes)),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            12.. if sort % 2 == 0 => Value::Blob(bytes),
            13.. => Value::Text(bytes),
            _ => Value::Gone,
        });
    }
    Some(values)
}

/// A number of one to nine bytes, and what follows it.
pub fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (at, byte) in bytes.iter().take(9).enumerate() {
        if at == 8 {
            return Some((number << 8 | u64::from(*byte), &bytes[9..]));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, &bytes[at + 1..]));
        }
    }
    None
}

fn length_of(sort: u64) -> Option<usize> {
    match sort {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(sort).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        12.. => usize::try_from((sort - 12) / 2).ok(),
        _ => None,
    }
}

fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number, byte| number << 8 | i64::from(*byte))
}
