//! How a value looks on paper, as docs/forms.md says it.

use paper::{AskedKind, FormDefinition, kana};
use toml::{Table, Value};

use crate::conditions::ages;

/// What a field writes for a value, piece after piece; rings and ticks write nothing.
pub fn written(form: &FormDefinition, field: &Table, value: &str) -> Vec<String> {
    let show = field.get("show").and_then(Value::as_str);
    match field["type"].as_str().unwrap() {
        "text" => vec![match show {
            Some(show) => shown(form, field, show, value),
            None => value.to_owned(),
        }],
        "digits" => vec![match show {
            Some(show) => shown(form, field, show, value),
            None => half_width(value),
        }],
        "wareki" => {
            let (era, year, month, day) = wareki(value);
            if field.contains_key("box") {
                return vec![format!("{era}{year}年{month}月{day}日")];
            }
            let era = if field.contains_key("era") { era } else { "" };
            vec![era.to_owned(), year, month, day]
        }
        "western" => {
            let (year, month, day) = parts(value);
            if field.contains_key("box") {
                return vec![format!("{year}年{}月{}日", open(month), open(day))];
            }
            vec![year.to_string(), open(month), open(day)]
        }
        "circle" | "tick" | "signature" | "qr" => Vec::new(),
        other => panic!("no such type: {other}"),
    }
}

fn shown(form: &FormDefinition, field: &Table, show: &str, value: &str) -> String {
    let digits = || -> String {
        let half = half_width(value);
        half.chars().filter(char::is_ascii_digit).collect()
    };
    match show {
        "katakana" => kana::to_katakana(value),
        "hiragana" => kana::to_hiragana(value),
        "half_kana" => kana::to_half_kana(value),
        "half_width" => half_width(value),
        "full_width" => full_width(value),
        "digits" => digits(),
        "postal_code" => format!("{}-{}", &digits()[..3], &digits()[3..]),
        // An age that an open birthday leaves open is not written.
        "age" => match ages(value) {
            Some((least, most)) if least == most => least.to_string(),
            _ => String::new(),
        },
        "label" => {
            let name = field["value"].as_str().unwrap();
            let words = value.split(',').map(|value| word(form, name, value));
            words.collect::<Vec<_>>().join("、")
        }
        other => panic!("no such shape: {other}"),
    }
}

fn word(form: &FormDefinition, name: &str, value: &str) -> String {
    let known = match value {
        "male" => Some("男"),
        "female" => Some("女"),
        "not_applicable" | "unknown" => Some(""),
        "head" => Some("世帯主"),
        "spouse" => Some("配偶者"),
        "child" => Some("子"),
        "parent" => Some("父母"),
        "grandchild" => Some("孫"),
        "sibling" => Some("兄弟姉妹"),
        "cohabitant" => Some("同居人"),
        "other" => Some("その他"),
        _ => None,
    };
    let item = name.rsplit('.').next();
    let is_of_person = matches!(item, Some("sex" | "relation"));
    if let Some(word) = known.filter(|_| is_of_person) {
        return word.to_owned();
    }
    let asked = form.asked().iter().find(|asked| asked.name == name);
    match asked.map(|asked| &asked.kind) {
        Some(AskedKind::Choice { options } | AskedKind::Choices { options }) => {
            let option = options.iter().find(|option| option.value == value);
            option.unwrap().label.ja.clone()
        }
        _ => panic!("{name} has no words"),
    }
}

/// Era, year, month and day; empty where the register does not know.
fn wareki(value: &str) -> (&'static str, String, String, String) {
    let (year, month, day) = parts(value);
    let (era, before) = match (year, month, day) {
        date if date >= (2019, 5, 1) => ("令和", 2018),
        date if date >= (1989, 1, 8) => ("平成", 1988),
        date if date >= (1926, 12, 25) => ("昭和", 1925),
        date if date >= (1912, 7, 30) => ("大正", 1911),
        _ => ("明治", 1867),
    };
    let year = match year - before {
        1 => "元".to_owned(),
        year => year.to_string(),
    };
    (era, year, open(month), open(day))
}

fn parts(value: &str) -> (i64, i64, i64) {
    let mut parts = value.split('-').map(|part| part.parse().unwrap());
    let mut next = || parts.next().unwrap_or(0);
    (next(), next(), next())
}

fn open(part: i64) -> String {
    match part {
        0 => String::new(),
        part => part.to_string(),
    }
}

fn half_width(value: &str) -> String {
    let narrow = |character: char| match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap(),
        _ => character,
    };
    value.chars().map(narrow).collect()
}

fn full_width(value: &str) -> String {
    let wide = |character: char| match u32::from(character) {
        code @ 0x21..=0x7E => char::from_u32(code + 0xFEE0).unwrap(),
        _ => character,
    };
    value.chars().map(wide).collect()
}
