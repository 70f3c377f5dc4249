//! From the filled forms to the paper, one after the other.

use std::sync::Arc;

use advice::Advice;
use zeroize::Zeroizing;

use super::Desk;
use crate::{Effect, HandOver, Moment, PrintRun, PrintState, Session, Stage};

impl Desk {
    /// How the printing goes, once it was asked for.
    pub fn printing(&self) -> Option<&PrintRun> {
        self.printing.as_ref()
    }

    /// Whether the printer, or the back office's folder, has something of this case now.
    pub fn is_printing(&self) -> bool {
        self.printing
            .as_ref()
            .is_some_and(|run| !matches!(run.state, PrintState::Failed(_)))
    }

    pub(super) fn print(&mut self, elsewhere: Option<String>) -> Vec<Effect> {
        let ready = self.case.as_ref().is_some_and(|case| case.is_ready());
        if !matches!(self.stage, Stage::Filling) || self.is_printing() || !ready {
            return Vec::new();
        }
        self.print_next(elsewhere)
    }

    /// The next form that is not on paper yet; after the last one the files for the back office.
    fn print_next(&mut self, elsewhere: Option<String>) -> Vec<Effect> {
        let session = self.current();
        let Some(case) = &self.case else {
            return Vec::new();
        };
        let next = case.forms().iter().enumerate().find_map(|(at, form)| {
            let pdf = form.pdf().filter(|_| !form.is_printed())?;
            Some((at, form.definition(), pdf))
        });
        let (at, state, effect) = match next {
            Some((at, form, pdf)) => (
                at,
                PrintState::Sending,
                Effect::Print {
                    session,
                    form: form.id().to_owned(),
                    elsewhere: elsewhere.clone(),
                    pdf: Zeroizing::new(pdf.to_vec()),
                    title: form.title().ja.clone(),
                },
            ),
            None => (
                case.forms().len(),
                PrintState::HandingOver,
                Effect::HandOver(session, self.hand_over()),
            ),
        };
        self.printing = Some(PrintRun {
            at,
            state,
            elsewhere,
        });
        vec![effect]
    }

    fn hand_over(&self) -> Vec<HandOver> {
        self.case.iter().flat_map(|case| case.hand_over()).collect()
    }

    pub(super) fn print_progress(&mut self, session: Session, state: PrintState) -> Vec<Effect> {
        let is_current = session == self.current() && self.is_printing();
        if let Some(run) = self.printing.as_mut().filter(|_| is_current) {
            run.state = state;
        }
        Vec::new()
    }

    pub(super) fn print_ended(
        &mut self,
        session: Session,
        result: Result<(), Advice>,
        now: Moment,
    ) -> Vec<Effect> {
        let is_current = session == self.current() && self.is_printing();
        let Some(run) = self.printing.as_mut().filter(|_| is_current) else {
            return Vec::new();
        };
        if let Err(advice) = result {
            run.state = PrintState::Failed(advice);
            return Vec::new();
        }
        let (at, elsewhere) = (run.at, run.elsewhere.clone());
        let form = self.case.as_mut().and_then(|case| case.form_at(at));
        form.into_iter().for_each(crate::CaseForm::note_printed);
        let all_out = self
            .case
            .as_ref()
            .is_some_and(|case| case.forms().iter().all(crate::CaseForm::is_printed));
        if all_out && !self.config.hands_over {
            return self.all_done(now);
        }
        self.print_next(elsewhere)
    }

    pub(super) fn handed_over(
        &mut self,
        session: Session,
        result: Result<(), Advice>,
        now: Moment,
    ) -> Vec<Effect> {
        let is_current = session == self.current() && self.is_printing();
        let Some(run) = self.printing.as_mut().filter(|_| is_current) else {
            return Vec::new();
        };
        match result {
            Ok(()) => self.all_done(now),
            Err(advice) => {
                run.state = PrintState::Failed(advice);
                Vec::new()
            }
        }
    }

    fn all_done(&mut self, now: Moment) -> Vec<Effect> {
        let record = self.visit(now).map(Effect::Record);
        let forms = self
            .case
            .iter()
            .flat_map(|case| case.forms())
            .map(|form| Arc::clone(form.definition()))
            .collect();
        self.forget();
        self.stage = Stage::Printed(forms);
        record.into_iter().collect()
    }

    pub(super) fn print_slip(&self) -> Vec<Effect> {
        let Some(case) = &self.case else {
            return Vec::new();
        };
        let lines: Vec<_> = case
            .procedures()
            .into_iter()
            .map(|procedure| (procedure.title.clone(), procedure.window.clone()))
            .collect();
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Effect::PrintSlip(lines)]
    }
}
