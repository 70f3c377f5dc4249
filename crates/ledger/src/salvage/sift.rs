//! Telling rows of one table from those of another, and true ones from broken ones.

use super::record::Value;
use super::rescue::Rescued;
use crate::rows::DeviceRow;
use crate::signed::fits;
use crate::{DeviceCard, DeviceId, Header, RealmId, Signed, StreamId, SubjectId, SubjectKey};

impl Rescued {
    /// Adds what a row of a bare page proves to be.
    pub fn sift(&mut self, row: &[Value]) {
        match row {
            [_, _, _, hash, _, _, _, header, signature, payload] => {
                self.events.extend(event(hash, header, signature, payload));
            }
            [subject, tag, key] => self.keys.extend(subject_key(subject, tag, key)),
            _ => {}
        }
    }

    /// Adds a device that a row of a bare page proves to be of this stream.
    pub fn sift_device(&mut self, row: &[Value]) {
        let [id, key, name, signature, seq, hash, lamport, _, _] = row else {
            return;
        };
        let found = device(id, (key, name, signature), (seq, hash, lamport));
        if let (Some(found), Some(stream)) = (found, self.identity()) {
            let new = self.devices.iter().all(|known| known.id != found.id);
            if new && is_signed(&found, stream) {
                self.devices.push(found);
            }
        }
    }
}

fn event(hash: &Value, header: &Value, signature: &Value, payload: &Value) -> Option<Signed> {
    let mut signed = Signed {
        header_bytes: header.blob()?.to_vec(),
        signature: signature.blob()?.to_vec(),
        payload: None,
    };
    let header = Header::from_bytes(&signed.header_bytes).ok()?;
    let whole = hash.fixed::<32>()? == signed.hash() && signed.signature.len() == 64;
    signed.payload = payload
        .blob()
        .filter(|sealed| fits(sealed, &header))
        .map(<[u8]>::to_vec);
    whole.then_some(signed)
}

fn subject_key(subject: &Value, tag: &Value, key: &Value) -> Option<(SubjectId, SubjectKey)> {
    let key = SubjectKey::new(key.fixed()?);
    (tag.fixed()? == key.tag()).then_some((SubjectId(subject.fixed()?), key))
}

fn device(
    id: &Value,
    (key, name, signature): (&Value, &Value, &Value),
    (seq, hash, lamport): (&Value, &Value, &Value),
) -> Option<DeviceRow> {
    Some(DeviceRow {
        id: DeviceId(id.fixed()?),
        card: DeviceCard {
            public_key: key.fixed()?,
            name: name.text()?.to_owned(),
            signature: signature.fixed()?,
        },
        seq: seq.count()?,
        hash: hash.fixed()?,
        lamport: lamport.count()?,
        suspended: false,
    })
}

fn is_signed(device: &DeviceRow, (realm, stream): (RealmId, StreamId)) -> bool {
    device.card.device() == device.id && device.card.check(realm, stream).is_some()
}
