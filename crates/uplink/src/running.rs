//! The exchange in the background: drives [`sync::client::Client`] on a thread of its own.
//!
//! The ledger stays where it is, on the desk's thread: each step of the client goes there as a job, and while the
//! network is waited for nobody holds anything.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rand_core::OsRng;
use sync::Answer;
use sync::client::{Asking, Client, Do, Lane, Line, Moment, Options, Replica, State, View, Who};
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::{Settings, Transport, UplinkError};

/// A step of the exchange, to be done with the desk's ledger.
pub type Job<R> = Box<dyn FnOnce(&mut R) + Send>;

/// The desk, as the exchange needs it.
pub trait Desk: Send + Sync + 'static {
    /// Its ledger.
    type Replica: Replica + 'static;

    /// Does a job on the desk's thread, soon; dropping it undone ends the exchange.
    fn post(&self, job: Job<Self::Replica>);

    /// Keeps how far the hub's logs were followed. Losing it costs a download.
    fn keep(&self, state: &State);
}

/// A running exchange. Dropping it stops it.
pub struct Uplink {
    shared: Arc<Shared>,
    view: watch::Receiver<View>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    wake: Notify,
    stop: watch::Sender<bool>,
}

impl Uplink {
    /// Starts the exchange with the hub that the settings name.
    pub fn start<D: Desk>(
        desk: D,
        who: Who,
        settings: &Settings,
        options: Options,
        state: State,
    ) -> Result<Self, UplinkError> {
        let transport = Transport::new(settings)?;
        let client = Client::new(options, state, who);
        let (tell, view) = watch::channel(client.view());
        let shared = Arc::new(Shared {
            wake: Notify::new(),
            stop: watch::Sender::new(false),
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| UplinkError::Unreachable)?;
        let exchange = Exchange {
            desk: Arc::new(desk),
            client: Arc::new(Mutex::new(client)),
            transport: Arc::new(transport),
            shared: Arc::clone(&shared),
            tell,
            started: Instant::now(),
            other_hub: false,
        };
        let thread = std::thread::Builder::new()
            .name("uplink".to_owned())
            .spawn(move || runtime.block_on(exchange.run()))
            .map_err(|_| UplinkError::Unreachable)?;
        Ok(Self {
            shared,
            view,
            thread: Some(thread),
        })
    }

    /// Something was written: it goes out as soon as it may.
    pub fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// The exchange as it stands.
    pub fn view(&self) -> View {
        *self.view.borrow()
    }

    /// The exchange as it stands, at each change.
    pub fn views(&self) -> watch::Receiver<View> {
        self.view.clone()
    }

    /// Ends the exchange and waits for its thread; what was under way is asked again at the next start.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.shared.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic there was told by its own message.
            let _ = thread.join();
        }
    }
}

impl Drop for Uplink {
    fn drop(&mut self) {
        self.end();
    }
}

/// The desk is gone: the exchange ends.
struct Gone;

type Flight = (Lane, Result<Answer, UplinkError>);

struct Exchange<D: Desk> {
    desk: Arc<D>,
    client: Arc<Mutex<Client>>,
    transport: Arc<Transport>,
    shared: Arc<Shared>,
    tell: watch::Sender<View>,
    started: Instant,
    other_hub: bool,
}

impl<D: Desk> Exchange<D> {
    async fn run(mut self) {
        let mut stop = self.shared.stop.subscribe();
        let shared = Arc::clone(&self.shared);
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => {}
            _ = self.exchange(&shared) => {}
        }
        // Not waited for: whoever stops the exchange may be the desk's thread itself.
        self.desk.post(Box::new(|replica| {
            // What fails here is done before anything is written, and when the ledger is opened.
            while let Ok(true) = replica.settle() {}
        }));
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is not general enough in its lifetimes"
    )]
    async fn exchange(&mut self, shared: &Shared) -> Result<(), Gone> {
        let mut flights: JoinSet<Flight> = JoinSet::new();
        loop {
            let until_ms = match self.step(|it| it.next()).await? {
                Do::Ask(asking) => {
                    let transport = Arc::clone(&self.transport);
                    flights.spawn(send(transport, *asking));
                    continue;
                }
                Do::Wait { until_ms } => until_ms,
            };
            let wait = until_ms.saturating_sub(self.now().mono_ms);
            // A day is for ever here, and a timer that the runtime takes.
            let wait = Duration::from_millis(wait.min(86_400_000));
            tokio::select! {
                Some(landed) = flights.join_next() => {
                    if let Ok((lane, answer)) = landed {
                        self.landed(lane, answer).await?;
                    }
                }
                () = shared.wake.notified() => {
                    self.step(|it| it.wake()).await?;
                }
                () = sleep(wait) => {}
            }
        }
    }

    async fn landed(
        &mut self,
        lane: Lane,
        answer: Result<Answer, UplinkError>,
    ) -> Result<(), Gone> {
        match answer {
            Ok(answer) => {
                self.other_hub = false;
                self.step(move |it| it.heard(lane, answer)).await
            }
            Err(error) => {
                self.other_hub = matches!(error, UplinkError::OtherHub);
                self.step(move |it| it.failed(lane)).await
            }
        }
    }

    /// Does a step on the desk's thread, and tells what changed by it.
    async fn step<T: Send + 'static>(
        &self,
        step: impl FnOnce(&mut Step<'_, D::Replica>) -> T + Send + 'static,
    ) -> Result<T, Gone> {
        let (done, result) = oneshot::channel();
        let client = Arc::clone(&self.client);
        let desk = Arc::clone(&self.desk);
        let now = self.now();
        self.desk.post(Box::new(move |replica| {
            let mut client = client.lock().unwrap_or_else(PoisonError::into_inner);
            let mut at = Step {
                client: &mut client,
                replica,
                now,
            };
            let result = step(&mut at);
            if let Some(state) = client.changed_state() {
                desk.keep(state);
            }
            // Nobody waits any more when the exchange was stopped.
            let _ = done.send((result, client.view()));
        }));
        let (result, mut view) = result.await.map_err(|_| Gone)?;
        if self.other_hub {
            view.line = Line::OtherHub;
        }
        self.tell.send_if_modified(|told| {
            let changed = *told != view;
            *told = view;
            changed
        });
        Ok(result)
    }

    fn now(&self) -> Moment {
        let mono = self.started.elapsed().as_millis();
        let wall = SystemTime::now().duration_since(UNIX_EPOCH);
        Moment {
            mono_ms: u64::try_from(mono).unwrap_or(u64::MAX),
            wall_ms: wall.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(i64::MAX)),
        }
    }
}

/// What a step works with.
struct Step<'s, R> {
    client: &'s mut Client,
    replica: &'s mut R,
    now: Moment,
}

impl<R: Replica> Step<'_, R> {
    fn next(&mut self) -> Do {
        self.client.next(self.replica, self.now, &mut OsRng)
    }

    fn heard(&mut self, lane: Lane, answer: Answer) {
        let Self {
            client,
            replica,
            now,
        } = self;
        client.heard(lane, answer, *replica, *now, &mut OsRng);
    }

    fn wake(&mut self) {
        self.client.wake(self.replica);
    }

    fn failed(&mut self, lane: Lane) {
        self.client.failed(lane, self.now, &mut OsRng);
    }
}

async fn send(transport: Arc<Transport>, asking: Asking) -> Flight {
    let answer = transport.ask(asking.token.as_ref(), &asking.ask).await;
    (asking.lane, answer)
}
