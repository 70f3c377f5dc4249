//! What a person's record says.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Handed, Move, Person, Registration, Versioned};
use crate::{
    fact::{ConsentTold, LinkReason, Membership},
    plain::{
        AgeRange, Answer, Consent, HouseholdId, Item, Mark, Moment, Need, NeedKey, Number,
        PartialDate, PersonId, Portion, Presence, PresenceKind, Relation, Sex, ShelterId, ToDo,
        Token,
    },
};

impl Person {
    /// The shown value of an item.
    pub fn item(&self, item: Item) -> Option<&str> {
        self.items
            .get(&item)?
            .value()
            .as_ref()
            .map(crate::plain::Text::as_str)
    }

    /// Everything that stands about an item.
    pub fn versions(&self, item: Item) -> Option<&Versioned<Option<crate::plain::Text>>> {
        self.items.get(&item)
    }

    /// Items that have a value, in the order of the card.
    pub fn items(&self) -> impl Iterator<Item = (Item, &str)> {
        self.items
            .iter()
            .filter_map(|(item, said)| Some((*item, said.value().as_ref()?.as_str())))
    }

    /// 生年月日 as far as it is known.
    pub fn birth_date(&self) -> Option<PartialDate> {
        PartialDate::parse(self.item(Item::BirthDate)?)
    }

    /// The possible ages on a day: from the birth date, else as said. Never guessed.
    pub fn age_on(&self, today: Date) -> Option<AgeRange> {
        self.birth_date()
            .and_then(|date| date.age_on(today))
            .or_else(|| AgeRange::parse(self.item(Item::Age)?))
    }

    /// 性別, if said.
    pub fn sex(&self) -> Option<Sex> {
        Sex::parse(self.item(Item::Sex)?)
    }

    /// Every registration, in canonical order.
    pub fn registrations(&self) -> &[Registration] {
        &self.registrations
    }

    /// The first reception number.
    pub fn number(&self) -> Option<Number> {
        self.registrations.first().map(|one| one.number)
    }

    /// What was said about where the person is.
    pub fn presence_versions(&self) -> Option<&Versioned<Presence>> {
        self.presence.as_ref()
    }

    /// Whether a fact of this record settled that fact of a linked one.
    pub fn has_settled(&self, mark: Mark) -> bool {
        self.settled.contains(&mark)
    }

    /// Where the person is.
    pub fn presence(&self) -> Option<&Presence> {
        self.presence.as_ref().map(Versioned::value)
    }

    /// The shelter that said so last.
    pub fn shelter(&self) -> Option<ShelterId> {
        self.presence.as_ref().map(|said| said.shown().shelter)
    }

    /// Where the person is as seen from one shelter: one who came in elsewhere moved (移動).
    pub fn presence_kind_at(&self, shelter: ShelterId) -> Option<PresenceKind> {
        let said = self.presence.as_ref()?;
        if said.shown().shelter == shelter {
            Some(said.value().kind())
        } else if self.was_at(shelter) {
            Some(PresenceKind::MovedTo)
        } else {
            None
        }
    }

    /// Was registered or moved at this shelter at some time.
    pub fn was_at(&self, shelter: ShelterId) -> bool {
        self.moves.iter().any(|step| step.shelter == shelter)
    }

    /// Where the person was at a moment, as is known now.
    pub fn presence_at(&self, moment: Moment) -> Option<Move> {
        self.moves
            .iter()
            .rev()
            .find(|step| step.at <= moment)
            .copied()
    }

    /// Every movement, the earliest first.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// When and where somebody last saw the person.
    pub fn seen(&self) -> Option<(Moment, ShelterId)> {
        self.seen
    }

    /// Needs that stand, contradicted ones too: rather one deed too many.
    pub fn needs(&self) -> impl Iterator<Item = &Need> {
        self.needs
            .values()
            .filter_map(|said| said.all().find_map(|one| one.value.as_ref()))
    }

    /// Everything that was said of needs.
    pub fn need_versions(&self) -> impl Iterator<Item = (&NeedKey, &Versioned<Option<Need>>)> {
        self.needs.iter()
    }

    /// The one question of care was asked.
    pub fn needs_asked(&self) -> bool {
        self.needs_asked
    }

    /// What is to be done for the person.
    pub fn to_dos(&self) -> BTreeSet<ToDo> {
        ToDo::from_needs(self.needs())
    }

    /// The person's meal.
    pub fn portion(&self) -> Portion {
        Portion::from_needs(self.needs())
    }

    /// Needs electricity to live.
    pub fn needs_power(&self) -> bool {
        self.needs().any(|need| need.key.needs_power())
    }

    /// What may be told: a yes only where everything that stands says yes.
    pub fn consent(&self) -> Consent {
        let Some(said) = &self.consent else {
            return Consent::default();
        };
        let of = |of: fn(&Consent) -> Answer| {
            let mut answers = said.all().map(|one| of(&one.value.consent));
            let first = answers.next().unwrap_or_default();
            answers.fold(first, |so_far, answer| match (so_far, answer) {
                (Answer::No, _) | (_, Answer::No) => Answer::No,
                (Answer::Yes, Answer::Yes) => Answer::Yes,
                _ => Answer::NotAsked,
            })
        };
        Consent {
            relatives: of(|consent| consent.relatives),
            acquaintances: of(|consent| consent.acquaintances),
            public: of(|consent| consent.public),
        }
    }

    /// Everything that was said of consent.
    pub fn consent_versions(&self) -> Option<&Versioned<ConsentTold>> {
        self.consent.as_ref()
    }

    /// 支援措置・秘匿: if anything that stands says so.
    pub fn is_protected(&self) -> bool {
        self.protected
            .as_ref()
            .is_some_and(|said| said.all().any(|one| one.value))
    }

    /// What was said of protection.
    pub fn protected_versions(&self) -> Option<&Versioned<bool>> {
        self.protected.as_ref()
    }

    /// 世帯 and the place in it.
    pub fn membership(&self) -> Option<Membership> {
        self.household.as_ref().map(|said| *said.value())
    }

    /// What was said of the household.
    pub fn household_versions(&self) -> Option<&Versioned<Membership>> {
        self.household.as_ref()
    }

    /// 世帯.
    pub fn household(&self) -> Option<HouseholdId> {
        self.membership()?.household
    }

    /// 続柄.
    pub fn relation(&self) -> Option<Relation> {
        self.membership()?.relation
    }

    /// Tokens that are bound.
    pub fn tokens(&self) -> impl Iterator<Item = Token> {
        self.tokens
            .iter()
            .filter(|(_, said)| *said.value())
            .map(|(token, _)| *token)
    }

    /// What was said of a token.
    pub fn token_versions(&self, token: Token) -> Option<&Versioned<bool>> {
        self.tokens.get(&token)
    }

    /// Records of the same human, and why.
    pub fn links(&self) -> impl Iterator<Item = (PersonId, LinkReason)> {
        self.links
            .iter()
            .filter(|(_, said)| said.value().1)
            .map(|(other, said)| (*other, said.value().0))
    }

    /// Everything that was said of tokens.
    pub fn every_token(&self) -> impl Iterator<Item = (Token, &Versioned<bool>)> {
        self.tokens.iter().map(|(token, said)| (*token, said))
    }

    /// Everything that was said of links.
    pub fn every_link(&self) -> impl Iterator<Item = (PersonId, &Versioned<(LinkReason, bool)>)> {
        self.links.iter().map(|(other, said)| (*other, said))
    }

    /// What was said of a link.
    pub fn link_versions(&self, other: PersonId) -> Option<&Versioned<(LinkReason, bool)>> {
        self.links.get(&other)
    }

    /// What was handed out, the earliest first.
    pub fn served(&self) -> &[Handed] {
        &self.served
    }

    /// No fact is known: not registered, or erased.
    pub fn is_empty(&self) -> bool {
        self.registrations.is_empty() && self.presence.is_none() && self.items.is_empty()
    }
}
