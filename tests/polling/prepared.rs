//! A city that prepared an election of this week: its package, its codes, its roll. All of it invented.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use polling::booth::{HandingPaper, Stage};
use polling::election::SlipMode;
use polling::plain::BoothId;
use polling_desk::{ADMINISTRATOR_CODE, ClaimsAt, Folder, OFFICER_CODE, PollingDesk};
use rand_core::OsRng;
use roll::{Mapping, Scope};
use vault::{About, CityKeys, Prepared};
use virtual_card::Resident;

/// The election of the sample file with its election day so many days ahead, and this outage rule.
fn election(days_ahead: i64, rule: &str) -> String {
    let today = station::today();
    let day = |days: i64| today.saturating_add((days_ahead + days).days()).to_string();
    include_str!("../../crates/polling/examples/election.toml")
        .replace("2026-02-08", &day(0))
        .replace("2026-02-07", &day(-1))
        .replace("2026-02-02", &day(-6))
        .replace("2026-02-01", &day(-7))
        .replace("2026-01-28", &day(-11))
        .replace("2026-01-23", &day(-16))
        .replace("outage = \"home-booth\"", &format!("outage = \"{rule}\""))
        // Whenever the story runs, the booth is open.
        .replace("opens = \"08:30\"", "opens = \"00:00\"")
        .replace("closes = \"20:00\"", "closes = \"23:59\"")
        .replace("opens = \"09:00\"", "opens = \"00:00\"")
        .replace("closes = \"19:00\"", "closes = \"23:59\"")
}

/// The city's package and codes: that of the officer, that of an administrator.
pub fn prepared(days_ahead: i64, rule: &str) -> Prepared {
    let about = About {
        city_name: "風見市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の選挙".to_owned(),
        edition: 1,
        created: station::today(),
        exercise: false,
        roles: Vec::new(),
        shelters: Vec::new(),
    };
    let city = CityKeys::generate(&mut OsRng);
    let keepers = [
        format!("{OFFICER_CODE}投票管理者"),
        format!("{ADMINISTRATOR_CODE}選管"),
    ];
    let election = election(days_ahead, rule);
    vault::prepare_election(about, election, &city, &keepers, None, &mut OsRng).unwrap()
}

/// The code of the officer.
pub fn officers(city: &Prepared) -> String {
    city.keepers[0].1.to_print().to_string()
}

/// The code of the administrator.
pub fn administrators(city: &Prepared) -> String {
    city.keepers[1].1.to_print().to_string()
}

/// A PC of a booth with its roll in use, on that day; nobody has opened the booth.
pub fn set_up(
    city: &Prepared,
    pc: &Path,
    booth: &str,
    claims: ClaimsAt,
    register: &Path,
    day: Date,
) -> PollingDesk {
    let file = Folder::new(pc, false).package();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    city.package.save(&file).unwrap();
    let mut desk = PollingDesk::start(pc, day);
    desk.switch_over(true).unwrap();
    desk.code(&administrators(city), day).unwrap();
    let booth = BoothId::new(booth).unwrap();
    desk.set_up(&booth, claims, false, day).unwrap();
    let list = desk.working_mut().unwrap();
    let mut csv = std::fs::File::open(register).unwrap();
    let job = list.roll_job().unwrap();
    let read = job.run(&mut csv, &Mapping::ours(), Scope::Whole, &mut |_| {});
    let read = read.unwrap();
    let hash = read.imported().hash;
    list.apply_roll(read, hash).unwrap();
    desk
}

/// An elector with a ticket is accepted there, and goes to the ballot box with every ballot.
pub fn votes_at(desk: &mut PollingDesk, ticket: &str) {
    let list = desk.working_mut().unwrap();
    list.ticket(ticket).unwrap();
    let elector = list.candidates()[0].elector.id;
    list.choose(elector).unwrap();
    list.reason(1).unwrap();
    list.slip_in_hand(SlipMode::Written).unwrap();
    list.accept(None).unwrap();
    while matches!(list.stage(), Stage::Asking(_)) {
        list.wait(Duration::from_millis(5)).unwrap();
    }
    let Stage::Accepted(handing) = list.stage() else {
        panic!("nobody was accepted");
    };
    let papers: Vec<_> = handing.in_state(HandingPaper::Offered).cloned().collect();
    for ballot in papers {
        list.issue(&ballot).unwrap();
    }
    list.left_desk().unwrap();
}

/// Puts the package on a stick.
pub fn package(prepared: &Prepared, stick: &Path) -> PathBuf {
    let file = stick.join("election.kazashi-package");
    prepared.package.save(&file).unwrap();
    file
}

/// The register's file: those whose cards the story has, a family, namesakes, one who died, and many more.
pub fn roll(cards: &[&Resident], more: usize, stick: &Path) -> PathBuf {
    let mut csv = String::from(
        "選挙人番号,投票区,頁,行,氏名,フリガナ,旧氏,生年月日,性別,名簿住所,登録年月日,表示,表示年月日,表示終了年月日,表示内容,抹消予定日,入場券番号\n",
    );
    let mut line = |number: usize, person: &str, mark: &str| {
        let (page, place) = (1 + number / 20, 1 + number % 20);
        let district = 1 + number % 4;
        writeln!(
            csv,
            "{number},00{district},{page},{place},{person},2020-12-01,{mark},T{number}"
        )
        .unwrap();
    };
    for (number, resident) in (1001..).zip(cards) {
        let sex = if resident.sex_code() == b'2' {
            "女"
        } else {
            "男"
        };
        let person = format!(
            "{},,,{},{sex},{}",
            resident.name(),
            resident.birth_date(),
            resident.address()
        );
        line(number, &person, ",,,,");
    }
    let nobody = ",,,,";
    line(
        2001,
        "同名　六郎,ドウメイ　ロクロウ,,1975-03-03,男,風見市中央三丁目1-1",
        nobody,
    );
    line(
        2002,
        "同名　六郎,ドウメイ　ロクロウ,,1975-03-03,男,風見市中央四丁目9-9",
        nobody,
    );
    line(
        2003,
        "架空　花子,カクウ　ハナコ,,1960-05-02,女,風見市中央一丁目1-1",
        nobody,
    );
    let died = format!("死亡,{},,,", station::today().saturating_sub(9.days()));
    line(
        2004,
        "故人　五郎,コジン　ゴロウ,,1930-01-01,男,風見市中央一丁目6-6",
        &died,
    );
    for count in 0..more {
        let person = format!("多数　{count}号,タスウ　{count},,1966-01-01,女,風見市北{count}");
        line(10_000 + count, &person, nobody);
    }
    let file = stick.join("meibo.csv");
    std::fs::write(&file, csv).unwrap();
    file
}
