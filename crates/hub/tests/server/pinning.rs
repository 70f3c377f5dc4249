//! A desk speaks to the hub that it knows, and to nobody else.

use std::fs;

use sync::client::Line;
use sync::{Ask, Hello};
use uplink::{Settings, Transport, UplinkError};

use crate::desk::{Desk, until, until_line};
use crate::hub::{Hub, STREAM};
use crate::links::Opener;

fn at(settings: &Settings, port: u16) -> Settings {
    Settings {
        addresses: vec![format!("https://127.0.0.1:{port}")],
        ..settings.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_hub_at_the_address_is_told_and_gets_nothing() {
    let (hub, other) = (Hub::start(), Hub::start());
    let desk = Desk::new(&hub, STREAM);
    desk.writes(3);
    let settings = hub.takes(&desk).await.settings;
    let up = desk.connects(&at(&settings, other.port));
    until_line(&up, Line::OtherHub).await;
    let stored = other.figure("kazashi_hub_events_stored_total ").await;
    assert_eq!(stored, Some(0.0));
    // Nor does it say who the desk is: nothing but "who are you?" was asked.
    let asked = other
        .figure("kazashi_hub_requests_total{route=\"/v1/session/prove\"")
        .await;
    assert_eq!(asked, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_opens_tls_hears_only_who_are_you() {
    let hub = Hub::start();
    let desk = Desk::new(&hub, STREAM);
    let settings = hub.takes(&desk).await.settings;
    let proxy = Opener::before(hub.address()).await;
    let transport = Transport::new(&at(&settings, proxy.port)).unwrap();
    let hello = Hello { nonce: [1; 32] };
    transport.hello(&hello).await.unwrap();
    let asked = transport.ask(None, &Ask::Challenge).await;
    assert!(matches!(asked, Err(UplinkError::Certificate)));
    let seen = proxy.seen.lock().unwrap().clone();
    assert!(seen.iter().all(|path| path == "/v1/hello"), "{seen:?}");

    // The enrolment ends there too, before the device has said who it is.
    let code = hub.package_code();
    let by_proxy = format!("https://127.0.0.1:{}", proxy.port);
    let none = uplink::ProxySettings::None;
    let refused = uplink::enrol(&by_proxy, &none, &code, hub.realm, desk.card()).await;
    assert!(matches!(refused, Err(UplinkError::Certificate)));
    let seen = proxy.seen.lock().unwrap().clone();
    assert!(!seen.contains(&"/v1/enrol".to_owned()), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_certificate_is_taken_without_a_person() {
    let mut hub = Hub::start();
    let desk = Desk::new(&hub, STREAM);
    let settings = hub.takes(&desk).await.settings;
    let up = desk.connects(&settings);
    until_line(&up, Line::UpToDate).await;
    hub.stop();
    // Another key, as after a theft: the hub's own key vouches for it.
    for file in ["data/tls.key", "data/tls.pem"] {
        fs::remove_file(hub.path(file)).unwrap();
    }
    hub.run();
    desk.writes(2);
    up.wake();
    hub.until_stored(2.0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_valid_yet_serves_as_for_a_pc_whose_clock_stands_in_2016() {
    let mut hub = Hub::made("[tls]\ncertificate = \"city.pem\"\nkey = \"city.key\"");
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(vec!["hub.example".to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2040, 1, 1);
    params.not_after = rcgen::date_time_ymd(2041, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    fs::write(hub.path("city.pem"), certificate.pem()).unwrap();
    fs::write(hub.path("city.key"), key.serialize_pem()).unwrap();
    hub.run();
    let desk = Desk::new(&hub, STREAM);
    let enrolled = hub.takes(&desk).await;
    desk.writes(2);
    let up = desk.connects(&enrolled.settings);
    until("all is sent", || up.view().line == Line::UpToDate).await;
    // And it learns the time.
    assert!(enrolled.time_ms > 1_700_000_000_000);
}

#[test]
#[ignore = "needs a network that carries multicast"]
fn a_hub_on_the_lan_is_found_without_an_address() {
    let hub = Hub::made("");
    let config = fs::read_to_string(hub.config()).unwrap();
    fs::write(hub.config(), format!("announce_on_lan = true\n{config}")).unwrap();
    let mut hub = hub;
    hub.run();
    let found = uplink::browse(std::time::Duration::from_secs(4));
    let ours = format!(":{}", hub.port);
    let here = found
        .iter()
        .any(|it| it.addresses.iter().any(|address| address.ends_with(&ours)));
    assert!(here, "{found:?}");
}
