//! What holds whatever is done, in whatever order PCs meet.

#![allow(clippy::unwrap_used, reason = "a step that fails, fails the test")]

mod world;

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, strategy::ValueTree};
use shelter::{
    desk::{Desk, Helping, HouseholdChoice, NewFact, Refusal, Step},
    fact::{Fact, LinkReason, SeenBy},
    list::{List, Tapped, shown},
    plain::{
        Answer, Consent, HouseholdId, Item, Need, NeedKind, Number, Origin, PersonId, Presence,
        PresenceKind,
    },
    role::Role,
    state::Person,
};
use world::{Event, HOUR, Pc, bytes, fold, household_id, items, newcomer, shelter_id, token};

/// One thing that somebody does at one of three PCs.
#[derive(Debug, Clone)]
struct Deed {
    pc: usize,
    what: u8,
    who: u8,
    other: u8,
    clock: i64,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..3_usize, 0..16_u8, 0..24_u8, 0..24_u8, -30..60_i64).prop_map(
        |(pc, what, who, other, clock)| Deed {
            pc,
            what,
            who,
            other,
            clock,
        },
    );
    prop::collection::vec(deed, 1..70)
}

/// PCs 0 and 1 stand in shelter 1, PC 2 in shelter 2.
fn three() -> [Pc; 3] {
    let mut one = Pc::open(1, 1);
    let mut two = Pc::blank(2, 1);
    one.meet(&mut two);
    [one, two, Pc::open(3, 2)]
}

/// Some record of the list, if there is one.
fn pick(list: &List, n: u8) -> Option<PersonId> {
    let ids: Vec<PersonId> = list.persons().map(|(id, _)| id).collect();
    // Few, so that several PCs write about the same ones.
    (!ids.is_empty()).then(|| ids[usize::from(n) % ids.len().min(6)])
}

fn presence(n: u8) -> Presence {
    match n % 7 {
        0 => Presence::In,
        1 => Presence::Out,
        2 => Presence::Car {
            place: "校庭".into(),
        },
        3 => Presence::MovedTo {
            place: "見本中学校".into(),
            shelter: Some(shelter_id(2)),
        },
        4 => Presence::Left {
            to: "自宅".into(),
            phone: "".into(),
        },
        5 => Presence::Unknown,
        _ => Presence::Overnight {
            until: None,
            place: "".into(),
        },
    }
}

fn command(desk: &Desk<'_>, pc: &Pc, deed: &Deed, id: PersonId) -> Result<Vec<NewFact>, Refusal> {
    let who = pick(&pc.list, deed.who);
    let other = pick(&pc.list, deed.other);
    let (Some(who), Some(other)) = (who, other) else {
        return register(desk, pc, deed, id);
    };
    let to = presence(deed.other);
    match deed.what {
        0 | 1 => register(desk, pc, deed, id),
        2..=4 => desk.go(&[Step { person: who, to }]),
        5 => {
            let texts = items([(Item::Phone, "090-0000-0000"), (Item::Name, "見本 改")]);
            let origin = if deed.other.is_multiple_of(2) {
                Origin::CardPin
            } else {
                Origin::Typed
            };
            desk.tell(who, origin, &texts).map(|fact| vec![fact])
        }
        6 => {
            let need = Need::new(NeedKind::Diet, "soft").into_iter().collect();
            desk.care(who, need, vec![]).map(|fact| vec![fact])
        }
        7 => desk
            .protect(who, deed.other.is_multiple_of(2))
            .map(|fact| vec![fact]),
        8 => desk
            .link(who, other, LinkReason::Confirmed)
            .map(|fact| vec![fact]),
        9 => desk.unlink(who, other),
        10 => desk.bind(who, token(deed.other)).map(|fact| vec![fact]),
        11 => desk.tap(token(deed.other), to),
        12 => {
            let helping = Helping {
                good: "meal".to_owned(),
                number: 1,
                sitting: Some("夕".to_owned()),
            };
            desk.serve(&[who, other], &helping)
                .map(|serving| serving.facts)
        }
        13 => {
            let household = (!deed.other.is_multiple_of(3)).then(|| household_id(deed.other % 3));
            desk.join_household(who, household, None)
                .map(|fact| vec![fact])
        }
        14 => {
            let consent = Consent {
                relatives: Answer::Yes,
                ..Consent::default()
            };
            desk.consent(who, consent, "".into()).map(|fact| vec![fact])
        }
        _ => desk.saw(&[who, other], SeenBy::Round),
    }
}

fn register(desk: &Desk<'_>, pc: &Pc, deed: &Deed, id: PersonId) -> Result<Vec<NewFact>, Refusal> {
    let mut one = newcomer(0, "見本 一郎", "50");
    one.id = id;
    one.token = deed.other.is_multiple_of(3).then(|| token(deed.other));
    desk.register(&[one], HouseholdChoice::NotAsked, pc.letters)
}

/// Does everything; the PCs meet now and then.
fn play(deeds: &[Deed]) -> [Pc; 3] {
    let mut pcs = three();
    for (n, deed) in deeds.iter().enumerate() {
        if deed.who % 8 == deed.other % 8 {
            let (a, b) = (deed.pc, (deed.pc + 1) % 3);
            let mut other = pcs[b].clone();
            pcs[a].meet(&mut other);
            pcs[b] = other;
            continue;
        }
        let pc = &mut pcs[deed.pc];
        // Clocks jump back as well.
        pc.later(deed.clock * HOUR);
        let mut id = [deed.pc.to_be_bytes()[7]; 16];
        id[1] = n.to_be_bytes()[7];
        // What is refused is no deed.
        if let Ok(facts) = command(&pc.desk(), pc, deed, PersonId(id)) {
            pc.write(facts);
        }
    }
    pcs
}

/// Everything that PCs hold, met in the given order.
fn met(pcs: &[Pc; 3], order: [usize; 3]) -> Pc {
    let mut first = pcs[order[0]].clone();
    for next in &order[1..] {
        first.meet(&mut pcs[*next].clone());
    }
    first
}

fn registered(pc: &Pc) -> BTreeSet<PersonId> {
    pc.events
        .values()
        .filter(|event| event.kind == "person.registered")
        .filter_map(|event| event.subject)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whoever_meets_whom_first_all_hold_the_same_list(deeds in deeds()) {
        let pcs = play(&deeds);
        let first = met(&pcs, [0, 1, 2]);
        for order in [[2, 1, 0], [1, 0, 2], [2, 0, 1]] {
            prop_assert_eq!(bytes(&first.list), bytes(&met(&pcs, order).list));
        }
    }

    #[test]
    fn a_list_kept_fact_by_fact_is_the_list_folded_anew(deeds in deeds()) {
        let all = met(&play(&deeds), [0, 1, 2]);
        let mut persons: BTreeMap<PersonId, Person> = BTreeMap::new();
        let mut list = List::default();
        for event in all.events.values() {
            let Event { subject: Some(id), written, .. } = event else {
                continue;
            };
            let fact = Fact::decode(&event.kind, event.version, &event.bytes).unwrap();
            let person = persons.entry(*id).or_default();
            person.apply(&fact, written);
            // As the ledger keeps it: through its bytes.
            let mut kept = Vec::new();
            ciborium::into_writer(&*person, &mut kept).unwrap();
            let read: Person = ciborium::from_reader(&kept[..]).unwrap();
            prop_assert!(read == *person);
            list.put(*id, read);
        }
        for (id, shelter) in all.list.shelters() {
            list.put_shelter(id, shelter.clone());
        }
        prop_assert_eq!(bytes(&list), bytes(&all.list));
        // The indices too.
        for n in 0..24 {
            prop_assert_eq!(list.tap(token(n)), all.list.tap(token(n)));
            let household = |list: &List| list.household(HouseholdId([n; 16])).collect::<Vec<_>>();
            prop_assert_eq!(household(&list), household(&all.list));
        }
        for (id, person) in all.list.persons() {
            prop_assert_eq!(list.linked(id), all.list.linked(id));
            for registration in person.registrations() {
                let number: Number = registration.number;
                prop_assert_eq!(list.numbered(number).count(), 1);
            }
        }
    }

    #[test]
    fn no_command_loses_a_person_and_links_count_one_human_once(deeds in deeds()) {
        let all = met(&play(&deeds), [0, 1, 2]);
        let list = &all.list;
        let humans = list.humans();
        let in_humans: Vec<PersonId> = humans.iter().flat_map(|one| one.records.clone()).collect();
        let unique: BTreeSet<PersonId> = in_humans.iter().copied().collect();
        prop_assert_eq!(in_humans.len(), unique.len());
        prop_assert_eq!(&unique, &registered(&all));
        // Each human stays at one shelter at most, and is in the list of one at least.
        let shelters = [shelter_id(1), shelter_id(2)];
        let mut staying = 0;
        for human in &humans {
            let kinds: Vec<PresenceKind> = shelters
                .iter()
                .filter_map(|shelter| list.presence_kind(human.present, *shelter))
                .collect();
            prop_assert!(!kinds.is_empty());
            let stays = kinds.iter().filter(|kind| kind.stays_here()).count();
            prop_assert!(stays <= 1);
            staying += u32::try_from(stays).unwrap();
            for record in &human.records {
                for (other, _) in list.person(*record).unwrap().links() {
                    prop_assert!(human.records.contains(&other));
                }
            }
        }
        let counted: u32 = shelters.iter().map(|one| list.counts(*one).staying()).sum();
        prop_assert_eq!(counted, staying);
    }

    #[test]
    fn a_value_goes_only_when_somebody_who_saw_it_says_otherwise(deeds in deeds()) {
        let all = met(&play(&deeds), [0, 1, 2]);
        // Of every phone that was said, the fact stands, or a later one of the same PC or one
        // that names it.
        for (place, event) in &all.events {
            let Some(id) = event.subject else { continue };
            let says = |event: &Event| event.subject == Some(id) && says_phone(event);
            if !says(event) {
                continue;
            }
            let said = all.list.person(id).unwrap().versions(Item::Phone).unwrap();
            let stands = said.marks().any(|mark| mark == event.written.mark);
            let replaced = all.events.range(place..).skip(1).any(|(_, later)| {
                says(later)
                    && (later.written.device == event.written.device
                        || later.written.basis.contains(&event.written.mark))
            });
            prop_assert_eq!(stands, !replaced);
        }
    }

    #[test]
    fn a_volunteer_learns_nothing_of_protection(deeds in deeds()) {
        let all = met(&play(&deeds), [0, 1, 2]);
        let unprotected = fold(all.events.values().filter(|event| event.kind != "person.protected"));
        for shelter in [shelter_id(1), shelter_id(2)] {
            for role in [Role::Volunteer, Role::Viewer] {
                for (id, _) in all.list.persons() {
                    let seen = shown(&all.list, id, shelter, role);
                    prop_assert!(seen.is_some());
                    prop_assert!(seen == shown(&unprotected, id, shelter, role));
                }
            }
            prop_assert_eq!(all.list.counts(shelter), unprotected.counts(shelter));
        }
        let problems = all.list.contradictions(Role::Volunteer);
        prop_assert_eq!(problems, unprotected.contradictions(Role::Volunteer));
    }

    #[test]
    fn a_token_is_of_one_human_or_asks(deeds in deeds()) {
        let all = met(&play(&deeds), [0, 1, 2]);
        for n in 0..24 {
            let bound: Vec<PersonId> = all.list.bound(token(n)).collect();
            match all.list.tap(token(n)) {
                Tapped::Known(id) => {
                    let group = all.list.linked(id);
                    prop_assert!(bound.iter().all(|one| group.contains(one)));
                }
                Tapped::Several(records) => prop_assert_eq!(records, bound),
                Tapped::Nobody => prop_assert!(bound.is_empty()),
                Tapped::Revoked => prop_assert!(false),
            }
        }
    }
}

fn says_phone(event: &Event) -> bool {
    let fact = Fact::decode(&event.kind, event.version, &event.bytes).unwrap();
    matches!(fact, Fact::Told(told) if told.items.contains_key(&Item::Phone))
}

#[test]
fn the_deeds_of_the_properties_reach_conflicts_links_and_two_places() {
    // Guards against properties that hold because nothing happens.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut contradictions, mut groups, mut several) = (0, 0, 0);
    for _ in 0..60 {
        let deeds = deeds().new_tree(&mut runner).unwrap().current();
        let all = met(&play(&deeds), [0, 1, 2]);
        assert_eq!(bytes(&all.list), bytes(&fold(all.events.values())));
        contradictions += all.list.contradictions(Role::Keeper).len();
        groups += all.list.link_groups().len();
        several += (0..24)
            .filter(|n| matches!(all.list.tap(token(*n)), Tapped::Several(_)))
            .count();
    }
    assert!(contradictions > 20, "{contradictions}");
    assert!(groups > 20, "{groups}");
    assert!(several > 3, "{several}");
}
