use super::*;

const ORDINARY: &str = include_str!("../residents/ordinary.toml");

fn refusal(text: &str) -> Option<ResidentError> {
    Resident::parse(text).err()
}

#[test]
fn every_builtin_resident_is_invented_consistent_and_unlike_the_others() {
    let residents = crate::builtin();
    assert_eq!(residents.len(), 9);
    let mut pins: Vec<_> = residents.iter().map(|r| r.pin().to_owned()).collect();
    for pin in &pins {
        let mut digits: Vec<_> = pin.chars().collect();
        digits.sort_unstable();
        digits.dedup();
        assert_eq!(digits.len(), 4, "digits of a PIN are unlike each other");
    }
    pins.sort_unstable();
    pins.dedup();
    assert_eq!(pins.len(), residents.len());
    for resident in &residents {
        assert!(resident.hint().ja.contains(resident.pin()));
        assert!(resident.hint().en.contains(resident.face_code()));
    }
}

#[test]
fn each_kind_of_resident_is_there() {
    let residents = crate::builtin();
    let find = |id: &str| residents.iter().find(|r| r.id() == id).expect("built in");
    assert!(
        find("long-name").address().len() > 127,
        "needs the 82 length"
    );
    assert!(
        find("foreign")
            .name()
            .starts_with(|c: char| c.is_ascii_uppercase())
    );
    assert!(find("foreign").name().contains("（通称）"));
    assert!(find("foreign").face_code().starts_with("920708"));
    assert!(find("ordinary").face_code().starts_with("600314"));
    assert!(find("variants").name().contains('\u{E010F}'));
    assert_eq!(find("sex-not-stated").sex_code(), b'9');
    assert_eq!(find("locked").pin_tries(), 0);
    assert_eq!(find("last-try").pin_tries(), 1);
    assert!(find("expired").certificates() == Certificates::Expired);
    assert!(!find("no-certificate").has_certificates());
}

/// A face that the print font does not have would make the resident useless for training.
#[test]
fn ipamj_mincho_has_every_character_and_variation_of_the_residents() {
    let path = "/usr/share/fonts/truetype/ipamj/ipamjm.ttf";
    let font = std::fs::read(path).expect("package fonts-ipamj-mincho");
    let font = ttf_parser::Face::parse(&font, 0).expect("a font");
    for resident in crate::builtin() {
        for text in [resident.name(), resident.address()] {
            let mut previous = '　';
            for letter in text.chars() {
                let glyph = match letter {
                    '\u{E0100}'..='\u{E01EF}' => font.glyph_variation_index(previous, letter),
                    _ => font.glyph_index(letter),
                };
                assert!(
                    glyph.is_some(),
                    "U+{:04X} U+{:04X}",
                    previous as u32,
                    letter as u32
                );
                previous = letter;
            }
        }
    }
}

#[test]
fn a_file_that_could_mean_a_real_person_is_refused() {
    let real = ORDINARY.replace("invented = true", "invented = false");
    assert_eq!(refusal(&real), Some(ResidentError::NotInvented));
    // 123456789018 is the worked example of the check digit in the facts.
    let line = ORDINARY
        .lines()
        .find(|line| line.starts_with("number"))
        .expect("a number");
    let right = ORDINARY.replace(line, "number = \"123456789018\"");
    assert_eq!(refusal(&right), Some(ResidentError::NumberCouldBeReal));
    let wrong = ORDINARY.replace(line, "number = \"123456789017\"");
    assert_eq!(refusal(&wrong), None);
}

#[test]
fn parts_that_do_not_fit_are_refused_by_name() {
    let changed = |from: &str, to: &str| {
        assert!(ORDINARY.contains(from), "{from}");
        refusal(&ORDINARY.replace(from, to))
    };
    assert_eq!(
        changed("pin = \"4826\"", "pin = \"482\""),
        Some(ResidentError::Form("card.pin"))
    );
    assert_eq!(
        changed("sex = 1", "sex = 3"),
        Some(ResidentError::Form("person.sex"))
    );
    assert_eq!(
        changed("1985-03-14", "1986-03-14"),
        Some(ResidentError::FaceCode)
    );
    assert_eq!(
        changed("TRAINING01", "short"),
        Some(ResidentError::Form("card.sign_password"))
    );
    assert!(matches!(
        changed("[card]", "[cards]"),
        Some(ResidentError::Syntax(_))
    ));
}
