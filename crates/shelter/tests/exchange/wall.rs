use shelter::exchange::{Evacuee, for_others, wall_list};
use shelter::plain::{Answer, Presence, PresenceKind, Text};

use crate::people::{named, yes_to_all};

fn names(people: &[Evacuee]) -> Vec<&str> {
    let others = for_others(people);
    wall_list(&others)
        .iter()
        .map(|row| row.name.as_str())
        .collect()
}

#[test]
fn only_those_who_agreed_and_are_here_in_the_order_of_their_kana() {
    let person = |number, name, kana, presence| Evacuee {
        consent: yes_to_all(),
        presence,
        ..named(number, name, kana)
    };
    let place = || Text::from("見本");
    let mut people = vec![
        person(1, "わ", "ワタミホン", Presence::In),
        person(2, "ひらがな", "さとう", Presence::Out),
        person(3, "半角", "ｻｲﾄｳ", Presence::Home { place: place() }),
        person(4, "かななし", "", Presence::In),
        person(
            5,
            "退所",
            "ア",
            Presence::Left {
                to: place(),
                phone: place(),
            },
        ),
        person(6, "不明", "ア", Presence::Unknown),
        person(7, "", "ア", Presence::In),
        named(8, "未確認", "ア"),
        person(9, "公表は不可", "ア", Presence::In),
    ];
    people[8].consent.public = Answer::No;
    assert_eq!(people[4].presence.kind(), PresenceKind::Left);
    assert_eq!(names(&people), ["半角", "ひらがな", "わ", "かななし"]);
}
