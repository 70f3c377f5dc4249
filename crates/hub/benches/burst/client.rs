//! A desk that was away and comes back: it does over its own connections what the real one does, and counts.

use std::time::{Duration, Instant};

use ed25519_dalek::Signer as _;
use ledger::{Signed, StreamId, SubjectId};
use rand_core::{OsRng, RngCore as _};
use sha2::{Digest as _, Sha256};
use sync::client::Backoff;
use sync::{
    After, Answer, Ask, HaveOf, Mark, Offer, ProblemCode, Prove, SealedKeys, Status, Token,
};
use tokio::time::sleep;
use uplink::{Settings, Transport};

use crate::desk::{Desk, key_of};

/// Bytes of a sealed payload: 224 of plain text, and what sealing adds.
const PAYLOAD: usize = 273;
/// Events about one person: registration, household, presence, needs.
const ABOUT_ONE: usize = 4;

/// What a desk met on its way.
#[derive(Default)]
pub struct Told {
    /// How long each offer took that was stored.
    pub offers: Vec<Duration>,
    /// When everything of it was stored, counted from the common start.
    pub done: Duration,
    /// How often the hub said that it has too much to do.
    pub turned_away: usize,
    /// How often anything else went wrong, by kind.
    pub errors: Vec<String>,
}

impl Told {
    fn fails(&mut self, kind: String) {
        self.errors.push(kind);
        assert!(self.errors.len() < 50, "{:?}", self.errors);
    }
}

/// One desk with its way to the hub.
pub struct Client {
    pub desk: Desk,
    pub settings: Settings,
    pub transport: Transport,
    pub token: Option<Token>,
}

impl Client {
    pub fn new(desk: Desk, settings: &Settings) -> Self {
        Self {
            desk,
            settings: settings.clone(),
            transport: Transport::new(settings).unwrap(),
            token: None,
        }
    }

    /// Writes events, and makes offers of them with the keys of their people: each offer is ready to be sent.
    pub fn offers(&mut self, events: usize, together: usize) -> Vec<Offer> {
        let hub = self.settings.key.verifying().unwrap();
        let mut offers = Vec::new();
        let mut left = events;
        while left > 0 {
            let count = together.min(left);
            let mut subjects: Vec<SubjectId> = Vec::new();
            let mut events = Vec::with_capacity(count);
            for number in 0..count {
                if number % ABOUT_ONE == 0 {
                    subjects.push(SubjectId::random(&mut OsRng));
                }
                events.push(self.event(*subjects.last().unwrap()));
            }
            let keys: Vec<_> = subjects.iter().map(|it| (*it, key_of(*it))).collect();
            offers.push(Offer {
                cards: Vec::new(),
                events,
                keys: SealedKeys::seal(&keys, &hub, &mut OsRng).unwrap(),
                erased: Vec::new(),
                revoked: Vec::new(),
            });
            left -= count;
        }
        offers
    }

    fn event(&mut self, about: SubjectId) -> Signed {
        let mut payload = vec![0; PAYLOAD];
        OsRng.fill_bytes(&mut payload);
        // The key's name, by which the hub knows what opens it.
        payload[..8].copy_from_slice(&Sha256::digest(key_of(about).expose())[..8]);
        let header = self.desk.header("test.kind", Some(about), &payload);
        self.desk.sign(&header, payload)
    }

    /// Opens a session, says how it stands, asks what the hub has, and offers the rest.
    pub async fn comes_back(&mut self, offers: Vec<Offer>, begun: Instant) -> Told {
        let mut told = Told::default();
        self.opens_session(&mut told).await;
        let status = Ask::Status(Status {
            program: "bench".to_owned(),
            unsent: 1,
            ..Status::default()
        });
        self.insists(&status, &mut told).await;
        self.has(&mut told).await;
        self.sends(offers, begun, &mut told).await;
        told
    }

    pub async fn opens_session(&mut self, told: &mut Told) {
        let Answer::Challenge(it) = self.insists(&Ask::Challenge, told).await else {
            panic!("no challenge");
        };
        let said = Prove::said(self.desk.realm, self.settings.key.id(), &it.challenge);
        let prove = Prove {
            realm: self.desk.realm,
            device: self.desk.id(),
            challenge: it.challenge,
            signature: self.desk.key.sign(&said).to_bytes(),
        };
        let Answer::Session(session) = self.insists(&Ask::Prove(prove), told).await else {
            panic!("no session");
        };
        self.token = Some(session.token);
    }

    /// Where the log of its stream ends.
    pub async fn has(&self, told: &mut Told) -> Mark {
        let stream: StreamId = self.desk.stream;
        let Answer::Has(has) = self.insists(&Ask::Have(HaveOf { stream }), told).await else {
            panic!("no word of what the hub has");
        };
        has.head
    }

    pub async fn sends(&self, offers: Vec<Offer>, begun: Instant, told: &mut Told) {
        for offer in offers {
            let events = offer.events.len();
            let ask = Ask::Offer(offer);
            let Answer::Stored(stored) = self.insists(&ask, told).await else {
                panic!("not stored");
            };
            assert!(stored.refused.is_empty());
            assert_eq!(usize::try_from(stored.new).unwrap(), events);
        }
        told.done = begun.elapsed();
    }

    /// Asks until there is an answer, with the pauses of the real client.
    async fn insists(&self, ask: &Ask, told: &mut Told) -> Answer {
        let clock = Instant::now();
        let mut backoff = Backoff::default();
        loop {
            let asked = Instant::now();
            let wait_s = match self.transport.ask(self.token.as_ref(), ask).await {
                Ok(Answer::Problem(problem)) => match problem.code {
                    ProblemCode::Busy | ProblemCode::TooMany => {
                        told.turned_away += 1;
                        problem.retry_after.unwrap_or(0)
                    }
                    other => {
                        told.fails(format!("{other:?}"));
                        0
                    }
                },
                Ok(answer) => {
                    if matches!(ask, Ask::Offer(_)) {
                        told.offers.push(asked.elapsed());
                    }
                    return answer;
                }
                Err(error) => {
                    told.fails(error.to_string());
                    0
                }
            };
            let now = u64::try_from(clock.elapsed().as_millis()).unwrap();
            backoff.failed(now, u64::from(wait_s) * 1000, &mut OsRng);
            sleep(Duration::from_millis(backoff.not_before() - now)).await;
        }
    }
}

/// Waits for what comes into the stream after this mark, over a connection of its own.
pub async fn waits(settings: Settings, token: Token, stream: StreamId, mark: Mark) {
    let transport = Transport::new(&settings).unwrap();
    let after = Ask::After(After {
        stream,
        marks: vec![mark],
        limit: 100,
        wait_s: sync::MOST_WAIT_S,
    });
    let _ = transport.ask(Some(&token), &after).await;
}
