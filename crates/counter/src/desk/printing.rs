//! From the filled form to the paper.

use std::sync::Arc;

use advice::Advice;
use zeroize::Zeroizing;

use super::Desk;
use crate::{Effect, Moment, PrintState, Session, Stage};

impl Desk {
    pub(super) fn print(&mut self) -> Vec<Effect> {
        let session = self.current();
        let Stage::Filling(filling) = &mut self.stage else {
            return Vec::new();
        };
        if filling.is_printing() {
            return Vec::new();
        }
        let Some(pdf) = filling.pdf().map(|pdf| Zeroizing::new(pdf.to_vec())) else {
            return Vec::new();
        };
        filling.printing = Some(PrintState::Sending);
        vec![Effect::Print {
            session,
            pdf,
            title: filling.form().title().ja.clone(),
        }]
    }

    pub(super) fn print_progress(&mut self, session: Session, state: PrintState) -> Vec<Effect> {
        let current = self.current();
        if let Stage::Filling(filling) = &mut self.stage
            && session == current
            && filling.is_printing()
        {
            filling.printing = Some(state);
        }
        Vec::new()
    }

    pub(super) fn print_ended(
        &mut self,
        session: Session,
        result: Result<(), Advice>,
        now: Moment,
    ) -> Vec<Effect> {
        let current = self.current();
        let Stage::Filling(filling) = &mut self.stage else {
            return Vec::new();
        };
        if session != current || !filling.is_printing() {
            return Vec::new();
        }
        if let Err(advice) = result {
            filling.printing = Some(PrintState::Failed(advice));
            return Vec::new();
        }
        let form = Arc::clone(filling.form());
        let started = self.card_placed_at.unwrap_or(now.uptime);
        let count = Effect::Count {
            form: form.id().to_owned(),
            took: now.uptime.saturating_sub(started),
        };
        self.forget();
        self.stage = Stage::Printed(form);
        vec![count]
    }
}
