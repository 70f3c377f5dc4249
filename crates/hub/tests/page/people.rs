//! People are found and told of by who may, and every look is in the record first.

use axum::http::Method;
use hub::page::api::{
    AskerView, AuditAct, Found, Inquiry, InquiryAnswer, InquiryLine, PageRole, PersonView, ToldView,
};
use serde_json::json;
use shelter::plain::Item;

use crate::browser::Browser;
use crate::desk::Desk;
use crate::world::World;

async fn found(browser: &Browser, text: &str) -> Vec<String> {
    let found: Found = browser
        .post(
            "search",
            &json!({ "text": text, "reason": "家族からの照会" }),
        )
        .await;
    found.people.into_iter().map(|line| line.name).collect()
}

async fn city() -> (World, [shelter::plain::PersonId; 3]) {
    let world = World::new().await;
    let (mut school, mut hall) = (Desk::new(1, 1), Desk::new(2, 2));
    school.open("見本小学校", 100);
    hall.open("見本公民館", 100);
    let open = school.register("髙橋 見本", "タカハシ ミホン", "1980-04-02");
    school.tells(open, Item::Phone, "090-1234-5678");
    school.consents(open, true);
    let protected = hall.register_in("見本花子", "ミホンハナコ", "1985-05-05", Some(7));
    hall.protect(protected);
    hall.consents(protected, true);
    let child = hall.register_in("見本小花", "ミホンコハナ", "2018-08-08", Some(7));
    hall.consents(child, true);
    world.take(&mut school).await;
    world.take(&mut hall).await;
    (world, [open, protected, child])
}

#[tokio::test]
pub async fn a_person_is_found_in_all_shelters_however_the_name_is_typed() {
    let (world, _) = city().await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;
    for typed in [
        "高橋",
        "髙橋 見本",
        "たかはし",
        "タカハシ",
        "ﾀｶﾊｼ ﾐﾎﾝ",
        "takahashi",
        "S55.4.2",
        "1980-04-02 たか",
        "5678",
    ] {
        assert_eq!(found(&browser, typed).await, ["髙橋 見本"], "{typed}");
    }
    assert_eq!(found(&browser, "無関係").await, [""; 0]);
}

#[tokio::test]
pub async fn who_is_protected_is_found_by_a_keeper_only_and_so_is_the_family() {
    let (world, [_, protected, child]) = city().await;
    let staff = world.browser("hq", &[PageRole::Headquarters]).await;
    let keeper = world.browser("keeper", &[PageRole::Keeper]).await;
    for (typed, id) in [("ミホンハナコ", protected), ("ミホンコハナ", child)] {
        assert_eq!(found(&staff, typed).await, [""; 0]);
        assert_eq!(found(&keeper, typed).await.len(), 1);
        let path = Browser::of_realm(&format!("people/{id}"));
        let why = json!({ "reason": "家族からの照会" });
        assert_eq!(
            staff.refused(Method::POST, &path, Some(&why)).await,
            "page-not-found"
        );
        let view: PersonView = keeper.post(&format!("people/{id}"), &why).await;
        assert_eq!(view.protected, Some(true));
        assert_eq!(view.family.len(), 1);
    }
}

#[tokio::test]
pub async fn a_look_without_a_reason_shows_nothing() {
    let (world, [open, ..]) = city().await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;
    let body = json!({ "text": "たかはし", "reason": "  x" });
    let path = Browser::of_realm("search");
    assert_eq!(
        browser.refused(Method::POST, &path, Some(&body)).await,
        "page-reason-needed"
    );
    let path = Browser::of_realm(&format!("people/{open}"));
    let body = json!({ "reason": "" });
    assert_eq!(
        browser.refused(Method::POST, &path, Some(&body)).await,
        "page-reason-needed"
    );
}

#[tokio::test]
pub async fn every_look_is_in_the_record_and_names_nobody() {
    let (world, [open, ..]) = city().await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;
    found(&browser, "たかはし").await;
    let why = json!({ "reason": "家族からの照会" });
    let view: PersonView = browser.post(&format!("people/{open}"), &why).await;
    assert_eq!(
        view.items
            .iter()
            .find(|item| item.item == "phone")
            .unwrap()
            .value,
        "090-1234-5678"
    );
    assert_eq!(view.line.shelter_name, "見本小学校");
    assert_eq!(view.protected, None);
    let lines = world.page.audit_lines(None).await.unwrap().lines;
    let acts: Vec<AuditAct> = lines.iter().take(2).map(|line| line.act).collect();
    assert_eq!(acts, [AuditAct::Opened, AuditAct::Searched]);
    assert_eq!(lines[0].about.as_deref(), Some(open.to_string().as_str()));
    assert_eq!((lines[0].people, lines[1].people), (1, 1));
    let all = serde_json::to_string(&lines).unwrap();
    for name in ["髙橋", "タカハシ", "たかはし"] {
        assert!(!all.contains(name), "{name}");
    }
}

#[tokio::test]
pub async fn inquiries_are_answered_by_consent_and_kept() {
    let (world, [open, protected, _]) = city().await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;
    let ask = |person: Option<String>, asker| Inquiry {
        person,
        asker,
        inquirer: "見本照会者".to_owned(),
        identified: "運転免許証".to_owned(),
        reason: "家族の安否を知りたい".to_owned(),
    };
    let cases = [
        (
            Some(open.to_string()),
            AskerView::Cohabitant,
            ToldView::Whereabouts,
        ),
        (
            Some(open.to_string()),
            AskerView::Relative,
            ToldView::Condition,
        ),
        (
            Some(open.to_string()),
            AskerView::Acquaintance,
            ToldView::Held,
        ),
        (
            Some(protected.to_string()),
            AskerView::Cohabitant,
            ToldView::NothingHeld,
        ),
        (None, AskerView::Cohabitant, ToldView::NothingHeld),
    ];
    let mut nothing = Vec::new();
    for (person, asker, told) in cases {
        let answer: InquiryAnswer = browser.post("inquiries", &ask(person, asker)).await;
        assert_eq!(answer.told, told);
        if told == ToldView::NothingHeld {
            nothing.push(answer.words);
        } else if told == ToldView::Whereabouts {
            assert!(answer.words.contains("見本小学校"));
        }
    }
    assert_eq!(
        nothing[0], nothing[1],
        "who is protected and who is not there are one answer"
    );
    let kept: Vec<InquiryLine> = browser.get("inquiries").await;
    assert_eq!(kept.len(), 5);
    assert!(
        kept.iter()
            .all(|line| line.inquirer == "見本照会者" && line.account == "hq")
    );
}

#[tokio::test]
async fn a_reason_that_names_whom_it_is_about_is_refused() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 10);
    school.register("見本 花子", "ミホン ハナコ", "1980-04-02");
    world.take(&mut school).await;
    let headquarters = world.browser("hq", &[PageRole::Headquarters]).await;
    let asked = |text: &str, reason: &str| {
        let body = serde_json::json!({ "text": text, "reason": reason });
        let headquarters = &headquarters;
        async move {
            let path = crate::browser::Browser::of_realm("search");
            let (status, bytes) = headquarters
                .raw(axum::http::Method::POST, &path, Some(&body))
                .await;
            (status.as_u16(), String::from_utf8(bytes).unwrap())
        }
    };
    for (text, reason) in [
        ("見本 花子", "花子さんの家族から照会"),
        ("見本花子", "見本　花子の家族から照会"),
        ("ハナコ", "はなこさんの母から"),
        ("0901234", "０９０１２３４の人から電話"),
    ] {
        let (status, body) = asked(text, reason).await;
        assert_eq!(status, 400, "{reason}");
        assert!(body.contains("page-named-in-reason") && !body.contains("花子"));
    }
    let (status, _) = asked("見本 花子", "見本県警からの照会").await;
    assert_eq!(status, 200, "a family name is a place's name too");
    let (status, body) = asked("見本 花子", "家族からの照会").await;
    assert_eq!(status, 200);
    assert!(body.contains("見本 花子"));
}
