//! The second factor: codes by time (RFC 6238), each taken once, and recovery codes.

use rand_core::{OsRng, RngCore};
use totp_rs::{Algorithm, TOTP};
use zeroize::Zeroizing;

use crate::page::PageError;
use crate::page::keeping::Keeping;

const STEP_S: u64 = 30;
const RECOVERY_CODES: usize = 8;

fn totp(secret: &[u8]) -> Result<TOTP, PageError> {
    TOTP::new(Algorithm::SHA1, 6, 1, STEP_S, secret.to_vec()).map_err(|_| PageError::Damaged)
}

/// A new secret, 160 bits.
pub(super) fn new_secret() -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new(vec![0; 20]);
    OsRng.fill_bytes(&mut secret);
    secret
}

/// The code of a moment, as an app shows it.
pub fn code_at(secret: &[u8], now_ms: i64) -> Result<String, PageError> {
    let seconds = u64::try_from(now_ms / 1000).unwrap_or(0);
    Ok(totp(secret)?.generate(seconds))
}

/// The step of a code that is good now, one step early or late allowed, and that was not used yet.
pub(super) fn step_of(
    secret: &[u8],
    code: &str,
    now_ms: i64,
    last: i64,
) -> Result<Option<i64>, PageError> {
    let totp = totp(secret)?;
    let now = now_ms / 1000 / 30;
    let mut found = None;
    for step in now - 1..=now + 1 {
        let at = u64::try_from(step * 30).unwrap_or(0);
        // Every step is looked at, so that the time tells nothing.
        if same(totp.generate(at).as_bytes(), code.trim().as_bytes()) && step > last {
            found = Some(step);
        }
    }
    Ok(found)
}

/// Compared without telling where they differ.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// The secret as an app reads it from a QR code.
pub fn otpauth(account: &str, secret: &[u8]) -> String {
    let secret = data_encoding::BASE32_NOPAD.encode(secret);
    format!("otpauth://totp/Kazashi:{account}?secret={secret}&issuer=Kazashi")
}

/// New recovery codes, 50 bits each.
pub(super) fn new_recovery() -> Vec<String> {
    let one = |_| {
        let mut bytes = [0; 10];
        OsRng.fill_bytes(&mut bytes);
        data_encoding::BASE32_NOPAD.encode(&bytes)[..10].to_lowercase()
    };
    (0..RECOVERY_CODES).map(one).collect()
}

/// How recovery codes are kept.
pub(super) fn kept(keeping: &Keeping, account: &str, codes: &[String]) -> String {
    let kept: Vec<String> = codes
        .iter()
        .map(|code| keep(keeping, account, code))
        .collect();
    kept.join(",")
}

fn keep(keeping: &Keeping, account: &str, code: &str) -> String {
    let code = code.trim().to_lowercase();
    let mac = keeping.mac("recovery", &[account.as_bytes(), code.as_bytes()]);
    data_encoding::HEXLOWER.encode(&mac[..16])
}

/// The codes that are left when this one is used; `None` if it is none of them.
pub(super) fn without(keeping: &Keeping, account: &str, left: &str, code: &str) -> Option<String> {
    let used = keep(keeping, account, code);
    let rest: Vec<&str> = left
        .split(',')
        .filter(|one| !same(one.as_bytes(), used.as_bytes()))
        .collect();
    let found = rest.len() < left.split(',').count() && !left.is_empty();
    found.then(|| rest.join(","))
}
