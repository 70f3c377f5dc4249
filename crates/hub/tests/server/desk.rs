//! A desk: a real ledger on a thread of its own, as in the application. All in it is invented.

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use ledger::{
    ActorId, DatabaseKey, DeviceCard, Draft, Have, Identity, Ledger, Now, StreamId, SubjectId,
    Unprojected,
};
use rand_core::OsRng;
use sync::client::{Follow, Gives, Line, Options, State, Who};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};
use uplink::{Job, Settings, Uplink};
use zeroize::Zeroizing;

type TestLedger = Ledger<Unprojected>;

pub struct Desk {
    jobs: Sender<Job<TestLedger>>,
    pub who: Who,
    _dir: TempDir,
}

struct Post(Sender<Job<TestLedger>>);

impl uplink::Desk for Post {
    type Replica = TestLedger;

    fn post(&self, job: Job<TestLedger>) {
        // A desk that is gone drops the job, by which the exchange ends.
        let _ = self.0.send(job);
    }

    fn keep(&self, _: &State) {}
}

impl Desk {
    pub fn new(hub: &crate::hub::Hub, stream: StreamId) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let identity = Identity {
            realm: hub.realm,
            stream,
            device_name: "見本の端末".to_owned(),
        };
        let file = dir.path().join("ledger");
        let key = DatabaseKey::random(&mut OsRng);
        let mut ledger = Ledger::create(&file, &key, &identity, Unprojected, &mut OsRng).unwrap();
        let who = Who {
            realm: hub.realm,
            device: ledger.device(),
            stream,
        };
        let (jobs, work) = channel::<Job<TestLedger>>();
        std::thread::spawn(move || {
            for job in work {
                job(&mut ledger);
            }
        });
        Self {
            jobs,
            who,
            _dir: dir,
        }
    }

    /// Does something with the ledger on its thread.
    pub fn with<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut TestLedger) -> T + Send + 'static,
    ) -> T {
        let (done, result) = channel();
        self.jobs
            .send(Box::new(move |ledger| {
                let _ = done.send(job(ledger));
            }))
            .unwrap();
        result.recv().unwrap()
    }

    pub fn card(&self) -> DeviceCard {
        self.with(|ledger| ledger.card().unwrap())
    }

    pub fn have(&self) -> Have {
        self.with(|ledger| ledger.have().unwrap())
    }

    /// So many facts in one step, each of a person of its own.
    pub fn writes(&self, count: usize) {
        self.with(move |ledger| {
            let drafts = (0..count).map(|number| Draft {
                kind: "test.fact".to_owned(),
                version: 1,
                subject: Some(SubjectId::random(&mut OsRng)),
                basis: Vec::new(),
                occurred: None,
                payload: Zeroizing::new(format!("架空の人 {number}").into_bytes()),
            });
            let now = Now {
                wall_ms: 1_700_000_000_000,
                boot: [1; 8],
                mono_ms: 1,
            };
            let drafts = drafts.collect();
            ledger
                .append(drafts, ActorId([2; 8]), now, &mut OsRng)
                .unwrap();
        });
    }

    /// Starts the exchange.
    pub fn connects(&self, settings: &Settings) -> Uplink {
        let options = Options {
            hub: settings.key,
            gives: Gives::Everything,
            follow: Follow::ByRole,
        };
        let post = Post(self.jobs.clone());
        Uplink::start(post, self.who, settings, options, State::default()).unwrap()
    }
}

/// Waits until something holds.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    until_in(Duration::from_secs(30), what, &mut holds).await;
}

pub async fn until_in(within: Duration, what: &str, holds: &mut impl FnMut() -> bool) {
    let end = Instant::now() + within;
    while !holds() {
        assert!(Instant::now() < end, "not in time: {what}");
        sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until the exchange stands so.
pub async fn until_line(uplink: &Uplink, wanted: Line) {
    let end = Instant::now() + Duration::from_secs(30);
    while uplink.view().line != wanted {
        let view = uplink.view();
        assert!(Instant::now() < end, "{view:?} instead of {wanted:?}");
        sleep(Duration::from_millis(20)).await;
    }
}
