//! What lies on the disk.

use crate::support::{Place, THREE, bytes, csv};

#[test]
fn nothing_of_an_elector_stands_on_the_disk_in_clear() {
    let place = Place::new();
    place.import(&csv(&THREE)).unwrap();
    assert_eq!(place.files(), ["roll.db"]);
    let file = bytes(&place.roll());
    for secret in ["架空", "カクウ", "900001", "見本", "SQLite", "elector"] {
        assert!(
            !file
                .windows(secret.len())
                .any(|window| window == secret.as_bytes()),
            "{secret}"
        );
    }
}

#[test]
fn electors_come_in_the_order_of_the_paper_roll() {
    let lines = [
        "5,002,1,1,い,イ,,19570401,1,住所,,,,,,,",
        "4,001,2,1,ろ,ロ,,19570401,1,住所,,,,,,,",
        "3,001,1,10,は,ハ,,19570401,1,住所,,,,,,,",
        "2,001,1,9,に,ニ,,19570401,1,住所,,,,,,,",
    ];
    let place = Place::new();
    place.import(&csv(&lines)).unwrap();
    let roll = place.open();
    let numbers = |district: Option<&str>| {
        let district = district.map(|id| polling::plain::DistrictId::new(id).unwrap());
        let mut numbers = String::new();
        roll.each_in_order(district.as_ref(), &mut |elector| {
            numbers.push_str(&elector.number);
        })
        .unwrap();
        numbers
    };
    assert_eq!(numbers(None), "2345");
    assert_eq!(numbers(Some("001")), "234");
    assert_eq!(numbers(Some("009")), "");
    let districts = roll.districts().unwrap();
    let districts: Vec<(&str, u64)> = districts
        .iter()
        .map(|(id, count)| (id.as_str(), *count))
        .collect();
    assert_eq!(districts, [("001", 3), ("002", 1)]);
}

#[test]
fn an_import_that_was_cut_off_is_made_again_from_the_beginning() {
    let place = Place::new();
    std::fs::write(
        place.folder.path().join("roll.db.part"),
        b"half of something",
    )
    .unwrap();
    place.import(&csv(&THREE)).unwrap();
    assert_eq!(place.files(), ["roll.db"]);
    assert_eq!(place.open().count(), 3);
}
