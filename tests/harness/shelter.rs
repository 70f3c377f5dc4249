//! The shelter desk's window: its elements are named by what they do.

use std::time::Duration;

use thirtyfour::prelude::*;

use super::Windows;

impl Windows {
    /// Presses what does this in the clerk's window.
    pub async fn act(&self, act: &str) {
        self.staff().await;
        self.press(&format!("[data-act='{act}']")).await;
    }

    /// Waits for what does or shows this, and gives its text.
    pub async fn shown(&self, act: &str) -> String {
        self.staff().await;
        let element = self.wait_for(&format!("[data-act='{act}']")).await;
        element.text().await.unwrap()
    }

    /// Whether it is there now.
    pub async fn is_shown(&self, act: &str) -> bool {
        self.is_there(&format!("[data-act='{act}']")).await
    }

    /// Whether anything in the clerk's window is so now.
    pub async fn is_there(&self, css: &str) -> bool {
        self.staff().await;
        self.driver().find(By::Css(css)).await.is_ok()
    }

    /// Types into the field of that name, in place of what stands there.
    pub async fn tell(&self, act: &str, text: &str) {
        self.staff().await;
        self.fill(&format!("input[data-act='{act}']"), text).await;
        self.typed(text);
        tokio::time::sleep(Duration::from_millis(150)).await;
    }

    /// Types as a scanner does, wherever the cursor is.
    pub async fn scan(&self, text: &str) {
        self.staff().await;
        let body = self.wait_for("body").await;
        body.send_keys(format!("{text}\u{e007}")).await.unwrap();
    }

    /// Waits until what the last act came to says this.
    pub async fn says(&self, words: &str) {
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        loop {
            if self.is_shown("last").await && self.shown("last").await.contains(words) {
                return;
            }
            let now = std::time::Instant::now();
            assert!(now < deadline, "never said: {words}\n{}", self.seen().await);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
