//! Who asks after somebody hears what was agreed to, and each answer is on record.

use shelter::exchange::Asker;
use shelter::plain::{Answer, Consent, Item, PersonId};
use shelter::role::Role;
use shelter_desk::{DeskError, Inquirer, Working};

use crate::common::{family, list, open, pc, prepared, refused, register};

fn ask(list: &mut Working, person: Option<PersonId>, asker: Asker) -> Result<String, DeskError> {
    let inquirer = Inquirer {
        asker,
        name: "見本　次郎".into(),
        identified: "運転免許証".into(),
        reason: "安否を知りたい".into(),
    };
    list.answer_inquiry(person, &inquirer)?;
    Ok(list.told().unwrap().words_ja())
}

#[test]
fn the_answer_goes_as_far_as_the_person_agreed_and_each_is_on_record() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let asked = register(list, "見本　花子");
    list.tell(asked, Item::Phone, "090-0000-0000").unwrap();
    let nobody = ask(list, None, Asker::Cohabitant).unwrap();
    assert_eq!(
        ask(list, Some(asked), Asker::Cohabitant).unwrap(),
        nobody,
        "what was not asked is a no"
    );
    let consent = Consent {
        relatives: Answer::Yes,
        ..Consent::default()
    };
    list.set_consent(asked, consent).unwrap();
    let whole = ask(list, Some(asked), Asker::Cohabitant).unwrap();
    assert!(whole.contains("見本小学校") && whole.contains("090-0000-0000"));
    let less = ask(list, Some(asked), Asker::Relative).unwrap();
    assert!(!less.contains("見本小学校") && !less.contains("090") && less != nobody);
    assert_eq!(ask(list, Some(asked), Asker::Acquaintance).unwrap(), nobody);
    assert_eq!(list.audited().unwrap().inquiries, 5);
    list.inquiry_over();
    assert!(list.told().is_none());
}

#[test]
fn of_a_protected_family_nobody_is_found_and_the_answer_is_that_of_nobody() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let hidden = family(list, &["秘匿　春子", "秘匿　夏子"]);
    let open = register(list, "公開　一郎");
    let all = Consent {
        relatives: Answer::Yes,
        acquaintances: Answer::Yes,
        public: Answer::Yes,
    };
    for person in hidden.iter().chain([&open]) {
        list.set_consent(*person, all).unwrap();
    }
    list.set_protected(hidden[0], true).unwrap();
    let nobody = ask(list, None, Asker::Cohabitant).unwrap();
    for person in &hidden {
        assert!(!list.may_be_asked_after(*person));
        assert_eq!(ask(list, Some(*person), Asker::Cohabitant).unwrap(), nobody);
    }
    assert!(list.may_be_asked_after(open));
    assert_ne!(ask(list, Some(open), Asker::Cohabitant).unwrap(), nobody);
}

#[test]
fn nothing_is_told_without_who_asks_and_why_nor_by_a_volunteer() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let person = register(list, "見本　花子");
    for [name, identified, reason] in [
        ["", "運転免許証", "安否"],
        ["見本　次郎", " ", "安否"],
        ["見本　次郎", "運転免許証", "\u{3000}"],
    ] {
        let inquirer = Inquirer {
            asker: Asker::Cohabitant,
            name: name.into(),
            identified: identified.into(),
            reason: reason.into(),
        };
        let answered = list.answer_inquiry(Some(person), &inquirer);
        assert_eq!(refused(answered), "shelter-nothing-said");
    }
    let badge = list.issue_badge(Role::Volunteer, "受付1番").unwrap();
    list.scan(&badge.to_qr()).unwrap();
    let answered = ask(list, Some(person), Asker::Cohabitant);
    assert_eq!(refused(answered), "shelter-not-allowed");
    assert!(list.told().is_none());
    assert_eq!(list.audited().unwrap().inquiries, 0);
}

#[test]
fn an_answer_does_not_stay_on_a_desk_that_is_left() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    ask(list, None, Asker::Acquaintance).unwrap();
    list.lock();
    assert!(list.told().is_none());
}
