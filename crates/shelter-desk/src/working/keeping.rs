//! What the keeper looks after: counts, stock, badges, the report, the end.

use std::collections::BTreeMap;

use shelter::desk::Refusal;
use shelter::fact::{BadgeIssued, Detail, Exported, Fact, Receipt, Stocked};
use shelter::plain::{Actor, DeviceId, Moment, Text, Utility, UtilityState};
use shelter::report::{Checked, HeadCount, ShelterNow, SituationReport, Stock};
use shelter::role::Role;
use vault::Badge;
use zeroize::Zeroizing;

use super::{Working, actor_of, number};
use crate::DeskError;
use shelter_ledger::fact_of;

/// Whether a record is part of what the city confirms.
///
/// Not looks at people, receipts and badges; nor opening and closing, which the city's own PC has too.
fn is_told_to_the_city(kind: &str) -> bool {
    let of_the_desk = ["audit.", "badge.", "token."];
    let of_the_house = [
        "shelter.receipt",
        "shelter.opened",
        "shelter.closed",
        "shelter.reopened",
    ];
    !of_the_desk.iter().any(|start| kind.starts_with(start)) && !of_the_house.contains(&kind)
}

/// The list at a moment, by how many records it had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    /// When.
    pub at: Moment,
    /// Records.
    pub events: u64,
}

/// What the keeper sees of who looked at whom (操作記録).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Opened records, by who opened them.
    pub looks: BTreeMap<Actor, u32>,
    /// Searches, by who searched.
    pub searches: BTreeMap<Actor, u32>,
    /// Answered inquiries (安否照会).
    pub inquiries: u32,
    /// Lists, records and backups that left these PCs, in the order in which they did.
    pub exports: Vec<Exported>,
}

impl Working {
    /// Heads counted by eye, and why they differ from the list.
    pub fn head_count(&mut self, heads: &str, explained: &str) -> Result<(), DeskError> {
        let heads = number(heads)?;
        let fact = self
            .desk(self.role()?)
            .count(heads, Text::from(explained))?;
        self.write(&[fact])
    }

    /// How power, water and the rest were found.
    pub fn utility(&mut self, utility: Utility, state: UtilityState) -> Result<(), DeskError> {
        let found = BTreeMap::from([(utility, state)]);
        let fact = self.desk(self.role()?).check_utilities(found)?;
        self.write(&[fact])
    }

    /// What is in stock now.
    pub fn stock(&mut self, item: &str, quantity: u32, unit: &str) -> Result<(), DeskError> {
        let fact = self.desk(self.role()?).stock(Stocked {
            item: item.trim().to_owned(),
            quantity,
            unit: unit.trim().to_owned(),
        })?;
        self.write(&[fact])
    }

    /// A new badge; its code is printed and kept nowhere.
    pub fn issue_badge(&mut self, role: Role, label: &str) -> Result<Badge, DeskError> {
        let badge = Badge::generate(&mut rand_core::OsRng);
        let issued = BadgeIssued {
            actor: actor_of(self.tokens.badge(&badge)),
            role,
            name: Text::from(label.trim()),
            until: None,
        };
        let fact = self.desk(self.role()?).issue_badge(issued)?;
        self.write(&[fact])?;
        Ok(badge)
    }

    /// A badge opens nothing any more.
    pub fn revoke_badge(&mut self, actor: Actor) -> Result<(), DeskError> {
        let fact = self.desk(self.role()?).revoke_badge(actor)?;
        self.write(&[fact])
    }

    /// The versions of the report that were sent, the oldest first.
    pub fn reports(&self) -> Vec<SituationReport> {
        let shelter = self.registry.shelter().into_iter();
        shelter
            .flat_map(shelter::state::Shelter::reports)
            .filter_map(|sent| serde_json::from_slice(&sent.report.0).ok())
            .collect()
    }

    /// The report as it would be sent now.
    pub fn report(&self) -> SituationReport {
        let rows = self.rows();
        let sent = self.reports();
        shelter::report::make(&rows, self.now(), sent.last(), crate::clock::moment())
    }

    /// The report goes out: kept as a version.
    pub fn send_report(&mut self) -> Result<SituationReport, DeskError> {
        let report = self.report();
        let bytes = serde_json::to_vec(&report).map_err(|_| DeskError::NotNow)?;
        let fact = self.desk(self.role()?).reported(bytes)?;
        self.write(&[fact])?;
        Ok(report)
    }

    fn now(&self) -> ShelterNow {
        let Some(shelter) = self.registry.shelter() else {
            return ShelterNow::default();
        };
        let detail = |detail| shelter.detail(detail).unwrap_or_default().to_owned();
        ShelterNow {
            name: detail(Detail::Name),
            code: detail(Detail::PlaceId),
            reporter: self
                .operator()
                .map(|operator| Text::from(operator.label.as_str()))
                .unwrap_or_default(),
            status: shelter.status(),
            opened: shelter.opened_at(),
            capacity: shelter.capacity(),
            head_count: shelter.count().map(|count| HeadCount {
                people: count.counted.people,
                at: count.at,
                reason: count.counted.note.clone(),
            }),
            utilities: shelter
                .utilities()
                .map(|(utility, said)| {
                    let checked = Checked {
                        state: *said.value(),
                        at: said.shown().at,
                    };
                    (utility, checked)
                })
                .collect(),
            stock: shelter
                .stock()
                .map(|said| Stock {
                    item: said.value().item.clone(),
                    quantity: said.value().quantity,
                    unit: said.value().unit.clone(),
                    expires: None,
                })
                .collect(),
            ..ShelterNow::default()
        }
    }

    /// 閉鎖: refused while people are here.
    pub fn close(&mut self) -> Result<(), DeskError> {
        let fact = self.desk(self.role()?).close()?;
        self.write(&[fact])
    }

    /// It was needed after all.
    pub fn reopen(&mut self) -> Result<(), DeskError> {
        let fact = self.desk(self.role()?).reopen()?;
        self.write(&[fact])
    }

    /// Words that change with every record: the city, having taken the list in, reads the same ones.
    ///
    /// Receipts and looks at people do not change them, or they could never be said in time.
    pub fn check_words(&self) -> Result<Zeroizing<String>, DeskError> {
        Ok(custody::check_words(&self.tokens, self.heads()?))
    }

    /// The city read the words back: it has everything up to here.
    pub fn receipt(&mut self, said: &str) -> Result<(), DeskError> {
        if !custody::reads_the_same(said, &self.check_words()?) {
            return Err(DeskError::OtherCheck);
        }
        let receipt = Receipt {
            have: self.heads()?,
            signature: shelter::fact::Bytes::default(),
        };
        let fact = self.desk(self.role()?).receipt(receipt)?;
        self.write(&[fact])
    }

    /// Whether the keys may be destroyed. Training may end at any time.
    pub fn may_destroy(&self) -> Result<(), DeskError> {
        self.require(Role::Keeper)?;
        if self.is_training() {
            return Ok(());
        }
        let heads = self.heads()?;
        Ok(self.desk(Role::Keeper).may_destroy(&heads)?)
    }

    /// Whether the city's receipt covers everything.
    pub fn has_receipt(&self) -> bool {
        let heads = self.heads().unwrap_or_default();
        let shelter = self.registry.shelter();
        shelter.is_some_and(|shelter| !heads.is_empty() && shelter.city_has(&heads))
    }

    /// How far the records of each PC of this shelter reach, leaving out what says nothing of people or shelter.
    ///
    /// What others brought is a copy, and theirs to hand over.
    fn heads(&self) -> Result<BTreeMap<DeviceId, u64>, DeskError> {
        let here = self.registry.ledger.stream();
        let mut heads = BTreeMap::new();
        self.registry.ledger.each_event(|event| {
            let kind = event.header.kind.as_str();
            if event.header.stream == here && is_told_to_the_city(kind) {
                let device = DeviceId(event.header.device.0);
                let head = heads.entry(device).or_insert(0);
                *head = event.header.seq.max(*head);
            }
        })?;
        Ok(heads)
    }

    /// How many people still count as here.
    pub fn still_here(&self) -> u32 {
        match self.desk(Role::Keeper).close() {
            Err(Refusal::PeopleStillHere { people }) => people,
            _ => 0,
        }
    }

    /// Who looked at people's records and searched, how many inquiries were answered, and what left: of all PCs of this shelter.
    pub fn audited(&self) -> Result<Audited, DeskError> {
        let here = self.registry.ledger.stream();
        let mut audited = Audited::default();
        self.registry.ledger.each_event(|event| {
            if event.header.stream != here {
                return;
            }
            let actor = Actor(event.header.actor.0);
            match event.header.kind.as_str() {
                "audit.looked_up" => *audited.looks.entry(actor).or_insert(0) += 1,
                "audit.searched" => *audited.searches.entry(actor).or_insert(0) += 1,
                "inquiry.answered" => audited.inquiries += 1,
                "audit.exported" => {
                    if let Some(Ok(Fact::Exported(exported))) = fact_of(&event) {
                        audited.exports.push(exported);
                    }
                }
                _ => {}
            }
        })?;
        Ok(audited)
    }

    /// How far the list has come, to be told when it was handed on.
    pub fn handed(&self) -> Handed {
        Handed {
            at: crate::clock::moment(),
            events: self.registry.events(),
        }
    }

    /// Moment of the last backup or stick.
    pub fn last_copy(&self) -> Option<Moment> {
        self.last_copy
    }
}
