//! Any edits in any order, on any form of the repository.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of a test file are not seen as tests by the lint"
)]

mod common;

use std::collections::BTreeSet;

use common::{draft, texts};
use designer::{Draft, Edit, EditError, Head, NewField};
use paper::Rect;
use proptest::prelude::*;

/// What to do, with numbers that choose among what is there.
#[derive(Debug, Clone)]
struct Wish {
    what: u8,
    which: usize,
    numbers: [f64; 4],
    word: String,
}

fn wish() -> impl Strategy<Value = Wish> {
    let number = (-50_i32..3000).prop_map(|tenth| f64::from(tenth) / 10.0);
    let word = prop_oneof![
        Just(String::new()),
        Just("8.5".to_owned()),
        Just("true".to_owned()),
        Just("[3, 4]".to_owned()),
        Just("{ name = \"visitor.role\", value = \"self\" }".to_owned()),
        "[\"'#\\[\\]{},= 氏a\\\\\\n]{0,12}",
    ];
    (
        0_u8..9,
        any::<usize>(),
        [number.clone(), number.clone(), number.clone(), number],
        word,
    )
        .prop_map(|(what, which, numbers, word)| Wish {
            what,
            which,
            numbers,
            word,
        })
}

const KEYS: [&str; 8] = [
    "name", "size", "lines", "when", "required", "value", "text", "page",
];
const KINDS: [&str; 8] = [
    "text",
    "digits",
    "wareki",
    "western",
    "circle",
    "tick",
    "signature",
    "qr",
];

fn edit_of(draft: &Draft, wish: &Wish) -> Option<Edit> {
    let [x, y, w, h] = wish.numbers;
    let rect = Rect {
        x,
        y,
        w: w.abs(),
        h: h.abs(),
    };
    let entries = draft.entries();
    let boxes = draft.boxes();
    let entry = entries.get(wish.which % entries.len().max(1))?.at;
    let rows = entry.rows;
    Some(match wish.what {
        0 | 1 => Edit::Place(boxes.get(wish.which % boxes.len().max(1))?.at, rect),
        2 => Edit::Shift(entry, [x, y]),
        3 => Edit::Set {
            entry,
            key: KEYS[wish.which % KEYS.len()].to_owned(),
            value: wish.word.clone(),
        },
        4 => Edit::Head(Head::Version, wish.word.clone()),
        5 => Edit::AddField(NewField {
            rows,
            page: 1 + u32::from(x > 100.0),
            kind: KINDS[wish.which % KINDS.len()].to_owned(),
            name: wish.word.clone(),
            value: "person.sex".to_owned(),
            rect,
        }),
        6 => Edit::AddText {
            rows,
            page: 1,
            text: wish.word.clone(),
            rect,
        },
        7 => Edit::Duplicate(entry),
        _ => Edit::Delete(entry),
    })
}

/// Whether each line of `few` stands in `many`, in the same order.
fn is_part(few: &str, many: &str) -> bool {
    let mut many = many.split_inclusive('\n');
    few.split_inclusive('\n')
        .all(|line| many.any(|other| other == line))
}

fn holds(before: &str, after: &str, edit: &Edit) -> bool {
    let lines = |text: &str| text.split('\n').count();
    let ends = |text: &str| {
        if text.ends_with('\n') {
            text.to_owned()
        } else {
            format!("{text}\n")
        }
    };
    match edit {
        // Lines stay where they are, and those of one entry alone differ.
        Edit::Place(..) | Edit::Head(..) => {
            lines(before) == lines(after)
                && before
                    .split('\n')
                    .zip(after.split('\n'))
                    .filter(|(a, b)| a != b)
                    .count()
                    <= 2
        }
        Edit::Shift(..) => lines(before) == lines(after),
        Edit::Set { .. } => {
            let old: BTreeSet<&str> = before.lines().collect();
            lines(before).abs_diff(lines(after)) <= 20
                && after.lines().filter(|line| !old.contains(line)).count() <= 1
        }
        Edit::AddField(_) => is_part(&ends(before), &ends(after)),
        Edit::AddText { .. } | Edit::AddMark { .. } | Edit::Duplicate(_) => {
            lines(after) >= lines(before)
        }
        Edit::Delete(_) => is_part(after, before) || lines(before) == lines(after),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn untouched_lines_stay_and_undo_gives_every_byte_back(form in any::<prop::sample::Index>(), wishes in proptest::collection::vec(wish(), 1..12), windows: bool) {
        let texts = texts();
        let mut text = form.get(&texts).clone();
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let mut draft = draft(&text);
        let mut states = vec![text];
        for wish in &wishes {
            let Some(edit) = edit_of(&draft, wish) else { continue };
            let before = draft.text().to_owned();
            match draft.apply(&edit) {
                Ok(made) => {
                    prop_assert!(holds(&before, draft.text(), &edit), "{edit:?}");
                    // It can be read again, and what is new is there.
                    prop_assert!(Draft::new("form.toml", draft.text(), std::collections::BTreeMap::new()).is_ok());
                    if let Some(made) = made {
                        prop_assert!(draft.entries().iter().any(|entry| entry.at == made), "{edit:?}");
                    }
                    if windows {
                        prop_assert_eq!(draft.text().matches('\n').count(), draft.text().matches("\r\n").count());
                    }
                    if draft.text() != before {
                        states.push(draft.text().to_owned());
                    }
                }
                Err(error) => {
                    prop_assert!(!matches!(error, EditError::NotToml));
                    prop_assert_eq!(draft.text(), &before);
                }
            }
        }
        for state in states.iter().rev() {
            prop_assert_eq!(draft.text(), state);
            draft.undo();
        }
        prop_assert!(!draft.undo());
        for state in &states {
            prop_assert_eq!(draft.text(), state);
            draft.redo();
        }
    }
}

#[test]
fn every_box_of_every_form_is_found_and_nothing_is_written_for_a_move_by_nothing() {
    for text in texts() {
        let mut draft = draft(&text);
        let boxes = draft.boxes();
        let code: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(
            boxes.len(),
            code.matches("box = [").count() + dates(&code) + code.matches("from = [").count()
        );
        // Each of them takes a reading of the whole file.
        for each in boxes.iter().step_by(9) {
            draft.apply(&Edit::Place(each.at, each.rect)).unwrap();
            draft
                .apply(&Edit::Shift(each.at.entry, [0.0, 0.0]))
                .unwrap();
        }
        for entry in draft.entries().into_iter().step_by(11) {
            for (key, value) in entry.settings {
                let is_one_line = !value.contains('\n');
                let edit = Edit::Set {
                    entry: entry.at,
                    key,
                    value,
                };
                assert!(draft.apply(&edit).is_ok() || !is_one_line, "{edit:?}");
            }
        }
        assert!(
            draft.text() == text,
            "{:?}",
            common::differing(&text, draft.text())
        );
    }
}

/// Boxes of the parts of dates.
fn dates(text: &str) -> usize {
    ["era = [", "year = [", "month = [", "day = ["]
        .iter()
        .map(|key| text.lines().filter(|line| line.starts_with(key)).count())
        .sum()
}
