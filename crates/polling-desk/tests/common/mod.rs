//! A city that prepared an election, its PCs, and invented electors.

#![allow(dead_code, reason = "each test file uses a part")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use advice::Advise;
use jiff::civil::{Date, date};
use polling::booth::Stage;
use polling::election::SlipMode;
use polling::plain::{BallotId, BoothId, ElectorId};
use polling::role::Role;
use polling_desk::{
    ADMINISTRATOR_CODE, ClaimsAt, DeskError, Folder, OFFICER_CODE, Phase, PollingDesk, Working,
};
use rand_core::OsRng;
use roll::{Mapping, Scope};
use tempfile::TempDir;
use vault::{About, Badge, CityKeys, Kept, Key, Prepared};

/// A day on which all ballots but those for two districts may be cast early.
pub const fn today() -> Date {
    date(2026, 2, 3)
}

/// The invented election of the sample file, with another outage rule and the shortest patience.
pub fn election(rule: &str) -> String {
    include_str!("../../../polling/examples/election.toml")
        .replace("outage = \"home-booth\"", &format!("outage = \"{rule}\""))
        .replace("patience_seconds = 3", "patience_seconds = 1")
}

/// The city's package and codes; each call is another city.
pub fn prepared(rule: &str) -> Prepared {
    let about = About {
        city_name: "風見市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の選挙".to_owned(),
        edition: 1,
        created: today(),
        exercise: false,
        roles: Vec::new(),
        shelters: Vec::new(),
    };
    let city = CityKeys::generate(&mut OsRng);
    let keepers = [
        format!("{OFFICER_CODE}投票管理者"),
        format!("{ADMINISTRATOR_CODE}選管"),
    ];
    let election = election(rule);
    vault::prepare_election(about, election, &city, &keepers, None, &mut OsRng).unwrap()
}

/// The code of the officer, and that of an administrator.
pub fn officers_code(prepared: &Prepared) -> String {
    prepared.keepers[0].1.to_print().to_string()
}

pub fn administrators_code(prepared: &Prepared) -> String {
    prepared.keepers[1].1.to_print().to_string()
}

/// The data folder of a PC: in memory where the system has such a place, for each desk reserves 64 MiB.
pub fn pc() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// Invented electors: number, district, name, kana, birth, sex, address, mark, since, struck off, ticket.
const ELECTORS: [&str; 12] = [
    "1001,001,架空　一郎,カクウ　イチロウ,1957-04-01,男,風見市中央一丁目1-1,,,,T1001",
    "1002,001,架空　花子,カクウ　ハナコ,1960-05-02,女,風見市中央一丁目1-1,,,,T1002",
    "1003,002,見本　次郎,ミホン　ジロウ,1970-06-03,男,風見市中央二丁目2-2,,,,T1003",
    "1004,004,見本　三郎,ミホン　サブロウ,1980-07-04,男,風見市東一丁目3-3,,,,T1004",
    "1005,005,仮名　桃子,カメイ　モモコ,1990-08-05,女,風見市東二丁目4-4,,,,T1005",
    // 18 on the day before election day: an absentee vote until then.
    "1006,001,若木　四郎,ワカギ　シロウ,2008-02-08,男,風見市中央一丁目5-5,,,,T1006",
    // Died.
    "1007,001,故人　五郎,コジン　ゴロウ,1930-01-01,男,風見市中央一丁目6-6,死亡,2026-01-20,,T1007",
    // Namesakes of one birth date.
    "1008,001,同名　六郎,ドウメイ　ロクロウ,1975-03-03,男,風見市中央三丁目1-1,,,,T1008",
    "1009,003,同名　六郎,ドウメイ　ロクロウ,1975-03-03,男,風見市中央四丁目9-9,,,,T1009",
    // Moved to another prefecture, struck off on the day after tomorrow.
    "1010,002,転出　七子,テンシュツ　ナナコ,1985-09-09,女,風見市中央二丁目8-8,県外転出,2025-10-05,2026-02-05,T1010",
    "1011,002,見本　八郎,ミホン　ハチロウ,1971-06-03,男,風見市中央二丁目2-3,,,,T1011",
    "1012,003,見本　九郎,ミホン　クロウ,1972-06-03,男,風見市中央二丁目2-4,,,,T1012",
];

/// The roll as the register writes it, with further electors of running numbers.
pub fn roll_csv(more: usize) -> String {
    let mut csv = String::from(
        "選挙人番号,投票区,頁,行,氏名,フリガナ,旧氏,生年月日,性別,名簿住所,登録年月日,表示,表示年月日,表示終了年月日,表示内容,抹消予定日,入場券番号\n",
    );
    for (line, elector) in ELECTORS.iter().enumerate() {
        let cells: Vec<&str> = elector.split(',').collect();
        let [
            number,
            district,
            name,
            kana,
            birth,
            sex,
            address,
            mark,
            since,
            off,
            ticket,
        ] = cells.try_into().unwrap();
        let at = line + 1;
        writeln!(
            csv,
            "{number},{district},1,{at},{name},{kana},,{birth},{sex},{address},2020-12-01,{mark},{since},,,{off},{ticket}"
        )
        .unwrap();
    }
    for count in 0..more {
        let (number, page, line) = (20_000 + count, 2 + count / 20, 1 + count % 20);
        writeln!(
            csv,
            "{number},00{},{page},{line},多数　{count}号,タスウ,,1966-01-01,女,風見市北{count},2020-12-01,,,,,,T{number}",
            1 + count % 4
        )
        .unwrap();
    }
    csv
}

/// A desk that asks for a code.
pub fn asking(prepared: &Prepared, pc: &Path) -> PollingDesk {
    let file = Folder::new(pc, false).package();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    prepared.package.save(&file).unwrap();
    let mut desk = PollingDesk::start(pc, today());
    desk.switch_over(true).unwrap();
    desk
}

/// What an administrator does before the first elector comes: booth, roll, badges.
pub struct Ready {
    pub desk: PollingDesk,
    pub clerk: Badge,
    pub officer: Badge,
}

impl Ready {
    pub fn working(&mut self) -> &mut Working {
        self.desk.working_mut().unwrap()
    }
}

pub fn ready(
    prepared: &Prepared,
    pc: &Path,
    booth: &str,
    claims: ClaimsAt,
    training: bool,
) -> Ready {
    let mut desk = asking(prepared, pc);
    desk.code(&administrators_code(prepared), today()).unwrap();
    desk.set_up(&self::booth(booth), claims, training, today())
        .unwrap();
    let working = desk.working_mut().unwrap();
    import(working, &roll_csv(0)).unwrap();
    let clerk = working.issue_badge(Role::Clerk, "受付1").unwrap();
    let officer = working.issue_badge(Role::Officer, "管理者").unwrap();
    working.badge(&officer).unwrap();
    working.open_booth(today()).unwrap();
    working.badge(&clerk).unwrap();
    Ready {
        desk,
        clerk,
        officer,
    }
}

/// A desk without its phases: no passphrase is stretched, so that many can be made.
pub struct Quick {
    pub working: Working,
    pub folder: Folder,
    pub key: Key,
    pub clerk: Badge,
    pub officer: Badge,
}

/// Three booths of one city need one package.
pub fn kept(prepared: &Prepared) -> Kept {
    Kept {
        package: prepared.package.clone(),
        opened: prepared.package.open(&prepared.keepers[1].1).unwrap(),
    }
}

/// Makes a desk, imports the roll, opens the booth, and logs the clerk in.
pub fn quick(prepared: &Prepared, pc: &Path, booth: &str, claims: ClaimsAt) -> Quick {
    let folder = Folder::new(pc, false);
    let key = Key::generate(&mut OsRng);
    let place = self::booth(booth);
    let mut working = Working::create(
        folder.clone(),
        &kept(prepared),
        &key,
        &place,
        claims,
        today(),
    )
    .unwrap();
    working
        .code_holder(&format!("{ADMINISTRATOR_CODE}選管"))
        .unwrap();
    import(&mut working, &roll_csv(0)).unwrap();
    let clerk = working.issue_badge(Role::Clerk, "受付1").unwrap();
    let officer = working.issue_badge(Role::Officer, "管理者").unwrap();
    working.badge(&officer).unwrap();
    working.open_booth(today()).unwrap();
    working.badge(&clerk).unwrap();
    Quick {
        working,
        folder,
        key,
        clerk,
        officer,
    }
}

/// A desk that is its own authority, at the city hall.
pub fn alone(prepared: &Prepared, pc: &Path) -> Ready {
    ready(prepared, pc, "city-hall", ClaimsAt::ThisPc, false)
}

/// Reads a roll and takes it in use at once.
pub fn import(working: &mut Working, csv: &str) -> Result<(), DeskError> {
    let job = working.roll_job()?;
    let mapping = Mapping::ours();
    let read = job.run(&mut csv.as_bytes(), &mapping, Scope::Whole, &mut |_| {})?;
    let hash = read.imported().hash;
    working.apply_roll(read, hash)
}

pub fn booth(name: &str) -> BoothId {
    BoothId::new(name).unwrap()
}

pub fn ballot(name: &str) -> BallotId {
    BallotId::new(name).unwrap()
}

pub fn ballots(names: &[&str]) -> BTreeSet<BallotId> {
    names.iter().map(|name| ballot(name)).collect()
}

/// Finds an elector by number and opens the page.
pub fn open_page(working: &mut Working, number: &str) -> Result<ElectorId, DeskError> {
    if working.number(number)? != 1 {
        return Err(DeskError::NotOnRoll);
    }
    let elector = working.candidates()[0].elector.id;
    working.choose(elector)?;
    Ok(elector)
}

/// Page, reason and slip; then the authority is asked.
pub fn accept(working: &mut Working, number: &str) -> Result<ElectorId, DeskError> {
    let elector = open_page(working, number)?;
    working.reason(1)?;
    working.print_slip(SlipMode::Signed)?;
    working.slip_in_hand(SlipMode::Signed)?;
    working.accept(None)?;
    answered(working);
    Ok(elector)
}

/// Waits until the claim in hand has an answer, or the outage rule has taken over.
pub fn answered(working: &mut Working) {
    wait_until(working, |working| {
        !matches!(working.stage(), Stage::Asking(_))
    });
}

#[track_caller]
pub fn wait_until(working: &mut Working, done: impl Fn(&Working) -> bool) {
    let start = Instant::now();
    while !done(working) {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "it does not come to that"
        );
        working.wait(Duration::from_millis(5)).unwrap();
    }
}

/// Hands every offered ballot over, and the elector leaves.
pub fn hand_out(working: &mut Working) -> Result<(), DeskError> {
    for ballot in offered(working) {
        working.issue(&ballot)?;
    }
    working.left_desk()
}

/// What may be handed over now.
pub fn offered(working: &Working) -> Vec<BallotId> {
    match working.stage() {
        Stage::Accepted(handing) => handing
            .in_state(polling::booth::HandingPaper::Offered)
            .cloned()
            .collect(),
        _ => Vec::new(),
    }
}

/// Code of the error; panics if it worked.
#[track_caller]
pub fn refused<T>(result: Result<T, DeskError>) -> String {
    result.err().unwrap().advice().code.to_owned()
}

pub fn is_activating(desk: &PollingDesk) -> bool {
    matches!(desk.phase(), Phase::Activating)
}
