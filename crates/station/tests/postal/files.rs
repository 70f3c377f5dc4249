//! Files as Japan Post publishes them, made of invented rows.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use station::{ImportOptions, Postal};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;
use zip::DateTime;
use zip::write::SimpleFileOptions;

pub const UTF: &str = include_str!("invented_utf_ken_all.csv");
pub const OFFICES: &str = include_str!("invented_jigyosyo.csv");

/// One PC, with the invented towns imported.
pub struct Pc {
    pub dir: TempDir,
    pub postal: Postal,
}

impl Pc {
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let postal = Postal::at(&dir.path().join("data/postal.sqlite"));
        Self { dir, postal }
    }

    pub fn with_towns() -> Self {
        let pc = Self::empty();
        let file = pc.write("utf_ken_all.csv", UTF.as_bytes());
        pc.postal
            .import(&file, ImportOptions::default(), |_| {})
            .unwrap();
        pc
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let file = self.dir.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    }

    pub fn database(&self) -> PathBuf {
        self.dir.path().join("data/postal.sqlite")
    }
}

pub fn shift_jis(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lost, "the invented rows keep to Shift_JIS");
    bytes.into_owned()
}

/// The same rows as `KEN_ALL.CSV` has them: half-width kana, and towns of more than 38 characters on several lines.
pub fn ken_all() -> String {
    let mut out = String::new();
    for line in UTF.lines() {
        let columns: Vec<String> = line.split("\",\"").map(str::to_owned).collect();
        let [
            _,
            _,
            prefecture_kana,
            city_kana,
            town_kana,
            prefecture,
            city,
            rest,
        ] = <[String; 8]>::try_from(columns[0..].to_vec()).unwrap();
        let (town, flags) = rest.split_once('"').unwrap();
        let (head, code) = (&line[..13], &line[15..22]);
        let halves = [prefecture_kana, city_kana].map(|kana| half_width(&kana));
        let towns = pieces(town, 38);
        let kanas = pieces(&half_width(&town_kana), 76);
        for (at, town) in towns.iter().enumerate() {
            // A reading that is short enough is published whole on each line.
            let kana = if kanas.len() == 1 {
                &kanas[0]
            } else {
                kanas.get(at).map_or("", |k| k)
            };
            let [p, c] = &halves;
            write!(
                out,
                "{head},\"{code}\",\"{p}\",\"{c}\",\"{kana}\",\"{prefecture}\",\"{city}\",\"{town}\"{flags}\r\n"
            )
            .unwrap();
        }
    }
    // Shift_JIS has the other wave dash and the other minus.
    out.replace('〜', "～").replace('−', "－")
}

fn pieces(text: &str, most: usize) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunks(most)
        .map(|piece| piece.iter().collect())
        .collect()
}

/// Full-width kana as half-width ones, by trying which half-width characters make them.
pub fn half_width(text: &str) -> String {
    let halves: Vec<String> = (0xFF66..=0xFF9D_u32)
        .filter_map(char::from_u32)
        .flat_map(|c| {
            [
                format!("{c}"),
                format!("{c}\u{FF9E}"),
                format!("{c}\u{FF9F}"),
            ]
        })
        .collect();
    let mut out = String::new();
    for c in text.chars() {
        let half = halves
            .iter()
            .find(|half| half.nfkc().eq(std::iter::once(c)));
        match (half, c) {
            (Some(half), _) => out.push_str(half),
            (None, '（') => out.push('('),
            (None, '）') => out.push(')'),
            (None, '「') => out.push('<'),
            (None, '」') => out.push('>'),
            (None, '、') => out.push('､'),
            (None, '・') => out.push('･'),
            (None, '〜') => out.push('-'),
            (None, c) => out.extend(std::iter::once(c).nfkc()),
        }
    }
    out
}

/// A zip with this one file, made on 30 November 2026.
pub fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let made = DateTime::from_date_and_time(2026, 11, 30, 9, 0, 0).unwrap();
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(made);
    zip.start_file(name, options).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// As many rows as the published file, all invented: 47 prefectures, 40 cities each, 66 towns each.
pub fn large() -> String {
    const PREFECTURES: [(&str, &str); 2] = [("東京都", "トウキョウト"), ("大阪府", "オオサカフ")];
    const SIGNS: [(&str, &str); 10] = [
        ("青", "アオ"),
        ("山", "ヤマ"),
        ("川", "カワ"),
        ("森", "モリ"),
        ("石", "イシ"),
        ("原", "ハラ"),
        ("松", "マツ"),
        ("島", "シマ"),
        ("浜", "ハマ"),
        ("岡", "オカ"),
    ];
    let word = |mut number: usize| {
        let (mut name, mut kana) = (String::new(), String::new());
        for _ in 0..4 {
            let (sign, reading) = SIGNS[number % 10];
            name.push_str(sign);
            kana.push_str(reading);
            number /= 10;
        }
        (name, kana)
    };
    let mut out = String::new();
    for row in 0..124_000_usize {
        let (city, town) = (row / 66, row % 66);
        let (prefecture, prefecture_kana) = PREFECTURES[city % 2];
        let (city_name, city_kana) = word(city);
        let (town_name, town_kana) = word(row % 9973);
        let municipality = 10_000 + city;
        let code = 1_000_000 + row;
        let (detail, detail_kana) = if town % 5 == 0 {
            ("（１〜９丁目）", "（１〜９チョウメ）")
        } else {
            ("", "")
        };
        write!(
            out,
            "{municipality},\"100  \",\"{code}\",\"{prefecture_kana}\",\"{city_kana}シ\",\"{town_kana}{detail_kana}\",\"{prefecture}\",\"{city_name}市\",\"{town_name}{detail}\",0,0,0,0,0,0\r\n"
        )
        .unwrap();
    }
    out
}

pub fn bytes_of(file: &Path) -> Vec<u8> {
    fs::read(file).unwrap()
}
