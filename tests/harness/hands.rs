//! What hands do: press and type.

use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use super::Windows;
use super::windows::PATIENCE;

impl Windows {
    /// Waits for the element with this `data-testid` and clicks it.
    pub async fn click(&self, id: &str) {
        self.press(&format!("[data-testid='{id}']")).await;
    }

    /// Waits for the element and clicks it.
    pub async fn press(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let clicked = match self.find(css).await {
                Some(element) => self.clicked(&element).await,
                None => false,
            };
            if clicked {
                self.pressed();
                return;
            }
            assert!(
                Instant::now() < deadline,
                "nothing to click: {css}\n{}",
                self.seen().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A click on what rests; what lies at the edge of a part that scrolls is first brought to its middle, as a hand would.
    async fn clicked(&self, element: &WebElement) -> bool {
        if !self.rests(element).await || !self.listens(element).await {
            return false;
        }
        if element.click().await.is_ok() {
            return self.was_heard().await;
        }
        let _ = self
            .driver()
            .execute(
                "arguments[0].scrollIntoView({ block: 'center' })",
                vec![element.to_json().unwrap()],
            )
            .await;
        element.click().await.is_ok() && self.was_heard().await
    }

    /// A button that moves while the driver aims at it (a notice above it comes or goes) is missed: a hand sees that, and
    /// presses once more.
    async fn listens(&self, element: &WebElement) -> bool {
        let Ok(button) = element.to_json() else {
            return false;
        };
        let script = "window.hand = 'waits'; arguments[0].addEventListener(\
            'click', () => (window.hand = 'heard'), { capture: true, once: true });";
        self.driver().execute(script, vec![button]).await.is_ok()
    }

    /// Also where the page went with the click.
    async fn was_heard(&self) -> bool {
        let waits = self
            .driver()
            .execute("return window.hand === 'waits'", vec![]);
        let waits = waits.await.and_then(|waits| waits.convert::<bool>());
        !waits.unwrap_or_default()
    }

    /// Whether it stays where it is: a click goes to a place, and a notice that comes or goes above moves all below it.
    async fn rests(&self, element: &WebElement) -> bool {
        let before = self.place_of(element).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        before.is_some() && self.place_of(element).await == before
    }

    async fn place_of(&self, element: &WebElement) -> Option<String> {
        let found = self.driver().execute(
            "const { x, y } = arguments[0].getBoundingClientRect(); return `${x} ${y}`;",
            vec![element.to_json().ok()?],
        );
        found.await.ok()?.convert().ok()
    }

    /// Types into a field of the clerk's window, in place of what stands there.
    pub async fn type_into(&self, id: &str, text: &str) {
        self.fill(&format!("[data-testid='{id}']"), text).await;
    }

    /// Types into a field, and leaves it, which sends what was typed.
    pub async fn fill(&self, css: &str, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while let Err(error) = self.type_whole(css, text).await {
            // The page was drawn anew between the look and the last key.
            assert!(
                Instant::now() < deadline,
                "nothing to type into: {css}: {error}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.driver()
            .execute("document.activeElement.blur()", vec![])
            .await
            .unwrap();
    }

    async fn type_whole(&self, css: &str, text: &str) -> WebDriverResult<()> {
        let field = self.wait_for(css).await;
        // Below the fold nothing can be typed.
        self.driver()
            .execute(
                "arguments[0].scrollIntoView({ block: 'center' })",
                vec![field.to_json()?],
            )
            .await?;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Types digits on the resident's pad, one key at a time.
    pub async fn type_on_pad(&self, digits: &str) {
        self.resident().await;
        // The pad does not hear the second tap of a double tap on the button that opened it.
        tokio::time::sleep(Duration::from_millis(600)).await;
        for digit in digits.chars() {
            self.click(&format!("pad-{digit}")).await;
        }
    }
}
