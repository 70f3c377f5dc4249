//! Why an export cannot be made.

use advice::{Advice, Advise, Bilingual};

/// Why a file for others cannot be made; never says anything of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// The city's domain is no domain name.
    #[error("not a domain name")]
    Domain,
    /// The PC's clock gives a time that has no written form.
    #[error("a time outside the years that can be written")]
    Clock,
    /// Places that lack what the open data must have.
    #[error("{} faults in places", .0.len())]
    Places(Vec<super::PlaceFault>),
}

impl Advise for ExchangeError {
    fn advice(&self) -> Advice {
        match self {
            Self::Domain => Advice::new(
                "shelter-pfif-domain",
                Bilingual::new(
                    "PFIF の記録番号に使う市のドメイン名が正しくありません。",
                    "The city's domain name for PFIF records is not one.",
                ),
                Bilingual::new(
                    "設定に「city.example.lg.jp」のような市のドメイン名を入れてください。",
                    "Set the city's domain name, such as city.example.lg.jp.",
                ),
            ),
            Self::Clock => Advice::new(
                "shelter-clock-unwritable",
                Bilingual::new(
                    "時計の日時が書き表せない値です。",
                    "The clock gives a time that cannot be written.",
                ),
                Bilingual::new(
                    "PC の日付と時刻を直してから、もう一度書き出してください。",
                    "Correct date and time of the PC, then export again.",
                ),
            ),
            Self::Places(faults) => Advice::new(
                "shelter-places-incomplete",
                Bilingual::new(
                    format!("避難所の一覧に直す所が {} か所あります。", faults.len()),
                    format!("The list of places has {} faults.", faults.len()),
                ),
                Bilingual::new(
                    "表示された行と項目を直してから書き出してください。",
                    "Correct the lines and fields that are shown, then export.",
                ),
            ),
        }
    }
}
