//! Each act of the window as one call of the desk: the phases and who works; the rest is in the files beside.

use std::path::Path;

use advice::{Advice, Bilingual};
use polling::plain::BoothId;
use polling_desk::{ClaimsAt, DeskError, Phase, Working};
use vault::Badge;

use super::after::After;
use super::{Polling, words};
use crate::view::polling::{ClaimsView, PollingAct, PollingPageView};

pub(super) type Done = Result<Option<Bilingual>, DeskError>;

impl Polling {
    /// Does it, notes what came of it, and gives back what takes longer.
    pub(super) fn act(&mut self, act: PollingAct) -> Vec<After> {
        let mut after = Vec::new();
        let done = self.do_act(act, &mut after);
        self.note(done);
        after
    }

    fn do_act(&mut self, act: PollingAct, after: &mut Vec<After>) -> Done {
        match act {
            PollingAct::Dismiss => {
                self.last = None;
                Ok(None)
            }
            PollingAct::Sound { on } => {
                self.sound = on;
                Ok(None)
            }
            PollingAct::Go { page } => self.go_to(page),
            PollingAct::SwitchOver { on } => self.switch_over(on),
            PollingAct::TakePackage { file, training } => self.take_package(&file, training),
            PollingAct::Code { code } => self.code(&code),
            PollingAct::Clock { real: None } => Ok(None),
            // The date decides who may vote: a desk does not work beside a clock that is wrong.
            PollingAct::Clock { real: Some(_) } => Err(DeskError::Other(clock_is_wrong())),
            PollingAct::ChooseBooth { booth, claims } => self.choose_booth(booth, claims),
            PollingAct::Lock => {
                self.card.end();
                self.forget_elector();
                self.page = PollingPageView::default();
                self.paper_entry = None;
                self.desk.working_mut()?.lock().map(|()| None)
            }
            PollingAct::TryAgain => {
                // The stage goes back to the card; `settle` asks for it.
                self.card.cancel();
                Ok(None)
            }
            PollingAct::Destroy { name } => self.destroy(&name),
            act @ (PollingAct::ImportRoll { .. }
            | PollingAct::StopImport
            | PollingAct::ApplyRoll { .. }
            | PollingAct::DropRoll
            | PollingAct::IssueBadge { .. }
            | PollingAct::RevokeBadge { .. }
            | PollingAct::WriteBundle { .. }
            | PollingAct::WriteEarlyVoters { .. }
            | PollingAct::TakeBundle { .. }
            | PollingAct::Backup { .. }
            | PollingAct::BoardReceived { .. }
            | PollingAct::PaperRoll { .. }
            | PollingAct::Print { .. }
            | PollingAct::Freeze) => self.manage(act, after),
            act @ (PollingAct::Release { .. }
            | PollingAct::Absentee { .. }
            | PollingAct::Settle { .. }
            | PollingAct::Tally { .. }
            | PollingAct::ShowHour { .. }
            | PollingAct::Stock { .. }
            | PollingAct::OpenBooth
            | PollingAct::CloseBooth
            | PollingAct::TakeDuty { .. }
            | PollingAct::LeaveDuty { .. }
            | PollingAct::Queue { .. }) => self.officer(act),
            act => self.at_desk(act, after),
        }
    }

    pub(super) fn with(&mut self, act: impl FnOnce(&mut Working) -> Result<(), DeskError>) -> Done {
        act(self.desk.working_mut()?).map(|()| None)
    }

    pub(super) fn saved(
        &mut self,
        act: impl FnOnce(&mut Working) -> Result<(), DeskError>,
    ) -> Done {
        act(self.desk.working_mut()?).map(|()| Some(words::saved()))
    }

    fn go_to(&mut self, page: PollingPageView) -> Done {
        let at_desk = self.working().is_some_and(Working::has_elector);
        if at_desk && page != PollingPageView::Booth {
            // One elector at a time, and never one who is forgotten behind another page.
            return Err(DeskError::NotNow);
        }
        self.page = page;
        self.numbers_changed();
        Ok(None)
    }

    fn switch_over(&mut self, on: bool) -> Done {
        if !on && self.farewell.take().is_some() {
            return Ok(None);
        }
        self.desk.switch_over(on)?;
        if !on {
            self.training = false;
        }
        Ok(None)
    }

    fn take_package(&mut self, file: &str, training: bool) -> Done {
        let file = Path::new(file.trim());
        let file = if file.is_dir() {
            packages_in(file).ok_or(DeskError::NoElection)?
        } else {
            file.to_path_buf()
        };
        self.desk.take_package(&file)?;
        self.training = training;
        Ok(None)
    }

    /// A code of the package, or a badge.
    fn code(&mut self, typed: &str) -> Done {
        if let Ok(badge) = Badge::parse(typed) {
            self.desk.working_mut()?.badge(&badge)?;
        } else {
            self.desk.code(typed, station::today())?;
        }
        Ok(self.entered())
    }

    pub(super) fn entered(&mut self) -> Option<Bilingual> {
        let working = matches!(self.desk.phase(), Phase::Working(_));
        self.page = match self.working().and_then(Working::operator) {
            Some(one) if one.role == polling::role::Role::Administrator => PollingPageView::Manage,
            _ => PollingPageView::Booth,
        };
        working.then(words::unlocked)
    }

    fn choose_booth(&mut self, booth: String, claims: ClaimsView) -> Done {
        let booth = BoothId::new(booth).map_err(|_| DeskError::NoBooth)?;
        let training = self.training;
        let claims = match claims {
            ClaimsView::ThisPc => ClaimsAt::ThisPc,
            ClaimsView::Hub => ClaimsAt::Hub,
            ClaimsView::Elsewhere => ClaimsAt::Elsewhere,
        };
        self.desk
            .set_up(&booth, claims, training, station::today())?;
        self.page = PollingPageView::Manage;
        Ok(None)
    }

    fn destroy(&mut self, name: &str) -> Done {
        let election = &self
            .desk
            .working()
            .ok_or(DeskError::NotNow)?
            .election()
            .name;
        if name.trim() != election.as_str() {
            return Err(DeskError::NotNow);
        }
        self.farewell = Some(self.desk.end()?);
        self.card.end();
        self.forget_elector();
        self.page = PollingPageView::default();
        Ok(Some(words::destroyed()))
    }
}

fn clock_is_wrong() -> Advice {
    Advice::new(
        "polling-clock-wrong",
        Bilingual::new(
            "パソコンの時計が合っていません。日付で、投票できる人が変わります。",
            "The PC's clock is wrong, and the date decides who may vote.",
        ),
        Bilingual::new(
            "パソコンの日付と時刻を直してから（情報担当に頼んでください）、この画面を開き直してください。",
            "Have the PC's date and time set (ask IT), then open this page again.",
        ),
    )
}

/// The one package in a folder; none where there are several.
fn packages_in(folder: &Path) -> Option<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    let mut packages = entries.map(|entry| entry.path()).filter(|path| {
        path.extension()
            .is_some_and(|ending| ending == "kazashi-package")
    });
    let package = packages.next()?;
    packages.next().is_none().then_some(package)
}
