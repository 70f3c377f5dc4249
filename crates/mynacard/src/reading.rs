//! What a desk asks a card for.

use crate::exchange::Exchange;
use crate::{
    AuthCertificate, BasicInfo, CardError, Channel, ChannelError, Secret, SecretKind, Step,
    jpki_ap, text_input_ap,
};

/// Tries left before a secret is locked, 0 to 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriesLeft {
    /// Of the PIN; 3 on a fresh card.
    pub pin: u8,
    /// Of the face code; 10 on a fresh card.
    pub face_code: u8,
}

/// Whether the last try of a secret may be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastTry {
    /// No: [`CardError::LastTry`] instead.
    Refuse,
    /// Yes: the resident was told and agreed.
    Allow,
}

/// Asks how many tries are left, spending none.
pub fn tries_left<C: Channel + ?Sized>(channel: &mut C) -> Result<TriesLeft, CardError> {
    let mut card = Exchange::new(channel);
    text_input_ap::select(&mut card)?;
    let (pin, _) = text_input_ap::ask_tries(&mut card, SecretKind::Pin)?;
    let (face_code, _) = text_input_ap::ask_tries(&mut card, SecretKind::FaceCode)?;
    Ok(TriesLeft { pin, face_code })
}

/// Reads 基本4情報 with a secret, and takes the right to read away again before it returns.
///
/// The secret is sent at most once. When the answer to it is lost, a try may be spent or not: nothing is repeated,
/// and the next call asks the card first, as every call does.
pub fn read_basic_info<C: Channel + ?Sized>(
    channel: &mut C,
    secret: &Secret,
    last_try: LastTry,
) -> Result<BasicInfo, CardError> {
    let mut card = Exchange::new(channel);
    text_input_ap::select(&mut card)?;
    let (tries, addressing) = text_input_ap::ask_tries(&mut card, secret.kind())?;
    match tries {
        0 => {
            return Err(CardError::Locked {
                secret: secret.kind(),
            });
        }
        1 if last_try == LastTry::Refuse => {
            return Err(CardError::LastTry {
                secret: secret.kind(),
            });
        }
        _ => (),
    }
    let outcome = text_input_ap::verify(&mut card, secret, addressing)
        .and_then(|()| text_input_ap::read_basic_info(&mut card));
    if let Err(CardError::Channel(error)) = outcome
        && has_no_power(error)
    {
        return Err(error.into());
    }
    match (outcome, clear_rights(&mut card)) {
        (Ok(basic_info), Ok(())) => Ok(basic_info),
        (Err(error), _) | (Ok(_), Err(error)) => Err(error),
    }
}

/// Reads the user-authentication certificate (利用者証明用電子証明書). Needs no secret, wins no right.
pub fn read_auth_certificate<C: Channel + ?Sized>(
    channel: &mut C,
) -> Result<AuthCertificate, CardError> {
    let mut card = Exchange::new(channel);
    jpki_ap::select(&mut card)?;
    jpki_ap::read_auth_certificate(&mut card)
}

fn clear_rights<C: Channel + ?Sized>(card: &mut Exchange<'_, C>) -> Result<(), CardError> {
    match text_input_ap::select(card) {
        Err(CardError::Channel(error)) if has_no_power(error) => Ok(()),
        Err(CardError::Refused { status_word, .. }) => Err(CardError::Refused {
            step: Step::ClearRights,
            status_word,
        }),
        other => other,
    }
}

// A card without power has lost its rights too, so lifting it at the very end spoils nothing.
fn has_no_power(error: ChannelError) -> bool {
    matches!(
        error,
        ChannelError::CardRemoved | ChannelError::NoCard | ChannelError::ReaderGone
    )
}
