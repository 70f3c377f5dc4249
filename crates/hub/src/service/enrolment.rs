//! A device joins (端末登録), by a code that an administrator printed or by the opened activation package.

use ledger::{RealmId, StreamId};
use sync::{
    Code, EnrolAnswer, EnrolRequest, EnrolStart, EnrolStarted, Hello, Problem, ProblemCode, Role,
};

use super::{Service, problem};
use crate::store::{Admission, Joining};

/// A code that is good now.
struct Good {
    code: Code,
    realm: RealmId,
    stream: Option<StreamId>,
    role: Role,
    admitted: bool,
    once: bool,
}

impl Service {
    /// Shows that this hub knows the code too, before the device says anything of itself.
    pub async fn enrol_start(
        &self,
        start: &EnrolStart,
        now_ms: i64,
    ) -> Result<EnrolStarted, Problem> {
        let _room = self.limits.enter().await?;
        let good = self.good_code(start.code, now_ms).await?;
        let hello = Hello { nonce: start.nonce };
        let hello = self.hello(&hello, now_ms);
        let challenge = self.passes.challenge(now_ms).challenge;
        Ok(EnrolStarted {
            proof: good.code.by_hub(&hello, &challenge),
            hello,
            challenge,
            realm: good.realm,
            stream: good.stream,
        })
    }

    /// Lets the device join; the same request a second time gets the same answer.
    pub async fn enrol(&self, request: &EnrolRequest, now_ms: i64) -> Result<EnrolAnswer, Problem> {
        let _room = self.limits.enter().await?;
        let good = self.good_code(request.code, now_ms).await?;
        let expected = good.code.by_device(&request.challenge, &request.card);
        let proven = self.passes.knows_challenge(&request.challenge, now_ms)
            && is_same(&expected, &request.proof)
            && request.card.check(request.realm).is_some();
        if !proven {
            return Err(problem(ProblemCode::NotProven));
        }
        let other_stream = good.stream.is_some_and(|only| only != request.card.stream);
        if request.realm != good.realm
            || other_stream
            || request.card.stream == sync::REALM_LOG && good.role != Role::Forwarder
        {
            return Err(problem(ProblemCode::NotAllowed));
        }
        let told = |error| self.limits.problem_of(&error);
        let device = request.card.device();
        if good.once {
            let first = self.store.use_code(request.code, device).await;
            if !first.map_err(told)? {
                return Err(problem(ProblemCode::NotAllowed));
            }
        }
        let known = self.store.device(good.realm, device).await.map_err(told)?;
        let joining = Joining {
            card: request.card.clone(),
            // The package, which every PC has, takes no role from a device that an administrator gave one.
            role: known
                .filter(|_| !good.once)
                .map_or(good.role, |device| device.role),
            admitted: good.admitted,
            now_ms,
        };
        let joined = self.store.join(good.realm, joining).await.map_err(told)?;
        Ok(EnrolAnswer {
            role: joined.role,
            standing: joined.standing,
            hub_name: self.name.clone(),
        })
    }

    async fn good_code(&self, id: [u8; 16], now_ms: i64) -> Result<Good, Problem> {
        let told = |error| self.limits.problem_of(&error);
        if let Some(stored) = self.store.code(id, now_ms).await.map_err(told)? {
            let code = stored.code;
            return Ok(Good {
                code: Code::from_bytes(*code.secret),
                realm: code.realm,
                stream: code.stream,
                role: code.role,
                admitted: true,
                once: true,
            });
        }
        let realms = self.store.realms().await.map_err(told)?;
        let by_package = realms.into_iter().find_map(|realm| {
            let code = Code::from_bytes(*realm.join_code);
            (code.id() == id).then_some((code, realm.id, realm.admission))
        });
        let (code, realm, admission) = by_package.ok_or_else(|| problem(ProblemCode::NotFound))?;
        Ok(Good {
            code,
            realm,
            stream: None,
            role: Role::Desk,
            admitted: admission == Admission::ByPackage,
            once: false,
        })
    }
}

/// Takes as long whatever differs.
fn is_same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let differs = one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b));
    differs == 0
}
