//! The residents that come with the program.

use crate::Resident;

/// One data file each; the first is the one to begin with.
const FILES: [&str; 9] = [
    include_str!("../residents/ordinary.toml"),
    include_str!("../residents/long-name.toml"),
    include_str!("../residents/foreign.toml"),
    include_str!("../residents/variants.toml"),
    include_str!("../residents/sex-not-stated.toml"),
    include_str!("../residents/expired.toml"),
    include_str!("../residents/no-certificate.toml"),
    include_str!("../residents/last-try.toml"),
    include_str!("../residents/locked.toml"),
];

/// The invented residents of the training tray, in the order in which they are shown.
pub fn builtin() -> Vec<Resident> {
    FILES
        .iter()
        .map(|text| match Resident::parse(text) {
            Ok(resident) => resident,
            Err(error) => unreachable!("the built-in residents are parsed by a test: {error}"),
        })
        .collect()
}
