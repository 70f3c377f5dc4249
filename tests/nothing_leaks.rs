//! No digit stays in the WebView, and no personal data reaches a log.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::io::{Read, Seek, SeekFrom};

use stories::{Pcscd, TestPrinter, Windows, children_named, person};

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

/// Whether the process holds these bytes anywhere in its memory.
fn in_memory(pid: u32, needles: &[Vec<u8>]) -> bool {
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let mut memory = std::fs::File::open(format!("/proc/{pid}/mem")).unwrap();
    maps.lines()
        .filter(|line| {
            line.split_whitespace()
                .nth(1)
                .is_some_and(|mode| mode.starts_with("rw"))
        })
        .filter_map(|line| {
            let (from, to) = line.split_whitespace().next()?.split_once('-')?;
            Some((
                u64::from_str_radix(from, 16).ok()?,
                u64::from_str_radix(to, 16).ok()?,
            ))
        })
        .any(|(from, to)| region_holds(&mut memory, from, to, needles))
}

fn region_holds(memory: &mut std::fs::File, from: u64, to: u64, needles: &[Vec<u8>]) -> bool {
    const STEP: u64 = 4 << 20;
    let overlap = needles.iter().map(Vec::len).max().unwrap_or(0) as u64;
    let mut at = from;
    while at < to {
        let length = (STEP + overlap).min(to - at);
        let mut bytes = Vec::new();
        if memory.seek(SeekFrom::Start(at)).is_ok() {
            // Pages that were never touched cannot be read, and hold nothing.
            let _ = memory.by_ref().take(length).read_to_end(&mut bytes);
        }
        if needles.iter().any(|needle| memmem(&bytes, needle)) {
            return true;
        }
        at += STEP;
    }
    false
}

fn memmem(bytes: &[u8], needle: &[u8]) -> bool {
    let first = needle[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

fn both_encodings(text: &str) -> Vec<Vec<u8>> {
    vec![
        text.as_bytes().to_vec(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

#[tokio::test]
async fn the_webview_never_holds_the_digits() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    let mut digits = person("ordinary").face_code().to_owned();
    windows.click("form-juminhyo-request").await;
    windows.click("training-insert-ordinary").await;
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
    windows.type_on_pad(&digits).await;

    let reach = windows
        .driver()
        .execute(EVERYTHING_IN_REACH, vec![])
        .await
        .unwrap();
    let reach = reach.json().as_str().unwrap().to_owned();
    assert!(reach.contains("press"), "the page's messages were not seen");
    let digits_only: String = reach.chars().filter(char::is_ascii_digit).collect();
    assert!(!reach.contains(&digits) && !digits_only.is_empty());

    // The test's own WebDriver commands name single keys, never the whole code.
    let pages = children_named(windows.root_process(), "WebKitWebProc");
    assert!(!pages.is_empty(), "no WebView process was found");
    for pid in pages {
        assert!(
            !in_memory(pid, &both_encodings(&digits)),
            "the WebView holds the digits"
        );
    }

    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("end").await;
    if let Ok(Some(confirm)) = confirm_button(&windows).await {
        confirm.click().await.unwrap();
    }
    windows.stage("choosing").await;
    for pid in children_named(windows.root_process(), "kazashi-app") {
        assert!(
            !in_memory(pid, &both_encodings(&digits)[..1]),
            "the program kept the digits"
        );
    }
    digits.clear();
    windows.close().await;
}

async fn confirm_button(
    windows: &Windows,
) -> Result<Option<thirtyfour::WebElement>, thirtyfour::error::WebDriverError> {
    let found = windows
        .driver()
        .find_all(thirtyfour::By::Css("[data-testid='end-yes']"))
        .await?;
    Ok(found.into_iter().next())
}

#[tokio::test]
async fn no_log_holds_the_person() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let windows = Windows::open(Some(&printer.uri())).await;
    let person = person("long-name");
    windows.click("form-juminhyo-request").await;
    windows.click("training-insert-long-name").await;
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
    let marks = [
        person.name().to_owned(),
        person.name().split('\u{3000}').next().unwrap().to_owned(),
        person.address().to_owned(),
        person.address().chars().skip(3).take(8).collect(),
        birth.to_string(),
        birth.strftime("%Y%m%d").to_string(),
        person.face_code().to_owned(),
    ];
    for mark in &marks {
        assert!(!log.contains(mark.as_str()), "the log holds personal data");
    }
    let pin = person.pin();
    let alone = log
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word == pin);
    assert!(!alone, "the log holds the PIN");
    for file in files_under(windows.home()) {
        let bytes = std::fs::read(&file).unwrap();
        for mark in &marks {
            assert!(
                !memmem(&bytes, mark.as_bytes()),
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
            // The training CA's own folder holds the invented residents on purpose.
            match path.is_dir() {
                true if path.ends_with("training-ca") => Vec::new(),
                true => files_under(&path),
                false => vec![path],
            }
        })
        .collect()
}
