//! A household that registered itself beforehand (事前登録): its card is read, or made.

use jiff::civil::Date;
use rand_core::{OsRng, RngCore};
use shelter::exchange::papers::{BeforehandCard, PRE_REGISTRATION, beforehand_values};
use shelter::plain::{Item, Origin, Text, Token, WayIn};
use shelter::role::Role;
use vault::{PreRegistered, PreRegistration};
use zeroize::Zeroizing;

use super::{Paper, Working};
use crate::arrival::{Group, Needed, NewcomerDraft};
use crate::{Arrival, DeskError};

/// The people of the code; only the one question is still to be asked of each.
pub(super) fn group_of(opened: &PreRegistration, token: Token) -> Group {
    let mut members = opened.people.iter().map(|person| {
        let mut draft = NewcomerDraft::new(WayIn::PreRegistered);
        for (item, text) in [
            (Item::Name, person.name.as_str()),
            (Item::Kana, person.kana.as_str()),
            (Item::BirthDate, person.birth_date.as_str()),
            (Item::Sex, person.sex.as_str()),
            (Item::Address, opened.address.as_str()),
            (Item::Phone, opened.phone.as_str()),
        ] {
            let value = item.check(text).unwrap_or_else(|_| Text::default());
            if !value.is_empty() {
                draft.items.insert(item, (value, Origin::PreRegistered));
            }
        }
        draft
    });
    let mut first = members.next().unwrap_or_else(NewcomerDraft::by_hand);
    first.tokens.insert(token);
    let mut group = Group::of(first);
    group.members.extend(members);
    group
}

/// The household as its code holds it; what the code has no place for, such as an age, is asked at the shelter.
fn household_of(group: &Group, made: Date) -> PreRegistration {
    let first_told = |item| {
        let told = group.members.iter().map(|member| member.text(item));
        told.into_iter().find(|text| !text.is_empty())
    };
    let own = |item| Zeroizing::new(first_told(item).unwrap_or_default().to_owned());
    let mut id = [0; 16];
    OsRng.fill_bytes(&mut id);
    PreRegistration {
        id,
        issued: made,
        address: own(Item::Address),
        phone: own(Item::Phone),
        people: group
            .members
            .iter()
            .map(|member| PreRegistered {
                name: member.text(Item::Name).to_owned(),
                kana: member.text(Item::Kana).to_owned(),
                birth_date: member.text(Item::BirthDate).to_owned(),
                sex: member.text(Item::Sex).to_owned(),
            })
            .collect(),
    }
}

impl Working {
    /// 事前登録カード of the people who are being taken in, for the next disaster; nobody is registered by it.
    ///
    /// Its making is recorded as an export, since the card leaves the house.
    pub fn pre_registration_card(&mut self, made: Date) -> Result<Paper, DeskError> {
        self.require(Role::Keeper)?;
        let Arrival::People(group) = &self.arrival else {
            return Err(DeskError::NotNow);
        };
        let is_told = |member: &NewcomerDraft| {
            let is_new = member.is.is_none();
            is_new && member.wrong.is_empty() && !member.needed().contains(&Needed::Name)
        };
        if !group.members.iter().all(is_told) {
            return Err(DeskError::NotNow);
        }
        let household = household_of(group, made);
        let code = household.seal(&self.keys.secrets.pre_registration, &mut OsRng)?;
        let card = BeforehandCard {
            number: Text::default(),
            called: Text::default(),
            people: household.people.len(),
            token: Text::from(code.as_str()),
        };
        let people = u32::try_from(household.people.len()).unwrap_or(u32::MAX);
        let fact = self.desk(Role::Keeper).exported(PRE_REGISTRATION, people)?;
        self.write(&[fact])?;
        Ok(Paper {
            form: PRE_REGISTRATION,
            values: beforehand_values(&[card], &self.keys.public.about.city_name, made),
        })
    }
}
