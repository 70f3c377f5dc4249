//! What the keeper looks after.

use std::collections::BTreeMap;
use std::path::Path;

use advice::Bilingual;
use shelter::plain::Actor;
use shelter_desk::Working;

use super::{role_view, short};
use crate::shelter::sticks;
use crate::view::hub::HubView;
use crate::view::shelter::{BadgeView, CountView, ManageView};

pub(super) fn view(list: &Working, hub: Option<&HubView>) -> ManageView {
    let shelter = list.registry().shelter();
    let stats = list.registry().stats().ok();
    let count = |number: Option<u64>| u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX);
    let audited = list.audited().unwrap_or_default();
    let drives = sticks::sticks();
    let name = |path: &Path| path.display().to_string();
    ManageView {
        badges: shelter
            .into_iter()
            .flat_map(shelter::state::Shelter::badges)
            .map(|badge| BadgeView {
                id: badge.actor.to_string(),
                role: role_view(badge.role),
                label: badge.name.as_str().to_owned(),
                valid: true,
            })
            .collect(),
        events: count(stats.as_ref().map(|stats| stats.events)),
        devices: count(stats.as_ref().map(|stats| stats.devices)),
        refused: count(stats.as_ref().map(|stats| stats.refused)),
        last_copy: list.last_copy().map(short).unwrap_or_default(),
        files: list.files().iter().map(|file| name(file)).collect(),
        looks: by_operator(list, audited.looks),
        searches: by_operator(list, audited.searches),
        inquiries: audited.inquiries,
        still_here: list.still_here(),
        receipt: list.has_receipt(),
        check: list
            .check_words()
            .map(|words| words.to_string())
            .unwrap_or_default(),
        bundles: sticks::bundles(&drives)
            .iter()
            .map(|file| name(file))
            .collect(),
        hub: hub.filter(|_| !list.is_training()).cloned(),
        sticks: drives.iter().map(|folder| name(folder)).collect(),
    }
}

fn by_operator(list: &Working, counts: BTreeMap<Actor, u32>) -> Vec<CountView> {
    let shelter = list.registry().shelter();
    counts
        .into_iter()
        .map(|(actor, count)| {
            let badge = shelter.and_then(|shelter| shelter.badge(actor));
            let label = badge.map_or("起動コード", |badge| badge.name.as_str());
            CountView {
                label: Bilingual::new(label, label).into(),
                count,
            }
        })
        .collect()
}
