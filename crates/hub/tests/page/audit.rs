//! The record of looks shows every change that is made to it.

use hub::page::Entry;
use hub::page::api::{AuditAct, AuditPage, AuditVerdict, PageRole};
use hub::store::Store;

use crate::world::World;

async fn recorded() -> World {
    let world = World::new().await;
    for number in 0..5 {
        let entry = Entry::of("hq", AuditAct::Searched).because(&format!("理由その{number}"));
        world
            .page
            .note(entry.unwrap().people(number))
            .await
            .unwrap();
    }
    world
}

async fn tamper(world: &World, sql: &'static str) {
    let Store::Sqlite(db) = world.store() else {
        unreachable!()
    };
    db.with(move |db| db.execute_batch(sql).unwrap())
        .await
        .unwrap();
}

#[tokio::test]
pub async fn a_record_that_nobody_touched_is_whole() {
    let verdict = recorded().await.page.audit_verdict().await.unwrap();
    assert_eq!((verdict.head.lines, verdict.broken), (5, None));
}

#[tokio::test]
pub async fn a_changed_a_missing_and_an_exchanged_line_are_told() {
    let changes = [
        (
            "UPDATE page_audit SET reason = '別の理由' WHERE number = 2",
            2,
        ),
        ("UPDATE page_audit SET people = 9 WHERE number = 3", 3),
        (
            "UPDATE page_audit SET at_ms = at_ms - 1 WHERE number = 1",
            1,
        ),
        (
            "UPDATE page_audit SET account = 'other' WHERE number = 5",
            5,
        ),
        ("DELETE FROM page_audit WHERE number = 4", 4),
        (
            "UPDATE page_audit SET number = 99 WHERE number = 2;
             UPDATE page_audit SET number = 2 WHERE number = 3;
             UPDATE page_audit SET number = 3 WHERE number = 99",
            2,
        ),
    ];
    for (sql, broken) in changes {
        let world = recorded().await;
        tamper(&world, sql).await;
        let verdict = world.page.audit_verdict().await.unwrap();
        assert_eq!(verdict.broken, Some(broken), "{sql}");
    }
}

#[tokio::test]
pub async fn a_head_that_was_printed_shows_that_lines_were_cut_off() {
    let world = recorded().await;
    let printed = world.page.audit_verdict().await.unwrap().head;
    assert!(world.page.audit_holds(&printed).await.unwrap());
    let entry = Entry::of("hq", AuditAct::Opened).because("さらに一行");
    world.page.note(entry.unwrap()).await.unwrap();
    assert!(
        world.page.audit_holds(&printed).await.unwrap(),
        "what came after changes nothing"
    );
    tamper(&world, "DELETE FROM page_audit WHERE number >= 4").await;
    assert_eq!(
        world.page.audit_verdict().await.unwrap().broken,
        None,
        "the chain alone cannot tell"
    );
    assert!(!world.page.audit_holds(&printed).await.unwrap());
    let key = world.secrets().key().verifying().unwrap();
    let hash = data_encoding::HEXLOWER
        .decode(printed.hash.as_bytes())
        .unwrap();
    let said = [b"kazashi.audit.1", &printed.lines.to_be_bytes()[..], &hash].concat();
    let signature = data_encoding::HEXLOWER
        .decode(printed.signature.as_bytes())
        .unwrap();
    let signature = ed25519_dalek::Signature::from_slice(&signature).unwrap();
    assert!(key.verify_strict(&said, &signature).is_ok());
}

#[tokio::test]
pub async fn lines_that_are_written_at_once_get_a_number_each() {
    let world = World::new().await;
    let many = (0..20).map(|_| {
        let page = std::sync::Arc::clone(&world.page);
        tokio::spawn(async move {
            page.note(Entry::of("hq", AuditAct::LoggedIn))
                .await
                .unwrap();
        })
    });
    for one in many.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let verdict = world.page.audit_verdict().await.unwrap();
    assert_eq!((verdict.head.lines, verdict.broken), (20, None));
}

#[tokio::test]
pub async fn an_auditor_reads_it_and_that_is_noted_too() {
    let world = recorded().await;
    let auditor = world.browser("auditor", &[PageRole::Auditor]).await;
    let (status, bytes) = auditor
        .raw(axum::http::Method::GET, "/page/api/audit", None)
        .await;
    assert!(status.is_success());
    let page: AuditPage = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(page.lines[0].act, AuditAct::AuditRead);
    let (_, bytes) = auditor
        .raw(axum::http::Method::GET, "/page/api/audit/verdict", None)
        .await;
    let verdict: AuditVerdict = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(verdict.broken, None);
}
