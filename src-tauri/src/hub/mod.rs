//! A desk and its hub (集約サーバ): becoming one, joining one, and the exchange in the background.
//!
//! What the window shows is made here once a second and kept beside the desk, so that no lock is held while a file or the
//! network is waited for.

mod claims;
mod door;
mod facts;
mod kept;
mod look;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use advice::{Advice, Advise, Bilingual};
use hub::Secrets;
use hub::embedded::Embedded;
use ledger::DeviceId;
use sync::Code;
use sync::client::{Follow, Gives, Options};
use uplink::{Found, ProxySettings, Uplink, UplinkError};

use crate::desks::DeskKind;
use crate::engine::Engine;
use crate::view::AdviceView;
use crate::view::hub::HubAct;

use facts::Facts;
use kept::Kept;

/// The link is looked at so often.
const TICK: Duration = Duration::from_secs(1);
/// So long is listened for hubs in the network, and so long until the next time.
const LISTEN: Duration = Duration::from_secs(3);
const LISTEN_AGAIN: Duration = Duration::from_secs(12);

/// One desk's link to its hub.
#[derive(Default)]
pub(crate) struct HubLink {
    /// Which ledger the rest is of: another one is another list or election.
    root: Option<PathBuf>,
    own: Option<DeviceId>,
    kept: Option<Kept>,
    uplink: Option<Uplink>,
    embedded: Option<Embedded>,
    found: Vec<Found>,
    /// Something that takes its time is under way.
    busy: bool,
    /// What was kept of a hub did not start: only a person, or the program's next start, tries again.
    gave_up: bool,
    problem: Option<AdviceView>,
    look: look::Looked,
    ticked: Option<Instant>,
    listened: Option<Instant>,
    listening: Arc<AtomicBool>,
}

/// Who of a desk may decide about its hub, and where it goes.
enum Joining {
    Host,
    At {
        address: String,
        code: Code,
        far: bool,
    },
}

impl Engine {
    /// What somebody wants of the hub.
    pub(crate) fn hub_act(&self, desk: DeskKind, act: HubAct) {
        let Some(facts) = self.hub_facts(desk).filter(|facts| facts.may_decide) else {
            return;
        };
        let joining = match act {
            HubAct::Leave | HubAct::StopHosting => {
                self.leave_hub(desk, &facts);
                return self.hub_look(desk);
            }
            HubAct::Host => Some(Joining::Host),
            HubAct::Join { address } => Some(Joining::At {
                far: !is_of_this_network(&address),
                address: address.trim_end_matches('/').to_owned(),
                code: facts.code(),
            }),
            HubAct::Enrol { address, code } => {
                let code = Code::of_printed(&code);
                if code.is_none() {
                    self.with_hub(desk, |link| {
                        link.problem = Some(UplinkError::WrongCode.advice().into());
                    });
                }
                code.map(|code| Joining::At {
                    address: address.trim_end_matches('/').to_owned(),
                    code,
                    far: true,
                })
            }
        };
        if let Some(joining) = joining {
            self.join_hub(desk, facts, joining);
        }
        self.hub_look(desk);
    }

    /// A scanner read an invitation (端末登録票).
    pub(crate) fn hub_invited(&self, desk: DeskKind, invitation: &sync::Invitation) {
        if let Some(facts) = self.hub_facts(desk).filter(|facts| facts.may_decide) {
            let joining = Joining::At {
                address: invitation.address.clone(),
                code: invitation.code(),
                far: true,
            };
            self.join_hub(desk, facts, joining);
            self.hub_look(desk);
        }
    }

    /// In a thread of its own: the network takes its time, and the desk goes on.
    fn join_hub(&self, desk: DeskKind, facts: Facts, joining: Joining) {
        let free = self.with_hub(desk, |link| {
            let free = !link.busy && link.kept.is_none();
            link.busy |= free;
            link.problem = None;
            free
        });
        if !free {
            return;
        }
        let engine = self.clone();
        std::thread::spawn(move || {
            let joined = engine.try_to_join(desk, &facts, joining);
            engine.with_hub(desk, |link| {
                link.busy = false;
                link.problem = joined.err().map(Into::into);
            });
            engine.hub_look(desk);
        });
    }

    fn try_to_join(&self, desk: DeskKind, facts: &Facts, joining: Joining) -> Result<(), Advice> {
        let (embedded, address, code, far) = match joining {
            Joining::Host => {
                let embedded = host(facts)?;
                let address = embedded.own_address();
                (Some(embedded), address, facts.code(), false)
            }
            Joining::At { address, code, far } => (None, address, code, far),
        };
        // Another PC of the building is reached straight; the city's server by whatever way the building has.
        let proxy = if far {
            ProxySettings::System
        } else {
            ProxySettings::None
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| UplinkError::Unreachable.advice())?;
        let card = facts.card.clone();
        let enrolled = runtime
            .block_on(uplink::enrol(&address, &proxy, &code, facts.realm, card))
            .map_err(|error| error.advice())?;
        let kept = Kept {
            hosting: embedded.is_some(),
            name: enrolled.hub_name,
            settings: enrolled.settings,
        };
        kept.save(&facts.root).map_err(|error| not_kept(&error))?;
        self.start_exchange(desk, facts, kept, embedded)
    }

    fn start_exchange(
        &self,
        desk: DeskKind,
        facts: &Facts,
        kept: Kept,
        embedded: Option<Embedded>,
    ) -> Result<(), Advice> {
        let options = Options {
            hub: kept.settings.key,
            gives: Gives::Everything,
            follow: match desk {
                // Each booth knows what the others did, as far as it came.
                DeskKind::Polling => Follow::All,
                DeskKind::Counter | DeskKind::Shelter => Follow::ByRole,
            },
        };
        let uplink = self.open_door(desk, facts, &kept.settings, options);
        let uplink = uplink.map_err(|error| error.advice())?;
        let settings = kept.settings.clone();
        self.with_hub(desk, |link| {
            link.root = Some(facts.root.clone());
            link.own = Some(facts.card.device());
            link.kept = Some(kept);
            link.embedded = embedded;
            link.uplink = Some(uplink);
        });
        if desk == DeskKind::Polling {
            self.connect_claims(facts, &settings);
        }
        Ok(())
    }

    /// Nothing is lost: what the hub has not confirmed stays here.
    fn leave_hub(&self, desk: DeskKind, facts: &Facts) {
        Kept::remove(&facts.root);
        self.drop_link(desk);
    }

    /// Not under any lock: threads of the link end by themselves, and may wait for one.
    fn drop_link(&self, desk: DeskKind) {
        let before = self.with_hub(desk, std::mem::take);
        drop(before);
    }

    /// Something was written: it goes out at once.
    pub(crate) fn hub_wake(&self, desk: DeskKind) {
        self.with_hub(desk, |link| {
            if let Some(uplink) = &link.uplink {
                uplink.wake();
            }
        });
    }

    /// Time goes by: a list that was opened takes its link up again, one that is gone drops it.
    pub(crate) fn hub_tick(&self, desk: DeskKind) {
        let due = self.with_hub(desk, |link| {
            let due = link.ticked.is_none_or(|at| at.elapsed() > TICK);
            if due {
                link.ticked = Some(Instant::now());
            }
            due
        });
        if !due {
            return;
        }
        let facts = self.hub_facts(desk);
        let root = facts.as_ref().map(|facts| facts.root.clone());
        let (stale, idle) = self.with_hub(desk, |link| {
            let stale = link.root.is_some() && link.root != root;
            (stale, link.kept.is_none() && !link.busy)
        });
        if stale {
            self.drop_link(desk);
        }
        if let Some(facts) = facts {
            let gave_up = self.with_hub(desk, |link| link.gave_up);
            if idle
                && !gave_up
                && let Some(kept) = Kept::load(&facts.root)
            {
                self.take_up_hub(desk, facts, kept);
            } else if idle && facts.shows_hubs {
                self.listen_for_hubs(desk);
            }
        }
        self.hub_look(desk);
    }

    fn take_up_hub(&self, desk: DeskKind, facts: Facts, kept: Kept) {
        self.with_hub(desk, |link| link.busy = true);
        let engine = self.clone();
        std::thread::spawn(move || {
            let embedded = kept.hosting.then(|| host(&facts)).transpose();
            let started = embedded.and_then(|hub| engine.start_exchange(desk, &facts, kept, hub));
            engine.with_hub(desk, |link| {
                link.root = Some(facts.root.clone());
                link.busy = false;
                link.gave_up = started.is_err();
                link.problem = started.err().map(Into::into);
            });
            engine.hub_look(desk);
        });
    }

    fn listen_for_hubs(&self, desk: DeskKind) {
        let listening = self.with_hub(desk, |link| {
            let due = link.listened.is_none_or(|at| at.elapsed() > LISTEN_AGAIN);
            let free = due && !link.listening.swap(true, Ordering::AcqRel);
            if free {
                link.listened = Some(Instant::now());
            }
            free.then(|| Arc::clone(&link.listening))
        });
        let Some(listening) = listening else { return };
        let engine = self.clone();
        std::thread::spawn(move || {
            let found = uplink::browse(LISTEN);
            engine.with_hub(desk, |link| link.found = found);
            listening.store(false, Ordering::Release);
            engine.hub_look(desk);
        });
    }
}

/// A number instead of a name: another PC of the building, to which no proxy leads.
fn is_of_this_network(address: &str) -> bool {
    let host = address.strip_prefix("https://").unwrap_or(address);
    let host = host.split('/').next().unwrap_or(host);
    host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok()
}

/// This PC becomes the hub; its keys follow from the package and this PC's own name, so that none lies in a file.
fn host(facts: &Facts) -> Result<Embedded, Advice> {
    let secrets = Secrets::of_seed(&facts.seed());
    let folder = facts.root.join("hub");
    let now_ms = custody::wall_ms();
    Embedded::start(&folder, secrets, &facts.name, facts.realm_of_hub(), now_ms).map_err(|error| {
        tracing::error!(%error, "this PC does not become the hub");
        Advice::new(
            "hub-not-started",
            Bilingual::new(
                "このPCを集約サーバにできませんでした。",
                "This PC could not become the hub.",
            ),
            Bilingual::new(
                "受付は続けられます。ほかのPCを集約サーバにするか、ITの担当者に知らせてください。",
                "Reception goes on. Make another PC the hub, or tell the city's IT.",
            ),
        )
    })
}

fn not_kept(error: &std::io::Error) -> Advice {
    tracing::error!(%error, "the hub's address is not kept");
    Advice::new(
        "hub-not-kept",
        Bilingual::new(
            "集約サーバの場所をこのPCに残せませんでした。",
            "Where the hub is could not be kept on this PC.",
        ),
        Bilingual::new(
            "ディスクの空きを確かめて、もう一度つないでください。",
            "See whether the disk has room, and join again.",
        ),
    )
}
