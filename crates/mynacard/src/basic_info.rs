//! 基本4情報 and its file.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{BirthDate, Problem, Sex, profile, tlv};

/// 基本4情報: name, address, birth date and sex, as the card holds them. Wiped on drop; no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct BasicInfo {
    name: String,
    address: String,
    // Kept as numbers because a calendar date cannot be wiped.
    birth_year: i16,
    birth_month: i8,
    birth_day: i8,
    sex: Sex,
}

impl BasicInfo {
    /// Puts the four items together.
    pub fn new(name: String, address: String, birth_date: BirthDate, sex: Sex) -> Self {
        let (birth_year, birth_month, birth_day) = birth_date.to_parts();
        Self {
            name,
            address,
            birth_year,
            birth_month,
            birth_day,
            sex,
        }
    }

    /// 氏名. Family and given name are usually parted by one full-width space (U+3000). Can be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// 住所 from the prefecture on, without postal code. Can be empty.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// 生年月日.
    pub fn birth_date(&self) -> BirthDate {
        BirthDate::from_parts(self.birth_year, self.birth_month, self.birth_day)
    }

    /// 性別.
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// Reads the file. The offsets in DF21 are not used: they can lie, and the next card may hold more of them.
    pub(crate) fn parse(file: &[u8]) -> Result<Self, Problem> {
        let header = tlv::header(file)?.ok_or(Problem::Truncated)?;
        if header.tag != profile::TAG_BASIC_INFO {
            return Err(Problem::UnexpectedTag);
        }
        let record = file
            .get(header.value_start..header.total_len())
            .ok_or(Problem::Truncated)?;

        let (mut name, mut address, mut birth_date, mut sex) = (None, None, None, None);
        for item in tlv::items(record) {
            let item = item?;
            let slot = match item.tag {
                profile::TAG_NAME => &mut name,
                profile::TAG_ADDRESS => &mut address,
                profile::TAG_BIRTH_DATE => &mut birth_date,
                profile::TAG_SEX => &mut sex,
                _ => continue,
            };
            if slot.replace(item.value).is_some() {
                return Err(Problem::DuplicateItem);
            }
        }
        Ok(Self::new(
            text(name.ok_or(Problem::MissingItem)?)?,
            text(address.ok_or(Problem::MissingItem)?)?,
            BirthDate::parse(birth_date.ok_or(Problem::MissingItem)?),
            profile::sex(sex.ok_or(Problem::MissingItem)?),
        ))
    }
}

// Any character of any script is a name, but control characters could only do harm on screen and paper.
fn text(bytes: &[u8]) -> Result<String, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::NotUtf8)?;
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    Ok(text.to_owned())
}
