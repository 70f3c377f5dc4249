//! Answers questions, without knowing HTTP: who asks, what may be asked, what the store says.
//!
//! Keeps no state of its own but what is made anew at each start, so that any number of processes serve one database.

mod enrolment;
mod exchange;
mod limits;
mod pass;
mod problems;

use std::sync::{Arc, PoisonError, RwLock};

use ledger::{DeviceId, RealmId};
use sync::{Answer, Ask, CertificateHash, Hello, HelloAnswer, Problem, ProblemCode, Token};

pub use limits::Settings;
pub use problems::problem;

use crate::Secrets;
use crate::store::{Device, Store};
use limits::Limits;
use pass::Passes;

/// What answers a hub's questions (応答).
pub struct Service {
    store: Arc<Store>,
    secrets: Arc<Secrets>,
    passes: Passes,
    limits: Limits,
    name: String,
    certificates: RwLock<Vec<CertificateHash>>,
}

/// Who asks, as the store knows it at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its realm.
    pub realm: RealmId,
    /// The device with its role and standing; never one that is revoked.
    pub device: Device,
}

impl Service {
    /// `name` is what the city calls the hub.
    pub fn new(store: Arc<Store>, secrets: Arc<Secrets>, name: &str, settings: Settings) -> Self {
        Self {
            passes: Passes::new(&secrets),
            limits: Limits::new(settings),
            name: name.to_owned(),
            certificates: RwLock::default(),
            store,
            secrets,
        }
    }

    /// The TLS certificates under which the hub may be met from now on.
    pub fn set_certificates(&self, certificates: Vec<CertificateHash>) {
        let mut held = self
            .certificates
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *held = certificates;
    }

    /// Who the hub is.
    pub fn hello(&self, hello: &Hello, now_ms: i64) -> HelloAnswer {
        let certificates = self
            .certificates
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        HelloAnswer::new(self.secrets.signing(), hello, now_ms, certificates.clone())
    }

    /// Answers a question. `now_ms` is the hub's clock, milliseconds since 1970 UTC.
    pub async fn answer(&self, token: Option<&Token>, ask: Ask, now_ms: i64) -> Answer {
        let answered = match ask {
            Ask::Hello(hello) => Ok(Answer::Hello(self.hello(&hello, now_ms))),
            Ask::Challenge => Ok(Answer::Challenge(self.passes.challenge(now_ms))),
            Ask::Prove(prove) => self.open_session(&prove, now_ms).await,
            ask => self.of_caller(token, ask, now_ms).await,
        };
        answered.unwrap_or_else(Answer::Problem)
    }

    /// Whether this is a token of ours that is not over: before a body is taken in. Who holds it is not looked up.
    pub fn is_ours(&self, token: &Token, now_ms: i64) -> bool {
        self.passes.read_token(token, now_ms).is_some()
    }

    /// Who holds this token, as the store knows it now: a device that was revoked a moment ago is out.
    pub async fn caller(&self, token: Option<&Token>, now_ms: i64) -> Result<Caller, Problem> {
        let named = token.and_then(|token| self.passes.read_token(token, now_ms));
        let (realm, device) = named.ok_or_else(|| problem(ProblemCode::NoSession))?;
        let device = self.standing(realm, device).await?;
        self.limits.count(realm, device.card.device())?;
        Ok(Caller { realm, device })
    }

    /// The device, unless it is unknown or shut out.
    async fn standing(&self, realm: RealmId, device: DeviceId) -> Result<Device, Problem> {
        let found = self.store.device(realm, device).await;
        let found = found.map_err(|error| self.limits.problem_of(&error))?;
        let device = found.ok_or_else(|| problem(ProblemCode::NotFound))?;
        match device.standing {
            sync::Standing::Revoked { .. } => Err(problem(ProblemCode::Revoked)),
            _ => Ok(device),
        }
    }
}
