//! 券面事項入力補助AP: BasicInfo as text, behind the PIN or the face code.

use crate::exchange::{Addressing, Exchange, Extent, refused, selected};
use crate::{
    BasicInfo, CardError, CardFile, Channel, Problem, Secret, SecretKind, Step, profile, tlv,
};

/// Selects the application. Any right won before is gone then.
pub(crate) fn select<C: Channel + ?Sized>(card: &mut Exchange<'_, C>) -> Result<(), CardError> {
    selected(card.select_application(profile::TEXT_INPUT_AID)?)
}

/// The tries left for a secret, and the addressing under which the card answered.
///
/// A VERIFY goes the same way as this question, never an untested one: a try spent on the wrong file is lost.
pub(crate) fn ask_tries<C: Channel + ?Sized>(
    card: &mut Exchange<'_, C>,
    secret: SecretKind,
) -> Result<(u8, Addressing), CardError> {
    let file = profile::secret_file(secret);
    let by_short_id = Addressing::ShortId(file);
    if let Some(tries) = tries_in(card.ask_tries(by_short_id)?) {
        return Ok((tries, by_short_id));
    }
    match card.select_file(file)? {
        0x9000 => (),
        status => return Err(refused(Step::SelectFile, status)),
    }
    match card.ask_tries(Addressing::Current)? {
        status if profile::means_locked(status) => Ok((0, Addressing::Current)),
        status => tries_in(status)
            .map(|tries| (tries, Addressing::Current))
            .ok_or(refused(Step::AskTries, status)),
    }
}

/// Sends the secret, once.
pub(crate) fn verify<C: Channel + ?Sized>(
    card: &mut Exchange<'_, C>,
    secret: &Secret,
    addressing: Addressing,
) -> Result<(), CardError> {
    let kind = secret.kind();
    match card.verify(addressing, secret.digits())? {
        0x9000 => Ok(()),
        status if profile::means_locked(status) => Err(CardError::Locked { secret: kind }),
        status => Err(match tries_in(status) {
            Some(0) => CardError::Locked { secret: kind },
            Some(tries_left) => CardError::WrongSecret {
                secret: kind,
                tries_left,
            },
            None => refused(Step::Verify, status),
        }),
    }
}

/// Reads EF 0002; needs the right.
pub(crate) fn read_basic_info<C: Channel + ?Sized>(
    card: &mut Exchange<'_, C>,
) -> Result<BasicInfo, CardError> {
    let malformed = |problem| CardError::Malformed {
        file: CardFile::BasicInfo,
        problem,
    };
    let file = card
        .read_file(
            CardFile::BasicInfo,
            profile::EF_BASIC_INFO,
            profile::MAX_BASIC_INFO_BYTES,
            extent,
        )?
        .ok_or(malformed(Problem::Empty))?;
    BasicInfo::parse(&file).map_err(malformed)
}

fn extent(so_far: &[u8]) -> Result<Extent, Problem> {
    match tlv::header(so_far)? {
        None => Ok(Extent::NotYetKnown),
        Some(header) if header.tag == profile::TAG_BASIC_INFO => {
            Ok(Extent::Total(header.total_len()))
        }
        Some(_) => Err(Problem::UnexpectedTag),
    }
}

// 63Cx: x tries left.
fn tries_in(status: u16) -> Option<u8> {
    match status.to_be_bytes() {
        [0x63, low] if low >> 4 == 0xC => Some(low & 0x0F),
        _ => None,
    }
}
