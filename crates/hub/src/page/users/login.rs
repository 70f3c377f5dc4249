//! Logging in: password first, then the code; a user without a second factor gets one before anything else.

use super::{User, is_account, totp};
use crate::page::api::{AuditAct, Login, LoginAnswer};
use crate::page::audit::Entry;
use crate::page::{Page, PageError};
use crate::store::db::{self, Statement};

/// What a login came to; with a session where it went well.
pub struct Outcome {
    /// What the page is told.
    pub answer: LoginAnswer,
    /// The cookie's value.
    pub session: Option<String>,
}

/// Logs somebody in. Every wrong part is the one same refusal.
pub async fn log_in(page: &Page, login: &Login, address: &str) -> Result<Outcome, PageError> {
    let account = login.account.trim();
    page.may_try(account, address).await?;
    page.count_try(account, address).await?;
    let user = if is_account(account) {
        page.user(account).await?
    } else {
        None
    };
    let usable = user.as_ref().filter(|user| !user.locked);
    let hash = usable.and_then(|user| user.password.clone());
    let right = page.hashing.verify(hash, login.password.clone()).await?;
    let Some(user) = user.filter(|_| right) else {
        return wrong(page, account).await;
    };
    let code = login.code.as_deref().filter(|code| !code.trim().is_empty());
    let answer = match (&user.totp, code) {
        (None, None) => {
            page.uncount_try(account, address, false).await?;
            return enrol(page, &user).await;
        }
        // The secret that was shown before is kept aside until the first code shows that the app has it.
        (None, Some(code)) => confirm(page, &user, code).await?,
        (Some(_), None) => LoginAnswer::CodeWanted,
        (Some(sealed), Some(code)) => second(page, &user, sealed, code).await?,
    };
    page.uncount_try(account, address, answer == LoginAnswer::In)
        .await?;
    if answer != LoginAnswer::In {
        return Ok(Outcome {
            answer,
            session: None,
        });
    }
    let user = page.user(account).await?.ok_or(PageError::WrongLogin)?;
    page.note(Entry::of(&user.account, AuditAct::LoggedIn))
        .await?;
    let session = Some(page.begin_session(&user).await?);
    Ok(Outcome { answer, session })
}

async fn wrong(page: &Page, account: &str) -> Result<Outcome, PageError> {
    // What was typed may be a name or a password in the wrong field.
    let known = is_account(account) && page.user(account).await?.is_some();
    let account = if known { account } else { "" };
    page.note(Entry::of(account, AuditAct::LoginFailed)).await?;
    Err(PageError::WrongLogin)
}

async fn enrol(page: &Page, user: &User) -> Result<Outcome, PageError> {
    let secret = totp::new_secret();
    let recovery = totp::new_recovery();
    let kept = totp::kept(&page.keeping, &user.account, &recovery);
    let aside = Statement::one(
        "UPDATE page_user SET totp_new = $2, recovery = $3 WHERE account = $1 AND totp IS NULL",
        vec![
            user.account.as_str().into(),
            page.keeping.seal_bytes(&secret).into(),
            kept.into(),
        ],
    );
    if !db::change(&page.store, vec![aside]).await? {
        return Err(PageError::Conflict);
    }
    let answer = LoginAnswer::Enrol {
        uri: totp::otpauth(&user.account, &secret),
        secret: data_encoding::BASE32_NOPAD.encode(&secret),
        recovery,
    };
    Ok(Outcome {
        answer,
        session: None,
    })
}

async fn confirm(page: &Page, user: &User, code: &str) -> Result<LoginAnswer, PageError> {
    let sql = "SELECT totp_new FROM page_user WHERE account = $1 AND totp_new IS NOT NULL";
    let row = db::first(&page.store, sql, vec![user.account.as_str().into()]).await?;
    let row = row.ok_or(PageError::WrongLogin)?;
    let secret = page.keeping.open_bytes(row.bytes(0))?;
    let step = totp::step_of(&secret, code, page.now(), 0)?.ok_or(PageError::WrongLogin)?;
    let taken = Statement::one(
        "UPDATE page_user SET totp = totp_new, totp_new = NULL, totp_step = $2 \
         WHERE account = $1 AND totp IS NULL",
        vec![user.account.as_str().into(), step.into()],
    );
    if db::change(&page.store, vec![taken]).await? {
        Ok(LoginAnswer::In)
    } else {
        Err(PageError::WrongLogin)
    }
}

async fn second(
    page: &Page,
    user: &User,
    sealed: &[u8],
    code: &str,
) -> Result<LoginAnswer, PageError> {
    let secret = page.keeping.open_bytes(sealed)?;
    let spent = if let Some(step) = totp::step_of(&secret, code, page.now(), user.totp_step)? {
        // Of two at once with the same code, one gets in.
        Statement::one(
            "UPDATE page_user SET totp_step = $2 WHERE account = $1 AND totp_step < $2",
            vec![user.account.as_str().into(), step.into()],
        )
    } else if let Some(rest) = totp::without(&page.keeping, &user.account, &user.recovery, code) {
        Statement::one(
            "UPDATE page_user SET recovery = $2 WHERE account = $1 AND recovery = $3",
            vec![
                user.account.as_str().into(),
                rest.into(),
                user.recovery.as_str().into(),
            ],
        )
    } else {
        wrong(page, &user.account).await?;
        return Err(PageError::WrongLogin);
    };
    if db::change(&page.store, vec![spent]).await? {
        Ok(LoginAnswer::In)
    } else {
        Err(PageError::WrongLogin)
    }
}
