//! Two booths whose claims the city's hub grants: one elector at both, the hub away, and back again.

use std::path::Path;
use std::time::{Duration, Instant};

use stories::{Pcscd, TestPrinter, Windows};
use vault::Prepared;

use crate::city::City;
use crate::prepared::{administrators, officers, package, prepared, roll};
use crate::{logs_in, picture, votes};

const PATIENCE: Duration = Duration::from_mins(1);

/// Waits for what the network brings.
async fn until(windows: &Windows, css: &str) {
    let start = Instant::now();
    while !windows.is_there(css).await {
        assert!(
            start.elapsed() < PATIENCE,
            "{css} did not come: {}",
            windows.seen().await
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A PC as it comes from the commission: package, claims at the hub, its booth, its roll, the hub by a code.
async fn set_up(city: &Prepared, hub: &City, place: usize, stick: &Path, roll: &Path) -> Windows {
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    // It prints until the story ends.
    std::mem::forget(printer);
    windows.stage("choosing").await;
    windows.click("to-polling").await;
    windows.act("clock-right").await;
    windows.act("mode-live").await;
    let file = package(city, stick);
    windows.tell("package-file", file.to_str().unwrap()).await;
    windows.act("package-take").await;
    logs_in(&windows, &administrators(city)).await;
    windows.act("claims-hub").await;
    windows.wait_for("label.on [data-act='claims-hub']").await;
    picture(&windows, &format!("polling-hub-{place}-1-claims"));
    let booth = format!("li.booth:nth-of-type({place}) [data-act='choose-booth']");
    windows.press(&booth).await;
    windows.shown("roll-file").await;
    picture(&windows, &format!("polling-hub-{place}-2-chosen"));
    windows.tell("roll-file", roll.to_str().unwrap()).await;
    windows.act("import-roll").await;
    windows.shown("new-hash").await;
    windows.act("changes-looked").await;
    windows.act("apply-roll").await;
    windows.says("名簿を使いはじめました").await;

    windows.act("part-carry").await;
    picture(&windows, &format!("polling-hub-{place}-3-alone"));
    windows.act("hub-by-code").await;
    windows.tell("hub-address", &hub.address()).await;
    let code = hub.does(&["code", "new"]);
    windows.tell("hub-code", code.lines().next().unwrap()).await;
    picture(&windows, &format!("polling-hub-{place}-4-code"));
    windows.act("hub-enrol").await;
    let joined = "[data-act='hub'][data-place='elsewhere'][data-link='up_to_date']";
    until(&windows, joined).await;
    windows.shown("hub-claims").await;
    picture(&windows, &format!("polling-hub-{place}-5-joined"));
    windows.act("part-election").await;
    windows.shown("booth-chosen").await;
    let chosen = windows.shown("claims-chosen").await;
    assert!(chosen.contains("集約サーバ"), "{chosen}");
    picture(&windows, &format!("polling-hub-{place}-6-election"));
    windows.act("lock").await;

    logs_in(&windows, &officers(city)).await;
    windows.act("tab-officer").await;
    windows.act("open-booth").await;
    windows.says("記録しました").await;
    windows.act("tab-booth").await;
    until(&windows, "[data-act='standing'][data-link='up']").await;
    windows
}

/// The desk is free again: a stop lets no scan pass.
async fn free(windows: &Windows) {
    windows.act("cancel").await;
    windows.wait_for("[data-act='find']").await;
}

/// The elector's page, up to the button that asks the hub.
async fn before_accepting(windows: &Windows, ticket: &str) {
    windows.scan(ticket).await;
    windows.act("choose").await;
    windows.act("reason-2").await;
    windows.act("print-slip").await;
    windows
        .wait_for("[data-act='slip'][data-state='printed']")
        .await;
    windows.act("slip-received").await;
}

#[tokio::test]
async fn two_booths_at_one_hub_let_nobody_vote_twice_also_while_it_is_away() {
    let _pcscd = Pcscd::take();
    let stick = tempfile::tempdir().unwrap();
    let prepared = prepared(8, "home-booth");
    let register = roll(&[], 20, stick.path());
    let mut hub = City::start_with(&prepared, &["--authority-term", "1"], |_| String::new());
    let hall = set_up(&prepared, &hub, 1, stick.path(), &register).await;
    let branch = set_up(&prepared, &hub, 2, stick.path(), &register).await;
    picture(&branch, "polling-hub-7-connected");

    // One elector stands at both: the page is open at the branch when the hall accepts.
    before_accepting(&branch, "T2001").await;
    hall.scan("T2001").await;
    hall.act("choose").await;
    votes(&hall, "hub").await;
    if branch.is_shown("accept").await {
        branch.act("accept").await;
    }
    until(&branch, "[data-act='stop']").await;
    let stop = branch.shown("stop").await;
    assert!(stop.contains("交付しないでください"), "{stop}");
    picture(&branch, "polling-hub-8-refused");
    free(&branch).await;
    // Whoever comes again later is stopped with booth and hour.
    branch.scan("T2001").await;
    branch.act("choose").await;
    let stop = branch.shown("stop").await;
    assert!(stop.contains("市役所"), "{stop}");
    assert!(!branch.is_shown("accept").await, "no click passes a stop");
    picture(&branch, "polling-hub-9-again");
    free(&branch).await;

    // The hub is gone: the branch goes on with the districts that are allotted to it, and with no others.
    hub.is_killed();
    until(&branch, "[data-act='outage'][data-rule='home_booth']").await;
    picture(&branch, "polling-hub-10-cut");
    branch.scan("T2003").await;
    branch.act("choose").await;
    votes(&branch, "hub-cut").await;
    before_accepting(&branch, "T2002").await;
    branch.act("accept").await;
    let stop = branch.shown("stop").await;
    assert!(stop.contains("市役所で受け付けます"), "{stop}");
    picture(&branch, "polling-hub-11-sent-on");
    free(&branch).await;
    branch.act("tab-manage").await;
    until(&branch, "[data-act='hub'][data-link='unreachable']").await;
    // Only the commission decides which hub it is.
    assert!(!branch.is_shown("hub-leave").await);
    picture(&branch, "polling-hub-12-manage-cut");
    branch.act("tab-booth").await;

    // It is back: what happened meanwhile is confirmed, and both say the same.
    hub.serves();
    let agreed = "[data-act='standing'][data-link='up'] [data-act='standing-cut']:not(.warn)";
    until(&branch, agreed).await;
    picture(&branch, "polling-hub-13-back");
    until(&hall, "[data-act='standing'][data-link='up']").await;
    until_stopped(&hall, "T2003").await;
    let stop = hall.shown("stop").await;
    assert!(stop.contains("東支所"), "{stop}");
    picture(&hall, "polling-hub-14-hall-knows");
}

/// Opens the elector's page again and again until it is known here what another booth did.
async fn until_stopped(windows: &Windows, ticket: &str) {
    let start = Instant::now();
    loop {
        windows.scan(ticket).await;
        windows.act("choose").await;
        windows
            .wait_for("[data-act='stop'], [data-act='verdict']")
            .await;
        if windows.is_shown("stop").await {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "nobody told of {ticket}");
        free(windows).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
