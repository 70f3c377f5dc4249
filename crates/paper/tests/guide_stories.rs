//! The guides of this repository: every conversation they can lead, and what some residents are told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use paper::{AskedField, AskedKind, Course, Guide};

/// Most questions a resident is asked, whatever the answers.
const MOST_QUESTIONS: usize = 7;

type Answers<'g> = BTreeMap<&'g str, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms/guides")
}

fn guides() -> Vec<Guide> {
    let sound = |listed: paper::ListedGuide| {
        listed.guide.unwrap_or_else(|errors| {
            let sentences: Vec<String> = errors.iter().map(|error| error.sentence().en).collect();
            panic!("{}", sentences.join("\n"))
        })
    };
    let listed = Guide::load_all(&folder()).expect("the folder is there");
    listed.into_iter().map(sound).collect()
}

fn course<'g>(guide: &'g Guide, answers: &Answers<'_>) -> Course<'g> {
    guide.course(&|name| answers.get(name).map(String::as_str))
}

/// Every answer there is to a question of choices.
fn every_answer(question: &AskedField) -> Vec<String> {
    match &question.kind {
        AskedKind::Choice { options } => options.iter().map(|o| o.value.clone()).collect(),
        AskedKind::Choices { options } => {
            let first = usize::from(question.required);
            let sets = first..1 << options.len();
            let chosen = |set: usize| {
                let values = options
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| set >> at & 1 == 1);
                values
                    .map(|(_, option)| option.value.as_str())
                    .collect::<Vec<_>>()
                    .join(",")
            };
            sets.map(chosen).collect()
        }
        other => panic!("{} is no question of choices: {other:?}", question.name),
    }
}

/// What has come up in all conversations.
#[derive(Default)]
struct Seen {
    questions: BTreeSet<String>,
    procedures: BTreeSet<String>,
    ends: usize,
}

fn every_conversation<'g>(
    guide: &'g Guide,
    answers: &mut Answers<'g>,
    before: &Course<'g>,
    seen: &mut Seen,
) {
    let Some(question) = before.next else {
        assert!(
            !before.procedures.is_empty(),
            "{}: {answers:?} leads to nothing",
            guide.id()
        );
        seen.procedures
            .extend(before.procedures.iter().map(|p| p.id.clone()));
        seen.ends += 1;
        return;
    };
    assert!(
        answers.len() < MOST_QUESTIONS,
        "{}: {answers:?}",
        guide.id()
    );
    seen.questions.insert(question.name.clone());
    for answer in every_answer(question) {
        let asked_before = answers.insert(&question.name, answer);
        assert!(asked_before.is_none(), "{} is asked twice", question.name);
        let after = course(guide, answers);
        for procedure in &before.procedures {
            assert!(
                after.procedures.contains(procedure),
                "{} was taken back",
                procedure.id
            );
        }
        assert!(after.dropped.is_empty(), "{:?}", after.dropped);
        every_conversation(guide, answers, &after, seen);
        answers.remove(question.name.as_str());
    }
}

#[test]
fn every_conversation_ends_asks_nothing_twice_and_takes_nothing_back() {
    let guides = guides();
    assert_eq!(guides.len(), 10);
    for guide in &guides {
        let mut seen = Seen::default();
        let mut answers = Answers::new();
        let start = course(guide, &answers);
        every_conversation(guide, &mut answers, &start, &mut seen);
        assert!(seen.ends > 1, "{} asks nothing", guide.id());
        for question in guide.questions() {
            assert!(seen.questions.contains(&question.name), "{}", question.name);
        }
        for procedure in guide.procedures() {
            assert!(
                seen.procedures.contains(&procedure.id),
                "{}: {}",
                guide.id(),
                procedure.id
            );
        }
    }
}

#[test]
fn guides_stand_in_their_order_and_no_two_at_one_place() {
    let orders: Vec<u32> = guides().iter().map(Guide::order).collect();
    assert!(orders.is_sorted_by(|a, b| a < b), "{orders:?}");
}

#[test]
fn the_same_name_is_asked_in_the_same_way_in_every_guide() {
    let guides = guides();
    let others: Vec<&Guide> = guides.iter().collect();
    for guide in &guides {
        let faults = guide.check_beside(&[], &[], &others);
        let differing: Vec<_> = faults
            .iter()
            .filter(|fault| {
                matches!(
                    &fault.problem,
                    paper::DefinitionProblem::Guide(paper::GuideProblem::AskedOtherwise { .. })
                )
            })
            .collect();
        assert!(differing.is_empty(), "{differing:?}");
    }
}

/// The guide, the answers, the procedures and the forms.
type Story<'s> = (
    &'s str,
    &'s [(&'s str, &'s str)],
    &'s [&'s str],
    &'s [&'s str],
);

const STORIES: &[Story<'static>] = &[
    // A family of four, one child in school and one infant.
    (
        "moving-in",
        &[
            ("move.origin", "domestic"),
            ("move.joins_insurance", "yes"),
            ("move.children", "yes"),
            ("move.school_children", "yes"),
            ("move.care", "no"),
            ("move.cards", "yes"),
            ("move.in_extras", "juminhyo"),
        ],
        &[
            "moving-notice",
            "health-insurance",
            "child-allowance",
            "child-medical",
            "school",
            "card-continue",
            "resident-record",
            "water",
        ],
        &[
            "ido-todoke",
            "kokuho-join",
            "child-allowance",
            "child-medical",
            "mynumber-card",
            "juminhyo-request",
        ],
    ),
    (
        "moving-in",
        &[
            ("move.origin", "abroad"),
            ("move.joins_insurance", "no"),
            ("move.children", "no"),
            ("move.care", "yes"),
            ("move.cards", "no"),
            ("move.in_extras", "seal,dog"),
        ],
        &[
            "moving-notice-abroad",
            "pension",
            "care",
            "seal-registration",
            "dog",
            "water",
        ],
        &["ido-todoke", "care-certification", "seal-registration"],
    ),
    (
        "moving-out",
        &[
            ("move.destination", "abroad"),
            ("move.has_insurance", "yes"),
            ("move.children", "no"),
            ("move.care", "no"),
            ("move.cards", "yes"),
            ("move.seal_registered", "no"),
        ],
        &[
            "moving-notice-abroad",
            "card-abroad",
            "health-insurance",
            "tax-agent",
            "water",
        ],
        &["ido-todoke", "mynumber-card", "kokuho-leave"],
    ),
    (
        "moving-within",
        &[
            ("move.cards", "yes"),
            ("move.has_insurance", "no"),
            ("move.children", "no"),
            ("move.care", "no"),
            ("move.within_extras", "none"),
        ],
        &["moving-notice", "card-address", "water"],
        &["ido-todoke", "mynumber-card"],
    ),
    (
        "birth",
        &[
            ("birth.place", "japan"),
            ("birth.insurance", "national"),
            ("birth.mother_insurance", "yes"),
            ("birth.mother_pension", "no"),
            ("birth.allowance", "none"),
            ("birth.card", "yes"),
        ],
        &[
            "birth-notice",
            "health-insurance",
            "childbirth-grant",
            "child-allowance",
            "child-medical",
            "child-card",
            "baby-visit",
        ],
        &[
            "kokuho-join",
            "child-allowance",
            "child-medical",
            "mynumber-card",
        ],
    ),
    (
        "death",
        &[
            ("death.notice", "given"),
            ("death.insurance", "late_elderly"),
            ("death.pension", "received"),
            ("death.care", "yes"),
            ("death.head", "yes"),
            ("death.children", "no"),
            ("death.extras", "koseki,property"),
        ],
        &[
            "household-head",
            "cards",
            "late-elderly",
            "funeral-grant",
            "pension-unpaid",
            "care",
            "property-tax",
            "family-register",
        ],
        &["ido-todoke", "koseki-request"],
    ),
    (
        "marriage",
        &[
            ("marriage.foreign", "no"),
            ("marriage.address", "yes"),
            ("move.kind", "within"),
            ("marriage.name", "no"),
            ("marriage.cards", "yes"),
            ("marriage.insurance", "leave"),
            ("marriage.extras", "none"),
        ],
        &[
            "marriage-notice",
            "moving-notice",
            "card-change",
            "health-insurance-leave",
        ],
        &["ido-todoke", "mynumber-card", "kokuho-leave"],
    ),
    (
        "divorce",
        &[
            ("divorce.kind", "court"),
            ("divorce.name", "keep"),
            ("divorce.children", "yes"),
            ("divorce.address", "no"),
            ("divorce.dependent", "yes"),
        ],
        &[
            "divorce-notice-court",
            "keep-name",
            "child-register",
            "health-insurance",
            "pension",
            "child-allowance",
            "single-parent",
        ],
        &["kokuho-join", "child-allowance", "koseki-request"],
    ),
    (
        "name-change",
        &[
            ("rename.reason", "former"),
            ("rename.card", "yes"),
            ("rename.extras", "none"),
        ],
        &["former-name", "card-change"],
        &["mynumber-card"],
    ),
    (
        "retirement",
        &[
            ("retire.insurance", "national"),
            ("retire.pension", "yes"),
            ("retire.spouse", "no"),
            ("retire.reason", "yes"),
            ("retire.nursery", "no"),
            ("retire.certificate", "yes"),
        ],
        &[
            "health-insurance",
            "insurance-relief",
            "pension",
            "residents-tax",
            "tax-certificate",
        ],
        &["kokuho-join", "tax-certificate"],
    ),
    (
        "disaster",
        &[
            ("disaster.cause", "flood"),
            ("disaster.damaged", "home,other"),
            ("disaster.stay", "no"),
            ("disaster.harmed", "no"),
            ("disaster.lost", "card"),
        ],
        &[
            "disaster-certificate",
            "damage-certificate",
            "housing",
            "living-support",
            "relief",
            "card-again",
        ],
        &[
            "disaster-certificate",
            "damage-certificate",
            "juminhyo-request",
            "mynumber-card",
        ],
    ),
    (
        "disaster",
        &[
            ("disaster.cause", "fire"),
            ("disaster.damaged", "home"),
            ("disaster.stay", "yes"),
            ("disaster.harmed", "no"),
            ("disaster.lost", "none"),
        ],
        &["fire-certificate", "relief"],
        &[],
    ),
];

#[test]
fn residents_are_told_what_they_need() {
    let guides = guides();
    for (id, answers, procedures, forms) in STORIES {
        let guide = guides
            .iter()
            .find(|guide| guide.id() == *id)
            .expect("it is there");
        let answers: Answers<'_> = answers.iter().map(|(n, a)| (*n, (*a).to_owned())).collect();
        let told = course(guide, &answers);
        let asked: BTreeSet<&str> = told.questions.iter().map(|q| q.name.as_str()).collect();
        assert!(
            told.next.is_none() && asked.iter().eq(answers.keys()),
            "{id}: {asked:?}"
        );
        let needed: Vec<&str> = told.procedures.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(needed, *procedures, "{id} {answers:?}");
        assert_eq!(told.forms(), *forms, "{id} {answers:?}");
    }
}

#[test]
fn deadlines_of_the_law_stand_at_their_procedures() {
    let guides = guides();
    for (id, procedure, days) in [
        ("moving-in", "moving-notice", Some(14)),
        ("moving-in", "child-allowance", Some(15)),
        ("moving-in", "card-continue", Some(90)),
        ("moving-in", "dog", Some(30)),
        ("moving-out", "moving-notice", None),
        ("birth", "birth-notice", Some(14)),
        ("birth", "birth-notice-abroad", None),
        ("death", "death-notice", Some(7)),
        ("death", "household-head", Some(14)),
        ("divorce", "divorce-notice-court", Some(10)),
        ("retirement", "health-insurance", Some(14)),
    ] {
        let guide = guides
            .iter()
            .find(|guide| guide.id() == id)
            .expect("it is there");
        let found = guide
            .procedures()
            .iter()
            .find(|p| p.id == procedure)
            .expect("it is there");
        assert_eq!(found.within_days, days, "{id}: {procedure}");
        assert!(
            found
                .basis
                .as_ref()
                .is_some_and(|basis| basis.contains('法')),
            "{id}: {procedure}"
        );
    }
}

#[test]
fn the_event_itself_says_which_kind_of_move_it_is() {
    let guides = guides();
    for (id, kind) in [
        ("moving-in", Some("in")),
        ("moving-out", Some("out")),
        ("moving-within", Some("within")),
        ("death", Some("household")),
        ("marriage", None),
    ] {
        let guide = guides
            .iter()
            .find(|guide| guide.id() == id)
            .expect("it is there");
        let known: BTreeMap<&str, &str> = guide.known().collect();
        assert_eq!(known.get("move.kind").copied(), kind, "{id}");
    }
}
