//! Files of a few electors.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use polling::elector::{BirthDate, Sex};
use roll::invented::{Recipe, id_of};
use roll::{CardFour, Imported, Mapping, Roll, RollError, RollKey};
use tempfile::TempDir;

pub const HEADINGS: &str = "選挙人番号,投票区,頁,行,氏名,フリガナ,旧氏,生年月日,性別,名簿住所,登録年月日,表示,表示年月日,表示終了年月日,表示内容,抹消予定日,入場券番号";

/// Three invented electors as our own mapping reads them.
pub const THREE: [&str; 3] = [
    "1001,001,1,1,架空　太郎,カクウ　タロウ,,19570401,1,見本県見本市見本町1丁目2番3号,20200301,,,,,,900001",
    "1002,001,1,2,架空　花子,カクウ　ハナコ,見本,昭和35年12月24日,2,見本県見本市見本町1丁目2番3号,20200301,,,,,,900002",
    "1003,002,1,1,髙山　次郎,タカヤマ　ジロウ,,S07.04.00,1,見本県見本市手本町5番地,20200301,1,20260901,,見本県手本市,20270101,900003",
];

pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn roll(&self) -> PathBuf {
        self.folder.path().join("roll.db")
    }

    pub fn import(&self, csv: &[u8]) -> Result<Imported, RollError> {
        self.import_with(csv, &Mapping::ours())
    }

    pub fn import_with(&self, mut csv: &[u8], mapping: &Mapping) -> Result<Imported, RollError> {
        Roll::import(
            &mut csv,
            mapping,
            &self.roll(),
            &key(1),
            &id_of,
            &mut |_| (),
        )
    }

    pub fn open(&self) -> Roll {
        Roll::open(&self.roll(), &key(1)).unwrap()
    }

    /// Names of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<String> = entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub fn key(byte: u8) -> RollKey {
    RollKey::new([byte; 32])
}

/// A file of our own mapping.
pub fn csv(lines: &[&str]) -> Vec<u8> {
    let mut text = HEADINGS.to_owned() + "\r\n";
    for line in lines {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.into_bytes()
}

pub fn recipe(count: u64) -> Recipe {
    Recipe {
        seed: 5,
        count,
        day: date(2026, 11, 22),
        ballots: vec![],
    }
}

pub fn invented(count: u64) -> Vec<u8> {
    let mut file = vec![];
    roll::invented::write(&recipe(count), &mut file, &mut |_| ()).unwrap();
    file
}

pub fn card(name: &str, (year, month, day): (i16, i8, i8)) -> CardFour {
    CardFour {
        name: name.to_owned(),
        birth: BirthDate { year, month, day },
        sex: Sex::Other,
        address: String::new(),
    }
}

pub fn bytes(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap()
}
