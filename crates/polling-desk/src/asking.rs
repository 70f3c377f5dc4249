//! The authority is asked in a thread of its own: a network that hangs never stops the desk.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use polling::claim::{Authority, FromAuthority, ToAuthority};

/// The way to the authority of an election: the file on this PC, or a network.
pub trait Link: Send {
    /// Puts a message to the authority. None: no answer came; whether the message arrived is not known.
    fn say(&mut self, message: &ToAuthority) -> Option<FromAuthority>;
}

/// An authority that this very program keeps.
pub struct Direct<A>(pub A);

impl<A: Authority + Send> Link for Direct<A> {
    fn say(&mut self, message: &ToAuthority) -> Option<FromAuthority> {
        Some(message.put(&mut self.0))
    }
}

/// So many messages wait at most: a line that hangs is not filled up with the same questions.
const MOST_WAITING: usize = 64;

/// A link with its thread: messages out, answers back, any of which may never come.
pub(crate) struct Line {
    messages: Option<Sender<ToAuthority>>,
    answers: Receiver<Option<FromAuthority>>,
    worker: Option<JoinHandle<()>>,
    /// How many messages are on their way.
    waiting: usize,
}

impl Line {
    pub(crate) fn over(mut link: Box<dyn Link>) -> Self {
        let (messages, todo) = mpsc::channel::<ToAuthority>();
        let (told, answers) = mpsc::channel();
        let worker = std::thread::spawn(move || {
            for message in todo {
                if told.send(link.say(&message)).is_err() {
                    break;
                }
            }
        });
        Self {
            messages: Some(messages),
            answers,
            worker: Some(worker),
            waiting: 0,
        }
    }

    /// Nobody has told yet where the authority is: as a network that is cut.
    pub(crate) fn to_nobody() -> Self {
        Self {
            messages: None,
            answers: mpsc::channel().1,
            worker: None,
            waiting: 0,
        }
    }

    /// Sends a message; one too many is lost, as on a network.
    pub(crate) fn send(&mut self, message: ToAuthority) {
        if self.waiting < MOST_WAITING
            && let Some(messages) = &self.messages
            && messages.send(message).is_ok()
        {
            self.waiting += 1;
        }
    }

    /// The next answer, if one comes within that time.
    pub(crate) fn answer_within(&mut self, patience: Duration) -> Option<FromAuthority> {
        while self.waiting > 0 {
            let came = self.answers.recv_timeout(patience).ok()?;
            self.waiting -= 1;
            if let Some(answer) = came {
                return Some(answer);
            }
        }
        None
    }
}

impl Drop for Line {
    /// The files of an authority on this PC are closed when this returns; one that hangs is not waited for.
    fn drop(&mut self) {
        self.messages = None;
        while self.waiting > 0 {
            match self.answers.recv_timeout(Duration::from_millis(500)) {
                Ok(_) => self.waiting -= 1,
                Err(_) => return,
            }
        }
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}
