//! What is done when a case is over, or beside it: the record of the visit, the files, the slip.

use advice::{Advice, Advise, Bilingual};
use counter::{HandOver, Input, Known, Session, Visit};
use handover::Filled;
use paper::{Slip, SlipPaper, SlipProcedure, bitmap};
use printing::{Document, JobSettings, Raster};
use rand_core::OsRng;
use station::{Counts, Ended, PrintedForm, PrinterEntry, ReadBy, SessionRecord, SlipNumbers};

use crate::engine::Engine;

/// A6 in millimetres.
const SLIP_PAGE: (f64, f64) = (105.0, 148.0);

impl Engine {
    /// Notes how long a visit took; a desk that cannot count goes on serving.
    pub(crate) fn record(&self, visit: &Visit) {
        let counted = Counts::open(&self.places().counts_file())
            .and_then(|counts| counts.record(&record_of(visit)));
        if let Err(error) = counted {
            tracing::warn!(code = error.advice().code, "a visit was not counted");
        }
    }

    /// Writes the file for the back office, whole or not at all.
    pub(crate) fn hand_over(&self, session: Session, forms: Vec<HandOver>) {
        let settings = self.with_state(|state| state.settings.handover.clone());
        let engine = self.clone();
        tauri::async_runtime::spawn_blocking(move || {
            let now = station::now();
            let filled: Vec<Filled> = forms
                .iter()
                .map(|form| Filled::of(&form.form, &form.values, now.date()))
                .collect();
            drop(forms);
            let written = station::write_handover_file(&settings, &filled, now, &mut OsRng);
            let result = written.map(drop).map_err(|error| error.advice());
            engine.input(Input::HandedOver(session, result));
        });
    }

    /// Prints the slip: a number, the time, the procedures and their windows.
    pub(crate) fn print_slip(&self, lines: Vec<(Bilingual, Bilingual)>) {
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            let problem = engine.slip(lines).await.err();
            engine.with_state(|state| state.slip_problem = problem.map(Into::into));
            engine.publish();
        });
    }

    async fn slip(&self, lines: Vec<(Bilingual, Bilingual)>) -> Result<(), Advice> {
        let issued = station::now();
        let (settings, fonts) =
            self.with_state(|state| (state.settings.clone(), state.fonts.clone()));
        let entry = settings
            .slip_printer()
            .or_else(|| settings.default_printer())
            .ok_or_else(crate::printer::no_printer)?;
        let fonts = fonts.ok_or_else(not_drawn)?;
        let number = SlipNumbers::open(&self.places().slip_numbers_file())
            .and_then(|mut numbers| numbers.next(issued.date()))
            .map_err(|error| error.advice())?;
        let slip = Slip {
            city: settings.city_name,
            number,
            issued,
            procedures: lines
                .into_iter()
                .map(|(title, window)| SlipProcedure {
                    title: title.ja,
                    window: window.ja,
                })
                .collect(),
        };
        let drawn = |paper| slip.to_pdf(paper, &fonts).map_err(|_| not_drawn());
        if entry.is_receipt() {
            return self.on_roll(&entry, drawn).await;
        }
        let printer = entry.open(self.places()).map_err(|error| error.advice())?;
        let document = Document::new(drawn(SlipPaper::A6)?);
        printer
            .print_document(
                document,
                Some(SLIP_PAGE),
                "受付票",
                &JobSettings::default(),
                |_| {},
            )
            .await
            .map_err(|error| error.advice())
    }

    async fn on_roll(
        &self,
        entry: &PrinterEntry,
        drawn: impl Fn(SlipPaper) -> Result<Vec<u8>, Advice>,
    ) -> Result<(), Advice> {
        let device = entry
            .open_receipt(self.places())
            .map_err(|error| error.advice())?;
        let roll = device.receipt().roll;
        let pdf = drawn(SlipPaper::Roll {
            printable_mm: roll.printable_mm(),
        })?;
        let picture = bitmap(&pdf, 0, roll.dots()).map_err(|_| not_drawn())?;
        let raster = Raster::new(picture.width, picture.bits).ok_or_else(not_drawn)?;
        let ended = device.print(&raster, |_| {}).await;
        ended.map_err(|error| error.advice())
    }
}

fn not_drawn() -> Advice {
    Advice::new(
        "slip-not-drawn",
        Bilingual::new(
            "手続き案内票を作れませんでした。",
            "The guide slip could not be made.",
        ),
        Bilingual::new(
            "手続きの名前にフォントにない文字がないか、手続きが多すぎないか、情報担当に確かめてもらってください。",
            "Ask IT whether the names of the procedures have characters that no font has, or are too many.",
        ),
    )
}

fn record_of(visit: &Visit) -> SessionRecord {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let printed = visit.card_to_paper.is_some();
    let by_card = visit.known != Known::ByHand;
    SessionRecord {
        when: station::now().into(),
        read_by: Some(match visit.known {
            Known::ByPin => ReadBy::Pin,
            Known::ByFaceCode => ReadBy::FaceCode,
            Known::ByHand => ReadBy::ByHand,
        })
        .filter(|_| printed || by_card),
        ended: if printed {
            Ended::Printed
        } else {
            Ended::GivenUp
        },
        guide: visit.guide.clone(),
        card_to_paper: visit.card_to_paper.filter(|_| by_card),
        at_counter: visit.in_all,
        pages: number(visit.pages),
        people: number(visit.people),
        forms: visit
            .forms
            .iter()
            .map(|id| PrintedForm {
                id: id.clone(),
                count: 1,
            })
            .collect(),
    }
}
