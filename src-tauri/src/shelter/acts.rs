//! Each act of the window as one call of the desk.

mod at_the_desk;
mod begin_or_end;
mod given;
mod keep;
mod of_a_person;

use advice::Bilingual;
use shelter_desk::{DeskError, Paper, Working};

use self::given::{people_of, role_of};
use super::input::{PaperView, ShelterInput};
use super::{Shelter, words};
use crate::view::shelter::{PageView, RoleView};

type Done = Result<Option<Bilingual>, DeskError>;

impl Shelter {
    /// Does it, notes what came of it, and gives back what is to be printed.
    pub(super) fn act(&mut self, input: ShelterInput) -> Vec<Paper> {
        let mut papers = Vec::new();
        // Whatever is done next ends a search. One that cannot be put on record now is tried again later:
        // a full disk keeps nobody from leaving the desk.
        if let Ok(Err(error)) = self.desk.working_mut().map(Working::settle_search) {
            self.note(Err(error));
        }
        let done = match input {
            ShelterInput::Dismiss => {
                self.last = None;
                Ok(None)
            }
            ShelterInput::Go { page } => self.go_to(page),
            ShelterInput::Sound { on } => {
                self.sound = on;
                Ok(None)
            }
            ShelterInput::Lock => self.lock(),
            ShelterInput::ReadCard => self.ask_card(None),
            ShelterInput::ReadCardOf { index } => self.ask_card(Some(index as usize)),
            ShelterInput::TryAgain => {
                // The stage goes back to the card; `settle` asks for it.
                self.card.cancel();
                Ok(None)
            }
            ShelterInput::Cancel => self.cancel(),
            ShelterInput::ByHand => {
                self.card.cancel();
                self.with_list(Working::by_hand)
            }
            ShelterInput::Print { what, people } => self.print(what, &people, &mut papers),
            ShelterInput::IssueBadge { role, label } => self.issue(role, &label, &mut papers),
            ShelterInput::SwitchOver { .. }
            | ShelterInput::Code { .. }
            | ShelterInput::WithoutPreparation
            | ShelterInput::CodeKept
            | ShelterInput::Clock { .. }
            | ShelterInput::OpenShelter { .. }
            | ShelterInput::Destroy => self.begin_or_end(input),
            ShelterInput::Close
            | ShelterInput::Reopen
            | ShelterInput::Receipt { .. }
            | ShelterInput::Taps { .. }
            | ShelterInput::RevokeBadge { .. }
            | ShelterInput::WriteBundle { .. }
            | ShelterInput::TakeBundle { .. }
            | ShelterInput::Backup { .. }
            | ShelterInput::Export { .. }
            | ShelterInput::SendReport
            | ShelterInput::HeadCount { .. }
            | ShelterInput::Utility { .. }
            | ShelterInput::Stock { .. } => self.keep(input),
            other => self.at_the_desk(other),
        };
        self.note(done);
        papers
    }

    fn with_list(&mut self, act: impl FnOnce(&mut Working) -> Result<(), DeskError>) -> Done {
        act(self.desk.working_mut()?).map(|()| None)
    }

    fn told(
        &mut self,
        words: fn() -> Bilingual,
        act: impl FnOnce(&mut Working) -> Result<(), DeskError>,
    ) -> Done {
        act(self.desk.working_mut()?).map(|()| Some(words()))
    }

    fn go_to(&mut self, page: PageView) -> Done {
        self.page = page;
        self.with_list(|list| {
            list.set_serving_page(page == PageView::Serve);
            list.close_person();
            list.inquiry_over();
            Ok(())
        })
    }

    fn lock(&mut self) -> Done {
        self.card.end();
        self.page = PageView::default();
        // What was done before is nothing for whoever passes by.
        self.last = None;
        self.with_list(|list| {
            list.lock();
            Ok(())
        })
    }

    fn ask_card(&mut self, member: Option<usize>) -> Done {
        // One of a family may be on the list already, and is taken in as that one.
        self.with_secret = member.is_none();
        self.card.finish();
        self.with_list(|list| list.ask_card(member))
    }

    fn cancel(&mut self) -> Done {
        self.with_secret = false;
        self.card.finish();
        self.with_list(|list| {
            list.cancel();
            Ok(())
        })
    }

    fn print(&mut self, what: PaperView, people: &[String], papers: &mut Vec<Paper>) -> Done {
        let people = people_of(people)?;
        let list = self.desk.working_mut()?;
        match what {
            PaperView::Card => papers.extend(list.cards(&people)?),
            PaperView::Label => papers.push(list.labels(&people)?),
            PaperView::Wall => papers.push(list.wall()?),
            PaperView::Report => papers.push(list.report_paper()),
            PaperView::Beforehand => papers.push(list.pre_registration_card(station::today())?),
        }
        Ok(Some(words::printing()))
    }

    fn issue(&mut self, role: RoleView, label: &str, papers: &mut Vec<Paper>) -> Done {
        let role = role_of(role);
        let list = self.desk.working_mut()?;
        let badge = list.issue_badge(role, label)?;
        papers.push(list.badge_paper(&badge, label, role));
        Ok(Some(words::printing()))
    }
}
