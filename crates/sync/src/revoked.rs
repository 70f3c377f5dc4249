//! Which devices are shut out, told in one number: so that two who know the same need not list it.

use ledger::DeviceId;
use sha2::{Digest, Sha256};

/// The exclusive or of the SHA-256 of each revocation (失効): the device, and the first number that is not valid any more
/// as 8 bytes, the highest first.
pub fn revoked_sum(revoked: &[(DeviceId, u64)]) -> [u8; 32] {
    let mut sum = [0; 32];
    for (device, from) in revoked {
        let one = Sha256::new()
            .chain_update(device.0)
            .chain_update(from.to_be_bytes());
        for (sum, byte) in sum.iter_mut().zip(one.finalize()) {
            *sum ^= byte;
        }
    }
    sum
}
