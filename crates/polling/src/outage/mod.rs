//! What is in force while the authority cannot be reached (`election.md` 3.6), and what the screen says of it.

use crate::election::OutageRule;
use crate::fact::{OutageBegan, OutageEnded};

/// Milliseconds of a monotonic clock of this PC: for waiting, never for facts.
pub type Millis = u64;

/// The link to the authority as this desk sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    rule: OutageRule,
    patience: Millis,
    /// The oldest question that nobody has answered.
    waiting_since: Option<Millis>,
    cut_since: Option<Millis>,
    accepted: u32,
    copy_of: Millis,
}

/// What is on the screen all the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The election's rule; in force only while `cut_for` is something.
    pub rule: OutageRule,
    /// Since when no answer came, in milliseconds.
    pub cut_for: Option<Millis>,
    /// Age of the local copy in milliseconds: since it was known to be complete.
    pub copy_age: Millis,
    /// How many electors were accepted at this desk since the cut.
    pub accepted: u32,
}

impl Outage {
    /// At the start the link counts as there, and the copy as of now.
    pub fn new(rule: OutageRule, patience: Millis, now: Millis) -> Self {
        Self {
            rule,
            patience,
            waiting_since: None,
            cut_since: None,
            accepted: 0,
            copy_of: now,
        }
    }

    /// The election's rule.
    pub fn rule(&self) -> OutageRule {
        self.rule
    }

    /// Whether the rule is in force.
    pub fn is_cut(&self) -> bool {
        self.cut_since.is_some()
    }

    /// What the screen says.
    pub fn shown(&self, now: Millis) -> Shown {
        Shown {
            rule: self.rule,
            cut_for: self.cut_since.map(|since| now.saturating_sub(since)),
            copy_age: now.saturating_sub(self.copy_of),
            accepted: self.accepted,
        }
    }

    /// Something was asked that wants an answer.
    pub(crate) fn asked(&mut self, now: Millis) {
        self.waiting_since.get_or_insert(now);
    }

    /// Whether nobody has answered for longer than the election allows.
    pub(crate) fn is_overdue(&self, now: Millis) -> bool {
        self.waiting_since
            .is_some_and(|since| now.saturating_sub(since) >= self.patience)
    }

    /// The rule takes over; the fact to write, unless it was in force already.
    pub(crate) fn begin(&mut self, now: Millis) -> Option<OutageBegan> {
        if self.is_cut() {
            return None;
        }
        self.cut_since = Some(now);
        self.accepted = 0;
        let minutes = self.shown(now).copy_age / 60_000;
        Some(OutageBegan {
            rule: self.rule,
            copy_minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
        })
    }

    /// The authority answered; the fact to write, if that ends an outage.
    pub(crate) fn heard(&mut self) -> Option<OutageEnded> {
        self.waiting_since = None;
        self.cut_since.take().map(|_| OutageEnded {
            accepted: self.accepted,
        })
    }

    /// An elector was accepted.
    pub(crate) fn count_acceptance(&mut self) {
        if self.is_cut() {
            self.accepted += 1;
        }
    }

    /// Everything that the others had written was taken in.
    pub(crate) fn copy_is_fresh(&mut self, now: Millis) {
        self.copy_of = now;
    }
}
