//! The claims of a polling desk at its hub: [`polling_desk::Link`] over HTTPS.
//!
//! Over connections of its own, so that a claim waits for nothing else, and with a limit after which the desk's outage
//! rule is in force.

use std::time::{Duration, Instant};

use polling::claim::{AuthorityKey, FromAuthority, ToAuthority};
use polling_desk::Link;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::client::Who;
use sync::{Answer, Ask, HubKey, ProblemCode, Prove, Token};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::{Settings, Transport, UplinkError};

/// How long a message may take: the hub itself gives no definite answer after this time.
const LIMIT: Duration = Duration::from_secs(2);
/// A token is renewed so long before it is over.
const EARLY: Duration = Duration::from_secs(30);

/// Signs a session ([`sync::Prove::said`]) with the device's key; `None`: not now.
pub type Signer = Box<dyn Fn(&[u8]) -> Option<[u8; 64]> + Send>;

/// A desk's way to the authority at its hub.
pub struct HubLink {
    runtime: Runtime,
    way: Way,
}

struct Way {
    transport: Transport,
    hub: HubKey,
    who: Who,
    sign: Signer,
    session: Option<(Token, Instant)>,
}

impl HubLink {
    /// To the hub with which the desk is enrolled. Nothing is asked yet.
    pub fn new(settings: &Settings, who: Who, sign: Signer) -> Result<Self, UplinkError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| UplinkError::Unreachable)?;
        Ok(Self {
            runtime,
            way: Way {
                transport: Transport::new(settings)?,
                hub: settings.key,
                who,
                sign,
                session: None,
            },
        })
    }

    /// By which key the hub signs receipts, and in which term. The pinned hub says it, so that nobody types it.
    pub fn authority(&mut self) -> Option<AuthorityKey> {
        self.asked("/v1/claims/authority", &())
    }

    fn asked<Q: Serialize, A: DeserializeOwned>(&mut self, path: &str, question: &Q) -> Option<A> {
        let Self { runtime, way } = self;
        runtime
            .block_on(async { timeout(LIMIT, way.ask(path, question)).await })
            .ok()?
            .ok()
    }
}

impl Link for HubLink {
    fn say(&mut self, message: &ToAuthority) -> Option<FromAuthority> {
        self.asked("/v1/claims", message)
    }
}

impl Way {
    async fn ask<Q: Serialize, A: DeserializeOwned>(
        &mut self,
        path: &str,
        question: &Q,
    ) -> Result<A, UplinkError> {
        let token = self.token().await?;
        let asked = self.transport.post(path, Some(&token), question, 0).await;
        match asked {
            // The session is over, or the connection was kept for a hub that is gone: the same message does no harm.
            Err(UplinkError::Refused(ProblemCode::NoSession, _) | UplinkError::Unreachable) => {
                self.session = None;
                let token = self.token().await?;
                self.transport.post(path, Some(&token), question, 0).await
            }
            asked => asked,
        }
    }

    /// The token of a session that is good for a while yet.
    async fn token(&mut self) -> Result<Token, UplinkError> {
        if let Some((token, until)) = &self.session
            && Instant::now() < *until
        {
            return Ok(token.clone());
        }
        let Answer::Challenge(challenge) = self.transport.ask(None, &Ask::Challenge).await? else {
            return Err(UplinkError::NotAHub);
        };
        let challenge = challenge.challenge;
        let said = Prove::said(self.who.realm, self.hub.id(), &challenge);
        let signature = (self.sign)(&said).ok_or(UplinkError::Unreachable)?;
        let prove = Prove {
            realm: self.who.realm,
            device: self.who.device,
            challenge,
            signature,
        };
        match self.transport.ask(None, &Ask::Prove(prove)).await? {
            Answer::Session(session) => {
                let good = Duration::from_secs(u64::from(session.seconds)).saturating_sub(EARLY);
                let token = session.token;
                self.session = Some((token.clone(), Instant::now() + good));
                Ok(token)
            }
            Answer::Problem(problem) => Err(UplinkError::refused(problem)),
            _ => Err(UplinkError::NotAHub),
        }
    }
}
