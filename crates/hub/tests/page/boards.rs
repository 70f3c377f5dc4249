//! Boards say what the desks' lists say.

use hub::page::api::{OpenState, Overview, PageRole, RoomState, ShelterView, UtilityCondition};
use hub::store::Revocations;
use shelter::plain::{NeedKind, Presence, ShelterId, Text, UtilityState};

use crate::desk::Desk;
use crate::world::{HOUR, REALM, World};

#[tokio::test]
pub async fn all_shelters_are_on_one_screen() {
    let world = World::new().await;
    let (mut school, mut hall) = (Desk::new(1, 1), Desk::new(2, 2));
    school.open("見本小学校", 4);
    school.power(UtilityState::Out);
    let mother = school.register_in("見本花子", "ミホンハナコ", "1980-04-02", Some(1));
    school.register_in("見本太郎", "ミホンタロウ", "2015-05-05", Some(1));
    let out = school.register("見本次郎", "ミホンジロウ", "1950-01-01");
    school.moves(out, Presence::Out);
    let left = school.register("見本三郎", "ミホンサブロウ", "1951-01-01");
    school.moves(
        left,
        Presence::Left {
            to: Text::from("みほん県"),
            phone: Text::default(),
        },
    );
    school.needs(mother, NeedKind::MedicalDevice, "oxygen");
    school.needs(mother, NeedKind::Allergy, "egg");
    hall.open("見本公民館", 100);
    hall.register("見本四郎", "ミホンシロウ", "1960-06-06");
    world.take(&mut school).await;
    world.take(&mut hall).await;

    let browser = world.browser("hq", &[PageRole::Viewer]).await;
    let overview: Overview = browser.get("overview").await;
    assert_eq!(overview.shelters.len(), 2);
    let line = overview
        .shelters
        .iter()
        .find(|line| line.name == "見本小学校")
        .unwrap();
    assert_eq!(line.state, OpenState::Open);
    assert_eq!(
        (line.people.inside, line.people.out, line.people.left),
        (2, 1, 1)
    );
    assert_eq!(line.people.households, 2);
    assert_eq!(line.capacity, Some(4));
    assert_eq!(line.room, RoomState::Free);
    assert_eq!(line.utilities[0].state, UtilityCondition::Out);
    assert_eq!(line.need_power, 1);
    assert_eq!(line.needs["allergy"], 1);
    assert_eq!((line.meals.needed, line.meals.allergy), (3, 1));
    assert_eq!(line.arrivals.values().sum::<u32>(), 4);
    assert!(
        line.arrivals.contains_key("2026-11-21T10"),
        "{:?}",
        line.arrivals
    );
    assert_eq!(line.desks.len(), 1);
    assert_eq!(overview.totals.people.inside, 3);
    assert_eq!((overview.totals.open, overview.totals.silent), (2, 0));

    world.pass(2 * HOUR);
    // The session was idle for longer than it may.
    let browser = world.browser("hq2", &[PageRole::Viewer]).await;
    let later: Overview = browser.get("overview").await;
    assert_eq!(later.totals.silent, 2);
    assert_eq!(later.change, overview.change);
    let view: ShelterView = browser
        .get(&format!("shelters/{}", ShelterId([1; 16])))
        .await;
    assert_eq!(view.place, "みほん県見本市中央一丁目1-1");
    assert_eq!(view.line.people, line.people);
}

/// The same facts of two PCs of one shelter and one of another, in two orders of arrival.
#[tokio::test]
pub async fn whatever_comes_first_the_board_is_the_same() {
    let (mut first, mut second, mut hall) = (Desk::new(1, 1), Desk::new(1, 2), Desk::new(2, 3));
    first.open("見本小学校", 10);
    let person = first.register("見本花子", "ミホンハナコ", "1980-04-02");
    // The second PC and the hall know of her by what the first one handed over.
    let mut batch = first
        .ledger
        .events_after(&ledger::Have::new(), 100)
        .unwrap();
    batch.more = false;
    second.ledger.import(batch.clone(), 0).unwrap();
    hall.ledger.import(batch, 0).unwrap();
    hall.at(crate::world::MORNING + HOUR);
    hall.open("見本公民館", 10);
    second.moves(person, Presence::Out);
    hall.moves(person, Presence::In);
    first.needs(person, NeedKind::Infant, "baby");

    let mut boards = Vec::new();
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        let world = World::new().await;
        let batches = [&first, &second, &hall].map(|desk| {
            let own = desk.ledger.device();
            let mut batch = desk.ledger.events_after(&ledger::Have::new(), 100).unwrap();
            batch
                .events
                .retain(|event| event.header().unwrap().device == own);
            (desk.card(), batch)
        });
        for (card, _) in &batches {
            world.join(card.clone()).await;
        }
        for at in order {
            let (card, batch) = &batches[at];
            let offer = hub::store::Opened {
                by: card.device(),
                cards: batch.cards.clone(),
                events: batch.events.clone(),
                keys: batch.keys.clone(),
                erased: Vec::new(),
            };
            world.store().take(REALM, offer, world.now()).await.unwrap();
            world.page.bring_all_up().await.unwrap();
        }
        let overview = world.page.overview(REALM).await.unwrap();
        boards.push((overview.totals, overview.shelters));
    }
    assert_eq!(boards[0].0.people.inside, 1, "she is at the hall");
    assert!(boards.iter().all(|board| *board == boards[0]));
}

#[tokio::test]
pub async fn what_is_derived_can_be_dropped_and_comes_back() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    school.register("見本花子", "ミホンハナコ", "1980-04-02");
    world.take(&mut school).await;
    let before = world.page.overview(REALM).await.unwrap();
    let hub::store::Store::Sqlite(db) = world.store() else {
        unreachable!()
    };
    db.with(|db| db.execute("UPDATE page_realm SET version = 0", []).unwrap())
        .await
        .unwrap();
    world.page.bring_all_up().await.unwrap();
    let after = world.page.overview(REALM).await.unwrap();
    assert!(after.change > before.change);
    assert_eq!(after.shelters, before.shelters);
}

#[tokio::test]
pub async fn nothing_of_a_person_is_readable_in_the_database() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    let person = school.register("見本花子", "ミホンハナコ", "1980-04-02");
    school.tells(person, shelter::plain::Item::Phone, "09012345678");
    world.take(&mut school).await;
    let hub::store::Store::Sqlite(db) = world.store() else {
        unreachable!()
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_owned();
    let plain = db
        .with(move |db| {
            // In the open, as a dump of the tables would be.
            db.execute(
                "VACUUM INTO ?1",
                [path.to_str().unwrap().to_owned() + ".dump"],
            )
            .unwrap();
            std::fs::read(path.to_str().unwrap().to_owned() + ".dump").unwrap()
        })
        .await
        .unwrap();
    assert!(
        plain.windows(10).any(|bytes| bytes == b"page_state"),
        "the tables are in the dump"
    );
    for said in [
        "花子",
        "ハナコ",
        "1980-04-02",
        "09012345678",
        "5678",
        "見本小学校",
    ] {
        let found = plain
            .windows(said.len())
            .any(|bytes| bytes == said.as_bytes());
        assert!(!found, "{said}");
    }
}

#[tokio::test]
async fn a_browser_is_told_that_something_changed() {
    use tokio_stream::StreamExt;
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    world.take(&mut school).await;
    let browser = world.browser("hq", &[PageRole::Viewer]).await;
    let path = crate::browser::Browser::of_realm("live");
    let request = browser.request(axum::http::Method::GET, &path, None);
    let response = browser.send(request).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut frames = response.into_body().into_data_stream();
    let first = frames.next().await.unwrap().unwrap();
    let change = world.page.change_of(REALM).await.unwrap();
    let told = String::from_utf8(first.to_vec()).unwrap();
    assert!(
        told.contains(&format!("data: {{\"change\":{change}}}")),
        "{told}"
    );
    school.register("見本花子", "ミホンハナコ", "1980-04-02");
    world.take(&mut school).await;
    let second = frames.next().await.unwrap().unwrap();
    let told = String::from_utf8(second.to_vec()).unwrap();
    assert!(
        told.contains("\"change\":") && !told.contains("花子"),
        "{told}"
    );
    assert!(world.page.change_of(REALM).await.unwrap() > change);
}

#[tokio::test]
pub async fn two_processes_follow_one_realm_and_count_once() {
    let world = World::new().await;
    let other = world.another_process();
    let mut desks: Vec<Desk> = (1..=6).map(|at| Desk::new(at, at.into())).collect();
    for round in 0..3 {
        for (at, desk) in desks.iter_mut().enumerate() {
            if round == 0 {
                desk.open(&format!("見本{at}"), 10);
            }
            desk.register("見本花子", "ミホンハナコ", "");
            world.offer(desk).await;
        }
        let (one, two) = tokio::join!(world.page.bring_all_up(), other.bring_all_up());
        one.unwrap();
        two.unwrap();
        // A process that stopped loses its turn after a while.
        world.pass(60_000);
        other.bring_all_up().await.unwrap();
        let overview = other.overview(REALM).await.unwrap();
        assert_eq!(overview.totals.people.inside, 6 * (round + 1));
        world.pass(60_000);
    }
}

#[tokio::test]
pub async fn what_a_device_wrote_after_it_was_lost_counts_no_more() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    for number in 1..=3 {
        school.register(&format!("見本{number}"), "ミホン", "1980-04-02");
    }
    world.take(&mut school).await;
    assert_eq!(world.inside().await, 3);
    let device = school.ledger.device();
    // Told by another hub, and then by one that knows better; a higher number brings nothing back.
    for (from, inside) in [(4, 2), (3, 1), (4, 1)] {
        let told = Revocations {
            revoked: vec![(device, from)],
            lowers: false,
            now_ms: world.now(),
        };
        world.store().revoke_from(REALM, told).await.unwrap();
        world.page.bring_all_up().await.unwrap();
        assert_eq!(world.inside().await, inside);
    }
}
