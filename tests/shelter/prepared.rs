//! A city that prepared itself, and the list of a neighbouring desk.

use std::path::{Path, PathBuf};

use rand_core::OsRng;
use shelter::plain::Item;
use shelter_desk::ShelterDesk;
use vault::{About, CityKeys, PlannedShelter, Prepared};

/// Name of the shelter in all stories.
pub const NAME: &str = "見本小学校";
/// Where it is.
pub const PLACE: &str = "みほん県かざし市中央一丁目1-1";

/// The city's package and codes.
pub fn prepared() -> Prepared {
    let about = About {
        city_name: "見本市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の災害".to_owned(),
        edition: 1,
        created: station::today(),
        exercise: true,
        roles: Vec::new(),
        shelters: vec![PlannedShelter {
            stream: [7; 16],
            name: NAME.to_owned(),
            place: PLACE.to_owned(),
            capacity: Some(3_500),
        }],
    };
    let city = CityKeys::generate(&mut OsRng);
    let keepers = [NAME.to_owned()];
    vault::prepare(about, &city, &keepers, None, &mut OsRng).unwrap()
}

/// Puts the package where a PC of the city has it.
pub fn give(prepared: &Prepared, data_dir: &Path) {
    let folder = data_dir.join("shelter");
    std::fs::create_dir_all(&folder).unwrap();
    prepared
        .package
        .save(&folder.join("shelter.kazashi-package"))
        .unwrap();
}

/// The desk of another PC of the same shelter, open, with the city's code.
pub fn neighbour(prepared: &Prepared, data_dir: &Path) -> ShelterDesk {
    give(prepared, data_dir);
    let today = station::today();
    let mut desk = ShelterDesk::start(data_dir, today);
    desk.switch_over(true).unwrap();
    desk.code(&prepared.city.to_print(), today).unwrap();
    desk.open_shelter(NAME, PLACE, "3500", false, today)
        .unwrap();
    desk
}

/// Registers so many invented people there, in families of four, and writes the list for a stick.
pub fn list_of(desk: &mut ShelterDesk, people: usize, stick: &Path) -> PathBuf {
    let list = desk.working_mut().unwrap();
    for family in 0..people / 4 {
        list.by_hand().unwrap();
        for member in 0..4 {
            if member > 0 {
                list.add_member().unwrap();
            }
            let number = family * 4 + member;
            let name = format!("架空　{}", given_name(number));
            list.set_member(member, Item::Name, &name).unwrap();
            list.set_member(member, Item::Age, &(number % 90).to_string())
                .unwrap();
            list.set_member(member, Item::Sex, ["m", "f"][number % 2])
                .unwrap();
            let address = format!("みほん県かざし市{}丁目{}", family % 9 + 1, family + 1);
            list.set_member(member, Item::Address, &address).unwrap();
            list.set_help(member, number % 17 == 0).unwrap();
        }
        list.register().unwrap();
    }
    list.cancel();
    list.write_bundle(stick).unwrap()
}

/// A different given name for each number, of characters that every font has.
fn given_name(mut number: usize) -> String {
    const SOUNDS: [char; 10] = ['一', '二', '三', '太', '子', '美', '花', '春', '夏', '秋'];
    let mut name = String::new();
    loop {
        name.push(SOUNDS[number % 10]);
        number /= 10;
        if number == 0 {
            return name;
        }
    }
}
