//! Desks enrol, give what they have and get what others gave.

use ledger::StreamId;
use sync::client::Line;
use sync::{Role, Standing};
use uplink::UplinkError;

use crate::desk::{Desk, until, until_line};
use crate::hub::{Hub, STREAM};

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_enrol_and_have_one_list() {
    let hub = Hub::start();
    let (one, other) = (Desk::new(&hub, STREAM), Desk::new(&hub, STREAM));
    one.writes(300);
    let invited = hub.invitation();
    let by_code = hub.enrols(&one, &invited.code()).await.unwrap();
    assert_eq!(by_code.hub_name, "見本市 集約サーバ");
    assert_eq!(
        (by_code.role, by_code.standing),
        (Role::Desk, Standing::Admitted)
    );
    // Asked again after a lost answer: the same.
    hub.enrols(&one, &invited.code()).await.unwrap();
    let by_package = hub.takes(&other).await;
    assert!(by_package.settings.key == by_code.settings.key);

    let up = one.connects(&by_code.settings);
    let down = other.connects(&by_package.settings);
    until("the other has all", || other.have() == one.have()).await;
    until_line(&up, Line::UpToDate).await;
    // What is written now goes out by itself, and the long poll of the other brings it.
    one.writes(1);
    up.wake();
    until("the other has the next", || other.have() == one.have()).await;
    other.writes(1);
    down.wake();
    until("and the other way", || other.have() == one.have()).await;
    assert_eq!(one.have().len(), 2);
    assert!(
        hub.figure("kazashi_hub_events_stored_total ")
            .await
            .unwrap()
            >= 302.0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_lets_one_device_in_and_a_mistyped_one_nobody() {
    let hub = Hub::start();
    let (one, other) = (Desk::new(&hub, STREAM), Desk::new(&hub, STREAM));
    let invited = hub.invitation();
    let wrong = sync::Code::of_printed("AAAA-AAAA-AAAA-AAAA-AAAA").unwrap();
    let refused = hub.enrols(&one, &wrong).await;
    assert!(matches!(refused, Err(UplinkError::WrongCode)));
    hub.enrols(&one, &invited.code()).await.unwrap();
    assert!(hub.enrols(&other, &invited.code()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_for_one_shelter_lets_nobody_of_another_in() {
    let hub = Hub::start();
    let stream = STREAM.to_string();
    let said = hub.does(&["code", "new", "--stream", &stream]);
    let code = sync::Code::of_printed(said.lines().next().unwrap()).unwrap();
    let other = Desk::new(&hub, StreamId([9; 16]));
    let refused = hub.enrols(&other, &code).await;
    assert!(matches!(refused, Err(UplinkError::OtherRealm)));
    let right = Desk::new(&hub, STREAM);
    hub.enrols(&right, &code).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_desk_is_out_at_once_and_what_it_gave_stays() {
    let hub = Hub::start();
    let (lost, other) = (Desk::new(&hub, STREAM), Desk::new(&hub, STREAM));
    lost.writes(20);
    let settings = hub.takes(&lost).await.settings;
    let up = lost.connects(&settings);
    hub.until_stored(20.0).await;
    let id = lost.who.device.to_string();
    // Another process than the one that serves.
    assert!(
        hub.does(&["device", "revoke", &id])
            .contains("revoked from 21")
    );
    lost.writes(1);
    up.wake();
    until_line(&up, Line::Revoked).await;
    let settings = hub.takes(&other).await.settings;
    let down = other.connects(&settings);
    until("what it gave before is given out", || {
        other.have().get(&lost.who.device).map(|it| it.0) == Some(20)
    })
    .await;
    until_line(&down, Line::UpToDate).await;
    assert_eq!(other.have()[&lost.who.device].0, 20);
}
