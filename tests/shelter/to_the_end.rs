//! A small shelter from its exercise to its end: badges, a household that registered beforehand, rules,
//! an inquiry, closing, the city's receipt, and the end of the list.

use std::path::{Path, PathBuf};
use std::time::Duration;

use shelter_desk::ShelterDesk;
use stories::{Pcscd, TestPrinter, Windows, printed_codes, printed_text};

use crate::prepared::{NAME, give, neighbour, prepared};
use crate::{opens, picture};

/// Papers of the printer, as they come.
struct Papers<'p> {
    printer: &'p TestPrinter,
    seen: usize,
}

impl Papers<'_> {
    /// The next one that comes out.
    async fn next(&mut self) -> PathBuf {
        for _ in 0..100 {
            if let Some(sheet) = self.printer.printed().unwrap().into_iter().nth(self.seen) {
                self.seen += 1;
                return sheet;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("nothing more was printed");
    }
}

#[tokio::test]
async fn a_small_shelter_comes_to_its_end() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    windows.stage("choosing").await;
    let city = prepared();
    give(&city, windows.home());
    let keeper = city.keepers[0].1.to_print();
    let lists = windows.home().join("shelter");

    exercise(&windows, &keeper, &lists).await;

    opens(&windows, &keeper, "mode-real").await;
    assert!(!windows.is_shown("training-band").await);
    let mut papers = Papers {
        printer: &printer,
        seen: 0,
    };
    let card = registers_beforehand(&windows, &mut papers).await;
    comes_with_card(&windows, &card).await;
    let badge = badges(&windows, &mut papers).await;
    a_rule(&windows, &keeper).await;
    an_inquiry(&windows).await;
    is_void(&windows, &badge).await;
    let other = tempfile::tempdir().unwrap();
    let mut city_desk = neighbour(&city, other.path());
    the_end(&windows, &card, &mut city_desk, &lists).await;
}

/// A list of its own, with its band, that ends without the city.
async fn exercise(windows: &Windows, keeper: &str, lists: &Path) {
    opens(windows, keeper, "mode-training").await;
    assert!(windows.shown("training-band").await.contains("訓練"));
    by_hand(windows, &["訓練　太郎"]).await;
    windows.act("register").await;
    windows.says("登録しました").await;
    picture(windows, "end-1-training");
    assert!(lists.join("training/ledger.db").is_file());
    assert!(
        !lists.join("live").exists(),
        "nothing of it is in the real list"
    );

    leaves(windows, "訓練").await;
    windows.act("tab-manage").await;
    windows.act("close").await;
    windows.act("close-yes").await;
    windows.says("閉じました").await;
    windows.tell("destroy-name", NAME).await;
    windows.act("destroy").await;
    windows.stage("choosing").await;
    assert!(!lists.join("training").exists());
}

async fn by_hand(windows: &Windows, names: &[&str]) {
    windows.act("by-hand").await;
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            windows.act("add-member").await;
        }
        windows.tell("member-name", name).await;
        windows.tell("member-age", "41").await;
        windows.act("member-help-no").await;
    }
}

/// Somebody found by name goes home, with the household.
async fn leaves(windows: &Windows, name: &str) {
    windows.act("tab-search").await;
    windows.tell("find-text", name).await;
    windows.act("find-choose").await;
    windows.act("move-left").await;
    windows.act("move-done").await;
    windows.says("記録しました").await;
}

/// A household that comes in peacetime gets a card, and nobody is registered.
async fn registers_beforehand(windows: &Windows, papers: &mut Papers<'_>) -> String {
    by_hand(windows, &["見本　春子", "見本　夏"]).await;
    picture(windows, "end-2-beforehand");
    windows.act("print-beforehand").await;
    let paper = papers.next().await;
    let text = printed_text(&paper);
    assert!(text.contains("見本市") && text.contains("2人"));
    assert!(!text.contains("春子") && !text.contains("見本夏"));
    windows.act("cancel").await;
    windows.act("tab-search").await;
    windows.tell("find-text", "春子").await;
    assert!(windows.shown("find-count").await.contains("見つかりません"));
    windows.act("tab-reception").await;
    printed_codes(&paper).remove(0)
}

async fn comes_with_card(windows: &Windows, card: &str) {
    windows.scan(card).await;
    // Their ages are on no card: they are the question that is left.
    for member in ["member-0", "member-1"] {
        windows.act(member).await;
        windows.tell("member-age", "41").await;
        windows.act("member-help-no").await;
    }
    picture(windows, "end-3-with-card");
    windows.act("register").await;
    windows.says("登録しました").await;
    windows.act("next").await;
}

/// A badge is printed; whoever holds it works with fewer pages.
async fn badges(windows: &Windows, papers: &mut Papers<'_>) -> String {
    windows.act("tab-manage").await;
    windows.tell("badge-label", "受付1番").await;
    windows.act("issue-badge").await;
    windows.says("印刷").await;
    let badge = printed_codes(&papers.next().await).remove(0);
    windows.scan(&badge).await;
    windows
        .wait_for("[data-act='operator'][data-role='volunteer']")
        .await;
    for keepers in ["tab-manage", "tab-report", "tab-inquiry"] {
        assert!(!windows.is_shown(keepers).await, "{keepers}");
    }
    assert!(windows.is_shown("tab-serve").await);
    picture(windows, "end-4-volunteer");
    windows.act("lock").await;
    windows.shown("code").await;
    picture(windows, "end-5-locked");
    assert!(!windows.is_shown("tab-reception").await);
    windows.scan(&badge).await;
    windows.shown("tab-reception").await;
    badge
}

/// The keeper says how often nappies are handed out; the second time there is a warning and no refusal.
async fn a_rule(windows: &Windows, keeper: &str) {
    // A volunteer reads it only.
    windows.act("tab-serve").await;
    windows.act("offer-nappies").await;
    windows.shown("rule-now").await;
    assert!(!windows.is_shown("rule-change").await);
    windows.act("lock").await;
    windows.tell("code", keeper).await;
    windows.act("code-enter").await;
    windows
        .wait_for("[data-act='operator'][data-role='keeper']")
        .await;
    // What is handed out stays when the keeper takes over.
    windows.act("tab-serve").await;
    windows.act("rule-change").await;
    windows.tell("rule-hours", "3").await;
    picture(windows, "end-6-rule");
    windows.act("rule-save").await;
    windows.says("記録しました").await;
    assert!(windows.shown("rule-now").await.contains("3時間"));
    for _ in 0..2 {
        windows.tell("serve-text", "春子").await;
        windows.act("serve-choose").await;
        windows.act("serve-one").await;
        windows.says("渡しました").await;
        windows.shown("serve-text").await;
    }
    let before = windows.shown("served-before").await;
    assert!(before.contains("渡してかまいません"));
    picture(windows, "end-7-rule-warns");
}

/// Before the person agreed nothing is told; then what was agreed to, and each time it is on record.
async fn an_inquiry(windows: &Windows) {
    asks(windows).await;
    assert_eq!(
        windows.shown("told").await,
        "お尋ねの方の情報はありません。"
    );
    windows.act("inquiry-next").await;
    windows.act("tab-search").await;
    windows.tell("find-text", "春子").await;
    windows.act("find-choose").await;
    windows.act("consent-relatives-yes").await;
    windows.says("記録しました").await;
    asks(windows).await;
    assert!(windows.shown("told").await.contains(NAME));
    picture(windows, "end-9-inquiry-told");
    windows.act("inquiry-next").await;
    windows.act("tab-manage").await;
    assert_eq!(windows.shown("inquiries").await, "2");
    picture(windows, "end-10-manage");
    windows.act("clock-ask").await;
    windows.shown("clock-wrong").await;
    picture(windows, "end-10-clock");
    windows.act("clock-right").await;
}

async fn asks(windows: &Windows) {
    windows.act("tab-inquiry").await;
    windows.tell("inquirer", "見本　次郎　090-0000-0000").await;
    windows.tell("identified", "運転免許証").await;
    windows.act("asker-cohabitant").await;
    windows.tell("reason", "連絡がとれない").await;
    windows.tell("inquiry-text", "春子").await;
    windows.shown("inquiry-choose").await;
    picture(windows, "end-8-inquiry");
    windows.act("inquiry-choose").await;
}

/// A badge that was lost opens nothing any more, and the keeper stays.
async fn is_void(windows: &Windows, badge: &str) {
    windows.act("revoke-badge").await;
    windows.says("記録しました").await;
    windows.scan(badge).await;
    windows.says("この名札では入れません").await;
    windows
        .wait_for("[data-act='operator'][data-role='keeper']")
        .await;
}

/// Refused while people are in; then everybody leaves, the city has the list, and it is destroyed.
async fn the_end(windows: &Windows, household: &str, city_desk: &mut ShelterDesk, lists: &Path) {
    windows.act("tab-manage").await;
    windows.act("close").await;
    windows.act("close-yes").await;
    windows.says("まだこの避難所にいる").await;
    picture(windows, "end-11-refused");
    // Whom a code brings is seen, whatever page is open.
    windows.scan(household).await;
    windows.act("tick-all").await;
    windows.act("move-left").await;
    windows.act("move-done").await;
    windows.says("記録しました").await;

    // The city's PC is known here before the closing, which it has to hold too.
    let stick = tempfile::tempdir().unwrap();
    let folder = stick.path().to_str().unwrap();
    let city_list = city_desk.working_mut().unwrap();
    let of_city = city_list.write_bundle(stick.path()).unwrap();
    windows.act("tab-manage").await;
    windows.act("carry-other").await;
    windows.tell("bundle-file", of_city.to_str().unwrap()).await;
    windows.act("take-bundle").await;
    windows.says("取り込みました").await;

    closes(windows).await;
    assert!(
        !windows.is_shown("destroy").await,
        "the city has not got it"
    );
    picture(windows, "end-12-closed");
    // It was needed after all, and is closed again.
    windows.act("reopen").await;
    windows.shown("tab-reception").await;
    closes(windows).await;

    windows.act("carry-other").await;
    windows.tell("folder", folder).await;
    windows.act("write-bundle").await;
    windows.says("ファイルを書きました").await;
    let mut bundles: Vec<PathBuf> = std::fs::read_dir(stick.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|file| *file != of_city)
        .collect();
    assert_eq!(bundles.len(), 1);
    city_list.take_bundle(&bundles.remove(0)).unwrap();

    windows.tell("receipt-check", "1111-2222-3333-4444").await;
    windows.act("receipt").await;
    windows.says("この名簿のものと違います").await;
    assert!(!windows.is_shown("destroy").await);
    let words = city_list.check_words().unwrap();
    windows.tell("receipt-check", &words).await;
    windows.act("receipt").await;
    windows.shown("receipt-in").await;
    windows.tell("destroy-name", NAME).await;
    picture(windows, "end-13-receipt");
    windows.act("destroy").await;
    windows.stage("choosing").await;
    assert!(!lists.join("live").exists());
    // What the city holds stays.
    assert_eq!(city_list.registry().list().len(), 2);
}

async fn closes(windows: &Windows) {
    windows.act("tab-manage").await;
    windows.act("close").await;
    windows.act("close-yes").await;
    windows.says("閉じました").await;
    windows.shown("reopen").await;
}
