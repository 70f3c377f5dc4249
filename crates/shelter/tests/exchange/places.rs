use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use shelter::exchange::{
    ExchangeError, Hazard, PLACE_COLUMNS, Place, PlaceProblem, export_places, import_places,
    place_file_name,
};

fn school() -> Place {
    Place {
        organization_code: "382035".into(),
        id: "0000000001".into(),
        name: "見本小学校".into(),
        kana: "ミホンショウガッコウ".into(),
        address: "愛媛県宇和島市見本町１－１".into(),
        phone: "(0895)24-1111".into(),
        city_code: "382035".into(),
        latitude: Some(33.2234),
        longitude: Some(132.5606),
        elevation: Some(-1.5),
        hazards: [Hazard::Flood, Hazard::Earthquake].into(),
        is_shelter: true,
        capacity_text: "810人（2平方メートルあたり1人）".into(),
        districts: vec!["見本町".into(), "架空町".into()],
        note: "=見本".into(),
        ..Place::default()
    }
}

#[test]
fn the_file_has_the_header_of_the_dataset_and_flags_of_one() {
    let file = export_places(&[school()]).unwrap();
    let text = std::str::from_utf8(&file).unwrap();
    let mut lines = text.strip_prefix('\u{FEFF}').unwrap().split("\r\n");
    let header = "全国地方公共団体コード,ID,名称,名称_カナ,名称_英字,所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,標高,電話番号,内線番号,連絡先メールアドレス,連絡先FormURL,連絡先備考（その他、SNSなど）,郵便番号,市区町村コード,地方公共団体名,災害種別_洪水,災害種別_崖崩れ、土石流及び地滑り,災害種別_高潮,災害種別_地震,災害種別_津波,災害種別_大規模な火事,災害種別_内水氾濫,災害種別_火山現象,指定避難所との重複,想定収容人数,対象となる町会・自治会,URL,画像,画像_ライセンス,備考";
    assert_eq!(lines.next().unwrap().replace('"', ""), header);
    let row = lines.next().unwrap().replace('"', "");
    let cells: Vec<&str> = row.split(',').collect();
    assert_eq!(
        cells[13..17],
        ["33.2234", "132.5606", "-1.5", "(0895)24-1111"]
    );
    assert_eq!(cells[24..33], ["1", "", "", "1", "", "", "", "", "1"]);
    assert_eq!(cells[34], "見本町;架空町");
    assert_eq!(cells[38], "'=見本");
    assert_eq!(school().capacity(), Some(810));
    assert_eq!(place_file_name("382035"), "382035_evacuation_space.csv");
}

#[test]
fn a_list_from_anywhere_is_read() {
    let csv = "指定緊急避難場所一覧,,\r\n\r\nＮＯ,名称,住所,電話番号,郵便番号,市区町村コード,災害種別_洪水,災害種別_地震,指定避難所との重複,緯度,うちの列\r\n１,見本小学校,見本町1,０８９５－２４－１１１１,〒１００－０００１,38203５,○,0,１,３３．５,なにか\r\n2,架空公園,,,,,,,,,\r\n";
    let expected = Place {
        id: "１".into(),
        name: "見本小学校".into(),
        address: "見本町1".into(),
        phone: "(0895)24-1111".into(),
        postal_code: "1000001".into(),
        city_code: "382035".into(),
        hazards: [Hazard::Flood].into(),
        is_shelter: true,
        latitude: Some(33.5),
        ..Place::default()
    };
    let (shift_jis, _, _) = encoding_rs::SHIFT_JIS.encode(csv);
    let with_mark = [b"\xEF\xBB\xBF", csv.as_bytes()].concat();
    let with_lf = csv.replace("\r\n", "\n");
    for file in [csv.as_bytes(), &shift_jis, &with_mark, with_lf.as_bytes()] {
        let imported = import_places(file);
        assert_eq!(imported.faults, []);
        assert_eq!(imported.places.len(), 2);
        assert_eq!(imported.places[0], expected);
        assert_eq!(imported.places[1].name, "架空公園");
    }
}

#[test]
fn a_fault_is_told_with_line_and_field_and_costs_only_its_value() {
    let csv = "名称,所在地_連結表記,電話番号,市区町村コード,緯度,災害種別_洪水\n\
        見本小学校,見本町1,連絡は市へ,382036,北緯33度,多分\n\
        ,見本町2,,,,\n\
        架空公園,\"見本町\n3\",,,91,1\n";
    let imported = import_places(csv.as_bytes());
    let faults: Vec<(u64, &str, PlaceProblem)> = imported
        .faults
        .iter()
        .map(|fault| (fault.line, fault.column, fault.problem))
        .collect();
    assert_eq!(
        faults,
        [
            (2, "電話番号", PlaceProblem::Form),
            (2, "市区町村コード", PlaceProblem::Form),
            (2, "緯度", PlaceProblem::Form),
            (2, "災害種別_洪水", PlaceProblem::Form),
            (3, "名称", PlaceProblem::Missing),
            (4, "緯度", PlaceProblem::Form),
        ]
    );
    assert_eq!(imported.places.len(), 2);
    assert_eq!(imported.places[0].address, "見本町1");
    assert_eq!(imported.places[0].phone, "");
    assert_eq!(imported.places[1].latitude, None);
    assert_eq!(imported.places[1].hazards, [Hazard::Flood].into());
}

#[test]
fn what_is_no_list_of_places_is_told() {
    let only = |file: &[u8]| {
        let imported = import_places(file);
        assert_eq!(imported.places, []);
        imported
            .faults
            .into_iter()
            .map(|fault| fault.problem)
            .collect::<Vec<_>>()
    };
    assert_eq!(only(b""), [PlaceProblem::NoHeader]);
    assert_eq!(
        only("氏名,住所\n見本,見本町".as_bytes()),
        [PlaceProblem::NoHeader]
    );
    assert_eq!(only(b"\xFF\xFE\xFF\x00"), [PlaceProblem::Encoding]);
    assert_eq!(only("名称".as_bytes()), [PlaceProblem::NoColumn; 3]);
}

#[test]
fn nothing_is_written_while_something_that_must_be_there_is_not() {
    let places = [
        school(),
        Place {
            phone: String::new(),
            city_code: "382036".into(),
            ..school()
        },
        Place {
            districts: vec!["a;b".into()],
            latitude: Some(f64::NAN),
            ..school()
        },
    ];
    let Err(ExchangeError::Places(faults)) = export_places(&places) else {
        panic!("it is refused");
    };
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| (fault.line, fault.column, fault.problem))
        .collect();
    assert_eq!(
        faults,
        [
            (3, "電話番号", PlaceProblem::Missing),
            (3, "市区町村コード", PlaceProblem::Form),
            (4, "緯度", PlaceProblem::Form),
            (4, "対象となる町会・自治会", PlaceProblem::Form),
        ]
    );
}

fn text() -> impl Strategy<Value = String> {
    "[=＋@'\",;\\-]?[あ漢aＡ\n\r,\"髙𠮷]{0,5}".prop_map(|text: String| text.trim().to_owned())
}

fn coded(text: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text]
}

prop_compose! {
    fn place()(
        texts in vec(text(), 15),
        codes in (coded("382035"), coded("[0-9]{7}"), coded("[0-9]{7}")),
        numbers in (proptest::option::of(-90.0..90.0_f64), proptest::option::of(-180.0..180.0_f64), proptest::option::of(-400.0..4000.0_f64)),
        phone in "\\([0-9]{2,5}\\)[0-9]{1,4}-[0-9]{4}",
        hazards in btree_set(prop_oneof![Just(Hazard::Flood), Just(Hazard::Landslide), Just(Hazard::StormSurge), Just(Hazard::Earthquake), Just(Hazard::Tsunami), Just(Hazard::Fire), Just(Hazard::InlandFlood), Just(Hazard::Volcano)], 0..8),
        districts in vec("[あ漢=]{1,4}", 0..3),
        is_shelter: bool,
    ) -> Place {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        Place {
            id: next(),
            name: format!("あ{}", next()).trim().to_owned(),
            kana: next(),
            english: next(),
            address: format!("町{}", next()).trim().to_owned(),
            prefecture: next(),
            city: next(),
            town: next(),
            street: next(),
            building: next(),
            contact_note: next(),
            city_name: next(),
            capacity_text: next(),
            image: next(),
            note: next(),
            organization_code: codes.0,
            town_id: codes.1,
            postal_code: codes.2,
            city_code: "472018".to_owned(),
            latitude: numbers.0,
            longitude: numbers.1,
            elevation: numbers.2,
            phone,
            hazards,
            districts,
            is_shelter,
            ..Place::default()
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(places in vec(place(), 0..4)) {
        let file = export_places(&places).unwrap();
        let imported = import_places(&file);
        prop_assert_eq!(&imported.faults, &vec![]);
        prop_assert_eq!(imported.places, places);
        let header = std::str::from_utf8(&file).unwrap().lines().next().unwrap();
        prop_assert_eq!(header.split(',').count(), PLACE_COLUMNS.len());
    }

    #[test]
    fn no_bytes_make_it_stop(bytes in vec(any::<u8>(), 0..300), text in "名称,[あ,\"\n ]{0,60}") {
        import_places(&bytes);
        import_places(text.as_bytes());
    }
}
