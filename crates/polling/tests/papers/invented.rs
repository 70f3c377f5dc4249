//! An invented election and an invented roll. Nobody here exists.
#![allow(
    dead_code,
    clippy::unwrap_used,
    missing_docs,
    reason = "shared by tests and the bench, each of which uses a part"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{DateTime, date};
use paper::{FontFile, FontRole, Fonts};
use polling::election::{
    Ballot, Booth, District, Election, Level, OutageRule, ReasonText, SlipMode,
};
use polling::elector::{BirthDate, Elector, MarkKind, Person, RollMark, Sex};
use polling::papers::{BallotBox, Heading, MarkedLine};
use polling::plain::{BallotId, BoothId, DistrictId, ElectorId};

pub const ELECTORS_A_DISTRICT: u32 = 3_000;

pub fn fonts() -> Fonts {
    let font = |role, family: &str, path: &str| FontFile {
        role,
        family: family.into(),
        bytes: Arc::from(std::fs::read(Path::new("/usr/share/fonts").join(path)).unwrap()),
        index: 0,
    };
    Fonts::from_files(vec![
        font(
            FontRole::Personal,
            "IPAmjMincho",
            "truetype/ipamj/ipamjm.ttf",
        ),
        font(
            FontRole::Personal,
            "NotoSerifCJKjp",
            "opentype/noto/NotoSerifCJK-Regular.ttc",
        ),
        font(
            FontRole::Label,
            "BIZUDGothic",
            "truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
        ),
        font(
            FontRole::LabelBold,
            "BIZUDGothic-Bold",
            "truetype/bizud-gothic/BIZUDGothic-Bold.ttf",
        ),
    ])
    .unwrap()
}

pub fn at(minute: u32) -> DateTime {
    let minute = i8::try_from(minute % 60).unwrap();
    date(2026, 11, 21).at(10, minute, 0, 0)
}

pub fn district(number: u32) -> DistrictId {
    DistrictId::new(format!("{:03}", number + 1)).unwrap()
}

pub fn ballot(id: &str) -> BallotId {
    BallotId::new(id).unwrap()
}

pub fn heading(election: &Election) -> Heading<'_> {
    Heading {
        election,
        training: false,
    }
}

/// Three kinds of ballots of two elections.
pub fn election(districts: u32) -> Election {
    let ballot = |id: &str, name: &str, election: &str, paper: &str| Ballot {
        id: ballot(id),
        name: name.into(),
        election: election.into(),
        level: Level::National,
        paper: paper.into(),
        colour: "#ffffff".into(),
        early_from: date(2026, 11, 18),
        early_to: date(2026, 11, 28),
        districts: BTreeSet::new(),
    };
    let reasons = [
        "仕事、学校、地域の行事、冠婚葬祭などの用事がある",
        "用事や事故で、投票区の外に旅行し、または滞在する",
        "病気、けが、出産などで歩くことがむずかしい",
        "交通がむずかしい島などに住んでいる、または滞在する",
        "引っ越して、市の外に住んでいる",
        "天災や悪天候で、投票所に行くことがむずかしい",
    ];
    Election {
        format: 1,
        name: "第99回見本院議員総選挙".into(),
        city: "かざし市".into(),
        prefecture: 1,
        addressee: "かざし市選挙管理委員会委員長".into(),
        day: date(2026, 11, 29),
        rules: 1,
        slip: SlipMode::Signed,
        outage: OutageRule::Stop,
        patience_seconds: 5,
        phone: None,
        ballots: vec![
            ballot("single", "小選挙区", "第99回見本院議員総選挙", "白"),
            ballot("list", "比例代表", "第99回見本院議員総選挙", "水色"),
            ballot(
                "review",
                "国民審査",
                "見本裁判所裁判官国民審査",
                "うぐいす色",
            ),
        ],
        reasons: (1..)
            .zip(reasons)
            .map(|(number, text)| ReasonText {
                number,
                text: text.into(),
                short: text.into(),
                english: format!("Reason {number}"),
            })
            .collect(),
        booths: vec![Booth {
            id: BoothId::new("city-hall").unwrap(),
            name: "かざし市役所".into(),
            home_of: BTreeSet::new(),
            opens: "08:30".into(),
            closes: "20:00".into(),
        }],
        districts: (0..districts)
            .map(|number| District {
                id: district(number),
                name: format!("見本第{}小学校", number + 1),
            })
            .collect(),
    }
}

const FAMILIES: [(&str, &str); 12] = [
    ("見本", "ミホン"),
    ("架空", "カクウ"),
    ("𠮷田", "ヨシダ"),
    ("髙橋", "タカハシ"),
    ("渡邉\u{E010F}", "ワタナベ"),
    ("葛\u{E0102}城", "カツラギ"),
    ("齋藤", "サイトウ"),
    ("﨑山", "サキヤマ"),
    ("例示", "レイジ"),
    ("仮名", "カリナ"),
    ("試験", "シケン"),
    ("練習", "レンシュウ"),
];
const GIVEN: [(&str, &str); 10] = [
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("さくら", "サクラ"),
    ("海斗", "カイト"),
    ("美咲", "ミサキ"),
    ("健太郎", "ケンタロウ"),
    ("陽葵", "ヒマリ"),
    ("節子", "セツコ"),
    ("蓮", "レン"),
    ("ゑい", "エイ"),
];

/// One invented elector; the same number gives the same one.
pub fn elector(in_district: u32, number: u32) -> Elector {
    let pick = |of: u32, salt: u32| {
        usize::try_from((number.wrapping_mul(2_654_435_761) ^ salt.wrapping_mul(40_503)) / 7 % of)
            .unwrap()
    };
    let (family, family_kana) = FAMILIES[pick(12, 1)];
    let (given, given_kana) = GIVEN[pick(10, 2)];
    // Kanji of a whole plane's first part, so that fonts are as large as a real roll's.
    let rare = char::from_u32(0x4E00 + (number * 7 + in_district * 131) % 6_000).unwrap();
    let mut id = [0; 16];
    id[..4].copy_from_slice(&in_district.to_be_bytes());
    id[4..8].copy_from_slice(&number.to_be_bytes());
    let small = |n: usize| i8::try_from(n).unwrap();
    Elector {
        id: ElectorId(id),
        number: format!("{:03}{number:07}", in_district + 1),
        district: district(in_district),
        page_line: (number / 31 + 1, number % 31 + 1),
        person: Person {
            name: format!(
                "{family}　{given}{}",
                if number.is_multiple_of(3) {
                    rare
                } else {
                    '子'
                }
            ),
            kana: format!("{family_kana}　{given_kana}"),
            former_name: if number % 50 == 7 {
                "旧姓".into()
            } else {
                String::new()
            },
            birth: BirthDate {
                year: 1930 + i16::try_from(pick(78, 3)).unwrap(),
                month: small(pick(12, 4)) + 1,
                day: if number % 997 == 5 {
                    0
                } else {
                    small(pick(28, 5)) + 1
                },
            },
            sex: [Sex::Female, Sex::Male][pick(2, 6)],
            address: format!(
                "かざし市見本町{}丁目{}番{}号{}",
                pick(9, 7) + 1,
                pick(40, 8) + 1,
                pick(30, 9) + 1,
                if number.is_multiple_of(5) {
                    "　見本ニュータウン架空第二号棟1203号室"
                } else {
                    ""
                }
            ),
        },
        registered_on: Some(date(2020, 6, 1)),
        marks: marks(number),
        strike_off_on: (number % 200 == 9).then(|| date(2027, 1, 4)),
        ballots: None,
        already: BTreeMap::new(),
        ticket: None,
    }
}

/// One in two hundred moved away, and a few of those have no right to vote besides.
fn marks(number: u32) -> BTreeSet<RollMark> {
    let mark = |kind, since, until| RollMark {
        kind,
        since,
        until,
        detail: String::new(),
    };
    let (moved, last) = (date(2026, 9, 3), date(2026, 12, 31));
    let mut marks = BTreeSet::new();
    if number % 200 == 9 {
        marks.insert(mark(MarkKind::MovedToOtherPrefecture, Some(moved), None));
    }
    if number % 1000 == 9 {
        marks.insert(mark(MarkKind::Suspended, None, Some(last)));
    }
    marks
}

/// All electors with whoever voted.
pub struct Roll {
    districts: Vec<(u64, Vec<MarkedLine>)>,
}

impl Roll {
    pub fn new(districts: u32, electors: u32) -> Self {
        let districts = (0..districts).map(|district| {
            let lines = (0..electors).map(|number| MarkedLine {
                elector: elector(district, number),
                boxes: match number % 6 {
                    0 => vec![BallotBox::Early(Some(date(2026, 11, 20))); 3],
                    1 => vec![BallotBox::Open, BallotBox::AbsenteeOut, BallotBox::No],
                    _ => vec![BallotBox::Open; 3],
                },
            });
            (1, lines.collect())
        });
        Self {
            districts: districts.collect(),
        }
    }

    pub fn vote(&mut self, district: u32, elector: u32) {
        let (version, lines) = &mut self.districts[usize::try_from(district).unwrap()];
        *version += 1;
        let count = lines.len();
        lines[usize::try_from(elector).unwrap() % count].boxes =
            vec![BallotBox::Early(Some(date(2026, 11, 21))); 3];
    }

    pub fn version(&self, district: u32) -> u64 {
        self.districts[usize::try_from(district).unwrap()].0
    }

    pub fn lines(&self, district: u32) -> impl Iterator<Item = MarkedLine> {
        let lines = &self.districts[usize::try_from(district).unwrap()].1;
        lines.iter().map(|line| MarkedLine {
            elector: line.elector.clone(),
            boxes: line.boxes.clone(),
        })
    }
}
