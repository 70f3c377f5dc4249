//! People and shelters: what follows from their states, and the board of one shelter.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use ledger::{Entity, RealmId, StreamId};
use serde::{Deserialize, Serialize};
use shelter::exchange::{Evacuee, evacuees};
use shelter::fact::Detail;
use shelter::list::{Human, List, Subject};
use shelter::plain::{
    Item, Moment, NeedKind, PartialDate, PersonId, PresenceKind, ShelterId, ShelterStatus, Utility,
    UtilityState,
};
use shelter::report::{self, SituationReport};
use shelter::role::Role;
use shelter::state::{Person, Versioned};
use shelter_ledger::{Facts, Kept};

use super::{Derived, Folding, name_of};
use crate::page::api::{
    MealCounts, Millis, OpenState, PeopleCounts, ReportLine, RoomState, ShelterView, StockLine,
    UtilityCondition, UtilityName, UtilityView,
};
use crate::page::people::words;
use crate::page::{Page, PageError};
use crate::store::Realm;
use crate::store::db::{self, Value, places};

/// Contradicted values of a record.
pub(in crate::page) const VALUES: i64 = 1;
/// Two shelters say that the person stays there.
pub(in crate::page) const TWO_PLACES: i64 = 2;
/// Hours of arrivals that a board keeps.
const ARRIVAL_HOURS: i64 = 48;
/// Reports and sittings that a board names.
const MOST_NAMED: usize = 50;

/// A shelter as it was counted last.
#[derive(Default, Serialize, Deserialize)]
pub(in crate::page) struct Board {
    /// All that the page shows of it; devices and what was heard last come from elsewhere.
    pub view: ShelterView,
}

impl Folding for Facts {
    fn derive(&self, page: &Page, _: RealmId, state: &Kept) -> Option<Derived> {
        let person = match state {
            Kept::Shelter(_) => return Some(Derived::default()),
            Kept::Person(person) if person.is_empty() => return None,
            Kept::Person(person) => person,
        };
        let subjects: Vec<Subject> = person
            .contradictions()
            .into_iter()
            .map(|(subject, _)| subject)
            .collect();
        // That protection is contradicted is told to nobody by a list.
        let values = subjects
            .iter()
            .any(|subject| !matches!(subject, Subject::Presence | Subject::Protection));
        let places = subjects.contains(&Subject::Presence);
        let conflicts = [(VALUES, values), (TWO_PLACES, places)];
        Some(Derived {
            household: person.household().map(|household| household.0),
            places: person.moves().iter().map(|step| step.shelter.0).collect(),
            links: person.every_link().map(|(other, _)| other.0).collect(),
            words: words::of_person(page, person),
            alike: words::alike(page, person),
            conflicts: conflicts
                .into_iter()
                .filter(|(_, is)| *is)
                .map(|(kind, _)| kind)
                .collect(),
            accepted: BTreeSet::new(),
        })
    }

    async fn count(
        &self,
        page: &Page,
        realm: &Realm,
        stream: [u8; 16],
    ) -> Result<Vec<u8>, PageError> {
        let loaded = page
            .load_shelter(realm.id, ShelterId(stream), false)
            .await?;
        page.keeping
            .seal(&board(&loaded.list, ShelterId(stream), Moment(page.now())))
    }
}

/// A part of a realm's list: some people with all records that are linked to them.
#[derive(Default)]
pub(in crate::page) struct Loaded {
    /// The list.
    pub list: List,
}

impl Page {
    /// Everybody who ever was at a shelter, and the shelter; with their families where a list for others is made.
    pub(in crate::page) async fn load_shelter(
        &self,
        realm: RealmId,
        shelter: ShelterId,
        families: bool,
    ) -> Result<Loaded, PageError> {
        let sql = "SELECT person FROM page_at WHERE realm = $1 AND place = $2";
        let rows = db::query(&self.store, sql, vec![realm.0.into(), shelter.0.into()]).await?;
        let people = rows
            .iter()
            .map(|row| row.fixed(0))
            .collect::<Result<_, _>>()?;
        let mut loaded = self.load_people(realm, people, families).await?;
        self.load_shelters(realm, &mut loaded, BTreeSet::from([shelter]))
            .await?;
        Ok(loaded)
    }

    /// These people, all records linked to them, and their families where asked for.
    pub(in crate::page) async fn load_people(
        &self,
        realm: RealmId,
        people: BTreeSet<[u8; 16]>,
        families: bool,
    ) -> Result<Loaded, PageError> {
        let mut loaded = Loaded::default();
        let mut known = people.clone();
        let mut next: Vec<[u8; 16]> = people.into_iter().collect();
        while !next.is_empty() {
            let mut found: BTreeSet<[u8; 16]> = BTreeSet::new();
            let mut households: BTreeSet<[u8; 16]> = BTreeSet::new();
            for some in next.chunks(400) {
                for (id, person) in self.states_of(realm, some).await? {
                    households.extend(person.household().map(|one| one.0));
                    loaded.list.put(PersonId(id), person);
                }
                found.extend(self.linked_to(realm, some).await?);
            }
            if families {
                let households: Vec<[u8; 16]> = households.into_iter().collect();
                for some in households.chunks(400) {
                    found.extend(self.members_of(realm, some).await?);
                }
            }
            next = found.into_iter().filter(|id| known.insert(*id)).collect();
        }
        Ok(loaded)
    }

    /// The records of shelters beside the people, for their names.
    pub(in crate::page) async fn load_shelters(
        &self,
        realm: RealmId,
        loaded: &mut Loaded,
        shelters: BTreeSet<ShelterId>,
    ) -> Result<(), PageError> {
        let of_people = loaded.list.persons().flat_map(|(_, person)| person.moves());
        let mut all: BTreeSet<ShelterId> = of_people.map(|step| step.shelter).collect();
        all.extend(shelters);
        let all: Vec<ShelterId> = all.into_iter().collect();
        for some in all.chunks(400) {
            let names: Vec<Vec<u8>> = some
                .iter()
                .map(|id| name_of(Entity::Stream(StreamId(id.0))))
                .collect();
            for (name, kept) in self.states_named(realm, names).await? {
                if let (Kept::Shelter(shelter), Some(id)) = (kept, name.get(1..)) {
                    let id = id.try_into().map_err(|_| PageError::Damaged)?;
                    loaded.list.put_shelter(ShelterId(id), *shelter);
                }
            }
        }
        Ok(())
    }

    async fn states_of(
        &self,
        realm: RealmId,
        people: &[[u8; 16]],
    ) -> Result<Vec<([u8; 16], Person)>, PageError> {
        let names = people
            .iter()
            .map(|id| name_of(Entity::Subject(ledger::SubjectId(*id))));
        let states = self.states_named(realm, names.collect()).await?;
        let people = states.into_iter().filter_map(|(name, kept)| match kept {
            Kept::Person(person) => Some((name.get(1..)?.try_into().ok()?, *person)),
            Kept::Shelter(_) => None,
        });
        Ok(people.collect())
    }

    async fn states_named(
        &self,
        realm: RealmId,
        names: Vec<Vec<u8>>,
    ) -> Result<Vec<(Vec<u8>, Kept)>, PageError> {
        let sql = format!(
            "SELECT entity, state FROM page_state WHERE realm = $1 AND entity IN ({})",
            places(2, names.len())
        );
        let mut params: Vec<Value> = vec![realm.0.into()];
        params.extend(names.into_iter().map(Value::from));
        let rows = db::query(&self.store, &sql, params).await?;
        let states = rows
            .iter()
            .map(|row| Ok((row.bytes(0).to_vec(), self.keeping.open(row.bytes(1))?)));
        states.collect()
    }

    async fn linked_to(
        &self,
        realm: RealmId,
        people: &[[u8; 16]],
    ) -> Result<Vec<[u8; 16]>, PageError> {
        let these = places(2, people.len());
        let sql = format!(
            "SELECT other FROM page_link WHERE realm = $1 AND person IN ({these}) \
             UNION SELECT person FROM page_link WHERE realm = $1 AND other IN ({these})"
        );
        self.ids(&sql, realm, people).await
    }

    async fn members_of(
        &self,
        realm: RealmId,
        households: &[[u8; 16]],
    ) -> Result<Vec<[u8; 16]>, PageError> {
        let sql = format!(
            "SELECT entity FROM page_state WHERE realm = $1 AND household IN ({})",
            places(2, households.len())
        );
        self.ids(&sql, realm, households).await
    }

    async fn ids(
        &self,
        sql: &str,
        realm: RealmId,
        of: &[[u8; 16]],
    ) -> Result<Vec<[u8; 16]>, PageError> {
        let mut params: Vec<Value> = vec![realm.0.into()];
        params.extend(of.iter().map(|id| Value::from(*id)));
        let rows = db::query(&self.store, sql, params).await?;
        let id = |bytes: &[u8]| {
            // An entity's name has one byte before the id.
            let id = if bytes.len() == 17 {
                &bytes[1..]
            } else {
                bytes
            };
            id.try_into().map_err(|_| PageError::Damaged)
        };
        rows.iter().map(|row| id(row.bytes(0))).collect()
    }
}

/// The hour of Japan's clock in which a moment lies, `2026-11-22T09`.
fn hour(at: Moment) -> Option<String> {
    let japan = TimeZone::fixed(Offset::constant(9));
    let time = Timestamp::from_millisecond(at.0).ok()?.to_zoned(japan);
    Some(time.strftime("%Y-%m-%dT%H").to_string())
}

/// Counts a shelter.
fn board(list: &List, id: ShelterId, now: Moment) -> Board {
    let rows = evacuees(list, id);
    let report = report::make(&rows, report::shelter_now(list, id), None, now);
    let conflicts = conflicts(list, id);
    let mut view = ShelterView::default();
    if let Some(shelter) = list.shelter(id) {
        let detail = |detail| shelter.detail(detail).unwrap_or_default().to_owned();
        view.kana = detail(Detail::Kana);
        view.place = detail(Detail::Place);
        view.phone = detail(Detail::Phone);
        view.head = detail(Detail::Head);
        view.place_kind = detail(Detail::Kind);
        view.note = detail(Detail::Note);
        view.opened = shelter.opened_at().map(|at| Millis(at.0));
        view.line.name = detail(Detail::Name);
        view.line.latitude = shelter.detail(Detail::Latitude).map(str::to_owned);
        view.line.longitude = shelter.detail(Detail::Longitude).map(str::to_owned);
        view.line.state = match shelter.status() {
            ShelterStatus::NotOpened => OpenState::NotOpened,
            ShelterStatus::Open => OpenState::Open,
            ShelterStatus::Closed => OpenState::Closed,
        };
        view.line.utilities = shelter
            .utilities()
            .map(|(which, said)| utility(which, said))
            .collect();
        view.reports = reports(shelter, id);
        view.sittings = sittings(shelter);
    }
    view.stock = report
        .shelter
        .stock
        .iter()
        .map(|stock| StockLine {
            item: stock.item.clone(),
            quantity: stock.quantity,
            unit: stock.unit.clone(),
        })
        .collect();
    let line = &mut view.line;
    line.id = id.to_string();
    line.capacity = report.shelter.capacity;
    line.room = room(report.room);
    line.people = people(&rows);
    line.people.households = list.counts(id).households;
    line.head_count = report.shelter.head_count.as_ref().map(|count| count.people);
    line.needs = needs(&rows);
    line.need_power = report.care.power;
    line.meals = meals(list, id, &report);
    line.conflicts = conflicts;
    line.arrivals = arrivals(&rows, now);
    line.last_report = view.reports.first().map(|report| report.number);
    line.last_report_at = view.reports.first().map(|report| report.at);
    Board { view }
}

fn utility(which: Utility, said: &Versioned<UtilityState>) -> UtilityView {
    let said = said.shown();
    UtilityView {
        utility: match which {
            Utility::Power => UtilityName::Power,
            Utility::Water => UtilityName::Water,
            Utility::Gas => UtilityName::Gas,
            Utility::Phone => UtilityName::Phone,
            Utility::Internet => UtilityName::Internet,
            Utility::Toilet => UtilityName::Toilet,
        },
        state: match said.value {
            UtilityState::Works => UtilityCondition::Works,
            UtilityState::Partly => UtilityCondition::Partly,
            UtilityState::Out => UtilityCondition::Out,
            UtilityState::Unknown => UtilityCondition::Unknown,
        },
        at: Millis(said.at.0),
    }
}

fn room(room: shelter::exchange::Room) -> RoomState {
    use shelter::exchange::Room;
    match room {
        Room::Free => RoomState::Free,
        Room::Crowded => RoomState::Crowded,
        Room::Full => RoomState::Full,
        Room::Unknown => RoomState::Unknown,
    }
}

fn people(rows: &[Evacuee]) -> PeopleCounts {
    let mut counts = PeopleCounts::default();
    for row in rows {
        let place = match row.presence.kind() {
            PresenceKind::In => &mut counts.inside,
            PresenceKind::Out => &mut counts.out,
            PresenceKind::Overnight => &mut counts.overnight,
            PresenceKind::Car | PresenceKind::Tent => &mut counts.vehicles,
            PresenceKind::Home | PresenceKind::Relatives => &mut counts.outside,
            PresenceKind::Hospital => &mut counts.hospital,
            PresenceKind::Unknown => &mut counts.missing,
            PresenceKind::Expected => &mut counts.expected,
            PresenceKind::MovedTo | PresenceKind::Left => &mut counts.left,
        };
        *place += 1;
    }
    counts
}

fn needs(rows: &[Evacuee]) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let served = rows.iter().filter(|row| {
        let kind = row.presence.kind();
        kind.stays_here() || kind.served_outside()
    });
    for row in served {
        let kinds: BTreeSet<NeedKind> = row.needs.iter().map(shelter::plain::Need::kind).collect();
        for kind in kinds {
            *counts.entry(kind.code().to_owned()).or_default() += 1;
        }
    }
    counts
}

fn meals(list: &List, id: ShelterId, report: &SituationReport) -> MealCounts {
    let planned = list
        .shelter(id)
        .and_then(|shelter| shelter.meals().max_by_key(|meal| meal.from));
    let given = planned.map_or(0, |meal| {
        let served = list.persons().flat_map(|(_, person)| person.served());
        let at_it = served.filter(|handed| {
            handed.shelter == id && handed.sitting.as_deref() == Some(meal.sitting.as_str())
        });
        at_it.map(|handed| u32::from(handed.number)).sum()
    });
    let meals = &report.meals;
    MealCounts {
        needed: meals.all
            + planned.map_or(0, |meal| {
                meal.unregistered.saturating_sub(meals.unregistered)
            }),
        soft: meals.soft,
        allergy: meals.allergy,
        baby: meals.milk + meals.baby_food,
        sitting: planned.map(|meal| meal.sitting.clone()),
        at: planned.map(|meal| Millis(meal.from.0)),
        given,
    }
}

fn arrivals(rows: &[Evacuee], now: Moment) -> BTreeMap<String, u32> {
    let mut hours = BTreeMap::new();
    let recent = rows.iter().filter_map(|row| row.arrived);
    for at in recent.filter(|at| now.since(*at) < ARRIVAL_HOURS * Moment::HOUR) {
        if let Some(hour) = hour(at) {
            *hours.entry(hour).or_default() += 1;
        }
    }
    hours
}

fn conflicts(list: &List, id: ShelterId) -> u32 {
    let contradicted: BTreeSet<PersonId> = list
        .contradictions(Role::Viewer)
        .into_iter()
        .map(|one| one.person)
        .collect();
    let doubled: Vec<Human> = list.in_two_places();
    let here = list.humans_at(id).into_iter().filter(|(human, kind)| {
        !kind.is_gone()
            && (human
                .records
                .iter()
                .any(|record| contradicted.contains(record))
                || doubled.iter().any(|other| other.present == human.present))
    });
    u32::try_from(here.count()).unwrap_or(u32::MAX)
}

fn reports(shelter: &shelter::state::Shelter, id: ShelterId) -> Vec<ReportLine> {
    let name = shelter.detail(Detail::Name).unwrap_or_default();
    let sent = shelter.reports().iter().rev().take(MOST_NAMED);
    let lines = sent.map(|sent| ReportLine {
        shelter: id.to_string(),
        shelter_name: name.to_owned(),
        number: sent.version,
        at: Millis(sent.at.0),
        staying: SituationReport::decode(&sent.report.0)
            .map_or(0, |report| report.people.staying()),
    });
    lines.collect()
}

fn sittings(shelter: &shelter::state::Shelter) -> Vec<String> {
    let mut meals: Vec<_> = shelter.meals().collect();
    meals.sort_by_key(|meal| std::cmp::Reverse(meal.from));
    meals
        .into_iter()
        .take(MOST_NAMED)
        .map(|meal| meal.sitting.clone())
        .collect()
}

/// All values of an item that stand, as dates.
pub(in crate::page) fn births(person: &Person) -> Vec<PartialDate> {
    let said = person
        .versions(Item::BirthDate)
        .into_iter()
        .flat_map(Versioned::all);
    let values = said.filter_map(|one| one.value.as_ref());
    values
        .filter_map(|text| PartialDate::parse(text.as_str()))
        .collect()
}
