//! Searches on record: how many were found, never what was typed.

use std::time::Duration;

use zeroize::Zeroizing;

use super::Working;
use crate::DeskError;

/// Nobody typed on for so long: the search is over, and is written down.
const RESTS_AFTER: Duration = Duration::from_secs(5);

/// What is being searched for; the words stay in memory and are wiped.
pub(super) struct Search {
    text: Zeroizing<String>,
    found: u32,
    asked: Duration,
    written: bool,
}

impl Working {
    /// Somebody typed so far and found so many.
    ///
    /// One search is one record, however many keys it took: it is written when the next act comes, when the
    /// field is emptied or another word begun, or when nobody types on. The same words asked again, because
    /// the screen was drawn anew, are no new search.
    pub fn searched(&mut self, text: &str, found: u32, uptime: Duration) -> Result<(), DeskError> {
        let text = text.trim();
        if let Some(search) = &mut self.search {
            if *search.text == text {
                search.found = found;
                return Ok(());
            }
            if !goes_on(&search.text, text) {
                self.settle_search()?;
            }
        }
        self.search = (!text.is_empty()).then(|| Search {
            text: Zeroizing::new(text.to_owned()),
            found,
            asked: uptime,
            written: false,
        });
        Ok(())
    }

    /// Writes the search down, if there is one that is not yet.
    pub fn settle_search(&mut self) -> Result<(), DeskError> {
        let Some(found) = self.search.as_ref().filter(|it| !it.written) else {
            return Ok(());
        };
        let fact = self.desk(self.role()?).searched(found.found)?;
        self.write(&[fact])?;
        if let Some(search) = &mut self.search {
            search.written = true;
        }
        Ok(())
    }

    /// Writes down a search that rests; what cannot be written now is tried again.
    pub(super) fn settle_resting_search(&mut self, uptime: Duration) {
        let rests = |search: &Search| uptime.saturating_sub(search.asked) >= RESTS_AFTER;
        if self.search.as_ref().is_some_and(rests) {
            let _ = self.settle_search();
        }
    }
}

/// Whether typing or erasing leads from one to the other.
fn goes_on(before: &str, now: &str) -> bool {
    !now.is_empty() && (now.starts_with(before) || before.starts_with(now))
}
