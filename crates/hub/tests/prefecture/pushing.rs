//! A city's hub sends what it has to the prefecture's.

use std::time::Duration;

use sync::client::Line;

use crate::desk::{Desk, until_in, until_line};
use crate::hub::{Hub, STREAM};
use crate::linking::STRAIGHT;

/// The devices and numbers of events that a hub's list of devices tells.
fn counts(hub: &Hub) -> Vec<(String, u64)> {
    let said = hub.does(&["device", "list"]);
    let desks = said.lines().filter(|line| !line.contains("forwarder"));
    let counts = desks.map(|line| {
        let words: Vec<_> = line.split_whitespace().collect();
        (words[0].to_owned(), words.last().unwrap().parse().unwrap())
    });
    counts.collect()
}

async fn until_counts(hub: &Hub, desk: &Desk, events: u64) {
    let wanted = vec![(desk.who.device.to_string(), events)];
    // Who was out of reach for long is tried again after a while only.
    let patience = Duration::from_mins(3);
    until_in(patience, "the hub has all", &mut || counts(hub) == wanted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_under_its_prefecture_by_two_ways_counts_once_and_goes_on_after_any_death() {
    let mut upper = Hub::made("");
    upper.run();
    let mut lower = upper.of_same_realm(None, STRAIGHT);
    let mut second = upper.of_same_realm(None, STRAIGHT);
    lower.joins(&upper, "push");
    second.joins(&upper, "push");
    lower.run();
    second.run();
    let desk = Desk::new(&lower, STREAM);
    desk.writes(120);
    let settings = lower.takes(&desk).await.settings;
    let at_second = second.takes(&desk).await.settings;
    let at_upper = upper.takes(&desk).await.settings;
    // By two cities' hubs and straight to the top.
    let (low, other) = (desk.connects(&settings), desk.connects(&at_second));
    until_counts(&upper, &desk, 120).await;
    until_line(&low, Line::UpToDate).await;
    until_line(&other, Line::UpToDate).await;
    lower.until_listed("up to date");
    second.until_listed("unsent    0");
    other.stop();

    // The top is gone: below everything goes on, and is told.
    let backup = upper.dir.path().join("backup.sqlite");
    upper.stop();
    std::fs::copy(upper.path("data/hub.sqlite"), &backup).unwrap();
    upper.run();
    desk.writes(30);
    low.wake();
    until_counts(&upper, &desk, 150).await;
    upper.kill();
    desk.writes(40);
    low.wake();
    until_counts(&lower, &desk, 190).await;
    lower.until_listed("out of reach");
    lower.until_listed("unsent    40");
    // It comes back from a backup that is older than what it had confirmed.
    for left in ["hub.sqlite-wal", "hub.sqlite-shm"] {
        let _ = std::fs::remove_file(upper.path("data").join(left));
    }
    std::fs::copy(&backup, upper.path("data/hub.sqlite")).unwrap();
    upper.run();
    until_counts(&upper, &desk, 190).await;

    // The lower one dies in the middle of sending.
    desk.writes(400);
    low.wake();
    tokio::time::sleep(Duration::from_millis(150)).await;
    lower.kill();
    lower.run();
    until_counts(&upper, &desk, 590).await;
    until_line(&low, Line::UpToDate).await;
    low.stop();
    // What came by hubs is known to whoever comes straight.
    desk.writes(1);
    let straight = desk.connects(&at_upper);
    until_counts(&upper, &desk, 591).await;
    until_line(&straight, Line::UpToDate).await;

    // Shut out below, it is out above and beside from the same number on; what only the top had is kept apart there.
    lower.does(&["device", "revoke", &desk.who.device.to_string()]);
    for (hub, events) in [(&lower, 590), (&upper, 590), (&second, 120)] {
        let out = &mut || {
            let said = hub.does(&["device", "list"]);
            said.contains("revoked from 591") && counts(hub)[0].1 == events
        };
        until_in(Duration::from_mins(1), "all shut it out", out).await;
    }
    until_line(&straight, Line::Revoked).await;
}
