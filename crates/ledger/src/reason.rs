//! Why an event is kept apart instead of taken in.

/// Why an event was refused; its bytes are kept for a person to look at (隔離).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The bytes are no header.
    NotAnEvent,
    /// Of another realm.
    OtherRealm,
    /// Of another stream than its device writes into.
    OtherStream,
    /// Not signed by the device that it names.
    BadSignature,
    /// The payload is not the one that the header names.
    PayloadDiffers,
    /// Another event of the same device has the same number: one of the two ledgers is a copy.
    Equivocation,
    /// It follows another event than the one that is here: as [`Self::Equivocation`].
    Forked,
    /// The device is suspended.
    Suspended,
    /// The device was shut out before it.
    Revoked,
    /// Its counter leaps by more than 2³², which only damage can.
    LamportJump,
    /// Its counter does not rise above the device's event before.
    LamportFell,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NotAnEvent,
        Self::OtherRealm,
        Self::OtherStream,
        Self::BadSignature,
        Self::PayloadDiffers,
        Self::Equivocation,
        Self::Forked,
        Self::Suspended,
        Self::Revoked,
        Self::LamportJump,
        Self::LamportFell,
    ];

    /// Stable name in kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAnEvent => "not-an-event",
            Self::OtherRealm => "other-realm",
            Self::OtherStream => "other-stream",
            Self::BadSignature => "bad-signature",
            Self::PayloadDiffers => "payload-differs",
            Self::Equivocation => "equivocation",
            Self::Forked => "forked",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::LamportJump => "lamport-jump",
            Self::LamportFell => "lamport-fell",
        }
    }

    /// The reason of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// Whether it shows that two histories carry the device's key.
    pub fn suspends(self) -> bool {
        matches!(self, Self::Equivocation | Self::Forked)
    }
}
