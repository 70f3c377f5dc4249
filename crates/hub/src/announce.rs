//! The hub tells the LAN where it is, by mDNS (RFC 6762).

use mdns_sd::{ServiceDaemon, ServiceInfo};
use sync::HubId;

/// Under which name desks look for hubs.
const SERVICE: &str = "_kazashi._tcp.local.";

/// An announced hub; taken back on drop.
pub struct Announced {
    daemon: ServiceDaemon,
    name: String,
}

/// Announces the hub on all networks of this machine; `None` where that is not possible.
pub fn announce(name: &str, hub: HubId, port: u16) -> Option<Announced> {
    let id = hub.to_string();
    let properties = [("hub", id.as_str()), ("name", name)];
    let host = format!("kazashi-{id}.local.");
    let service = ServiceInfo::new(SERVICE, &id, &host, "", port, &properties[..]);
    let service = service.ok()?.enable_addr_auto();
    let name = service.get_fullname().to_owned();
    let daemon = ServiceDaemon::new().ok()?;
    daemon.register(service).ok()?;
    Some(Announced { daemon, name })
}

impl Drop for Announced {
    fn drop(&mut self) {
        // Who does not hear it forgets the hub after two minutes.
        let _ = self.daemon.unregister(&self.name);
        let _ = self.daemon.shutdown();
    }
}
