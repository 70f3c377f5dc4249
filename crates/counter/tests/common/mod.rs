//! A desk with the forms and guides of the repository, and somebody who works at it.
#![allow(dead_code, reason = "each test uses its part")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use counter::{CardEffect, CardInput, Desk, DeskConfig, Effect, Input, Moment, Session, Stage};
use jiff::civil::date;
use mynacard::{BasicInfo, BirthDate, Sex, TriesLeft};
use paper::{Fonts, FormDefinition, Guide};

pub const FORM: &str = "juminhyo-request";
pub const IDLE: Duration = Duration::from_mins(3);
pub const A_MOMENT: Duration = Duration::from_millis(500);
pub const FULL: TriesLeft = TriesLeft {
    pin: 3,
    face_code: 10,
};

fn fonts() -> Arc<Fonts> {
    static FONTS: OnceLock<Arc<Fonts>> = OnceLock::new();
    FONTS
        .get_or_init(|| Arc::new(station::find_fonts(&[]).unwrap()))
        .clone()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms")
}

/// Every form of the repository.
fn forms() -> Vec<Arc<FormDefinition>> {
    static FORMS: OnceLock<Vec<Arc<FormDefinition>>> = OnceLock::new();
    let load = || {
        let listed = station::list_forms(&folder()).unwrap();
        let forms = listed.into_iter().map(|listed| listed.form.unwrap());
        forms.map(Arc::new).collect()
    };
    FORMS.get_or_init(load).clone()
}

/// Every life event of the repository.
fn guides() -> Vec<Arc<Guide>> {
    let listed = station::list_guides(&folder()).unwrap();
    let guides = listed.into_iter().map(|listed| listed.guide.ok().unwrap());
    guides.map(Arc::new).collect()
}

pub struct Counter {
    pub desk: Desk,
    pub now: Moment,
}

impl Counter {
    pub fn new() -> Self {
        let desk = Desk::new(DeskConfig {
            guides: guides(),
            forms: forms(),
            fonts: Some(fonts()),
            city_name: "見本市".to_owned(),
            mayor: "見本市長".to_owned(),
            idle_limit: IDLE,
            code: None,
            hands_over: false,
        });
        let now = Moment {
            uptime: Duration::from_secs(100),
            today: date(2026, 11, 21),
        };
        Self { desk, now }
    }

    pub fn does(&mut self, input: impl Into<Input>) -> Vec<Effect> {
        self.now.uptime += Duration::from_millis(10);
        self.desk.handle(input.into(), self.now)
    }

    pub fn waits(&mut self, time: Duration) {
        self.now.uptime += time;
        self.desk.handle(Input::Tick, self.now);
    }

    /// Picks the form and puts a card on that has these tries left.
    pub fn card_with(&mut self, tries: TriesLeft) -> Session {
        self.does(Input::ChooseForm(FORM.to_owned()));
        let effects = self.does(CardInput::Placed);
        let [Effect::Card(CardEffect::QueryTries(session))] = effects.as_slice() else {
            panic!("the card is asked for its tries, and nothing else");
        };
        let session = *session;
        assert!(
            self.does(CardInput::TriesKnown(session, Ok(tries)))
                .is_empty()
        );
        session
    }

    pub fn types(&mut self, digits: &str) -> Vec<Effect> {
        for digit in digits.bytes() {
            assert!(self.does(CardInput::Press(digit - b'0')).is_empty());
        }
        self.does(CardInput::Done)
    }

    /// A session whose form stands filled.
    pub fn filled(&mut self) -> Session {
        let session = self.card_with(FULL);
        self.types("4826");
        self.does(CardInput::Read(session, Ok(person())));
        assert!(matches!(self.desk.stage(), Stage::Filling));
        session
    }
}

/// An invented person.
pub fn person() -> BasicInfo {
    BasicInfo::new(
        "見本　花子".to_owned(),
        "試験県架空市見本町１丁目２番３号".to_owned(),
        BirthDate::Known(date(1990, 4, 1)),
        Sex::Female,
    )
}

/// The pages of the first form.
pub fn pages(desk: &Desk) -> Option<Vec<u8>> {
    let form = desk.case()?.forms().first()?;
    form.pdf().map(<[u8]>::to_vec)
}

/// Print what is not on paper yet, each form on its own printer.
pub fn print() -> Input {
    Input::Print { elsewhere: None }
}
