//! Two processes serve one PostgreSQL, and one of them drives the link.

use std::time::{Duration, Instant};

use scratch_postgres::{Cluster, Settings};

use crate::desk::{Desk, until};
use crate::hub::{Hub, STREAM, plain};
use crate::linking::STRAIGHT;

#[tokio::test(flavor = "multi_thread")]
async fn a_link_moves_to_the_process_that_lives() {
    let cluster = Cluster::with(Settings::default()).unwrap();
    let url = cluster.url("postgres");
    let mut upper = Hub::made("");
    upper.run();
    let store = format!("postgres = \"{url}\"");
    let mut first = upper.of_same_realm(Some(&store), STRAIGHT);
    first.joins(&upper, "push");
    first.run();
    let desk = Desk::new(&first, STREAM);
    desk.writes(20);
    let settings = first.takes(&desk).await.settings;
    let up = desk.connects(&settings);
    let at_upper = Desk::new(&upper, STREAM);
    let upper_settings = upper.takes(&at_upper).await.settings;
    let _down = at_upper.connects(&upper_settings);
    let has = |events| {
        let known = at_upper.have().get(&desk.who.device).map(|it| it.0);
        known == Some(events)
    };
    until("the top has the first", || has(20)).await;
    let mut second = first.beside(None);
    second.run();
    first.kill();
    up.stop();
    desk.writes(10);
    let settings = uplink::Settings {
        addresses: vec![second.address()],
        ..settings
    };
    let _up = desk.connects(&settings);
    until("the second one drives it", || has(30)).await;
    second.until_listed("up to date");
    let ready = format!("http://127.0.0.1:{}/readyz", second.monitor);
    let ready = plain().get(ready).send().await.unwrap();
    let text = ready.text().await.unwrap();
    assert!(text.starts_with("ready\nforward hub="), "{text}");
    assert!(
        text.contains("up-to-date") && text.contains("0 unsent"),
        "{text}"
    );
    // The figures are of the tick before.
    let up = || async {
        let metrics = format!("http://127.0.0.1:{}/metrics", second.monitor);
        let metrics = plain().get(metrics).send().await.unwrap();
        let text = metrics.text().await.unwrap();
        let mut lines = text.lines();
        lines.any(|it| it.starts_with("kazashi_hub_forward_up{") && it.ends_with("} 1"))
    };
    let end = Instant::now() + Duration::from_secs(30);
    while !up().await {
        assert!(Instant::now() < end, "the link is never up in the figures");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
