//! The one thing that happens at the desk now. One elector at a time.

use serde::Serialize;
use specta::Type;

use super::{
    BallotCardView, CallView, ElectorCandidateView, ElectorPageView, ElectorPersonView, MeansView,
};
use crate::view::{AdviceView, BilingualView, CardProblemView, SecretKindView};

/// From the card, the ticket or the first key to "the elector went to the booth".
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(
    tag = "step",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PollingStepView {
    /// A card, a ticket or a key.
    Waiting,
    /// The card is asked who it is.
    Checking,
    /// The elector types on the other screen.
    Entering {
        /// What is typed.
        secret: SecretKindView,
        /// How many digits are there.
        digits: u8,
        /// How many there must be.
        length: u8,
        /// Tries left.
        tries_left: u8,
        /// Whether the card refused what was typed before.
        wrong_before: bool,
        /// Whether the other secret has tries left.
        other_left: bool,
    },
    /// The elector is asked whether to spend the last try.
    LastTry {
        /// Which secret.
        secret: SecretKindView,
    },
    /// No try is left.
    Locked {
        /// Which secret.
        secret: SecretKindView,
        /// Whether the other one still works.
        other_left: bool,
    },
    /// The four items are being read.
    Reading,
    /// The card could not be used.
    Problem(CardProblemView),
    /// Nobody on the roll fits: the office looks into it, and no vote is improvised.
    NotFound {
        /// By what was searched.
        means: MeansView,
        /// What was typed; empty for a card.
        text: String,
        /// What the card says; none without one.
        card: Option<ElectorPersonView>,
        /// What happened and what to do.
        advice: AdviceView,
    },
    /// One or more who fit; a person chooses, also where it is one.
    Candidates {
        /// By what was searched.
        means: MeansView,
        /// What was typed; empty for a card.
        text: String,
        /// What the card says; none without one.
        card: Option<ElectorPersonView>,
        /// Those who fit, best first; at most eight.
        candidates: Vec<ElectorCandidateView>,
        /// How many more fit that are not shown.
        more: u32,
    },
    /// What may be handed out to this elector today, and what is still to be done for it.
    Elector(Box<ElectorPageView>),
    /// Outage rule 3 at the commission: a booth calls about the elector.
    Call(Box<CallView>),
    /// The authority is asked; nothing may be handed out.
    Claiming {
        /// Who.
        person: ElectorPersonView,
        /// Seconds since it was asked.
        seconds: u8,
        /// Seconds after which the outage rule takes over.
        patience_seconds: u8,
    },
    /// Outage rule 3: the code of the centre is asked for.
    Voice {
        /// Who.
        person: ElectorPersonView,
        /// Names of the ballots that are asked for; the centre is told these, and no others.
        ballots: Vec<String>,
        /// What is read to the centre.
        ask_code: String,
        /// Telephone of the centre; empty if none is set.
        phone: String,
        /// Why the code typed before was not taken.
        wrong: Option<AdviceView>,
    },
    /// Accepted and stored: hand out, kind by kind.
    Accepted {
        /// The claim, hexadecimal.
        claim: String,
        /// Who.
        person: ElectorPersonView,
        /// On whose word, where it is not the authority's: such as `回線断：地区割当により受付`.
        authority: Option<BilingualView>,
        /// Whether this acceptance was found after an interruption of the program.
        after_interruption: bool,
        /// One line in large type.
        headline: BilingualView,
        /// The kinds in the order in which they are handed out, also those that are not.
        ballots: Vec<BallotCardView>,
        /// Whether every kind was handed out or declined.
        can_leave: bool,
        /// 代理投票.
        proxy: bool,
        /// 点字投票.
        braille: bool,
    },
    /// A full-screen stop.
    Stopped(StopView),
}

/// A stop that no click passes: it can be left, and nothing else.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StopView {
    /// Why.
    pub kind: StopKindView,
    /// Who; none where nobody is meant.
    pub person: Option<ElectorPersonView>,
    /// In very large type, such as `投票用紙を交付しないでください`.
    pub headline: BilingualView,
    /// What happened, such as `11月18日 14時台に市役所で受付済みです`.
    pub what: BilingualView,
    /// What to say and to do.
    pub next: BilingualView,
    /// Code for the telephone; empty where there is none.
    pub code: String,
    /// Whether holding (留保) makes sense here.
    pub can_hold: bool,
    /// Whether asking again may help, with the same claim.
    pub can_retry: bool,
    /// Whether a booth's call about the elector may be answered, who may not vote at this very place.
    pub can_call: bool,
}

/// Why the desk stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StopKindView {
    /// Every ballot was taken before (二重投票の防止).
    Already,
    /// The elector is held at another desk.
    Held,
    /// The elector has no right to any of today's ballots.
    Refused,
    /// Outage rule 1, or a district that rule 2 does not accept here.
    Outage,
    /// The disk or the roll cannot be trusted: nothing is accepted.
    Broken,
}
