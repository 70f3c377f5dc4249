//! How the exchange reaches a desk's ledger: steps in a queue, done one after another under the desk's own lock.

use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};

use polling_desk::Book;
use shelter_desk::Registry;
use sync::client::{Options, Replica, State};
use uplink::{Desk, Job, Settings, Uplink, UplinkError};

use super::facts::Facts;
use super::kept;
use crate::desks::DeskKind;
use crate::engine::Engine;

struct Door<R> {
    jobs: Sender<Job<R>>,
    marks: PathBuf,
}

impl<R: Replica + 'static> Desk for Door<R> {
    type Replica = R;

    fn post(&self, job: Job<R>) {
        // Nobody takes it any more when the list is gone: the exchange ends then.
        let _ = self.jobs.send(job);
    }

    fn keep(&self, state: &State) {
        if let Ok(text) = serde_json::to_vec(state)
            && let Err(error) = kept::put(&self.marks, &text)
        {
            // Costs a download at the next start.
            tracing::warn!(%error, "marks of the hub's logs are not kept");
        }
    }
}

impl Engine {
    pub(super) fn open_door(
        &self,
        desk: DeskKind,
        facts: &Facts,
        settings: &Settings,
        options: Options,
    ) -> Result<Uplink, UplinkError> {
        let marks = kept::marks(&facts.root);
        let text = std::fs::read(&marks).unwrap_or_default();
        let state = serde_json::from_slice(&text).unwrap_or_default();
        let who = facts.who();
        match desk {
            DeskKind::Polling => {
                let jobs = self.queue(Self::do_with_book);
                Uplink::start(Door { jobs, marks }, who, settings, options, state)
            }
            DeskKind::Counter | DeskKind::Shelter => {
                let jobs = self.queue(Self::do_with_registry);
                Uplink::start(Door { jobs, marks }, who, settings, options, state)
            }
        }
    }

    /// A thread that does the steps; it ends with the exchange.
    fn queue<R: 'static>(&self, act: fn(&Self, Job<R>)) -> Sender<Job<R>> {
        let (jobs, todo) = mpsc::channel::<Job<R>>();
        let engine = self.clone();
        std::thread::spawn(move || {
            for job in todo {
                act(&engine, job);
            }
        });
        jobs
    }

    fn do_with_registry(&self, job: Job<Registry>) {
        let news = self.with_shelter(|shelter| {
            let Ok(list) = shelter.desk.working_mut() else {
                return false;
            };
            job(list.registry_mut());
            list.registry_mut().has_news()
        });
        if news {
            self.publish();
        }
    }

    fn do_with_book(&self, job: Job<Book>) {
        let news = self.with_polling(|polling| {
            let Ok(desk) = polling.desk.working_mut() else {
                return false;
            };
            job(desk.book_mut());
            desk.take_news().unwrap_or_else(|error| {
                tracing::warn!(%error, "what came from the hub was not taken up");
                false
            })
        });
        if news {
            self.publish();
        }
    }
}
