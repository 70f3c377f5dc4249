//! Where the hub is and how it is reached.

use serde::{Deserialize, Serialize};
use sync::HubKey;
use zeroize::Zeroize;

/// What a desk keeps after its enrolment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Addresses of the hub, `https://host:port`; the first that answers is taken.
    pub addresses: Vec<String>,
    /// The hub's key, pinned at the enrolment.
    pub key: HubKey,
    /// How to get out of the building.
    #[serde(default)]
    pub proxy: ProxySettings,
}

/// How to get out of the building.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ProxySettings {
    /// As the system says.
    #[default]
    System,
    /// Straight.
    None,
    /// By this one.
    Explicit {
        /// `http://host:port`.
        url: String,
        /// Name and password (Basic), where it asks for them.
        #[serde(default)]
        login: Option<Login>,
    },
}

/// What a proxy asks for. Wiped on drop; no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl Drop for Login {
    fn drop(&mut self) {
        self.password.zeroize();
    }
}
