//! The polling desk (期日前投票): the election, the elector, eligibility, acceptance and the claim behind it.
//!
//! Pure and deterministic: clock, randomness, storage, network and keyed hashes come in from outside.
//! [`plain`] holds the words of the domain, [`election`] what the board has decided, [`elector`] one
//! line of the roll, [`fact`] what is appended to the ledger, [`status`] what follows from it for one elector,
//! [`eligibility`] whether a ballot may be issued today, [`claim`] the one authority that lets nobody vote twice.

pub mod booth;
pub mod claim;
pub mod counts;
pub mod election;
pub mod elector;
pub mod eligibility;
pub mod fact;
pub mod frozen;
pub mod incident;
pub mod outage;
#[cfg(feature = "papers")]
pub mod papers;
pub mod plain;
pub mod reconcile;
pub mod refusal;
pub mod role;
pub mod status;
pub mod verdict;
