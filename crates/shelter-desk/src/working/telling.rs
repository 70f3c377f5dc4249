//! What is said of a person later.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::{OsRng, RngCore};
use shelter::desk::Refusal;
use shelter::fact::LinkReason;
use shelter::list::Tapped;
use shelter::plain::{
    Consent, HouseholdId, Item, Need, NeedKey, Origin, PersonId, Text, TokenKind,
};
use shelter::state::Person;

use super::Working;
use crate::DeskError;

impl Working {
    fn of(&self, person: PersonId) -> Result<&Person, DeskError> {
        let found = self.registry.list().person(person);
        found.ok_or_else(|| Refusal::NobodySuch.into())
    }

    /// A datum; an empty text takes it back. Settles what contradicted.
    pub fn tell(&mut self, person: PersonId, item: Item, text: &str) -> Result<(), DeskError> {
        let texts = BTreeMap::from([(item, Text::from(text))]);
        let fact = self
            .desk(self.role()?)
            .tell(person, Origin::Typed, &texts)?;
        self.write(&[fact])
    }

    /// All needs anew: what is not among them is gone.
    pub fn set_needs(&mut self, person: PersonId, needs: Vec<Need>) -> Result<(), DeskError> {
        let kept: BTreeSet<NeedKey> = needs.iter().map(|need| need.key.clone()).collect();
        let before: Vec<Need> = self.of(person)?.needs().cloned().collect();
        let gone = before
            .iter()
            .filter(|need| !kept.contains(&need.key))
            .map(|need| need.key.clone())
            .collect();
        let new = needs
            .into_iter()
            .filter(|need| !before.contains(need))
            .collect();
        let fact = self.desk(self.role()?).care(person, new, gone)?;
        self.write(&[fact])
    }

    /// Who may be told.
    pub fn set_consent(&mut self, person: PersonId, consent: Consent) -> Result<(), DeskError> {
        let desk = self.desk(self.role()?);
        let fact = desk.consent(person, consent, Text::default())?;
        self.write(&[fact])
    }

    /// 支援措置.
    pub fn set_protected(&mut self, person: PersonId, on: bool) -> Result<(), DeskError> {
        let fact = self.desk(self.role()?).protect(person, on)?;
        self.write(&[fact])
    }

    /// Joins another's household, making one of the two where there is none, or leaves for one of his own.
    pub fn set_household(
        &mut self,
        person: PersonId,
        with: Option<PersonId>,
        representative: bool,
    ) -> Result<(), DeskError> {
        let role = self.role()?;
        if let Some(with) = with {
            let there = self.of(with)?.household();
            let household = there.unwrap_or_else(|| {
                let mut id = [0; 16];
                OsRng.fill_bytes(&mut id);
                HouseholdId(id)
            });
            if there.is_none() {
                let fact = self
                    .desk(role)
                    .join_household(with, Some(household), None)?;
                self.write(&[fact])?;
            }
            let fact = self
                .desk(role)
                .join_household(person, Some(household), None)?;
            self.write(&[fact])?;
        } else if !representative {
            let fact = self.desk(role).join_household(person, None, None)?;
            self.write(&[fact])?;
        }
        if representative {
            let facts = self.desk(role).represent(person)?;
            self.write(&facts)?;
        }
        Ok(())
    }

    /// The same human, or not after all.
    pub fn link(&mut self, person: PersonId, other: PersonId, on: bool) -> Result<(), DeskError> {
        let desk = self.desk(self.role()?);
        let facts = if on {
            vec![desk.link(person, other, LinkReason::Confirmed)?]
        } else {
            desk.unlink(person, other)?
        };
        self.write(&facts)
    }

    /// The next card or label that is held up is this person's too.
    pub fn bind_next(&mut self, person: PersonId) -> Result<(), DeskError> {
        self.role()?;
        self.of(person)?;
        self.bind_next = Some(person);
        Ok(())
    }

    /// Whose the next card or label will be.
    pub fn binds_to(&self) -> Option<PersonId> {
        self.bind_next
    }

    /// The labels of this person open nothing any more, at no shelter.
    pub fn revoke_labels(&mut self, person: PersonId) -> Result<(), DeskError> {
        let role = self.role()?;
        let labels: Vec<_> = self
            .of(person)?
            .tokens()
            .filter(|token| token.kind == TokenKind::Label)
            .filter(|token| self.registry.list().tap(*token) != Tapped::Revoked)
            .collect();
        let desk = self.desk(role);
        let facts = labels
            .into_iter()
            .map(|token| desk.revoke_token(token))
            .collect::<Result<Vec<_>, _>>()?;
        if facts.is_empty() {
            return Err(Refusal::NothingSaid.into());
        }
        self.write(&facts)
    }
}
