//! No digit stays in the WebView, and no personal data reaches a log.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use memchr::memmem::find;
use stories::{Card, Pcscd, TestPrinter, Windows, children_named, holds_in_memory, marked};

/// Counts every message that the page sends, so that one with more than a digit would show.
const LISTEN_TO_MESSAGES: &str = r#"
    window.__sent = [];
    const send = window.fetch;
    window.fetch = function (target, options) {
        const body = options && options.body;
        window.__sent.push(String(target) + " " + (typeof body === "string" ? body : new TextDecoder().decode(body || new Uint8Array())));
        return send.apply(this, arguments);
    };
"#;

/// All text that the page can reach: document, inputs, storage, and what it sent.
const EVERYTHING_IN_REACH: &str = r#"
    const inputs = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
    return JSON.stringify([
        document.documentElement.outerHTML, inputs,
        { ...localStorage }, { ...sessionStorage }, document.cookie, location.href,
        window.__sent,
    ]);
"#;

#[tokio::test]
async fn the_webview_never_holds_the_digits() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    let resident = marked();
    let digits = resident.face_code();
    windows.click("form-juminhyo-request").await;
    // In this process, not in the program's: a training card would hold its own code there.
    let card = Card::of(&resident);
    windows.step("enter").await;
    windows
        .driver()
        .execute(LISTEN_TO_MESSAGES, vec![])
        .await
        .unwrap();
    windows.click("use-face-code").await;
    windows
        .wait_for("main[data-step='enter'] [data-tries='10']")
        .await;
    windows.type_on_pad(digits).await;

    let reach = windows
        .driver()
        .execute(EVERYTHING_IN_REACH, vec![])
        .await
        .unwrap();
    let reach = reach.json().as_str().unwrap().to_owned();
    assert!(reach.contains("press"), "the page's messages were not seen");
    assert!(!reach.contains(digits), "the page holds the digits");

    let programs = children_named(windows.root_process(), "kazashi-app");
    assert!(
        programs.iter().any(|pid| holds_in_memory(*pid, digits)),
        "what the resident types is nowhere: this search would find nothing anywhere"
    );
    // The test's own WebDriver commands name single keys, never the whole code.
    let pages = children_named(windows.root_process(), "WebKitWebProc");
    assert!(!pages.is_empty(), "no WebView process was found");
    for pid in pages {
        assert!(
            !holds_in_memory(pid, digits),
            "the WebView holds the digits"
        );
    }

    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("end").await;
    windows.click("end-yes").await;
    windows.stage("choosing").await;
    for pid in programs {
        assert!(!holds_in_memory(pid, digits), "the program kept the digits");
    }
    drop(card);
    windows.close().await;
}

#[tokio::test]
async fn no_log_holds_the_person() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    let person = marked();
    windows.click("form-juminhyo-request").await;
    let card = Card::of(&person);
    windows.step("enter").await;
    windows.type_on_pad("0000").await;
    windows.click("pad-done").await;
    windows.wait_for("[data-tries='2']").await;
    windows.type_on_pad(person.pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("print").await;
    windows.stage("printed").await;

    let birth = person.birth_date();
    let log = windows.log();
    assert!(log.len() > 1000, "the log is not at its most verbose");
    let marks: [String; 7] = [
        person.name().to_owned(),
        person.name().split('\u{3000}').next().unwrap().to_owned(),
        person.address().to_owned(),
        person.address().chars().skip(3).take(8).collect(),
        birth.to_string(),
        birth.strftime("%Y%m%d").to_string(),
        person.face_code().to_owned(),
    ];
    for mark in &marks {
        assert!(!log.contains(mark), "the log holds personal data");
    }
    let pin = person.pin();
    let alone = log
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word == pin);
    assert!(!alone, "the log holds the PIN");
    for file in files_under(windows.home()) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for mark in &marks {
            assert!(
                find(&bytes, mark.as_bytes()).is_none(),
                "{} holds personal data",
                file.display()
            );
        }
    }
    drop(card);
    windows.close().await;
}

#[tokio::test]
async fn nothing_of_the_person_stays_after_the_session() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    let person = marked();
    let card = Card::of(&person);
    windows.click("form-juminhyo-request").await;
    windows.step("enter").await;
    windows.type_on_pad(person.pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("change-person").await;
    let typed = "試験県入力検査市打込町６５４番地の３";
    // Spelled out in numbers: WebDriver's own messages would leave the text in the program.
    let codes: Vec<String> = typed.chars().map(|c| u32::from(c).to_string()).collect();
    let type_it = format!(
        "const field = document.querySelector(\"[data-testid='ask-person-address']\");
         field.focus();
         field.value = String.fromCodePoint({});
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
         field.blur();",
        codes.join(",")
    );
    windows.driver().execute(type_it, vec![]).await.unwrap();
    windows.wait_for(".field.changed").await;
    let programs = children_named(windows.root_process(), "kazashi-app");
    assert!(
        programs
            .iter()
            .any(|pid| holds_in_memory(*pid, person.name())),
        "the name is nowhere during the session: this search would find nothing anywhere"
    );
    windows.click("print").await;
    windows.stage("printed").await;
    drop(card);
    windows.stage("choosing").await;

    let address = person.address();
    let marks = [person.name(), address, typed];
    // The windows are told that it is over a moment after the desk forgot.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    for pid in programs {
        for (number, mark) in marks.iter().enumerate() {
            assert!(!holds_in_memory(pid, mark), "mark {number} is still there");
        }
    }
    for file in files_under(windows.home()) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        for mark in marks {
            assert!(
                find(&bytes, mark.as_bytes()).is_none(),
                "{} holds personal data",
                file.display()
            );
        }
    }
    windows.close().await;
}

fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files_under(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
