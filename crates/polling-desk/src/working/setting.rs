//! Setting an election up on this PC, and opening it again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use custody::hex;
use jiff::civil::Date;
use ledger::{Identity, RESERVE_BYTES, Reserve};
use polling::booth::{Flow, Setting};
use polling::claim::{History, VoiceKey};
use polling::counts::Pace;
use polling::election::Election;
use polling::eligibility::{Place, Visit};
use polling::fact::Means;
use polling::plain::{Actor, BoothId, ElectorId};
use rand_core::OsRng;
use roll::RollKey;
use vault::{Kept, Key};

use super::Working;
use crate::asking::{Direct, Line, Link};
use crate::desk::{ClaimsAt, election_in};
use crate::keys::{self, Keys};
use crate::{Book, ClaimStore, ClaimsError, DeskError, Folder};
use polling_ledger::{fact_of, written};

/// Lies beside the ledger of the PC that is the authority: if its claims are gone, that must not pass unnoticed.
pub(super) const IS_AUTHORITY: &str = "is-authority";
/// Lies there where the hub is; holds the key of its receipts in hexadecimal digits once that is known.
pub(super) const AT_HUB: &str = "claims-at-hub";

impl Working {
    /// Makes ledger and claims of an opened package's election in a folder that has none yet, under a new key.
    ///
    /// The caller keeps the key: whoever has it opens everything.
    pub fn create(
        folder: Folder,
        package: &Kept,
        key: &Key,
        booth: &BoothId,
        claims: ClaimsAt,
        today: Date,
    ) -> Result<Self, DeskError> {
        let keys = Keys::of(&package.opened);
        let election = election_in(&package.package)?;
        if !election.booths.iter().any(|one| one.id == *booth) {
            return Err(DeskError::NoBooth);
        }
        let root = folder.root();
        std::fs::create_dir_all(&root).map_err(DeskError::file(&root))?;
        package.save(&Kept::beside(&folder.ledger()), key, &mut OsRng)?;
        if claims == ClaimsAt::ThisPc {
            let mark = root.join(IS_AUTHORITY);
            std::fs::write(&mark, "").map_err(DeskError::file(&mark))?;
            let of_claims = keys::of_claims(key);
            drop(ClaimStore::create(
                &folder.claims(),
                &of_claims,
                1,
                &mut OsRng,
            )?);
        }
        if claims == ClaimsAt::Hub {
            let mark = root.join(AT_HUB);
            std::fs::write(&mark, "").map_err(DeskError::file(&mark))?;
        }
        // The ledger comes last: where it is, all the rest is.
        let realm = keys.realm(folder.is_training());
        let identity = Identity {
            realm,
            stream: keys::stream_of(realm, booth),
            device_name: booth.to_string(),
        };
        let of_ledger = custody::of_ledger(key);
        drop(Book::create(&folder.ledger(), &of_ledger, &identity)?);
        Self::open(folder, key, today)
    }

    /// Opens the election of a folder with the key of its files: what a package's code or the key store unwraps.
    ///
    /// Claims that were asked for before the program ended are asked for again, with the same names.
    pub fn open(folder: Folder, key: &Key, today: Date) -> Result<Self, DeskError> {
        let kept = Kept::load(&Kept::beside(&folder.ledger()), key)?;
        let election = election_in(&kept.package)?;
        let keys = Keys::of(&kept.opened);
        let book = Book::open(&folder.ledger(), &custody::of_ledger(key))?;
        let booth = booth_of(&election, &book).ok_or(DeskError::NoBooth)?;
        let own = own_authority(&folder, key, &book)?;
        let authority = own.key;
        let voice = VoiceKey::new(*keys::voice(&keys));
        let setting = Setting {
            booth: booth.clone(),
            rule: election.outage,
            patience: u64::from(election.patience_seconds) * 1000,
            early: today < election.day,
            roll: [0; 8],
            election: election.hash(),
            authority: authority.unwrap_or_default(),
            voice: voice.clone(),
        };
        let now = book.clock.now().mono_ms;
        let mut working = Self {
            tokens: keys.tokens(),
            election_hash: election.hash(),
            key: key.clone(),
            roll: None,
            flow: Flow::new(setting, now),
            call: None,
            folder,
            keys,
            election,
            booth,
            today,
            book,
            line: own.line,
            claims_rebuilt: own.rebuilt,
            authority,
            voice,
            signing_lost: true,
            candidates: Vec::new(),
            at_desk: None,
            early: BTreeMap::new(),
            counts: None,
            pace: Pace::default(),
            entering: None,
            slips: Vec::new(),
            means: Means::Spoken,
            operator: None,
            last_actor: Actor([0; 8]),
            touched: Duration::ZERO,
            files: Vec::<PathBuf>::new(),
            last_copy: None,
            reserve: None,
            clock_set: false,
            changes: 0,
        };
        // Without room for it the desk works all the same, until the disk is full.
        working.reserve = Reserve::keep(working.folder.reserve(), RESERVE_BYTES).ok();
        working.open_roll()?;
        working.open_early_voters()?;
        working.begin_flow()?;
        working.recover()?;
        Ok(working)
    }

    /// The key of this PC's claims, made from that of its ledger: for whoever looks through the files after a fault.
    pub fn claims_key(key: &Key) -> Key {
        keys::of_claims(key)
    }

    /// Whether every chain, signature, payload and state of the ledger is as it was written.
    pub fn verify(&self) -> Result<bool, DeskError> {
        Ok(self.book.ledger.verify()?.is_sound())
    }

    /// Another authority than this PC, with the key of its receipts: claims and holds go over this link from now on.
    pub fn connect(
        &mut self,
        link: Box<dyn Link>,
        key: ed25519_dalek::VerifyingKey,
    ) -> Result<(), DeskError> {
        if self.claims_at() == ClaimsAt::Hub && self.authority != Some(key) {
            // After a restart without a network, codes and receipts are checked by it.
            super::put(
                &self.folder.root().join(AT_HUB),
                hex(&key.to_bytes()).as_bytes(),
            )?;
        }
        self.line = Line::over(link);
        self.authority = Some(key);
        self.begin_flow()?;
        self.recover()
    }

    pub(super) fn roll_key(&self) -> RollKey {
        RollKey::new(*keys::of_roll(&self.key).as_bytes())
    }

    /// The machine anew, as this PC's own facts have it.
    pub(super) fn begin_flow(&mut self) -> Result<(), DeskError> {
        let setting = Setting {
            booth: self.booth.clone(),
            rule: self.election.outage,
            patience: u64::from(self.election.patience_seconds) * 1000,
            early: self.today < self.election.day,
            roll: self.roll_hash().unwrap_or_default(),
            election: self.election_hash,
            authority: self.authority.unwrap_or_default(),
            voice: self.voice.clone(),
        };
        let mut flow = Flow::new(setting, self.now());
        let own = self.book.ledger.device();
        self.book.each_event(|event| {
            if event.header.device == own
                && let Some(Ok(fact)) = fact_of(&event)
            {
                let elector = event.header.subject.map(|subject| ElectorId(subject.0));
                flow.learn(elector, &fact);
            }
        })?;
        self.flow = flow;
        self.signing_lost = true;
        Ok(())
    }

    /// When and where electors stand before this desk.
    pub fn visit(&self) -> Visit {
        self.visit_at(&self.booth)
    }

    /// When and where electors stand before a booth today.
    pub(super) fn visit_at(&self, booth: &BoothId) -> Visit {
        let place = if self.today < self.election.day {
            Place::Early
        } else {
            let booth = self.election.booth(booth);
            Place::Station(booth.map_or_else(BTreeSet::new, |one| one.home_of.clone()))
        };
        Visit {
            day: self.today,
            place,
        }
    }
}

fn booth_of(election: &Election, book: &Book) -> Option<BoothId> {
    let (realm, stream) = (book.ledger.realm(), book.ledger.stream());
    let mut booths = election.booths.iter();
    let own = booths.find(|booth| keys::stream_of(realm, &booth.id) == stream);
    own.map(|booth| booth.id.clone())
}

/// The claims on this PC, where it is the authority; made anew from the ledger where the file is gone or damaged.
fn own_authority(folder: &Folder, key: &Key, book: &Book) -> Result<Own, DeskError> {
    if !folder.root().join(IS_AUTHORITY).exists() {
        return Ok(Own {
            line: Line::to_nobody(),
            key: key_of_hub(folder),
            rebuilt: false,
        });
    }
    let (file, of_claims) = (folder.claims(), keys::of_claims(key));
    let (claims, rebuilt) = match ClaimStore::open(&file, &of_claims) {
        Ok(claims) => (claims, false),
        Err(ClaimsError::NotOpened { .. } | ClaimsError::Damaged { .. }) => {
            let claims = ClaimStore::rebuild(&file, &of_claims, &histories(book)?, &mut OsRng)?;
            (claims, true)
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Own {
        key: Some(claims.verifying_key()),
        line: Line::over(Box::new(Direct(claims))),
        rebuilt,
    })
}

/// The key of the hub's receipts, as it was known when the program ended.
fn key_of_hub(folder: &Folder) -> Option<ed25519_dalek::VerifyingKey> {
    let kept = std::fs::read_to_string(folder.root().join(AT_HUB)).ok()?;
    let bytes: Option<Vec<u8>> = kept
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let bytes: [u8; 32] = bytes?.try_into().ok()?;
    ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok()
}

struct Own {
    line: Line,
    key: Option<ed25519_dalek::VerifyingKey>,
    rebuilt: bool,
}

/// What the ledger holds of each elector's claims.
fn histories(book: &Book) -> Result<BTreeMap<ElectorId, History>, DeskError> {
    let mut histories: BTreeMap<ElectorId, History> = BTreeMap::new();
    book.each_event(|event| {
        if let (Some(subject), Some(Ok(fact))) = (event.header.subject, fact_of(&event)) {
            let elector = ElectorId(subject.0);
            let history = histories.entry(elector).or_default();
            history.learn(elector, &fact, &written(&event));
        }
    })?;
    Ok(histories)
}
