//! `kazashi shelter pre-register`: from the table to the printed card to a desk of a shelter.

use std::path::Path;
use std::process::Command;

use shelter::plain::Item;
use shelter_desk::{Arrival, Folder, ShelterDesk};

use crate::ledger::prepared;
use crate::machine::{Machine, Ran};

const TABLE: &str = "世帯番号,呼び名,氏名,フリガナ,生年月日,性別,住所,電話番号\r\n\
    A-1,みほん家,見本　太郎,みほん たろう,1957/4/1,男,見本市見本町1-1,090-0000-0001\r\n\
    A-1,,見本　花子,,1960-12,女,,\r\n\
    A-2,,架空　一郎,,,,見本市架空町2,\r\n";

fn pre_register(machine: &Machine, code: &str) -> Ran {
    machine.run_with_input(
        &[
            "shelter",
            "pre-register",
            "--package",
            "city.kazashi-package",
            "--people",
            "people.csv",
            "--out",
            "cards.pdf",
        ],
        &format!("{code}\n"),
    )
}

/// What a reader of other people sees on the first page, from the top.
fn codes_on(pdf: &Path) -> Vec<String> {
    let drawn = Command::new("pdftoppm")
        .args(["-r", "200", "-gray", "-singlefile"])
        .arg(pdf)
        .output()
        .unwrap();
    let mut parts = drawn.stdout.splitn(4, u8::is_ascii_whitespace);
    assert_eq!(parts.next(), Some(b"P5".as_slice()));
    let mut number = || -> usize {
        let digits = std::str::from_utf8(parts.next().unwrap()).unwrap();
        digits.parse().unwrap()
    };
    let (width, height) = (number(), number());
    let dots = &drawn.stdout[drawn.stdout.len() - width * height..];
    let dot = |x: usize, y: usize| dots[y * width + x];
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, dot);
    let mut grids = picture.detect_grids();
    grids.sort_by_key(|grid| grid.bounds[0].y);
    grids.iter().map(|grid| grid.decode().unwrap().1).collect()
}

fn text_on(pdf: &Path) -> String {
    let text = Command::new("pdftotext")
        .args([pdf.as_os_str(), "-".as_ref()])
        .output()
        .unwrap();
    String::from_utf8(text.stdout).unwrap()
}

#[test]
fn a_household_of_the_table_is_let_in_by_its_printed_card_and_nothing_of_it_can_be_read() {
    let machine = Machine::new();
    let codes = prepared(&machine);
    machine.write("people.csv", TABLE);
    // A keeper's code does it too.
    let ran = pre_register(&machine, &codes[1].1);
    ran.assert_done();
    assert_eq!(ran.out, "2\n");

    let pdf = machine.path("cards.pdf");
    let text = text_on(&pdf);
    for shown in ["みほん家", "A-1", "A-2", "2人", "1人", "見本市"] {
        assert!(text.contains(shown), "{shown} is not in {text}");
    }
    for secret in ["太郎", "花子", "架空", "見本町", "1957", "090"] {
        assert!(!text.contains(secret));
    }

    let seen = codes_on(&pdf);
    assert_eq!(seen.len(), 2);
    let pc = tempfile::tempdir().unwrap();
    let today = station::today();
    let package = Folder::new(pc.path(), false).package();
    std::fs::create_dir_all(package.parent().unwrap()).unwrap();
    std::fs::copy(machine.path("city.kazashi-package"), package).unwrap();
    let mut desk = ShelterDesk::start(pc.path(), today);
    desk.switch_over(true).unwrap();
    desk.code(&codes[0].1, today).unwrap();
    desk.open_shelter("見本公民館", "見本町2", "80", false, today)
        .unwrap();
    let list = desk.working_mut().unwrap();
    list.scan(&seen[0]).unwrap();
    list.set_help(0, false).unwrap();
    list.set_help(1, true).unwrap();
    list.register().unwrap();
    let Arrival::Done(people) = list.arrival() else {
        panic!("they are in");
    };
    let said = |place: usize, item| {
        let person = list.registry().list().person(people[place]).unwrap();
        person.item(item).unwrap_or_default().to_owned()
    };
    assert_eq!(said(0, Item::Name), "見本　太郎");
    assert_eq!(said(0, Item::Kana), "ミホン　タロウ");
    assert_eq!(said(1, Item::BirthDate), "1960-12");
    assert_eq!(said(1, Item::Address), "見本市見本町1-1");
    assert_eq!(said(1, Item::Phone), "090-0000-0001");
}

#[test]
fn a_fault_is_pointed_at_without_the_value_and_no_card_is_made() {
    let machine = Machine::new();
    let codes = prepared(&machine);
    machine.write(
        "people.csv",
        "氏名,生年月日\n見本　太郎,きのう\n,1957-04-01\n",
    );
    let ran = pre_register(&machine, &codes[0].1);
    assert_eq!(ran.code, 203);
    for told in ["people.csv, line 2: 生年月日", "people.csv, line 3: 氏名"] {
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    assert!(!ran.err.contains("きのう") && !ran.err.contains("太郎"));

    // One who has more relatives than a code has room for.
    let many: Vec<String> = (0..400).map(|n| format!("見本　第{n}号𠮷{n}")).collect();
    machine.write("people.csv", &format!("氏名\n{}\n", many.join("\n")));
    let ran = pre_register(&machine, &codes[0].1);
    assert_eq!(ran.code, 203);
    assert!(ran.err.contains("household 1"), "{}", ran.err);

    machine.write("people.csv", TABLE);
    assert_eq!(pre_register(&machine, "AAAA-BBBB").code, 203);
    assert!(!machine.path("cards.pdf").exists());
}
