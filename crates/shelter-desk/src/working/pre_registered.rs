//! A household that registered itself beforehand (事前登録).

use shelter::plain::{Item, Origin, Text, Token, WayIn};
use vault::PreRegistration;

use crate::arrival::{Group, NewcomerDraft};

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
