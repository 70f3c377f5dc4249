//! What a hub (集約サーバ) is told of this PC, and what it gives.

use custody::Keys;
use ledger::DeviceCard;
use sync::Code;

use super::Working;
use crate::{Book, DeskError};

impl Working {
    /// The book, as the exchange with a hub writes into it. Call [`Self::take_news`] after each step.
    pub fn book_mut(&mut self) -> &mut Book {
        &mut self.book
    }

    /// After a step of the exchange: what came in counts from now on. Tells whether anything did.
    pub fn take_news(&mut self) -> Result<bool, DeskError> {
        let news = self.book.has_news();
        if news {
            self.taken_in()?;
        }
        Ok(news)
    }

    /// What this PC says of itself.
    pub fn device_card(&self) -> Result<DeviceCard, DeskError> {
        Ok(self.book.ledger.card()?)
    }

    /// What all PCs of the package know: by it they find each other's hub right.
    pub fn join_code(&self) -> Code {
        Code::of_package(self.keys.secrets.bundles.as_bytes())
    }

    /// The package's keys, where this PC becomes the hub.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }
}
