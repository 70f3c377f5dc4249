//! Facts about one person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plain::{
    Consent, HouseholdId, Item, Mark, Need, NeedKey, Number, Origin, PersonId, Presence, Relation,
    Text, Token, WayIn,
};

/// `person.registered` 受付: all that was said at the door, in one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// 受付番号.
    pub number: Number,
    /// 受付方法.
    pub way: WayIn,
    /// Where the person is.
    pub presence: Presence,
    /// Items, by where they come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    /// The household, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Membership>,
    /// What recognises the person again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
    /// Answer to the question of care; `None` if not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<NeedsTold>,
}

/// `person.told`: items, set or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Where the values come from.
    pub origin: Origin,
    /// `None` takes a value back.
    pub items: BTreeMap<Item, Option<Text>>,
}

/// `person.moved`: 入所・外出・外泊・移動・退所.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Where the person is now.
    pub presence: Presence,
}

/// How somebody was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeenBy {
    /// A round through the shelter (見回り).
    Round,
    /// The person came to the desk or held something to the reader.
    Desk,
    /// Somebody of the family said so.
    Family,
}

/// `person.seen` 所在確認.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How.
    pub by: SeenBy,
}

/// `person.needs` 配慮事項: needs set or gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsTold {
    /// What is needed.
    #[serde(default)]
    pub set: Vec<Need>,
    /// What is needed no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<NeedKey>,
}

/// `person.consent` 開示同意.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConsentTold {
    /// The three answers.
    pub consent: Consent,
    /// Who answered, if not the person (親権者など).
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub who: Text,
}

/// `person.protected` 支援措置・秘匿.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protected {
    /// Protected from now on, or no more.
    pub on: bool,
}

/// `person.household` 世帯.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Membership {
    /// The household; `None` for one who came alone.
    pub household: Option<HouseholdId>,
    /// 続柄 to the representative, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// 代表者.
    #[serde(default)]
    pub representative: bool,
}

/// `person.token` 紐付.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenBound {
    /// What is bound.
    pub token: Token,
    /// Bound, or taken away.
    pub on: bool,
}

/// Why two records are of one human.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkReason {
    /// The same token at both.
    SameToken,
    /// Staff compared both.
    Confirmed,
    /// The person said so.
    Said,
}

/// `person.linked` 同一人: reversible; both records stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Linked {
    /// The other record.
    pub other: PersonId,
    /// Why.
    pub reason: LinkReason,
    /// Linked, or undone.
    pub on: bool,
}

/// `person.served` 配布.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// Code of the meal or good, such as "meal".
    pub good: String,
    /// How many.
    pub number: u16,
    /// Which sitting, such as "2026-11-21 夕"; `None` for goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<String>,
    /// The earlier fact that was a mistake: nothing was handed out by it, nor is by this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Mark>,
}
