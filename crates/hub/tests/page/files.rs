//! Files for others hold nobody who is protected, and are noted before they leave.

use axum::http::{Method, StatusCode};
use hub::page::api::{AuditAct, PageRole};
use serde_json::json;

use crate::browser::Browser;
use crate::desk::Desk;
use crate::world::World;

async fn file(browser: &Browser, kind: &str) -> String {
    let body = json!({ "kind": kind, "reason": "県への提供" });
    let path = Browser::of_realm("exports");
    let (status, bytes) = browser.raw(Method::POST, &path, Some(&body)).await;
    assert_eq!(
        status,
        StatusCode::OK,
        "{}",
        String::from_utf8_lossy(&bytes)
    );
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
pub async fn files_hold_each_human_once_and_nobody_who_is_protected() {
    let world = World::new().await;
    let (mut school, mut hall) = (Desk::new(1, 1), Desk::new(2, 2));
    school.open("見本小学校", 10);
    hall.open("見本公民館", 10);
    let told = school.register("見本太郎", "ミホンタロウ", "1980-04-02");
    school.consents(told, true);
    hall.register("見本次郎", "ミホンジロウ", "1981-04-02");
    let hidden = hall.register_in("見本花子", "ミホンハナコ", "1982-04-02", Some(5));
    hall.protect(hidden);
    hall.consents(hidden, true);
    let child = hall.register_in("見本小花", "ミホンコハナ", "2019-04-02", Some(5));
    hall.consents(child, true);
    world.take(&mut school).await;
    world.take(&mut hall).await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;

    for kind in ["people", "ledger"] {
        let csv = file(&browser, kind).await;
        assert_eq!(csv.matches("氏名").count(), 1, "one header");
        assert_eq!(csv.matches("見本太郎").count(), 1);
        assert_eq!(csv.matches("見本次郎").count(), 1);
        assert!(!csv.contains("花"), "{kind}");
    }
    let pfif = file(&browser, "pfif").await;
    assert_eq!(pfif.matches("<pfif:person>").count(), 1);
    assert!(pfif.contains("見本太郎") && !pfif.contains("花"));
    school.consents(told, false);
    world.take(&mut school).await;
    let pfif = file(&browser, "pfif").await;
    assert!(!pfif.contains("見本"), "taken back");
    assert_eq!(
        pfif.matches(&told.to_string()).count(),
        1,
        "the record's place stays, empty"
    );
    let alert = file(&browser, "lAlert").await;
    assert!(alert.contains("<commons:areaName>見本公民館</commons:areaName>"));
    assert!(
        alert.contains("<pcx_sh:HeadCount>4</pcx_sh:HeadCount>"),
        "protected people are counted"
    );
    assert!(!alert.contains("ミホン"));

    let lines = world.page.audit_lines(None).await.unwrap().lines;
    let noted: Vec<_> = lines
        .iter()
        .filter(|line| line.act == AuditAct::Exported)
        .map(|line| (line.about.clone().unwrap(), line.people))
        .collect();
    let expected = [
        ("lAlert", 0),
        ("pfif", 0),
        ("pfif", 1),
        ("ledger", 2),
        ("people", 2),
    ];
    assert_eq!(
        noted,
        expected.map(|(what, people)| (what.to_owned(), people))
    );
}
