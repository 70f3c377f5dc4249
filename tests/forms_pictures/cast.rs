//! The invented residents as they come to the counter. Nobody here exists.

use jiff::civil::date;
use mynacard::{BasicInfo, BirthDate, Sex};
use virtual_card::Resident;

/// One resident at the counter, and how the visit goes.
pub struct Visit {
    /// Id of the resident; names the picture.
    pub id: &'static str,
    pub applicant: BasicInfo,
    /// Turns the answers, so that the residents together give many of them.
    pub turn: usize,
    /// Whether somebody comes in the resident's place.
    pub by_agent: bool,
}

/// Whose forms are kept as pictures: an ordinary person, long values, and rare characters with an open birthday and an agent.
const PICTURED: [&str; 3] = ["ordinary", "long-name", "open-birthday"];

/// Every resident of the training tray, and one whose birthday the register does not know.
pub fn visits() -> Vec<Visit> {
    let of_tray = virtual_card::builtin()
        .into_iter()
        .enumerate()
        .map(|(turn, resident)| Visit {
            id: Box::leak(resident.id().to_owned().into_boxed_str()),
            applicant: card_of(&resident),
            turn,
            by_agent: turn % 3 == 2,
        });
    let mut visits: Vec<Visit> = of_tray.collect();
    visits.push(Visit {
        id: "open-birthday",
        applicant: BasicInfo::new(
            "渡邉\u{E010F}　葛\u{E0102}子".to_owned(),
            "試験県葛\u{E0102}見市邉\u{E0110}見町７番８号".to_owned(),
            BirthDate::Partial {
                year: 1941,
                month: Some(7),
            },
            Sex::Unknown,
        ),
        turn: visits.len(),
        by_agent: true,
    });
    visits
}

/// The visits whose pages are kept as pictures.
pub fn pictured() -> Vec<Visit> {
    let mut visits = visits();
    visits.retain(|visit| PICTURED.contains(&visit.id));
    assert_eq!(visits.len(), PICTURED.len());
    visits
}

/// What the card of a resident of the tray gives.
fn card_of(resident: &Resident) -> BasicInfo {
    let sex = match resident.sex_code() {
        b'1' => Sex::Male,
        b'2' => Sex::Female,
        b'9' => Sex::NotApplicable,
        b'0' => Sex::Unknown,
        other => panic!("no sex is written {other}"),
    };
    BasicInfo::new(
        resident.name().to_owned(),
        resident.address().to_owned(),
        BirthDate::Known(resident.birth_date()),
        sex,
    )
}

/// An invented person typed in at the counter: name, reading, birth date, sex.
pub type Typed = [(&'static str, &'static str); 4];

pub const SPOUSE: Typed = [
    ("name", "架空　連"),
    ("kana", "カクウ　レン"),
    ("birth_date", "1984-11-08"),
    ("sex", "male"),
];

pub const CHILD: Typed = [
    ("name", "見本　海"),
    ("kana", "ミホン　ウミ"),
    ("birth_date", "2019-06-01"),
    ("sex", "male"),
];

pub const AGENT: Typed = [
    ("name", "代理　一郎"),
    ("kana", "ダイリ　イチロウ"),
    ("birth_date", "1958-01-07"),
    ("sex", "male"),
];

/// The day on which all of this happens.
pub fn today() -> jiff::civil::Date {
    date(2026, 11, 21)
}
