//! One person of the list as a plain row: what every export, report and paper is made from.

use std::fmt;

use jiff::civil::Date;

use crate::plain::{
    AgeRange, Answer, Consent, HouseholdId, Moment, Need, NeedKind, PartialDate, PersonId, Pets,
    Presence, Relation, Sex, Text, WayIn,
};

/// A person of the shelter's list at one moment (避難者), conflicts and links already settled: one human is one row.
///
/// Texts are empty where nothing is known. Texts are wiped on drop; `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Evacuee {
    /// Random id of the person; the only id that leaves the shelter.
    pub id: PersonId,
    /// Other records of the same human, by which the desk may know the person too.
    pub linked: Vec<PersonId>,
    /// The household that the person came with.
    pub household: Option<HouseholdId>,
    /// People in the household as told (世帯人数); more may live in it than came.
    pub household_size: Option<u32>,
    /// What the person is to the household's representative (続柄).
    pub relation: Option<Relation>,
    /// Reception number (受付番号).
    pub number: Text,
    /// How the person was taken in (受付方法).
    pub way_in: Option<WayIn>,
    /// Whether the person registered without help of another (自己登録).
    pub by_self: bool,
    /// When the person came (入所日時).
    pub arrived: Option<Moment>,
    /// When the person left or moved on (退所日時).
    pub left: Option<Moment>,
    /// When anything of the row was last told.
    pub changed: Moment,
    /// 氏名.
    pub name: Text,
    /// フリガナ, in any kana.
    pub kana: Text,
    /// 通称・ローマ字.
    pub alias: Text,
    /// 性別.
    pub sex: Option<Sex>,
    /// 生年月日, as far as known.
    pub birth_date: Option<PartialDate>,
    /// 年齢 as told, for those whose birth date is not known.
    pub age: Option<AgeRange>,
    /// 郵便番号, 7 digits.
    pub postal_code: Text,
    /// 住所, as registered.
    pub address: Text,
    /// 居所, where it differs.
    pub residence: Text,
    /// Whether the address lies in this city.
    pub in_city: Option<bool>,
    /// 町内会・自治会.
    pub district: Text,
    /// 電話番号.
    pub phone: Text,
    /// メール.
    pub mail: Text,
    /// 緊急連絡先.
    pub contact: Text,
    /// 国籍.
    pub nationality: Text,
    /// 使用言語.
    pub languages: Text,
    /// What tells a person who cannot give a name (その他個人識別).
    pub description: Text,
    /// 家屋被害.
    pub damage: Text,
    /// Aid given so far (援護の実施の状況), in words.
    pub aid: Text,
    /// ペット.
    pub pets: Option<Pets>,
    /// 車両.
    pub vehicle: Text,
    /// 協力できること.
    pub skills: Text,
    /// 備考.
    pub note: Text,
    /// 区画・部屋.
    pub area: Text,
    /// Where the person is.
    pub presence: Presence,
    /// Whether the person came without an order (自主避難).
    pub voluntary: bool,
    /// 配慮事項.
    pub needs: Vec<Need>,
    /// What may be told to whom.
    pub consent: Consent,
    /// Whether the ledger's data may go to other bodies for relief (台帳情報の提供, 災害対策基本法第90条の4).
    pub shares_ledger: Answer,
    /// 支援措置: nothing of the person or the household may reach anybody outside.
    pub protected: bool,
}

/// A relation (続柄) as papers and files write it.
pub fn relation_ja(relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => "本人",
        Relation::Spouse => "配偶者",
        Relation::Child => "子",
        Relation::Parent => "父母",
        Relation::Grandparent => "祖父母",
        Relation::Grandchild => "孫",
        Relation::Sibling => "兄弟姉妹",
        Relation::Relative => "その他の親族",
        Relation::Other => "その他",
    }
}

impl Evacuee {
    /// A row of which only the id and the presence are known.
    pub fn new(id: PersonId, presence: Presence, changed: Moment) -> Self {
        Self {
            id,
            linked: Vec::new(),
            household: None,
            household_size: None,
            relation: None,
            number: Text::default(),
            way_in: None,
            by_self: false,
            arrived: None,
            left: None,
            changed,
            name: Text::default(),
            kana: Text::default(),
            alias: Text::default(),
            sex: None,
            birth_date: None,
            age: None,
            postal_code: Text::default(),
            address: Text::default(),
            residence: Text::default(),
            in_city: None,
            district: Text::default(),
            phone: Text::default(),
            mail: Text::default(),
            contact: Text::default(),
            nationality: Text::default(),
            languages: Text::default(),
            description: Text::default(),
            damage: Text::default(),
            aid: Text::default(),
            pets: None,
            vehicle: Text::default(),
            skills: Text::default(),
            note: Text::default(),
            area: Text::default(),
            presence,
            voluntary: false,
            needs: Vec::new(),
            consent: Consent::default(),
            shares_ledger: Answer::NotAsked,
            protected: false,
        }
    }

    /// Whether a record is of this human.
    pub fn is(&self, record: PersonId) -> bool {
        self.id == record || self.linked.contains(&record)
    }

    /// The ages that are possible on a day: of the birth date, else as told. Never guessed.
    pub fn age_on(&self, day: Date) -> Option<AgeRange> {
        match self.birth_date {
            Some(birth) => birth.age_on(day),
            None => self.age,
        }
    }

    /// Whether the person has a need of this kind.
    pub fn has(&self, kind: NeedKind) -> bool {
        self.needs.iter().any(|need| need.kind() == kind)
    }

    /// The first value of a need of this kind.
    pub fn value_of(&self, kind: NeedKind) -> Option<&'static str> {
        let need = self.needs.iter().find(|need| need.kind() == kind)?;
        Some(need.value())
    }
}

impl fmt::Debug for Evacuee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evacuee(..)")
    }
}
