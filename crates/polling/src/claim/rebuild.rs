//! A new authority's book, made anew from what the booths hold.

use std::collections::BTreeMap;

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::book::{ClaimBook, EntryState, Turn};
use super::{ClaimRequest, Receipt, ReceiptError, TakenBallot};
use crate::fact::Allotment;
use crate::plain::{BallotId, BoothId};

/// An acceptance that stands at a booth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What was claimed; ballots that were withdrawn since are left out of `ballots_left` only.
    pub request: ClaimRequest,
    /// Ballots that still count.
    pub ballots_left: Vec<BallotId>,
    /// The receipt that the acceptance carries, if it was granted.
    pub receipt: Option<Receipt>,
    /// When, hours since 1970 UTC.
    pub hour: i64,
}

/// A book made anew, and what did not fit into it.
pub struct Rebuilt {
    /// The book, in the new term.
    pub book: ClaimBook,
    /// Acceptances of which a ballot was another's already: incidents.
    pub contested: Vec<(ClaimRequest, Vec<TakenBallot>)>,
    /// Acceptances whose receipt is not the former authority's; they are in the book all the same, as ballots were
    /// handed out on them.
    pub doubtful: Vec<(ClaimRequest, ReceiptError)>,
}

impl ClaimBook {
    /// Rebuilds the book after a change of authority. What has a receipt goes before what has none; after that the
    /// claim's id decides, so that the order of reading does not. A booth's allotment of which nothing is known
    /// must be given as standing.
    pub fn rebuilt(
        key: SigningKey,
        term: u64,
        former: &VerifyingKey,
        standing: impl IntoIterator<Item = Standing>,
        allotments: BTreeMap<BoothId, Allotment>,
    ) -> Rebuilt {
        let mut acceptances: Vec<Standing> = standing.into_iter().collect();
        acceptances.sort_by_key(|one| (one.receipt.is_none(), one.request.id));
        acceptances.dedup_by_key(|one| one.request.id);
        let mut book = Self::new(key, term);
        for (booth, Allotment { turn, standing }) in allotments {
            book.turns.insert(booth, Turn { turn, standing });
        }
        let (mut contested, mut doubtful) = (Vec::new(), Vec::new());
        for one in acceptances {
            if let Some(Err(wrong)) = one
                .receipt
                .as_ref()
                .map(|receipt| receipt.check(former, &one.request, 0))
            {
                doubtful.push((one.request.clone(), wrong));
            }
            book.at_hour(one.hour);
            let taken = book.enter(&one);
            if !taken.is_empty() {
                contested.push((one.request, taken));
            }
        }
        Rebuilt {
            book,
            contested,
            doubtful,
        }
    }

    fn enter(&mut self, one: &Standing) -> Vec<TakenBallot> {
        let mut taken = self.owned(&one.request);
        if taken.is_empty() {
            self.grant(&one.request);
        } else {
            self.contest(&one.request, taken.clone());
        }
        let gone: Vec<BallotId> = one
            .request
            .ballots
            .iter()
            .filter(|ballot| !one.ballots_left.contains(ballot))
            .cloned()
            .collect();
        self.free(one.request.id, one.request.elector, &gone);
        if let Some(entry) = self.claims.get_mut(&one.request.id) {
            if gone.len() == one.request.ballots.len() {
                entry.state = EntryState::GivenBack;
            }
            entry.given_back.extend(gone);
        }
        taken.retain(|other| one.ballots_left.contains(&other.ballot));
        taken
    }
}
