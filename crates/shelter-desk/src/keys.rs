//! The keys of a list beside those that every desk has.

use custody::{Keys, hash};
use jiff::civil::Date;
use ledger::StreamId;
use vault::{About, Kept, Key, PlannedShelter, Role};

use crate::{DeskError, Folder};

/// As the list's folder keeps them, for whoever can open the list.
pub(crate) fn kept(folder: &Folder, key: &Key) -> Result<Keys, DeskError> {
    let kept = Kept::load(&Kept::beside(&folder.ledger()), key)?;
    Ok(Keys::of(&kept.opened))
}

/// The key under which lists travel between PCs; another one for training.
pub(crate) fn bundles(keys: &Keys, training: bool) -> Key {
    if training {
        let half = |name: &[u8]| hash(&[name, keys.secrets.bundles.as_bytes()]);
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&half(b"kazashi.training.bundles.1"));
        bytes[16..].copy_from_slice(&half(b"kazashi.training.bundles.2"));
        Key::from_bytes(&bytes)
    } else {
        keys.secrets.bundles.clone()
    }
}

/// The stream of a shelter: as planned, else made from realm and name, so that two PCs in one
/// gymnasium that never met write into the same one.
pub(crate) fn stream_of(keys: &Keys, planned: Option<&PlannedShelter>, name: &str) -> StreamId {
    if let Some(planned) = planned {
        return StreamId(planned.stream);
    }
    let name = shelter::search::fold::text(name);
    StreamId(hash(&[
        b"kazashi.shelter.1",
        &keys.public.realm,
        name.as_bytes(),
    ]))
}

/// What a package made on the spot says of itself.
pub(crate) fn on_the_spot(today: Date) -> About {
    About {
        city_name: "準備なしで開設".to_owned(),
        // No municipality has this code; its check digit is right.
        city_code: "000001".to_owned(),
        name: "準備なしで開設".to_owned(),
        edition: 1,
        created: today,
        exercise: false,
        roles: vec![Role {
            role: "keeper".to_owned(),
            title: "避難所の管理者".to_owned(),
        }],
        shelters: Vec::new(),
    }
}
