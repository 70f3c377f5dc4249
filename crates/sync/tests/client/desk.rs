//! A desk with a small ledger, and a hub that says what it is told to.

use ed25519_dalek::SigningKey;
use ledger::{
    ActorId, Draft, Entity, Event, Have, Header, Identity, Ledger, Now, Projection, RealmId,
    StreamId,
};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;
use sync::client::{Asking, Client, Do, Follow, Gives, Lane, Moment, Options, Replica, State};
use sync::{
    Answer, Ask, Challenge, HelloAnswer, HubHas, HubKey, Mark, Offer, Page, Problem, ProblemCode,
    Reported, Role, SealedKeys, Session, Standing, Stored, Token,
};
use zeroize::Zeroizing;

pub const REALM: RealmId = RealmId([1; 16]);
pub const STREAM: StreamId = StreamId([2; 16]);
/// The hub's clock at the moment 0.
pub const HUB_MS: i64 = 1_795_000_000_000;

/// How many events there are of a person.
#[derive(Clone, Default)]
pub struct Many;

impl Projection for Many {
    type State = u64;

    fn version(&self) -> u32 {
        1
    }

    fn entity(&self, header: &Header) -> Option<Entity> {
        header.subject.map(Entity::Subject)
    }

    fn empty(&self, _: Entity) -> u64 {
        0
    }

    fn apply(&self, many: &mut u64, _: &Event) {
        *many += 1;
    }
}

pub struct Desk {
    pub ledger: Ledger<Many>,
    pub client: Client,
    pub now: u64,
    pub rng: ChaCha8Rng,
    pub hub: SigningKey,
    pub seconds: u32,
    pub standing: Standing,
    pub role: Role,
    /// What the hub says that it has.
    pub has: Have,
}

pub fn hub_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub fn options() -> Options {
    Options {
        hub: HubKey::of(&hub_key()),
        gives: Gives::Everything,
        follow: Follow::ByRole,
    }
}

impl Desk {
    pub fn new() -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let identity = Identity {
            realm: REALM,
            stream: STREAM,
            device_name: "PC 1".to_owned(),
        };
        let ledger = Ledger::in_memory(&identity, Many, &mut rng).unwrap();
        let client = Client::new(options(), State::default(), Replica::who(&ledger));
        Self {
            ledger,
            client,
            now: 0,
            rng,
            hub: hub_key(),
            seconds: 600,
            standing: Standing::Admitted,
            role: Role::Desk,
            has: Have::new(),
        }
    }

    pub fn write(&mut self, events: usize) {
        let draft = |_| Draft {
            kind: "note".to_owned(),
            version: 1,
            subject: None,
            basis: Vec::new(),
            occurred: None,
            payload: Zeroizing::new(vec![0; 200]),
        };
        let now = Now {
            wall_ms: 1,
            boot: [0; 8],
            mono_ms: self.now,
        };
        let drafts = (0..events).map(draft).collect();
        self.ledger
            .append(drafts, ActorId([0; 8]), now, &mut self.rng)
            .unwrap();
        self.client.wake(&mut self.ledger);
    }

    fn moment(&self) -> Moment {
        Moment {
            mono_ms: self.now,
            wall_ms: 1,
        }
    }

    pub fn next(&mut self) -> Do {
        let moment = self.moment();
        self.client.next(&mut self.ledger, moment, &mut self.rng)
    }

    /// The next question of a lane; time passes until there is one, and the other lane is left without an answer.
    pub fn ask(&mut self, lane: Lane) -> Ask {
        for _ in 0..50 {
            match self.next() {
                Do::Ask(asking) if asking.lane == lane => return asking.ask,
                Do::Ask(_) => {}
                Do::Wait { until_ms } => self.now = until_ms,
            }
        }
        panic!("nothing is asked");
    }

    pub fn heard(&mut self, lane: Lane, answer: Answer) {
        let moment = self.moment();
        self.client
            .heard(lane, answer, &mut self.ledger, moment, &mut self.rng);
    }

    pub fn failed(&mut self, lane: Lane) {
        let moment = self.moment();
        self.client.failed(lane, moment, &mut self.rng);
    }

    /// When the next question goes out, if nothing is heard.
    pub fn waits_until(&mut self) -> u64 {
        match self.next() {
            Do::Wait { until_ms } => until_ms,
            Do::Ask(asking) => panic!("asks at once on {:?}", asking.lane),
        }
    }

    /// Answers as a hub with all in order would, and says what it was asked.
    pub fn answer(&self, asking: &Asking) -> Answer {
        let time_ms = HUB_MS.saturating_add_unsigned(self.now);
        match &asking.ask {
            Ask::Hello(hello) => {
                Answer::Hello(HelloAnswer::new(&self.hub, hello, time_ms, Vec::new()))
            }
            Ask::Challenge => Answer::Challenge(Challenge {
                challenge: vec![5; 32],
            }),
            Ask::Prove(_) => Answer::Session(Session {
                token: Token(vec![1]),
                seconds: self.seconds,
                role: self.role,
                standing: self.standing,
                time_ms,
            }),
            Ask::Status(_) => Answer::Reported(Reported { time_ms }),
            Ask::Have(_) => Answer::Has(self.hub_has()),
            Ask::Offer(offer) => Answer::Stored(stored(offer)),
            Ask::After(after) => Answer::Page(empty(after.marks.first().copied())),
            Ask::Heads(_) => Answer::Heads(sync::Heads {
                realm: REALM,
                heads: Vec::new(),
            }),
        }
    }

    pub fn hub_has(&self) -> HubHas {
        let (erased, erased_sum) = self.ledger.erased_sum().unwrap();
        HubHas {
            have: self.has.clone(),
            lacks_keys: Vec::new(),
            lacks_payloads: Vec::new(),
            erased,
            erased_sum,
            revoked_sum: sync::revoked_sum(&self.ledger.revoked().unwrap()),
            second: Vec::new(),
            head: Mark::START,
        }
    }

    /// Goes on with a hub that has all in order, until this question of the lane up is asked.
    pub fn until(&mut self, wanted: fn(&Ask) -> bool) -> Ask {
        for _ in 0..100 {
            match self.next() {
                Do::Ask(asking) if wanted(&asking.ask) => return asking.ask,
                Do::Ask(asking) => {
                    if waits(&asking.ask) {
                        self.now += 25_000;
                    }
                    let answer = self.answer(&asking);
                    self.heard(asking.lane, answer);
                }
                Do::Wait { until_ms } => self.now = until_ms,
            }
        }
        panic!("it is never asked");
    }

    /// Goes on until nothing is asked any more, and says which questions there were.
    pub fn settle(&mut self) -> Vec<&'static str> {
        let mut asked = Vec::new();
        for _ in 0..200 {
            match self.next() {
                Do::Ask(asking) => {
                    asked.push(name(&asking.ask));
                    if !waits(&asking.ask) {
                        let answer = self.answer(&asking);
                        self.heard(asking.lane, answer);
                    }
                }
                Do::Wait { .. } => return asked,
            }
        }
        panic!("it never settles: {asked:?}");
    }
}

pub fn waits(ask: &Ask) -> bool {
    match ask {
        Ask::After(after) => after.wait_s > 0,
        Ask::Heads(heads) => heads.wait_s > 0,
        _ => false,
    }
}

pub fn stored(offer: &Offer) -> Stored {
    let mut have = Have::new();
    for event in &offer.events {
        let header = event.header().unwrap();
        have.insert(header.device, (header.seq, event.hash()));
    }
    Stored {
        have,
        new: u32::try_from(offer.events.len()).unwrap(),
        refused: Vec::new(),
    }
}

pub fn empty(at: Option<Mark>) -> Page {
    let at = at.unwrap_or(Mark::START);
    Page {
        items: Vec::new(),
        keys: SealedKeys::none(),
        next: at,
        head: at,
    }
}

pub fn problem(code: ProblemCode, retry_after: Option<u32>) -> Answer {
    Answer::Problem(Problem {
        code,
        advice_ja: String::new(),
        advice_en: String::new(),
        retry_after,
        common: None,
    })
}

pub fn name(ask: &Ask) -> &'static str {
    match ask {
        Ask::Hello(_) => "hello",
        Ask::Challenge => "challenge",
        Ask::Prove(_) => "prove",
        Ask::Status(_) => "status",
        Ask::Have(_) => "have",
        Ask::Offer(_) => "offer",
        Ask::After(_) => "after",
        Ask::Heads(_) => "heads",
    }
}
