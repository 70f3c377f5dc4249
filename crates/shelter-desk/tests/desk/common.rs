//! A city that prepared itself, its PCs, and invented people.

use std::path::Path;

use advice::Advise;
use jiff::civil::{Date, date};
use rand_core::OsRng;
use shelter::plain::{Item, PersonId, Token, TokenKind};
use shelter_desk::{Arrival, DeskError, Phase, ShelterDesk, Working};
use tempfile::TempDir;
use vault::{About, CityKeys, PlannedShelter, Prepared, Tokens};

/// The shelter that the city has planned.
pub const NAME: &str = "見本小学校";
pub const PLACE: &str = "みほん県かざし市中央一丁目1-1";
/// Whose code is the school's.
pub const KEEPER: &str = "見本小学校の鍵番";

pub const fn today() -> Date {
    date(2026, 11, 21)
}

/// The city's package and codes; each call is another city.
pub fn prepared() -> Prepared {
    let about = About {
        city_name: "見本市".to_owned(),
        city_code: "131041".to_owned(),
        name: "見本の災害".to_owned(),
        edition: 1,
        created: today(),
        exercise: false,
        roles: Vec::new(),
        shelters: vec![PlannedShelter {
            stream: [7; 16],
            name: NAME.to_owned(),
            place: PLACE.to_owned(),
            capacity: Some(300),
        }],
    };
    let city = CityKeys::generate(&mut OsRng);
    vault::prepare(about, &city, &[KEEPER.to_owned()], None, &mut OsRng).unwrap()
}

/// The data folder of a PC: in memory where the system has such a place, for each desk reserves 64 MiB.
pub fn pc() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// Puts the package where a PC of the city has it.
pub fn give(prepared: &Prepared, pc: &Path) {
    let file = shelter_desk::Folder::new(pc, false).package();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    prepared.package.save(&file).unwrap();
}

/// A desk that asks for a code.
pub fn asking(prepared: &Prepared, pc: &Path) -> ShelterDesk {
    give(prepared, pc);
    let mut desk = ShelterDesk::start(pc, today());
    desk.switch_over(true).unwrap();
    desk
}

/// An open shelter, with the city's code.
pub fn open(prepared: &Prepared, pc: &Path) -> ShelterDesk {
    opened(prepared, pc, NAME, false)
}

/// Another open shelter of the same city and disaster.
pub fn open_next_door(prepared: &Prepared, pc: &Path, name: &str) -> ShelterDesk {
    opened(prepared, pc, name, false)
}

/// An open list of training, with the city's code.
pub fn training(prepared: &Prepared, pc: &Path) -> ShelterDesk {
    opened(prepared, pc, NAME, true)
}

fn opened(prepared: &Prepared, pc: &Path, name: &str, training: bool) -> ShelterDesk {
    let mut desk = asking(prepared, pc);
    desk.code(&prepared.city.to_print(), today()).unwrap();
    desk.open_shelter(name, PLACE, "300", training, today())
        .unwrap();
    desk
}

/// Starts the program again and types the code, where no key store of the system has the key.
pub fn again(pc: &Path, code: &str) -> ShelterDesk {
    let mut desk = ShelterDesk::start(pc, today());
    assert!(
        desk.working().is_none_or(|list| list.operator().is_none()),
        "nobody is logged in after a restart"
    );
    desk.code(code, today()).unwrap();
    desk
}

pub fn list(desk: &mut ShelterDesk) -> &mut Working {
    desk.working_mut().unwrap()
}

/// Types one person in who needs no help.
pub fn register(list: &mut Working, name: &str) -> PersonId {
    family(list, &[name])[0]
}

/// Types a family in, in one go.
pub fn family(list: &mut Working, names: &[&str]) -> Vec<PersonId> {
    list.by_hand().unwrap();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            list.add_member().unwrap();
        }
        list.set_member(place, Item::Name, name).unwrap();
        list.set_member(place, Item::Age, "41").unwrap();
        list.set_help(place, false).unwrap();
    }
    list.register().unwrap();
    done(list)
}

/// Those who were registered last.
pub fn done(list: &Working) -> Vec<PersonId> {
    match list.arrival() {
        Arrival::Done(people) => people.clone(),
        _ => panic!("nobody was registered"),
    }
}

/// What the list shows first of an item.
pub fn item(list: &Working, person: PersonId, item: Item) -> String {
    let person = list.registry().list().person(person).unwrap();
    person.item(item).unwrap_or_default().to_owned()
}

/// Everybody's name, sorted.
pub fn names(list: &Working) -> Vec<String> {
    let people = list.registry().list().persons();
    let mut names: Vec<String> = people
        .map(|(_, person)| person.item(Item::Name).unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

/// A transit card of another kind, as this city hashes it.
pub fn contactless(list: &Working, number: u8) -> Token {
    Token {
        kind: TokenKind::Contactless,
        hash: Tokens::new(list.tap_key()).other("contactless", &[b"felica", &[number; 8]]),
    }
}

/// Code of the error; panics if it worked.
#[track_caller]
pub fn refused<T>(result: Result<T, DeskError>) -> String {
    result.err().unwrap().advice().code.to_owned()
}

pub fn is_activating(desk: &ShelterDesk) -> bool {
    matches!(desk.phase(), Phase::Activating)
}
