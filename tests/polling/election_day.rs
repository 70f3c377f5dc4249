//! The period is over: who voted early is fixed, the polling station knows it, and the roll leaves the PC.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use polling_desk::ClaimsAt;
use stories::{Pcscd, TestPrinter};

use crate::prepared::{administrators, officers, prepared, roll, set_up, votes_at};
use crate::{hands_out, logs_in, picture, taken_up};

#[tokio::test]
async fn whoever_voted_early_is_stopped_on_election_day_and_then_the_roll_is_destroyed() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let city = prepared(0, "stop");
    let register = roll(&[], 60, stick.path());
    let yesterday = station::today().saturating_sub(1.day());
    let home = tempfile::tempdir().unwrap();
    let mut desk = set_up(
        &city,
        home.path(),
        "city-hall",
        ClaimsAt::ThisPc,
        &register,
        yesterday,
    );
    desk.code(&officers(&city), yesterday).unwrap();
    desk.working_mut().unwrap().open_booth(yesterday).unwrap();
    votes_at(&mut desk, "T2001");
    desk.working_mut().unwrap().close_booth(yesterday).unwrap();
    drop(desk);

    let windows = taken_up(home, &printer).await;
    logs_in(&windows, &officers(&city)).await;
    windows.act("tab-manage").await;
    windows.act("part-close").await;
    windows.act("freeze-sure").await;
    picture(&windows, "polling-end-1-freeze");
    windows.act("freeze").await;
    let frozen = windows.shown("frozen").await;
    assert!(frozen.contains("1人"), "{frozen}");
    windows.act("part-carry").await;
    windows.act("carry-other").await;
    windows.tell("folder", stick.path().to_str().unwrap()).await;
    windows.act("write-early-voters").await;
    windows.says("書きました").await;
    let list = early_voters(stick.path());
    windows.tell("bundle-file", list.to_str().unwrap()).await;
    windows.act("take-bundle-from").await;
    windows.says("取り込みました：1 人").await;
    picture(&windows, "polling-end-2-carry");

    // The polling station.
    windows.act("tab-officer").await;
    windows.act("open-booth").await;
    windows.says("記録しました").await;
    windows.act("tab-booth").await;
    windows.scan("T2001").await;
    windows.act("choose").await;
    let stop = windows.shown("stop").await;
    assert!(
        stop.contains("交付しない") && stop.contains("期日前"),
        "{stop}"
    );
    picture(&windows, "polling-end-3-voted-early");
    windows.act("cancel").await;
    windows.scan("T2002").await;
    windows.act("choose").await;
    windows.shown("verdict").await;
    picture(&windows, "polling-end-4-station");
    // No reason and no slip on the day itself.
    assert!(!windows.is_shown("slip").await && !windows.is_shown("reason-1").await);
    windows.act("accept").await;
    windows.shown("accepted").await;
    hands_out(&windows).await;
    windows.act("left-desk").await;
    windows.says("受付を終わりました").await;
    windows.act("tab-officer").await;
    windows.act("close-ask").await;
    windows.act("close-booth").await;
    windows.says("記録しました").await;
    windows.act("lock").await;

    // The board has everything before the roll leaves this PC.
    logs_in(&windows, &administrators(&city)).await;
    windows.act("tab-manage").await;
    windows.act("part-close").await;
    let name = "第91回衆議院議員総選挙・風見県知事選挙";
    windows.tell("destroy-name", name).await;
    windows.wait_for("[data-act='destroy'][disabled]").await;
    let words = windows.shown("check-words").await;
    windows.tell("board-said", "1111-2222-3333-4444").await;
    windows.act("board-received").await;
    windows.says("違います").await;
    windows.tell("board-said", &words).await;
    windows.act("board-received").await;
    windows.says("記録しました").await;
    windows.tell("destroy-name", name).await;
    picture(&windows, "polling-end-5-destroy");
    windows.act("destroy").await;
    let proof = windows.shown("proof").await;
    assert_eq!(proof, words);
    picture(&windows, "polling-end-6-destroyed");
    let left = windows.home().join("polling/live");
    for file in ["ledger.db", "roll.db", "claims.db"] {
        assert!(!left.join(file).exists(), "{file} is still there");
    }
}

/// The list on the stick.
fn early_voters(stick: &Path) -> PathBuf {
    std::fs::read_dir(stick)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|file| {
            file.extension()
                .is_some_and(|ending| ending == "kazashi-early-voters")
        })
        .unwrap()
}
