//! axe finds nothing in the real windows (WCAG 2.2 AA).
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use stories::{Pcscd, Windows, person};

const RUN_AXE: &str = r#"
    const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
        .then((result) => done(result.violations.map((found) =>
            found.id + ": " + found.nodes.map((node) => node.html + " " + node.failureSummary).join(" | "))));
"#;

async fn axe_finds_nothing(windows: &Windows, screen: &str) {
    let axe = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../ui/node_modules/axe-core/axe.min.js"),
    )
    .unwrap();
    let driver = windows.driver();
    driver
        .execute(format!("{axe}; window.axe = axe;"), vec![])
        .await
        .unwrap();
    let found = driver.execute_async(RUN_AXE, vec![]).await.unwrap();
    let found: Vec<String> = found.convert().unwrap();
    assert!(found.is_empty(), "{screen}: {found:#?}");
}

#[tokio::test]
async fn every_screen_of_a_session() {
    let _pcscd = Pcscd::take();
    let windows = Windows::open(None).await;
    windows.stage("choosing").await;
    axe_finds_nothing(&windows, "choosing").await;
    windows.click("form-juminhyo-request").await;
    windows.stage("awaiting_card").await;
    axe_finds_nothing(&windows, "awaiting card").await;
    windows.step("place_card").await;
    axe_finds_nothing(&windows, "resident: place the card").await;
    windows.staff().await;
    windows.click("training-insert-ordinary").await;
    windows.stage("entering").await;
    axe_finds_nothing(&windows, "entering").await;
    windows.step("enter").await;
    for language in ["easy", "en", "ja"] {
        windows.click(&format!("lang-{language}")).await;
        axe_finds_nothing(&windows, &format!("resident: pad, {language}")).await;
    }
    windows.type_on_pad(person("ordinary").pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows
        .wait_for("[data-testid='preview'][src^='blob:']")
        .await;
    axe_finds_nothing(&windows, "filling").await;
    windows.step("take_card").await;
    axe_finds_nothing(&windows, "resident: take the card").await;
    windows.staff().await;
    windows.click("training-remove").await;
    windows.close().await;
}
