//! An election of which this hub is the authority, and which device may ask what.

use std::collections::BTreeMap;

use ledger::StreamId;
use polling::claim::{SigningKey, ToAuthority};
use polling::election::OutageRule;
use polling::plain::BoothId;
use sync::Standing;

use super::ClaimsError;
use crate::store::{Device, Realm};

pub use polling::claim::VerifyingKey;

/// As the realm's package has it. Holds the signing key: no `Debug`.
pub(super) struct Election {
    pub(super) key: SigningKey,
    /// The term in which this hub began.
    pub(super) first_term: u64,
    /// A PC writes into the stream of its booth, which so says for which booth it speaks.
    pub(super) booths: BTreeMap<StreamId, BoothId>,
    pub(super) rule: OutageRule,
}

impl Election {
    pub(super) fn of(realm: &Realm) -> Result<Self, ClaimsError> {
        let (seed, term) = realm.authority.as_ref().ok_or(ClaimsError::NotAuthority)?;
        let election = election_in(&realm.public).ok_or(ClaimsError::NoElection)?;
        let booths = election.booths.iter().map(|booth| &booth.id);
        let booths = booths.map(|booth| (StreamId(booth.stream(&realm.id.0)), booth.clone()));
        Ok(Self {
            key: SigningKey::from_bytes(seed),
            first_term: *term,
            booths: booths.collect(),
            rule: election.outage,
        })
    }

    /// For which booth a device asks this, if it may. A device that is let in speaks for the booth of its PC. Under the
    /// rule of the telephone, the officer's PC that answers a call makes the claim of the booth that calls. Who may end
    /// what is another's, [`super::whose`] says.
    pub(super) fn may_ask(
        &self,
        device: &Device,
        message: &ToAuthority,
    ) -> Result<&BoothId, ClaimsError> {
        if device.standing != Standing::Admitted {
            return Err(ClaimsError::NotAllowed);
        }
        let own = self.booths.get(&device.card.stream);
        let own = own.ok_or(ClaimsError::NotAllowed)?;
        let named = match message {
            ToAuthority::Claim(request) => {
                let calls = self.rule == OutageRule::Voice && !request.afterwards;
                if calls && self.booths.values().any(|booth| *booth == request.booth) {
                    return Ok(own);
                }
                &request.booth
            }
            ToAuthority::Hold(request) => &request.booth,
            ToAuthority::SignOn { booth, .. }
            | ToAuthority::SignOff { booth, .. }
            | ToAuthority::Notices { booth }
            | ToAuthority::Consent { booth, .. } => booth,
            ToAuthority::GiveBack { .. } | ToAuthority::Release { .. } => own,
        };
        if named == own {
            Ok(own)
        } else {
            Err(ClaimsError::NotAllowed)
        }
    }
}

impl Election {
    /// Into which stream a booth's PCs write.
    pub(super) fn stream(&self, booth: &BoothId) -> Option<StreamId> {
        let mut booths = self.booths.iter();
        let (stream, _) = booths.find(|(_, one)| *one == booth)?;
        Some(*stream)
    }
}

/// The election's file in the public part of a package.
fn election_in(public: &str) -> Option<polling::election::Election> {
    let in_toml = toml::from_str::<vault::Public>(public).ok();
    let public = in_toml.or_else(|| serde_json::from_str(public).ok())?;
    polling::election::Election::parse(public.election.as_deref()?).ok()
}
