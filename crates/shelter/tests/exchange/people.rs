//! Invented people.

use shelter::exchange::Evacuee;
use shelter::plain::{
    Answer, Consent, HouseholdId, Moment, Need, NeedKind, PartialDate, PersonId, Pets, Presence,
    Relation, Sex, Text, Urgency, WayIn,
};

/// 2026-11-21 18:00 in Japan.
pub const NOW: Moment = Moment(1_795_251_600_000);
pub const HOUR: i64 = Moment::HOUR;

pub fn id(number: u8) -> PersonId {
    PersonId([number; 16])
}

pub fn yes_to_all() -> Consent {
    Consent {
        relatives: Answer::Yes,
        acquaintances: Answer::Yes,
        public: Answer::Yes,
    }
}

/// A person of whom nothing but a name is known.
pub fn named(number: u8, name: &str, kana: &str) -> Evacuee {
    Evacuee {
        name: Text::from(name),
        kana: Text::from(kana),
        arrived: Some(NOW.plus(-10 * HOUR)),
        ..Evacuee::new(id(number), Presence::In, NOW.plus(-HOUR))
    }
}

pub fn need(kind: NeedKind, value: &str, urgency: u8, text: &str) -> Need {
    let mut need = Need::new(kind, value).unwrap();
    need.urgency = Urgency::new(urgency).unwrap();
    need.text = Text::from(text);
    need
}

/// 見本 花子, of whom everything is known.
pub fn hanako() -> Evacuee {
    Evacuee {
        household: Some(HouseholdId([7; 16])),
        household_size: Some(3),
        relation: Some(Relation::Oneself),
        number: Text::from("KR-0123-5"),
        way_in: Some(WayIn::Pin),
        alias: Text::from("MIHON HANAKO"),
        sex: Some(Sex::Female),
        birth_date: PartialDate::parse("1980-03-02"),
        postal_code: Text::from("1000001"),
        address: Text::from("愛媛県西予市見本町１丁目２番３号"),
        residence: Text::from("見本小学校"),
        district: Text::from("見本町自治会"),
        phone: Text::from("090-0000-0001"),
        contact: Text::from("見本　次郎 090-0000-0002"),
        languages: Text::from("日本語"),
        nationality: Text::from("日本"),
        damage: Text::from("半壊"),
        aid: Text::from("毛布1枚"),
        pets: Pets::parse("dog:1"),
        vehicle: Text::from("架空 300 あ 00-00"),
        skills: Text::from("看護"),
        note: Text::from("=1+1"),
        area: Text::from("B-12"),
        needs: vec![
            need(NeedKind::MedicalDevice, "oxygen", 5, "酸素濃縮器"),
            need(NeedKind::Allergy, "egg", 3, ""),
            need(NeedKind::Allergy, "other", 3, "キウイ"),
            need(NeedKind::Care, "03", 3, ""),
        ],
        consent: yes_to_all(),
        ..named(1, "見本　花子", "ミホン　ハナコ")
    }
}

/// Her daughter, who is out, and a man alone in a car.
pub fn others() -> [Evacuee; 2] {
    let sakura = Evacuee {
        household: Some(HouseholdId([7; 16])),
        relation: Some(Relation::Child),
        number: Text::from("KR-0124-3"),
        sex: Some(Sex::Female),
        birth_date: PartialDate::parse("2024-06"),
        presence: Presence::Out,
        needs: vec![
            need(NeedKind::Infant, "toddler", 3, ""),
            need(NeedKind::Diet, "soft", 3, ""),
        ],
        ..named(2, "見本　さくら", "ミホン　サクラ")
    };
    let taro = Evacuee {
        sex: Some(Sex::Male),
        age: shelter::plain::AgeRange::parse("60-70"),
        presence: Presence::Car {
            place: Text::from("校庭"),
        },
        voluntary: true,
        consent: yes_to_all(),
        by_self: true,
        needs: vec![need(NeedKind::Illness, "injured", 4, "右足")],
        ..named(3, "架空　太郎", "ｶｸｳ ﾀﾛｳ")
    };
    [sakura, taro]
}

pub fn everybody() -> Vec<Evacuee> {
    let [sakura, taro] = others();
    vec![hanako(), sakura, taro]
}
