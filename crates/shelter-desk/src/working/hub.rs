//! What a hub (集約サーバ) is told of this PC, and what it gives.

use custody::Keys;
use ledger::DeviceCard;
use sync::Code;

use super::Working;
use crate::{DeskError, Registry};

impl Working {
    /// The list, as the exchange with a hub writes into it.
    pub fn registry_mut(&mut self) -> &mut Registry {
        &mut self.registry
    }

    /// What this PC says of itself.
    pub fn device_card(&self) -> Result<DeviceCard, DeskError> {
        Ok(self.registry.ledger.card()?)
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
