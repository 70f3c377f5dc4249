//! The figures to look at from three metres.

use serde::Serialize;
use specta::Type;

use crate::view::BilingualView;

/// Counts of the shelter at this moment; a human with two linked records counts once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardView {
    /// Here now.
    pub present: u32,
    /// Out for a while.
    pub out: u32,
    /// Away for the night.
    pub overnight: u32,
    /// Served from here: at home, in a car, in a tent, with relatives.
    pub outside: u32,
    /// In hospital.
    pub hospital: u32,
    /// Left or moved on.
    pub gone: u32,
    /// Households of those who stay.
    pub households: u32,
    /// Places; none if not known.
    pub capacity: Option<u32>,
    /// People who came in, for each of the last 24 hours, the present one last.
    pub arrivals: Vec<u32>,
    /// Age bands from the youngest.
    pub bands: Vec<BandView>,
    /// What volunteers have to see to, most frequent first.
    pub to_dos: Vec<CountView>,
    /// The next meal.
    pub portions: PortionsView,
    /// Counted by eye minus on the list, from the last count; none if never counted.
    pub head_count_difference: Option<i32>,
    /// Not seen for 24 hours.
    pub unseen_24: u32,
    /// Not seen for 48 hours.
    pub unseen_48: u32,
    /// People about whom two reports contradict each other.
    pub contradictions: u32,
    /// People about whom something is still to be asked.
    pub incomplete: u32,
}

/// One age band.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BandView {
    /// Such as 0–2歳.
    pub label: String,
    /// Men and boys.
    pub male: u32,
    /// Women and girls.
    pub female: u32,
    /// Other, or not said.
    pub other: u32,
}

/// Something counted.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountView {
    /// What.
    pub label: BilingualView,
    /// How many.
    pub count: u32,
}

/// What the next meal needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PortionsView {
    /// All of them.
    pub all: u32,
    /// Without anything special.
    pub normal: u32,
    /// Soft food.
    pub soft: u32,
    /// Milk for babies.
    pub baby_milk: u32,
    /// Without something, such as 卵なし.
    pub without: Vec<CountView>,
}
