//! What the city says of itself and its accounts, in the hub's configuration file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::map::{CityMap, MapConfig};

/// The page's part of the configuration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageConfig {
    /// The city, as 「見本市」.
    pub city: String,
    /// The hub's address as devices reach it, `https://host:port`; the hub fills it in from its own configuration.
    #[serde(skip)]
    pub address: Option<String>,
    /// The city's domain name, for PFIF and Lアラート.
    pub domain: Option<String>,
    /// Where the city's own map is.
    #[serde(rename = "map")]
    pub map_files: MapConfig,
    /// The map itself; read when the configuration is.
    #[serde(skip)]
    pub map: Arc<CityMap>,
    /// For reports to Lアラート.
    pub alert: Option<AlertConfig>,
    /// The city's accounts.
    pub oidc: Option<OidcConfig>,
}

/// Who sends reports to Lアラート.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertConfig {
    /// Sender's id at Lアラート.
    pub sender: String,
    /// The city's code of six digits.
    pub organization_code: String,
    /// Name of the office, as 「危機管理課」.
    pub office: String,
    /// Kana of the office.
    #[serde(default)]
    pub office_kana: String,
    /// Address of the office.
    pub location: String,
    /// Phone.
    pub phone: String,
}

/// The city's accounts by OpenID Connect. Holds a secret: no `Debug` of it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcConfig {
    /// The issuer's address; its description is at `/.well-known/openid-configuration` below it.
    pub issuer: String,
    /// This hub's name there.
    pub client_id: String,
    /// And its secret.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// Where the browser comes back to: `https://hub.example/page/api/oidc/callback`.
    pub redirect: String,
    /// What the button says.
    pub label: String,
    /// Which claim names the account.
    #[serde(default = "account_claim")]
    pub account_claim: String,
    /// Which claim lists the groups.
    #[serde(default = "group_claim")]
    pub group_claim: String,
    /// Codes of roles of each group; who is in none of them is not let in.
    pub roles: BTreeMap<String, Vec<String>>,
}

impl std::fmt::Debug for OidcConfig {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "OidcConfig({})", self.issuer)
    }
}

fn account_claim() -> String {
    "preferred_username".to_owned()
}

fn group_claim() -> String {
    "groups".to_owned()
}
