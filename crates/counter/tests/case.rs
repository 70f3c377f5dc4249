//! A whole visit: a life event, several people, several forms, each datum once.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test stops where it goes wrong"
)]

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use advice::{Advice, Bilingual};
use common::{Counter, FULL, pages, person, print};
use counter::{
    CardEffect, CardInput, CardStage, Effect, Input, Known, PrintState, Session, Stage, Who,
};
use jiff::civil::date;
use mynacard::{BasicInfo, BirthDate, SecretKind, Sex};

/// An invented child of [`person`].
fn child() -> BasicInfo {
    BasicInfo::new(
        "見本　海".to_owned(),
        "試験県架空市見本町１丁目２番３号".to_owned(),
        BirthDate::Known(date(2019, 6, 1)),
        Sex::Male,
    )
}

fn answer(counter: &mut Counter, name: &str, value: &str) {
    counter.does(Input::Answer {
        name: name.to_owned(),
        value: value.to_owned(),
    });
}

fn value_of(counter: &Counter, name: &str) -> Option<String> {
    counter.desk.case().unwrap().value(name)
}

fn form_ids(counter: &Counter) -> Vec<String> {
    let forms = counter.desk.case().unwrap().forms().iter();
    forms
        .map(|form| form.definition().id().to_owned())
        .collect()
}

/// Answers every question of the event by its first option, but these.
fn moves_in(counter: &mut Counter, but: &[(&str, &str)]) {
    counter.does(Input::ChooseGuide("moving-in".to_owned()));
    assert!(matches!(counter.desk.stage(), Stage::Guiding));
    for _ in 0..20 {
        let questions = counter.desk.case().unwrap().guide_questions();
        let Some(open) = questions.into_iter().find(|each| each.value.is_empty()) else {
            return;
        };
        let given = but.iter().find(|(name, _)| *name == open.name);
        let first = match &open.kind {
            paper::AskedKind::Choice { options } | paper::AskedKind::Choices { options } => {
                options[0].value.clone()
            }
            _ => "2026-11-20".to_owned(),
        };
        answer(
            counter,
            &open.name,
            given.map_or(&first, |(_, value)| value),
        );
    }
    panic!("the questions come to no end");
}

/// Reads the card of the person whose turn it is.
fn reads(counter: &mut Counter, card: BasicInfo) {
    counter.does(CardInput::Taken);
    let effects = counter.does(CardInput::Placed);
    let [Effect::Card(CardEffect::QueryTries(session))] = effects.as_slice() else {
        panic!("the card is asked for its tries");
    };
    let session = *session;
    counter.does(CardInput::TriesKnown(session, Ok(FULL)));
    assert_eq!(counter.types("4826").len(), 1);
    counter.does(CardInput::Read(session, Ok(card)));
}

/// Answers what the forms wait for, with something that fits.
fn answers_what_is_missing(counter: &mut Counter) {
    if in_the_way(counter)
        .iter()
        .any(|problem| problem.contains("配偶者"))
    {
        counter.does(Input::AddSpouse);
    }
    for _ in 0..200 {
        let questions = counter.desk.case().unwrap().questions();
        let Some(missing) = questions.into_iter().find(counter::Question::is_missing) else {
            return;
        };
        let value = match &missing.kind {
            paper::AskedKind::Number { min, .. } => min.to_string(),
            paper::AskedKind::Digits { min, .. } => "1".repeat(usize::try_from(*min).unwrap()),
            paper::AskedKind::Date => "2026-11-20".to_owned(),
            paper::AskedKind::Choice { options } | paper::AskedKind::Choices { options } => {
                options[0].value.clone()
            }
            paper::AskedKind::Text { .. } => "見本".to_owned(),
        };
        answer(counter, &missing.name, &value);
    }
    panic!("something can never be answered");
}

/// What keeps the forms from being printed.
fn in_the_way(counter: &Counter) -> Vec<String> {
    let forms = counter.desk.case().unwrap().forms().iter();
    let of_form = |form: &counter::CaseForm| {
        let fatal = form.problems().iter().filter(|problem| problem.is_fatal());
        let id = form.definition().id().to_owned();
        fatal
            .map(|problem| format!("{id}: {}: {:?}", problem.field, problem.kind))
            .collect::<Vec<_>>()
    };
    forms.flat_map(of_form).collect()
}

fn session_of(effects: &[Effect]) -> (Session, String) {
    let [Effect::Print { session, form, .. }] = effects else {
        panic!("a form goes to the printer");
    };
    (*session, form.clone())
}

#[test]
fn a_life_event_leads_to_its_forms_and_one_card_fills_them_all() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    let wanted = form_ids(&counter);
    assert!(wanted.len() >= 5, "{wanted:?}");
    counter.does(Input::ToForms);
    assert!(matches!(counter.desk.card().stage(), CardStage::Awaiting));
    reads(&mut counter, person());
    assert!(matches!(counter.desk.stage(), Stage::Filling));
    let case = counter.desk.case().unwrap();
    let with_name = case
        .forms()
        .iter()
        .filter(|form| form.values().get("person.name") == Some("見本　花子"))
        .count();
    assert!(with_name >= 4, "{with_name}");
    let names: Vec<String> = case.questions().into_iter().map(|each| each.name).collect();
    let once: BTreeSet<&String> = names.iter().collect();
    assert_eq!(once.len(), names.len(), "nothing is asked twice");
}

#[test]
fn a_case_prints_form_after_form_and_forgets_everybody() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    counter.does(Input::ToForms);
    reads(&mut counter, person());
    counter.does(Input::AddPerson {
        agent: false,
        by_card: true,
    });
    assert!(
        matches!(counter.desk.card().stage(), CardStage::Awaiting)
            && counter.desk.card().card_left(),
        "the applicant's own card is given back first"
    );
    reads(&mut counter, child());
    answer(&mut counter, "family.1.relation", "child");
    answers_what_is_missing(&mut counter);
    assert_eq!(in_the_way(&counter), Vec::<String>::new());
    let wanted = form_ids(&counter);
    let mut printed = Vec::new();
    let mut effects = counter.does(print());
    let record = loop {
        let (session, form) = session_of(&effects);
        printed.push(form);
        counter.does(Input::PrintProgress(session, PrintState::Printing));
        effects = counter.does(Input::PrintEnded(session, Ok(())));
        if let [Effect::Record(visit)] = effects.as_slice() {
            break visit.clone();
        }
    };
    assert_eq!(printed, wanted, "in their order");
    assert_eq!(record.forms, wanted);
    assert_eq!(
        (record.people, record.guide.as_deref()),
        (3, Some("moving-in"))
    );
    assert!(matches!(counter.desk.stage(), Stage::Printed(_)));
    assert!(counter.desk.case().is_none());
}

#[test]
fn a_printer_that_fails_in_the_middle_leaves_the_rest_for_another_one() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    counter.does(Input::ToForms);
    reads(&mut counter, person());
    answers_what_is_missing(&mut counter);
    assert_eq!(in_the_way(&counter), Vec::<String>::new());
    let (session, first) = session_of(&counter.does(print()));
    let (_, second) = session_of(&counter.does(Input::PrintEnded(session, Ok(()))));
    let gone = Advice::new(
        "printer-connection-refused",
        Bilingual::new("つながりません。", "No connection."),
        Bilingual::new("電源を確かめてください。", "Check its power."),
    );
    assert!(
        counter
            .does(Input::PrintEnded(session, Err(gone)))
            .is_empty()
    );
    let effects = counter.does(Input::Print {
        elsewhere: Some("2階".to_owned()),
    });
    let [
        Effect::Print {
            form, elsewhere, ..
        },
    ] = effects.as_slice()
    else {
        panic!("the form that failed is printed again");
    };
    assert_eq!((form, elsewhere.as_deref()), (&second, Some("2階")));
    assert_ne!(first, second);
    let effects = counter.does(Input::PrintEnded(session, Ok(())));
    let [Effect::Print { elsewhere, .. }] = effects.as_slice() else {
        panic!("the rest follows");
    };
    assert_eq!(elsewhere.as_deref(), Some("2階"), "on the same printer");
}

#[test]
fn an_answer_after_printing_prints_only_what_it_changes() {
    let mut counter = Counter::new();
    let session = counter.filled();
    answers_what_is_missing(&mut counter);
    counter.does(Input::WantForm {
        form: "seal-certificate".to_owned(),
        on: true,
    });
    answers_what_is_missing(&mut counter);
    counter.does(print());
    counter.does(Input::PrintEnded(session, Ok(())));
    let gone = Advice::new(
        "printer-connection-refused",
        Bilingual::new("つながりません。", "No connection."),
        Bilingual::new("電源を確かめてください。", "Check its power."),
    );
    counter.does(Input::PrintEnded(session, Err(gone)));
    answer(&mut counter, "seal-certificate/request.copies", "2");
    let (_, form) = session_of(&counter.does(print()));
    assert_eq!(form, "seal-certificate", "the other one is on paper");
}

#[test]
fn an_agent_stands_at_the_counter_and_brings_the_power_of_attorney() {
    let mut counter = Counter::new();
    counter.filled();
    counter.does(Input::AddPerson {
        agent: true,
        by_card: false,
    });
    assert!(form_ids(&counter).contains(&"power-of-attorney".to_owned()));
    answer(&mut counter, "agent.name", "代理　一郎");
    let case = counter.desk.case().unwrap();
    let form = &case.forms()[0];
    assert_eq!(form.values().get("visitor.name"), Some("代理　一郎"));
    assert_eq!(form.values().get("visitor.role"), Some("agent"));
    counter.does(Input::RemovePerson(Who::Agent));
    assert!(!form_ids(&counter).contains(&"power-of-attorney".to_owned()));
    assert_eq!(value_of(&counter, "agent.name"), None);
}

#[test]
fn the_same_card_is_not_taken_for_another_person() {
    let mut counter = Counter::new();
    counter.filled();
    counter.does(Input::AddPerson {
        agent: false,
        by_card: true,
    });
    reads(&mut counter, person());
    let CardStage::Problem(problem) = counter.desk.card().stage() else {
        panic!("the clerk is told");
    };
    assert_eq!(problem.advice.code, "same-card");
    reads(&mut counter, child());
    assert!(matches!(counter.desk.stage(), Stage::Filling));
    assert_eq!(
        value_of(&counter, "family.1.name").as_deref(),
        Some("見本　海")
    );
}

#[test]
fn without_a_card_everything_is_typed() {
    let mut counter = Counter::new();
    counter.does(Input::ChooseForm(common::FORM.to_owned()));
    counter.does(Input::ByHand);
    assert!(matches!(counter.desk.stage(), Stage::Filling));
    assert!(pages(&counter.desk).is_none());
    answer(&mut counter, "person.name", "架空　次郎");
    answer(&mut counter, "person.address", "見本県架空市港町４番地");
    answer(&mut counter, "person.birth_date", "S16.1.2");
    answers_what_is_missing(&mut counter);
    assert!(pages(&counter.desk).is_some());
    let case = counter.desk.case().unwrap();
    assert_eq!(case.person(Who::Applicant).unwrap().known(), Known::ByHand);
}

#[test]
fn what_the_card_said_can_be_changed_and_is_marked() {
    let mut counter = Counter::new();
    counter.filled();
    answer(
        &mut counter,
        "person.address",
        "試験県架空市見本町９丁目９番９号",
    );
    let case = counter.desk.case().unwrap();
    let changed = |name: &str| {
        let questions = case.questions();
        questions
            .iter()
            .find(|each| each.name == name)
            .unwrap()
            .changed
    };
    assert!(changed("person.address"));
    assert!(!changed("person.name"));
}

#[test]
fn by_face_code_is_known_as_such() {
    let mut counter = Counter::new();
    let session = counter.card_with(FULL);
    counter.does(CardInput::UseSecret(SecretKind::FaceCode));
    counter.waits(Duration::from_secs(1));
    counter.types("02040120351234");
    counter.does(CardInput::Read(session, Ok(person())));
    let case = counter.desk.case().unwrap();
    assert_eq!(
        case.person(Who::Applicant).unwrap().known(),
        Known::ByFaceCode
    );
}

#[test]
fn the_clerk_decides_who_stands_on_a_form() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    counter.does(Input::ToForms);
    reads(&mut counter, person());
    counter.does(Input::AddPerson {
        agent: false,
        by_card: false,
    });
    let asked: Vec<String> = counter
        .desk
        .case()
        .unwrap()
        .questions()
        .into_iter()
        .map(|each| each.name)
        .collect();
    for item in ["name", "birth_date", "relation"] {
        assert!(
            asked.contains(&format!("family.1.{item}")),
            "{item} is asked of somebody new"
        );
    }
    answer(&mut counter, "family.1.name", "見本　海");
    let on_it = |counter: &Counter| {
        let forms = counter.desk.case().unwrap().forms();
        let form = forms
            .iter()
            .find(|form| form.definition().id() == "ido-todoke");
        form.unwrap().members().to_vec()
    };
    assert_eq!(on_it(&counter), [Who::Applicant, Who::Family(1)]);
    counter.does(Input::WantMember {
        form: "ido-todoke".to_owned(),
        who: Who::Family(1),
        on: false,
    });
    assert_eq!(on_it(&counter), [Who::Applicant]);
}

#[test]
fn there_is_room_for_ten_of_the_family_and_their_numbers_stay() {
    let mut counter = Counter::new();
    counter.filled();
    for _ in 0..12 {
        counter.does(Input::AddPerson {
            agent: false,
            by_card: false,
        });
    }
    let case = counter.desk.case().unwrap();
    assert_eq!(case.people().count(), 11);
    assert!(!case.family_has_room());
    counter.does(Input::RemovePerson(Who::Family(3)));
    let case = counter.desk.case().unwrap();
    assert!(case.person(Who::Family(4)).is_some());
    assert!(case.person(Who::Family(3)).is_none());
}

#[test]
fn an_answer_that_no_longer_counts_is_forgotten() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    let before = form_ids(&counter);
    counter.does(Input::WantForm {
        form: before[0].clone(),
        on: false,
    });
    assert!(
        !form_ids(&counter).contains(&before[0]),
        "the clerk has the last word"
    );
}

#[test]
fn the_slip_names_procedures_and_windows_and_nobody() {
    let mut counter = Counter::new();
    moves_in(&mut counter, &[]);
    let effects = counter.does(Input::PrintSlip);
    let [Effect::PrintSlip(lines)] = effects.as_slice() else {
        panic!("a slip is printed");
    };
    assert!(lines.len() >= 4);
}
