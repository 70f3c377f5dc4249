//! Who works on the file: one thread that writes, one that reads, or the caller itself.
//!
//! The writing thread commits together what came together: an answer is given only after its commit.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::store::StoreError;

/// Most requests of one commit.
const MOST_TOGETHER: usize = 128;

/// Does its part inside a transaction, and gives what is to be done when that is committed, or is not.
pub type Part = Box<dyn FnOnce(Result<&Connection, StoreError>) -> Finish + Send>;
pub type Finish = Box<dyn FnOnce(Option<StoreError>) + Send>;

/// What a thread is sent.
pub enum Job {
    /// Commits with others.
    Together(Part),
    /// Has the connection alone.
    Alone(Box<dyn FnOnce(&mut Connection) + Send>),
}

/// Who does it.
pub enum Workers {
    /// The caller, at once: nothing runs beside, so that a simulation repeats itself exactly.
    Inline(Mutex<Connection>),
    /// Threads.
    Threads {
        /// The one that writes.
        writer: Sender<Job>,
        /// The one that reads.
        reader: Sender<Job>,
        /// Both; dropped after the two above, by which they end.
        #[expect(dead_code, reason = "only dropped")]
        ended: Ended,
    },
}

/// Waits on drop until threads have closed their connections: a process that ends while one is being closed crashes
/// in the cipher's own cleaning up.
pub struct Ended(Vec<JoinHandle<()>>);

impl Drop for Ended {
    fn drop(&mut self) {
        for thread in self.0.drain(..) {
            // The last of a job may hold the store itself.
            if thread.thread().id() != thread::current().id() {
                // A panic there was told by its own message.
                let _ = thread.join();
            }
        }
    }
}

impl Workers {
    /// Threads for two connections to one file.
    pub fn threads(writer: Connection, reader: Connection) -> Result<Self, StoreError> {
        let (writer, writing) = start("hub-writes", writer)?;
        let (reader, reading) = start("hub-reads", reader)?;
        Ok(Self::Threads {
            writer,
            reader,
            ended: Ended(vec![writing, reading]),
        })
    }

    /// Writes within a transaction that others may share; what fails leaves nothing.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        match self {
            Self::Inline(db) => {
                let mut db = db.lock().unwrap_or_else(PoisonError::into_inner);
                let transaction = db.transaction()?;
                let done = work(&transaction)?;
                transaction.commit()?;
                Ok(done)
            }
            Self::Threads { writer, .. } => {
                let (answer, answered) = oneshot::channel();
                let part: Part = Box::new(move |db| {
                    let done = db.and_then(|db| within_savepoint(db, work));
                    Box::new(move |failed| {
                        let done = match failed {
                            Some(error) => Err(error),
                            None => done,
                        };
                        let _ = answer.send(done);
                    })
                });
                ask(writer, Job::Together(part), answered).await
            }
        }
    }

    /// Works on the writing connection alone, with transactions of its own.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        match self {
            Self::Inline(db) => Ok(work(&mut db.lock().unwrap_or_else(PoisonError::into_inner))),
            Self::Threads { writer, .. } => alone(writer, work).await,
        }
    }

    /// Reads.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let work = move |db: &mut Connection| {
            // One look at the whole: nothing changes between two questions.
            let transaction = db.transaction()?;
            work(&transaction)
        };
        match self {
            Self::Inline(db) => work(&mut db.lock().unwrap_or_else(PoisonError::into_inner)),
            Self::Threads { reader, .. } => alone(reader, work).await?,
        }
    }

    /// Calculates without the file, where that holds up nobody else.
    pub async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        match self {
            Self::Inline(_) => Ok(work()),
            Self::Threads { .. } => tokio::task::spawn_blocking(work)
                .await
                .map_err(|_| StoreError::Failed("a thread ended".to_owned())),
        }
    }

    /// How many threads may calculate.
    pub fn cores(&self) -> usize {
        match self {
            Self::Inline(_) => 1,
            Self::Threads { .. } => crate::intake::cores(),
        }
    }
}

async fn alone<T: Send + 'static>(
    thread: &Sender<Job>,
    work: impl FnOnce(&mut Connection) -> T + Send + 'static,
) -> Result<T, StoreError> {
    let (answer, answered) = oneshot::channel();
    let work = move |db: &mut Connection| {
        let _ = answer.send(Ok(work(db)));
    };
    ask(thread, Job::Alone(Box::new(work)), answered).await
}

async fn ask<T>(
    thread: &Sender<Job>,
    job: Job,
    answered: oneshot::Receiver<Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let ended = || StoreError::Failed("the thread of the file ended".to_owned());
    thread.send(job).map_err(|_| ended())?;
    answered.await.map_err(|_| ended())?
}

fn start(name: &str, mut db: Connection) -> Result<(Sender<Job>, JoinHandle<()>), StoreError> {
    let (jobs, queue) = channel();
    let thread = thread::Builder::new().name(name.to_owned());
    let thread = thread
        .spawn(move || work_off(&mut db, &queue))
        .map_err(|_| StoreError::Failed("no thread".to_owned()))?;
    Ok((jobs, thread))
}

/// Ends when all who could ask are gone.
fn work_off(db: &mut Connection, queue: &Receiver<Job>) {
    let mut next = queue.recv().ok();
    while let Some(job) = next.take() {
        match job {
            Job::Alone(work) => work(db),
            Job::Together(part) => next = commit_together(db, part, queue),
        }
        next = next.or_else(|| queue.recv().ok());
    }
}

/// Commits a part with those that wait behind it; gives a job that was taken from the queue and has to run alone.
fn commit_together(db: &Connection, first: Part, queue: &Receiver<Job>) -> Option<Job> {
    if let Err(error) = db.execute_batch("BEGIN IMMEDIATE") {
        first(Err(error.into()))(None);
        return None;
    }
    let mut finish = vec![first(Ok(db))];
    let mut left = None;
    // A full disk ends the whole transaction by itself.
    while finish.len() < MOST_TOGETHER && !db.is_autocommit() {
        match queue.try_recv() {
            Ok(Job::Together(part)) => finish.push(part(Ok(db))),
            Ok(alone) => {
                left = Some(alone);
                break;
            }
            Err(_) => break,
        }
    }
    let failed = if db.is_autocommit() {
        Some(StoreError::Full)
    } else {
        db.execute_batch("COMMIT").map_err(StoreError::from).err()
    };
    if failed.is_some() && !db.is_autocommit() {
        let _ = db.execute_batch("ROLLBACK");
    }
    for finish in finish {
        finish(failed.as_ref().map(StoreError::again));
    }
    left
}

fn within_savepoint<T>(
    db: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    db.execute_batch("SAVEPOINT part")?;
    let done = work(db);
    if done.is_ok() {
        db.execute_batch("RELEASE part")?;
    } else if !db.is_autocommit() {
        db.execute_batch("ROLLBACK TO part; RELEASE part")?;
    }
    done
}

impl StoreError {
    /// The same once more: one failed commit is the failure of all that it held.
    fn again(&self) -> Self {
        match self {
            Self::NoRealm => Self::NoRealm,
            Self::RealmClosed => Self::RealmClosed,
            Self::NoDevice => Self::NoDevice,
            Self::Busy => Self::Busy,
            Self::Full => Self::Full,
            Self::Unknown => Self::Unknown,
            Self::Failed(what) => Self::Failed(what.clone()),
        }
    }
}
