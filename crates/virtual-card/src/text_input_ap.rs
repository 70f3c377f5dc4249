//! 券面事項入力補助AP: the My Number and the four basic items as text, with their signature.

use std::collections::BTreeMap;
use std::sync::Arc;

use rsa::RsaPrivateKey;
use sha2::{Digest, Sha256};

use crate::application::{Application, File};
use crate::cv_certificate::{key_id, public_key};
use crate::signing::issuer_signature;
use crate::tlv::{filled, object};
use crate::training_ca::ResidentKeys;
use crate::{Resident, TrainingCa};

pub(crate) const AID: [u8; 10] = [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08];
/// 券面事項入力補助用暗証番号.
pub(crate) const PIN: u16 = 0x0011;
/// 照合番号A.
const NUMBER_CODE: u16 = 0x0014;
/// 照合番号B.
pub(crate) const FACE_CODE: u16 = 0x0015;
const INTERNAL_KEY: u16 = 0x0013;

const PIN_OR_A: &[u16] = &[PIN, NUMBER_CODE];
const PIN_OR_B: &[u16] = &[PIN, FACE_CODE];
const ANY: &[u16] = &[PIN, NUMBER_CODE, FACE_CODE];

pub(crate) fn application(
    resident: &Resident,
    ca: &TrainingCa,
    keys: &ResidentKeys,
) -> Application {
    let number = number_file(resident.number());
    let items = BasicItems::of(resident);
    let proof = proof(&number, &items, ca.text_signer());
    let items_file = items.file();
    let size = items_file.len().next_multiple_of(256).max(512);
    Application {
        aid: AID,
        files: BTreeMap::from([
            (0x0001, File::guarded(number, PIN_OR_A)),
            (
                0x0002,
                File::guarded(filled(items_file, size, 0xFF), PIN_OR_B),
            ),
            (0x0003, File::guarded(proof, ANY)),
            (0x0004, File::free(ca.text_signer_certificate())),
            (0x0005, File::free(information())),
            (0x0006, File::Opaque),
            (
                0x0007,
                File::guarded(internal_public_key(&keys.internal, ca.text_signer()), ANY),
            ),
            (0x0008, File::Opaque),
            (0x0010, File::Opaque),
            (PIN, File::secret(resident.pin(), 3, resident.pin_tries())),
            (0x0012, File::secret("", 3, 0)),
            (INTERNAL_KEY, File::key(Arc::clone(&keys.internal), None)),
            (NUMBER_CODE, File::secret(resident.number(), 10, 10)),
            (
                FACE_CODE,
                File::secret(resident.face_code(), 10, resident.face_code_tries()),
            ),
            (0x001C, File::Opaque),
            (0x001E, File::Opaque),
        ]),
        default_key: Some(INTERNAL_KEY),
    }
}

/// EF 0001, 17 bytes with its two bytes of filler, which the digest covers too.
fn number_file(number: &str) -> Vec<u8> {
    filled(object(0xFF10, number.as_bytes()), 17, 0xFF)
}

/// DF22 to DF25 of EF 0002.
struct BasicItems([Vec<u8>; 4]);

impl BasicItems {
    fn of(resident: &Resident) -> Self {
        Self([
            object(0xDF22, resident.name().as_bytes()),
            object(0xDF23, resident.address().as_bytes()),
            object(
                0xDF24,
                crate::birth_date::compact(resident.birth_date()).as_bytes(),
            ),
            object(0xDF25, &[resident.sex_code()]),
        ])
    }

    /// EF 0002 without filler: offsets count from the first byte of the file.
    fn file(&self) -> Vec<u8> {
        let items = self.0.concat();
        // The table of four offsets is 3 + 8 bytes; the outer header takes 3 or, from 128 on, 5.
        let header = if items.len() + 11 < 0x80 { 3 } else { 5 };
        let mut offset = header + 11;
        let mut table = Vec::with_capacity(8);
        for item in &self.0 {
            let place = u16::try_from(offset).expect("card files are far below 64 KiB");
            table.extend(place.to_be_bytes());
            offset += item.len();
        }
        object(0xFF20, &[object(0xDF21, &table), items].concat())
    }
}

/// EF 0003: digests of EF 0001 and of the items, signed by the key of EF 0004.
fn proof(number: &[u8], items: &BasicItems, signer: &RsaPrivateKey) -> Vec<u8> {
    let digests = [
        object(0xDF31, &Sha256::digest(number)),
        object(0xDF32, &Sha256::digest(items.0.concat())),
    ]
    .concat();
    let signature = object(0xDF33, &issuer_signature(signer, &digests));
    object(0xFF30, &[digests, signature].concat())
}

/// EF 0005, AP基本情報.
fn information() -> Vec<u8> {
    let parts = [
        object(0xDF41, &[0x01, 0x03, 0x0E, 0x01]),
        object(0xDF42, &key_id(*b"x999034")),
        object(0xDF43, &[vec![0x00; 32], vec![0xFF; 96]].concat()),
    ];
    filled(object(0xFF40, &parts.concat()), 256, 0xFF)
}

/// EF 0007: the internal-authentication key, signed by the key of EF 0004.
fn internal_public_key(internal: &RsaPrivateKey, signer: &RsaPrivateKey) -> Vec<u8> {
    let key = object(0xDF51, &public_key(&internal.to_public_key()));
    let signature = object(0xDF52, &issuer_signature(signer, &key));
    object(0xFF50, &[key, signature].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        use std::fmt::Write;
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02X}").unwrap();
            text
        })
    }

    fn items(name: &str, address: &str) -> BasicItems {
        BasicItems([
            object(0xDF22, name.as_bytes()),
            object(0xDF23, address.as_bytes()),
            object(0xDF24, b"19900401"),
            object(0xDF25, b"2"),
        ])
    }

    /// The worked example of the facts, appendix A (an invented person).
    #[test]
    fn the_worked_example_comes_out_byte_for_byte() {
        let items = items("見本　花子", "試験県架空市見本町１丁目２番３号");
        let file = items.file();
        assert_eq!(hex(&file[..14]), "FF205FDF2108000E00200053005E");
        assert_eq!(file.len(), 98);
        assert_eq!(
            hex(&Sha256::digest(items.0.concat())),
            "00D944FFB7921A1D1B574C9007A2440160763EF4A0256D5472F4A63D95353B0C"
        );
        assert_eq!(
            hex(&Sha256::digest(number_file("123456789018"))),
            "C60C415D94405F03E9C454A8BAE073837D2C619925196526852FE61D9C58422D"
        );
    }

    #[test]
    fn offsets_point_at_the_items_in_the_long_form_too() {
        let file = items("見本　花子", &"長".repeat(44)).file();
        // The long form of the facts, appendix A.
        assert_eq!(hex(&file[..14]), "FF208200B5DF21080010002200AB");
        for (place, tag) in [(8, 0x22), (10, 0x23), (12, 0x24), (14, 0x25)] {
            let offset = usize::from(u16::from_be_bytes([file[place], file[place + 1]]));
            assert_eq!(file[offset..offset + 2], [0xDF, tag]);
        }
    }

    #[test]
    fn the_header_grows_exactly_when_the_length_does() {
        for length in 20..40 {
            let file = items("見本", &"a".repeat(length * 2)).file();
            let offset = usize::from(u16::from_be_bytes(if file[2] == 0x82 {
                [file[8], file[9]]
            } else {
                [file[6], file[7]]
            }));
            assert_eq!(file[offset..offset + 2], [0xDF, 0x22], "{length}");
        }
    }
}
