//! Challenges and tokens that any process of the hub knows again, and none has to keep.

use hmac::{Hmac, Mac};
use ledger::{DeviceId, RealmId};
use rand_core::{OsRng, RngCore};
use sha2::Sha256;
use sync::{Challenge, Token};
use zeroize::Zeroizing;

use crate::Secrets;

/// A token is good for so many seconds.
pub const TOKEN_SECONDS: u32 = 600;
/// A challenge is good for so long.
const CHALLENGE_MS: i64 = 60_000;
const MAC: usize = 32;

/// Makes them and knows them again.
pub struct Passes {
    key: Zeroizing<[u8; 32]>,
}

impl Passes {
    pub fn new(secrets: &Secrets) -> Self {
        Self {
            key: secrets.derived("passes"),
        }
    }

    /// Something to sign for a session.
    pub fn challenge(&self, now_ms: i64) -> Challenge {
        let mut body = now_ms.saturating_add(CHALLENGE_MS).to_be_bytes().to_vec();
        let mut lot = [0; 16];
        OsRng.fill_bytes(&mut lot);
        body.extend_from_slice(&lot);
        Challenge {
            challenge: self.sealed(b"challenge", body),
        }
    }

    /// Whether it was given by this hub within the last minute.
    pub fn knows_challenge(&self, challenge: &[u8], now_ms: i64) -> bool {
        let body = self.opened(b"challenge", challenge);
        let until = body.and_then(|body| body.first_chunk().copied());
        until.is_some_and(|until| is_now(i64::from_be_bytes(until), CHALLENGE_MS, now_ms))
    }

    /// A token for one device.
    pub fn token(&self, realm: RealmId, device: DeviceId, now_ms: i64) -> Token {
        let until = now_ms.saturating_add(i64::from(TOKEN_SECONDS) * 1000);
        let parts: [&[u8]; 3] = [&until.to_be_bytes(), &realm.0, &device.0];
        Token(self.sealed(b"token", parts.concat()))
    }

    /// Whose token it is, if it is good now.
    pub fn read_token(&self, token: &Token, now_ms: i64) -> Option<(RealmId, DeviceId)> {
        let body = self.opened(b"token", &token.0)?;
        let (until, names) = body.split_first_chunk()?;
        let (realm, device) = names.split_first_chunk()?;
        let good = is_now(
            i64::from_be_bytes(*until),
            i64::from(TOKEN_SECONDS) * 1000,
            now_ms,
        );
        let device = DeviceId::from_slice(device)?;
        good.then_some((RealmId(*realm), device))
    }

    fn sealed(&self, label: &[u8], mut body: Vec<u8>) -> Vec<u8> {
        let tag = self.mac(label, &body).finalize().into_bytes();
        body.extend_from_slice(&tag);
        body
    }

    fn opened<'a>(&self, label: &[u8], bytes: &'a [u8]) -> Option<&'a [u8]> {
        let (body, tag) = bytes.split_last_chunk::<MAC>()?;
        let same = self.mac(label, body).verify_slice(tag).is_ok();
        same.then_some(body)
    }

    fn mac(&self, label: &[u8], body: &[u8]) -> Hmac<Sha256> {
        // HMAC takes a key of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.key).expect("a key of any length");
        mac.update(b"kazashi.hub.pass.1");
        mac.update(&[u8::try_from(label.len()).unwrap_or(u8::MAX)]);
        mac.update(label);
        mac.update(body);
        mac
    }
}

/// Whether the moment lies ahead, and no farther than it was ever set: a clock of the hub that was wrong and is put
/// right leaves no pass that is good for years.
fn is_now(until: i64, good_ms: i64, now_ms: i64) -> bool {
    let left = until.saturating_sub(now_ms);
    (1..=good_ms).contains(&left)
}
