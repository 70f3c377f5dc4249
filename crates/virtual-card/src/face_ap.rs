//! 券面事項確認AP: free card information and the secrets; this card carries no images.

use std::collections::BTreeMap;

use crate::Resident;
use crate::application::{Access, Application, File};
use crate::tlv::{filled, object};

const AID: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02];

pub(crate) fn application(resident: &Resident) -> Application {
    let unreadable = || File::Binary {
        content: vec![0xFF; 16],
        access: Access::Never,
    };
    Application {
        aid: AID,
        files: BTreeMap::from([
            (0x0001, unreadable()),
            (0x0002, unreadable()),
            (0x0003, File::free(information(resident))),
            (0x0005, unreadable()),
            (0x0006, File::Opaque),
            (0x0011, File::secret(&resident.face_code()[..6], 10, 10)),
            (0x0012, File::secret(resident.face_code(), 10, 10)),
            (0x0013, File::secret(resident.number(), 10, 10)),
            (0x001A, File::Opaque),
            (0x001C, File::Opaque),
            (0x001E, File::Opaque),
        ]),
        default_key: None,
    }
}

/// EF 0003, AP基本情報: here the municipality code is free to read.
fn information(resident: &Resident) -> Vec<u8> {
    let key_id = crate::cv_certificate::key_id(*b"9999023");
    let parts = [
        object(0xDF31, &[0x06, 0x03, 0x0E, 0x01]),
        object(0xDF32, &key_id),
        object(0xDF33, &[0x01]),
        object(0xDF34, resident.municipality_code().as_bytes()),
        object(0xDF35, &[key_id.to_vec(), vec![0xFF; 256]].concat()),
    ];
    filled(object(0xFF30, &parts.concat()), 512, 0xFF)
}
