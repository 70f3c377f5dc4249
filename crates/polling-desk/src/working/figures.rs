//! Figures: counts, the hourly comparison, the record of voting, the pace of the day.

use jiff::civil::Date;
use ledger::Event;
use polling::counts::{Counts, RecordLine, Tallies};
use polling::elector::Sex;
use polling::fact::Fact;
use polling::plain::{BoothId, ElectorId};
use polling::reconcile::Reconciliation;
use polling::role::Action;

use super::Working;
use crate::DeskError;
use polling_ledger::{fact_of, written};

impl Working {
    /// Everything that is counted, of all booths that are known here. Made once, then kept up with each fact.
    pub fn counts(&mut self) -> Result<&Counts, DeskError> {
        self.allow(Action::LookAtNumbers)?;
        if self.counts.is_none() {
            let mut counts = Counts::default();
            let mut events = Vec::new();
            self.book.each_event(|event| {
                if event.header.subject.is_some() {
                    events.push(event);
                }
            })?;
            for event in &events {
                self.count(&mut counts, event);
            }
            self.counts = Some(counts);
        }
        self.counts.as_ref().ok_or(DeskError::NotNow)
    }

    /// Own facts that were just written.
    pub(super) fn count_on(&mut self, events: &[Event]) {
        let now = self.now();
        let accepted = |event: &&Event| event.header.kind == "elector.accepted";
        for _ in events.iter().filter(accepted) {
            self.pace.accepted(now);
        }
        if let Some(mut counts) = self.counts.take() {
            for event in events {
                self.count(&mut counts, event);
            }
            self.counts = Some(counts);
        }
    }

    fn count(&self, counts: &mut Counts, event: &Event) {
        let (Some(subject), Some(Ok(fact))) = (event.header.subject, fact_of(event)) else {
            return;
        };
        let Some(booth) = self.booth_of_stream(event.header.stream.0) else {
            return;
        };
        counts.add(
            booth,
            self.sex(ElectorId(subject.0)),
            &written(event),
            &fact,
        );
    }

    /// As the roll has it, for counts only.
    fn sex(&self, elector: ElectorId) -> Sex {
        let line = self
            .roll
            .as_ref()
            .and_then(|roll| roll.by_id(elector).ok()?);
        line.map_or(Sex::Other, |line| line.person.sex)
    }

    /// What dispensers and slips say beside what the facts say, hour by hour, for this booth.
    pub fn reconciliation(&self, day: Date) -> Result<Reconciliation, DeskError> {
        self.allow(Action::LookAtNumbers)?;
        let mut beside = Reconciliation::new(self.booth.clone(), day);
        let here = self.book.ledger.stream();
        self.book.each_event(|event| {
            if event.header.stream != here {
                return;
            }
            match (event.header.subject, fact_of(&event)) {
                (Some(elector), Some(Ok(fact))) => {
                    beside.add(ElectorId(elector.0), &written(&event), &fact);
                }
                (None, Some(Ok(Fact::HourTally(tally)))) => beside.dispenser(&tally),
                (None, Some(Ok(Fact::SlipTally(tally)))) => beside.slips(&tally),
                _ => {}
            }
        })?;
        Ok(beside)
    }

    /// The ballot papers of a booth's day for the record of voting (投票録).
    pub fn record(&mut self, booth: &BoothId, day: Date) -> Result<Vec<RecordLine>, DeskError> {
        let mut tallies = Tallies::default();
        self.book.each_event(|event| {
            if let Some(Ok(Fact::PaperTally(tally))) = fact_of(&event) {
                tallies.add(&tally);
            }
        })?;
        let counts = self.counts()?;
        Ok(tallies.record(booth, day, counts))
    }

    /// Acceptances per minute at this desk over the last quarter of an hour; none in its first minute.
    pub fn per_minute(&mut self) -> Option<f64> {
        let now = self.now();
        self.pace.per_minute(now)
    }

    /// How many minutes the last one of a queue waits, if it goes on like this.
    pub fn minutes_for(&mut self, people: u32) -> Option<f64> {
        let now = self.now();
        self.pace.minutes_for(people, now)
    }
}
