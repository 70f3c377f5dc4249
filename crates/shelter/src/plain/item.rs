//! One datum of a person.

use serde::{Deserialize, Serialize};

/// One datum of a person that is written as text. [`Item::check`] says which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// 氏名, variation sequences kept.
    Name,
    /// フリガナ, in full-width katakana.
    Kana,
    /// 通称・ローマ字.
    Alias,
    /// 生年月日: "YYYY-MM-DD", "YYYY-MM" or "YYYY".
    BirthDate,
    /// 年齢 in full years as said: "n" or "n-m".
    Age,
    /// 性別: "m", "f" or "x".
    Sex,
    /// 郵便番号: seven digits.
    PostalCode,
    /// 住所 (where registered).
    Address,
    /// 居所, if the person lives elsewhere than registered.
    Residence,
    /// 市内・市外: "1" inside the city, "0" outside.
    InCity,
    /// 町内会・自治会.
    District,
    /// 電話: digits, "+" in front and "-" between allowed.
    Phone,
    /// 電子メール.
    Mail,
    /// 緊急連絡先: name and phone as said.
    Contact,
    /// 国籍.
    Nationality,
    /// 使用言語, as said.
    Languages,
    /// 特徴, of a person who cannot say a name.
    Description,
    /// 家屋被害: "total", "half", "part", "flood_above", "flood_below", "lifelines", "none", "unknown".
    Damage,
    /// 希望する滞在場所.
    Wish,
    /// ペット: "dog:1;cat:2".
    Pets,
    /// 車両: plate, model, where parked.
    Vehicle,
    /// 協力できること (医療・通訳など).
    Skills,
    /// 備考.
    Note,
    /// 区画・部屋.
    Area,
}

impl Item {
    /// Every item, in the order of the card (避難者カード).
    pub const ALL: [Self; 24] = [
        Self::Name,
        Self::Kana,
        Self::Alias,
        Self::BirthDate,
        Self::Age,
        Self::Sex,
        Self::PostalCode,
        Self::Address,
        Self::Residence,
        Self::InCity,
        Self::District,
        Self::Phone,
        Self::Mail,
        Self::Contact,
        Self::Nationality,
        Self::Languages,
        Self::Description,
        Self::Damage,
        Self::Wish,
        Self::Pets,
        Self::Vehicle,
        Self::Skills,
        Self::Note,
        Self::Area,
    ];

    /// Name in the ledger and towards the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Alias => "alias",
            Self::BirthDate => "birth_date",
            Self::Age => "age",
            Self::Sex => "sex",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Residence => "residence",
            Self::InCity => "in_city",
            Self::District => "district",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Contact => "contact",
            Self::Nationality => "nationality",
            Self::Languages => "languages",
            Self::Description => "description",
            Self::Damage => "damage",
            Self::Wish => "wish",
            Self::Pets => "pets",
            Self::Vehicle => "vehicle",
            Self::Skills => "skills",
            Self::Note => "note",
            Self::Area => "area",
        }
    }

    /// The item of that [`Item::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.code() == code)
    }

    /// What staff call it.
    pub fn label_ja(self) -> &'static str {
        match self {
            Self::Name => "氏名",
            Self::Kana => "フリガナ",
            Self::Alias => "通称・ローマ字",
            Self::BirthDate => "生年月日",
            Self::Age => "年齢",
            Self::Sex => "性別",
            Self::PostalCode => "郵便番号",
            Self::Address => "住所",
            Self::Residence => "居所",
            Self::InCity => "市内・市外",
            Self::District => "町内会",
            Self::Phone => "電話",
            Self::Mail => "メール",
            Self::Contact => "緊急連絡先",
            Self::Nationality => "国籍",
            Self::Languages => "使用言語",
            Self::Description => "特徴",
            Self::Damage => "家屋被害",
            Self::Wish => "希望する滞在場所",
            Self::Pets => "ペット",
            Self::Vehicle => "車両",
            Self::Skills => "協力できること",
            Self::Note => "備考",
            Self::Area => "区画",
        }
    }

    /// The four attributes of the card (基本4情報): what was typed does not displace the card's value.
    pub fn is_of_card(self) -> bool {
        matches!(
            self,
            Self::Name | Self::Address | Self::BirthDate | Self::Sex
        )
    }
}
