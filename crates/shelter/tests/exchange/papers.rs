use std::path::Path;
use std::sync::{Arc, LazyLock};

use paper::{FontFile, FontRole, Fonts, FormDefinition, FormDesk, ProblemKind, Values};
use shelter::exchange::papers::{
    BADGE, Badge, EVACUEE_CARD, Label, NAME_LABEL, SITUATION_REPORT, WALL_LIST, badge_values,
    blank_card_values, card_values, label_values, wall_values,
};
use shelter::exchange::{Evacuee, for_others};
use shelter::plain::Text;
use shelter::report::{make, report_values};

use crate::people::{HOUR, NOW, everybody, named, yes_to_all};
use crate::report::school;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let font = |role, family: &str, path: &str| FontFile {
        role,
        family: family.into(),
        bytes: Arc::from(std::fs::read(Path::new("/usr/share/fonts").join(path)).unwrap()),
        index: 0,
    };
    Fonts::from_files(vec![
        font(
            FontRole::Personal,
            "IPAmjMincho",
            "truetype/ipamj/ipamjm.ttf",
        ),
        font(
            FontRole::Label,
            "BIZUDGothic",
            "truetype/bizud-gothic/BIZUDGothic-Regular.ttf",
        ),
        font(
            FontRole::LabelBold,
            "BIZUDGothic-Bold",
            "truetype/bizud-gothic/BIZUDGothic-Bold.ttf",
        ),
    ])
    .unwrap()
});

fn form(id: &str) -> FormDefinition {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let form = FormDefinition::load(&forms.join(id)).unwrap();
    assert_eq!(form.desk(), FormDesk::Shelter);
    form
}

/// The form takes every value, prints it, and nothing is in the way.
fn prints(form: &FormDefinition, values: &Values) {
    for name in values.names() {
        assert!(form.knows(name), "{} does not know {name}", form.id());
    }
    let problems: Vec<_> = paper::check_values(form, values, &FONTS)
        .into_iter()
        .filter(|problem| problem.kind != ProblemKind::DateIncomplete)
        .collect();
    assert!(problems.is_empty(), "{}: {problems:?}", form.id());
}

fn placed(form: &FormDefinition, values: &Values, name: &str) -> Option<String> {
    let placed = form.placed_values(values);
    placed.get(name).copied().flatten().map(ToOwned::to_owned)
}

#[test]
fn a_card_holds_the_person_and_the_rest_of_the_family() {
    let form = form(EVACUEE_CARD);
    let people = everybody();
    let family = [&people[0], &people[1]];
    let values = card_values(
        &people[0],
        &family,
        "見本小学校",
        Some("KZE1:7QF2M4XW"),
        NOW,
    );
    prints(&form, &values);
    for (name, value) in [
        ("person.name", "見本　花子"),
        ("person.birth_date", "1980-03-02"),
        ("evacuee.stay", "shelter"),
        ("evacuee.care", "alg,inf,med,nur"),
        ("evacuee.consent_public", "yes"),
        ("evacuee.pets", "犬1"),
        ("member.1.name", "見本　さくら"),
        ("member.1.tie", "子"),
        ("member.1.birth_date", "2024-06-00"),
        ("member.1.place", "一時外出"),
        ("member.1.needs", "やわらかい食事、静かな場所"),
    ] {
        assert_eq!(
            placed(&form, &values, name).as_deref(),
            Some(value),
            "{name}"
        );
    }
    assert_eq!(
        placed(&form, &values, "member.2.name"),
        None,
        "she is not her own family"
    );
    let detail = placed(&form, &values, "evacuee.care_detail").unwrap();
    assert!(
        detail.contains("医療機器：酸素濃縮器") && detail.contains("電源が必要"),
        "{detail}"
    );
    prints(&form, &blank_card_values("見本小学校"));
}

#[test]
fn the_wall_has_a_row_for_each_who_agreed() {
    let form = form(WALL_LIST);
    let mut people = everybody();
    for number in 10..60 {
        people.push(Evacuee {
            consent: yes_to_all(),
            ..named(number, &format!("見本　{number}号"), "ミホン")
        });
    }
    people[0].protected = true;
    let values = wall_values(&for_others(&people), "見本小学校", NOW);
    prints(&form, &values);
    assert_eq!(
        placed(&form, &values, "shelter.people").as_deref(),
        Some("51")
    );
    assert_eq!(
        placed(&form, &values, "member.1.name").as_deref(),
        Some("架空　太郎")
    );
    let pdf = paper::render(&form, &values, &FONTS, &paper::Placement::default()).unwrap();
    assert_eq!(paper::page_count(&pdf).unwrap(), 2);
}

#[test]
fn a_sheet_goes_on_where_the_last_one_ended() {
    let form = form(NAME_LABEL);
    let label = |number: u32| Label {
        number: Text::from(format!("KR-{number:04}-1")),
        name: Text::from(if number == 1 { "" } else { "はなこ" }),
        area: Text::default(),
        token: Text::from(format!("KZE1:{number:026}")),
    };
    let labels: Vec<Label> = (1..=10).map(label).collect();
    let values = label_values(&labels, "見本小学校", 3);
    prints(&form, &values);
    assert_eq!(placed(&form, &values, "member.3.token"), None);
    assert_eq!(
        placed(&form, &values, "member.4.number").as_deref(),
        Some("KR-0001-1")
    );
    let column = |number: u32| {
        values
            .get(&format!("member.{number}.column"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        [column(3), column(4), column(13)],
        ["left", "right", "left"]
    );
    let pdf = paper::render(&form, &values, &FONTS, &paper::Placement::default()).unwrap();
    assert_eq!(
        paper::page_count(&pdf).unwrap(),
        2,
        "13 places are two sheets of 12"
    );
}

#[test]
fn a_badge_says_until_when() {
    let form = form(BADGE);
    let badge = Badge {
        number: Text::from("B-0007"),
        name: Text::from("支援　見本"),
        role: Text::from("受付"),
        until: Some(NOW.plus(144 * HOUR)),
        token: Text::from("KZB1:7QF2M4XWT9C6HNDA3KPB5RJVYE"),
    };
    let values = badge_values(&[badge], "見本小学校", 0);
    prints(&form, &values);
    assert_eq!(
        placed(&form, &values, "member.1.until").as_deref(),
        Some("2026年11月27日 18:00")
    );
}

#[test]
fn every_field_of_the_report_comes_from_the_list() {
    let form = form(SITUATION_REPORT);
    let first = make(&[], school(), None, NOW.plus(-6 * HOUR));
    let mut state = school();
    state.code = "382035-0007".into();
    state.means = Text::from("電話");
    state.closed = Some(NOW);
    for text in [
        &mut state.damage,
        &mut state.problems,
        &mut state.staff,
        &mut state.correction,
    ] {
        *text = Text::from("見本の\n文");
    }
    let checked = *state.utilities.values().next().unwrap();
    for utility in shelter::plain::Utility::ALL {
        state.utilities.insert(utility, checked);
    }
    let report = make(&everybody(), state, Some(&first), NOW);
    let values = report_values(&report, Some(&first));
    for name in values.names().filter(|name| !form.knows(name)) {
        // What the paper has no room for stands in the text and in the file.
        let only_spoken = [
            "injured",
            "fever",
            "stomach",
            "bedridden",
            "dementia",
            "alone",
            "baby_food",
            "tube",
            "diet",
            "unregistered",
            "correction",
        ];
        assert!(
            only_spoken.iter().any(|word| name.ends_with(word)),
            "{name}"
        );
    }
    let problems = paper::check_values(&form, &values, &FONTS);
    assert!(problems.is_empty(), "{problems:?}");
    for (name, value) in form.placed_values(&values) {
        assert!(value.is_some(), "nothing fills {name}");
    }
    assert_eq!(
        placed(&form, &values, "report.water").as_deref(),
        Some("no")
    );
    assert_eq!(
        placed(&form, &values, "report.status").as_deref(),
        Some("open")
    );
}
