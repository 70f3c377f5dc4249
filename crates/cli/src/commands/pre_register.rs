//! `kazashi shelter pre-register`: cards of households that register beforehand (事前登録カード).

use advice::Advise;
use paper::Placement;
use rand_core::{OsRng, RngCore};
use shelter::exchange::papers::{BeforehandCard, PRE_REGISTRATION, beforehand_values};
use shelter::exchange::{ImportedHousehold, import_households};
use shelter::plain::Text;
use station::{Places, Settings, find_fonts};
use vault::{ActivationCode, Package, PreRegistered, PreRegistration, Secrets};
use zeroize::Zeroizing;

use super::fill;
use super::shelter::bytes_of;
use crate::failure::{Failure, OrFail};
use crate::ledger_args::PreRegister;
use crate::output;
use crate::passphrase_input::Lines;
use crate::shelter_failure::ShelterCliError;

/// Says how many cards there are; with any fault nothing is written.
pub fn run(asked: &PreRegister) -> Result<(), Failure> {
    let table = Zeroizing::new(bytes_of(&asked.people)?);
    let households = import_households(&table).map_err(|faults| {
        let lines = faults.iter().map(|fault| ShelterCliError::HouseholdLine {
            file: asked.people.clone(),
            line: fault.line,
            what: fault.advice().what,
        });
        Failure::of_all(&lines.collect::<Vec<_>>())
    })?;
    let code = ActivationCode::parse(&Lines::of_stdin()?.next()?).or_fail()?;
    let package = Package::load(&asked.package).or_fail()?;
    let opened = package.open(&code).or_fail()?;

    let mut cards = Vec::with_capacity(households.len());
    for (place, household) in (1..).zip(&households) {
        let card = card(household, &opened.secrets);
        cards.push(card.map_err(|error| {
            Failure::from(&ShelterCliError::Household {
                file: asked.people.clone(),
                place,
                what: error.advice().what,
            })
        })?);
    }
    let city = &opened.public.about.city_name;
    let values = beforehand_values(&cards, city, station::today());

    let places = Places::find().or_fail()?;
    let settings = Settings::load(&places).or_fail()?;
    let form = fill::form(&places, PRE_REGISTRATION)?;
    let fonts = find_fonts(&settings.extra_fonts).or_fail()?;
    let pdf = paper::render(&form, &values, &fonts, &Placement::default())
        .map_err(|problems| Failure::of_all(&problems))?;
    output::whole_file(&asked.out, &Zeroizing::new(pdf))?;
    output::line(cards.len())
}

fn card(
    household: &ImportedHousehold,
    secrets: &Secrets,
) -> Result<BeforehandCard, vault::PreRegistrationError> {
    let own = |text: &Text| text.as_str().to_owned();
    let people = household.people.iter().map(|member| PreRegistered {
        name: own(&member.name),
        kana: own(&member.kana),
        birth_date: own(&member.birth_date),
        sex: own(&member.sex),
    });
    let mut id = [0; 16];
    OsRng.fill_bytes(&mut id);
    let registration = PreRegistration {
        id,
        issued: station::today(),
        address: Zeroizing::new(own(&household.address)),
        phone: Zeroizing::new(own(&household.phone)),
        people: people.collect(),
    };
    let code = registration.seal(&secrets.pre_registration, &mut OsRng)?;
    Ok(BeforehandCard {
        number: household.number.clone(),
        called: household.called.clone(),
        people: household.people.len(),
        token: Text::from(code.as_str()),
    })
}
