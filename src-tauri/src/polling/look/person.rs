//! Who it is, as roll or card say.

use polling::election::Election;
use polling::elector::{BirthDate, Elector};
use roll::CardFour;

use super::district_name;
use crate::view::polling::ElectorPersonView;

pub(super) fn of_roll(elector: &Elector, election: &Election) -> ElectorPersonView {
    let (page, line) = elector.page_line;
    ElectorPersonView {
        name: elector.person.name.clone(),
        kana: elector.person.kana.clone(),
        former_name: elector.person.former_name.clone(),
        birth_date: birth_date(elector.person.birth),
        address: elector.person.address.clone(),
        number: elector.number.clone(),
        district: district_name(election, &elector.district),
        page_line: format!("{page}頁 {line}行"),
    }
}

pub(super) fn of_card(four: &CardFour) -> ElectorPersonView {
    ElectorPersonView {
        name: four.name.clone(),
        kana: String::new(),
        former_name: String::new(),
        birth_date: birth_date(four.birth),
        address: four.address.clone(),
        number: String::new(),
        district: String::new(),
        page_line: String::new(),
    }
}

/// `YYYY-MM-DD` without the parts that are not known.
fn birth_date(birth: BirthDate) -> String {
    match (birth.year, birth.month, birth.day) {
        (0, _, _) => String::new(),
        (year, 0, _) => format!("{year:04}"),
        (year, month, 0) => format!("{year:04}-{month:02}"),
        (year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
    }
}
