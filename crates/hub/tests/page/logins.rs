//! Logging in: two factors, each code once, slowed down when it fails, over in time.

use axum::http::Method;
use hub::page::api::{LoginAnswer, PageRole, UserChange, WhoAmI};
use hub::page::code_at;

use crate::browser::{Browser, NEW_PASSWORD};
use crate::world::World;

const STEP: i64 = 30_000;

async fn me(browser: &Browser) -> Result<WhoAmI, String> {
    let (status, bytes) = browser.raw(Method::GET, "/page/api/me", None).await;
    if status.is_success() {
        Ok(serde_json::from_slice(&bytes).unwrap())
    } else {
        Err(browser.refused(Method::GET, "/page/api/me", None).await)
    }
}

#[tokio::test]
pub async fn a_password_alone_is_not_enough_and_a_code_is_good_once() {
    let world = World::new().await;
    let mut browser = world.browser("hq", &[PageRole::Viewer]).await;
    assert_eq!(me(&browser).await.unwrap().account, "hq");
    browser.cookie = None;
    world.pass(2 * STEP);
    let code = code_at(&browser.secret, world.now()).unwrap();
    let answer = browser.log_in("hq", NEW_PASSWORD, None).await;
    assert_eq!(answer, Ok(LoginAnswer::CodeWanted));
    assert!(browser.cookie.is_none());
    let answer = browser.log_in("hq", NEW_PASSWORD, Some(&code)).await;
    assert_eq!(answer, Ok(LoginAnswer::In));
    let answer = browser.log_in("hq", NEW_PASSWORD, Some(&code)).await;
    assert_eq!(
        answer,
        Err("page-wrong-login".to_owned()),
        "seen over the shoulder"
    );
}

#[tokio::test]
pub async fn a_recovery_code_lets_in_once() {
    let world = World::new().await;
    let mut browser = world.browser("hq", &[PageRole::Viewer]).await;
    let recovery = browser.recovery.clone();
    assert_eq!(recovery.len(), 8);
    let answer = browser.log_in("hq", NEW_PASSWORD, Some(&recovery[3])).await;
    assert_eq!(answer, Ok(LoginAnswer::In));
    let again = browser.log_in("hq", NEW_PASSWORD, Some(&recovery[3])).await;
    assert_eq!(again, Err("page-wrong-login".to_owned()));
    let other = browser
        .log_in("hq", NEW_PASSWORD, Some(&recovery[4].to_uppercase()))
        .await;
    assert_eq!(other, Ok(LoginAnswer::In));
}

#[tokio::test]
pub async fn an_account_that_is_not_there_is_refused_as_a_wrong_password_is_and_both_are_slowed_down()
 {
    let world = World::new().await;
    let mut browser = world.browser("hq", &[PageRole::Viewer]).await;
    for account in ["hq", "nobody"] {
        for _ in 0..5 {
            let answer = browser
                .log_in(account, "違うパスワードです2026", None)
                .await;
            assert_eq!(answer, Err("page-wrong-login".to_owned()));
        }
        let answer = browser.log_in(account, NEW_PASSWORD, None).await;
        assert_eq!(answer, Err("page-too-many-logins".to_owned()), "{account}");
    }
    world.pass(10_000);
    let answer = browser.log_in("hq", NEW_PASSWORD, None).await;
    assert_eq!(
        answer,
        Ok(LoginAnswer::CodeWanted),
        "after a wait it is taken again"
    );
    let acts = world.page.audit_lines(None).await.unwrap().lines;
    let failed = acts
        .iter()
        .filter(|line| line.act == hub::page::api::AuditAct::LoginFailed);
    let accounts: Vec<&str> = failed.map(|line| line.account.as_str()).collect();
    assert_eq!(accounts.len(), 10);
    assert!(
        accounts.iter().all(|account| ["hq", ""].contains(account)),
        "what was typed is not kept"
    );
}

#[tokio::test]
pub async fn a_session_ends_when_it_is_idle_too_old_locked_or_left() {
    let world = World::new().await;
    let idle = world.browser("idle", &[PageRole::Viewer]).await;
    world.pass(hub::page::IDLE_MS + 1_000);
    assert_eq!(me(&idle).await.unwrap_err(), "page-not-logged-in");

    let old = world.browser("old", &[PageRole::Viewer]).await;
    for _ in 0..(hub::page::LONGEST_MS / 1_200_000) {
        world.pass(1_200_000);
        assert!(me(&old).await.is_ok());
    }
    world.pass(1_200_000);
    assert_eq!(me(&old).await.unwrap_err(), "page-not-logged-in");

    let locked = world.browser("locked", &[PageRole::Viewer]).await;
    let change = UserChange {
        name: "見本".to_owned(),
        department: String::new(),
        roles: vec![PageRole::Viewer],
        locked: true,
        reset: false,
    };
    world.page.put_user("locked", &change).await.unwrap();
    assert_eq!(me(&locked).await.unwrap_err(), "page-not-logged-in");

    let left = world.browser("left", &[PageRole::Viewer]).await;
    let (status, _) = left.raw(Method::POST, "/page/api/logout", None).await;
    assert!(status.is_success());
    assert_eq!(me(&left).await.unwrap_err(), "page-not-logged-in");
}

#[tokio::test]
pub async fn a_first_password_is_good_for_nothing_but_a_new_one() {
    let world = World::new().await;
    let change = UserChange {
        name: "見本".to_owned(),
        department: String::new(),
        roles: vec![PageRole::Viewer],
        locked: false,
        reset: false,
    };
    let first = world
        .page
        .put_user("new", &change)
        .await
        .unwrap()
        .password
        .unwrap();
    let mut browser = Browser::new(world.page.clone());
    let LoginAnswer::Enrol { secret, uri, .. } = browser.log_in("new", &first, None).await.unwrap()
    else {
        panic!("there is no second factor yet")
    };
    assert!(uri.starts_with("otpauth://totp/") && uri.contains(&secret));
    let secret = data_encoding::BASE32_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    let wrong = browser.log_in("new", &first, Some("000000")).await;
    assert_eq!(wrong, Err("page-wrong-login".to_owned()));
    let code = code_at(&secret, world.now()).unwrap();
    assert_eq!(
        browser.log_in("new", &first, Some(&code)).await,
        Ok(LoginAnswer::In)
    );
    assert!(me(&browser).await.unwrap().must_change);
    let path = Browser::of_realm("overview");
    assert_eq!(
        browser.refused(Method::GET, &path, None).await,
        "page-must-change"
    );
    for weak in ["short", &first, "new new new new"] {
        let body = serde_json::json!({ "old": first, "new": weak });
        let code = browser
            .refused(Method::POST, "/page/api/password", Some(&body))
            .await;
        assert_eq!(code, "page-weak-password", "{weak}");
    }
    browser.change_password(&first, NEW_PASSWORD).await;
    assert!(!me(&browser).await.unwrap().must_change);
}
