//! A clerk who answers whatever the forms wait for.

use std::time::Duration;

use thirtyfour::By;

use super::Windows;

impl Windows {
    /// Leads the cursor to what is missing, as a clerk does, and answers it, until nothing is.
    pub async fn answer_what_is_missing(&self) {
        for _ in 0..60 {
            let driver = self.driver();
            let open = driver.find_all(By::Css(".field.missing")).await.unwrap();
            let Some(field) = open.first() else {
                return;
            };
            self.click("mend").await;
            let has_cursor = driver.find(By::Css(".field.missing :focus")).await.is_ok();
            assert!(has_cursor, "the cursor is where something is missing");
            if let Ok(year) = field.find(By::Css("[data-testid$='-year']")).await {
                // The era's letter, as clerks type it.
                year.send_keys("R8").await.unwrap();
                for (part, digits) in [("month", "11"), ("day", "20")] {
                    let css = format!("[data-testid$='-{part}']");
                    let part = field.find(By::Css(css)).await.unwrap();
                    part.send_keys(digits).await.unwrap();
                }
            } else if let Ok(option) = field.find(By::Css("label.option")).await {
                option.click().await.unwrap();
            } else {
                let input = field.find(By::Css("input")).await.unwrap();
                let digits = input.attr("inputmode").await.unwrap().is_some();
                let text = if digits { "1234567" } else { "みほん" };
                input.send_keys(text).await.unwrap();
            }
            tokio::time::sleep(Duration::from_millis(900)).await;
        }
        panic!("something is always missing");
    }
}
