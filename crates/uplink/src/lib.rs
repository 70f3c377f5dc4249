//! A desk's way to its hub (集約サーバへの接続): HTTPS with a pinned hub, enrolment, the exchange in the background.
//!
//! A desk knows its hub by a key that it pinned at the enrolment. A TLS certificate is good when the hub signed that it
//! may be met under it ([`sync::HelloAnswer`]): neither dates nor authorities count, so a PC whose clock stands in 2016
//! reaches the hub, and a proxy that opens TLS does not read along.

mod claims;
mod encoding;
mod enrol;
mod error;
mod lan;
mod running;
mod settings;
mod transport;
mod verifier;

pub use claims::{HubLink, Signer};
pub use enrol::{Enrolled, enrol};
pub use error::{UplinkError, every_error};
pub use lan::{Found, browse};
pub use running::{Desk, Job, Uplink};
pub use settings::{Login, ProxySettings, Settings};
pub use transport::Transport;
