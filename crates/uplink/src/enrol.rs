//! A device comes to a hub for the first time.

use ledger::{DeviceCard, RealmId};
use rand_core::{OsRng, RngCore as _};
use sync::{
    Code, EnrolAnswer, EnrolRequest, EnrolStart, EnrolStarted, Hello, HubKey, ProblemCode, Role,
    Standing,
};

use crate::{ProxySettings, Settings, Transport, UplinkError};

/// What a device is at its hub now.
pub struct Enrolled {
    /// To be kept: where the hub is, and its key.
    pub settings: Settings,
    /// What the city calls the hub.
    pub hub_name: String,
    /// What the device may do.
    pub role: Role,
    /// Whether it is let in, or waits for an administrator.
    pub standing: Standing,
    /// The hub's clock at this moment, milliseconds since 1970 UTC.
    pub time_ms: i64,
}

/// Enrols the device that has this card. The hub proves first that it knows the code: by that its key is pinned.
///
/// Safe to repeat after an answer was lost.
pub async fn enrol(
    address: &str,
    proxy: &ProxySettings,
    code: &Code,
    realm: RealmId,
    card: DeviceCard,
) -> Result<Enrolled, UplinkError> {
    let transport = Transport::unpinned(address, proxy)?;
    let mut hello = Hello { nonce: [0; 32] };
    OsRng.fill_bytes(&mut hello.nonce);
    let start = EnrolStart {
        code: code.id(),
        nonce: hello.nonce,
    };
    let started: Result<EnrolStarted, _> = transport.ask_anybody("/v1/enrol/start", &start).await;
    let started = started.map_err(not_known)?;
    let proven = started.proof == code.by_hub(&started.hello, &started.challenge);
    if !proven || !started.hello.is_signed(&hello) {
        return Err(UplinkError::WrongCode);
    }
    if started.realm != realm || started.stream.is_some_and(|stream| stream != card.stream) {
        return Err(UplinkError::OtherRealm);
    }
    transport.trust(&started.hello);
    let request = EnrolRequest {
        code: code.id(),
        realm,
        proof: code.by_device(&started.challenge, &card),
        card,
        challenge: started.challenge,
    };
    let answer = transport.post("/v1/enrol", None, &request, 0).await;
    // Whoever answered the first time proved himself: a certificate that he does not vouch for is another's.
    let answer: EnrolAnswer = answer.map_err(|error| match error {
        UplinkError::OtherHub => UplinkError::Certificate,
        other => not_known(other),
    })?;
    Ok(Enrolled {
        settings: Settings {
            addresses: vec![address.to_owned()],
            key: HubKey(started.hello.key.0),
            proxy: proxy.clone(),
        },
        hub_name: answer.hub_name,
        role: answer.role,
        standing: answer.standing,
        time_ms: started.hello.time_ms,
    })
}

fn not_known(error: UplinkError) -> UplinkError {
    match error {
        UplinkError::Refused(ProblemCode::NotFound | ProblemCode::NotProven, _) => {
            UplinkError::WrongCode
        }
        other => other,
    }
}
