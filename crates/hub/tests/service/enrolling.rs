//! Devices that come for the first time.

use hub::service::Settings;
use hub::store::Admission;
use ledger::RealmId;
use sync::{Code, EnrolRequest, EnrolStart, ProblemCode, REALM_LOG, Role, Standing};

use crate::support::{NEIGHBOUR, NOW, Pc, REALM, STREAM, hub, hub_with, package_code};

#[tokio::test]
async fn a_printed_code_lets_one_device_in_and_answers_it_the_same_again() {
    let hub = hub_with(Admission::ByAdministrator, Settings::default()).await;
    let code = hub.printed(Role::Desk, Some(STREAM), NOW + 1_000).await;
    let pc = Pc::new(1, STREAM);
    let first = pc.enrol(&hub, &code).await.unwrap();
    assert_eq!(first.standing, Standing::Admitted);
    assert_eq!(pc.enrol(&hub, &code).await.unwrap(), first);
    let second = Pc::new(2, STREAM).enrol(&hub, &code).await;
    assert!(second.is_err());
}

#[tokio::test]
async fn a_code_is_for_its_stream_and_for_its_time() {
    let hub = hub().await;
    let code = hub.printed(Role::Desk, Some(STREAM), NOW + 1_000).await;
    let elsewhere = Pc::new(1, NEIGHBOUR).enrol(&hub, &code).await;
    assert_eq!(elsewhere.unwrap_err().code, ProblemCode::NotAllowed);
    let late = Pc::new(1, STREAM).enrol_at(&hub, &code, NOW + 2_000).await;
    assert_eq!(late.unwrap_err().code, ProblemCode::NotFound);
    assert!(Pc::new(1, STREAM).enrol(&hub, &code).await.is_ok());
}

#[tokio::test]
async fn the_opened_package_lets_in_or_asks_as_the_realm_says() {
    for (admission, standing) in [
        (Admission::ByPackage, Standing::Admitted),
        (Admission::ByAdministrator, Standing::Asking),
    ] {
        let hub = hub_with(admission, Settings::default()).await;
        for seed in [1, 2] {
            let pc = Pc::new(seed, STREAM);
            let answer = pc.enrol(&hub, &package_code(REALM)).await.unwrap();
            assert_eq!((answer.standing, answer.role), (standing, Role::Desk));
        }
    }
}

#[tokio::test]
async fn who_does_not_know_the_code_learns_nothing_and_is_not_let_in() {
    let hub = hub().await;
    let unknown = Code::new("package", b"another");
    let pc = Pc::new(1, STREAM);
    let answer = pc.enrol(&hub, &unknown).await;
    assert_eq!(answer.unwrap_err().code, ProblemCode::NotFound);
    // Who saw the code's name on the way still does not know the code.
    let code = package_code(REALM);
    let start = EnrolStart {
        code: code.id(),
        nonce: [0; 32],
    };
    let started = hub.service.enrol_start(&start, NOW).await.unwrap();
    let mut request = EnrolRequest {
        code: code.id(),
        realm: REALM,
        card: pc.card(),
        proof: unknown.by_device(&started.challenge, &pc.card()),
        challenge: started.challenge,
    };
    let refused = hub.service.enrol(&request, NOW).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotProven);
    // A proof for one card does not let another one in, nor later.
    request.proof = code.by_device(&request.challenge, &pc.card());
    let mut other = request.clone();
    other.card = Pc::new(2, STREAM).card();
    let refused = hub.service.enrol(&other, NOW).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotProven);
    let refused = hub.service.enrol(&request, NOW + 60_000).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotProven);
    assert!(hub.store.devices(REALM).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_ledger_of_another_realm_and_one_without_a_stream_are_not_let_in() {
    let hub = hub().await;
    let mut foreign = Pc::new(1, STREAM);
    foreign.realm = RealmId([9; 16]);
    let refused = foreign.enrol(&hub, &package_code(REALM)).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotAllowed);
    let refused = Pc::new(1, REALM_LOG)
        .enrol(&hub, &package_code(REALM))
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::NotAllowed);
}

#[tokio::test]
async fn a_revoked_device_is_not_let_in_again() {
    let hub = hub().await;
    let (pc, _) = Pc::joined(1, STREAM, &hub).await;
    hub.store.revoke(REALM, pc.device()).await.unwrap();
    let answer = pc.enrol(&hub, &package_code(REALM)).await.unwrap();
    assert!(matches!(answer.standing, Standing::Revoked { .. }));
    assert_eq!(pc.session(&hub).await.err(), Some(ProblemCode::Revoked));
}

#[tokio::test]
async fn a_new_code_gives_its_role_and_the_package_takes_none_away() {
    let hub = hub().await;
    let (pc, _) = Pc::joined(1, STREAM, &hub).await;
    let code = hub.printed(Role::Headquarters, None, NOW + 1_000).await;
    let answer = pc.enrol(&hub, &code).await.unwrap();
    assert_eq!(answer.role, Role::Headquarters);
    let answer = pc.enrol(&hub, &package_code(REALM)).await.unwrap();
    assert_eq!(answer.role, Role::Headquarters);
}
