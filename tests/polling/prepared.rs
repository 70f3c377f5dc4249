//! A city that prepared an election of this week: its package, its codes, its roll. All of it invented.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use polling_desk::{ADMINISTRATOR_CODE, OFFICER_CODE};
use rand_core::OsRng;
use vault::{About, CityKeys, Prepared};
use virtual_card::Resident;

/// The election of the sample file, in its second week of early voting; the national review has not begun.
fn election() -> String {
    let today = station::today();
    let day = |days: i64| today.saturating_add(days.days()).to_string();
    include_str!("../../crates/polling/examples/election.toml")
        .replace("2026-02-08", &day(8))
        .replace("2026-02-07", &day(7))
        .replace("2026-02-02", &day(2))
        .replace("2026-02-01", &day(1))
        .replace("2026-01-28", &day(-3))
        .replace("2026-01-23", &day(-5))
        // Whenever the story runs, the booth is open.
        .replace("opens = \"08:30\"", "opens = \"00:00\"")
        .replace("closes = \"20:00\"", "closes = \"23:59\"")
}

/// The city's package and codes: that of the officer, that of an administrator.
pub fn prepared() -> Prepared {
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
    vault::prepare_election(about, election(), &city, &keepers, None, &mut OsRng).unwrap()
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
