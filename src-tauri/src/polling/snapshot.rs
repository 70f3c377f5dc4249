//! What is made from all facts at once: for the pages of numbers, and once a minute for the alerts of every page.

use std::collections::BTreeSet;
use std::time::Duration;

use polling::counts::{Counts, RecordLine};
use polling::reconcile::{Reconciliation, Row};

use polling_desk::Working;

use super::Polling;
use super::look::{is_today, number};
use crate::view::polling::{AlertsView, PollingPageView};

/// So long the numbers behind an elector at the desk may be old: reading every fact at each key would be felt.
const MAY_BE_OLD: Duration = Duration::from_mins(1);

/// Numbers of one moment.
#[derive(Default)]
pub(super) struct Snapshot {
    made: Option<(Duration, u64)>,
    pub alerts: AlertsView,
    pub counts: Counts,
    pub beside: Option<Reconciliation>,
    pub rows: Vec<Row>,
    pub record: Vec<RecordLine>,
    pub per_minute: Option<f64>,
    pub wait_minutes: Option<f64>,
}

impl Snapshot {
    /// Figures beside each other, as they are now.
    pub(super) fn of_now(desk: &mut Working) -> Self {
        let counts = desk.counts().cloned().unwrap_or_default();
        let mut numbers = Self {
            counts,
            ..Self::default()
        };
        numbers.lay_beside(desk);
        numbers
    }

    fn lay_beside(&mut self, desk: &Working) {
        self.beside = desk.reconciliation(desk.today()).ok();
        let rows = self.beside.as_ref().map(Reconciliation::rows);
        self.rows = rows.unwrap_or_default();
    }
}

impl Polling {
    /// Makes the numbers anew where they are looked at and something changed, or where they are old.
    pub(super) fn refresh(&mut self, uptime: Duration) {
        let numbers = matches!(self.page, PollingPageView::Officer | PollingPageView::Board);
        let Some(desk) = self.desk.working().filter(|desk| desk.operator().is_some()) else {
            self.snapshot = Snapshot::default();
            return;
        };
        let fresh = self.snapshot.made.is_some_and(|(at, changes)| {
            let young = uptime.saturating_sub(at) < MAY_BE_OLD;
            young && (!numbers || changes == desk.changes())
        });
        if !fresh {
            self.make(uptime);
        }
    }

    /// The next look makes them anew.
    pub(super) fn numbers_changed(&mut self) {
        self.snapshot.made = None;
    }

    /// Only the officer's page reads every fact: with thousands of acceptances that takes seconds.
    fn make(&mut self, uptime: Duration) {
        let queue = self.queue.unwrap_or(0);
        let Ok(desk) = self.desk.working_mut() else {
            return;
        };
        let (day, booth) = (desk.today(), desk.booth().clone());
        let numbers = &mut self.snapshot;
        numbers.made = Some((uptime, desk.changes()));
        numbers.alerts.holds = desk.held().map_or(0, |held| number(held.len()));
        numbers.alerts.incidents = desk.open_incidents().map_or(0, number);
        if matches!(self.page, PollingPageView::Officer | PollingPageView::Board) {
            numbers.counts = desk.counts().cloned().unwrap_or_default();
            numbers.per_minute = desk.per_minute();
            numbers.wait_minutes = (queue > 0).then(|| desk.minutes_for(queue)).flatten();
        }
        if self.page == PollingPageView::Officer {
            numbers.lay_beside(desk);
            numbers.record = desk.record(&booth, day).unwrap_or_default();
            let differing = numbers.rows.iter().filter(|row| row.difference() != 0);
            let hours: BTreeSet<u8> = differing.map(|row| row.to_hour).collect();
            numbers.alerts.differences = number(hours.len());
            let looks = desk.looks_without_acceptance().unwrap_or_default();
            let today = looks.iter().filter(|look| is_today(desk, look.at));
            numbers.alerts.looks = number(today.count());
        }
    }
}
