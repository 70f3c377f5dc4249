//! 共通カードAP: the card's own serial number, free to read.

use std::collections::BTreeMap;

use crate::Resident;
use crate::application::{Application, File};

const AID: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00];

/// `01 1C` ‖ card serial 15 ‖ municipality code 5 ‖ expiry 8, all ASCII digits.
pub(crate) fn application(resident: &Resident) -> Application {
    let text = format!(
        "{}{}{}",
        resident.card_serial(),
        resident.municipality_code(),
        crate::birth_date::compact(resident.expires())
    );
    let record = crate::tlv::object(0x01, text.as_bytes());
    Application {
        aid: AID,
        files: BTreeMap::from([
            (0x0001, File::Records(vec![record])),
            (0x001C, File::secret(resident.pin(), 3, 3)),
        ]),
        default_key: None,
    }
}
