//! Hubs on the same LAN, by mDNS (RFC 6762): found without anybody typing an address.
//!
//! What is found is only an address: whose hub it is shows at the enrolment, by the code.

use std::time::{Duration, Instant};

use mdns_sd::{ServiceDaemon, ServiceEvent};

/// Under which name hubs are announced.
const SERVICE: &str = "_kazashi._tcp.local.";

/// A hub that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it calls itself.
    pub name: String,
    /// The hub's id in hexadecimal digits, as it says.
    pub hub: String,
    /// `https://address:port`, one for each of its addresses.
    pub addresses: Vec<String>,
}

/// Listens for so long; the same hub stands once. Empty where the network carries no mDNS.
pub fn browse(within: Duration) -> Vec<Found> {
    let Ok(daemon) = ServiceDaemon::new() else {
        return Vec::new();
    };
    let mut found: Vec<Found> = Vec::new();
    let until = Instant::now() + within;
    if let Ok(events) = daemon.browse(SERVICE) {
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match events.recv_timeout(left) {
                Ok(ServiceEvent::ServiceResolved(service)) => {
                    let one = read(&service);
                    found.retain(|known| known.hub != one.hub);
                    found.push(one);
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
    }
    // The daemon ends on its own when it cannot be told.
    let _ = daemon.shutdown();
    found
}

fn read(service: &mdns_sd::ResolvedService) -> Found {
    let property = |name| {
        let value = service.txt_properties.get_property_val_str(name);
        value.unwrap_or_default().to_owned()
    };
    let port = service.port;
    let mut addresses: Vec<String> = service
        .addresses
        .iter()
        .map(|address| match address.to_ip_addr() {
            std::net::IpAddr::V4(it) => format!("https://{it}:{port}"),
            std::net::IpAddr::V6(it) => format!("https://[{it}]:{port}"),
        })
        .collect();
    addresses.sort();
    Found {
        name: property("name"),
        hub: property("hub"),
        addresses,
    }
}
