//! A ledger without its states: for tools that know no desk's projection.

use crate::error::Fault;
use crate::open::forget_projection;
use crate::{Entity, Event, Header, Ledger, Projection};

/// Leaves the states as the desk's own program made them, and has that program make them anew
/// after events were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unprojected;

impl Projection for Unprojected {
    type State = ();

    fn version(&self) -> u32 {
        0
    }

    fn entity(&self, _: &Header) -> Option<Entity> {
        None
    }

    fn empty(&self, _: Entity) {}

    fn apply(&self, (): &mut (), _: &Event) {}

    fn projects(&self) -> bool {
        false
    }
}

impl<P: Projection> Ledger<P> {
    /// After events were added without states: whoever has the projection makes them on opening.
    pub(crate) fn note_missing_states(&self) -> Result<(), Fault> {
        if self.projection.projects() {
            return Ok(());
        }
        forget_projection(&self.db)
    }
}
