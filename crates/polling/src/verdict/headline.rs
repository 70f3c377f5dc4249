//! The one sentence in the largest type.

use advice::Bilingual;
use jiff::civil::Date;

use crate::eligibility::Decision;

use super::when::{day_en, day_ja};
use super::{Line, Tone};

/// What to hand out first, then what not and why. `leaves` is the day on which the elector is struck off, if it comes
/// within the period: then the sentence begins with what holds today.
pub(super) fn of(lines: &[Line], leaves: Option<Date>) -> Bilingual {
    let mut ja = Vec::new();
    let mut en = Vec::new();
    let of_tone = |tone| {
        let lines = lines.iter().filter(move |line| line.tone() == tone);
        lines.map(|line| line.name.as_str()).collect::<Vec<_>>()
    };
    let (go, confirm, absentee) = (
        of_tone(Tone::Go),
        of_tone(Tone::Confirm),
        of_tone(Tone::Absentee),
    );
    let may_vote = !go.is_empty() || !confirm.is_empty();
    if let Some(last) = leaves
        .and_then(|off| off.yesterday().ok())
        .filter(|_| may_vote)
    {
        ja.push(format!("本日は投票できます（{}まで）", day_ja(last)));
        en.push(format!("May vote today (until {})", day_en(last)));
    }
    if !go.is_empty() {
        ja.push(format!("投票用紙{}を交付", papers_ja(&go)));
        en.push(format!("Issue {}", papers_en(&go)));
    }
    if !confirm.is_empty() {
        ja.push(format!("確認してから投票用紙{}を交付", papers_ja(&confirm)));
        en.push(format!("Confirm, then issue {}", papers_en(&confirm)));
    }
    if !absentee.is_empty() {
        ja.push(format!(
            "不在者投票の用紙{}を交付（箱に入れず封筒で）",
            papers_ja(&absentee)
        ));
        en.push(format!("Absentee, in envelopes: {}", papers_en(&absentee)));
    }
    let handed_out = !ja.is_empty();
    if !handed_out {
        ja.push("投票用紙は交付しません".to_owned());
        en.push("Issue no ballot".to_owned());
    }
    for (names, told) in stops(lines) {
        // The same for all of them needs no names.
        if !handed_out && names.len() == lines.len() {
            ja.push(told.ja.clone());
            en.push(capital(&told.en));
        } else {
            ja.push(format!("{}は{}", names.join("・"), told.ja));
            en.push(format!("{}: {}", names.join(", "), told.en));
        }
    }
    Bilingual::new(ja.join("。"), en.join(". "))
}

/// Ballots that are not issued, those for the same reason together.
fn stops(lines: &[Line]) -> Vec<(Vec<&str>, &Bilingual)> {
    let mut stops: Vec<(Vec<&str>, &Bilingual)> = Vec::new();
    for line in lines {
        if !matches!(
            line.decision,
            Decision::Refuse(_) | Decision::Already { .. }
        ) {
            continue;
        }
        match stops.iter_mut().find(|(_, told)| **told == line.what) {
            Some((names, _)) => names.push(&line.name),
            None => stops.push((vec![&line.name], &line.what)),
        }
    }
    stops
}

fn papers_ja(names: &[&str]) -> String {
    let count = names.len().to_string();
    let wide = count.chars().filter_map(|digit| {
        let value = digit.to_digit(10)?;
        char::from_u32('０' as u32 + value)
    });
    format!("{}枚（{}）", wide.collect::<String>(), names.join("・"))
}

fn papers_en(names: &[&str]) -> String {
    let noun = if names.len() == 1 {
        "ballot"
    } else {
        "ballots"
    };
    format!("{} {noun} ({})", names.len(), names.join(", "))
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
