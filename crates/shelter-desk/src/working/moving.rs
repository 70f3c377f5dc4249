//! In, out, away, back.

use shelter::desk::Step;
use shelter::fact::SeenBy;
use shelter::plain::{PersonId, Presence};

use super::Working;
use crate::arrival::KnownBy;
use crate::{Arrival, DeskError};

impl Working {
    /// These people go, come or stay elsewhere; whoever is not named stays as before.
    pub fn go(&mut self, people: &[PersonId], to: &Presence) -> Result<(), DeskError> {
        let role = self.role()?;
        let steps: Vec<Step> = people
            .iter()
            .map(|person| Step {
                person: *person,
                to: to.clone(),
            })
            .collect();
        let facts = self.desk(role).go(&steps)?;
        self.write(&facts)?;
        if matches!(self.arrival, Arrival::Known { .. }) {
            self.arrival = Arrival::Waiting;
        }
        Ok(())
    }

    /// They were seen on a round.
    pub fn saw(&mut self, people: &[PersonId]) -> Result<(), DeskError> {
        let facts = self.desk(self.role()?).saw(people, SeenBy::Round)?;
        self.write(&facts)
    }

    /// Opens somebody's page, and writes down that it was looked at.
    pub fn open_person(&mut self, person: PersonId) -> Result<(), DeskError> {
        let role = self.role()?;
        let (_, fact) = self.desk(role).look_up(person)?;
        self.write(&[fact])?;
        self.person = Some(person);
        // Whoever searches next begins anew.
        self.search = None;
        Ok(())
    }

    /// Closes it.
    pub fn close_person(&mut self) {
        self.person = None;
        self.search = None;
    }

    /// Somebody found in the list comes to the desk.
    pub fn take_found(&mut self, person: PersonId) -> Result<(), DeskError> {
        self.role()?;
        self.arrival = Arrival::Known {
            people: self.family(person),
            by: KnownBy::Search,
        };
        Ok(())
    }
}
