//! Names of the window and of the domain, one into the other.

use polling::election::{OutageRule, SlipMode};
use polling::elector::Already;
use polling::fact::{Duty, Means, WithdrawnBecause};
use polling::plain::{BallotId, ClaimId, ElectorId, Moment};
use polling::role::Role;
use polling_desk::DeskError;

use crate::view::polling::{
    AbsenteeStepView, DutyView, MeansView, OutageRuleView, PollingRoleView, SlipModeView,
    WithdrawnBecauseView,
};

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn bytes<const N: usize>(text: &str) -> Result<[u8; N], DeskError> {
    let wrong = DeskError::NotNow;
    if text.len() != 2 * N || !text.is_ascii() {
        return Err(wrong);
    }
    let mut bytes = [0; N];
    for (byte, at) in bytes.iter_mut().zip((0..text.len()).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| DeskError::NotNow)?;
    }
    Ok(bytes)
}

pub(super) fn elector(text: &str) -> Result<ElectorId, DeskError> {
    bytes(text).map(ElectorId)
}

pub(super) fn claim(text: &str) -> Result<ClaimId, DeskError> {
    bytes(text).map(ClaimId)
}

pub(super) fn ballot(text: &str) -> Result<BallotId, DeskError> {
    BallotId::new(text).map_err(|_| DeskError::NotNow)
}

pub(super) fn ballots(texts: &[String]) -> Result<Vec<BallotId>, DeskError> {
    texts.iter().map(|text| ballot(text)).collect()
}

/// `YYYY-MM-DDTHH:MM` in Japan.
pub(super) fn moment(text: &str) -> Result<Moment, DeskError> {
    let at: jiff::civil::DateTime = text.trim().parse().map_err(|_| DeskError::NotNow)?;
    let at = jiff::tz::offset(9)
        .to_timestamp(at)
        .map_err(|_| DeskError::NotNow)?;
    Ok(Moment(at.as_millisecond()))
}

/// `YYYY-MM-DDTHH:MM` in Japan.
pub(super) fn local(at: Moment) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let at = jiff::tz::offset(9).to_datetime(at);
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// `HH:MM` where it is of today, else `MM-DD HH:MM`.
pub(super) fn clock(at: Moment) -> String {
    let (text, today) = (local(at), station::today().to_string());
    let (day, time) = text.split_once('T').unwrap_or(("", &text));
    if day == today {
        time.to_owned()
    } else {
        format!("{} {time}", day.get(5..).unwrap_or_default())
    }
}

pub(super) fn means(means: Means) -> MeansView {
    match means {
        Means::Card => MeansView::Card,
        Means::Ticket => MeansView::Ticket,
        Means::Spoken => MeansView::Spoken,
        Means::Number => MeansView::Number,
    }
}

pub(super) fn mode(mode: SlipMode) -> SlipModeView {
    match mode {
        SlipMode::Printed => SlipModeView::Printed,
        SlipMode::Signed => SlipModeView::Signed,
        SlipMode::Written => SlipModeView::Written,
    }
}

pub(super) fn mode_of(mode: SlipModeView) -> SlipMode {
    match mode {
        SlipModeView::Printed => SlipMode::Printed,
        SlipModeView::Signed => SlipMode::Signed,
        SlipModeView::Written => SlipMode::Written,
    }
}

pub(super) fn rule(rule: OutageRule) -> OutageRuleView {
    match rule {
        OutageRule::Stop => OutageRuleView::Stop,
        OutageRule::HomeBooth => OutageRuleView::HomeBooth,
        OutageRule::Voice => OutageRuleView::Voice,
        OutageRule::GoOn => OutageRuleView::GoOn,
    }
}

pub(super) fn role(role: Role) -> PollingRoleView {
    match role {
        Role::Clerk => PollingRoleView::Clerk,
        Role::Officer => PollingRoleView::Officer,
        Role::Administrator => PollingRoleView::Administrator,
    }
}

pub(super) fn role_of(role: PollingRoleView) -> Role {
    match role {
        PollingRoleView::Clerk => Role::Clerk,
        PollingRoleView::Officer => Role::Officer,
        PollingRoleView::Administrator => Role::Administrator,
    }
}

pub(super) fn because(because: WithdrawnBecauseView) -> WithdrawnBecause {
    match because {
        WithdrawnBecauseView::Returned => WithdrawnBecause::Returned,
        WithdrawnBecauseView::WrongKind => WithdrawnBecause::WrongKind,
        WithdrawnBecauseView::Spoiled => WithdrawnBecause::Spoiled,
        WithdrawnBecauseView::WrongElector => WithdrawnBecause::WrongElector,
    }
}

pub(super) fn step(step: AbsenteeStepView) -> Already {
    match step {
        AbsenteeStepView::Requested => Already::AbsenteeRequested,
        AbsenteeStepView::Issued => Already::AbsenteeIssued,
        AbsenteeStepView::Returned => Already::AbsenteeReturned,
        AbsenteeStepView::Voted => Already::AbsenteeVoted,
    }
}

pub(super) fn duty(duty: DutyView) -> Duty {
    match duty {
        DutyView::Manager => Duty::Manager,
        DutyView::Deputy => Duty::Deputy,
        DutyView::Witness => Duty::Witness,
        DutyView::Clerk => Duty::Clerk,
    }
}

pub(super) fn duty_view(duty: Duty) -> DutyView {
    match duty {
        Duty::Manager => DutyView::Manager,
        Duty::Deputy => DutyView::Deputy,
        Duty::Witness => DutyView::Witness,
        Duty::Clerk => DutyView::Clerk,
    }
}
