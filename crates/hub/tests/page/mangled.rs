//! Requests that a broken or hostile browser sends: good ones, changed by lot, to every address.

use axum::http::{Method, StatusCode};
use hub::page::ROUTES;
use hub::page::api::{PageProblem, PageRole};
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore as _, SeedableRng as _};
use serde_json::{Value, json};
use shelter::plain::PersonId;

use crate::browser::Browser;
use crate::desk::Desk;
use crate::world::{REALM, World};

/// Changed requests of each address.
const OF_EACH: usize = 120;
/// Typed into every field; no answer to a refused request may say it again.
const TYPED: &str = "見本秘密";

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.0.next_u64() % most.max(1) as u64).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<T: Clone>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())].clone()
    }

    /// What nobody types, and some programs send.
    fn odd_text(&mut self) -> String {
        let odd = [
            "",
            " ",
            "\u{0}",
            "見本\u{0}秘密",
            "\u{202e}密秘",
            "\u{feff}",
            "𠮷\u{e0100}",
            "'; drop table person; --",
            "%",
            "_%_",
            "\\",
            "\r\nset-cookie: a=b",
            "<script>",
            "１２３",
            "٣",
            "-1",
            "0x10",
            "NaN",
            "../../etc",
            "9999-99-99",
            "R99.99.99",
            "\u{7f}\u{1b}[2J",
        ];
        match self.below(12) {
            0 => "長".repeat(20_000),
            1 => TYPED.to_owned() + &"a".repeat(300),
            _ => format!(
                "{}{}",
                self.of(&odd),
                if self.one_in(2) { TYPED } else { "" }
            ),
        }
    }

    fn odd_value(&mut self) -> Value {
        let odd = [
            json!(null),
            json!(true),
            json!(-1),
            json!(0),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1.5),
            json!(1e300),
            json!([]),
            json!({}),
            json!([[[[[[]]]]]]),
            json!({ "a": TYPED }),
            json!(TYPED),
            json!([TYPED, 1, null]),
        ];
        if self.one_in(2) {
            json!(self.odd_text())
        } else {
            self.of(&odd)
        }
    }

    /// Another body of that kind; about a third of the fields are changed.
    fn body(&mut self, good: &Value) -> Vec<u8> {
        let mut body = good.clone();
        if let Some(fields) = body.as_object_mut() {
            let names: Vec<String> = fields.keys().cloned().collect();
            for name in names {
                match self.below(9) {
                    0 => drop(fields.remove(&name)),
                    1 | 2 => drop(fields.insert(name, self.odd_value())),
                    _ => {}
                }
            }
        }
        let mut bytes = body.to_string().into_bytes();
        if self.one_in(8) && !bytes.is_empty() {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes.truncate(at),
                1 => bytes[at] ^= 0x80,
                2 => bytes.splice(at..at, *br#""\ud800""#).for_each(drop),
                _ => bytes.splice(at..at, [b'['; 300]).for_each(drop),
            }
        }
        bytes
    }

    /// The address with a part changed now and then, as it stands in a request.
    fn path(&mut self, path: &str, person: PersonId) -> String {
        const ODD: [&str; 12] = [
            "%00",
            "%ff",
            "-1",
            "4294967296",
            "99999999999999999999",
            "%E7%A7%98",
            "..%2f..",
            "%2e%2e",
            "null",
            "1e9",
            "00",
            "%C0%80",
        ];
        let good = [
            ("{realm}", REALM.to_string()),
            ("{shelter}", "01".repeat(16)),
            ("{person}", person.to_string()),
            ("{erasure}", person.to_string()),
            ("{device}", "02".repeat(16)),
            ("{account}", "somebody".to_owned()),
            ("{number}", "1".to_owned()),
            ("{zoom}", "3".to_owned()),
            ("{column}", "1".to_owned()),
            ("{row}", "1".to_owned()),
        ];
        let mut path = path.to_owned();
        for (name, value) in good {
            let value = if self.one_in(6) {
                self.of(&ODD).to_owned()
            } else {
                value
            };
            path = path.replace(name, &value);
        }
        if self.one_in(5) {
            path.push_str(self.of(&[
                "?before=-1",
                "?before=9223372036854775808",
                "?before=%00",
                "?a=%ff",
                "?",
                "?code=a&state=b",
            ]));
        }
        path
    }
}

/// A good body for the address.
fn good(path: &str, person: PersonId) -> Value {
    let reason = "家族からの照会";
    let id = person.to_string();
    match path.rsplit('/').next().unwrap() {
        "login" => json!({ "account": "somebody", "password": TYPED, "code": "123456" }),
        "password" => json!({ "old": TYPED, "new": "見本の新しいパスワード" }),
        "search" => json!({ "text": "見本", "reason": reason }),
        "inquiries" => json!({
            "person": id, "asker": "relative", "inquirer": "見本太郎", "identified": "licence", "reason": reason,
        }),
        "conflicts" => {
            json!({ "one": id, "other": "03".repeat(16), "same": true, "reason": reason })
        }
        "doubles" => json!({ "elector": id, "ballot": "1", "finding": "見本", "office": "見本市" }),
        "exports" => json!({ "kind": "pfif", "shelter": null, "reason": reason }),
        "printed" => json!({ "page": "people", "people": 3 }),
        "erasures" => json!({ "person": id, "reason": reason }),
        "codes" => json!({ "role": "desk", "stream": "01".repeat(16), "hours": 24 }),
        "{account}" => json!({
            "name": "見本職員", "department": "見本課", "roles": ["viewer"], "locked": false, "reset": false,
        }),
        "{person}" if path.contains("/conflicts/") => {
            json!({ "about": "presence", "mark": "0", "reason": reason })
        }
        "{person}" => json!({ "reason": reason }),
        _ => json!({}),
    }
}

const ALL: [PageRole; 7] = [
    PageRole::Headquarters,
    PageRole::Viewer,
    PageRole::Keeper,
    PageRole::ElectionOffice,
    PageRole::Administrator,
    PageRole::Auditor,
    PageRole::ErasureOfficer,
];

#[tokio::test]
pub async fn whatever_a_browser_sends_is_answered_in_the_words_of_the_page() {
    let world = World::new().await;
    let mut school = Desk::new(1, 1);
    school.open("見本小学校", 100);
    let person = school.register("見本 花子", "ミホン ハナコ", "1980-04-02");
    world.take(&mut school).await;
    let browser = world.browser("all", &ALL).await;
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(20_261_123));
    for (method, path, _) in ROUTES {
        // The first has no end, the other ends the session that the next address needs.
        if path.ends_with("/live") || path.ends_with("/logout") {
            continue;
        }
        let good = good(path, person);
        for _ in 0..OF_EACH {
            let body = if *method == Method::GET {
                Vec::new()
            } else {
                dice.body(&good)
            };
            let path = dice.path(path, person);
            asks(&browser, method, &path, body).await;
        }
    }
    assert_eq!(world.page.audit_verdict().await.unwrap().broken, None);
}

async fn asks(browser: &Browser, method: &Method, path: &str, body: Vec<u8>) {
    let mut request = browser.request(method.clone(), path, Some(&Value::Null));
    let told = String::from_utf8_lossy(&body)
        .chars()
        .take(300)
        .collect::<String>();
    *request.body_mut() = body.into();
    let answer = browser.send(request).await;
    let status = answer.status();
    assert!(
        status != StatusCode::INTERNAL_SERVER_ERROR,
        "{method} {path}: {told}"
    );
    let bytes = axum::body::to_bytes(answer.into_body(), 64 << 20)
        .await
        .unwrap();
    if status.is_client_error() || status.is_server_error() {
        let said = String::from_utf8_lossy(&bytes);
        let problem = serde_json::from_slice::<PageProblem>(&bytes);
        assert!(
            problem.is_ok(),
            "{method} {path}: {status} {said} to {told}"
        );
        assert!(!said.contains(TYPED), "{method} {path}: {said}");
    }
}
