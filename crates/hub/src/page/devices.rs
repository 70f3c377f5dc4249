//! Devices of a realm: let in, shut out, invited with a code.

use std::collections::BTreeMap;

use ledger::{DeviceId, RealmId, StreamId};
use rand_core::OsRng;
use sync::{Code, Invitation, Role};
use vault::ActivationCode;
use zeroize::Zeroizing;

use super::api::{AuditAct, CodeMade, DeviceRole, DeviceView, Millis, NewCodeAsked};
use super::audit::Entry;
use super::read::standing;
use super::{Page, PageError, Who};
use crate::store::{Device, Kind, NewCode, StoreError};

/// Longest life of a code: two weeks.
const MOST_HOURS: u32 = 336;

impl Page {
    /// All devices of a realm.
    pub async fn devices(&self, realm: RealmId) -> Result<Vec<DeviceView>, PageError> {
        let reports = self.store.reports(realm).await?;
        let reports: BTreeMap<_, _> = reports.into_iter().map(|one| (one.device, one)).collect();
        let mut apart: BTreeMap<DeviceId, u32> = BTreeMap::new();
        for kept in self.store.kept_apart(realm).await? {
            if let Some(device) = kept.device {
                *apart.entry(device).or_default() += 1;
            }
        }
        let devices = self.store.devices(realm).await?;
        let names = self.stream_names(realm, &devices).await?;
        let devices = devices.into_iter().map(|device| {
            let id = device.card.device();
            let report = reports.get(&id);
            DeviceView {
                id: id.to_string(),
                name: device.card.name,
                stream: device.card.stream.to_string(),
                stream_name: match device.role {
                    Role::Desk => names.get(&device.card.stream).cloned().unwrap_or_default(),
                    Role::Headquarters | Role::Forwarder => String::new(),
                },
                role: match device.role {
                    Role::Desk => DeviceRole::Desk,
                    Role::Headquarters => DeviceRole::Headquarters,
                    Role::Forwarder => DeviceRole::Forwarder,
                },
                standing: standing(device.standing),
                events: device.seq,
                joined: Millis(device.joined_ms),
                reported: report.map(|one| Millis(one.at_ms)),
                program: report.map(|one| one.status.program.clone()),
                unsent: report.map(|one| u32::try_from(one.status.unsent).unwrap_or(u32::MAX)),
                apart: apart.get(&id).copied().unwrap_or(0),
            }
        });
        Ok(devices.collect())
    }

    /// What streams are called, without a person: by the shelter's own name, else by the first desk that came.
    async fn stream_names(
        &self,
        realm: RealmId,
        devices: &[Device],
    ) -> Result<BTreeMap<StreamId, String>, PageError> {
        let mut names = BTreeMap::new();
        let mut desks: Vec<&Device> = devices
            .iter()
            .filter(|device| device.role == Role::Desk)
            .collect();
        desks.sort_by_key(|device| device.joined_ms);
        for desk in desks {
            names
                .entry(desk.card.stream)
                .or_insert_with(|| desk.card.name.clone());
        }
        let kind = self.store.realm(realm).await?.map(|realm| realm.kind);
        if kind == Some(Kind::Shelter) {
            let change = self.change_of(realm).await?;
            for (stream, board, _) in self.boards(realm, change).await?.iter() {
                let name = &board.view.line.name;
                if !name.is_empty() {
                    names.insert(*stream, name.clone());
                }
            }
        }
        Ok(names)
    }

    /// Lets a device in.
    pub async fn admit(
        &self,
        who: &Who,
        realm: RealmId,
        device: DeviceId,
    ) -> Result<(), PageError> {
        self.note_of(who, AuditAct::Admitted, realm, device).await?;
        self.store.admit(realm, device).await?;
        Ok(())
    }

    /// Shuts a device out.
    pub async fn revoke(
        &self,
        who: &Who,
        realm: RealmId,
        device: DeviceId,
    ) -> Result<(), PageError> {
        self.note_of(who, AuditAct::Revoked, realm, device).await?;
        self.store.revoke(realm, device).await?;
        Ok(())
    }

    /// Notes what is about to be done with a device that is here.
    async fn note_of(
        &self,
        who: &Who,
        act: AuditAct,
        realm: RealmId,
        device: DeviceId,
    ) -> Result<(), PageError> {
        let known = self.store.device(realm, device).await?;
        known.ok_or(StoreError::NoDevice)?;
        let entry = Entry::of(&who.user.account, act).realm(realm);
        self.note(entry.about(device)).await
    }

    /// Makes a code for one device.
    pub async fn make_code(
        &self,
        who: &Who,
        realm: RealmId,
        asked: &NewCodeAsked,
    ) -> Result<CodeMade, PageError> {
        if !(1..=MOST_HOURS).contains(&asked.hours) {
            return Err(PageError::Malformed);
        }
        let stream = match &asked.stream {
            None => None,
            Some(stream) => Some(StreamId::from_hex(stream).ok_or(PageError::Malformed)?),
        };
        let printed = ActivationCode::generate(&mut OsRng).to_print();
        let code = Code::of_printed(&printed).ok_or(PageError::Damaged)?;
        let until = self.now() + i64::from(asked.hours) * 3_600_000;
        let entry = Entry::of(&who.user.account, AuditAct::CodeMade).realm(realm);
        self.note(entry).await?;
        self.store
            .add_code(NewCode {
                realm,
                id: code.id(),
                secret: Zeroizing::new(*code.expose()),
                role: match asked.role {
                    DeviceRole::Desk => Role::Desk,
                    DeviceRole::Headquarters => Role::Headquarters,
                    DeviceRole::Forwarder => Role::Forwarder,
                },
                stream,
                until_ms: until,
            })
            .await?;
        let address = self.config.address.as_deref();
        let invitation = address.and_then(|address| Invitation::new(address, &printed));
        Ok(CodeMade {
            code: printed.to_string(),
            invitation: invitation.map(|invitation| invitation.to_qr().to_string()),
            until: Millis(until),
        })
    }
}
