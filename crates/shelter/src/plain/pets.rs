//! Pets that came along.

use std::{collections::BTreeMap, fmt};

/// Kind of a pet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Species {
    /// 犬.
    Dog,
    /// 猫.
    Cat,
    /// 鳥.
    Bird,
    /// 小動物 (rabbit, hamster).
    Small,
    /// その他.
    Other,
}

impl Species {
    /// Every kind, in the order of the written form.
    pub const ALL: [Self; 5] = [Self::Dog, Self::Cat, Self::Bird, Self::Small, Self::Other];

    /// The written form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dog => "dog",
            Self::Cat => "cat",
            Self::Bird => "bird",
            Self::Small => "small",
            Self::Other => "other",
        }
    }
}

/// ペット: how many of each kind, 1–99. Written "dog:1;cat:2", "none" for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pets(BTreeMap<Species, u8>);

impl Pets {
    /// Reads the written form, kinds in any order.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" {
            return Some(Self::default());
        }
        let mut pets = BTreeMap::new();
        for part in text.split(';') {
            let (species, number) = part.split_once(':')?;
            let species = Species::ALL
                .into_iter()
                .find(|known| known.code() == species.trim())?;
            let number: u8 = number.trim().parse().ok()?;
            if !(1..=99).contains(&number) || pets.insert(species, number).is_some() {
                return None;
            }
        }
        Some(Self(pets))
    }

    /// How many of a kind.
    pub fn of(&self, species: Species) -> u8 {
        self.0.get(&species).copied().unwrap_or(0)
    }

    /// How many in all.
    pub fn total(&self) -> u32 {
        self.0.values().map(|number| u32::from(*number)).sum()
    }
}

impl fmt::Display for Pets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (at, (species, number)) in self.0.iter().enumerate() {
            let part = if at == 0 { "" } else { ";" };
            write!(f, "{part}{}:{number}", species.code())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pets_are_counted_by_kind() {
        let pets = Pets::parse("cat:2;dog:1").unwrap();
        assert_eq!((pets.of(Species::Cat), pets.total()), (2, 3));
        assert_eq!(pets.to_string(), "dog:1;cat:2");
        assert_eq!(Pets::parse("none").unwrap().to_string(), "none");
        for text in ["", "dog", "dog:0", "dog:1;dog:2", "dog:100", "dog:1;"] {
            assert!(Pets::parse(text).is_none(), "{text}");
        }
    }
}
