//! From what brings the resident here to the list of forms, and the answers on them.

use std::sync::Arc;

use paper::Guide;

use super::Desk;
use crate::case::Given;
use crate::{Case, Effect, Moment, Stage};

impl Desk {
    pub(super) fn choose_guide(&mut self, id: &str, now: Moment) -> Vec<Effect> {
        let found = self.config.guides.iter().find(|guide| guide.id() == id);
        let Some(guide) = found.map(Arc::clone) else {
            return Vec::new();
        };
        if self.open_case(Some(guide), now) {
            self.stage = Stage::Guiding;
            self.refresh();
        }
        Vec::new()
    }

    pub(super) fn choose_form(&mut self, id: &str, now: Moment) -> Vec<Effect> {
        let known = self.config.forms.iter().any(|form| form.id() == id);
        if !known || !self.open_case(None, now) {
            return Vec::new();
        }
        if let Some(case) = &mut self.case {
            case.choose_form(id, true);
        }
        self.refresh();
        self.begin()
    }

    /// A new case, if nobody is served and pages can be drawn.
    fn open_case(&mut self, guide: Option<Arc<Guide>>, now: Moment) -> bool {
        if !matches!(self.stage, Stage::Choosing | Stage::Printed(_)) || self.config.fonts.is_none()
        {
            return false;
        }
        self.forget();
        self.begun_at = now.uptime;
        if self.card.card_present() && !self.card.card_left() {
            self.card_placed_at = Some(now.uptime);
        }
        let given = Given {
            city_name: self.config.city_name.clone(),
            mayor: self.config.mayor.clone(),
            today: now.today,
        };
        self.case = Some(Box::new(Case::new(given, guide)));
        true
    }

    pub(super) fn want_form(&mut self, form: &str, on: bool) -> Vec<Effect> {
        let known = self.config.forms.iter().any(|known| known.id() == form);
        if known && self.may_change() {
            if let Some(case) = &mut self.case {
                case.choose_form(form, on);
            }
            self.refresh();
        }
        Vec::new()
    }

    /// On to the people: the applicant's card first, unless it was read.
    pub(super) fn go_to_forms(&mut self, now: Moment) -> Vec<Effect> {
        let Some(case) = self
            .case
            .as_ref()
            .filter(|_| matches!(self.stage, Stage::Guiding))
        else {
            return Vec::new();
        };
        if case.has_begun() {
            self.stage = Stage::Filling;
            return Vec::new();
        }
        if self.card.card_present() && !self.card.card_left() {
            self.card_placed_at = Some(now.uptime);
        }
        self.begin()
    }

    pub(super) fn go_to_guide(&mut self) -> Vec<Effect> {
        let has_guide = self
            .case
            .as_ref()
            .is_some_and(|case| case.guide().is_some());
        let before_print = matches!(self.stage, Stage::Filling) || self.awaits_card();
        if has_guide && before_print && !self.is_printing() {
            self.card.cancel();
            self.stage = Stage::Guiding;
        }
        Vec::new()
    }

    /// Whether the clerk may change the case now.
    pub(super) fn may_change(&self) -> bool {
        matches!(self.stage, Stage::Guiding | Stage::Filling) && !self.is_printing()
    }

    pub(super) fn answer(&mut self, name: &str, value: &str) -> Vec<Effect> {
        if self.may_change()
            && self
                .case
                .as_mut()
                .is_some_and(|case| case.answer(name, value))
        {
            self.refresh();
        }
        Vec::new()
    }

    pub(super) fn leave_for_hand(&mut self, name: &str) -> Vec<Effect> {
        if self.may_change()
            && self
                .case
                .as_mut()
                .is_some_and(|case| case.leave_for_hand(name))
        {
            self.refresh();
        }
        Vec::new()
    }
}
