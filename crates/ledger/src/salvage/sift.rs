//! Telling rows of one table from those of another, and true ones from broken ones.

use super::record::Value;
use super::rescue::Rescued;
use crate::rows::DeviceRow;
use crate::signed::fits;
use crate::{DeviceCard, DeviceId, Header, RealmId, Signed, StreamId, SubjectId, SubjectKey};

impl Rescued {
    /// Adds what a row of a bare page proves to be.
    ///
    /// Events that look like some go into `events`: whether they are, their devices' cards tell.
    pub fn sift(&mut self, row: &[Value], events: &mut Vec<Signed>) {
        match row {
            [_, _, _, _, header, signature, payload] => {
                events.extend(event(header, signature, payload));
            }
            [subject, tag, key] => self.keys.extend(subject_key(subject, tag, key)),
            _ => {}
        }
    }

    /// Adds a device that a row of a bare page proves to be of this realm.
    pub fn sift_device(&mut self, row: &[Value]) {
        let [
            _,
            id,
            key,
            stream,
            name,
            signature,
            seq,
            hash,
            lamport,
            _,
            private,
        ] = row
        else {
            return;
        };
        let found = device(id, (key, stream, name, signature), (seq, hash, lamport));
        if let (Some(found), Some(realm)) = (found, self.realm())
            && is_signed(&found, realm)
        {
            if private.fixed::<32>().is_some() {
                self.own_stream = Some(found.card.stream);
            }
            if self.devices.iter().all(|known| known.id != found.id) {
                self.devices.push(found);
            }
        }
    }
}

fn event(header: &Value, signature: &Value, payload: &Value) -> Option<Signed> {
    let mut signed = Signed {
        header_bytes: header.blob()?.to_vec(),
        signature: signature.blob()?.to_vec(),
        payload: None,
    };
    let header = Header::from_bytes(&signed.header_bytes).ok()?;
    let whole = signed.signature.len() == 64;
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
    (key, stream, name, signature): (&Value, &Value, &Value, &Value),
    (seq, hash, lamport): (&Value, &Value, &Value),
) -> Option<DeviceRow> {
    Some(DeviceRow {
        // It has another one in the new file.
        number: 0,
        id: DeviceId(id.fixed()?),
        card: DeviceCard {
            public_key: key.fixed()?,
            stream: StreamId(stream.fixed()?),
            name: name.text()?.to_owned(),
            signature: signature.fixed()?,
        },
        seq: seq.count()?,
        hash: hash.fixed()?,
        lamport: lamport.count()?,
        suspended: false,
    })
}

fn is_signed(device: &DeviceRow, realm: RealmId) -> bool {
    device.card.device() == device.id && device.card.check(realm).is_some()
}
