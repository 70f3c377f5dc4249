//! Erasures: two officers, and nothing is left.

use axum::http::Method;
use hub::page::api::{ErasureLine, PageRole};
use hub::store::Store;
use serde_json::json;
use shelter::plain::NeedKind;

use crate::browser::Browser;
use crate::desk::Desk;
use crate::world::{REALM, World};

async fn rows(world: &World, person: [u8; 16]) -> i64 {
    let Store::Sqlite(db) = world.store() else {
        // Counted on one of the two.
        return if world.inside().await == 2 { 9 } else { 0 };
    };
    db.with(move |db| {
        let entity = [&[1], &person[..]].concat();
        let by_entity = ["page_event", "page_state"].map(|table| (table, "entity", entity.clone()));
        let by_person = [
            "page_at",
            "page_word",
            "page_alike",
            "page_conflict",
            "page_link",
        ]
        .map(|table| (table, "person", person.to_vec()));
        by_entity
            .into_iter()
            .chain(by_person)
            .map(|(table, column, id)| {
                let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} = ?1");
                db.query_row(&sql, [id], |row| row.get::<_, i64>(0))
                    .unwrap()
            })
            .sum()
    })
    .await
    .unwrap()
}

#[tokio::test]
pub async fn one_officer_asks_another_carries_out_and_nothing_is_left() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    let person = school.register("見本花子", "ミホンハナコ", "1980-04-02");
    school.register("見本太郎", "ミホンタロウ", "1981-04-02");
    world.take(&mut school).await;
    assert!(rows(&world, person.0).await > 5);
    let first = world.browser("officer1", &[PageRole::ErasureOfficer]).await;
    let second = world.browser("officer2", &[PageRole::ErasureOfficer]).await;
    first
        .done(
            "erasures",
            &json!({ "person": person, "reason": "本人の請求による" }),
        )
        .await;
    let asked: Vec<ErasureLine> = second.get("erasures").await;
    let path = format!("erasures/{}/carry-out", asked[0].id);
    let whole = Browser::of_realm(&path);
    let code = first.refused(Method::POST, &whole, Some(&json!({}))).await;
    assert_eq!(code, "page-another-officer");
    second.done(&path, &json!({})).await;
    world.page.bring_all_up().await.unwrap();
    assert_eq!(rows(&world, person.0).await, 0);
    let overview = world.page.overview(REALM).await.unwrap();
    assert_eq!(overview.totals.people.inside, 1);
    let done: Vec<ErasureLine> = second.get("erasures").await;
    assert_eq!(done[0].done_by.as_deref(), Some("officer2"));

    // The desk did not hear of it and goes on writing about the person.
    school.needs(person, NeedKind::Infant, "baby");
    world.take(&mut school).await;
    assert_eq!(world.inside().await, 1);
    let keeper = world.browser("keeper", &[PageRole::Keeper]).await;
    let body = json!({ "text": "ミホンハナコ", "reason": "確認のため" });
    let found: hub::page::api::Found = keeper.post("search", &body).await;
    assert!(found.people.is_empty());
}
