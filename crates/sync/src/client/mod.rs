//! The desk's side of the exchange, without I/O: what to ask next, and what to do with an answer.
//!
//! Two questions are under way at most: one of the lane [`Lane::Up`] (session, status, what the hub has, offers) and
//! one of [`Lane::Down`] (pages, long polls). Time, randomness, network and store come in from outside, so that the
//! same client runs in the app, in a hub below a hub, and in the simulation of the tests.
//!
//! ```text
//! loop {
//!     match client.next(&mut ledger, now(), &mut rng) {
//!         Do::Ask(asking) => send it; later `heard` or `failed` with its lane
//!         Do::Wait { until_ms } => wait until then, an answer, or `wake`
//!     }
//! }
//! ```

mod answered;
mod down;
mod flight;
mod keeper;
mod marks;
mod pace;
mod replica;
mod up;
mod view;

use ledger::StreamId;
use rand_core::CryptoRngCore;

pub use keeper::Keeper;
pub use marks::{MOST_MARKS, Marks, State};
pub use pace::{Backoff, Pace};
pub use replica::{Replica, ReplicaError, Who};
pub use view::{Line, ServerTime, View};

use crate::{Answer, Ask, HubKey, Problem, ProblemCode, Role, Standing, Token, revoked_sum};
use down::Down;
use up::Up;

/// Longest time of a refusal that only a person can change, until it is asked again.
const PERSON_MS: u64 = 120_000;

/// What the machine's clocks say at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds of a clock that never goes back; all waiting is by it.
    pub mono_ms: u64,
    /// Milliseconds since 1970 UTC, right or wrong; only told and kept.
    pub wall_ms: i64,
}

/// Which logs are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// As the device's role at the hub says: a desk its own, headquarters and forwarders all.
    ByRole,
    /// The realm's own and the replica's stream.
    Own,
    /// All of the realm, for headquarters and forwarders.
    All,
    /// The realm's own only: a hub that pushes upwards learns who is erased.
    Realm,
    /// None.
    Nothing,
}

/// What of what the hub lacks is offered to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// All of it.
    Everything,
    /// Who is erased (消去) and which devices are shut out (失効), which has to hold everywhere; no record of anybody.
    Decisions,
}

/// How this client takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The hub's key, pinned at the enrolment.
    pub hub: HubKey,
    /// What the hub is offered.
    pub gives: Gives,
    /// What is fetched.
    pub follow: Follow,
}

/// Which of the two questions under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Session, status, offers.
    Up,
    /// Pages.
    Down,
}

/// A question to send.
#[derive(Clone)]
pub struct Asking {
    /// Given back with the answer.
    pub lane: Lane,
    /// Shown with it, if it needs a session.
    pub token: Option<Token>,
    /// The question.
    pub ask: Ask,
}

/// What to do next.
#[derive(Clone)]
pub enum Do {
    /// Send this, and ask for what is next at once.
    Ask(Box<Asking>),
    /// Nothing until this moment of the monotonic clock, an answer, or [`Client::wake`].
    Wait {
        /// The moment.
        until_ms: u64,
    },
}

/// A session as the hub granted it.
struct Held {
    token: Token,
    began_ms: u64,
    renew_ms: u64,
    role: Role,
    standing: Standing,
}

/// The client of one hub.
pub struct Client {
    options: Options,
    state: State,
    changed: bool,
    session: Option<Held>,
    up: Up,
    down: Down,
    time: Option<ServerTime>,
    last_exchange_ms: Option<u64>,
    /// Why nothing goes, as the hub last said.
    refused: Option<Line>,
    own_trouble: Option<ReplicaError>,
}

impl Client {
    /// A client that begins with what an earlier one kept.
    pub fn new(options: Options, state: State, who: Who) -> Self {
        Self {
            state: state.of(who.device),
            changed: false,
            session: None,
            up: Up::new(),
            down: Down::new(),
            time: None,
            last_exchange_ms: None,
            refused: None,
            own_trouble: None,
            options,
        }
    }

    /// What to do next.
    pub fn next(
        &mut self,
        replica: &mut impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) -> Do {
        match self.down.settle(replica, now.mono_ms) {
            Ok(false) => {}
            // Not all at once, so that the desk's own work comes between.
            Ok(true) => {
                let until_ms = now.mono_ms + 1;
                return Do::Wait { until_ms };
            }
            Err(error) => self.own_trouble = Some(error),
        }
        for lane in [Lane::Up, Lane::Down] {
            let asked = match lane {
                Lane::Up => self.next_up(replica, now, rng),
                Lane::Down => Ok(self.next_down(replica.who(), now)),
            };
            match asked {
                Ok(Some((ask, token))) => return Do::Ask(Box::new(Asking { lane, token, ask })),
                Ok(None) => {}
                Err(error) => {
                    self.own_trouble = Some(error);
                    self.up.backoff.failed(now.mono_ms, 1_000, rng);
                }
            }
        }
        let asks = self.up_due(now).min(self.down_due(now));
        let until_ms = asks.min(self.down.settle_due());
        Do::Wait {
            until_ms: until_ms.max(now.mono_ms + 1),
        }
    }

    /// An answer came.
    pub fn heard(
        &mut self,
        lane: Lane,
        answer: Answer,
        replica: &mut impl Replica,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) {
        if let Answer::Problem(problem) = answer {
            self.last_exchange_ms = Some(now.mono_ms);
            return self.refused(lane, &problem, now, rng);
        }
        let fits = match lane {
            Lane::Up => self.heard_up(answer, replica, now, rng),
            Lane::Down => self.heard_down(answer, replica, now, rng),
        };
        match fits {
            Ok(true) => {
                self.last_exchange_ms = Some(now.mono_ms);
                self.own_trouble = None;
            }
            // Not an answer to this question, or one that contradicts itself.
            Ok(false) => self.failed(lane, now, rng),
            Err(error) => {
                self.own_trouble = Some(error);
                match lane {
                    Lane::Up => self.up.backoff.failed(now.mono_ms, 1_000, rng),
                    Lane::Down => self.down.backoff.failed(now.mono_ms, 1_000, rng),
                }
            }
        }
    }

    /// No answer came in time, the connection broke, or what came was no answer.
    pub fn failed(&mut self, lane: Lane, now: Moment, rng: &mut impl CryptoRngCore) {
        match lane {
            Lane::Up => self.up.failed(now.mono_ms, 0, rng),
            Lane::Down => self.down.failed(now.mono_ms, 0, rng),
        }
    }

    /// Something was written here: it counts as waiting, also while the hub is out of reach, and goes out as soon as it
    /// may.
    pub fn wake(&mut self, replica: &mut impl Replica) {
        self.up.dirty = true;
        if let Err(error) = self.count(replica).and_then(|_| self.heed(replica)) {
            self.own_trouble = Some(error);
        }
    }

    /// Who is shut out here has to be told soon: the hub is asked at once what it knows of that.
    fn heed(&mut self, replica: &mut impl Replica) -> Result<(), ReplicaError> {
        if self.up.revoked_told != revoked_sum(&replica.revoked()?) {
            self.up.look_again(0);
        }
        Ok(())
    }

    /// The exchange as it stands.
    pub fn view(&self) -> View {
        View {
            line: self.line(),
            last_exchange_ms: self.last_exchange_ms,
            waiting: self.up.waiting,
        }
    }

    /// The hub's clock, once a session was opened.
    pub fn server_time(&self) -> Option<ServerTime> {
        self.time
    }

    /// What the device may do at the hub, while there is a session.
    pub fn role(&self) -> Option<Role> {
        self.session.as_ref().map(|held| held.role)
    }

    /// What to keep for the next start, if it changed since this was asked last.
    pub fn changed_state(&mut self) -> Option<&State> {
        std::mem::take(&mut self.changed).then_some(&self.state)
    }

    fn line(&self) -> Line {
        match self.own_trouble {
            Some(ReplicaError::Full) => return Line::OwnDiskFull,
            Some(ReplicaError::Failed) => return Line::OwnFault,
            Some(ReplicaError::Busy) | None => {}
        }
        if let Some(line) = self.refused {
            return line;
        }
        let failures = self.up.backoff.failures().max(self.down.backoff.failures());
        if failures > 0 {
            return Line::Offline;
        }
        match &self.session {
            None => Line::Connecting,
            Some(held) => match held.standing {
                Standing::Asking => Line::Asking,
                Standing::Suspended => Line::Suspended,
                Standing::Revoked { .. } => Line::Revoked,
                // Nothing was compared yet.
                Standing::Admitted if self.up.told.erased.is_none() => Line::Connecting,
                Standing::Admitted if self.up.waiting > 0 => Line::Sending {
                    sent: self.up.burst.saturating_sub(self.up.waiting),
                    of: self.up.burst.max(self.up.waiting),
                },
                Standing::Admitted => Line::UpToDate,
            },
        }
    }

    /// The hub answered that it does not do it.
    fn refused(
        &mut self,
        lane: Lane,
        problem: &Problem,
        now: Moment,
        rng: &mut impl CryptoRngCore,
    ) {
        let (shown, floor) = match problem.code {
            ProblemCode::HistoryDiffers if lane == Lane::Down => {
                return self.history_differs(problem.common, now, rng);
            }
            ProblemCode::NoSession => {
                let held = self.session.take();
                self.up.no_session();
                // A token that was over is renewed at once; a hub that takes none is not asked again and again.
                let fresh = held.is_some_and(|held| now.mono_ms < held.began_ms + 60_000);
                let backoff = match lane {
                    Lane::Up => {
                        self.up.flight = None;
                        &mut self.up.backoff
                    }
                    Lane::Down => {
                        self.down.flight = None;
                        &mut self.down.backoff
                    }
                };
                if fresh {
                    backoff.failed(now.mono_ms, 0, rng);
                }
                return;
            }
            ProblemCode::Revoked => (Line::Revoked, PERSON_MS),
            ProblemCode::RealmClosed => (Line::Closed, PERSON_MS),
            ProblemCode::NotAllowed | ProblemCode::NotFound | ProblemCode::NotProven => {
                (Line::NotLetIn, 10_000)
            }
            code => (Line::Trouble(code), 0),
        };
        self.refused = Some(shown);
        let floor = floor.max(u64::from(problem.retry_after.unwrap_or(0)) * 1000);
        match lane {
            Lane::Up => self.up.failed(now.mono_ms, floor, rng),
            Lane::Down => self.down.failed(now.mono_ms, floor, rng),
        }
        if matches!(shown, Line::Revoked | Line::Closed | Line::NotLetIn) {
            self.session = None;
            self.up.no_session();
        }
    }

    fn follow(&self) -> Follow {
        match (self.options.follow, self.role()) {
            (Follow::ByRole, Some(Role::Headquarters | Role::Forwarder)) => Follow::All,
            (Follow::ByRole, _) => Follow::Own,
            (follow, _) => follow,
        }
    }

    /// The stream that the replica writes into, if it is one.
    fn own_stream(who: Who) -> Option<StreamId> {
        (who.stream != crate::REALM_LOG).then_some(who.stream)
    }
}
