//! Acts before the list is open, and those after which it is gone.

use super::Done;
use super::given::moment_of;
use crate::shelter::input::ShelterInput;
use crate::shelter::{Shelter, words};
use crate::view::shelter::PageView;

impl Shelter {
    pub(super) fn begin_or_end(&mut self, input: ShelterInput) -> Done {
        let today = station::today();
        match input {
            ShelterInput::SwitchOver { on } => self.desk.switch_over(on).map(|()| None),
            ShelterInput::Code { code } => {
                self.desk.code(&code, today)?;
                Ok(self.working().map(|_| words::unlocked()))
            }
            ShelterInput::WithoutPreparation => self.desk.without_preparation(today).map(|()| None),
            ShelterInput::CodeKept => {
                self.desk.code_kept();
                Ok(None)
            }
            ShelterInput::Clock { real } => {
                match &real {
                    Some(real) => self.desk.set_true_time(moment_of(real)?)?,
                    None => self.desk.clock_is_right(),
                }
                Ok(None)
            }
            ShelterInput::OpenShelter {
                name,
                place,
                capacity,
                training,
            } => {
                self.desk
                    .open_shelter(&name, &place, &capacity, training, today)?;
                Ok(Some(words::opened()))
            }
            ShelterInput::Destroy => {
                self.desk.destroy()?;
                self.card.end();
                self.page = PageView::default();
                Ok(Some(words::destroyed()))
            }
            _ => Ok(None),
        }
    }
}
