//! A shelter's PC without its window: the desk, and its way to the hub.

use std::sync::{Arc, Mutex};

use shelter::plain::Item;
use shelter_desk::{Registry, ShelterDesk};
use sync::client::{Follow, Gives, Options, State, Who};
use tempfile::TempDir;
use uplink::{Desk, Job, ProxySettings, Uplink};
use vault::Prepared;

use crate::city::City;
use crate::prepared::neighbour;

/// A gymnasium that is open.
pub struct Gymnasium {
    desk: Arc<Mutex<ShelterDesk>>,
    _home: TempDir,
}

struct Door(Arc<Mutex<ShelterDesk>>);

impl Desk for Door {
    type Replica = Registry;

    fn post(&self, job: Job<Registry>) {
        let mut desk = self.0.lock().unwrap();
        job(desk.working_mut().unwrap().registry_mut());
    }

    fn keep(&self, _: &State) {}
}

impl Gymnasium {
    pub fn opens(prepared: &Prepared) -> Self {
        let home = tempfile::tempdir().unwrap();
        let desk = neighbour(prepared, home.path());
        Self {
            desk: Arc::new(Mutex::new(desk)),
            _home: home,
        }
    }

    /// Somebody without a card.
    pub fn registers(&self, name: &str) {
        let mut desk = self.desk.lock().unwrap();
        let list = desk.working_mut().unwrap();
        list.by_hand().unwrap();
        list.set_member(0, Item::Name, name).unwrap();
        list.set_member(0, Item::Age, "41").unwrap();
        list.set_help(0, false).unwrap();
        list.register().unwrap();
        list.cancel();
    }

    /// By the package that both have; from now on what is written goes to the city by itself.
    pub async fn joins(&self, city: &City) -> Uplink {
        let (code, card, realm) = {
            let desk = self.desk.lock().unwrap();
            let list = desk.working().unwrap();
            let realm = ledger::RealmId(list.keys().public.realm);
            (list.join_code(), list.device_card().unwrap(), realm)
        };
        let who = Who {
            realm,
            device: card.device(),
            stream: card.stream,
        };
        let proxy = ProxySettings::None;
        let enrolled = uplink::enrol(&city.address(), &proxy, &code, realm, card)
            .await
            .unwrap();
        let options = Options {
            hub: enrolled.settings.key,
            gives: Gives::Everything,
            follow: Follow::ByRole,
        };
        let door = Door(Arc::clone(&self.desk));
        Uplink::start(door, who, &enrolled.settings, options, State::default()).unwrap()
    }

    /// The disaster's id.
    pub fn realm(&self) -> [u8; 16] {
        let desk = self.desk.lock().unwrap();
        desk.working().unwrap().keys().public.realm
    }

    /// The PC's id.
    pub fn device(&self) -> String {
        let desk = self.desk.lock().unwrap();
        let card = desk.working().unwrap().device_card().unwrap();
        card.device().to_string()
    }
}
