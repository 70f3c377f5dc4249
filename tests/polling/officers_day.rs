//! The officer's day: an exercise, an acceptance that is taken back, counts that differ, a voter of two booths, paper.

use std::path::Path;

use jiff::Zoned;
use jiff::tz::{TimeZone, offset};
use stories::{Pcscd, TestPrinter, Windows, printed_codes, printed_text};

use polling_desk::ClaimsAt;

use crate::prepared::{administrators, officers, package, prepared, roll, set_up, votes_at};
use crate::{logs_in, paper, picture, taken_up, votes};

/// On the roll besides those of the story.
const MORE: usize = 60;
/// Name of the sample's election.
const ELECTION: &str = "第91回衆議院議員総選挙・風見県知事選挙";

#[tokio::test]
async fn an_exercise_is_seen_to_be_one_and_leaves_nothing() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    let stick = tempfile::tempdir().unwrap();
    let city = prepared(8, "stop");
    let register = roll(&[], MORE, stick.path());
    let lists = windows.home().join("polling");

    windows.click("to-polling").await;
    windows.act("clock-right").await;
    windows.act("mode-training").await;
    let file = package(&city, stick.path());
    windows.tell("package-file", file.to_str().unwrap()).await;
    windows.act("package-take").await;
    logs_in(&windows, &administrators(&city)).await;
    windows.act("choose-booth").await;
    assert!(windows.shown("training-band").await.contains("訓練"));
    windows.tell("roll-file", register.to_str().unwrap()).await;
    windows.act("import-roll").await;
    windows.shown("new-hash").await;
    windows.act("changes-looked").await;
    windows.act("apply-roll").await;
    windows.says("名簿を使いはじめました").await;
    windows.act("lock").await;
    logs_in(&windows, &officers(&city)).await;
    windows.act("tab-officer").await;
    windows.act("open-booth").await;
    windows.says("記録しました").await;
    windows.act("tab-booth").await;
    windows.scan("T2003").await;
    windows.act("choose").await;
    votes(&windows, "training").await;
    let slip = printed_text(&paper(&printer, 0).await);
    assert!(
        slip.contains("訓練"),
        "the slip says that it is an exercise"
    );
    assert!(
        !lists.join("live").exists(),
        "nothing of it is in the real list"
    );
    windows.act("lock").await;

    // It ends without anybody's receipt.
    logs_in(&windows, &administrators(&city)).await;
    windows.act("tab-manage").await;
    windows.act("part-close").await;
    windows.tell("destroy-name", ELECTION).await;
    picture(&windows, "polling-day-1-exercise-ends");
    windows.act("destroy").await;
    windows.act("to-counter").await;
    windows.stage("choosing").await;
    assert!(!lists.join("training").exists());
}

#[tokio::test]
async fn an_officer_keeps_the_books_of_a_day() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let city = prepared(8, "go-on");
    let register = roll(&[], MORE, stick.path());
    let today = station::today();
    let home = tempfile::tempdir().unwrap();
    drop(set_up(
        &city,
        home.path(),
        "city-hall",
        ClaimsAt::ThisPc,
        &register,
        today,
    ));
    // The branch is cut off and goes on: it accepts an elector whom the city hall will accept too.
    let far = tempfile::tempdir().unwrap();
    let mut branch = set_up(
        &city,
        far.path(),
        "east-branch",
        ClaimsAt::Elsewhere,
        &register,
        today,
    );
    branch.code(&officers(&city), today).unwrap();
    branch.working_mut().unwrap().open_booth(today).unwrap();
    votes_at(&mut branch, "T2001");
    let of_branch = branch
        .working_mut()
        .unwrap()
        .write_bundle(stick.path())
        .unwrap();

    let windows = taken_up(home, &printer).await;
    let clerk = badge_of_a_clerk(&windows, &printer, &administrators(&city)).await;
    logs_in(&windows, &officers(&city)).await;
    windows.act("tab-officer").await;
    windows.act("open-booth").await;
    windows.says("記録しました").await;
    windows.tell("officer-name", "管理　一子").await;
    windows.act("take-duty").await;
    windows.shown("leave-duty").await;

    windows.act("tab-booth").await;
    windows.scan("T2001").await;
    windows.act("choose").await;
    votes(&windows, "officer").await;
    is_taken_back(&windows, &clerk).await;
    two_booths(&windows, &of_branch).await;
    let now = Zoned::now().with_time_zone(TimeZone::fixed(offset(9)));
    let before = (now.hour() - 1).max(0);
    on_paper(&windows, before).await;
    // An hour is compared when it is over: in the first one of a day there is none.
    if before < now.hour() {
        counts(&windows, before).await;
    }
    papers(&windows, &printer).await;

    // The day ends, and the period does not.
    windows.act("tab-officer").await;
    windows.act("part-day").await;
    windows.act("close-ask").await;
    windows.act("close-booth").await;
    windows.says("記録しました").await;
    windows.act("tab-manage").await;
    windows.act("part-close").await;
    windows
        .wait_for("[data-act='end'] [data-code='polling-period-not-over']")
        .await;
    picture(&windows, "polling-day-9-not-over");
}

/// The administrator prints it, and it is read off the paper.
async fn badge_of_a_clerk(windows: &Windows, printer: &TestPrinter, code: &str) -> String {
    logs_in(windows, code).await;
    windows.act("tab-manage").await;
    windows.act("part-badges").await;
    windows.tell("badge-label", "受付1番").await;
    windows.act("issue-badge").await;
    windows.says("印刷").await;
    let badge = printed_codes(&paper(printer, 0).await).remove(0);
    windows.act("lock").await;
    badge
}

/// The wrong one of two namesakes was accepted: two persons take it back while the ballots lie on the desk.
async fn is_taken_back(windows: &Windows, clerk: &str) {
    windows.scan("T2002").await;
    windows.act("choose").await;
    windows.act("reason-1").await;
    windows.act("print-slip").await;
    windows
        .wait_for("[data-act='slip'][data-state='printed']")
        .await;
    windows.act("slip-received").await;
    windows.act("accept").await;
    windows.shown("accepted").await;
    windows.act("undo-begin").await;
    for ballot in ["house-single", "house-proportional", "governor"] {
        windows.act(&format!("undo-ballot-{ballot}")).await;
    }
    windows.act("because-wrong_elector").await;
    windows.tell("undo-note", "同姓同名の別の人だった").await;
    windows.tell("second-badge", clerk).await;
    picture(windows, "polling-day-2-undo");
    windows.act("undo").await;
    windows.says("記録しました").await;
    // Free again: the right one comes, and nothing stops them.
    windows.scan("T2002").await;
    windows.act("choose").await;
    windows.shown("verdict").await;
    assert!(windows.is_shown("accept").await);
    windows.act("cancel").await;
}

/// One slip too many is seen within the hour, with the acceptances of that hour.
async fn counts(windows: &Windows, hour: i8) {
    windows.act("tab-officer").await;
    windows.act("part-hours").await;
    let row = format!("[data-act='hour-{hour}']");
    for (slips, says) in [("2", ".differs"), ("1", ".equal")] {
        windows
            .press(&format!("{row} [data-act='hour-enter']"))
            .await;
        windows.tell("slips", slips).await;
        windows.act("tally-save").await;
        windows.says("記録しました").await;
        windows.wait_for(&format!("{row} {says}")).await;
        picture(windows, &format!("polling-day-3-counts-{slips}"));
    }
    windows
        .press(&format!("{row} [data-act='hour-show']"))
        .await;
    let there = windows.shown("hour-acceptances").await;
    assert!(there.contains("2003") && !there.contains("2001"), "{there}");
}

/// The branch's records come by stick: one voter stands in both, both stay, and a named person settles it.
async fn two_booths(windows: &Windows, of_branch: &Path) {
    windows.act("tab-manage").await;
    windows.act("carry-other").await;
    windows
        .tell("bundle-file", of_branch.to_str().unwrap())
        .await;
    windows.act("take-bundle-from").await;
    windows.says("取り込みました").await;
    picture(windows, "polling-day-4-carry");
    windows.shown("alert-incidents").await;
    windows.act("tab-officer").await;
    windows.act("part-cases").await;
    let case = windows.shown("incident").await;
    assert!(case.contains("市役所") && case.contains("東支所"), "{case}");
    picture(windows, "polling-day-5-incident");
    // Each kind of ballot was handed out at both places, and each is settled.
    for settled in 1..=3 {
        windows
            .tell("finding", "本人に確かめた。東支所の分は別に扱う")
            .await;
        windows.tell("settled-by", "選管書記長").await;
        windows.act("settle").await;
        let done = "[data-act='incident'][data-settled='true']";
        windows.wait_for_many(done, settled).await;
    }
    picture(windows, "polling-day-6-settled");
}

/// What was accepted while the power was gone is typed in with its hour.
async fn on_paper(windows: &Windows, hour: i8) {
    windows.act("tab-booth").await;
    windows.act("paper-open").await;
    windows.tell("paper-hour", &hour.to_string()).await;
    windows.act("paper-begin").await;
    windows.shown("paper-band").await;
    windows.scan("T2003").await;
    windows.act("choose").await;
    windows.shown("verdict").await;
    picture(windows, "polling-day-7-paper");
    windows.act("reason-1").await;
    windows.act("accept").await;
    windows.says("紙で受け付けた分を記録しました").await;
    windows.act("paper-end").await;
    windows.scan("T2003").await;
    windows.act("choose").await;
    assert!(windows.shown("stop").await.contains("交付しない"));
    windows.act("cancel").await;
}

/// Figures of the day, as they are signed.
async fn papers(windows: &Windows, printer: &TestPrinter) {
    windows.act("tab-manage").await;
    windows.act("part-carry").await;
    let so_far = printer.printed().unwrap().len();
    for (at, (what, title)) in [("record", "期日前投票の記録"), ("reconciliation", "照合")]
        .into_iter()
        .enumerate()
    {
        windows.act(&format!("print-{what}")).await;
        let sheet = paper(printer, so_far + at).await;
        let text = printed_text(&sheet);
        assert!(text.contains(title), "{text}");
        assert!(!text.contains("同名"), "no elector stands on it");
        assert!(text.contains("小選挙区"), "the figures stand on it");
        if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
            let to = Path::new(&folder).join(format!("polling-day-{what}.pdf"));
            std::fs::copy(&sheet, to).unwrap();
        }
    }
}
