//! The resident's window fills the second screen when there is one.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a story stops where it goes wrong"
)]

use std::time::{Duration, Instant};

use stories::{Display, Pcscd, Windows, person};

/// Left edge, width and height, in pixels of the page.
const PLACE: &str = "return [window.screenX, window.innerWidth, window.innerHeight];";

const SECOND_SCREEN: [i64; 3] = [1280, 1024, 768];

async fn place(windows: &Windows) -> [i64; 3] {
    let place = windows.driver().execute(PLACE, vec![]).await.unwrap();
    place.convert().unwrap()
}

#[tokio::test]
async fn the_residents_window_fills_it_and_the_clerk_keeps_the_first() {
    let _pcscd = Pcscd::take();
    let folder = tempfile::tempdir().unwrap();
    let display = Display::with_two_screens(folder.path());
    let windows = Windows::open_on(display, None, &[]).await;
    windows.resident().await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while place(&windows).await != SECOND_SCREEN {
        assert!(Instant::now() < deadline, "{:?}", place(&windows).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    windows.staff().await;
    assert_eq!(place(&windows).await[0], 0);

    windows.click("form-juminhyo-request").await;
    windows.click("training-insert-ordinary").await;
    windows.step("enter").await;
    windows.type_on_pad(person("ordinary").pin()).await;
    windows.click("pad-done").await;
    windows.stage("filling").await;
    windows.step("take_card").await;
    assert_eq!(place(&windows).await, SECOND_SCREEN, "it stays");
    windows.close().await;
}
