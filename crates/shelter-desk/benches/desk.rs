//! From a tap or the last key to "on the disk and in the list", with three thousand people in it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made has to stop, and says what it found"
)]

use std::time::{Duration, Instant};

use jiff::civil::date;
use rand_core::OsRng;
use shelter::plain::{Item, Presence, Token, TokenKind};
use shelter::search::{Seek, Seeker};
use shelter_desk::{Arrival, ShelterDesk, Working};
use vault::{About, CityKeys};

const PEOPLE: usize = 3_000;
const TIMES: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let today = date(2026, 11, 21);
    let about = About {
        city_name: "見本市".to_owned(),
        city_code: "131041".to_owned(),
        name: "測定".to_owned(),
        edition: 1,
        created: today,
        exercise: true,
        roles: Vec::new(),
        shelters: Vec::new(),
    };
    let city = CityKeys::generate(&mut OsRng);
    let prepared = vault::prepare(about, &city, &[], None, &mut OsRng).unwrap();
    std::fs::create_dir(folder.path().join("shelter")).unwrap();
    let file = folder.path().join("shelter/shelter.kazashi-package");
    prepared.package.save(&file).unwrap();
    let mut desk = ShelterDesk::start(folder.path(), today);
    desk.switch_over(true).unwrap();
    desk.code(&prepared.city.to_print(), today).unwrap();
    desk.open_shelter("見本小学校", "見本市一丁目", "3500", false, today)
        .unwrap();
    let list = desk.working_mut().unwrap();
    for number in 0..PEOPLE {
        register(list, number);
    }

    println!("| what | median | worst |");
    println!("| --- | ---: | ---: |");
    row("registration by hand, durable", |number| {
        register(list, PEOPLE + number);
    });
    let token = Token {
        kind: TokenKind::AuthCertificate,
        hash: [9; 16],
    };
    let person = list.registry().list().persons().next().unwrap().0;
    list.bind_next(person).unwrap();
    list.held(token).unwrap();
    row("tap of a known card, and the move, durable", |number| {
        list.held(token).unwrap();
        let Arrival::Known { people, .. } = list.arrival() else {
            unreachable!("the card is known");
        };
        let people = people.clone();
        let to = [Presence::Out, Presence::In][number % 2].clone();
        list.go(&people, &to).unwrap();
    });
    let seek = Seek {
        seeker: Seeker::Desk,
        today: Some(today),
        limit: 30,
    };
    let typed = ["架", "架空", "架空　1", "架空　12", "見本市", "12歳"];
    row("search, one key press", |number| {
        let _ = list.registry().find(typed[number % typed.len()], &seek);
    });
    row("the report from the whole list", |_| {
        let _ = list.report();
    });
}

fn register(list: &mut Working, number: usize) {
    list.by_hand().unwrap();
    list.set_member(0, Item::Name, &format!("架空　{number}"))
        .unwrap();
    list.set_member(0, Item::Age, &(number % 90).to_string())
        .unwrap();
    list.set_member(0, Item::Address, "見本市一丁目").unwrap();
    list.set_help(0, number.is_multiple_of(9)).unwrap();
    list.register().unwrap();
    list.cancel();
}

fn row(what: &str, mut act: impl FnMut(usize)) {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|number| {
            let begun = Instant::now();
            act(number);
            begun.elapsed()
        })
        .collect();
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "| {what}, {PEOPLE} people | {:.2} ms | {:.2} ms |",
        ms(times[TIMES / 2]),
        ms(times[TIMES - 1])
    );
}
