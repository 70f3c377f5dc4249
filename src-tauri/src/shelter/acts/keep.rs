//! Acts of the keeper: sticks, exports, counts, badges, the end.

use std::path::Path;

use shelter::plain::Actor;
use shelter_desk::{DeskError, Export, Working};

use super::Done;
use super::given::{export_of, state_of, utility_of};
use crate::shelter::input::ShelterInput;
use crate::shelter::{Shelter, words};

impl Shelter {
    pub(super) fn keep(&mut self, input: ShelterInput) -> Done {
        let list = self.desk.working_mut()?;
        let saved = Ok(Some(words::saved()));
        match input {
            ShelterInput::Close => list.close().map(|()| Some(words::closed())),
            ShelterInput::Reopen => list.reopen().map(|()| Some(words::opened())),
            ShelterInput::Receipt { check } => list.receipt(&check).and(saved),
            ShelterInput::Taps { on } => list.set_taps(on).and(saved),
            ShelterInput::RevokeBadge { badge } => {
                let actor = Actor::parse(&badge).ok_or(DeskError::NotNow)?;
                list.revoke_badge(actor).and(saved)
            }
            ShelterInput::WriteBundle { folder } => {
                let written = list.write_bundle(Path::new(&folder));
                self.handed_on(written.is_ok());
                written.map(|file| Some(words::written(&file)))
            }
            ShelterInput::Backup { folder } => {
                let written = list.back_up(Path::new(&folder));
                self.handed_on(written.is_ok());
                written.map(|file| Some(words::written(&file)))
            }
            ShelterInput::TakeBundle { file } => {
                let taken = list.take_bundle(Path::new(&file))?;
                Ok(Some(words::taken_in(taken)))
            }
            ShelterInput::Export { what } => {
                let file = list.export(export_of(what))?;
                Ok(Some(words::written(&file)))
            }
            ShelterInput::SendReport => {
                list.send_report()?;
                let file = list.export(Export::Reports)?;
                Ok(Some(words::written(&file)))
            }
            ShelterInput::HeadCount { heads, explained } => {
                list.head_count(&heads, &explained).and(saved)
            }
            ShelterInput::Utility { utility } => {
                let (which, state) = (utility_of(&utility.id)?, state_of(&utility.state)?);
                list.utility(which, state).and(saved)
            }
            ShelterInput::Stock { stock } => list
                .stock(&stock.item, stock.quantity, &stock.unit)
                .and(saved),
            _ => Ok(None),
        }
    }

    fn handed_on(&mut self, ok: bool) {
        let handed = self.working().map(Working::handed);
        self.handed_on = match (ok, handed, self.handed_on) {
            (true, Some(handed), _) => Some((handed, false)),
            (false, _, Some((before, _))) => Some((before, true)),
            (_, _, before) => before,
        };
    }
}
