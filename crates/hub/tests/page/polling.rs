//! An election: counts by hour and doubles, without a name.

use axum::http::{Method, StatusCode};
use hub::page::api::{AuditAct, PageRole, PollingOverview};
use hub::store::{Kind, Opened};
use jiff::civil::date;
use ledger::{ActorId, Entity, Identity, Ledger, Now, StreamId, SubjectId};
use polling::election::OutageRule;
use polling::fact::{Accepted, Authority, Fact, Means, OutageBegan, Withdrawn, WithdrawnBecause};
use polling::plain::{Actor, BallotId, BoothId, ClaimId, ElectorId};
use polling_ledger::{Facts, NewFact};
use rand_core::OsRng;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::world::{HOUR, MORNING, REALM, World, config};

struct Booth {
    ledger: Ledger<Facts>,
    booth: BoothId,
}

impl Booth {
    fn new(name: &str) -> Self {
        let stream = StreamId(custody::hash(&[
            b"kazashi.booth.1",
            &REALM.0,
            name.as_bytes(),
        ]));
        let identity = Identity {
            realm: REALM,
            stream,
            device_name: format!("見本{name}"),
        };
        let ledger = Ledger::in_memory(&identity, Facts, &mut OsRng).unwrap();
        let mut booth = Self {
            ledger,
            booth: BoothId::new(name).unwrap(),
        };
        let opened = polling::fact::Opened {
            booth: booth.booth.clone(),
            day: date(2026, 11, 21),
            roll: [1; 8],
            election: [2; 8],
            program: "0.1.0".to_owned(),
        };
        booth.write(&NewFact::of_booth(Fact::Opened(opened)), 0);
        booth
    }

    fn write(&mut self, fact: &NewFact, after: i64) {
        let now = Now {
            wall_ms: MORNING + after,
            boot: [3; 8],
            mono_ms: 1,
        };
        let draft = fact.draft().unwrap();
        self.ledger
            .append(vec![draft], ActorId([4; 8]), now, &mut OsRng)
            .unwrap();
    }

    fn accept(&mut self, elector: u8, claim: u8, after: i64) {
        let accepted = Fact::Accepted(Accepted {
            claim: ClaimId([claim; 16]),
            ballots: vec![BallotId::new("mayor").unwrap()],
            booth: self.booth.clone(),
            authority: Authority::Unchecked,
            means: Means::Ticket,
            reason: Some(1),
            slip: None,
            proxy: false,
            braille: false,
            absentee: false,
            confirmed: Vec::new(),
            interrupted: false,
            roll: [1; 8],
            election: [2; 8],
        });
        self.write(&NewFact::of(ElectorId([elector; 16]), accepted), after);
    }

    async fn hand_over(&self, world: &World) {
        let batch = self
            .ledger
            .events_after(&ledger::Have::new(), 1_000)
            .unwrap();
        let own = self.ledger.device();
        let card = batch
            .cards
            .iter()
            .find(|card| card.device() == own)
            .unwrap()
            .clone();
        world.join(card).await;
        let offer = Opened {
            by: own,
            cards: batch.cards,
            events: batch.events,
            keys: batch.keys,
            erased: Vec::new(),
        };
        world.store().take(REALM, offer, world.now()).await.unwrap();
        world.page.bring_all_up().await.unwrap();
    }
}

#[tokio::test]
pub async fn booths_are_counted_by_hour_and_who_was_let_through_twice_is_shown() {
    let world = World::of(config(), Kind::Polling).await;
    let (mut hall, mut station) = (Booth::new("city-hall"), Booth::new("station"));
    hall.accept(1, 1, 60_000);
    hall.accept(2, 2, 120_000);
    hall.accept(3, 3, HOUR);
    let rule = OutageRule::GoOn;
    let cut = Fact::OutageBegan(OutageBegan {
        rule,
        copy_minutes: 5,
    });
    station.write(&NewFact::of_booth(cut), HOUR);
    station.accept(2, 9, HOUR + 1);
    hall.hand_over(&world).await;
    station.hand_over(&world).await;

    let office = world.browser("office", &[PageRole::ElectionOffice]).await;
    let overview: PollingOverview = office.get("polling").await;
    let line = |name: &str| {
        overview
            .booths
            .iter()
            .find(|line| line.name == name)
            .unwrap()
    };
    let (hall, station) = (line("見本city-hall"), line("見本station"));
    assert!(hall.open && station.open);
    assert_eq!((hall.accepted, station.accepted), (3, 1));
    let day = &hall.hours["2026-11-21"];
    assert_eq!((day[&10], day[&11]), (2, 1));
    assert_eq!((hall.doubles, station.doubles, station.outages), (1, 1, 1));
    assert_eq!(overview.doubles.len(), 1);
    assert_eq!(
        overview.doubles[0].elector,
        ElectorId([2; 16]).0.map(|b| format!("{b:02x}")).concat()
    );
    let accepted = &overview.doubles[0].acceptances;
    let booths: Vec<_> = accepted.iter().map(|one| one.booth.as_str()).collect();
    assert_eq!(booths, [&hall.id, &station.id]);
    assert_eq!(accepted[0].at.0, MORNING, "an hour, never a minute");
    assert_eq!(overview.incidents.len(), 1);
}

#[tokio::test]
pub async fn who_gave_every_ballot_back_is_not_counted() {
    let world = World::of(config(), Kind::Polling).await;
    let mut hall = Booth::new("city-hall");
    hall.accept(1, 1, 60_000);
    hall.accept(2, 2, 120_000);
    let withdrawn = Fact::Withdrawn(Withdrawn {
        claim: ClaimId([1; 16]),
        ballots: vec![BallotId::new("mayor").unwrap()],
        because: WithdrawnBecause::Returned,
        note: String::new(),
        second: Actor([2; 8]),
        absentee: false,
    });
    hall.write(&NewFact::of(ElectorId([1; 16]), withdrawn), 180_000);
    hall.hand_over(&world).await;
    let office = world.browser("office", &[PageRole::ElectionOffice]).await;
    let overview: PollingOverview = office.get("polling").await;
    assert_eq!(overview.booths[0].accepted, 1);
}

#[tokio::test]
pub async fn what_the_election_office_finds_about_a_double_is_recorded_and_reaches_the_booth() {
    let world = World::of(config(), Kind::Polling).await;
    let (mut hall, mut station) = (Booth::new("city-hall"), Booth::new("station"));
    hall.accept(2, 2, 60_000);
    station.accept(2, 9, HOUR);
    hall.hand_over(&world).await;
    station.hand_over(&world).await;
    let office = world.browser("office", &[PageRole::ElectionOffice]).await;
    let overview: PollingOverview = office.get("polling").await;
    let double = overview.doubles[0].clone();
    assert_eq!(double.settled, None);
    let found = |finding: &str, by: &str| json!({ "elector": double.elector, "ballot": double.ballot, "finding": finding, "office": by });
    let refused = |body: Value| {
        let office = &office;
        async move {
            let path = Browser::of_realm("doubles");
            office.raw(Method::POST, &path, Some(&body)).await.0
        }
    };
    assert_eq!(
        refused(found("", "事務局長")).await,
        StatusCode::BAD_REQUEST
    );
    let without = found("同じ整理番号で二人を受け付けた", " ");
    assert_eq!(refused(without).await, StatusCode::BAD_REQUEST);
    let told = found(
        "同じ整理番号で二人を受け付けた",
        "見本市選挙管理委員会事務局長",
    );
    office.done("doubles", &told).await;
    world.page.bring_all_up().await.unwrap();
    let overview: PollingOverview = office.get("polling").await;
    let settled = overview.doubles[0].settled.clone().unwrap();
    assert_eq!(settled.office, "見本市選挙管理委員会事務局長");
    assert_eq!(overview.doubles[0].acceptances.len(), 2, "both stay");
    assert!(overview.booths.iter().all(|booth| booth.doubles == 0));
    assert_eq!(refused(told).await, StatusCode::CONFLICT, "found once");

    // The booth takes it in as any other event.
    let batch = world.log(hall.ledger.stream()).await;
    hall.ledger.import(batch, world.now()).unwrap();
    let log: hub::page::api::AuditPage = {
        let auditor = world.browser("auditor", &[PageRole::Auditor]).await;
        let (_, bytes) = auditor.raw(Method::GET, "/page/api/audit", None).await;
        serde_json::from_slice(&bytes).unwrap()
    };
    let line = log
        .lines
        .iter()
        .find(|line| line.act == AuditAct::Settled)
        .unwrap();
    assert_eq!(line.about.as_ref(), Some(&double.elector));
    assert_eq!(line.account, "office");
    let kept = hall
        .ledger
        .entity(Entity::Subject(SubjectId([2; 16])))
        .unwrap();
    let Some(polling_ledger::Kept::Elector(state)) = kept else {
        panic!("the elector is known")
    };
    let settlements: Vec<_> = state
        .settlements()
        .iter()
        .map(|one| one.finding.as_str())
        .collect();
    assert_eq!(settlements, ["同じ整理番号で二人を受け付けた"]);
}
