//! Lists of a report in one line each.

use std::collections::BTreeMap;

use super::{SituationReport, Stock};
use crate::plain::{Allergen, Text, Utility};

/// Text of several lines in one, since an entry is one line on paper and on the telephone.
pub(super) fn one_line(text: &Text) -> String {
    let lines = text.as_str().lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("／")
}

/// With its sign, so that a difference is not taken for a number of people.
pub(super) fn signed(number: i64) -> String {
    if number == 0 {
        "0".to_owned()
    } else {
        format!("{number:+}")
    }
}

pub(super) fn pets(numbers: &[u32; 5]) -> String {
    let names = ["犬", "猫", "鳥", "小動物", "その他"];
    let some = names.iter().zip(numbers).filter(|(_, number)| **number > 0);
    let words: Vec<String> = some
        .map(|(name, number)| format!("{name}{number}"))
        .collect();
    words.join("、")
}

pub(super) fn allergens(without: &BTreeMap<Allergen, u32>) -> String {
    let words = without
        .iter()
        .map(|(allergen, number)| format!("{}{number}", allergen.label_ja()));
    words.collect::<Vec<_>>().join("、")
}

pub(super) fn stock(stock: &[Stock]) -> String {
    let one = |stock: &Stock| {
        let expires = stock
            .expires
            .map(|day| format!("（期限 {day}）"))
            .unwrap_or_default();
        format!("{} {}{}{expires}", stock.item, stock.quantity, stock.unit)
    };
    stock.iter().map(one).collect::<Vec<_>>().join("、")
}

/// What the people's needs ask for, the most urgent first, then what staff ask for.
pub(super) fn needs(report: &SituationReport) -> String {
    let mut parts = Vec::new();
    for (degree, word) in [(5, "【至急】"), (4, "【急ぐ】")] {
        let these = report
            .care
            .urgent
            .iter()
            .filter(|need| need.urgency.degree() == degree);
        let words = these.map(|need| format!("{} {}人", need.kind.label_ja(), need.people));
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            parts.push(format!("{word}{}", words.join("、")));
        }
    }
    let requests = one_line(&report.shelter.requests);
    parts.extend((!requests.is_empty()).then_some(requests));
    parts.join("／")
}

pub(super) fn utility(utility: Utility) -> (&'static str, &'static str) {
    match utility {
        Utility::Power => ("power", "電気"),
        Utility::Water => ("water", "水道"),
        Utility::Gas => ("gas", "ガス"),
        Utility::Phone => ("phone", "電話"),
        Utility::Internet => ("internet", "通信"),
        Utility::Toilet => ("toilet", "トイレ"),
    }
}
