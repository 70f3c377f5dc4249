//! A call (電話での問い合わせ) that is answered at the centre while a booth is cut off (outage rule 3).

use ed25519_dalek::VerifyingKey;

use super::{
    ClaimAnswer, ClaimRequest, FromAuthority, Lot, NotServed, Receipt, ReceiptError, TakenBallot,
    ToAuthority, VoiceKey,
};
use crate::fact::{Answer, Answered};
use crate::plain::BoothId;

/// One call, from the number that was read out to the code that is read back, or to a no.
///
/// The centre never gives such a claim back: the same claim may be on its way from the booth itself, or be granted
/// there once the network is back, so only the booth knows whether ballots went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    lot: Lot,
    request: ClaimRequest,
    said: Said,
}

/// How far a call is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The authority was asked and has not answered.
    Nothing,
    /// Answered, and the answer is being written down: nothing is told to the caller yet.
    Writing(Answered),
    /// The code may be read back.
    Granted,
    /// There is no code.
    Refused(NoCode),
}

/// Why no code is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCode {
    /// Somebody has a ballot: which one, where and in which hour. Where it is the calling booth itself, it began anew
    /// with the elector, or another of its PCs did ([`Call::is_own`]).
    Taken(Vec<TakenBallot>),
    /// Held (留保) at this booth.
    Held(BoothId),
    /// Another booth is asked, or has the elector (outage rule 2).
    WithHome(BoothId),
    /// The authority does not serve the claim.
    NotServed(NotServed),
    /// The receipt is not to be believed.
    Receipt(ReceiptError),
}

impl Call {
    /// A call whose number is that of this elector, these ballots and this booth ([`VoiceKey::asked`]).
    pub fn new(lot: Lot, request: ClaimRequest) -> Self {
        Self {
            lot,
            request,
            said: Said::Nothing,
        }
    }

    /// What the booth asked for.
    pub fn request(&self) -> &ClaimRequest {
        &self.request
    }

    /// How far it is.
    pub fn said(&self) -> &Said {
        &self.said
    }

    /// What the authority is asked; the same claim as the booth's own, so that it counts once.
    pub fn message(&self) -> ToAuthority {
        ToAuthority::Claim(self.request.clone())
    }

    /// The authority speaks. Gives what is to be written down before anything is told to the caller; nothing if it
    /// spoke of something else, or could not answer and is to be asked again.
    pub fn heard(&mut self, word: &FromAuthority, authority: &VerifyingKey) -> Option<&Answered> {
        let FromAuthority::Claim { id, answer, .. } = word else {
            return None;
        };
        if *id != self.request.id || self.said != Said::Nothing {
            return None;
        }
        let answer = match answer {
            ClaimAnswer::Granted(receipt) => self.believed(receipt, authority),
            ClaimAnswer::Taken(taken) => Answer::Taken(taken.clone()),
            ClaimAnswer::Held(booth) => Answer::Held(booth.clone()),
            ClaimAnswer::AwaitingHome(booth) | ClaimAnswer::WithBooth(booth) => {
                Answer::WithHome(booth.clone())
            }
            ClaimAnswer::NotServed(why) => Answer::NotServed(*why),
            ClaimAnswer::Unknown => return None,
        };
        self.said = Said::Writing(Answered {
            claim: self.request.id,
            ballots: self.request.ballots.clone(),
            booth: self.request.booth.clone(),
            lot: self.lot,
            answer,
        });
        match &self.said {
            Said::Writing(answered) => Some(answered),
            _ => None,
        }
    }

    fn believed(&self, receipt: &Receipt, authority: &VerifyingKey) -> Answer {
        match receipt.check(authority, &self.request, self.request.term) {
            Ok(()) => Answer::Granted(receipt.clone()),
            Err(wrong) => Answer::NotBelieved(wrong),
        }
    }

    /// The answer is on the disk: it may be told.
    pub fn written(&mut self) {
        let Said::Writing(answered) = &self.said else {
            return;
        };
        self.said = match &answered.answer {
            Answer::Granted(_) => Said::Granted,
            Answer::Taken(taken) => Said::Refused(NoCode::Taken(taken.clone())),
            Answer::Held(booth) => Said::Refused(NoCode::Held(booth.clone())),
            Answer::WithHome(booth) => Said::Refused(NoCode::WithHome(booth.clone())),
            Answer::NotServed(why) => Said::Refused(NoCode::NotServed(*why)),
            Answer::NotBelieved(wrong) => Said::Refused(NoCode::Receipt(*wrong)),
        };
    }

    /// The answer could not be written down: as if it had not come, and asked for again.
    pub fn not_written(&mut self) {
        self.said = Said::Nothing;
    }

    /// What is read back; nothing before it is granted and written down.
    pub fn code(&self, key: &VoiceKey) -> Option<String> {
        (self.said == Said::Granted).then(|| key.code(&self.request))
    }

    /// Whether it is the calling booth itself that has the ballots, under another number.
    pub fn is_own(&self, taken: &[TakenBallot]) -> bool {
        taken.iter().all(|one| one.booth == self.request.booth)
    }
}
