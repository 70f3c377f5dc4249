//! A PC: a list in a file of its own on a thread of its own, and its exchange with the hub. It can be ended and started
//! again as a program is.

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ledger::{DatabaseKey, DeviceCard, Have, Identity, StreamId};
use rand_core::OsRng;
use sync::client::{Follow, Gives, Keeper as _, Options, State, Who};
use tempfile::TempDir;
use uplink::{Job, Settings, Uplink};

use crate::book::Book;
use crate::history::{BEGIN, What};
use crate::hub::Hub;

pub struct Desk {
    pub who: Who,
    number: u16,
    dir: TempDir,
    key: DatabaseKey,
    settings: Option<Settings>,
    state: Arc<Mutex<State>>,
    running: Option<Running>,
}

/// The program while it runs.
struct Running {
    // Ended before the list's thread, since it posts there.
    up: Option<Uplink>,
    jobs: Sender<Job<Book>>,
    thread: JoinHandle<()>,
}

struct Post {
    jobs: Sender<Job<Book>>,
    state: Arc<Mutex<State>>,
}

impl uplink::Desk for Post {
    type Replica = Book;

    fn post(&self, job: Job<Book>) {
        // A desk that is gone drops the job, by which the exchange ends.
        let _ = self.jobs.send(job);
    }

    fn keep(&self, state: &State) {
        *self.state.lock().unwrap() = state.clone();
    }
}

fn running(mut book: Book) -> Running {
    let (jobs, work) = channel::<Job<Book>>();
    let thread = std::thread::spawn(move || {
        for job in work {
            job(&mut book);
        }
    });
    Running {
        up: None,
        jobs,
        thread,
    }
}

impl Desk {
    pub fn new(hub: &Hub, stream: StreamId, number: u16) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let identity = Identity {
            realm: hub.realm,
            stream,
            device_name: format!("見本受付{number}"),
        };
        let key = DatabaseKey::random(&mut OsRng);
        let book = Book::create(&dir.path().join("ledger"), &key, &identity, number);
        let who = Who {
            realm: hub.realm,
            device: book.ledger().device(),
            stream,
        };
        Self {
            who,
            number,
            dir,
            key,
            settings: None,
            state: Arc::default(),
            running: Some(running(book)),
        }
    }

    /// One that has opened the shelter, as each PC does before it knows of others.
    pub fn opened(hub: &Hub, stream: StreamId, number: u16) -> Self {
        let desk = Self::new(hub, stream, number);
        desk.does(What::Open, BEGIN);
        desk
    }

    pub fn file(&self) -> PathBuf {
        self.dir.path().join("ledger")
    }

    /// Does something with the list on its thread.
    pub fn with<T: Send + 'static>(&self, job: impl FnOnce(&mut Book) -> T + Send + 'static) -> T {
        let (done, result) = channel();
        let job: Job<Book> = Box::new(move |book| {
            let _ = done.send(job(book));
        });
        self.running.as_ref().unwrap().jobs.send(job).unwrap();
        result.recv().unwrap()
    }

    pub fn card(&self) -> DeviceCard {
        self.with(|book| book.ledger().card().unwrap())
    }

    pub fn have(&self) -> Have {
        self.with(|book| book.ledger().have().unwrap())
    }

    /// Does what it is told, as far as it knows whom it is about; gives how many facts it wrote, and what is left.
    pub fn does(&self, what: What, at: i64) -> (usize, Option<What>) {
        let done = self.with(move |book| {
            let people = what.people();
            let unknown = book.unknown(&people);
            if unknown.is_empty() {
                return (book.does(&what, at), None);
            }
            let left = what.only(&unknown);
            let known: Vec<_> = people
                .into_iter()
                .filter(|one| !unknown.contains(one))
                .collect();
            if known.is_empty() {
                return (0, Some(left));
            }
            (book.does(&what.only(&known), at), Some(left))
        });
        if done.0 > 0
            && let Some(up) = self.running.as_ref().and_then(|it| it.up.as_ref())
        {
            up.wake();
        }
        done
    }

    /// Starts the exchange, from now on at each start of the program.
    pub fn connects(&mut self, settings: Settings) {
        self.settings = Some(settings);
        self.starts_exchange();
    }

    fn starts_exchange(&mut self) {
        let (Some(settings), Some(running)) = (&self.settings, &mut self.running) else {
            return;
        };
        let options = Options {
            hub: settings.key,
            gives: Gives::Everything,
            follow: Follow::ByRole,
        };
        let post = Post {
            jobs: running.jobs.clone(),
            state: Arc::clone(&self.state),
        };
        let state = self.state.lock().unwrap().clone();
        running.up = None;
        running.up = Some(Uplink::start(post, self.who, settings, options, state).unwrap());
    }

    /// Without exchange from now on.
    pub fn disconnects(&mut self) {
        self.settings = None;
        if let Some(running) = &mut self.running {
            running.up = None;
        }
    }

    /// The program is ended and started again: nothing but its files is left of it.
    pub fn restarts(&mut self) {
        self.ends();
        let file = self.file();
        self.running = Some(running(Book::open(&file, &self.key, self.number)));
        self.starts_exchange();
    }

    fn ends(&mut self) {
        if let Some(Running { up, jobs, thread }) = self.running.take() {
            drop(up);
            drop(jobs);
            thread.join().unwrap();
        }
    }
}

/// Waits until something holds.
pub async fn until(within: Duration, what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + within;
    while !holds() {
        assert!(Instant::now() < end, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
