//! The training tray: invented residents whose cards a click puts on the virtual reader.
//!
//! Without the feature `training` there is no tray and no virtual card in the program.

use crate::view::TrainingView;

#[cfg(feature = "training")]
pub use with_cards::{Tray, invented, values_of};
#[cfg(not(feature = "training"))]
pub use without_cards::{Tray, invented, values_of};

/// What training uses where the city has set nothing; empty in a production build.
#[derive(Default)]
pub struct StandIn {
    pub city_name: &'static str,
    pub mayor: &'static str,
    pub printer_uri: Option<String>,
}

impl StandIn {
    pub fn new() -> Self {
        if !cfg!(feature = "training") {
            return Self::default();
        }
        Self {
            city_name: "見本市",
            mayor: "見本市長",
            // Of the printer that `cargo xtask run` starts.
            printer_uri: std::env::var("KAZASHI_TRAINING_PRINTER").ok(),
        }
    }
}

#[cfg(feature = "training")]
mod with_cards {
    use std::collections::HashMap;
    use std::path::PathBuf;

    use advice::{Advice, Advise, Bilingual};
    use paper::Values;
    use virtual_card::{
        Chip, Faults, Inserted, Resident, Slot, TrainingCa, TransitCard, VirtualCard,
    };

    use super::TrainingView;
    use crate::view::TrainingResident;

    /// Cards in the drawer, and the one on the reader.
    pub struct Tray {
        residents: Vec<Resident>,
        ca_folder: PathBuf,
        transit_cards: Vec<TransitCard>,
        inserted: Option<(String, OnReader)>,
        // A card keeps its tries while it lies in the drawer, as a real one does.
        drawer: HashMap<String, VirtualCard>,
    }

    /// The card on the virtual reader.
    enum OnReader {
        Resident(Inserted),
        #[expect(dead_code, reason = "lies there until it is dropped")]
        Transit(Inserted<TransitCard>),
    }

    impl Tray {
        pub fn new(data_folder: &std::path::Path) -> Self {
            Self {
                residents: virtual_card::builtin(),
                transit_cards: TransitCard::builtin(),
                ca_folder: data_folder.join("training-ca"),
                inserted: None,
                drawer: HashMap::new(),
            }
        }

        pub fn insert(&mut self, id: &str, today: jiff::civil::Date) -> Result<(), Advice> {
            self.remove();
            let mut transit_cards = self.transit_cards.iter();
            let on_reader = if let Some(card) = transit_cards.find(|card| card.id() == id) {
                OnReader::Transit(put_on(card.clone())?)
            } else if let Some(card) = self.card_of(id, today)? {
                OnReader::Resident(put_on(card)?)
            } else {
                return Ok(());
            };
            self.inserted = Some((id.to_owned(), on_reader));
            Ok(())
        }

        /// The card of a resident, out of the drawer or new.
        fn card_of(
            &mut self,
            id: &str,
            today: jiff::civil::Date,
        ) -> Result<Option<VirtualCard>, Advice> {
            if let Some(card) = self.drawer.remove(id) {
                return Ok(Some(card));
            }
            let Some(resident) = self.residents.iter().find(|resident| resident.id() == id) else {
                return Ok(None);
            };
            let ca = TrainingCa::open_or_create(&self.ca_folder).map_err(|error| error.advice())?;
            let card = VirtualCard::issue(resident, &ca, today);
            card.map(Some).map_err(|error| error.advice())
        }

        pub fn remove(&mut self) {
            if let Some((id, OnReader::Resident(inserted))) = self.inserted.take() {
                self.drawer.insert(id, inserted.remove());
            }
        }

        #[expect(
            clippy::unnecessary_wraps,
            reason = "a program without training has no tray"
        )]
        pub fn view(&self) -> Option<TrainingView> {
            Some(TrainingView {
                residents: self
                    .residents
                    .iter()
                    .map(resident_view)
                    .chain(self.transit_cards.iter().map(transit_view))
                    .collect(),
                inserted: self.inserted.as_ref().map(|(id, _)| id.clone()),
            })
        }
    }

    /// The invented residents, to try a form with.
    pub fn invented() -> Vec<(String, Bilingual)> {
        let residents = virtual_card::builtin().into_iter();
        residents
            .map(|resident| (resident.id().to_owned(), resident.title()))
            .collect()
    }

    /// What is on the card of an invented resident.
    pub fn values_of(id: &str) -> Option<Values> {
        let mut residents = virtual_card::builtin().into_iter();
        let resident = residents.find(|resident| resident.id() == id)?;
        let sex = match resident.sex_code() {
            1 => "male",
            2 => "female",
            9 => "not_applicable",
            _ => "unknown",
        };
        let mut values = Values::new();
        values.insert("person.name", resident.name());
        values.insert("person.address", resident.address());
        values.insert("person.birth_date", resident.birth_date().to_string());
        values.insert("person.sex", sex);
        Some(values)
    }

    fn put_on<C: Chip>(card: C) -> Result<Inserted<C>, Advice> {
        virtual_card::insert(card, Slot::First, Faults::default()).map_err(|error| error.advice())
    }

    fn transit_view(card: &TransitCard) -> TrainingResident {
        TrainingResident {
            id: card.id(),
            title: card.title().into(),
            hint: card.hint().into(),
        }
    }

    fn resident_view(resident: &Resident) -> TrainingResident {
        TrainingResident {
            id: resident.id().to_owned(),
            title: resident.title().into(),
            hint: resident.hint().into(),
        }
    }
}

#[cfg(not(feature = "training"))]
mod without_cards {
    use advice::{Advice, Bilingual};
    use paper::Values;

    use super::TrainingView;

    pub fn invented() -> Vec<(String, Bilingual)> {
        Vec::new()
    }

    pub fn values_of(_id: &str) -> Option<Values> {
        None
    }

    /// No tray.
    pub struct Tray;

    #[allow(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "same shape as the real tray, so that callers need no condition"
    )]
    impl Tray {
        pub fn new(_data_folder: &std::path::Path) -> Self {
            Self
        }

        pub fn insert(&mut self, _id: &str, _today: jiff::civil::Date) -> Result<(), Advice> {
            Ok(())
        }

        pub fn remove(&mut self) {}

        pub fn view(&self) -> Option<TrainingView> {
            None
        }
    }
}
