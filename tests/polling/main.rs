//! A booth of early voting: card, ticket and a name said aloud; whoever voted is stopped, also after a power cut.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

mod prepared;

use std::path::PathBuf;
use std::time::Duration;

use polling_desk::PollingDesk;

use prepared::{package, prepared, roll};
use stories::{Card, Pcscd, TestPrinter, Windows, person, printed_text};

/// On the roll besides those of the story.
const MORE: usize = 2_000;

fn picture(windows: &Windows, name: &str) {
    if let Some(folder) = std::env::var_os("KAZASHI_PICTURES") {
        windows.picture_of_staff(&PathBuf::from(folder).join(format!("{name}.png")));
    }
}

async fn logs_in(windows: &Windows, code: &str) {
    windows.tell("code", code).await;
    windows.act("code-enter").await;
}

/// From the page of who was chosen to the ballot box; the slip is printed.
async fn votes(windows: &Windows, name: &str) {
    windows.act("reason-2").await;
    windows.act("print-slip").await;
    windows
        .wait_for("[data-act='slip'][data-state='printed']")
        .await;
    windows.act("slip-received").await;
    picture(windows, &format!("polling-{name}-ready"));
    windows.act("accept").await;
    windows.shown("accepted").await;
    picture(windows, &format!("polling-{name}-accepted"));
    // Kind by kind; the button that ends it is there all the time, and can be pressed when all are out.
    while windows.is_there("[data-act='left-desk'][disabled]").await {
        if windows.is_shown("issued").await {
            windows.act("issued").await;
        }
    }
    windows.act("left-desk").await;
    windows.says("受付を終わりました").await;
}

#[tokio::test]
async fn nobody_votes_twice_whatever_they_bring() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    let stick = tempfile::tempdir().unwrap();
    let city = prepared();
    let (_, officer) = &city.keepers[0];
    let (_, administrator) = &city.keepers[1];
    let resident = person("ordinary");
    let register = roll(&[&resident], MORE, stick.path());

    // The administrator: package, code, booth, roll.
    windows.click("to-polling").await;
    windows.act("clock-right").await;
    windows.act("mode-live").await;
    let file = package(&city, stick.path());
    windows.tell("package-file", file.to_str().unwrap()).await;
    windows.act("package-take").await;
    logs_in(&windows, &administrator.to_print()).await;
    picture(&windows, "polling-1-booths");
    windows.act("choose-booth").await;
    windows.tell("roll-file", register.to_str().unwrap()).await;
    windows.act("import-roll").await;
    windows.shown("new-hash").await;
    picture(&windows, "polling-2-roll");
    windows.act("changes-looked").await;
    windows.act("apply-roll").await;
    windows.says("名簿を使いはじめました").await;
    windows.act("lock").await;

    // The officer opens the booth.
    logs_in(&windows, &officer.to_print()).await;
    picture(&windows, "polling-3-not-open");
    windows.act("tab-officer").await;
    windows.act("open-booth").await;
    windows.says("記録しました").await;
    picture(&windows, "polling-4-officer");
    windows.act("tab-booth").await;

    // A card and its PIN.
    let card = Card::of(&resident);
    windows.step("enter").await;
    windows.type_on_pad(resident.pin()).await;
    windows.click("pad-done").await;
    picture(&windows, "polling-5-candidates");
    windows.act("choose").await;
    windows.shown("verdict").await;
    picture(&windows, "polling-6-elector");
    votes(&windows, "card").await;
    assert_eq!(card.take_off().tries_left().pin, 3);
    let text = printed_text(&paper(&printer).await);
    assert!(text.contains("宣誓書"), "the declaration slip is printed");

    // The bar code of a ticket.
    windows.scan("T2003").await;
    windows.act("choose").await;
    votes(&windows, "ticket").await;

    // A name said aloud: two of that name and birth date, and a person chooses.
    windows.tell("find", "ドウメイ 1975").await;
    windows.act("find-go").await;
    windows.shown("candidates").await;
    picture(&windows, "polling-7-namesakes");
    windows.act("choose").await;
    votes(&windows, "spoken").await;

    // The first one comes again with the ticket that was found at home, and is stopped; so is who died.
    for (ticket, name) in [("T1001", "again"), ("T2004", "died")] {
        windows.scan(ticket).await;
        windows.act("choose").await;
        let stop = windows.shown("stop").await;
        assert!(stop.contains("交付しない"), "{stop}");
        picture(&windows, &format!("polling-8-{name}"));
        assert!(!windows.is_shown("accept").await, "no click passes a stop");
        windows.act("cancel").await;
    }
    windows.act("tab-board").await;
    windows.shown("board").await;
    picture(&windows, "polling-9-board");

    // The marked roll is there for the case that this PC dies.
    let marked = windows.home().join("polling/live/marked-roll");
    let sheet = marked.join("投票区_002.pdf");
    for _ in 0..150 {
        if sheet.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(printed_text(&sheet).contains("同名"), "the roll on paper");

    // The power fails, and the desk knows it all the same.
    let home = windows.keep_home();
    drop(windows);
    let today = station::today();
    let mut desk = PollingDesk::start(home.path(), today);
    desk.code(&officer.to_print(), today).unwrap();
    let list = desk.working_mut().unwrap();
    list.ticket("T1001").unwrap();
    let found = list.candidates()[0].elector.id;
    list.choose(found).unwrap();
    let state = list.state_at_desk().unwrap();
    assert!(state.claims().any(|(_, claim)| claim.left));
}

/// The first sheet that comes out.
async fn paper(printer: &TestPrinter) -> PathBuf {
    for _ in 0..100 {
        if let Some(sheet) = printer.printed().unwrap().into_iter().next() {
            return sheet;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("nothing was printed");
}
