//! The city's own map.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What lies under the shelters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MapView {
    /// Rings of the city's area, holes too: longitude and latitude in degrees.
    // They were read from JSON, which has neither infinite numbers nor others that are none.
    #[specta(type = Vec<Vec<[u32; 2]>>)]
    pub rings: Vec<Vec<[f64; 2]>>,
    /// Who made the outline; empty where nobody is to be named.
    pub outline_from: String,
    /// Tiles at `/page/api/tiles/{zoom}/{column}/{row}`, if the city has any.
    pub tiles: Option<TilesView>,
}

/// The city's tiles: pictures of 256 by 256 in Web Mercator, counted from the north-west.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TilesView {
    /// The farthest zoom.
    pub least_zoom: u8,
    /// The nearest one.
    pub most_zoom: u8,
    /// Who made them.
    pub from: String,
}
