//! The declaration slip in its three modes.

use jiff::civil::date;
use paper::{ProblemKind, Values};
use polling::election::{Election, SlipMode};
use polling::papers::{
    Declaration, Heading, blank_declaration, declaration_form, declaration_values,
};

use crate::{fonts, form, invented, text_of_form};

fn election(slip: SlipMode) -> Election {
    Election {
        slip,
        ..invented::election(1)
    }
}

fn values(election: &Election, reason: Option<u8>, present: Option<&str>) -> Values {
    let slip = Declaration {
        elector: &invented::elector(0, 1),
        present_address: present,
        reason,
        ballots: &[],
        day: date(2026, 11, 21),
    };
    declaration_values(invented::heading(election), &slip)
}

/// Every datum of the elector that stands on the paper.
fn of_the_elector() -> [String; 3] {
    let person = invented::elector(0, 1).person;
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    [
        plain(&person.name),
        plain(&person.kana),
        plain(&person.address),
    ]
}

#[test]
fn a_signed_slip_has_the_elector_and_leaves_reason_and_signature_to_the_hand() {
    let election = election(SlipMode::Signed);
    let values = values(&election, Some(2), None);
    assert_eq!(values.get("slip.reason"), None);
    let text = text_of_form(declaration_form(SlipMode::Signed), &values);
    for wanted in of_the_elector() {
        assert!(text.contains(&wanted), "{wanted}");
    }
    for wanted in [
        "令和8年11月21日",
        "かざし市選挙管理委員会委員長",
        "真実であることを誓います",
        "第99回見本院議員総選挙（小選挙区・比例代表）",
        "□国民審査（うぐいす色）",
        "署名",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    for reason in &election.reasons {
        let plain: String = reason.text.split_whitespace().collect();
        assert!(text.contains(&plain), "{plain}");
    }
}

#[test]
fn no_slip_has_a_sex_or_a_number_that_puts_electors_in_an_order() {
    for mode in [SlipMode::Printed, SlipMode::Signed, SlipMode::Written] {
        let election = election(mode);
        let text = text_of_form(declaration_form(mode), &values(&election, Some(1), None));
        let elector = invented::elector(0, 1);
        for never in [
            "性別",
            "受付番号",
            "整理番号",
            "番号",
            elector.number.as_str(),
        ] {
            assert!(!text.contains(never), "{never} on {mode:?}");
        }
    }
}

#[test]
fn a_printed_slip_needs_the_reason() {
    let election = election(SlipMode::Printed);
    let form = form(declaration_form(SlipMode::Printed));
    let problems = paper::check_values(&form, &values(&election, None, None), fonts());
    assert!(
        problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::MissingRequired)
    );
    let with = paper::check_values(&form, &values(&election, Some(6), None), fonts());
    assert!(!with.iter().any(paper::FieldProblem::is_fatal), "{with:?}");
}

#[test]
fn a_slip_to_be_written_has_nothing_of_the_elector() {
    let election = election(SlipMode::Written);
    let text = text_of_form(
        declaration_form(SlipMode::Written),
        &values(&election, Some(1), Some("よその町")),
    );
    for never in of_the_elector() {
        assert!(!text.contains(&never));
    }
    assert!(!text.contains("よその町"));
    let blank = blank_declaration(invented::heading(&election));
    assert_eq!(
        text,
        text_of_form(declaration_form(SlipMode::Written), &blank)
    );
}

#[test]
fn the_present_address_is_printed_where_it_is_another_one_and_not_twice() {
    let election = election(SlipMode::Signed);
    let own = invented::elector(0, 1).person.address.clone();
    let spaced = format!(" {}　", own.replace("丁目", "丁目　"));
    assert_eq!(
        values(&election, None, Some(&spaced)).get("elector.current_address"),
        None
    );
    let moved = values(&election, None, Some("見本県よその市１番地"));
    assert_eq!(
        moved.get("elector.current_address"),
        Some("見本県よその市１番地")
    );
}

#[test]
fn only_the_ballots_that_somebody_came_for_stand_there_and_none_is_lost() {
    let mut election = election(SlipMode::Signed);
    let elector = invented::elector(0, 1);
    let only = [invented::ballot("review")];
    let slip = Declaration {
        elector: &elector,
        present_address: None,
        reason: None,
        ballots: &only,
        day: date(2026, 11, 21),
    };
    let values = declaration_values(invented::heading(&election), &slip);
    assert_eq!(
        values.get("slip.ballot_1"),
        Some("□　国民審査（うぐいす色）")
    );
    assert_eq!(values.get("slip.ballot_2"), None);
    let one = election.ballots[0].clone();
    for number in 1..=5 {
        let mut more = one.clone();
        more.id = invented::ballot(&format!("more-{number}"));
        more.name = format!("別の投票{number}");
        election.ballots.push(more);
    }
    let values = blank_declaration(invented::heading(&election));
    let text = text_of_form("declaration-written", &values);
    for ballot in &election.ballots {
        assert!(text.contains(&ballot.name), "{}", ballot.name);
    }
}

#[test]
fn a_training_slip_says_so_across_the_sheet() {
    let election = election(SlipMode::Signed);
    for (training, times) in [(false, 0), (true, 1)] {
        let heading = Heading {
            election: &election,
            training,
        };
        let text = text_of_form("declaration-written", &blank_declaration(heading));
        assert_eq!(text.matches("訓練").count(), times);
    }
}
