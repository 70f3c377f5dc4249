//! Where a person is (在所状況).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Moment, ShelterId, Text};

/// Where a person is, as last said (在所・外出・退所). Times are milliseconds since 1970 UTC.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// 事前登録・到着予定: known, not here yet.
    Expected,
    /// 在所.
    In,
    /// 一時外出: back today.
    Out,
    /// 外泊: the bed is kept.
    Overnight {
        /// When the person means to be back.
        until: Option<Moment>,
        /// Where to.
        place: Text,
    },
    /// 車中泊, served from here.
    Car {
        /// Where the car stands.
        place: Text,
    },
    /// テント泊, served from here.
    Tent {
        /// Where the tent stands.
        place: Text,
    },
    /// 在宅避難, served from here.
    Home {
        /// Which part of the house, or another address.
        place: Text,
    },
    /// 親族・知人宅, served from here.
    Relatives {
        /// Whose house and where.
        place: Text,
    },
    /// 入院・救急搬送.
    Hospital {
        /// Which hospital.
        place: Text,
    },
    /// 他の避難所へ移動: expected there.
    MovedTo {
        /// Name of the place.
        place: Text,
        /// The shelter, if it is one that is known here.
        shelter: Option<ShelterId>,
    },
    /// 退所.
    Left {
        /// Where to (行先).
        to: Text,
        /// Phone there (連絡先).
        phone: Text,
    },
    /// 所在不明: a family's member whose whereabouts nobody knows, or who was not found in a round.
    Unknown,
}

/// What a presence is, without the place: for tables, colours and counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PresenceKind {
    /// [`Presence::Expected`].
    Expected,
    /// [`Presence::In`].
    In,
    /// [`Presence::Out`].
    Out,
    /// [`Presence::Overnight`].
    Overnight,
    /// [`Presence::Car`].
    Car,
    /// [`Presence::Tent`].
    Tent,
    /// [`Presence::Home`].
    Home,
    /// [`Presence::Relatives`].
    Relatives,
    /// [`Presence::Hospital`].
    Hospital,
    /// [`Presence::MovedTo`].
    MovedTo,
    /// [`Presence::Left`].
    Left,
    /// [`Presence::Unknown`].
    Unknown,
}

impl Presence {
    /// What it is, without the place.
    pub fn kind(&self) -> PresenceKind {
        match self {
            Self::Expected => PresenceKind::Expected,
            Self::In => PresenceKind::In,
            Self::Out => PresenceKind::Out,
            Self::Overnight { .. } => PresenceKind::Overnight,
            Self::Car { .. } => PresenceKind::Car,
            Self::Tent { .. } => PresenceKind::Tent,
            Self::Home { .. } => PresenceKind::Home,
            Self::Relatives { .. } => PresenceKind::Relatives,
            Self::Hospital { .. } => PresenceKind::Hospital,
            Self::MovedTo { .. } => PresenceKind::MovedTo,
            Self::Left { .. } => PresenceKind::Left,
            Self::Unknown => PresenceKind::Unknown,
        }
    }

    /// The place that was said, empty where there is none.
    pub fn place(&self) -> &str {
        match self {
            Self::Overnight { place, .. }
            | Self::Car { place }
            | Self::Tent { place }
            | Self::Home { place }
            | Self::Relatives { place }
            | Self::Hospital { place }
            | Self::MovedTo { place, .. } => place.as_str(),
            Self::Left { to, .. } => to.as_str(),
            Self::Expected | Self::In | Self::Out | Self::Unknown => "",
        }
    }
}

impl PresenceKind {
    /// Every kind, in the order of lists.
    pub const ALL: [Self; 12] = [
        Self::In,
        Self::Out,
        Self::Overnight,
        Self::Car,
        Self::Tent,
        Self::Home,
        Self::Relatives,
        Self::Hospital,
        Self::Expected,
        Self::Unknown,
        Self::MovedTo,
        Self::Left,
    ];

    /// Has a place in this shelter (避難所の人数): in, out for the day, or away for a night.
    pub fn stays_here(self) -> bool {
        matches!(self, Self::In | Self::Out | Self::Overnight)
    }

    /// Is inside at this moment.
    pub fn is_inside(self) -> bool {
        self == Self::In
    }

    /// Lives outside and is served from here (避難所外避難者).
    pub fn served_outside(self) -> bool {
        matches!(self, Self::Car | Self::Tent | Self::Home | Self::Relatives)
    }

    /// Gets meals from here: staying and not away for the night, or outside and served from here.
    pub fn fed_here(self) -> bool {
        matches!(self, Self::In | Self::Out) || self.served_outside()
    }

    /// Is no longer of this shelter.
    pub fn is_gone(self) -> bool {
        matches!(self, Self::MovedTo | Self::Left)
    }
}

impl fmt::Debug for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Presence::{:?}", self.kind())
    }
}
