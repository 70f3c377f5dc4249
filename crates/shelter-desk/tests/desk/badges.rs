//! Who may work at a desk.

use std::path::Path;
use std::time::Duration;

use shelter::plain::{Actor, Item, Presence};
use shelter::role::Role;
use shelter_desk::{Arrival, DeskError, Export, Working};
use vault::{Badge, Label};

use crate::common::{item, list, open, pc, prepared, refused, register};

const MINUTE: Duration = Duration::from_mins(1);

/// Issues a badge and tells its pseudonym.
fn badge(list: &mut Working, role: Role, label: &str) -> (Badge, Actor) {
    let badge = list.issue_badge(role, label).unwrap();
    let shelter = list.registry().shelter().unwrap();
    let issued = shelter.badges().find(|one| one.name.as_str() == label);
    (badge, issued.unwrap().actor)
}

#[test]
fn a_volunteers_badge_logs_in_and_a_revoked_one_does_not() {
    let pc = pc();
    let prepared = prepared();
    let mut desk = open(&prepared, pc.path());
    let list = list(&mut desk);
    let (badge, actor) = badge(list, Role::Volunteer, "見本ボランティア");
    let nobodys = Badge::parse(&Badge::generate(&mut rand_core::OsRng).to_qr()).unwrap();
    list.lock();
    assert_eq!(
        refused(list.scan(&nobodys.to_qr())),
        "shelter-unknown-badge"
    );
    assert!(list.operator().is_none());
    list.scan(&badge.to_qr()).unwrap();
    let operator = list.operator().unwrap().clone();
    assert_eq!(operator.role, Role::Volunteer);
    assert_eq!(operator.label, "見本ボランティア");
    assert_eq!(operator.actor, actor);
    let person = register(list, "見本　一郎");
    assert_eq!(item(list, person, Item::Name), "見本　一郎");
    assert_eq!(refused(list.revoke_badge(actor)), "shelter-not-allowed");

    desk.code(&prepared.city.to_print(), crate::common::today())
        .unwrap();
    let list = crate::common::list(&mut desk);
    assert_eq!(list.operator().unwrap().role, Role::Keeper);
    list.revoke_badge(actor).unwrap();
    list.lock();
    assert_eq!(refused(list.scan(&badge.to_qr())), "shelter-unknown-badge");
    assert!(list.operator().is_none());
}

#[test]
fn a_badge_works_after_a_restart_and_at_the_neighbours_once_they_took_the_list_in() {
    let prepared = prepared();
    let (one, two, stick) = (pc(), pc(), pc());
    let mut desk = open(&prepared, one.path());
    let (badge, _) = badge(list(&mut desk), Role::Volunteer, "見本ボランティア");
    let bundle = list(&mut desk).write_bundle(stick.path()).unwrap();
    drop(desk);
    let mut desk = crate::common::again(one.path(), &prepared.city.to_print());
    list(&mut desk).scan(&badge.to_qr()).unwrap();
    assert_eq!(list(&mut desk).operator().unwrap().role, Role::Volunteer);
    drop(desk);

    let mut desk = open(&prepared, two.path());
    let list = list(&mut desk);
    assert_eq!(refused(list.scan(&badge.to_qr())), "shelter-unknown-badge");
    list.take_bundle(&bundle).unwrap();
    list.scan(&badge.to_qr()).unwrap();
    assert_eq!(list.operator().unwrap().role, Role::Volunteer);
}

#[test]
fn a_desk_that_nobody_touches_locks_itself_and_forgets_who_was_being_typed_in() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.touch(5 * MINUTE);
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　一郎").unwrap();
    assert!(!desk.tick(Duration::from_secs(15 * 60 - 1)));
    let list = crate::common::list(&mut desk);
    assert!(list.operator().is_some() && matches!(list.arrival(), Arrival::People(_)));
    list.touch(14 * MINUTE);
    assert!(!desk.tick(15 * MINUTE), "somebody is there");
    assert!(desk.tick(24 * MINUTE));
    assert!(!desk.tick(25 * MINUTE), "it is locked already");
    let list = crate::common::list(&mut desk);
    assert!(list.operator().is_none());
    assert!(matches!(list.arrival(), Arrival::Waiting));
    assert_eq!(list.registry().list().len(), 0);
}

/// An act, and what it is called.
type Act<'a> = (
    &'a str,
    Box<dyn Fn(&mut Working) -> Result<(), DeskError> + 'a>,
);

/// What only a keeper may do.
fn keepers_acts(folder: &Path) -> Vec<Act<'_>> {
    let mut acts: Vec<Act<'_>> = vec![
        (
            "issue a badge",
            Box::new(|list| list.issue_badge(Role::Keeper, "見本").map(drop)),
        ),
        ("back up", Box::new(|list| list.back_up(folder).map(drop))),
        (
            "write a bundle",
            Box::new(|list| list.write_bundle(folder).map(drop)),
        ),
        (
            "take a bundle in",
            Box::new(|list| list.take_bundle(&folder.join("none")).map(drop)),
        ),
        ("close", Box::new(Working::close)),
        ("reopen", Box::new(Working::reopen)),
        ("wall list", Box::new(|list| list.wall().map(drop))),
        ("report", Box::new(|list| list.send_report().map(drop))),
        ("taps", Box::new(|list| list.set_taps(false))),
        ("may destroy", Box::new(|list| list.may_destroy())),
        (
            "receipt",
            Box::new(|list| {
                let words = list.check_words()?;
                list.receipt(&words)
            }),
        ),
    ];
    for what in [
        Export::List,
        Export::Ledger,
        Export::Pfif,
        Export::LAlert,
        Export::Reports,
    ] {
        acts.push(("export", Box::new(move |list| list.export(what).map(drop))));
    }
    acts
}

#[test]
fn a_locked_desk_does_nothing() {
    let (pc, folder) = (pc(), pc());
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let person = register(list, "見本　一郎");
    let other = register(list, "見本　花子");
    list.lock();
    let events = list.registry().events();
    let label = Label::generate(&mut rand_core::OsRng).to_qr();
    let mut acts = keepers_acts(folder.path());
    let everybodys: Vec<Act<'_>> = vec![
        ("by hand", Box::new(Working::by_hand)),
        ("card", Box::new(|list| list.ask_card(None))),
        ("label", Box::new(|list| list.scan(&label).map(drop))),
        ("register", Box::new(Working::register)),
        (
            "out",
            Box::new(move |list| list.go(&[person], &Presence::Out)),
        ),
        ("seen", Box::new(move |list| list.saw(&[person]))),
        ("look up", Box::new(move |list| list.open_person(person))),
        ("found", Box::new(move |list| list.take_found(person))),
        ("bind", Box::new(move |list| list.bind_next(person))),
        ("revoke", Box::new(move |list| list.revoke_labels(person))),
        (
            "tell",
            Box::new(move |list| list.tell(person, Item::Phone, "03-0000-0000")),
        ),
        (
            "needs",
            Box::new(move |list| list.set_needs(person, vec![])),
        ),
        (
            "protect",
            Box::new(move |list| list.set_protected(person, true)),
        ),
        ("link", Box::new(move |list| list.link(person, other, true))),
        (
            "household",
            Box::new(move |list| list.set_household(person, Some(other), false)),
        ),
        (
            "cards",
            Box::new(move |list| list.cards(&[person]).map(drop)),
        ),
        (
            "labels",
            Box::new(move |list| list.labels(&[person]).map(drop)),
        ),
        (
            "offer",
            Box::new(|list| list.choose_offer(Some("water".to_owned()))),
        ),
        ("serve", Box::new(move |list| list.serve(&[person]))),
        ("count", Box::new(|list| list.head_count("2", ""))),
        ("stock", Box::new(|list| list.stock("water", 3, "本"))),
    ];
    acts.extend(everybodys);
    for (what, act) in acts {
        assert_eq!(refused(act(list)), "shelter-locked", "{what}");
    }
    assert_eq!(list.registry().events(), events, "nothing was written");
    assert!(matches!(list.arrival(), Arrival::Waiting));
    assert!(list.person().is_none() && list.offer().is_none());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(list.taps() && !list.folder().exports().exists());
    assert_eq!(refused(desk.destroy()), "shelter-locked");
    assert!(desk.working().is_some());
}

#[test]
fn a_volunteer_cannot_manage_and_a_viewer_takes_nobody_in() {
    let (pc, folder) = (pc(), pc());
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let (volunteer, actor) = badge(list, Role::Volunteer, "見本ボランティア");
    let (viewer, _) = badge(list, Role::Viewer, "見本見学");
    let person = register(list, "見本　一郎");
    let other = register(list, "見本　花子");
    list.scan(&volunteer.to_qr()).unwrap();
    let events = list.registry().events();
    let mut acts = keepers_acts(folder.path());
    let more: Vec<Act<'_>> = vec![
        (
            "revoke a badge",
            Box::new(move |list| list.revoke_badge(actor)),
        ),
        (
            "protect",
            Box::new(move |list| list.set_protected(person, true)),
        ),
        ("link", Box::new(move |list| list.link(person, other, true))),
    ];
    acts.extend(more);
    for (what, act) in acts {
        assert_eq!(refused(act(list)), "shelter-not-allowed", "{what}");
    }
    assert_eq!(list.registry().events(), events, "nothing was written");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(refused(desk.destroy()), "shelter-not-allowed");
    let list = crate::common::list(&mut desk);
    list.go(&[person], &Presence::Out).unwrap();
    list.cards(&[person]).unwrap();

    list.scan(&viewer.to_qr()).unwrap();
    let events = list.registry().events();
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, "見本　次郎").unwrap();
    list.set_member(0, Item::Age, "8").unwrap();
    list.set_help(0, false).unwrap();
    let acts: Vec<Act<'_>> = vec![
        ("register", Box::new(Working::register)),
        (
            "in",
            Box::new(move |list| list.go(&[person], &Presence::In)),
        ),
        ("look up", Box::new(move |list| list.open_person(person))),
        (
            "cards",
            Box::new(move |list| list.cards(&[person]).map(drop)),
        ),
        (
            "labels",
            Box::new(move |list| list.labels(&[person]).map(drop)),
        ),
    ];
    for (what, act) in acts {
        assert_eq!(refused(act(list)), "shelter-not-allowed", "{what}");
    }
    assert_eq!(list.registry().events(), events, "nothing was written");
}
