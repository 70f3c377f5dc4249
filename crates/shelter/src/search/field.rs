//! Where in a person's texts something was found.

/// What a search found a person by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// フリガナ, or Roman letters typed for it.
    Kana,
    /// 氏名.
    Name,
    /// 通称・ローマ字.
    Alias,
    /// 生年月日.
    BirthDate,
    /// 年齢.
    Age,
    /// 受付番号.
    Number,
    /// 電話番号.
    Phone,
    /// 住所・居所.
    Address,
    /// 特徴 and other words.
    Description,
}

impl Field {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Kana,
        Self::Name,
        Self::Alias,
        Self::BirthDate,
        Self::Age,
        Self::Number,
        Self::Phone,
        Self::Address,
        Self::Description,
    ];
}

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields(u16);

impl Fields {
    /// The set of these.
    pub const fn of(fields: &[Field]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < fields.len() {
            bits |= 1 << fields[at] as u16;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the field is in it.
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u16) != 0
    }

    /// Whether none is.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in it.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL
            .into_iter()
            .filter(move |field| self.contains(*field))
    }

    pub(super) const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

/// How a folded text stands in an entry: the byte before it. Below 0x20, so that no text holds it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag(u8);

/// Which of a field's texts: as written or loosely folded, whole or one word of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Whole = 0,
    LooseWhole = 1,
    Word = 2,
    LooseWord = 3,
}

/// What kind of text it is; [`Kind::Roman`] are readings by sound in Roman letters, in the loose shapes
/// those of names that were written in Roman letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Kana = 0,
    Name = 1,
    Alias = 2,
    Roman = 3,
    Address = 4,
    Description = 5,
    // Two kinds of one shape, so that all tags stay below 0x20.
    Digits = 6,
}

impl Tag {
    pub(super) const NUMBER: Self = Self::new(Kind::Digits, Shape::Whole);
    pub(super) const PHONE: Self = Self::new(Kind::Digits, Shape::LooseWhole);

    pub(super) const fn new(kind: Kind, shape: Shape) -> Self {
        Self(1 + kind as u8 * 4 + shape as u8)
    }

    /// The tag that a byte is; none for a byte of a text.
    pub(super) const fn of_byte(byte: u8) -> Option<Self> {
        if byte < 0x20 { Some(Self(byte)) } else { None }
    }

    pub(super) const fn byte(self) -> u8 {
        self.0
    }

    pub(super) fn is_loose(self) -> bool {
        self != Self::PHONE && (self.0 - 1) % 2 == 1
    }

    pub(super) fn field(self) -> Field {
        match (self.0 - 1) / 4 {
            3 if self.is_loose() => Field::Alias,
            0 | 3 => Field::Kana,
            1 => Field::Name,
            2 => Field::Alias,
            4 => Field::Address,
            5 => Field::Description,
            _ if self == Self::PHONE => Field::Phone,
            _ => Field::Number,
        }
    }

    pub(super) fn is_roman(self) -> bool {
        (self.0 - 1) / 4 == Kind::Roman as u8
    }
}
