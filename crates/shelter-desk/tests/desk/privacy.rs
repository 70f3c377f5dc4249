//! Who is on no list for others, and who looked at whom.

use std::fs;

use shelter::plain::{Answer, Consent, Item, PersonId};
use shelter::role::Role;
use shelter::search::{Seek, Seeker};
use shelter_desk::{Export, Paper, Working};

use crate::common::{family, list, open, pc, prepared, refused, register};

/// Names that no file may hold, and one that has to be in it.
const HIDDEN: [&str; 2] = ["秘匿　春子", "秘匿　夏子"];
const OPEN: &str = "公開　一郎";
const EXPORTS: [Export; 5] = [
    Export::List,
    Export::Ledger,
    Export::Pfif,
    Export::LAlert,
    Export::Reports,
];
const PUBLISHED: Consent = Consent {
    relatives: Answer::Yes,
    acquaintances: Answer::Yes,
    public: Answer::Yes,
};

/// A protected mother with her child, and somebody else; all of them had agreed to be published.
fn people(list: &mut Working) -> (Vec<PersonId>, PersonId) {
    let hidden = family(list, &HIDDEN);
    let shown = register(list, OPEN);
    for person in hidden.iter().chain([&shown]) {
        list.set_consent(*person, PUBLISHED).unwrap();
    }
    list.set_protected(hidden[0], true).unwrap();
    (hidden, shown)
}

/// All values of a paper.
fn text(paper: &Paper) -> String {
    let values = paper.values.names().filter_map(|it| paper.values.get(it));
    values.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_protected_person_and_her_family_are_in_no_file_and_not_on_the_wall() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let (hidden, _) = people(list);
    list.tell(hidden[0], Item::Kana, "ヒトク　ハルコ").unwrap();
    list.tell(hidden[0], Item::Phone, "03-9999-0000").unwrap();
    list.send_report().unwrap();
    let secrets = HIDDEN.into_iter().chain(["秘匿", "ヒトク", "9999"]);
    let secrets: Vec<&str> = secrets.collect();
    for what in EXPORTS {
        let file = list.export(what).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        for secret in &secrets {
            assert!(!text.contains(secret), "{what:?}");
        }
        if matches!(what, Export::List | Export::Ledger | Export::Pfif) {
            assert!(text.contains("公開"), "{what:?} holds the others");
        }
        assert!(list.files().contains(&file));
    }
    let wall = text(&list.wall().unwrap());
    assert!(wall.contains(OPEN));
    assert!(secrets.iter().all(|secret| !wall.contains(secret)));
    assert!(list.report_paper().form == "situation-report");
    let report = text(&list.report_paper());
    assert!(!report.contains("秘匿") && !report.contains(OPEN));
    // They are counted as everybody is.
    assert_eq!(list.report().people.staying(), 3);

    // Once it is lifted they are on it again: it was this that kept them out.
    list.set_protected(hidden[0], false).unwrap();
    let wall = text(&list.wall().unwrap());
    assert!(HIDDEN.iter().all(|name| wall.contains(name)));
}

#[test]
fn a_child_who_comes_later_with_a_protected_mother_is_on_no_list_either() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let mother = register(list, HIDDEN[0]);
    register(list, OPEN);
    list.set_protected(mother, true).unwrap();
    list.by_hand().unwrap();
    list.is_this_one(0, Some(mother)).unwrap();
    list.add_member().unwrap();
    list.set_member(1, Item::Name, HIDDEN[1]).unwrap();
    list.set_member(1, Item::Age, "9").unwrap();
    list.set_help(1, false).unwrap();
    list.register().unwrap();
    let file = list.export(Export::List).unwrap();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("公開") && !text.contains("秘匿"));
}

#[test]
fn the_record_of_another_time_does_not_give_a_protected_person_away() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let (hidden, _) = people(list);
    let again = register(list, "秘匿　はるこ");
    list.set_consent(again, PUBLISHED).unwrap();
    list.link(hidden[0], again, true).unwrap();
    for what in EXPORTS {
        let text = fs::read_to_string(list.export(what).unwrap()).unwrap();
        assert!(!text.contains("秘匿"), "{what:?}");
    }
    assert!(!text(&list.wall().unwrap()).contains("秘匿"));
}

#[test]
fn a_protected_persons_label_shows_no_name_and_opens_all_the_same() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let (hidden, shown) = people(list);
    let paper = list.labels(&[hidden[0], shown]).unwrap();
    let all = text(&paper);
    assert!(!all.contains("秘匿") && all.contains(OPEN));
    list.cancel();
    list.scan(paper.values.get("member.1.token").unwrap())
        .unwrap();
    assert!(matches!(
        list.arrival(),
        shelter_desk::Arrival::Known { people, .. } if people[0] == hidden[0]
    ));
    list.tell(hidden[0], Item::Alias, "ハナ").unwrap();
    let all = text(&list.labels(&hidden[..1]).unwrap());
    assert!(all.contains("ハナ") && !all.contains("秘匿"));
}

#[test]
fn who_asks_after_a_protected_person_finds_nobody() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    people(list);
    let found = |typed: &str, seeker| {
        let seek = Seek {
            seeker,
            today: None,
            limit: 10,
        };
        list.registry().find(typed, &seek).len()
    };
    assert_eq!(found("公開", Seeker::Inquiry), 1);
    assert_eq!(found("春子", Seeker::Inquiry), 0);
    assert_eq!(found("春子", Seeker::Keeper), 1);
    assert_eq!(found("春子", Seeker::Desk), 1, "to let her in and out");
}

#[test]
fn every_look_at_a_person_is_counted_for_whoever_looked() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    let working = list(&mut desk);
    let keeper = working.operator().unwrap().actor;
    let (one, two) = (
        register(working, "見本　一郎"),
        register(working, "見本　花子"),
    );
    let badge = working
        .issue_badge(Role::Volunteer, "見本ボランティア")
        .unwrap();
    assert!(working.audited().unwrap().looks.is_empty());
    working.open_person(one).unwrap();
    assert_eq!(working.person(), Some(one));
    working.close_person();
    working.scan(&badge.to_qr()).unwrap();
    let volunteer = working.operator().unwrap().actor;
    for person in [one, two, one] {
        working.open_person(person).unwrap();
    }
    refused(working.open_person(PersonId([9; 16])));
    let looks = working.audited().unwrap().looks;
    assert_eq!((looks[&keeper], looks[&volunteer]), (1, 3));
    drop(desk);
    // Also after a restart, and nothing of it is lost or counted twice.
    let mut desk = crate::common::again(pc.path(), &prepared.city.to_print());
    assert_eq!(list(&mut desk).audited().unwrap().looks, looks);
}

#[test]
fn nothing_of_a_person_or_a_code_stands_in_a_file_of_the_list() {
    let prepared = prepared();
    let pc = pc();
    let mut desk = open(&prepared, pc.path());
    let working = list(&mut desk);
    register(working, "見本　一郎");
    let badge = working
        .issue_badge(Role::Volunteer, "見本ボランティア")
        .unwrap();
    let root = working.folder().root();
    // Only room, and long.
    fs::remove_file(working.folder().reserve()).unwrap();
    drop(desk);
    let code = prepared.city.to_print();
    let secrets = ["見本　一郎", "見本ボランティア", &badge.to_qr(), &code];
    let mut files = 0;
    for file in fs::read_dir(root).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        files += 1;
        for secret in secrets {
            let found = memmem(&bytes, secret.as_bytes());
            assert!(!found);
        }
    }
    assert!(files >= 3, "ledger, key and package");
}

fn memmem(bytes: &[u8], wanted: &[u8]) -> bool {
    let first = wanted[0];
    bytes
        .iter()
        .enumerate()
        .any(|(at, byte)| *byte == first && bytes[at..].starts_with(wanted))
}
