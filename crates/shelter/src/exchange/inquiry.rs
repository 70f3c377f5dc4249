//! Answers to inquiries after somebody (安否照会, 災害対策基本法第86条の15, 同施行規則第8条の3).

use super::{Evacuee, for_others, wall};
use crate::fact::ToldLevel;
use crate::plain::{NeedKind, PersonId, Text};

/// Who asks, as shown by a document and told by the asker (照会者との関係).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asker {
    /// 同居の親族.
    Cohabitant,
    /// その他の親族.
    Relative,
    /// 職場の関係者.
    Colleague,
    /// 知人その他.
    Acquaintance,
}

impl Asker {
    /// As the record of the answer says it.
    pub fn words_ja(self) -> &'static str {
        match self {
            Self::Cohabitant => "同居の親族",
            Self::Relative => "その他の親族",
            Self::Colleague => "職場の関係者",
            Self::Acquaintance => "知人その他",
        }
    }
}

/// Whether the person is hurt or ill (負傷・疾病の状況); never which illness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// けが又は病気がある.
    HurtOrIll,
    /// けが又は病気の情報はない.
    NothingKnown,
}

/// What may be told. No `Display`: the words are chosen by [`Told::words_ja`] alone.
#[derive(Clone, PartialEq, Eq)]
pub enum Told {
    /// 情報なし: nobody of that name, somebody who is protected, and somebody who did not agree are
    /// all this one answer, so that it tells nothing.
    NothingHeld,
    /// 安否情報を保有している, and no more.
    Held,
    /// Held, and whether the person is hurt or ill.
    WithCondition(Condition),
    /// Held, condition, whereabouts (居所) and contact (連絡先).
    WithWhereabouts {
        /// Hurt or ill.
        condition: Condition,
        /// Where the person is, in words.
        whereabouts: Text,
        /// Phone or mail of the person; empty where none is known.
        contact: Text,
    },
}

/// What may be told of a person to somebody, from the whole list and the shelter's name.
///
/// The rule knows three levels: relatives of the same household hear whereabouts, condition and
/// contact; other relatives and colleagues the condition; all others whether there is information.
/// Each needs a yes of the person for that circle (relatives, else acquaintances; who agreed to be
/// published agreed to the lowest level too). A person of a protected household is not found.
pub fn inquire(rows: &[Evacuee], person: PersonId, asker: Asker, shelter: &str) -> Told {
    let others = for_others(rows);
    let Some(row) = others.rows().iter().find(|row| row.is(person)) else {
        return Told::NothingHeld;
    };
    let consent = row.consent;
    let agreed = match asker {
        Asker::Cohabitant | Asker::Relative => consent.relatives.is_yes(),
        Asker::Colleague | Asker::Acquaintance => consent.acquaintances.is_yes(),
    };
    match asker {
        _ if !agreed && consent.public.is_yes() => Told::Held,
        _ if !agreed => Told::NothingHeld,
        Asker::Cohabitant => Told::WithWhereabouts {
            condition: condition(row),
            whereabouts: whereabouts(row, shelter),
            contact: contact(row),
        },
        Asker::Relative | Asker::Colleague => Told::WithCondition(condition(row)),
        Asker::Acquaintance => Told::Held,
    }
}

impl Told {
    /// How much it is, for the record of the answer.
    pub fn level(&self) -> ToldLevel {
        match self {
            Self::NothingHeld => ToldLevel::Nothing,
            Self::Held => ToldLevel::Held,
            Self::WithCondition(_) => ToldLevel::Condition,
            Self::WithWhereabouts { .. } => ToldLevel::Whereabouts,
        }
    }

    /// The sentence to say to one who asks in English.
    pub fn words_en(&self) -> String {
        let held = "There is information about this person.";
        let hurt = |condition: &Condition| match condition {
            Condition::HurtOrIll => "An injury or illness is reported.",
            Condition::NothingKnown => "No injury or illness is known.",
        };
        match self {
            Self::NothingHeld => "There is no information about this person.".to_owned(),
            Self::Held => held.to_owned(),
            Self::WithCondition(condition) => format!("{held} {}", hurt(condition)),
            Self::WithWhereabouts {
                condition,
                whereabouts,
                contact,
            } => {
                let contact = match contact.as_str() {
                    "" => String::new(),
                    contact => format!(" Contact: {contact}."),
                };
                let hurt = hurt(condition);
                format!(
                    "{held} Whereabouts: {}. {hurt}{contact}",
                    whereabouts.as_str()
                )
            }
        }
    }

    /// The sentence to say or to write, in Japanese.
    pub fn words_ja(&self) -> String {
        let hurt = |condition: &Condition| match condition {
            Condition::HurtOrIll => "けが又は病気があるとの情報があります。",
            Condition::NothingKnown => "けがや病気の情報はありません。",
        };
        match self {
            Self::NothingHeld => "お尋ねの方の情報はありません。".to_owned(),
            Self::Held => "お尋ねの方の安否の情報があります。".to_owned(),
            Self::WithCondition(condition) => {
                format!("お尋ねの方の安否の情報があります。{}", hurt(condition))
            }
            Self::WithWhereabouts {
                condition,
                whereabouts,
                contact,
            } => {
                let contact = match contact.as_str() {
                    "" => String::new(),
                    contact => format!("連絡先は {contact} です。"),
                };
                format!(
                    "お尋ねの方の安否の情報があります。居所は {} です。{}{contact}",
                    whereabouts.as_str(),
                    hurt(condition)
                )
            }
        }
    }
}

fn condition(row: &Evacuee) -> Condition {
    let is_hurt =
        row.has(NeedKind::Illness) || row.presence.kind() == crate::plain::PresenceKind::Hospital;
    if is_hurt {
        Condition::HurtOrIll
    } else {
        Condition::NothingKnown
    }
}

fn whereabouts(row: &Evacuee, shelter: &str) -> Text {
    let kind = row.presence.kind();
    let state = wall::state(kind);
    let words = match row.presence.place() {
        place if kind.stays_here() && place.is_empty() => format!("{shelter}（{state}）"),
        "" => state.to_owned(),
        place => format!("{place}（{state}）"),
    };
    Text::new(words)
}

fn contact(row: &Evacuee) -> Text {
    let own = [&row.phone, &row.mail];
    let own = own.into_iter().find(|text| !text.is_empty());
    own.cloned().unwrap_or_default()
}
