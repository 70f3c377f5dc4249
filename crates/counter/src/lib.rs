//! The counter desk (書かない窓口): one session, what it needs and what it must forget.
//!
//! Pure: the clock, the card and the printer come in as [`Input`]s and go out as
//! [`Effect`]s. A session lives in memory and is wiped at its end; nothing here
//! writes anything anywhere.

mod case;
mod desk;
mod input;
mod stage;

pub use card_session::{CardEffect, CardInput, CardSession, CardStage, Pad, Problem, Session};
pub use case::{Case, CaseForm, Known, MOST_FAMILY, OnPaper, Person, Question, Who};
pub use desk::{CodeMaker, Desk, DeskConfig};
pub use input::{Effect, HandOver, Input, Moment, Visit};
pub use stage::{PrintRun, PrintState, Stage};
