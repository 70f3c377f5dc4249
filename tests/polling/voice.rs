//! Outage rule 3: a booth whose line is cut calls the commission, whose window answers.

use std::time::{Duration, Instant};

use polling::booth::{HandingPaper, Stage};
use polling::election::SlipMode;
use polling_desk::{ClaimsAt, Working};
use stories::{Pcscd, TestPrinter};

use crate::prepared::{officers, prepared, roll, set_up};
use crate::{logs_in, picture, taken_up};

/// The booth accepts by the outage rule; gives what it reads out.
fn reads_out(booth: &mut Working, ticket: &str) -> String {
    booth.ticket(ticket).unwrap();
    let elector = booth.candidates()[0].elector.id;
    booth.choose(elector).unwrap();
    booth.reason(2).unwrap();
    booth.slip_in_hand(SlipMode::Signed).unwrap();
    booth.accept(None).unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        if let Stage::Voice(asking) = booth.stage() {
            return booth.read_out(asking);
        }
        assert!(Instant::now() < deadline, "the rule never takes over");
        booth.wait(Duration::from_millis(50)).unwrap();
    }
}

#[tokio::test]
async fn a_booth_whose_line_is_cut_is_answered_by_telephone() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let city = prepared(8, "voice");
    let register = roll(&[], 0, stick.path());
    let today = station::today();
    let set_up = |pc: &std::path::Path, booth, claims| {
        let mut desk = set_up(&city, pc, booth, claims, &register, today);
        desk.code(&officers(&city), today).unwrap();
        desk.working_mut().unwrap().open_booth(today).unwrap();
        desk
    };
    drop(set_up(home.path(), "city-hall", ClaimsAt::ThisPc));
    let mut desk = set_up(place.path(), "east-branch", ClaimsAt::Elsewhere);
    let windows = taken_up(home, &printer).await;
    logs_in(&windows, &officers(&city)).await;

    let booth = desk.working_mut().unwrap();
    let number = reads_out(booth, "T2001");
    assert_eq!(booth.election().phone.as_deref(), Some("0100-00-0000"));

    // The commission: the namesake's page first, on which the number does not fit.
    windows.scan("T2002").await;
    windows.act("choose").await;
    windows.shown("verdict").await;
    windows.act("call-open").await;
    windows.act("call-booth").await;
    let misheard = if number.starts_with('0') { "1" } else { "0" };
    windows
        .tell("call-number", &format!("{misheard}{}", &number[1..]))
        .await;
    windows
        .wait_for("[data-act='call-number'][aria-invalid]")
        .await;
    windows.tell("call-number", &number).await;
    windows
        .wait_for("[data-act='call-go']:not([disabled])")
        .await;
    picture(&windows, "polling-voice-1-form");
    windows.act("call-go").await;
    windows
        .wait_for("[data-act='call-number'][aria-invalid]")
        .await;
    picture(&windows, "polling-voice-2-namesake");
    windows.act("cancel").await;

    // The one who is meant.
    windows.scan("T2001").await;
    windows.act("choose").await;
    windows.act("call-open").await;
    windows.act("call-booth").await;
    windows.tell("call-number", &number).await;
    windows
        .wait_for("[data-act='call-go']:not([disabled])")
        .await;
    windows.act("call-go").await;
    let code = windows.shown("call-code").await;
    picture(&windows, "polling-voice-3-code");
    assert!(!windows.is_shown("accept").await, "nobody is accepted here");

    // The booth types what was read back, and hands out.
    booth.voice_code(&code).unwrap();
    let Stage::Accepted(handing) = booth.stage() else {
        panic!("the booth accepts");
    };
    let ballots: Vec<_> = handing.in_state(HandingPaper::Offered).cloned().collect();
    assert!(!ballots.is_empty());
    for ballot in &ballots {
        booth.issue(ballot).unwrap();
    }
    booth.left_desk().unwrap();

    // At the commission's own desk the elector is not simply let through.
    windows.act("cancel").await;
    windows.scan("T2001").await;
    windows.act("choose").await;
    windows.shown("verdict").await;
    picture(&windows, "polling-voice-4-again");
    let open = "[data-act='accept']:not([disabled])";
    assert!(!windows.is_there(open).await);
}
