//! An election whose claims the hub grants (受付の申請先): asked over connections of their own.

use std::time::Duration;

use ed25519_dalek::VerifyingKey;
use polling_desk::ClaimsAt;
use sync::client::Replica;
use uplink::{HubLink, Settings, Signer};

use super::facts::Facts;
use crate::desks::DeskKind;
use crate::engine::Engine;

/// The hub is asked so often who signs its receipts, until it answers once.
const AGAIN: Duration = Duration::from_secs(2);

impl Engine {
    /// In a thread of its own, which ends when the desk is connected or the hub was left.
    pub(super) fn connect_claims(&self, facts: &Facts, settings: &Settings) {
        let at_hub = self.with_polling(|polling| {
            let desk = polling.working();
            desk.is_some_and(|desk| desk.claims_at() == ClaimsAt::Hub)
        });
        if !at_hub {
            return;
        }
        let (engine, who, settings) = (self.clone(), facts.who(), settings.clone());
        std::thread::spawn(move || {
            let signing = engine.clone();
            let sign: Signer = Box::new(move |said| {
                signing.with_polling(|polling| {
                    let desk = polling.working()?;
                    desk.book().sign_session(said)
                })
            });
            let Ok(mut link) = HubLink::new(&settings, who, sign) else {
                return;
            };
            while engine.with_hub(DeskKind::Polling, |hub| hub.kept.is_some()) {
                if let Some(key) = engine.receipts_key(&mut link) {
                    return engine.take_claims_link(link, key);
                }
                std::thread::sleep(AGAIN);
            }
        });
    }

    /// As the hub says; after a restart without a network, as it said.
    fn receipts_key(&self, link: &mut HubLink) -> Option<VerifyingKey> {
        let told = link.authority();
        let told = told.and_then(|told| VerifyingKey::from_bytes(&told.key).ok());
        told.or_else(|| self.with_polling(|polling| polling.working()?.authority_key()))
    }

    fn take_claims_link(&self, link: HubLink, key: VerifyingKey) {
        let connected = self.with_polling(|polling| {
            let desk = polling.desk.working_mut();
            desk.and_then(|desk| desk.connect(Box::new(link), key))
        });
        if let Err(error) = connected {
            tracing::error!(%error, "claims do not go to the hub");
        }
        self.publish();
    }
}
