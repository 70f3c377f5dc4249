//! Invented residents, read from data files.

use advice::{Advice, Advise, Bilingual};
use jiff::civil::Date;
use serde::Deserialize;

use crate::birth_date::era_year;

/// An invented resident and what is on their card.
///
/// No `Debug`, so that test logs stay free of names even where the names are invented.
#[derive(Clone)]
pub struct Resident(Data);

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    id: String,
    invented: bool,
    title: Texts,
    hint: Texts,
    person: Person,
    card: Card,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    ja: String,
    en: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    address: String,
    birth_date: Date,
    sex: u8,
    number: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    serial: String,
    municipality: String,
    expires: Date,
    pin: String,
    face_code: String,
    sign_password: String,
    #[serde(default)]
    birth_year: BirthYear,
    #[serde(default = "pin_limit")]
    pin_tries: u8,
    #[serde(default = "face_code_limit")]
    face_code_tries: u8,
    #[serde(default)]
    certificates: Certificates,
}

/// How the card's face prints the birth year.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum BirthYear {
    /// Year of the Japanese era.
    #[default]
    Era,
    /// Western year, as for foreign residents.
    Western,
}

/// What the certificates are like on the day of issue.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Certificates {
    #[default]
    Valid,
    Expired,
    Absent,
}

fn pin_limit() -> u8 {
    3
}

fn face_code_limit() -> u8 {
    10
}

/// Why a resident's data file was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ResidentError {
    /// The file is not the TOML that is expected.
    #[error("the resident's file cannot be read: {0}")]
    Syntax(String),
    /// The file does not say `invented = true`.
    #[error("the resident is not marked as invented")]
    NotInvented,
    /// A field does not have the form that the card needs.
    #[error("the field {0} does not have the form that the card needs")]
    Form(&'static str),
    /// The number's check digit is right, so it could be someone's.
    #[error("the number could be a real one: its check digit is right")]
    NumberCouldBeReal,
    /// The face code does not follow from birth date and expiry year.
    #[error("the face code does not follow from birth date and expiry year")]
    FaceCode,
}

impl Advise for ResidentError {
    fn advice(&self) -> Advice {
        let next = Bilingual::new(
            "訓練用住民のデータファイルを直してください。",
            "Correct the training resident's data file.",
        );
        let (code, ja) = match self {
            Self::Syntax(_) => ("resident-syntax", "訓練用住民のデータが読めません。"),
            Self::NotInvented => (
                "resident-not-invented",
                "架空の人物である旨の記載がありません。",
            ),
            Self::Form(_) => (
                "resident-form",
                "訓練用住民のデータの項目が正しくありません。",
            ),
            Self::NumberCouldBeReal => (
                "resident-number-could-be-real",
                "実在しうる個人番号が書かれています。",
            ),
            Self::FaceCode => (
                "resident-face-code",
                "照合番号Bが生年月日・有効期限と合っていません。",
            ),
        };
        Advice::new(code, Bilingual::new(ja, sentence(&self.to_string())), next)
    }
}

/// Makes an error's text a sentence for staff.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

impl Resident {
    /// Reads a resident from TOML and checks that the parts agree and that the person is invented.
    pub fn parse(text: &str) -> Result<Self, ResidentError> {
        let data: Data = toml::from_str(text)
            .map_err(|error| ResidentError::Syntax(error.message().to_owned()))?;
        let resident = Self(data);
        resident.check()?;
        Ok(resident)
    }

    fn check(&self) -> Result<(), ResidentError> {
        let Data {
            invented,
            person,
            card,
            ..
        } = &self.0;
        if !invented {
            return Err(ResidentError::NotInvented);
        }
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let password = &card.sign_password;
        let password_ok = (6..=16).contains(&password.len())
            && password
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
            && password.bytes().any(|b| b.is_ascii_digit())
            && password.bytes().any(|b| b.is_ascii_uppercase());
        let forms = [
            (
                "id",
                !self.0.id.is_empty()
                    && self
                        .0
                        .id
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b == b'-'),
            ),
            ("person.sex", matches!(person.sex, 0 | 1 | 2 | 9)),
            ("person.number", digits(&person.number, 12)),
            ("card.serial", digits(&card.serial, 15)),
            ("card.municipality", digits(&card.municipality, 5)),
            ("card.pin", digits(&card.pin, 4)),
            ("card.face_code", digits(&card.face_code, 14)),
            ("card.sign_password", password_ok),
        ];
        if let Some((field, _)) = forms.iter().find(|(_, right)| !right) {
            return Err(ResidentError::Form(field));
        }
        if check_digit(&person.number) == person.number.bytes().last() {
            return Err(ResidentError::NumberCouldBeReal);
        }
        if !card.face_code.starts_with(&self.face_code_start()?) {
            return Err(ResidentError::FaceCode);
        }
        Ok(())
    }

    /// The ten digits of 照合番号B that follow from the face: birth date as printed, expiry year.
    fn face_code_start(&self) -> Result<String, ResidentError> {
        let day = self.0.person.birth_date;
        let year = match self.0.card.birth_year {
            BirthYear::Era => {
                era_year(day)
                    .ok_or(ResidentError::Form("person.birth_date"))?
                    .0
            }
            BirthYear::Western => day.year() % 100,
        };
        let expiry = self.0.card.expires.year();
        Ok(format!(
            "{year:02}{:02}{:02}{expiry:04}",
            day.month(),
            day.day()
        ))
    }

    /// Stable name in kebab-case, such as `last-try`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Short title for the training tray.
    pub fn title(&self) -> Bilingual {
        Bilingual::new(&self.0.title.ja, &self.0.title.en)
    }

    /// What is special about this resident, with the PIN and the face code to type (training only).
    pub fn hint(&self) -> Bilingual {
        let Data { hint, card, .. } = &self.0;
        Bilingual::new(
            format!(
                "{} 暗証番号 {}、照合番号B {}",
                hint.ja, card.pin, card.face_code
            ),
            format!("{} PIN {}, face code {}", hint.en, card.pin, card.face_code),
        )
    }

    /// 氏名, as DF22 holds it.
    pub fn name(&self) -> &str {
        &self.0.person.name
    }

    /// 住所, as DF23 holds it.
    pub fn address(&self) -> &str {
        &self.0.person.address
    }

    /// 生年月日.
    pub fn birth_date(&self) -> Date {
        self.0.person.birth_date
    }

    /// 性別 as the ASCII digit of DF25: 1 male, 2 female, 9 not applicable, 0 unknown.
    pub fn sex_code(&self) -> u8 {
        b'0' + self.0.person.sex
    }

    /// The 4-digit PIN (暗証番号), the same for all applications of this card.
    pub fn pin(&self) -> &str {
        &self.0.card.pin
    }

    /// The 14-digit 照合番号B.
    pub fn face_code(&self) -> &str {
        &self.0.card.face_code
    }

    /// 署名用パスワード.
    pub fn sign_password(&self) -> &str {
        &self.0.card.sign_password
    }

    /// The last day on which the card is valid.
    pub fn expires(&self) -> Date {
        self.0.card.expires
    }

    /// 12 digits with a wrong check digit.
    pub(crate) fn number(&self) -> &str {
        &self.0.person.number
    }

    pub(crate) fn card_serial(&self) -> &str {
        &self.0.card.serial
    }

    pub(crate) fn municipality_code(&self) -> &str {
        &self.0.card.municipality
    }

    pub(crate) fn pin_tries(&self) -> u8 {
        self.0.card.pin_tries
    }

    pub(crate) fn face_code_tries(&self) -> u8 {
        self.0.card.face_code_tries
    }

    pub(crate) fn certificates(&self) -> Certificates {
        self.0.card.certificates
    }

    pub(crate) fn has_certificates(&self) -> bool {
        self.0.card.certificates != Certificates::Absent
    }
}

/// The check digit that a real number with these first eleven digits would end in.
fn check_digit(number: &str) -> Option<u8> {
    let digits = number.bytes().take(11).map(|byte| u32::from(byte - b'0'));
    let weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let rest = sum % 11;
    u8::try_from(if rest <= 1 { 0 } else { 11 - rest })
        .ok()
        .map(|digit| b'0' + digit)
}

#[cfg(test)]
#[path = "resident_tests.rs"]
mod tests;
