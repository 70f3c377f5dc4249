//! The situation report.

use advice::Bilingual;
use shelter::plain::{Utility, UtilityState};
use shelter_desk::Working;

use super::{local, short};
use crate::view::shelter::{ReportLineView, ReportView, StockView, UtilityView};

pub(super) fn view(list: &Working) -> ReportView {
    let report = list.report();
    let sent = list.reports();
    let previous = sent.last();
    let changes = previous.map(|previous| report.changes_since(previous));
    let changes = changes.unwrap_or_default();
    let lines = report
        .entries()
        .into_iter()
        .map(|entry| {
            let change = changes
                .iter()
                .find(|change| change.label == entry.label && change.section == entry.section);
            ReportLineView {
                // Forms and numbers of headquarters are in Japanese.
                block: Bilingual::new(entry.section, entry.section).into(),
                label: Bilingual::new(entry.label.clone(), entry.label.clone()).into(),
                change: change
                    .map(|change| format!("{}→{}", change.before, change.after))
                    .unwrap_or_default(),
                value: entry.with_unit(),
            }
        })
        .collect();
    let shelter = list.registry().shelter();
    let count = shelter.and_then(|shelter| shelter.count());
    ReportView {
        version: report.number,
        as_of: local(report.as_of).replace('T', " "),
        lines,
        sent: sent
            .iter()
            .map(|sent| (sent.number, short(sent.as_of)))
            .collect(),
        utilities: Utility::ALL
            .into_iter()
            .map(|utility| {
                let said = shelter.and_then(|shelter| shelter.utility(utility));
                UtilityView {
                    id: id_of(utility).to_owned(),
                    state: said
                        .map_or("unknown", |said| state_of(*said.value()))
                        .to_owned(),
                    checked: said.map(|said| short(said.shown().at)).unwrap_or_default(),
                }
            })
            .collect(),
        stock: shelter
            .into_iter()
            .flat_map(shelter::state::Shelter::stock)
            .map(|said| StockView {
                item: said.value().item.clone(),
                quantity: said.value().quantity,
                unit: said.value().unit.clone(),
            })
            .collect(),
        counted: count.map(|count| (count.counted.people, short(count.at))),
        listed: report.people.present,
        explained: count
            .map(|count| count.counted.note.as_str().to_owned())
            .unwrap_or_default(),
    }
}

fn id_of(utility: Utility) -> &'static str {
    match utility {
        Utility::Power => "power",
        Utility::Water => "water",
        Utility::Gas => "gas",
        Utility::Phone => "phone",
        Utility::Internet => "internet",
        Utility::Toilet => "toilet",
    }
}

fn state_of(state: UtilityState) -> &'static str {
    match state {
        UtilityState::Works => "works",
        UtilityState::Partly => "limited",
        UtilityState::Out => "out",
        UtilityState::Unknown => "unknown",
    }
}
