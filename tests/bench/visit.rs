//! From the card on the reader to six printed forms: whose time it is.
//!
//! Real smart card service, card in software, real IPP printer in software that prints at once.
//! The clerk's and the resident's own time is none: every answer comes at once.

use std::cell::Cell;
use std::time::{Duration, Instant, SystemTime};

use counter::{CardEffect, CardInput, Desk, DeskConfig, Effect, Input, Moment, Who};
use mynacard::{Channel, ChannelError, pcsc};
use paper::AskedKind;
use printing::{Printer, Profile};
use stories::{Card, Pcscd, TestPrinter, person, workspace};
use virtual_card::Slot;
use zeroize::Zeroizing;

use super::timed;

const ROUNDS: usize = 5;
const GUIDE: &str = "moving-in";
/// Notice of moving in, health insurance, child allowance, child medical, care, My Number Card.
const FORMS: usize = 6;
/// The applicant has a card; these are typed.
const FAMILY: [(&str, &str, &str, &str); 3] = [
    ("見本　花子", "1987-08-09", "female", "spouse"),
    ("見本　海", "2015-06-01", "male", "child"),
    ("見本　空", "2019-02-11", "female", "child"),
];

/// Where the time of one visit went.
struct Split {
    whole: Duration,
    card: Duration,
    /// In our own code: filling, layout, PDF, and what printing takes of the processor.
    ours: Duration,
    /// From the arrival of each PDF until we asked again and heard of its end.
    asking_late: Duration,
}

impl Split {
    fn printer(&self) -> Duration {
        self.whole
            .saturating_sub(self.card + self.ours + self.asking_late)
    }
}

pub fn print_table() {
    let _pcscd = Pcscd::take();
    let resident = person("ordinary");
    let card = Card::of(&resident);
    super::card::wait_for_card();
    let device = TestPrinter::start().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut splits: Vec<Split> = (0..ROUNDS)
        .map(|_| {
            let visit = Visit::new(&device, &runtime);
            visit.run(resident.pin())
        })
        .collect();
    assert_eq!(
        device.printed().unwrap().len(),
        ROUNDS * FORMS,
        "every form came out of the printer"
    );
    drop(card);
    splits.sort_by_key(|split| split.whole);
    let split = &splits[ROUNDS / 2];
    println!("\n| from card to six printed forms, a family of four | time | share |");
    println!("| --- | ---: | ---: |");
    for (what, time) in [
        ("card and reader: inside the channel", split.card),
        ("ours: filling, layout, PDF, sending", split.ours),
        (
            "printer: its answers, until each form is out",
            split.printer(),
        ),
        ("our pauses: form out, not asked yet", split.asking_late),
        ("all", split.whole),
    ] {
        println!(
            "| {what} | {} | {:.0} % |",
            super::milliseconds(time),
            time.as_secs_f64() / split.whole.as_secs_f64() * 100.0
        );
    }
}

/// One visit at a desk of its own.
struct Visit<'v> {
    desk: Desk,
    began: Instant,
    device: &'v TestPrinter,
    runtime: &'v tokio::runtime::Runtime,
    printer: Printer,
    card: Cell<Duration>,
    printing: Duration,
    printing_ours: Duration,
    asking_late: Duration,
    printed: usize,
}

impl<'v> Visit<'v> {
    fn new(device: &'v TestPrinter, runtime: &'v tokio::runtime::Runtime) -> Self {
        let forms = station::list_forms(&workspace().join("forms")).unwrap();
        let guides = station::list_guides(&workspace().join("forms")).unwrap();
        let desk = Desk::new(DeskConfig {
            guides: guides
                .into_iter()
                .map(|listed| listed.guide.ok().unwrap().into())
                .collect(),
            forms: forms
                .into_iter()
                .map(|listed| listed.form.unwrap())
                .filter(|form| form.desk() == paper::FormDesk::Counter)
                .map(Into::into)
                .collect(),
            fonts: Some(station::find_fonts(&[]).unwrap().into()),
            city_name: "見本市".to_owned(),
            mayor: "見本市長".to_owned(),
            idle_limit: Duration::from_mins(3),
            code: None,
            hands_over: false,
        });
        Self {
            desk,
            began: Instant::now(),
            device,
            runtime,
            printer: Printer::new(&device.uri(), Profile::generic_a4()).unwrap(),
            card: Cell::default(),
            printing: Duration::ZERO,
            printing_ours: Duration::ZERO,
            asking_late: Duration::ZERO,
            printed: 0,
        }
    }

    fn run(mut self, pin: &str) -> Split {
        self.answer_the_guide();
        let whole = timed(|| {
            self.read_the_card(pin);
            self.add_the_family();
            self.answer_what_is_missing();
            self.print();
        });
        assert_eq!(self.printed, FORMS, "the visit has six forms");
        let card = self.card.get();
        Split {
            whole,
            card,
            ours: whole.saturating_sub(card + self.printing) + self.printing_ours,
            asking_late: self.asking_late,
        }
    }

    fn does(&mut self, input: impl Into<Input>) -> Vec<Effect> {
        let now = Moment {
            uptime: self.began.elapsed(),
            today: jiff::civil::date(2026, 11, 21),
        };
        self.desk.handle(input.into(), now)
    }

    fn answer(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.does(Input::Answer {
            name: name.into(),
            value: value.into(),
        });
    }

    /// Before the card: every first option, and nothing besides.
    fn answer_the_guide(&mut self) {
        self.does(Input::ChooseGuide(GUIDE.to_owned()));
        loop {
            let questions = self.desk.case().unwrap().guide_questions();
            let Some(open) = questions.into_iter().find(|each| each.value.is_empty()) else {
                break;
            };
            let value = match &open.kind {
                AskedKind::Choices { options } => &options.last().unwrap().value,
                AskedKind::Choice { options } => &options[0].value,
                _ => "2026-11-20",
            };
            let value = value.to_owned();
            self.answer(open.name, value);
        }
        self.does(Input::ToForms);
    }

    fn read_the_card(&mut self, pin: &str) {
        let asked = self.does(CardInput::Placed);
        let [Effect::Card(CardEffect::QueryTries(session))] = asked.as_slice() else {
            panic!("the card is asked for its tries");
        };
        let tries = self.at_the_card(|card| mynacard::tries_left(card).unwrap());
        self.does(CardInput::TriesKnown(*session, Ok(tries)));
        for digit in pin.bytes() {
            self.does(CardInput::Press(digit - b'0'));
        }
        let asked = self.does(CardInput::Done);
        let [
            Effect::Card(CardEffect::ReadBasicInfo {
                session,
                secret,
                last_try,
            }),
        ] = asked.as_slice()
        else {
            panic!("the card is read");
        };
        let info =
            self.at_the_card(|card| mynacard::read_basic_info(card, secret, *last_try).unwrap());
        self.does(CardInput::Read(*session, Ok(info)));
    }

    /// Connects, and counts connecting, every exchange and letting go as the card's time.
    fn at_the_card<T>(&self, act: impl FnOnce(&mut TimedChannel<'_>) -> T) -> T {
        let begun = Instant::now();
        let inner = pcsc::connect(Slot::First.reader_name()).unwrap();
        let spent = &self.card;
        spent.set(spent.get() + begun.elapsed());
        let mut channel = TimedChannel { inner, spent };
        let result = act(&mut channel);
        let begun = Instant::now();
        drop(channel);
        spent.set(spent.get() + begun.elapsed());
        result
    }

    fn add_the_family(&mut self) {
        for (number, (name, birth_date, sex, relation)) in (1..).zip(FAMILY) {
            self.does(Input::AddPerson {
                agent: false,
                by_card: false,
            });
            let who = Who::Family(number);
            for (item, value) in [
                ("name", name),
                ("birth_date", birth_date),
                ("sex", sex),
                ("relation", relation),
            ] {
                self.answer(who.datum(item), value);
            }
        }
        assert_eq!(self.desk.case().unwrap().people().count(), 4);
    }

    fn answer_what_is_missing(&mut self) {
        loop {
            let questions = self.desk.case().unwrap().questions();
            let Some(missing) = questions.into_iter().find(counter::Question::is_missing) else {
                return;
            };
            let value = match &missing.kind {
                AskedKind::Number { min, .. } => min.to_string(),
                AskedKind::Digits { min, .. } => "1".repeat(usize::try_from(*min).unwrap()),
                AskedKind::Date => "2026-11-20".to_owned(),
                AskedKind::Choice { options } | AskedKind::Choices { options } => {
                    options[0].value.clone()
                }
                AskedKind::Text { .. } => "見本".to_owned(),
            };
            self.answer(missing.name, value);
        }
    }

    fn print(&mut self) {
        let mut effects = self.does(Input::Print { elsewhere: None });
        loop {
            match effects.as_slice() {
                [
                    Effect::Print {
                        session,
                        pdf,
                        title,
                        ..
                    },
                ] => {
                    self.print_one(pdf.to_vec(), title);
                    effects = self.does(Input::PrintEnded(*session, Ok(())));
                }
                [Effect::Record(_)] => return,
                _ => panic!("form after form goes to the printer: {}", self.why_not()),
            }
        }
    }

    fn why_not(&self) -> String {
        let forms = self.desk.case().unwrap().forms().iter();
        let problems = forms.flat_map(counter::CaseForm::problems);
        let fields: Vec<_> = problems.map(|problem| problem.field.clone()).collect();
        fields.join(", ")
    }

    fn print_one(&mut self, pdf: Vec<u8>, title: &str) {
        let processor = on_processor();
        self.printing += timed(|| {
            self.runtime
                .block_on(self.printer.print(pdf, title, 1, |_| {}))
                .unwrap();
        });
        let heard = SystemTime::now();
        self.printing_ours += on_processor().saturating_sub(processor);
        let out = self.device.printed().unwrap();
        let arrived = out.last().unwrap().metadata().unwrap().modified().unwrap();
        self.asking_late += heard.duration_since(arrived).unwrap_or_default();
        self.printed += 1;
    }
}

/// Counts the time inside the channel.
struct TimedChannel<'t> {
    inner: pcsc::PcscChannel,
    spent: &'t Cell<Duration>,
}

impl Channel for TimedChannel<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Zeroizing<Vec<u8>>, ChannelError> {
        let begun = Instant::now();
        let answer = self.inner.transmit(command);
        self.spent.set(self.spent.get() + begun.elapsed());
        answer
    }
}

/// How long this thread has had a processor: the runtime has no other thread.
fn on_processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = stat.split_whitespace().next().unwrap().parse().unwrap();
    Duration::from_nanos(nanoseconds)
}
