//! Every address with every role.

use axum::http::{Method, StatusCode, header};
use hub::page::api::PageRole;
use hub::page::{Access, ROUTES, Right};
use serde_json::json;

use crate::browser::Browser;
use crate::world::{REALM, World};

/// What each role may do, written down a second time: a change of the table has to be meant.
const MAY: [(PageRole, &[Right]); 7] = [
    (
        PageRole::Headquarters,
        &[
            Right::Counts,
            Right::Reports,
            Right::People,
            Right::Inquiries,
            Right::Export,
        ],
    ),
    (PageRole::Viewer, &[Right::Counts, Right::Reports]),
    (
        PageRole::Keeper,
        &[
            Right::Counts,
            Right::Reports,
            Right::People,
            Right::Protected,
            Right::Settle,
        ],
    ),
    (PageRole::ElectionOffice, &[Right::Polling]),
    (PageRole::Administrator, &[Right::Devices, Right::Users]),
    (PageRole::Auditor, &[Right::Audit]),
    (PageRole::ErasureOfficer, &[Right::Erase]),
];

fn filled(path: &str) -> String {
    let id = "00".repeat(16);
    path.replace("{realm}", &REALM.to_string())
        .replace("{shelter}", &id)
        .replace("{person}", &id)
        .replace("{erasure}", &id)
        .replace("{device}", &id)
        .replace("{number}", "1")
        .replace("{account}", "somebody")
}

#[tokio::test]
async fn each_role_reaches_what_its_rights_allow_and_nothing_else() {
    let world = World::new().await;
    for (role, rights) in MAY {
        let browser = world.browser(role.code(), &[role]).await;
        for (method, path, access) in ROUTES {
            // The first has no end, the others end the session that the next address needs.
            let ends = ["/live", "/logout", "/password"];
            if *access == Access::Open || ends.iter().any(|end| path.ends_with(end)) {
                continue;
            }
            let body = json!({});
            let (status, bytes) = browser
                .raw(method.clone(), &filled(path), Some(&body))
                .await;
            let refused = status == StatusCode::FORBIDDEN
                && String::from_utf8_lossy(&bytes).contains("page-not-allowed");
            let may = match access {
                Access::Needs(right) => rights.contains(right),
                Access::LoggedIn | Access::Open => true,
            };
            assert_eq!(refused, !may, "{role:?} {method} {path}: {status}");
        }
    }
}

#[tokio::test]
async fn nobody_who_is_not_logged_in_reaches_anything_but_the_login() {
    let world = World::new().await;
    let browser = Browser::new(world.page.clone());
    for (method, path, access) in ROUTES {
        if *access == Access::Open {
            continue;
        }
        let code = browser
            .refused(method.clone(), &filled(path), Some(&json!({})))
            .await;
        assert_eq!(code, "page-not-logged-in", "{method} {path}");
    }
}

#[tokio::test]
async fn what_changes_something_has_to_come_from_the_page() {
    let world = World::new().await;
    let browser = world.browser("hq", &[PageRole::Headquarters]).await;
    for (method, path, _) in ROUTES.iter().filter(|(method, ..)| *method != Method::GET) {
        let mut request = browser.request(method.clone(), &filled(path), Some(&json!({})));
        request.headers_mut().remove("kazashi-page");
        assert_eq!(
            browser.send(request).await.status(),
            StatusCode::FORBIDDEN,
            "{path}"
        );
        let mut request = browser.request(method.clone(), &filled(path), Some(&json!({})));
        request
            .headers_mut()
            .insert(header::ORIGIN, "https://other.example".parse().unwrap());
        assert_eq!(
            browser.send(request).await.status(),
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_answer_has_strict_headers() {
    let world = World::new().await;
    let browser = Browser::new(world.page.clone());
    for path in [
        "/page/api/ways",
        "/page/api/me",
        "/page/nothing",
        "/page/api/nothing",
    ] {
        let response = browser.send(browser.request(Method::GET, path, None)).await;
        let headers = response.headers();
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self';"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert!(headers.contains_key(header::CACHE_CONTROL), "{path}");
    }
}

#[tokio::test]
async fn another_role_counts_at_once() {
    let world = World::new().await;
    let browser = world.browser("hq", &[PageRole::Viewer]).await;
    let path = Browser::of_realm("overview");
    assert_eq!(
        browser.raw(Method::GET, &path, None).await.0,
        StatusCode::OK
    );
    let change = hub::page::api::UserChange {
        name: "見本職員".to_owned(),
        department: String::new(),
        roles: vec![PageRole::Auditor],
        locked: false,
        reset: false,
    };
    world.page.put_user("hq", &change).await.unwrap();
    assert_eq!(
        browser.refused(Method::GET, &path, None).await,
        "page-not-logged-in"
    );
}

#[test]
fn every_error_has_a_code_of_its_own_and_speaks_both_languages() {
    let errors = hub::page::every_error();
    let codes: std::collections::BTreeSet<&str> = errors
        .iter()
        .map(|error| advice::Advise::advice(error).code)
        .collect();
    assert_eq!(codes.len(), errors.len());
    for error in &errors {
        let advice = advice::Advise::advice(error);
        for text in [advice.what, advice.next] {
            assert!(!text.ja.is_ascii() && text.en.is_ascii(), "{error}");
        }
    }
}
