//! Doubles across shelters are shown to a keeper, and what is settled reaches the desks.

use hub::page::api::{ConflictKind, Conflicts, PageRole};
use serde_json::json;
use shelter::plain::{Item, PersonId};

use crate::desk::Desk;
use crate::world::{HOUR, MORNING, REALM, World};

/// What the hub's log of the desk's stream holds, into the desk's ledger.
async fn bring_down(world: &World, desk: &mut Desk) {
    let batch = world.log(desk.stream).await;
    let imported = desk.ledger.import(batch, world.now()).unwrap();
    assert!(imported.refused.is_empty());
}

/// Two shelters that each took in the same human, an hour apart.
async fn two_shelters() -> (World, Desk, Desk, [PersonId; 2]) {
    let world = World::new().await;
    let (mut school, mut hall) = (Desk::new(1, 1), Desk::new(2, 2));
    school.open("見本小学校", 10);
    let here = school.register("見本 花子", "ミホン ハナコ", "1980-04-02");
    hall.at(MORNING + HOUR);
    hall.open("見本公民館", 10);
    let there = hall.register("見本花子", "ミホンハナコ", "1980-04-02");
    (world, school, hall, [here, there])
}

#[tokio::test]
pub async fn what_a_keeper_settles_counts_once_and_reaches_the_shelter() {
    let (world, mut school, mut hall, [here, there]) = two_shelters().await;
    hall.register("見本花代", "ミホンハナヨ", "1980-04-02");
    world.take(&mut school).await;
    world.take(&mut hall).await;
    assert_eq!(world.inside().await, 3);
    let keeper = world.browser("keeper", &[PageRole::Keeper]).await;
    let conflicts: Conflicts = keeper.get("conflicts").await;
    let doubles: Vec<_> = conflicts
        .conflicts
        .iter()
        .filter(|one| one.kind == ConflictKind::Double)
        .collect();
    assert_eq!(doubles.len(), 1);
    let mut ids: Vec<&str> = doubles[0]
        .people
        .iter()
        .map(|line| line.id.as_str())
        .collect();
    ids.sort_unstable();
    let mut expected = [here.to_string(), there.to_string()];
    expected.sort();
    assert_eq!(ids, expected);

    let same = json!({ "one": here, "other": there, "same": true, "reason": "電話で本人に確認" });
    keeper.done("conflicts", &same).await;
    world.page.bring_all_up().await.unwrap();
    let overview = world.page.overview(REALM).await.unwrap();
    assert_eq!(
        overview.totals.people.inside, 2,
        "she is at the hall, where she came later"
    );
    let conflicts: Conflicts = keeper.get("conflicts").await;
    assert!(
        conflicts
            .conflicts
            .iter()
            .all(|one| one.kind != ConflictKind::Double)
    );

    bring_down(&world, &mut school).await;
    let person = school.person(here).unwrap();
    assert_eq!(
        person.links().map(|(other, _)| other).collect::<Vec<_>>(),
        [there]
    );

    let apart = json!({ "one": here, "other": there, "same": false, "reason": "別人と分かった" });
    keeper.done("conflicts", &apart).await;
    world.page.bring_all_up().await.unwrap();
    assert_eq!(world.inside().await, 3);
    let conflicts: Conflicts = keeper.get("conflicts").await;
    let doubles = conflicts
        .conflicts
        .iter()
        .filter(|one| one.kind == ConflictKind::Double);
    assert_eq!(doubles.count(), 0, "told apart is told for good");
}

#[tokio::test]
pub async fn values_that_stand_side_by_side_are_shown() {
    let world = World::new().await;
    let (mut first, mut second) = (Desk::new(1, 1), Desk::new(1, 2));
    first.open("見本小学校", 10);
    let person = first.register("見本花子", "ミホンハナコ", "1980-04-02");
    second
        .ledger
        .import(
            first
                .ledger
                .events_after(&ledger::Have::new(), 100)
                .unwrap(),
            0,
        )
        .unwrap();
    first.tells(person, Item::District, "見本町一");
    second.tells(person, Item::District, "見本町二");
    world.take(&mut first).await;
    world.take(&mut second).await;
    let keeper = world.browser("keeper", &[PageRole::Keeper]).await;
    let conflicts: Conflicts = keeper.get("conflicts").await;
    assert_eq!(conflicts.conflicts.len(), 1);
    assert_eq!(conflicts.conflicts[0].kind, ConflictKind::Values);
    assert_eq!(conflicts.conflicts[0].about, ["district"]);
    assert_eq!(
        world.page.overview(REALM).await.unwrap().totals.conflicts,
        1
    );

    // A keeper chooses one of them, and the shelter has it.
    let versions = &conflicts.conflicts[0].versions;
    assert_eq!(versions.len(), 2);
    let right = versions.iter().find(|one| one.value == "見本町一").unwrap();
    let choice = json!({ "about": "district", "mark": right.mark, "reason": "本人に電話で確認" });
    keeper.done(&format!("conflicts/{person}"), &choice).await;
    world.page.bring_all_up().await.unwrap();
    let conflicts: Conflicts = keeper.get("conflicts").await;
    assert_eq!(conflicts.conflicts.len(), 0);
    bring_down(&world, &mut second).await;
    let kept = second.person(person).unwrap();
    assert_eq!(kept.item(Item::District), Some("見本町一"));
    assert!(kept.contradictions().is_empty());
    let again = keeper
        .raw(
            axum::http::Method::POST,
            &crate::browser::Browser::of_realm(&format!("conflicts/{person}")),
            Some(&choice),
        )
        .await;
    assert_eq!(again.0, axum::http::StatusCode::CONFLICT);
}

#[tokio::test]
pub async fn whoever_two_shelters_say_they_have_is_where_a_keeper_says() {
    let (world, mut school, mut hall, [here, there]) = two_shelters().await;
    world.take(&mut school).await;
    world.take(&mut hall).await;
    // Whoever settles it does so after both have come.
    world.pass(2 * HOUR);
    let keeper = world.browser("keeper", &[PageRole::Keeper]).await;
    let same = json!({ "one": here, "other": there, "same": true, "reason": "電話で本人に確認" });
    keeper.done("conflicts", &same).await;
    world.page.bring_all_up().await.unwrap();
    let conflicts: Conflicts = keeper.get("conflicts").await;
    assert_eq!(conflicts.conflicts.len(), 1);
    let both = &conflicts.conflicts[0];
    assert_eq!((both.kind, both.people.len()), (ConflictKind::TwoPlaces, 2));
    let at_school = both
        .versions
        .iter()
        .find(|one| one.shelter_name == "見本小学校")
        .unwrap();
    assert_eq!(
        (at_school.about.as_str(), at_school.value.as_str()),
        ("presence", "in")
    );
    let choice =
        json!({ "about": "presence", "mark": at_school.mark, "reason": "学校に電話で確認" });
    keeper.done(&format!("conflicts/{there}"), &choice).await;
    world.page.bring_all_up().await.unwrap();
    let conflicts: Conflicts = keeper.get("conflicts").await;
    assert_eq!(conflicts.conflicts.len(), 0);
    let overview = world.page.overview(REALM).await.unwrap();
    let inside = |name: &str| {
        let line = overview.shelters.iter().find(|line| line.name == name);
        line.unwrap().people.inside
    };
    assert_eq!((inside("見本小学校"), inside("見本公民館")), (1, 0));
}
