//! Papers of the polling desk, to the printer that the counter desk prints with.

use polling::counts::{Counts, RecordLine};
use polling::election::SlipMode;
use polling::papers::{
    Declaration, Heading, RECONCILIATION_SHEET, VOTING_RECORD, blank_declaration, declaration_form,
    declaration_values, reconciliation_values, record_values,
};
use polling_desk::{DeskError, SlipToPrint, Working};

use advice::Advice;

use super::look::booth_name;
use crate::engine::Engine;
use crate::view::polling::{HourRowView, PollingRoleView, SlipStateView};

/// A form with its values; wiped on drop, as [`paper::Values`] are. No `Debug`.
pub(crate) struct PollingPaper {
    pub form: &'static str,
    pub values: paper::Values,
    /// The declaration slip of who is at the desk: its page says how far it is.
    pub is_slip: bool,
}

impl PollingPaper {
    /// The declaration slip (宣誓書).
    pub fn slip(desk: &Working, slip: &SlipToPrint, present_address: Option<&str>) -> Self {
        let ballots: Vec<_> = desk.wanted().into_iter().collect();
        let values = if slip.mode == SlipMode::Written {
            blank_declaration(heading(desk))
        } else {
            let declaration = Declaration {
                elector: &slip.elector,
                present_address,
                reason: slip.reason,
                ballots: &ballots,
                day: desk.today(),
            };
            declaration_values(heading(desk), &declaration)
        };
        Self {
            form: declaration_form(slip.mode),
            values,
            is_slip: true,
        }
    }

    /// A slip to be written by hand, for the paper drill.
    pub fn empty_slip(desk: &Working) -> Self {
        Self {
            form: declaration_form(SlipMode::Written),
            values: blank_declaration(heading(desk)),
            is_slip: false,
        }
    }

    /// The figures for the record of voting (投票録), of today at this booth.
    pub fn record(desk: &Working, counts: &Counts, lines: &[RecordLine]) -> Self {
        let (ballots, hours) = super::exports::record(desk, counts, lines);
        Self {
            form: VOTING_RECORD,
            values: record_values(
                heading(desk),
                &booth_name(desk.election(), desk.booth()),
                &ballots,
                &hours,
                "",
                now(),
            ),
            is_slip: false,
        }
    }

    /// Counts beside each other, hour by hour (照合票).
    pub fn reconciliation(desk: &Working, hours: &[HourRowView]) -> Self {
        let rows = super::exports::beside(desk, hours);
        let booth = booth_name(desk.election(), desk.booth());
        Self {
            form: RECONCILIATION_SHEET,
            values: reconciliation_values(heading(desk), &booth, &rows, now()),
            is_slip: false,
        }
    }

    /// A badge (職員証).
    pub fn badge(desk: &Working, badge: &vault::Badge, role: PollingRoleView, label: &str) -> Self {
        let role = match role {
            PollingRoleView::Clerk => "受付係",
            PollingRoleView::Officer => "投票管理者",
            PollingRoleView::Administrator => "選挙管理委員会",
        };
        let mut values = paper::Values::new();
        let place = booth_name(desk.election(), desk.booth());
        for (name, text) in [
            ("shelter.name", place.as_str()),
            ("member.1.column", "left"),
            ("member.1.name", label.trim()),
            ("member.1.role", role),
            ("member.1.token", badge.to_qr().as_str()),
        ] {
            if !text.is_empty() {
                values.insert(name, text.to_owned());
            }
        }
        Self {
            form: "badge",
            values,
            is_slip: false,
        }
    }
}

pub(super) fn heading(desk: &Working) -> Heading<'_> {
    Heading {
        election: desk.election(),
        training: desk.is_training(),
    }
}

/// The minute by the clock of Japan.
fn now() -> jiff::civil::DateTime {
    let text = super::names::local(polling_desk::moment());
    text.parse().unwrap_or_default()
}

impl Engine {
    /// Draws and prints; what goes wrong is said at the desk, which goes on meanwhile.
    pub(super) fn print_polling_paper(&self, paper: PollingPaper) {
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let printed = engine.print_values(paper.form, &paper.values).await;
            engine.with_polling(|polling| polling.printed(paper.is_slip, printed));
            engine.publish();
        });
    }
}

impl super::Polling {
    fn printed(&mut self, is_slip: bool, printed: Result<(), Advice>) {
        if is_slip && self.slip == SlipStateView::Printing {
            self.slip = match &printed {
                Ok(()) => SlipStateView::Printed,
                // A slip written by hand is always the way on.
                Err(advice) => SlipStateView::Trouble {
                    advice: advice.clone().into(),
                },
            };
        }
        if let Err(advice) = printed {
            self.note(Err(DeskError::Other(advice)));
        }
    }
}
