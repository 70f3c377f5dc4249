//! What goes into the store and comes out of it.

use ledger::{DeviceCard, DeviceId, RealmId, Reason, Signed, StreamId, SubjectId, SubjectKey};
use sync::{Differs, Item, Mark, Role, Standing, Status};
use zeroize::Zeroizing;

/// What a realm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Shelters of one disaster.
    Shelter,
    /// One election.
    Polling,
}

/// How devices without a one-time code are let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Who has the opened package is let in: in a disaster nobody waits for an administrator.
    ByPackage,
    /// Who has the opened package asks, and an administrator lets it in.
    ByAdministrator,
}

/// One disaster, election or exercise at this hub. Holds secrets: no `Debug`.
#[derive(Clone)]
pub struct Realm {
    /// Its id.
    pub id: RealmId,
    /// What for.
    pub kind: Kind,
    /// What the city calls it.
    pub name: String,
    /// Whether what is entered is an exercise (訓練).
    pub exercise: bool,
    /// How devices join.
    pub admission: Admission,
    /// [`sync::Code`] of the package, by which its PCs join.
    pub join_code: Zeroizing<[u8; 32]>,
    /// Under which bundles of the realm are sealed.
    pub bundle_key: Zeroizing<[u8; 32]>,
    /// Seed of the key that signs receipts of claims, and the term; where this hub is the election's authority.
    pub authority: Option<(Zeroizing<[u8; 32]>, u64)>,
    /// The package's public part (`vault::Public`, TOML or JSON as the package has it).
    pub public: String,
}

/// A device as the hub knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What it says of itself.
    pub card: DeviceCard,
    /// What it may do.
    pub role: Role,
    /// Whether it is let in.
    pub standing: Standing,
    /// Its last event here.
    pub seq: u64,
    /// That event's hash; zeros before the first.
    pub hash: [u8; 32],
    /// That event's counter.
    pub lamport: u64,
    /// When it came first, milliseconds since 1970 UTC.
    pub joined_ms: i64,
}

/// A device that joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Its card; the signature was checked.
    pub card: DeviceCard,
    /// What it is to be.
    pub role: Role,
    /// Whether it is let in at once.
    pub admitted: bool,
    /// When, milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// A code that an administrator made.
#[derive(Clone)]
pub struct NewCode {
    /// The realm.
    pub realm: RealmId,
    /// [`sync::Code::id`].
    pub id: [u8; 16],
    /// [`sync::Code::expose`].
    pub secret: Zeroizing<[u8; 32]>,
    /// What the device is to be.
    pub role: Role,
    /// Into which stream, if into one only.
    pub stream: Option<StreamId>,
    /// Until when it is good, milliseconds since 1970 UTC.
    pub until_ms: i64,
}

/// A code as it stands.
#[derive(Clone)]
pub struct StoredCode {
    /// As it was made.
    pub code: NewCode,
    /// Who used it: that device may ask again and gets the same answer.
    pub used_by: Option<DeviceId>,
}

/// An offer whose keys are opened. Holds keys: no `Debug`.
pub struct Opened {
    /// Who offers. Devices that it brings cards of are let in only if it was.
    pub by: DeviceId,
    /// Cards; their signatures were not looked at yet.
    pub cards: Vec<DeviceCard>,
    /// Events; their signatures were not looked at yet.
    pub events: Vec<Signed>,
    /// Keys.
    pub keys: Vec<(SubjectId, SubjectKey)>,
    /// Erased subjects.
    pub erased: Vec<SubjectId>,
}

/// Word from elsewhere of who is shut out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocations {
    /// Each from its first number that is not valid any more.
    pub revoked: Vec<(DeviceId, u64)>,
    /// Whether only numbers of devices that are shut out here already are lowered by it.
    pub lowers: bool,
    /// When it came, milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// How much a page may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Items.
    pub items: u32,
    /// Bytes of headers and payloads, after at least one item.
    pub bytes: usize,
}

/// Items with the keys that they name, opened. Holds keys: no `Debug`.
pub struct OpenPage {
    /// In their order.
    pub items: Vec<Item>,
    /// Keys that items name, as far as they are not erased.
    pub keys: Vec<(SubjectId, SubjectKey)>,
    /// After the last item.
    pub next: Mark,
    /// Where the log ends.
    pub head: Mark,
}

/// A page, or word that the asker's history is another one.
pub enum PageOrDiffers {
    /// The page.
    Page(OpenPage),
    /// None of the marks, or not the first, is of this history.
    Differs(Differs),
}

/// What was kept apart (隔離).
#[derive(Clone)]
pub struct Apart {
    /// Why; `None` when it only waits for its device to be let in.
    pub reason: Option<Reason>,
    /// The device that it names.
    pub device: Option<DeviceId>,
    /// The number that it names.
    pub seq: Option<u64>,
    /// When it came, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The bytes as they came.
    pub signed: Signed,
}

/// A device's last figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose.
    pub device: DeviceId,
    /// When they came, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The figures.
    pub status: Status,
}

/// Why the database did not do it. It names no value of a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The realm was never open here.
    #[error("no such realm")]
    NoRealm,
    /// The realm was closed.
    #[error("the realm is closed")]
    RealmClosed,
    /// The device is not known here.
    #[error("no such device")]
    NoDevice,
    /// Nothing was stored, and the same may go well in a moment: a lost connection, a deadlock, a failover.
    #[error("the database is busy or was lost")]
    Busy,
    /// Nothing was stored: the disk of the database is full.
    #[error("the database's disk is full")]
    Full,
    /// Whether it was stored is not known: the same again finds out.
    #[error("the database did not confirm")]
    Unknown,
    /// The database is damaged, or not as this program needs it; for the log: code and table, never a value.
    #[error("the database failed: {0}")]
    Failed(String),
}
