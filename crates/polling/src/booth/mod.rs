//! The desk of a booth (期日前投票所の受付): one elector at a time, from the search to the ballot box.
//!
//! A [`Flow`] is a state machine without I/O: it is fed with [`Input`] and gives [`Output`]. Nothing is offered
//! before the fact behind it is stored, which the caller says with [`Input::Stored`]; ballots are handed out in
//! [`Stage::Accepted`] only, and nothing but a committed claim or the outage rule's own ground leads there.

mod accept;
mod act;
mod answer;
mod flow;
mod gate;
mod handing;
mod home;
mod learn;
mod page;
mod refusal;
mod refusal_words;
mod rule;
mod stage;
mod tick;
mod undo;

pub use act::{Act, Input, Output, PaperAcceptance, Staff, Token};
pub use flow::{Flow, Setting};
pub use gate::{BallotGate, Gate, Local, Other};
pub use refusal::{DeskRefusal, every_refusal};
pub use stage::{Asking, Handing, HandingPaper, Page, Stage, Stop, Stopped};
