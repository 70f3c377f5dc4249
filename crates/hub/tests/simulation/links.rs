//! Links between desks and hubs: they lose, repeat, delay, reorder, and give what nobody asked for.

use rand_core::RngCore;
use sync::client::{Asking, Lane};
use sync::{Answer, Ask, Item, Mark, Problem, ProblemCode, REALM_LOG};

use crate::end::{Crippled, End};
use crate::world::{Next, Request, World};

/// A question is given up after so long.
const PATIENCE_MS: u64 = 60_000;

impl World {
    pub fn send(&mut self, at: usize, asking: Asking) {
        self.count += 1;
        let number = self.count;
        self.desks[at].flights.insert(asking.lane, number);
        self.desks[at].asks += 1;
        let lane = asking.lane;
        let patience = match asking.ask {
            Ask::After(_) | Ask::Heads(_) => PATIENCE_MS,
            _ => PATIENCE_MS / 2,
        };
        let lost = Next::Lost {
            desk: at,
            lane,
            number,
        };
        self.put(patience, lost);
        let wait_s = match &asking.ask {
            Ask::After(after) => after.wait_s,
            Ask::Heads(after) => after.wait_s,
            _ => 0,
        };
        let request = Request {
            desk: at,
            number,
            token: asking.token.clone(),
            asking,
            until: self.now + u64::from(wait_s) * 1000,
            sent: self.now,
        };
        if self.desks[at].cut || (self.faults && self.dice(12) == 0) {
            // Sometimes it is known at once that nobody is there.
            if self.dice(2) == 0 {
                let lost = Next::Lost {
                    desk: at,
                    lane,
                    number,
                };
                self.put(5, lost);
            }
            return;
        }
        let times = if self.faults && self.dice(15) == 0 {
            2
        } else {
            1
        };
        for _ in 0..times {
            let delay = self.delay();
            self.put(delay, Next::Request(Box::new(request.clone())));
        }
    }

    fn delay(&mut self) -> u64 {
        let most = if !self.faults {
            30
        } else if self.dice(10) == 0 {
            40_000
        } else {
            400
        };
        1 + self.dice(most) as u64
    }

    /// A request is at the hub, perhaps for the second time, or long after its sender gave up.
    pub fn arrives(&mut self, request: Request) {
        let desk = &self.desks[request.desk];
        let hub = &self.hubs[desk.hub];
        if hub.down || hub.started > request.sent {
            return;
        }
        let service = self.rng.next_u32() as usize % hub.services.len();
        let service = &hub.services[service];
        let mut ask = request.asking.ask.clone();
        match &mut ask {
            Ask::After(after) => after.wait_s = 0,
            Ask::Heads(after) => after.wait_s = 0,
            _ => {}
        }
        let now_ms = hub.clock(self.now);
        let bare = match (&ask, self.plan.crippled) {
            (Ask::After(after), Crippled::BarePosition) => after.marks.first().copied(),
            _ => None,
        };
        let answering = service.answer(request.token.as_ref(), ask.clone(), now_ms);
        let mut answer = self.runtime.block_on(answering);
        if let Some(mark) = bare {
            answer = self.by_position(&request, mark, answer, now_ms);
        }
        self.look_for_leaks(&request, &answer);
        let waits = match &answer {
            Answer::Page(page) => page.items.is_empty(),
            Answer::Heads(heads) => heads.heads.is_empty(),
            _ => false,
        };
        if waits && self.now < request.until {
            let again = 12_000.min(request.until - self.now);
            self.put(again, Next::Request(Box::new(request)));
            return;
        }
        if self.faults {
            match self.dice(40) {
                // The hub has done it, and nobody hears of it.
                0..=2 => return,
                3 => {
                    answer = Answer::Problem(Problem {
                        retry_after: Some(3),
                        ..hub::service::problem(ProblemCode::Busy)
                    });
                }
                // A proxy answers with another's answer.
                4 if self.dice(3) == 0 => {
                    answer = Answer::Reported(sync::Reported { time_ms: 0 });
                }
                _ => {}
            }
        }
        let delay = self.delay();
        let next = Next::Answer {
            desk: request.desk,
            lane: request.asking.lane,
            number: request.number,
            answer: Box::new(answer),
        };
        self.put(delay, next);
    }

    /// What a hub without the hash of the history would answer: whatever lies after the position.
    fn by_position(&self, request: &Request, from: Mark, answer: Answer, now_ms: i64) -> Answer {
        let differs =
            matches!(&answer, Answer::Problem(it) if it.code == ProblemCode::HistoryDiffers);
        let Ask::After(after) = &request.asking.ask else {
            return answer;
        };
        if !differs {
            return answer;
        }
        let hub = &self.hubs[self.desks[request.desk].hub];
        let mut after = after.clone();
        let mut marks = Vec::new();
        let mut left = from.position;
        after.wait_s = 0;
        loop {
            after.marks.clone_from(&marks);
            after.limit = u32::try_from(left.clamp(1, 1000)).unwrap();
            let ask = Ask::After(after.clone());
            let answering = hub.services[0].answer(request.token.as_ref(), ask, now_ms);
            let Answer::Page(mut page) = self.runtime.block_on(answering) else {
                return answer;
            };
            if left > 0 && !page.items.is_empty() {
                left -= page.items.len() as u64;
                marks = vec![page.next];
                continue;
            }
            if left > 0 {
                page.items.clear();
            }
            let next = page.items.iter().fold(from, |at, it| at.after(&it.hash()));
            page.head.position = page.head.position.max(next.position);
            page.next = next;
            return Answer::Page(page);
        }
    }

    /// A desk sees its own stream and the realm's own log, and nothing of another realm.
    fn look_for_leaks(&mut self, request: &Request, answer: &Answer) {
        let (Answer::Page(page), Ask::After(after)) = (answer, &request.asking.ask) else {
            return;
        };
        let desk = &self.desks[request.desk];
        for item in &page.items {
            let leak = match item {
                Item::Event(signed) => {
                    let header = signed.header().unwrap();
                    header.realm != desk.realm || header.stream != after.stream
                }
                Item::Card(card) => card.stream != after.stream,
                _ => false,
            };
            let all = desk.hq || desk.forward.is_some();
            let own = all || after.stream == desk.stream || after.stream == REALM_LOG;
            if leak || !own {
                self.leaks
                    .push(format!("desk {} saw {}", request.desk, after.stream));
            }
        }
    }

    /// An answer came, or none did.
    pub fn answered(&mut self, at: usize, lane: Lane, number: u64, answer: Option<Answer>) {
        let moment = self.moment(at);
        let save = self.dice(4) > 0;
        let desk = &mut self.desks[at];
        if desk.dead || desk.flights.get(&lane) != Some(&number) || (desk.cut && answer.is_some()) {
            return;
        }
        desk.flights.remove(&lane);
        match answer {
            None => desk.client.failed(lane, moment, &mut self.rng),
            Some(answer) if desk.forward.is_some() => {
                let forwarder = desk.forward.as_mut().unwrap();
                desk.client
                    .heard(lane, answer, forwarder, moment, &mut self.rng);
            }
            Some(answer) => {
                let mut end = End {
                    ledger: &mut desk.ledger,
                    full: desk.full,
                    crippled: self.plan.crippled,
                    remembered: &mut desk.remembered,
                };
                desk.client
                    .heard(lane, answer, &mut end, moment, &mut self.rng);
            }
        }
        // What is kept between two starts may be older than the ledger, and never newer.
        if save && let Some(state) = desk.client.changed_state() {
            desk.saved = state.clone();
        }
        self.step(at);
    }
}
