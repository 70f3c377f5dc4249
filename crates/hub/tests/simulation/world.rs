//! One small world: desks, hubs, and links that lose, repeat, delay and reorder. The same seed gives the same world.

use std::collections::BTreeMap;

use hub::forward::Forwarder;
use hub::store::Admission;
use ledger::{ActorId, Batch, Have, Ledger, Now, RealmId, StreamId};
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};
use sync::client::{
    Asking, Client, Do, Follow, Gives, Lane, Line, Moment, Options, Replica, State, Who,
};
use sync::{Answer, EnrolRequest, EnrolStart, Hello, REALM_LOG, Token};
use tokio::runtime::Runtime;

use crate::end::{Crippled, End};
use crate::hubs::{BEGAN_MS, Hub, forwarder_code, hq_code, join_code};
use crate::notes::{Notes, ledger};

pub const ACTOR: ActorId = ActorId([7; 8]);

/// What may happen in a world.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that may happen"
)]
pub struct Plan {
    pub crippled: Crippled,
    pub restores: bool,
    pub clones: bool,
    pub revokes: bool,
    pub erases: bool,
    /// Whether a third of the worlds has a hub above the hub.
    pub forwards: bool,
}

/// A PC; or a hub as the client of another one, which has no ledger but its store.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fault of its own"
)]
pub struct Desk {
    pub ledger: Ledger<Notes>,
    pub forward: Option<Forwarder>,
    pub seed: u64,
    pub realm: RealmId,
    pub stream: StreamId,
    pub hub: usize,
    pub hq: bool,
    pub client: Client,
    pub saved: State,
    /// The questions under way, by their numbers.
    pub flights: BTreeMap<Lane, u64>,
    pub wrong_ms: i64,
    pub cut: bool,
    pub full: bool,
    /// Never comes back; or shut out.
    pub dead: bool,
    pub revoked: bool,
    pub backups: Vec<Batch>,
    pub remembered: Have,
    pub wake_at: u64,
    pub enrol_at: u64,
    pub asks: u64,
}

impl Desk {
    /// Whether it is a PC that goes on.
    pub fn is_store(&self) -> bool {
        !self.dead && self.forward.is_none()
    }
}

#[derive(Clone)]
pub struct Request {
    pub desk: usize,
    pub number: u64,
    pub asking: Asking,
    pub token: Option<Token>,
    /// A long poll is answered at the latest then.
    pub until: u64,
    pub sent: u64,
}

pub enum Next {
    Request(Box<Request>),
    Answer {
        desk: usize,
        lane: Lane,
        number: u64,
        answer: Box<Answer>,
    },
    Lost {
        desk: usize,
        lane: Lane,
        number: u64,
    },
    Wake(usize),
    Act,
}

pub struct World {
    pub rng: ChaCha8Rng,
    pub runtime: Runtime,
    pub plan: Plan,
    pub hubs: Vec<Hub>,
    pub desks: Vec<Desk>,
    pub now: u64,
    pub queue: BTreeMap<(u64, u64), Next>,
    pub count: u64,
    pub faults: bool,
    /// Devices that were cloned: of them two histories stand, and a person decides.
    pub cloned: Vec<ledger::DeviceId>,
    /// Devices that an administrator has shut out.
    pub shut_out: Vec<(RealmId, ledger::DeviceId)>,
    pub late: Vec<(usize, Batch)>,
    pub written: u64,
    pub seed: u64,
    pub leaks: Vec<String>,
}

impl World {
    pub fn new(seed: u64, plan: Plan) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let mut dice = |sides: u32| rng.next_u32() % sides;
        let realms = [RealmId([1; 16]), RealmId([2; 16])];
        let admission = match dice(5) {
            0 => Admission::ByAdministrator,
            _ => Admission::ByPackage,
        };
        let (processes, desks, shelters) = (1 + dice(3), 2 + dice(4), 1 + dice(2));
        let (has_hq, has_other, has_upper) =
            (dice(3) == 0, dice(4) == 0, plan.forwards && dice(3) == 0);
        let hub = Hub::new(&runtime, &mut rng, &realms, admission, processes as usize);
        let mut hubs = vec![hub];
        if has_upper {
            hubs.push(Hub::new(&runtime, &mut rng, &realms, admission, 1));
        }
        let mut world = Self {
            hubs,
            desks: Vec::new(),
            now: 0,
            queue: BTreeMap::new(),
            count: 0,
            faults: true,
            cloned: Vec::new(),
            shut_out: Vec::new(),
            late: Vec::new(),
            written: 0,
            leaks: Vec::new(),
            rng,
            runtime,
            plan,
            seed,
        };
        for at in 0..desks {
            let shelter = u8::try_from(at % shelters).unwrap();
            world.add_desk(realms[0], StreamId([100 + shelter; 16]), false);
        }
        if has_hq {
            world.add_desk(realms[0], StreamId([99; 16]), true);
        }
        if has_upper {
            world.add_forwarder(realms[0]);
        }
        if has_other && !has_upper {
            // Another realm with a stream of the same name, at the same hub.
            world.add_desk(realms[1], StreamId([100; 16]), false);
        }
        world
    }

    fn add_desk(&mut self, realm: RealmId, stream: StreamId, hq: bool) {
        let seed = self.seed * 64 + self.desks.len() as u64;
        let ledger = ledger(realm, stream, seed);
        let at = self.desks.len();
        let hub = self.dice(self.hubs.len());
        let client = self.client(hub, Replica::who(&ledger), State::default());
        let years = i64::from(self.rng.next_u32() % 40) - 20;
        self.desks.push(Desk {
            ledger,
            forward: None,
            seed,
            realm,
            stream,
            hub,
            hq,
            client,
            saved: State::default(),
            flights: BTreeMap::new(),
            wrong_ms: years * 31_557_600_000,
            cut: false,
            full: false,
            dead: false,
            revoked: false,
            backups: Vec::new(),
            remembered: Have::new(),
            wake_at: u64::MAX,
            enrol_at: 0,
            asks: 0,
        });
        self.enrol(at);
        self.wake(at, 0);
    }

    /// The first hub becomes a client of the second one.
    fn add_forwarder(&mut self, realm: RealmId) {
        self.add_desk(realm, REALM_LOG, false);
        let at = self.desks.len() - 1;
        let lower = &self.hubs[0];
        let forwarder = Forwarder::new(
            lower.store.clone(),
            lower.secrets.clone(),
            realm,
            "見本の避難所",
            self.runtime.handle().clone(),
            BEGAN_MS,
        );
        self.desks[at].forward = Some(forwarder.unwrap());
        self.desks[at].hub = 1;
        self.enrol(at);
        self.restart(at);
    }

    pub fn client(&self, hub: usize, who: Who, state: State) -> Client {
        let options = Options {
            hub: self.hubs[hub].key(),
            gives: Gives::Everything,
            follow: Follow::ByRole,
        };
        Client::new(options, state, who)
    }

    pub fn dice(&mut self, sides: usize) -> usize {
        usize::try_from(self.rng.next_u32()).unwrap() % sides
    }

    pub fn clock(&self, desk: usize) -> Now {
        Now {
            wall_ms: BEGAN_MS.saturating_add_unsigned(self.now) + self.desks[desk].wrong_ms,
            boot: [0; 8],
            mono_ms: self.now,
        }
    }

    /// The real enrolment, as the program does it when the hub does not know the device.
    pub fn enrol(&mut self, at: usize) {
        let desk = &self.desks[at];
        let hub = &self.hubs[desk.hub];
        if hub.down || desk.cut {
            return;
        }
        let code = match (&desk.forward, desk.hq) {
            (Some(_), _) => forwarder_code(desk.realm),
            (None, true) => hq_code(desk.realm),
            (None, false) => join_code(desk.realm),
        };
        let now_ms = hub.clock(self.now);
        let service = &hub.services[0];
        let mut nonce = [0; 32];
        self.rng.fill_bytes(&mut nonce);
        let start = EnrolStart {
            code: code.id(),
            nonce,
        };
        let started = self.runtime.block_on(service.enrol_start(&start, now_ms));
        let Ok(started) = started else {
            return;
        };
        assert!(started.hello.is_signed(&Hello { nonce }));
        assert_eq!(
            started.proof,
            code.by_hub(&started.hello, &started.challenge)
        );
        let card = match &desk.forward {
            Some(forwarder) => forwarder.card().clone(),
            None => desk.ledger.card().unwrap(),
        };
        let request = EnrolRequest {
            code: code.id(),
            realm: desk.realm,
            proof: code.by_device(&started.challenge, &card),
            card,
            challenge: started.challenge,
        };
        let _ = self.runtime.block_on(service.enrol(&request, now_ms));
    }

    pub fn push(&mut self, after_ms: u64) {
        self.put(after_ms, Next::Act);
    }

    pub fn put(&mut self, after_ms: u64, next: Next) {
        self.count += 1;
        self.queue.insert((self.now + after_ms, self.count), next);
    }

    pub fn wake(&mut self, desk: usize, after_ms: u64) {
        let at = self.now + after_ms;
        if self.desks[desk].wake_at > at || self.desks[desk].wake_at < self.now {
            self.desks[desk].wake_at = at;
            self.put(after_ms, Next::Wake(desk));
        }
    }

    /// Works off what happens until a moment.
    pub fn run_until(&mut self, until: u64) {
        while let Some(first) = self.queue.first_entry() {
            let (at, _) = *first.key();
            if at > until {
                break;
            }
            let next = first.remove();
            self.now = self.now.max(at);
            match next {
                Next::Request(request) => self.arrives(*request),
                Next::Answer {
                    desk,
                    lane,
                    number,
                    answer,
                } => self.answered(desk, lane, number, Some(*answer)),
                Next::Lost { desk, lane, number } => self.answered(desk, lane, number, None),
                Next::Wake(desk) => {
                    if self.desks[desk].wake_at <= self.now {
                        self.desks[desk].wake_at = u64::MAX;
                        self.step(desk);
                    }
                }
                Next::Act => {
                    if self.faults {
                        self.act();
                        let pause = 200 + self.dice(6_000) as u64;
                        self.push(pause);
                    }
                }
            }
        }
        self.now = self.now.max(until);
    }

    pub fn moment(&self, desk: usize) -> Moment {
        let now = self.clock(desk);
        Moment {
            mono_ms: self.now,
            wall_ms: now.wall_ms,
        }
    }

    /// What the program around the client does.
    pub fn step(&mut self, at: usize) {
        if self.desks[at].dead {
            return;
        }
        let line = self.desks[at].client.view().line;
        let lower_down = self.desks[at].forward.is_some() && self.hubs[0].down;
        if lower_down {
            self.wake(at, 5_000);
            return;
        }
        if line == Line::NotLetIn && self.now >= self.desks[at].enrol_at {
            self.enrol(at);
            self.desks[at].enrol_at = self.now + 20_000;
        }
        for _ in 0..3 {
            let moment = self.moment(at);
            let desk = &mut self.desks[at];
            let next = if let Some(forwarder) = &mut desk.forward {
                desk.client.next(forwarder, moment, &mut self.rng)
            } else {
                let mut end = End {
                    ledger: &mut desk.ledger,
                    full: desk.full,
                    crippled: self.plan.crippled,
                    remembered: &mut desk.remembered,
                };
                desk.client.next(&mut end, moment, &mut self.rng)
            };
            match next {
                Do::Ask(asking) => self.send(at, *asking),
                Do::Wait { until_ms } => {
                    let after = until_ms.saturating_sub(self.now);
                    if after < 3_600_000 {
                        self.wake(at, after);
                    }
                    return;
                }
            }
        }
        unreachable!("two questions under way, and a third is asked");
    }

    /// A seed that no other device of this world has.
    pub fn fresh_seed(&mut self) -> u64 {
        self.count += 1;
        (self.seed + 1) << 32 | self.count
    }

    /// The program on a PC is gone and started anew.
    pub fn restart(&mut self, at: usize) {
        let desk = &self.desks[at];
        let client = match &desk.forward {
            // What a hub keeps of the exchange would have to go back with its database: it keeps nothing.
            Some(forwarder) => self.client(desk.hub, forwarder.who(), State::default()),
            None => self.client(desk.hub, Replica::who(&desk.ledger), desk.saved.clone()),
        };
        self.desks[at].client = client;
        self.desks[at].flights.clear();
        self.wake(at, 10);
    }

    /// How each desk stands, for who looks for the cause of a failure.
    pub fn told(&self) -> String {
        let desks = self.desks.iter().enumerate();
        let told = desks.map(|(at, desk)| {
            let view = desk.client.view();
            let (device, stats) = (desk.ledger.device(), desk.ledger.stats().unwrap());
            let out = if desk.dead { " (dead)" } else { "" };
            format!(
                "\n  desk {at}{out} {device} {:?}, {} waiting, {} asks, {} suspended, {} waiting here",
                view.line, view.waiting, desk.asks, stats.suspended, stats.waiting
            )
        });
        told.collect()
    }
}
