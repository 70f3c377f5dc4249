//! Every form filled by the desk for every invented resident: as text against the values put in,
//! as pictures against approved ones. Needs no card service, no printer and no window.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test stops where it goes wrong"
)]

mod cast;
mod conditions;
mod expected;
mod filled;
mod picture;
mod shapes;

use std::collections::BTreeSet;
use std::process::Command;

use cast::{Visit, pictured, visits};
use filled::{Filled, Outcome, fill, fonts, forms, forms_dir, papers, samples};
use paper::{Placement, Print, PrintMode};
use picture::Picture;

/// Set by `cargo xtask approve`.
const APPROVE: &str = "KAZASHI_APPROVE";

/// Letters that the values put on every form: a name, an address and a date at least.
const LEAST_TEXT: usize = 30;

/// What poppler reads, without blanks.
fn text_of(filled: &Filled, mode: PrintMode) -> String {
    let print = Print {
        mode: Some(mode),
        placement: &Placement::default(),
    };
    let pdf = paper::render(&filled.form, &filled.values, fonts(), print)
        .unwrap_or_else(|problems| panic!("{}: {problems:?}", filled.form.id()));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let output = Command::new("pdftotext")
        .arg("-raw")
        .arg(file.path())
        .arg("-")
        .output()
        .expect("poppler-utils are installed");
    assert!(output.status.success() && output.stderr.is_empty());
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect()
}

#[test]
fn every_form_of_every_resident_says_what_was_put_in_and_nothing_else() {
    let mut faults = Vec::new();
    for form in forms() {
        for visit in visits() {
            let about = format!("{} for {}", form.id(), visit.id);
            let filled = match fill(&form, &visit) {
                Outcome::Filled(filled) => filled,
                Outcome::Stuck(reasons) => {
                    faults.push(format!("{about}: {reasons:?}"));
                    continue;
                }
            };
            let placed = form.placed_values(&filled.values);
            let name = placed.get("person.name").copied().flatten();
            if name.is_some_and(|name| name != visit.applicant.name()) {
                faults.push(format!("{about}: the name is not the card's"));
            }
            let wanted = expected::printed(&filled);
            if wanted.chars().count() < LEAST_TEXT {
                faults.push(format!("{about}: hardly anything is filled: {wanted}"));
            }
            let found = text_of(&filled, PrintMode::ValuesOnly);
            if found != wanted {
                faults.push(format!("{about}:\n  found  {found}\n  wanted {wanted}"));
            }
            let whole = text_of(&filled, PrintMode::Whole);
            for piece in expected::long_pieces(&filled) {
                if !whole.contains(&piece) {
                    faults.push(format!("{about}: the whole form has no {piece}"));
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_paper_of_shelter_and_polling_desk_says_what_was_put_in_and_nothing_else() {
    let papers = papers();
    assert_eq!(papers.len(), 11);
    let mut faults = Vec::new();
    for (sample, filled) in papers.iter().flat_map(samples) {
        let about = format!("{}, {sample}", filled.form.id());
        let (found, wanted) = (
            text_of(&filled, PrintMode::ValuesOnly),
            expected::printed(&filled),
        );
        if found != wanted {
            faults.push(format!("{about}:\n  found  {found}\n  wanted {wanted}"));
        }
        let whole = text_of(&filled, PrintMode::Whole);
        for piece in expected::long_pieces(&filled) {
            if !whole.contains(&piece) {
                faults.push(format!("{about}: the whole paper has no {piece}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_form_looks_as_approved() {
    if std::env::var_os(APPROVE).is_some() {
        return approve();
    }
    let mut faults = Vec::new();
    for form in forms().into_iter().chain(papers()) {
        let mut known = BTreeSet::new();
        for (name, new) in pictures(&form) {
            let file = forms_dir().join(form.id()).join("approved").join(&name);
            known.insert(name.clone());
            match Picture::load(&file) {
                None => {
                    let new = new.save_beside(form.id(), &name, "new");
                    faults.push(format!("{} is missing; see {new}", file.display()));
                }
                Some(approved) if !approved.is_like(&new) => {
                    let difference = approved.against(&new);
                    let difference = difference.save_beside(form.id(), &name, "difference");
                    let new = new.save_beside(form.id(), &name, "new");
                    faults.push(format!(
                        "{} looks different; see {difference} and {new}",
                        file.display()
                    ));
                }
                Some(_) => {}
            }
        }
        for left in approved_names(form.id()).difference(&known) {
            faults.push(format!(
                "forms/{}/approved/{left} is of no page any more",
                form.id()
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{}\nWhere the new pictures are right: cargo xtask approve",
        faults.join("\n")
    );
}

#[test]
fn one_changed_digit_does_not_look_as_approved() {
    let form = forms()
        .into_iter()
        .find(|form| form.id() == "juminhyo-request")
        .unwrap();
    let visit = &visits()[0];
    let Outcome::Filled(mut filled) = fill(&form, visit) else {
        panic!("it can be filled");
    };
    let before = &filled.pictures()[0];
    assert!(before.is_like(&filled.pictures()[0]));
    for (name, text) in [
        ("visitor.birth_date", "1985-03-15"),
        ("request.copies", "8"),
        ("visitor.address", "試験県架空市見本町１丁目２番８号"),
    ] {
        let old = filled.values.get(name).unwrap_or_default().to_owned();
        filled.values.insert(name, text);
        assert!(!before.is_like(&filled.pictures()[0]), "{name}");
        filled.values.insert(name, old);
    }
}

/// The pages that are kept as pictures, with the names of their files.
fn pictures(form: &std::sync::Arc<paper::FormDefinition>) -> Vec<(String, Picture)> {
    if form.desk() != paper::FormDesk::Counter {
        let pages = samples(form).into_iter().flat_map(|(sample, filled)| {
            let pages = filled.pictures().into_iter().enumerate();
            let named = pages.map(move |(page, picture)| (file_name(&sample, page), picture));
            named.collect::<Vec<_>>()
        });
        return pages.collect();
    }
    let of_visit = |visit: &Visit| match fill(form, visit) {
        Outcome::Filled(filled) => {
            let pages = filled.pictures().into_iter().enumerate();
            pages
                .map(|(page, picture)| (file_name(visit.id, page), picture))
                .collect::<Vec<_>>()
        }
        Outcome::Stuck(reasons) => panic!("{} for {}: {reasons:?}", form.id(), visit.id),
    };
    pictured().iter().flat_map(of_visit).collect()
}

fn file_name(resident: &str, page: usize) -> String {
    match page {
        0 => format!("{resident}.png"),
        _ => format!("{resident}-{}.png", page + 1),
    }
}

fn approved_names(form: &str) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(forms_dir().join(form).join("approved")) else {
        return BTreeSet::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

/// Draws every picture anew; pictures that still look as approved keep their bytes.
fn approve() {
    for form in forms().into_iter().chain(papers()) {
        let dir = forms_dir().join(form.id()).join("approved");
        std::fs::create_dir_all(&dir).unwrap();
        let new = pictures(&form);
        for name in approved_names(form.id()) {
            if !new.iter().any(|(known, _)| *known == name) {
                std::fs::remove_file(dir.join(name)).unwrap();
            }
        }
        for (name, picture) in new {
            let file = dir.join(name);
            if Picture::load(&file).is_none_or(|old| !old.is_like(&picture)) {
                picture.save(&file);
            }
        }
    }
}
