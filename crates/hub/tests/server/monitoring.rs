//! What the city's monitoring is told.

use crate::desk::{Desk, until_line};
use crate::hub::{Hub, STREAM, plain};

async fn asked(hub: &Hub, path: &str) -> (u16, String) {
    let url = format!("http://127.0.0.1:{}{path}", hub.monitor);
    let answer = plain().get(url).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_nearly_full_is_told_before_it_is() {
    let hub = Hub::start_with("[limits]\nfree_megabytes = 10000000");
    let (status, said) = asked(&hub, "/readyz").await;
    assert_eq!(status, 503);
    assert!(
        said.starts_with("the disk is nearly full: "),
        "the database answers: {said}"
    );
    assert_eq!(asked(&hub, "/healthz").await.0, 200);
    // It goes on taking in what there is room for.
    let desk = Desk::new(&hub, STREAM);
    desk.writes(5);
    let enrolled = hub.takes(&desk).await;
    let up = desk.connects(&enrolled.settings);
    until_line(&up, sync::client::Line::UpToDate).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_tell_how_much_and_how_fast_and_never_who() {
    let hub = Hub::start();
    let (status, said) = asked(&hub, "/readyz").await;
    assert_eq!((status, said.as_str()), (200, "ready\n"));
    let desk = Desk::new(&hub, STREAM);
    desk.writes(7);
    let enrolled = hub.takes(&desk).await;
    let up = desk.connects(&enrolled.settings);
    until_line(&up, sync::client::Line::UpToDate).await;
    hub.until_stored(7.0).await;
    let (_, text) = asked(&hub, "/metrics").await;
    let figure = |name: &str| -> f64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let line = line.unwrap_or_else(|| panic!("{name} in {text}"));
        line.trim().parse().unwrap()
    };
    assert!(
        figure("kazashi_hub_requests_total{route=\"/v1/session/prove\",status=\"200\"}") >= 1.0
    );
    assert!(figure("kazashi_hub_request_seconds_count{route=\"/v1/events\"}") >= 1.0);
    assert!(figure("kazashi_hub_connections ") >= 1.0);
    assert!(figure("kazashi_hub_request_bytes_total ") > 7.0 * 200.0);
    assert!(figure("kazashi_hub_events_refused_total ").abs() < f64::EPSILON);
    assert!(figure("kazashi_hub_disk_free_bytes ") > 1e6);
    assert!(text.ends_with("# EOF\n"));
    for who in [
        desk.who.device.to_string(),
        STREAM.to_string(),
        hub.realm.to_string(),
    ] {
        assert!(!text.contains(&who), "{who} in {text}");
    }
    drop(up);
    // A question that waits is counted.
    let waiting = async || hub.figure("kazashi_hub_waiting ").await;
    let up = desk.connects(&enrolled.settings);
    until_line(&up, sync::client::Line::UpToDate).await;
    let start = std::time::Instant::now();
    while waiting().await != Some(1.0) {
        assert!(start.elapsed().as_secs() < 20, "nobody waits");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
