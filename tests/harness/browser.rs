//! Chromium without a screen, driven through WebDriver: the city's page as staff see it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};

use super::free_port;

const PATIENCE: Duration = Duration::from_secs(30);

/// A browser of its own, with nothing in it.
pub struct Browser {
    driver: WebDriver,
    process: Child,
    _profile: TempDir,
}

impl Browser {
    /// Opens it; any certificate will do, as the hub of a test makes its own.
    pub async fn open() -> Self {
        // WebDriver is plain HTTP, but its client wants to know who would encrypt.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let port = free_port();
        let profile = tempfile::tempdir().unwrap();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromium-driver is not installed: cargo xtask test does it");
        let mut wanted = ChromeCapabilities::new();
        for argument in [
            "--headless=new",
            // The tests run as root on some machines, where Chromium's sandbox refuses to start.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--window-size=1600,1000",
            "--lang=ja",
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            wanted.add_arg(argument).unwrap();
        }
        wanted.accept_insecure_certs(true).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let start = Instant::now();
        let driver = loop {
            match WebDriver::new(&url, wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(start.elapsed() < PATIENCE, "no browser: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        };
        Self {
            driver,
            process,
            _profile: profile,
        }
    }

    /// The WebDriver, for what the helpers here do not do.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes to an address.
    pub async fn goes_to(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    /// What is drawn, once it is.
    pub async fn wait_for(&self, css: &str) -> WebElement {
        let start = Instant::now();
        loop {
            if let Ok(found) = self.driver.find(By::Css(css)).await {
                return found;
            }
            if start.elapsed() > PATIENCE {
                let seen = super::seen::seen(&self.driver).await;
                panic!("never came: {css}\n{seen}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses what has this name.
    pub async fn act(&self, act: &str) {
        let css = format!("[data-act='{act}']");
        let start = Instant::now();
        // What moves, or is drawn anew, is pressed where it comes to rest.
        while let Err(error) = self.wait_for(&css).await.click().await {
            assert!(start.elapsed() < PATIENCE, "{act}: {error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types into what has this name, in place of what stands there.
    pub async fn tell(&self, act: &str, text: &str) {
        let field = self.wait_for(&format!("[data-act='{act}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// The words of what this finds.
    pub async fn says(&self, css: &str) -> String {
        self.wait_for(css).await.text().await.unwrap()
    }

    /// Waits until these words stand there.
    pub async fn until_it_says(&self, css: &str, words: &str) {
        let start = Instant::now();
        loop {
            let found = self.says(css).await;
            if found.contains(words) {
                return;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{css} says {found} and not {words}"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// What axe finds against WCAG 2.2 A and AA.
    pub async fn axe_finds_nothing(&self, screen: &str) {
        const RUN: &str = r#"
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
                .then((result) => done(result.violations.map((found) =>
                    found.id + ": " + found.nodes.map((node) => node.html + " " + node.failureSummary).join(" | "))));
        "#;
        let axe = super::workspace().join("ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).unwrap();
        // The page's own policy forbids scripts from elsewhere; the driver's are not of the page.
        let loaded = format!("{axe}; window.axe = axe;");
        self.driver.execute(loaded, vec![]).await.unwrap();
        let found = self.driver.execute_async(RUN, vec![]).await.unwrap();
        let found: Vec<String> = found.convert().unwrap();
        assert!(found.is_empty(), "{screen}: {found:#?}");
    }

    /// A picture of it.
    pub async fn picture(&self, file: &Path) {
        let bytes = self.driver.screenshot_as_png().await.unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    /// Ends it.
    pub async fn close(self) {
        let _ = self.driver.clone().quit().await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
