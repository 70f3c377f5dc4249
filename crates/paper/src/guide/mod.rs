//! Guides (手続き案内): a life event (ライフイベント), its questions, and the procedures they lead to.
//!
//! A guide is one file in `forms/guides/` in the language of form definitions. Its evaluation is
//! pure: answers in, next question and procedures out.

mod check;
mod course;
mod model;
pub(crate) mod problem;
mod reach;
mod read;
mod together;

pub use course::Course;
pub use model::{Guide, ListedGuide, Procedure};
pub use problem::GuideProblem;
