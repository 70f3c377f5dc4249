//! 公的個人認証AP: the two certificates, their CAs, their keys.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::application::{Access, Application, File};
use crate::tlv::filled;
use crate::training_ca::ResidentKeys;
use crate::{Resident, TrainingCa};

pub(crate) const AID: [u8; 10] = [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
/// 利用者証明用暗証番号.
pub(crate) const AUTH_PIN: u16 = 0x0018;
/// 署名用パスワード.
pub(crate) const SIGN_PASSWORD: u16 = 0x001B;

/// Least physical size of a certificate file; zeros follow the certificate.
const CERTIFICATE_FILE: usize = 1900;

pub(crate) fn application(
    resident: &Resident,
    ca: &TrainingCa,
    keys: &ResidentKeys,
) -> Application {
    let certificate = |der: &[u8]| {
        let size = der.len().next_multiple_of(256).max(CERTIFICATE_FILE);
        filled(der.to_vec(), size, 0x00)
    };
    let present = resident.has_certificates();
    let own = |der: &[u8]| {
        if present {
            certificate(der)
        } else {
            Vec::new()
        }
    };
    let availability = if present { [0x8F, 0x8F, 0x00] } else { [0; 3] };
    let protected = File::Binary {
        content: vec![0xFF; 16],
        access: Access::Never,
    };
    Application {
        aid: AID,
        files: BTreeMap::from([
            (
                0x0001,
                File::guarded(own(&keys.sign_certificate), &[SIGN_PASSWORD]),
            ),
            (0x0002, File::free(certificate(ca.sign_ca_certificate()))),
            (0x0005, File::Opaque),
            (0x0006, File::free(token_information(resident))),
            (0x0008, File::free(availability.to_vec())),
            (0x0009, protected),
            (0x000A, File::free(own(&keys.auth_certificate))),
            (0x000B, File::free(certificate(ca.auth_ca_certificate()))),
            (0x0010, File::Opaque),
            (0x0016, File::Opaque),
            (0x0017, File::key(Arc::clone(&keys.auth), Some(AUTH_PIN))),
            (AUTH_PIN, File::secret(resident.pin(), 3, 3)),
            (0x0019, File::Opaque),
            (
                0x001A,
                File::key(Arc::clone(&keys.sign), Some(SIGN_PASSWORD)),
            ),
            (SIGN_PASSWORD, File::secret(resident.sign_password(), 5, 5)),
            (0x001C, File::Opaque),
            (0x001E, File::Opaque),
        ]),
        default_key: None,
    }
}

/// EF 0006: a PKCS#11 token information in 160 bytes.
fn token_information(resident: &Resident) -> Vec<u8> {
    let padded = |text: &str, width: usize| format!("{text:<width$}").into_bytes();
    let number = |value: u32| value.to_be_bytes().to_vec();
    let parts = [
        padded("JPKIAPICCTOKEN2", 32),
        format!("{:0>32}", "01").into_bytes(),
        padded("KAZASHI-TRAINING", 16),
        padded(resident.card_serial(), 16),
        number(0x0000_040D),
        [1, 0, 1, 0].map(u32::to_be_bytes).concat(),
        number(16),
        number(6),
        vec![0xFF; 16],
        b"03".to_vec(),
        b"01".to_vec(),
        vec![b'9'; 16],
    ];
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_information_is_160_bytes_with_each_field_in_place() {
        let resident = &crate::builtin()[0];
        let file = token_information(resident);
        assert_eq!(file.len(), 160);
        assert_eq!(&file[..17], b"JPKIAPICCTOKEN2  ");
        assert_eq!(file[96..100], [0, 0, 4, 0x0D]);
        assert_eq!(file[116..124], [0, 0, 0, 16, 0, 0, 0, 6]);
        assert_eq!(&file[140..144], b"0301");
        assert_eq!(file[144..], [b'9'; 16]);
    }
}
