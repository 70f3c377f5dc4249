//! What happens in a shelter for some days, the same for the same seed. Everybody in it is invented.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use shelter::desk::{Helping, Newcomer, Step};
use shelter::fact::{SeenBy, Stocked};
use shelter::plain::{
    Answer, Consent, HouseholdId, Item, Need, NeedKind, PersonId, Presence, Relation, Text, Token,
    TokenKind, Utility, UtilityState,
};

/// 21 November 2026, 0:00 in Japan, when the shelter is opened.
pub const BEGIN: i64 = 1_795_186_800_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What one PC is told to do.
pub struct Act {
    /// Which PC.
    pub desk: usize,
    /// When, by the PC's clock, milliseconds since 1970 UTC.
    pub at: i64,
    pub what: What,
}

#[derive(Clone)]
pub enum What {
    Open,
    Register(HouseholdId, Vec<Newcomer>),
    Go(Vec<Step>),
    Saw(Vec<PersonId>),
    Serve(Vec<PersonId>, Helping),
    Tell(PersonId, BTreeMap<Item, Text>),
    Care(PersonId, Vec<Need>),
    Consent(PersonId, Consent),
    Count(u32),
    Stock(Stocked),
    Utilities(BTreeMap<Utility, UtilityState>),
    Report(Vec<u8>),
}

impl What {
    /// How many facts it makes.
    pub fn facts(&self) -> usize {
        match self {
            Self::Register(_, newcomers) => newcomers.len(),
            Self::Go(steps) => steps.len(),
            Self::Saw(people) | Self::Serve(people, _) => people.len(),
            _ => 1,
        }
    }

    /// Those who have to be known where it is done.
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::Go(steps) => steps.iter().map(|step| step.person).collect(),
            Self::Saw(people) | Self::Serve(people, _) => people.clone(),
            Self::Tell(person, _) | Self::Care(person, _) | Self::Consent(person, _) => {
                vec![*person]
            }
            _ => Vec::new(),
        }
    }

    /// The same for some of them only.
    pub fn only(&self, some: &[PersonId]) -> Self {
        let of = |people: &[PersonId]| -> Vec<PersonId> {
            let people = people.iter().copied();
            people.filter(|one| some.contains(one)).collect()
        };
        match self {
            Self::Go(steps) => {
                let steps = steps.iter().filter(|step| some.contains(&step.person));
                Self::Go(steps.cloned().collect())
            }
            Self::Saw(people) => Self::Saw(of(people)),
            Self::Serve(people, helping) => Self::Serve(of(people), helping.clone()),
            other => other.clone(),
        }
    }
}

struct Family {
    id: HouseholdId,
    people: Vec<PersonId>,
    /// Where it came in.
    home: usize,
    arrives: u32,
    leaves: u32,
}

pub struct History {
    rng: ChaCha8Rng,
    desks: usize,
    families: Vec<Family>,
    /// By person, where that person came in.
    pub homes: BTreeMap<PersonId, usize>,
    said: u32,
}

impl History {
    pub fn new(seed: u64, people: usize, desks: usize) -> Self {
        let mut history = Self {
            rng: ChaCha8Rng::seed_from_u64(seed),
            desks,
            families: Vec::new(),
            homes: BTreeMap::new(),
            said: 0,
        };
        while history.homes.len() < people {
            let most = people - history.homes.len();
            history.family(most);
        }
        history
    }

    fn family(&mut self, most: usize) {
        let size = most.min(1 + self.below(5));
        let people: Vec<_> = (0..size).map(|_| PersonId(self.id())).collect();
        let home = self.below(self.desks);
        // Most come on the first day, the last on the sixth.
        let arrives = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5][self.below(12)];
        let mut leaves = 4_u32.max(arrives + 2);
        while leaves < 30 && !self.one_in(33) {
            leaves += 1;
        }
        self.homes.extend(people.iter().map(|one| (*one, home)));
        let id = HouseholdId(self.id());
        self.families.push(Family {
            id,
            people,
            home,
            arrives,
            leaves,
        });
    }

    /// What happens on one day, in the order of time.
    pub fn day(&mut self, day: u32) -> Vec<Act> {
        let families = std::mem::take(&mut self.families);
        let mut acts = Vec::new();
        let midnight = BEGIN + DAY * i64::from(day);
        for family in &families {
            if family.arrives == day {
                self.arrive(family, midnight, &mut acts);
            } else if family.arrives < day && day <= family.leaves {
                self.stay(family, day, midnight, &mut acts);
            }
        }
        let here = families
            .iter()
            .filter(|it| it.arrives < day && day <= it.leaves);
        let here: Vec<PersonId> = here.flat_map(|it| it.people.iter().copied()).collect();
        self.feed(&here, day, midnight, &mut acts);
        self.look_after(&here, midnight, &mut acts);
        self.report(here.len(), midnight, &mut acts);
        self.families = families;
        acts.sort_by_key(|act| act.at);
        acts
    }

    fn arrive(&mut self, family: &Family, midnight: i64, acts: &mut Vec<Act>) {
        let at = midnight + 8 * HOUR + self.until(10 * HOUR);
        let newcomers = family.people.iter().enumerate();
        let newcomers = newcomers.map(|(place, id)| self.newcomer(*id, place));
        let register = What::Register(family.id, newcomers.collect());
        acts.push(act(family.home, at, register));
        let answer = [Answer::Yes, Answer::No][self.below(2)];
        let consent = Consent {
            relatives: Answer::Yes,
            acquaintances: answer,
            public: answer,
        };
        for person in &family.people {
            let what = What::Consent(*person, consent);
            acts.push(act(family.home, at + MINUTE, what));
            if self.one_in(5) {
                let what = What::Care(*person, self.needs());
                acts.push(act(family.home, at + 2 * MINUTE, what));
            }
        }
    }

    fn newcomer(&mut self, id: PersonId, place: usize) -> Newcomer {
        self.said += 1;
        let number = self.said;
        let told = [
            (Item::Name, format!("架空　見本{number}")),
            (Item::Kana, "カクウ　ミホン".to_owned()),
            (Item::Age, (number % 90 + 1).to_string()),
            (Item::Sex, ["m", "f"][place % 2].to_owned()),
            (
                Item::Address,
                format!("みほん県見本市中央一丁目{}-1", number / 3 + 1),
            ),
            (Item::Phone, "000-0000-0000".to_owned()),
        ];
        let told = told.map(|(item, text)| (item, Text::from(text)));
        let mut newcomer = Newcomer::by_hand(id, told.into());
        newcomer.needs = Some(if self.one_in(6) {
            self.needs()
        } else {
            Vec::new()
        });
        newcomer.relation = (place > 0).then_some(Relation::Child);
        newcomer.token = (!self.one_in(3)).then(|| Token {
            kind: TokenKind::AuthCertificate,
            hash: self.id(),
        });
        newcomer
    }

    fn needs(&mut self) -> Vec<Need> {
        let needs = [
            (NeedKind::Allergy, "egg"),
            (NeedKind::MedicalDevice, "oxygen"),
            (NeedKind::Mobility, "wheelchair"),
            (NeedKind::Medicine, "runs_out"),
            (NeedKind::Infant, "baby"),
        ];
        let (kind, value) = needs[self.below(needs.len())];
        vec![Need::new(kind, value).unwrap()]
    }

    /// A day of a family: out and back, twice; and what was noted of somebody.
    fn stay(&mut self, family: &Family, day: u32, midnight: i64, acts: &mut Vec<Act>) {
        let leaves = family.leaves == day;
        for (from, until) in [(9, 11), (13, 17)] {
            if leaves && from == 13 {
                let at = midnight + 15 * HOUR + self.until(HOUR);
                let to = Presence::Left {
                    to: Text::from("見本市の自宅"),
                    phone: Text::from("000-0000-0000"),
                };
                acts.push(act(self.desk(family.home), at, go(family, &to)));
            } else if !self.one_in(20) {
                let half = (until - from) * HOUR / 2;
                let out = midnight + from * HOUR + self.until(half);
                let back = out + half / 2 + self.until(half / 2);
                let what = go(family, &Presence::Out);
                acts.push(act(self.desk(family.home), out, what));
                let what = go(family, &Presence::In);
                acts.push(act(self.desk(family.home), back, what));
            }
        }
        let at = midnight + 12 * HOUR + self.until(30 * MINUTE);
        let person = family.people[self.below(family.people.len())];
        if self.one_in(15) {
            self.said += 1;
            let note = Text::from(format!("見本の書き込み {}", self.said));
            let item = [Item::Note, Item::Contact][self.below(2)];
            let what = What::Tell(person, BTreeMap::from([(item, note)]));
            acts.push(act(self.desk(family.home), at, what));
        }
        if self.one_in(40) {
            let what = What::Care(person, self.needs());
            acts.push(act(self.desk(family.home), at, what));
        }
    }

    fn feed(&mut self, here: &[PersonId], day: u32, midnight: i64, acts: &mut Vec<Act>) {
        let helpings = [
            ("meal", Some("朝"), 7),
            ("water", None, 10),
            ("meal", Some("昼"), 12),
            ("meal", Some("夕"), 18),
        ];
        for (good, sitting, hour) in helpings {
            for line in here.chunks(20) {
                let helping = Helping {
                    good: good.to_owned(),
                    number: 1,
                    sitting: sitting.map(|name| format!("{}日目 {name}", day + 1)),
                };
                let at = midnight + hour * HOUR + self.until(HOUR);
                let desk = self.desk(self.homes[&line[0]]);
                acts.push(act(desk, at, What::Serve(line.to_vec(), helping)));
            }
        }
    }

    /// Rounds through the shelter (見回り).
    fn look_after(&mut self, here: &[PersonId], midnight: i64, acts: &mut Vec<Act>) {
        for hour in [6, 14, 21] {
            for room in here.chunks(40) {
                let at = midnight + hour * HOUR + self.until(HOUR);
                let desk = self.desk(self.homes[&room[0]]);
                acts.push(act(desk, at, What::Saw(room.to_vec())));
            }
        }
    }

    fn report(&mut self, people: usize, midnight: i64, acts: &mut Vec<Act>) {
        for hour in [8, 13, 19, 23] {
            let at = midnight + hour * HOUR;
            let people = u32::try_from(people).unwrap();
            let stock = Stocked {
                item: "水".to_owned(),
                quantity: 100 + u32::try_from(self.below(900)).unwrap(),
                unit: "本".to_owned(),
            };
            let state = [UtilityState::Works, UtilityState::Out][self.below(2)];
            let mut report = vec![0; 400];
            self.rng.fill_bytes(&mut report);
            let whats = [
                What::Count(people),
                What::Stock(stock),
                What::Utilities(BTreeMap::from([(Utility::Water, state)])),
                What::Report(report),
            ];
            for what in whats {
                acts.push(act(self.below(self.desks), at, what));
            }
        }
    }

    /// Seven times of ten the PC where they came in.
    fn desk(&mut self, home: usize) -> usize {
        if self.below(10) < 7 {
            home
        } else {
            self.below(self.desks)
        }
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.rng.next_u64() % most as u64).unwrap()
    }

    fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    fn until(&mut self, most: i64) -> i64 {
        i64::from(self.rng.next_u32()) % most
    }

    fn id(&mut self) -> [u8; 16] {
        let mut id = [0; 16];
        self.rng.fill_bytes(&mut id);
        id
    }
}

fn act(desk: usize, at: i64, what: What) -> Act {
    Act { desk, at, what }
}

fn go(family: &Family, to: &Presence) -> What {
    let step = |person: &PersonId| Step {
        person: *person,
        to: to.clone(),
    };
    What::Go(family.people.iter().map(step).collect())
}

/// How people are seen on a round.
pub const ROUND: SeenBy = SeenBy::Round;
