//! The hub dies again and again while desks send over bad links.

use std::time::Duration;

use uplink::Settings;

use crate::desk::{Desk, until_in};
use crate::hub::{Hub, STREAM};
use crate::links::BadLink;

const DESKS: usize = 4;
const EVENTS: usize = 400;

#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_over_bad_links_nothing_is_lost_or_doubled() {
    let mut hub = Hub::start();
    let mut desks = Vec::new();
    for seed in 0..DESKS {
        let desk = Desk::new(&hub, STREAM);
        let settings = hub.takes(&desk).await.settings;
        let link = BadLink::to(hub.port, seed as u64).await;
        let settings = Settings {
            addresses: vec![format!("https://127.0.0.1:{}", link.port)],
            ..settings
        };
        let up = desk.connects(&settings);
        desks.push((desk, settings, link, up));
    }
    for round in 0..8 {
        for (desk, _, _, up) in &desks {
            desk.writes(EVENTS / 8);
            up.wake();
        }
        tokio::time::sleep(Duration::from_millis(400 + 37 * round)).await;
        hub.kill();
        hub.run();
    }
    // The links are good from now on; the program is started anew, as who waits for nothing does.
    let mut running = Vec::new();
    for (desk, settings, link, up) in desks {
        link.be_good();
        up.stop();
        let up = desk.connects(&settings);
        running.push((desk, link, up));
    }
    let mut all = || {
        let first = running[0].0.have();
        let whole = first.len() == DESKS && first.values().all(|it| it.0 == EVENTS as u64);
        whole && running.iter().all(|(desk, _, _)| desk.have() == first)
    };
    until_in(Duration::from_mins(1), "all have all", &mut all).await;
    assert!(hub.does(&["device", "list"]).matches("admitted").count() == DESKS);
}
