//! Who else may be meant: people who may be one, and counts that the screen shows.

use jiff::civil::Date;
use shelter::list::List;
use shelter::plain::{Item, PartialDate, PersonId, Sex, Text};
use shelter::role::Role;
use shelter::search::{Candidate, Comparing, Decided, SearchText, Standing, Visibility};

use super::Working;
use crate::NewcomerDraft;

/// Records that were linked count as one human.
struct Linked<'a>(&'a List);

impl Decided for Linked<'_> {
    fn human(&self, id: PersonId) -> PersonId {
        self.0.human(id).present
    }
}

impl Working {
    fn comparing<'a>(&self, linked: &'a Linked<'a>, today: Date) -> Comparing<'a> {
        Comparing {
            today: Some(today),
            privileged: self.role().is_ok_and(|role| role == Role::Keeper),
            decided: linked,
        }
    }

    /// People on the list who may be this newcomer.
    pub fn candidates_for(&self, draft: &NewcomerDraft, today: Date) -> Vec<Candidate> {
        let text = |item: Item| -> Vec<Text> {
            let text = draft.text(item);
            (!text.is_empty())
                .then(|| Text::from(text))
                .into_iter()
                .collect()
        };
        let text = SearchText {
            names: text(Item::Name),
            kana: text(Item::Kana),
            births: PartialDate::parse(draft.text(Item::BirthDate))
                .into_iter()
                .collect(),
            age: draft.age(today),
            sex: Sex::parse(draft.text(Item::Sex)),
            addresses: text(Item::Address),
            phones: text(Item::Phone),
            tokens: draft.tokens.iter().copied().collect(),
            standing: Standing::Present,
            visibility: Visibility::Open,
            ..SearchText::default()
        };
        let linked = Linked(self.registry.list());
        let comparing = self.comparing(&linked, today);
        self.registry.index().duplicates_of_new(&text, &comparing)
    }

    /// Records that may be of the same human as this one.
    pub fn candidates_of(&self, person: PersonId, today: Date) -> Vec<Candidate> {
        let linked = Linked(self.registry.list());
        let comparing = self.comparing(&linked, today);
        self.registry.index().duplicates_of(person, &comparing)
    }
}
