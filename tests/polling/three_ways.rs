//! A booth of early voting: card, ticket and a name said aloud; whoever voted is stopped, also after a power cut.

use std::time::Duration;

use polling_desk::PollingDesk;
use stories::{Card, Pcscd, TestPrinter, Windows, person, printed_text};

use crate::prepared::{administrators, officers, package, prepared, roll};
use crate::{logs_in, paper, picture, votes};

/// On the roll besides those of the story.
const MORE: usize = 2_000;

#[tokio::test]
async fn nobody_votes_twice_whatever_they_bring() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    let stick = tempfile::tempdir().unwrap();
    let city = prepared(8, "home-booth");
    let resident = person("ordinary");
    let register = roll(&[&resident], MORE, stick.path());

    // The administrator: package, code, booth, roll.
    windows.click("to-polling").await;
    windows.act("clock-right").await;
    windows.act("mode-live").await;
    let file = package(&city, stick.path());
    windows.tell("package-file", file.to_str().unwrap()).await;
    windows.act("package-take").await;
    logs_in(&windows, &administrators(&city)).await;
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
    logs_in(&windows, &officers(&city)).await;
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
    let text = printed_text(&paper(&printer, 0).await);
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
    desk.code(&officers(&city), today).unwrap();
    let list = desk.working_mut().unwrap();
    list.ticket("T1001").unwrap();
    let found = list.candidates()[0].elector.id;
    list.choose(found).unwrap();
    let state = list.state_at_desk().unwrap();
    assert!(state.claims().any(|(_, claim)| claim.left));
}
