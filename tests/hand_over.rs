//! The back office gets what stands on the paper without typing it: as a code and as a file.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use stories::{Pcscd, TestPrinter, Windows, person, printed_codes};

#[tokio::test]
async fn a_printed_form_is_handed_over_as_a_code_and_as_a_file() {
    let _pcscd = Pcscd::take();
    let printer = TestPrinter::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = format!("folder = \"{}\"", folder.path().display());
    let settings = [
        "resident_window = \"beside\"",
        "[handover]",
        "qr = true",
        "format = \"json\"",
        &place,
    ];
    let windows = Windows::open_with(Some(&printer.uri()), &settings).await;
    windows.stage("choosing").await;
    windows.click("form-seal-certificate").await;
    windows.stage("awaiting_card").await;
    windows.click("training-insert-ordinary").await;
    windows.step("enter").await;
    windows.type_on_pad(person("ordinary").pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.click("training-remove").await;
    windows.answer_what_is_missing().await;
    windows.click("print").await;
    windows.stage("printed").await;
    windows.close().await;

    let sheets = printer.printed().unwrap();
    let codes = printed_codes(&sheets[0]);
    assert_eq!(codes.len(), 1, "one code stands on the page");
    let received = handover::read(&codes[0], None).unwrap();
    let name = person("ordinary").name().to_owned();
    assert!(received.values().any(|(_, value)| value == name));
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(files.len(), 1, "one file a visit, and nothing half-written");
    let file = std::fs::read_to_string(files[0].path()).unwrap();
    assert!(file.contains(&name) && file.contains("seal-certificate"));
}
