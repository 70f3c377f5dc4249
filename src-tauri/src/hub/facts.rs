//! What a desk says of itself when its hub is spoken of.

use std::path::PathBuf;

use custody::Keys;
use hub::store::{Admission, Kind, Realm};
use ledger::{DeviceCard, DeviceId, RealmId, StreamId};
use sync::Code;
use sync::client::Who;
use zeroize::Zeroizing;

use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::view::polling::PollingPageView;
use crate::view::shelter::PageView;

/// A list or an election that is open on this PC. Holds keys: no `Debug`.
pub(super) struct Facts {
    /// Its folder.
    pub root: PathBuf,
    /// Its realm.
    pub realm: RealmId,
    pub kind: Kind,
    /// This PC.
    pub card: DeviceCard,
    /// What others see of a hub on this PC.
    pub name: String,
    keys: Keys,
    /// Whether who is logged in decides about the hub.
    pub may_decide: bool,
    /// Whether the page that shows hubs is open.
    pub shows_hubs: bool,
}

impl Facts {
    /// By which PCs of one package find each other right.
    pub(super) fn code(&self) -> Code {
        Code::of_package(self.keys.secrets.bundles.as_bytes())
    }

    pub(super) fn who(&self) -> Who {
        Who {
            realm: self.realm,
            device: self.device(),
            stream: self.stream(),
        }
    }

    fn device(&self) -> DeviceId {
        self.card.device()
    }

    fn stream(&self) -> StreamId {
        self.card.stream
    }

    /// Of the keys of a hub on this PC.
    pub(super) fn seed(&self) -> Zeroizing<[u8; 32]> {
        let tokens = self.keys.tokens();
        let device = self.device().0;
        let mut seed = Zeroizing::new([0; 32]);
        for (at, half) in [b"1", b"2"].into_iter().enumerate() {
            let token = tokens.other("hub", &[&device, half]);
            seed[16 * at..16 * (at + 1)].copy_from_slice(&token);
        }
        seed
    }

    /// As a hub on this PC has it.
    pub(super) fn realm_of_hub(&self) -> Realm {
        let bundles = self.keys.secrets.bundles.as_bytes();
        let about = &self.keys.public.about;
        Realm {
            id: self.realm,
            kind: self.kind,
            name: about.name.clone(),
            exercise: about.exercise,
            admission: Admission::ByPackage,
            join_code: Zeroizing::new(*self.code().expose()),
            bundle_key: Zeroizing::new(*bundles),
            authority: None,
            public: serde_json::to_string(&self.keys.public).unwrap_or_default(),
        }
    }
}

impl Engine {
    /// Of the desk as it stands; none while nothing is open there, or what is open is an exercise of this PC alone.
    pub(super) fn hub_facts(&self, desk: DeskKind) -> Option<Facts> {
        match desk {
            DeskKind::Counter => None,
            DeskKind::Shelter => self.with_shelter(|shelter| {
                let list = shelter.working().filter(|list| !list.is_training())?;
                let keeper = list
                    .operator()
                    .is_some_and(|one| one.role == ::shelter::role::Role::Keeper);
                let card = list.device_card().ok()?;
                let letters = list.registry().letters();
                Some(Facts {
                    root: list.folder().root(),
                    realm: RealmId(list.keys().public.realm),
                    kind: Kind::Shelter,
                    name: format!("{} {letters}", card.name),
                    card,
                    keys: list.keys().clone(),
                    may_decide: keeper,
                    shows_hubs: keeper && shelter.page == PageView::Manage,
                })
            }),
            DeskKind::Polling => self.with_polling(|polling| {
                let desk = polling.working().filter(|desk| !desk.is_training())?;
                let decides = desk.operator().is_some_and(|one| {
                    use ::polling::role::{Action, may};
                    may(one.role, Action::ChooseBooth)
                });
                let card = desk.device_card().ok()?;
                Some(Facts {
                    root: desk.folder().root(),
                    realm: RealmId(desk.keys().public.realm),
                    kind: Kind::Polling,
                    name: card.name.clone(),
                    card,
                    keys: desk.keys().clone(),
                    may_decide: decides,
                    shows_hubs: decides && polling.page == PollingPageView::Manage,
                })
            }),
        }
    }
}
