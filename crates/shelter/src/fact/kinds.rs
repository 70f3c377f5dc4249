//! Every kind of fact.

use std::fmt;

use super::{
    Activated, BadgeIssued, BadgeRevoked, Changed, Closed, ConsentTold, Counted, Exported,
    GoodRule, InquiryAnswered, Linked, LookedUp, MealPlanned, Membership, Moved, NeedsTold, Opened,
    Protected, Receipt, Registered, Reopened, Reported, Searched, Seen, Served, Stocked,
    TokenBound, TokenRevoked, Told, Unlocked, UtilitiesChecked,
};

/// One fact. `Debug` shows the kind only.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each payload is documented where it is defined"
)]
pub enum Fact {
    Registered(Registered),
    Told(Told),
    Moved(Moved),
    Seen(Seen),
    Needs(NeedsTold),
    Consent(ConsentTold),
    Protected(Protected),
    Household(Membership),
    Token(TokenBound),
    Linked(Linked),
    Served(Served),
    Opened(Opened),
    Changed(Changed),
    Closed(Closed),
    Reopened(Reopened),
    Counted(Counted),
    Stock(Stocked),
    Utilities(UtilitiesChecked),
    Reported(Reported),
    Receipt(Receipt),
    BadgeIssued(BadgeIssued),
    BadgeRevoked(BadgeRevoked),
    TokenRevoked(TokenRevoked),
    MealPlanned(MealPlanned),
    GoodRuled(GoodRule),
    Activated(Activated),
    LookedUp(LookedUp),
    Searched(Searched),
    Exported(Exported),
    Unlocked(Unlocked),
    InquiryAnswered(InquiryAnswered),
    /// Of a newer program: kept and passed on, not read.
    Unknown {
        kind: String,
        version: u16,
    },
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fact({})", self.kind())
    }
}
