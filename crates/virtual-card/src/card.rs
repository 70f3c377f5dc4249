//! The card itself: what is in it, and how it answers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rsa::rand_core::{OsRng, RngCore};

use crate::apdu::{Command, StatusWord};
use crate::application::{Access, Application, File, StoredSecret};
use crate::{CaError, Chip, Resident, TrainingCa, signing};
use crate::{common_ap, face_ap, jpki_ap, text_input_ap};

/// Behaviour that differs between real cards, or that is known from one source only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quirks {
    /// Verified secrets stay verified over a warm reset; a real card is said to do so.
    pub rights_survive_reset: bool,
    /// The first command after power-on is answered 6F00, as some cards do.
    pub stumbles_after_power_on: bool,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            rights_survive_reset: true,
            stumbles_after_power_on: false,
        }
    }
}

/// Remaining tries, as someone who holds the card up to the light would see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriesLeft {
    /// Of the 4-digit PIN of the text AP (券面事項入力補助用暗証番号); 3 when fresh.
    pub pin: u8,
    /// Of the 14-digit 照合番号B of the text AP; 10 when fresh.
    pub face_code: u8,
    /// Of the 4-digit user-authentication PIN (利用者証明用暗証番号); 3 when fresh.
    pub auth_pin: u8,
    /// Of the signing password (署名用パスワード); 5 when fresh.
    pub sign_password: u8,
}

/// A virtual My Number Card: files, keys and try counters, which live as long as this value,
/// and the session state, which ends with the power.
pub struct VirtualCard {
    applications: Vec<Application>,
    quirks: Quirks,
    session: Session,
}

/// What the card forgets when the field is lost.
#[derive(Default)]
struct Session {
    application: Option<usize>,
    file: Option<u16>,
    verified: BTreeSet<u16>,
    /// A command was answered since power-on.
    awake: bool,
}

impl VirtualCard {
    /// Issues a resident's card; `today` decides which certificates are valid or expired.
    ///
    /// The first issue of a resident makes three RSA keys (some seconds without optimisation);
    /// later ones find them in the training CA's folder.
    pub fn issue(resident: &Resident, ca: &TrainingCa, today: Date) -> Result<Self, CaError> {
        let keys = ca.issue(resident, today)?;
        Ok(Self::with_applications(vec![
            text_input_ap::application(resident, ca, &keys),
            face_ap::application(resident),
            jpki_ap::application(resident, ca, &keys),
            common_ap::application(resident),
        ]))
    }

    /// A card that is not a My Number Card: it refuses every application.
    pub fn without_applications() -> Self {
        Self::with_applications(Vec::new())
    }

    fn with_applications(applications: Vec<Application>) -> Self {
        Self {
            applications,
            quirks: Quirks::default(),
            session: Session::default(),
        }
    }

    /// Chooses the behaviour where real cards differ.
    pub fn set_quirks(&mut self, quirks: Quirks) {
        self.quirks = quirks;
    }

    /// The try counters; zeros for a card without applications.
    pub fn tries_left(&self) -> TriesLeft {
        let tries = |aid: [u8; 10], id: u16| {
            let application = self.applications.iter().find(|ap| ap.aid == aid);
            match application.and_then(|ap| ap.files.get(&id)) {
                Some(File::Secret(secret)) => secret.tries,
                _ => 0,
            }
        };
        TriesLeft {
            pin: tries(text_input_ap::AID, text_input_ap::PIN),
            face_code: tries(text_input_ap::AID, text_input_ap::FACE_CODE),
            auth_pin: tries(jpki_ap::AID, jpki_ap::AUTH_PIN),
            sign_password: tries(jpki_ap::AID, jpki_ap::SIGN_PASSWORD),
        }
    }

    fn answer(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        match (command.class, command.instruction) {
            (0x00, 0xA4) => self.select(command),
            (0x00, 0x20) => self.verify(command),
            (0x00, 0xB0) => self.read_binary(command),
            (0x00, 0xB2) => self.read_record(command),
            (0x00, 0x84) => challenge(command),
            (0x00, 0xCA) => Err(StatusWord::OBJECT_ABSENT),
            (0x80, 0x2A) => self.sign(command),
            // SET PUBLIC IC KEY: terminals without an official certificate are refused like this.
            (0x80, 0xA2) => Err(StatusWord::WRONG_LENGTH),
            (0x00, _) => Err(StatusWord::UNKNOWN_INSTRUCTION),
            _ => Err(StatusWord::UNKNOWN_CLASS),
        }
    }

    fn select(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        match (command.p1, command.p2) {
            (0x04, 0x00 | 0x0C) => self.select_application(command),
            (0x02, 0x00 | 0x0C) => {
                let id = <[u8; 2]>::try_from(command.data).map_err(|_| StatusWord::WRONG_LENGTH)?;
                let id = u16::from_be_bytes(id);
                self.file(id)?;
                self.session.file = Some(id);
                Ok(Vec::new())
            }
            (0x00, _) if !command.data.is_empty() => Err(StatusWord::NOT_FOUND),
            (0x00, 0x00) if self.session.application.is_some() => Ok(Vec::new()),
            _ => Err(StatusWord::WRONG_PARAMETERS),
        }
    }

    fn select_application(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        let name = command.data;
        let position = self
            .applications
            .iter()
            .position(|ap| !name.is_empty() && ap.aid.starts_with(name))
            .ok_or(StatusWord::NOT_FOUND)?;
        self.session = Session {
            application: Some(position),
            awake: true,
            ..Session::default()
        };
        if command.p2 == 0x00 && command.expected.is_some() {
            let aid = &self.applications[position].aid;
            return Ok(crate::tlv::object(0x6F, &crate::tlv::object(0x84, aid)));
        }
        Ok(Vec::new())
    }

    /// A file of the selected application.
    fn file(&self, id: u16) -> Result<&File, StatusWord> {
        self.session
            .application
            .and_then(|position| self.applications[position].files.get(&id))
            .ok_or(StatusWord::NOT_FOUND)
    }

    fn secret(&mut self, id: u16) -> Result<&mut StoredSecret, StatusWord> {
        let files = self.session.application;
        let files = files.map(|position| &mut self.applications[position].files);
        match files.and_then(|files| files.get_mut(&id)) {
            Some(File::Secret(secret)) => Ok(secret),
            Some(_) => Err(StatusWord::WRONG_FILE_KIND),
            None => Err(StatusWord::NOT_FOUND),
        }
    }

    /// The file that a P2 of VERIFY or sign means: 80 the current one, 81‥9E a short identifier.
    fn referenced(&self, reference: u8) -> Result<u16, StatusWord> {
        match reference {
            0x80 => self.session.file.ok_or(StatusWord::NO_CURRENT_FILE),
            0x81..=0x9E => Ok(u16::from(reference & 0x1F)),
            _ => Err(StatusWord::WRONG_PARAMETERS),
        }
    }

    fn verified(&self, secret: u16) -> bool {
        self.session.verified.contains(&secret)
    }

    fn verify(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        if command.p1 != 0 {
            return Err(StatusWord::WRONG_PARAMETERS);
        }
        let id = self.referenced(command.p2)?;
        let secret = self.secret(id)?;
        if command.data.is_empty() {
            // The tries are told even after a success: this card never answers 9000 to the query.
            return Err(match command.expected {
                None => StatusWord::tries_left(secret.tries),
                Some(_) => StatusWord::WRONG_LENGTH,
            });
        }
        if secret.tries == 0 {
            return Err(StatusWord::BLOCKED);
        }
        if command.data == secret.value {
            secret.tries = secret.limit;
            self.session.verified.insert(id);
            return Ok(Vec::new());
        }
        secret.tries -= 1;
        let left = secret.tries;
        self.session.verified.remove(&id);
        Err(StatusWord::tries_left(left))
    }

    fn read_binary(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        let (id, offset) = match command.p1 {
            high @ 0x00..=0x7F => {
                let id = self.session.file.ok_or(StatusWord::NO_CURRENT_FILE)?;
                (id, u16::from_be_bytes([high, command.p2]))
            }
            short @ 0x81..=0x9E => (u16::from(short & 0x1F), u16::from(command.p2)),
            _ => return Err(StatusWord::WRONG_PARAMETERS),
        };
        let expected = command.expected.filter(|_| command.data.is_empty());
        let expected = expected.ok_or(StatusWord::WRONG_LENGTH)?;
        let File::Binary { content, access } = self.file(id)? else {
            return Err(StatusWord::WRONG_FILE_KIND);
        };
        let permitted = match access {
            Access::Free => true,
            Access::AfterAnyOf(secrets) => secrets.iter().any(|secret| self.verified(*secret)),
            Access::Never => false,
        };
        if !permitted {
            return Err(StatusWord::NOT_PERMITTED);
        }
        let rest = content.get(usize::from(offset)..).unwrap_or_default();
        if rest.is_empty() {
            return Err(StatusWord::WRONG_OFFSET);
        }
        let data = rest[..rest.len().min(expected)].to_vec();
        self.session.file = Some(id);
        Ok(data)
    }

    fn read_record(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        if !matches!(command.p2 & 0x07, 4 | 5) {
            return Err(StatusWord::WRONG_PARAMETERS);
        }
        let id = match command.p2 >> 3 {
            0 => self.session.file.ok_or(StatusWord::NO_CURRENT_FILE)?,
            short => u16::from(short),
        };
        let expected = command.expected.ok_or(StatusWord::WRONG_LENGTH)?;
        let File::Records(records) = self.file(id)? else {
            return Err(StatusWord::WRONG_FILE_KIND);
        };
        let record = usize::from(command.p1)
            .checked_sub(1)
            .and_then(|place| records.get(place))
            .ok_or(StatusWord::RECORD_NOT_FOUND)?;
        let data = record[..record.len().min(expected)].to_vec();
        self.session.file = Some(id);
        Ok(data)
    }

    /// COMPUTE DIGITAL SIGNATURE.
    fn sign(&mut self, command: &Command) -> Result<Vec<u8>, StatusWord> {
        let id = match command.p2 {
            0x00 => {
                let application = self.session.application.ok_or(StatusWord::NOT_FOUND)?;
                self.applications[application]
                    .default_key
                    .ok_or(StatusWord::OBJECT_ABSENT)?
            }
            reference => self.referenced(reference)?,
        };
        let File::Key(key) = self.file(id)? else {
            return Err(StatusWord::WRONG_FILE_KIND);
        };
        if key.guard.is_some_and(|guard| !self.verified(guard)) {
            return Err(StatusWord::NOT_PERMITTED);
        }
        signing::compute(&key.key, command.p1, command.data)
    }
}

/// Contactless type B, as PC/SC part 3 writes it; the values inside are plausible, not measured.
const ATR: [u8; 13] = [
    0x3B, 0x88, 0x80, 0x01, 0x00, 0x00, 0x00, 0x00, 0x33, 0x81, 0x81, 0x00, 0x3A,
];

impl Chip for VirtualCard {
    fn atr(&self) -> &[u8] {
        &ATR
    }

    /// The field is lost, or comes back: selection and verified secrets are gone, counters stay.
    fn power_off(&mut self) {
        self.session = Session::default();
    }

    /// Warm reset: selection and verified secrets stay or go together, as the quirks say.
    fn reset(&mut self) {
        if !self.quirks.rights_survive_reset {
            self.power_off();
        }
    }

    /// Answers one command APDU with data ‖ SW1 SW2.
    fn process(&mut self, command: &[u8]) -> Vec<u8> {
        let stumbles = self.quirks.stumbles_after_power_on && !self.session.awake;
        self.session.awake = true;
        let answer = if stumbles {
            Err(StatusWord::NO_DIAGNOSIS)
        } else {
            Command::parse(command).and_then(|command| self.answer(&command))
        };
        let (mut bytes, status) = match answer {
            Ok(data) => (data, StatusWord::DONE),
            Err(status) => (Vec::new(), status),
        };
        bytes.extend(status.0.to_be_bytes());
        bytes
    }
}

/// GET CHALLENGE: as many random bytes as asked for, at most 256.
fn challenge(command: &Command) -> Result<Vec<u8>, StatusWord> {
    if (command.p1, command.p2) != (0, 0) {
        return Err(StatusWord::WRONG_PARAMETERS);
    }
    let length = command.expected.ok_or(StatusWord::WRONG_LENGTH)?;
    if length > 256 {
        return Err(StatusWord::CONDITIONS_OF_USE);
    }
    let mut bytes = vec![0; length];
    OsRng.fill_bytes(&mut bytes);
    Ok(bytes)
}

#[cfg(test)]
#[path = "card_tests.rs"]
mod tests;
