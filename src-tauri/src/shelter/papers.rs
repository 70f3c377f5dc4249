//! Papers of the shelter desk, to the printer that the counter desk prints with.

use std::sync::Arc;

use advice::{Advice, Advise, Bilingual};
use printing::{Document, JobSettings};
use shelter_desk::{DeskError, Paper};

use crate::engine::Engine;
use crate::printer::no_printer;

impl Engine {
    /// Draws and prints; what goes wrong is said at the desk, which goes on meanwhile.
    pub(crate) fn print_paper(&self, paper: Paper) {
        let engine = self.clone();
        tauri::async_runtime::spawn(async move {
            if let Err(advice) = engine.print_values(paper.form, &paper.values).await {
                engine.with_shelter(|shelter| shelter.note(Err(DeskError::Other(advice))));
                engine.publish();
            }
        });
    }

    /// Fills a form of a desk and prints it; done when the printer is.
    pub(crate) async fn print_values(
        &self,
        form: &str,
        values: &paper::Values,
    ) -> Result<(), Advice> {
        let (entry, fonts) = self.with_state(|state| {
            let settings = &state.settings;
            let entry = settings
                .printer_for(form)
                .or_else(|| settings.default_printer());
            (entry, state.fonts.clone())
        });
        let entry = entry.ok_or_else(no_printer)?;
        let definition =
            station::load_form(&self.places().forms_dir, form).map_err(|error| error.advice())?;
        let profile = entry
            .load_profile(self.places())
            .map_err(|error| error.advice())?;
        let fonts: Arc<paper::Fonts> = fonts.ok_or_else(not_drawn)?;
        let placement = station::placement(&profile);
        let pdf = paper::render(&definition, values, &fonts, &placement)
            .map_err(|problems| problems.first().map_or_else(not_drawn, Advise::advice))?;
        let printer = entry.open(self.places()).map_err(|error| error.advice())?;
        let page = definition.paper();
        let settings = JobSettings::default();
        let sent = printer.print_document(
            Document::new(pdf),
            Some((page.width_mm, page.height_mm)),
            &definition.title().ja,
            &settings,
            |_| {},
        );
        sent.await.map_err(|error| error.advice())
    }
}

fn not_drawn() -> Advice {
    Advice::new(
        "shelter-paper-not-drawn",
        Bilingual::new("書類を作れませんでした。", "The paper could not be drawn."),
        Bilingual::new(
            "フォントの設定を情報担当に確かめてもらってください。記録は残っています。",
            "Ask IT to check the fonts. What was written down stays.",
        ),
    )
}
