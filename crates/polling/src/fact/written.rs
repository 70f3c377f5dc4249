//! Who wrote a fact, where, and having seen what.

use crate::plain::{Actor, DeviceId, Mark, Moment};

/// What comes with each fact from its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The fact's own mark.
    pub mark: Mark,
    /// The PC.
    pub device: DeviceId,
    /// Running number of that PC.
    pub seq: u64,
    /// The booth's stream.
    pub stream: [u8; 16],
    /// Who was logged in.
    pub actor: Actor,
    /// When it was entered, as the PC's clock said.
    pub entered: Moment,
    /// When it happened, if that is not when it was entered (paper typed later).
    pub occurred: Option<Moment>,
    /// The facts that stood when it was written and that it settles.
    pub basis: Vec<Mark>,
}

impl Written {
    /// When it happened, as far as is known.
    pub fn at(&self) -> Moment {
        self.occurred.unwrap_or(self.entered)
    }
}
