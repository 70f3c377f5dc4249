//! What a package says to everybody who holds it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::PackageError;

/// What the city decides when it prepares a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Name of the city (市区町村名).
    pub city_name: String,
    /// Code of the city (全国地方公共団体コード): six digits with the check digit.
    pub city_code: String,
    /// What it is for, such as `令和8年度 避難所`.
    pub name: String,
    /// Counts up with each package of the city.
    pub edition: u32,
    /// The day on which it is made.
    pub created: Date,
    /// Whether what is entered is an exercise (訓練).
    pub exercise: bool,
    /// Roles for which badges can be issued.
    pub roles: Vec<Role>,
    /// Shelters that are known beforehand; others can be opened as well.
    pub shelters: Vec<PlannedShelter>,
}

/// A planned role (役割).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Name in the program, such as `keeper`.
    pub role: String,
    /// Title on the badge, such as `避難所運営職員`.
    pub title: String,
}

/// A shelter known beforehand (指定避難所).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedShelter {
    /// Its stream in the ledger, the same on all PCs: 32 hexadecimal digits.
    #[serde(with = "hex")]
    pub stream: [u8; 16],
    /// Its name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// How many people it can hold.
    pub capacity: Option<u32>,
}

/// The public part of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Public {
    /// What the city decided.
    pub about: About,
    /// The disaster, election or exercise that everything belongs to; nothing crosses it.
    #[serde(with = "hex")]
    pub realm: [u8; 16],
    /// The city's signing key (Ed25519).
    #[serde(with = "hex")]
    pub city_key: [u8; 32],
    /// The city's recovery key (X25519).
    #[serde(with = "hex")]
    pub recovery_key: [u8; 32],
    /// The election's file (TOML), where the package is for an election: signed with it, so that it cannot be changed
    /// unnoticed during the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub election: Option<String>,
}

impl About {
    /// Refuses what would be found out in the disaster only.
    pub(super) fn check(&self) -> Result<(), PackageError> {
        if self.city_name.trim().is_empty() {
            return Err(PackageError::NoCityName);
        }
        if !is_city_code(&self.city_code) {
            return Err(PackageError::NotACityCode);
        }
        Ok(())
    }
}

/// Six digits, the last a check digit: weights 6 to 2, modulo 11 (総務省 全国地方公共団体コード仕様).
fn is_city_code(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|it| it.to_digit(10)).collect();
    if digits.len() != 6 || text.chars().count() != 6 {
        return false;
    }
    let sum: u32 = digits.iter().zip((2..=6).rev()).map(|(d, w)| d * w).sum();
    (11 - sum % 11) % 10 == digits[5]
}

/// Bytes as hexadecimal digits.
mod hex {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(
        bytes: impl AsRef<[u8]>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(bytes.as_ref()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, const N: usize>(
        deserializer: D,
    ) -> Result<[u8; N], D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(D::Error::custom)?;
        bytes
            .try_into()
            .map_err(|_| D::Error::custom("wrong length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_digit_of_a_city_code_is_found() {
        for code in ["131041", "011002", "172049", "271004"] {
            assert!(is_city_code(code), "{code}");
        }
        for code in ["131042", "13104", "1310411", "１３１０４１", "31041a", ""] {
            assert!(!is_city_code(code), "{code}");
        }
    }
}
