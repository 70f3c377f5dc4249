//! Which part of the book an answer needs.

use super::{RowState, ToAuthority};
use crate::plain::{BoothId, ClaimId, ElectorId};

/// What a store loads before [`super::Step::answer`], and locks against others who change it.
///
/// Of an elector everything is needed: all claims on its ballots, their owners and contenders, and its holds. Where
/// the message names a claim, its row is needed, and everything of the elector for whom it asked; where it names a
/// hold, its row. Locks are taken in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs {
    /// Everything of this elector.
    pub elector: Option<ElectorId>,
    /// These claims, and everything of the electors for whom they asked.
    pub claims: Vec<ClaimId>,
    /// This hold.
    pub hold: Option<ClaimId>,
    /// This booth's turn must stay as it is.
    pub home: Option<BoothId>,
    /// This booth's turn may change.
    pub turn: Option<BoothId>,
    /// Claims of other booths on electors of this home booth, in one of these states.
    pub told: Option<(BoothId, &'static [i16])>,
}

impl Needs {
    /// Of a message.
    pub fn of(message: &ToAuthority) -> Self {
        let nothing = Self::default();
        match message {
            ToAuthority::Claim(request) => Self {
                elector: Some(request.elector),
                claims: vec![request.id],
                home: request.home.clone(),
                ..nothing
            },
            ToAuthority::GiveBack { claim, .. } => Self {
                claims: vec![*claim],
                ..nothing
            },
            ToAuthority::Hold(request) => Self {
                elector: Some(request.elector),
                hold: Some(request.id),
                ..nothing
            },
            ToAuthority::Release { hold } => Self {
                hold: Some(*hold),
                ..nothing
            },
            ToAuthority::SignOn { booth, .. } => Self {
                turn: Some(booth.clone()),
                told: Some((booth.clone(), &RowState::COUNT)),
                ..nothing
            },
            ToAuthority::SignOff { booth, .. } => Self {
                turn: Some(booth.clone()),
                ..nothing
            },
            ToAuthority::Notices { booth } => Self {
                told: Some((booth.clone(), &[RowState::WAITING])),
                ..nothing
            },
            ToAuthority::Consent { booth, claim, .. } => Self {
                claims: vec![*claim],
                told: Some((booth.clone(), &[RowState::WAITING])),
                ..nothing
            },
        }
    }
}
