//! Who belongs to the case, each by card or by hand.

use super::Desk;
use crate::{Effect, Stage, Who};

/// The form that shows an agent's authority (委任状).
const POWER_OF_ATTORNEY: &str = "power-of-attorney";

impl Desk {
    pub(super) fn add_person(&mut self, agent: bool, by_card: bool) -> Vec<Effect> {
        let open = self.may_change() || self.awaits_card();
        let Some(case) = self.case.as_mut().filter(|_| open) else {
            return Vec::new();
        };
        let Some(who) = case.add_person(agent) else {
            return Vec::new();
        };
        case.note_begun();
        if agent {
            case.choose_form(POWER_OF_ATTORNEY, true);
        }
        self.card.cancel();
        self.stage = Stage::Filling;
        self.refresh();
        if by_card {
            return self.read_card_of(who);
        }
        Vec::new()
    }

    pub(super) fn add_spouse(&mut self) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        if let Some(case) = &mut self.case
            && let Some(who) = case.add_person(false)
        {
            case.answer(&who.datum("relation"), "spouse");
            self.refresh();
        }
        Vec::new()
    }

    pub(super) fn remove_person(&mut self, who: Who) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        if let Some(case) = &mut self.case {
            case.remove_person(who);
            if who == Who::Agent {
                case.choose_form(POWER_OF_ATTORNEY, false);
            }
            self.refresh();
        }
        Vec::new()
    }

    pub(super) fn read_card_of(&mut self, who: Who) -> Vec<Effect> {
        let is_here = self
            .case
            .as_ref()
            .is_some_and(|case| case.person(who).is_some());
        if !self.may_change() || !is_here {
            return Vec::new();
        }
        self.reading_for = who;
        self.begin()
    }

    /// No card: what is known of the case stays, and the clerk types the rest.
    pub(super) fn by_hand(&mut self) -> Vec<Effect> {
        if !self.card.cancel() {
            return Vec::new();
        }
        self.stage = Stage::Filling;
        if let Some(case) = &mut self.case {
            case.note_begun();
        }
        self.refresh();
        Vec::new()
    }

    pub(super) fn want_member(&mut self, form: &str, who: Who, on: bool) -> Vec<Effect> {
        if self.may_change() {
            if let Some(case) = &mut self.case {
                case.choose_member(form, who, on);
            }
            self.refresh();
        }
        Vec::new()
    }
}
