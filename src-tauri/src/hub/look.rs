//! What the window is shown of the hub.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use sync::Standing;
use sync::client::Line;

use super::HubLink;
use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::view::hub::{FoundHubView, HubDeviceView, HubLinkView, HubPlaceView, HubView};

/// Who has joined is looked up so often.
const LOOK: Duration = Duration::from_secs(3);

/// What does not have to be found out each time.
#[derive(Default)]
pub(super) struct Looked {
    others: Vec<HubDeviceView>,
    at: Option<Instant>,
    exchanged: Option<u64>,
    last: String,
}

impl HubLink {
    fn view(&mut self) -> HubView {
        self.look_around();
        let told = self.uplink.as_ref().map(uplink::Uplink::view);
        let exchanged = told.and_then(|view| view.last_exchange_ms);
        if exchanged != self.look.exchanged {
            self.look.exchanged = exchanged;
            self.look.last = moment(custody::wall_ms());
        }
        let link = match told {
            Some(view) => link(view.line),
            None if self.busy => HubLinkView::Connecting,
            None => HubLinkView::Off,
        };
        let addresses = match (&self.embedded, &self.kept) {
            (Some(hub), _) => hub.addresses(),
            (None, Some(kept)) => kept.settings.addresses.clone(),
            (None, None) => Vec::new(),
        };
        HubView {
            place: match &self.kept {
                None => HubPlaceView::None,
                Some(kept) if kept.hosting => HubPlaceView::Here,
                Some(_) => HubPlaceView::Elsewhere,
            },
            name: self
                .kept
                .as_ref()
                .map_or_else(String::new, |kept| kept.name.clone()),
            addresses,
            link,
            last: self.look.last.clone(),
            waiting: told.map_or(0, |view| u32::try_from(view.waiting).unwrap_or(u32::MAX)),
            others: self.look.others.clone(),
            found: self.found.iter().filter_map(found).collect(),
            problem: self.problem.clone(),
        }
    }

    fn look_around(&mut self) {
        let due = self.look.at.is_none_or(|at| at.elapsed() > LOOK);
        if !due {
            return;
        }
        self.look.at = Some(Instant::now());
        let Some(embedded) = &self.embedded else {
            self.look.others.clear();
            return;
        };
        let devices = embedded.devices().into_iter();
        self.look.others = devices
            .filter(|(device, _)| Some(device.card.device()) != self.own)
            .map(|(device, report)| HubDeviceView {
                name: device.card.name.clone(),
                id: device.card.device().to_string()[..6].to_owned(),
                records: u32::try_from(device.seq).unwrap_or(u32::MAX),
                heard: report.map_or_else(String::new, |report| moment(report.at_ms)),
                let_in: device.standing == Standing::Admitted,
            })
            .collect();
    }
}

fn found(found: &uplink::Found) -> Option<FoundHubView> {
    Some(FoundHubView {
        name: found.name.clone(),
        address: found.addresses.first()?.clone(),
    })
}

fn link(line: Line) -> HubLinkView {
    match line {
        Line::Offline => HubLinkView::Unreachable,
        Line::Connecting => HubLinkView::Connecting,
        Line::Sending { .. } => HubLinkView::Sending,
        Line::UpToDate => HubLinkView::UpToDate,
        Line::Asking => HubLinkView::Asking,
        Line::NotLetIn => HubLinkView::NotJoined,
        Line::Revoked => HubLinkView::Revoked,
        Line::Suspended => HubLinkView::Suspended,
        Line::OtherHub => HubLinkView::OtherHub,
        Line::Closed => HubLinkView::Closed,
        Line::Trouble(_) => HubLinkView::Trouble,
        Line::OwnDiskFull | Line::OwnFault => HubLinkView::OwnTrouble,
    }
}

/// `MM-DD HH:MM` in Japan.
fn moment(wall_ms: i64) -> String {
    let at = Timestamp::from_millisecond(wall_ms).unwrap_or_default();
    let at = jiff::tz::offset(9).to_datetime(at);
    at.strftime("%m-%d %H:%M").to_string()
}

impl Engine {
    /// Shows the desk's window how the link stands, if that changed.
    pub(super) fn hub_look(&self, desk: DeskKind) {
        let view = self.with_hub(desk, HubLink::view);
        let changed = match desk {
            DeskKind::Counter => false,
            DeskKind::Shelter => self.with_shelter(|shelter| {
                let changed = shelter.hub.as_ref() != Some(&view);
                shelter.hub = Some(view);
                changed
            }),
            DeskKind::Polling => self.with_polling(|polling| {
                let changed = polling.hub.as_ref() != Some(&view);
                polling.hub = Some(view);
                changed
            }),
        };
        if changed {
            self.publish();
        }
    }
}
