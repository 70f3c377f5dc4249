//! From the card, the code or the first key to "registered".

use mynacard::{BasicInfo, SecretKind};
use rand_core::OsRng;
use shelter::desk::{NewFact, Refusal, Step};
use shelter::fact::{Fact, LinkReason};
use shelter::list::Tapped;
use shelter::plain::{Item, Moment, PersonId, Presence, Token, TokenKind, WayIn};
use shelter::state::Person;
use vault::{PreRegistration, Scanned};

use super::Working;
use crate::arrival::{Group, KnownBy, NewcomerDraft};
use crate::{Arrival, DeskError};

/// What became of something held to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The desk knows what to do.
    Taken,
    /// Nobody's: the card has to be read with its PIN.
    Unknown,
}

/// What a scanner read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadCode {
    /// A badge (職員証): its holder works here now.
    Badge,
    /// A label or card of somebody on the list.
    Known,
    /// It is somebody's from now on, as was asked for.
    Bound,
    /// A label that is nobody's yet.
    NewLabel,
    /// The card of a household that registered beforehand (事前登録カード) and is not on the list yet.
    Beforehand,
}

impl Working {
    /// Anything a scanner read; tells what it was.
    pub fn scan(&mut self, text: &str) -> Result<ReadCode, DeskError> {
        let binds = self.bind_next.is_some();
        let found = if binds {
            ReadCode::Bound
        } else {
            ReadCode::Known
        };
        match vault::scanned(text)? {
            Scanned::Badge(badge) => {
                self.badge(&badge)?;
                Ok(ReadCode::Badge)
            }
            Scanned::Label(label) => {
                let hash = self.tokens.label(&label);
                let token = Token {
                    kind: TokenKind::Label,
                    hash,
                };
                if self.held(token)? == Held::Taken {
                    return Ok(found);
                }
                self.new_with(token, NewcomerDraft::new(WayIn::Label));
                Ok(ReadCode::NewLabel)
            }
            Scanned::PreRegistration(code) => {
                if self.pre_registered(&code)? == Held::Taken {
                    return Ok(found);
                }
                Ok(ReadCode::Beforehand)
            }
        }
    }

    fn pre_registered(&mut self, code: &str) -> Result<Held, DeskError> {
        self.role()?;
        let opened = PreRegistration::open(code, &self.keys.secrets.pre_registration)?;
        let hash = self.tokens.pre_registration(&opened.id);
        let token = Token {
            kind: TokenKind::PreRegistration,
            hash,
        };
        let held = self.held(token)?;
        if held == Held::Unknown {
            let group = super::pre_registered::group_of(&opened, token);
            self.arrival = Arrival::People(group);
        }
        Ok(held)
    }

    /// Something that recognises a person was held to the reader.
    pub fn held(&mut self, token: Token) -> Result<Held, DeskError> {
        let role = self.role()?;
        if let Some(person) = self.bind_next.take() {
            let fact = self.desk(role).bind(person, token)?;
            self.write(&[fact])?;
            return Ok(Held::Taken);
        }
        let person = match self.registry.list().tap(token) {
            Tapped::Nobody => return Ok(Held::Unknown),
            Tapped::Revoked => return Err(Refusal::TokenRevoked.into()),
            Tapped::Known(person) => person,
            // Two desks may have written different people under one number of a slip.
            Tapped::Several(_) if !token.kind.is_of_one_person() => {
                return Err(Refusal::TokenShared.into());
            }
            Tapped::Several(records) => self.link_all(&records)?,
        };
        if let Arrival::Card { group } = &mut self.arrival
            && let Some((mut group, place)) = group.take()
        {
            // Asked for as one of a family, and on the list already: comes back instead.
            if let Some(member) = group.members.get_mut(place) {
                member.is = Some(person);
            }
            self.arrival = Arrival::People(group);
        } else if self.serving_page && self.offer.is_some() {
            let family = self.family(person);
            self.serve(&family)?;
        } else {
            self.arrival = Arrival::Known {
                people: self.family(person),
                by: KnownBy::Token(token.kind),
            };
        }
        Ok(Held::Taken)
    }

    /// Several records carry one token, so they are of one human: linked, never merged away.
    fn link_all(&mut self, records: &[PersonId]) -> Result<PersonId, DeskError> {
        let role = self.role()?;
        let Some((first, others)) = records.split_first() else {
            return Err(Refusal::NobodySuch.into());
        };
        let desk = self.desk(role);
        let apart = others
            .iter()
            .filter(|other| !desk.list.linked(*first).contains(other));
        let facts = apart
            .map(|other| desk.link(*first, *other, LinkReason::SameToken))
            .collect::<Result<Vec<_>, _>>()?;
        self.write(&facts)?;
        Ok(self.registry.list().human(*first).present)
    }

    /// Whoever was recognised, then the household, each human once.
    pub(crate) fn family(&self, person: PersonId) -> Vec<PersonId> {
        let family = self.registry.list().family_humans(person).into_iter();
        let others = family.filter(|human| !human.records.contains(&person));
        let others = others.map(|human| human.present);
        std::iter::once(person).chain(others).collect()
    }

    /// A person without anything.
    pub fn by_hand(&mut self) -> Result<(), DeskError> {
        self.role()?;
        match &mut self.arrival {
            Arrival::Card { group } => {
                let group = group.take().map(|(group, _)| group);
                self.arrival =
                    Arrival::People(group.unwrap_or_else(|| Group::of(NewcomerDraft::by_hand())));
            }
            _ => self.arrival = Arrival::People(Group::of(NewcomerDraft::by_hand())),
        }
        Ok(())
    }

    fn new_with(&mut self, token: Token, mut draft: NewcomerDraft) {
        draft.tokens.insert(token);
        if let Arrival::Card { group } = &mut self.arrival
            && let Some((mut group, place)) = group.take()
        {
            // A label in place of the card that was asked for; the family that waits stays.
            if let Some(member) = group.members.get_mut(place) {
                member.tokens.insert(token);
            }
            self.arrival = Arrival::People(group);
            return;
        }
        match &mut self.arrival {
            // A label for somebody who is being typed in at this moment.
            Arrival::People(group) => {
                let place = group.members.iter().rposition(|member| member.is.is_none());
                if let Some(member) = place.and_then(|place| group.members.get_mut(place)) {
                    member.tokens.insert(token);
                }
            }
            _ => self.arrival = Arrival::People(Group::of(draft)),
        }
    }

    /// A contactless card of another kind that nobody holds yet: a newcomer with it.
    pub fn new_with_contactless(&mut self, token: Token) -> Result<(), DeskError> {
        self.role()?;
        self.new_with(token, NewcomerDraft::new(WayIn::Contactless));
        Ok(())
    }

    /// A card is asked for: for somebody new, or for one of the group.
    pub fn ask_card(&mut self, member: Option<usize>) -> Result<(), DeskError> {
        self.role()?;
        let arrival = std::mem::replace(&mut self.arrival, Arrival::Waiting);
        self.arrival = Arrival::Card {
            group: match (arrival, member) {
                (Arrival::People(group), Some(place)) => Some((group, place)),
                // Asked once more: the family that waits for it stays.
                (Arrival::Card { group: Some(waits) }, place) => {
                    Some((waits.0, place.unwrap_or(waits.1)))
                }
                _ => None,
            },
        };
        Ok(())
    }

    /// The four items were read; with the card's own token, so that it is known the next time.
    pub fn read(
        &mut self,
        info: &BasicInfo,
        by: SecretKind,
        token: Option<Token>,
    ) -> Result<(), DeskError> {
        self.role()?;
        let (mut group, place) = match std::mem::replace(&mut self.arrival, Arrival::Waiting) {
            Arrival::Card {
                group: Some((group, place)),
            } => (group, place),
            Arrival::People(group) => {
                let place = group.members.len().saturating_sub(1);
                (group, place)
            }
            _ => (Group::of(NewcomerDraft::by_hand()), 0),
        };
        if let Some(member) = group.members.get_mut(place) {
            member.read(info, by);
            member.tokens.extend(token.filter(|_| self.taps()));
        }
        self.arrival = Arrival::People(group);
        Ok(())
    }

    pub(crate) fn group(&mut self) -> Result<&mut Group, DeskError> {
        match &mut self.arrival {
            Arrival::People(group) => Ok(group),
            _ => Err(DeskError::NotNow),
        }
    }

    fn member(&mut self, index: usize) -> Result<&mut NewcomerDraft, DeskError> {
        let members = &mut self.group()?.members;
        members.get_mut(index).ok_or(DeskError::NotNow)
    }

    /// One more of the family; has the first one's address.
    pub fn add_member(&mut self) -> Result<(), DeskError> {
        let group = self.group()?;
        let mut member = NewcomerDraft::by_hand();
        let address = group.members.first().map(|first| first.text(Item::Address));
        if let Some(address) = address.map(str::to_owned) {
            member.tell(Item::Address, &address);
        }
        group.members.push(member);
        Ok(())
    }

    /// Not one of them after all; the last one who goes takes the group along.
    pub fn remove_member(&mut self, index: usize) -> Result<(), DeskError> {
        let group = self.group()?;
        if index < group.members.len() {
            group.members.remove(index);
        }
        if group.members.is_empty() {
            self.arrival = Arrival::Waiting;
        }
        Ok(())
    }

    /// A field of a member, as typed.
    pub fn set_member(&mut self, index: usize, item: Item, text: &str) -> Result<(), DeskError> {
        self.member(index)?.tell(item, text);
        Ok(())
    }

    /// The one question.
    pub fn set_help(&mut self, index: usize, help: bool) -> Result<(), DeskError> {
        self.member(index)?.help = Some(help);
        Ok(())
    }

    /// Where they will stay.
    pub fn set_stay(&mut self, presence: Presence) -> Result<(), DeskError> {
        self.group()?.presence = presence;
        Ok(())
    }

    /// This member is on the list already: comes back instead of being registered twice.
    pub fn is_this_one(&mut self, index: usize, person: Option<PersonId>) -> Result<(), DeskError> {
        self.member(index)?.is = person;
        Ok(())
    }

    /// Typed from a slip that was written then.
    pub fn from_paper(&mut self, number: &str, occurred: Moment) -> Result<(), DeskError> {
        if !matches!(self.arrival, Arrival::People(_)) {
            self.by_hand()?;
        }
        let group = self.group()?;
        group.occurred = Some(occurred);
        number.trim().clone_into(&mut group.paper_number);
        let bytes = group.paper_number.clone();
        for member in &mut group.members {
            member.way = WayIn::Paper;
            // A number that was mistyped is nobody's.
            member
                .tokens
                .retain(|token| token.kind != TokenKind::PaperNumber);
        }
        if !bytes.is_empty() {
            let hash = self.tokens.other("paper", &[bytes.as_bytes()]);
            let token = Token {
                kind: TokenKind::PaperNumber,
                hash,
            };
            let known = self.registry.list().tap(token) != Tapped::Nobody;
            if known {
                return self.held(token).map(drop);
            }
            if let Some(first) = self.group()?.members.first_mut() {
                first.tokens.insert(token);
            }
        }
        Ok(())
    }

    /// Everybody of the group is written down, in one go.
    pub fn register(&mut self) -> Result<(), DeskError> {
        let role = self.role()?;
        let letters = self.registry.letters();
        let Arrival::People(group) = &self.arrival else {
            return Err(DeskError::NotNow);
        };
        if let Some(problem) = group
            .members
            .iter()
            .flat_map(NewcomerDraft::problems)
            .next()
        {
            return Err(Refusal::Item(*problem).into());
        }
        if !group.is_ready() {
            return Err(DeskError::NotNow);
        }
        let known: Vec<PersonId> = group
            .members
            .iter()
            .filter_map(|member| member.is)
            .collect();
        let household = known
            .iter()
            .find_map(|id| self.registry.list().person(*id).and_then(Person::household));
        let newcomers = group.newcomers(&mut OsRng);
        let desk = self.desk_at(role, group.occurred);
        let mut facts = Vec::new();
        if !newcomers.is_empty() {
            let household = group.household(household, &mut OsRng);
            facts.extend(self.joining(&desk, &known, household)?);
            facts.extend(desk.register(&newcomers, household, letters)?);
        }
        // Further tokens, such as a label handed to somebody with a card.
        let new = group.members.iter().filter(|member| member.is.is_none());
        for (member, newcomer) in new.zip(&newcomers) {
            for token in member.tokens.iter().skip(1) {
                facts.push(NewFact {
                    person: Some(newcomer.id),
                    basis: Vec::new(),
                    occurred: group.occurred,
                    fact: Fact::Token(shelter::fact::TokenBound {
                        token: *token,
                        on: true,
                    }),
                });
            }
        }
        let back: Vec<_> = known
            .iter()
            .map(|person| Step {
                person: *person,
                to: group.presence.clone(),
            })
            .collect();
        if !back.is_empty() {
            facts.extend(desk.go(&back)?);
        }
        for member in &group.members {
            if let Some(person) = member.is {
                for token in &member.tokens {
                    facts.push(desk.bind(person, *token)?);
                }
            }
        }
        let people = newcomers.iter().map(|one| one.id).chain(known).collect();
        self.write(&facts)?;
        self.arrival = Arrival::Done(people);
        Ok(())
    }

    /// The desk is free for the next one; or, when one of a family was asked for a card, back with the family.
    pub fn cancel(&mut self) {
        if let Arrival::Card { group } = &mut self.arrival
            && let Some((group, _)) = group.take()
        {
            self.arrival = Arrival::People(group);
            return;
        }
        self.free();
    }
}
