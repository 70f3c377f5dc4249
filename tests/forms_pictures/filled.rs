//! A form filled as a clerk fills it: the card is read by the desk, what is missing is asked and answered.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use counter::{CardEffect, CardInput, Desk, DeskConfig, Effect, Input, Moment, Question};
use mynacard::TriesLeft;
use paper::{AskedKind, Fonts, FormDefinition, FormDesk, Placement, Sample, Values};

use crate::cast::{self, Typed, Visit};
use crate::picture::Picture;

/// The form that an agent brings along (委任状).
const POWER_OF_ATTORNEY: &str = "power-of-attorney";

/// A form with everything on it.
pub struct Filled {
    pub form: Arc<FormDefinition>,
    pub values: Values,
}

pub enum Outcome {
    Filled(Filled),
    /// What keeps it from being printed.
    Stuck(Vec<String>),
}

impl Filled {
    /// Every sheet as it comes out of the printer.
    pub fn pictures(&self) -> Vec<Picture> {
        let pdf = paper::render(&self.form, &self.values, fonts(), &Placement::default())
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", self.form.id()));
        let sheets = 0..paper::page_count(&pdf).unwrap();
        let width_mm = self.form.paper().width_mm;
        sheets
            .map(|sheet| Picture::draw(&pdf, sheet, width_mm))
            .collect()
    }
}

pub fn forms_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms")
}

pub fn fonts() -> &'static Arc<Fonts> {
    static FONTS: OnceLock<Arc<Fonts>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(station::find_fonts(&[]).unwrap()))
}

/// Every form of the counter.
pub fn forms() -> Vec<Arc<FormDefinition>> {
    of_desk(FormDesk::Counter)
}

/// Every paper of the desks that ask nothing: shelter, then polling desk.
pub fn papers() -> Vec<Arc<FormDefinition>> {
    let mut papers = of_desk(FormDesk::Shelter);
    papers.extend(of_desk(FormDesk::Polling));
    papers
}

fn of_desk(desk: FormDesk) -> Vec<Arc<FormDefinition>> {
    static FORMS: OnceLock<Vec<Arc<FormDefinition>>> = OnceLock::new();
    let load = || {
        let listed = station::list_forms(&forms_dir()).unwrap();
        let forms = listed.into_iter().map(|listed| listed.form.unwrap());
        forms.map(Arc::new).collect()
    };
    let mut forms = FORMS.get_or_init(load).clone();
    forms.retain(|form| form.desk() == desk);
    forms
}

/// A paper of such a desk with each of its samples, by the sample's name: the desk gives it values of
/// this kind and asks nothing.
pub fn samples(form: &Arc<FormDefinition>) -> Vec<(String, Filled)> {
    let samples = Sample::load_all(&forms_dir().join(form.id()))
        .unwrap_or_else(|errors| panic!("{}: {errors:?}", form.id()));
    let filled = samples.into_iter().map(|sample| {
        let filled = Filled {
            form: Arc::clone(form),
            values: sample.values,
        };
        (sample.id, filled)
    });
    filled.collect()
}

/// Fills one form for one visit.
pub fn fill(form: &Arc<FormDefinition>, visit: &Visit) -> Outcome {
    let mut clerk = Clerk::new(form);
    clerk.reads_the_card_of(visit);
    clerk.adds(&cast::SPOUSE, "family.1");
    clerk.does(answer("family.1.relation", "spouse"));
    clerk.adds(&cast::CHILD, "family.2");
    clerk.does(answer("family.2.relation", "child"));
    if visit.by_agent || form.id() == POWER_OF_ATTORNEY {
        clerk.adds(&cast::AGENT, "agent");
        clerk.does(answer("agent.address", "試験県架空市山手９番地"));
        // The letter of authority comes by itself; here it is a form like the others.
        clerk.does(Input::WantForm {
            form: POWER_OF_ATTORNEY.to_owned(),
            on: form.id() == POWER_OF_ATTORNEY,
        });
    }
    clerk.answers_everything(visit.turn);
    clerk.outcome()
}

struct Clerk {
    desk: Desk,
    now: Moment,
}

impl Clerk {
    fn new(form: &FormDefinition) -> Self {
        let desk = Desk::new(DeskConfig {
            guides: Vec::new(),
            forms: forms(),
            fonts: Some(Arc::clone(fonts())),
            city_name: "見本市".to_owned(),
            mayor: "見本市長".to_owned(),
            idle_limit: Duration::from_mins(3),
            code: None,
            hands_over: false,
        });
        let now = Moment {
            uptime: Duration::from_secs(100),
            today: cast::today(),
        };
        let mut clerk = Self { desk, now };
        clerk.does(Input::ChooseForm(form.id().to_owned()));
        clerk
    }

    fn does(&mut self, input: impl Into<Input>) -> Vec<Effect> {
        self.now.uptime += Duration::from_millis(10);
        self.desk.handle(input.into(), self.now)
    }

    fn reads_the_card_of(&mut self, visit: &Visit) {
        let effects = self.does(CardInput::Placed);
        let [Effect::Card(CardEffect::QueryTries(session))] = effects.as_slice() else {
            panic!("the card is asked for its tries");
        };
        let session = *session;
        let full = TriesLeft {
            pin: 3,
            face_code: 10,
        };
        self.does(CardInput::TriesKnown(session, Ok(full)));
        for digit in [4, 8, 2, 6] {
            self.does(CardInput::Press(digit));
        }
        self.does(CardInput::Done);
        let card = mynacard::BasicInfo::new(
            visit.applicant.name().to_owned(),
            visit.applicant.address().to_owned(),
            visit.applicant.birth_date(),
            visit.applicant.sex(),
        );
        self.does(CardInput::Read(session, Ok(card)));
    }

    fn adds(&mut self, typed: &Typed, who: &str) {
        self.does(Input::AddPerson {
            agent: who == "agent",
            by_card: false,
        });
        for (item, value) in typed {
            self.does(answer(&format!("{who}.{item}"), value));
        }
    }

    /// Answers every question, the optional ones as well; a new answer can bring a new question.
    fn answers_everything(&mut self, turn: usize) {
        let mut answered: Vec<String> = Vec::new();
        for _ in 0..400 {
            let questions = self.desk.case().unwrap().questions();
            // What begins with somebody's name or address stays so; choices and numbers begin with anything.
            let begins_anyhow = |kind: &AskedKind| {
                !matches!(
                    kind,
                    AskedKind::Text { .. } | AskedKind::Digits { .. } | AskedKind::Date
                )
            };
            let open = questions
                .into_iter()
                .filter(|question| question.editable && !answered.contains(&question.name))
                .find(|question| {
                    question.value.is_empty()
                        || question.who.is_none() && begins_anyhow(&question.kind)
                });
            let Some(question) = open else {
                return;
            };
            let value = something_for(&question, turn, answered.len());
            self.does(answer(&question.name, &value));
            answered.push(question.name);
        }
        panic!("the questions come to no end");
    }

    fn outcome(mut self) -> Outcome {
        let case = self.desk.case().unwrap();
        let form = &case.forms()[0];
        if form.pdf().is_none() {
            let problems = form.problems().iter().filter(|problem| problem.is_fatal());
            return Outcome::Stuck(problems.map(|problem| format!("{problem:?}")).collect());
        }
        let definition = Arc::clone(form.definition());
        let values = values_of(form.values(), &definition);
        self.does(Input::End);
        Outcome::Filled(Filled {
            form: definition,
            values,
        })
    }
}

/// A copy of the desk's values, which are not to be copied outside tests.
fn values_of(of_desk: &Values, form: &FormDefinition) -> Values {
    let mut values = Values::new();
    for name in of_desk.names() {
        values.insert(name, of_desk.get(name).unwrap_or_default());
    }
    for rows in form.rows() {
        values.put_in_rows(&rows.name, form.people(of_desk, rows));
    }
    values
}

fn answer(name: &str, value: &str) -> Input {
    Input::Answer {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

/// An invented answer; another turn gives other choices.
fn something_for(question: &Question, turn: usize, number: usize) -> String {
    match &question.kind {
        AskedKind::Number { min, max } => {
            let turn = u32::try_from(turn).unwrap();
            (min + (2 + turn) % (max - min + 1)).to_string()
        }
        AskedKind::Digits { max, .. } => "9081726354"
            .chars()
            .cycle()
            .skip(turn)
            .take(usize::try_from(*max).unwrap())
            .collect(),
        AskedKind::Date => format!("2026-1{}-{:02}", turn % 2, 1 + (turn * 7 + number) % 20),
        AskedKind::Choice { options } => options[turn % options.len()].value.clone(),
        AskedKind::Choices { options } => {
            let values = options.iter().map(|option| option.value.as_str());
            let taken: Vec<&str> = values
                .enumerate()
                .filter(|(at, _)| turn.is_multiple_of(2) || at.is_multiple_of(2))
                .map(|(_, value)| value)
                .collect();
            taken.join(",")
        }
        AskedKind::Text { max_chars } => {
            let most = usize::try_from(*max_chars).unwrap();
            text_for(&question.name, number)
                .chars()
                .take(most)
                .collect()
        }
    }
}

fn text_for(name: &str, number: usize) -> String {
    let kana = ["ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ"];
    let sign = kana[number % kana.len()];
    if name.ends_with("kana") {
        format!("ミホン　{sign}")
    } else if name.ends_with("phone") {
        format!("090-0000-00{number:02}")
    } else {
        format!("見本{sign}")
    }
}
