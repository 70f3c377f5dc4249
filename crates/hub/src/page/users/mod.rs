//! Accounts of the page: who may log in and what they may be.

mod login;
mod password;
mod session;
mod throttle;
mod totp;

pub use login::log_in;
pub use password::{FEWEST_PASSWORD_CHARS, Hashing};
pub use session::{COOKIE, IDLE_MS, LONGEST_MS, Sessions, Who};
pub use totp::code_at;

use rand_core::{OsRng, RngCore};

use super::api::{Millis, PageRole, UserChange, UserMade, UserView};
use super::{Page, PageError};
use crate::store::db::{self, Row, Statement};

/// A user as kept. Holds the hash of a password: no `Debug`.
#[derive(Clone)]
pub struct User {
    /// The account.
    pub account: String,
    /// What staff call the person.
    pub name: String,
    /// 部署.
    pub department: String,
    /// What the person may be.
    pub roles: Vec<PageRole>,
    pub(super) password: Option<String>,
    pub(super) totp: Option<Vec<u8>>,
    pub(super) totp_step: i64,
    pub(super) recovery: String,
    pub(super) oidc: bool,
    pub(super) locked: bool,
    pub(super) must_change: bool,
    /// Sessions of before a change of password, roles or lock are of an earlier one.
    pub(super) epoch: i64,
    seen: Option<i64>,
}

const COLUMNS: &str = "account, name, department, roles, password, totp, totp_step, recovery, \
                       oidc, locked, must_change, epoch, seen_ms";

impl User {
    fn read(row: &Row) -> Result<Self, PageError> {
        let roles = row.text(3).split(',').filter_map(PageRole::parse);
        Ok(Self {
            account: row.text(0).to_owned(),
            name: row.text(1).to_owned(),
            department: row.text(2).to_owned(),
            roles: roles.collect(),
            password: (!row.is_null(4)).then(|| row.text(4).to_owned()),
            totp: (!row.is_null(5)).then(|| row.bytes(5).to_vec()),
            totp_step: row.int(6)?,
            recovery: row.text(7).to_owned(),
            oidc: row.int(8)? != 0,
            locked: row.int(9)? != 0,
            must_change: row.int(10)? != 0,
            epoch: row.int(11)?,
            seen: row.int_or_none(12),
        })
    }

    /// Without anything secret.
    pub fn view(&self) -> UserView {
        UserView {
            account: self.account.clone(),
            name: self.name.clone(),
            department: self.department.clone(),
            roles: self.roles.clone(),
            locked: self.locked,
            second_factor: self.totp.is_some(),
            oidc: self.oidc,
            seen: self.seen.map(Millis),
        }
    }
}

/// Whether a text can be an account: it stands in logs and in the record, so nobody's name with blanks fits in.
pub fn is_account(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-@".contains(c);
    (2..=64).contains(&text.len()) && text.chars().all(plain)
}

fn codes(roles: &[PageRole]) -> String {
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    codes.join(",")
}

impl Page {
    /// One account.
    pub async fn user(&self, account: &str) -> Result<Option<User>, PageError> {
        let sql = format!("SELECT {COLUMNS} FROM page_user WHERE account = $1");
        let row = db::first(&self.store, &sql, vec![account.into()]).await?;
        row.map(|row| User::read(&row)).transpose()
    }

    /// All accounts, in their order.
    pub async fn users(&self) -> Result<Vec<User>, PageError> {
        let sql = format!("SELECT {COLUMNS} FROM page_user ORDER BY account");
        let rows = db::query(&self.store, &sql, vec![]).await?;
        rows.iter().map(User::read).collect()
    }

    /// Makes or changes an account. A new one, and one that is reset, gets a first password that has to be changed.
    /// Also what `kazashi-hub user add` does.
    pub async fn put_user(
        &self,
        account: &str,
        change: &UserChange,
    ) -> Result<UserMade, PageError> {
        if !is_account(account) || change.name.chars().count() > 64 {
            return Err(PageError::Malformed);
        }
        let known = self.user(account).await?;
        let first = (known.is_none() || change.reset).then(first_password);
        let hash = match &first {
            Some(password) => Some(self.hashing.hash(password.clone()).await?),
            None => None,
        };
        let statement = match (&known, hash) {
            (None, hash) => Statement::one(
                "INSERT INTO page_user (account, name, department, roles, password, totp, totp_step, \
                 recovery, oidc, locked, must_change, epoch, seen_ms) \
                 VALUES ($1, $2, $3, $4, $5, NULL, 0, '', 0, $6, 1, 1, NULL)",
                vec![
                    account.into(),
                    change.name.as_str().into(),
                    change.department.as_str().into(),
                    codes(&change.roles).into(),
                    hash.into(),
                    change.locked.into(),
                ],
            ),
            (Some(known), None) => Statement::one(
                "UPDATE page_user SET name = $2, department = $3, roles = $4, locked = $5, \
                 epoch = epoch + 1 WHERE account = $1 AND epoch = $6",
                vec![
                    account.into(),
                    change.name.as_str().into(),
                    change.department.as_str().into(),
                    codes(&change.roles).into(),
                    change.locked.into(),
                    known.epoch.into(),
                ],
            ),
            (Some(known), Some(hash)) => Statement::one(
                "UPDATE page_user SET name = $2, department = $3, roles = $4, locked = $5, \
                 password = $6, totp = NULL, totp_step = 0, recovery = '', must_change = 1, \
                 epoch = epoch + 1 WHERE account = $1 AND epoch = $7",
                vec![
                    account.into(),
                    change.name.as_str().into(),
                    change.department.as_str().into(),
                    codes(&change.roles).into(),
                    change.locked.into(),
                    hash.into(),
                    known.epoch.into(),
                ],
            ),
        };
        if !db::change(&self.store, vec![statement]).await? {
            return Err(PageError::Conflict);
        }
        let user = self.user(account).await?.ok_or(PageError::NotFound)?;
        Ok(UserMade {
            user: user.view(),
            password: first,
        })
    }

    /// One's own new password; sessions of before are over.
    pub async fn change_password(
        &self,
        user: &User,
        old: &str,
        new: &str,
    ) -> Result<(), PageError> {
        let right = self
            .hashing
            .verify(user.password.clone(), old.to_owned())
            .await?;
        if !right {
            return Err(PageError::WrongLogin);
        }
        if new.chars().count() < FEWEST_PASSWORD_CHARS || new == old || new.contains(&user.account)
        {
            return Err(PageError::WeakPassword);
        }
        let hash = self.hashing.hash(new.to_owned()).await?;
        let statement = Statement::one(
            "UPDATE page_user SET password = $2, must_change = 0, epoch = epoch + 1 \
             WHERE account = $1 AND epoch = $3",
            vec![user.account.as_str().into(), hash.into(), user.epoch.into()],
        );
        if db::change(&self.store, vec![statement]).await? {
            Ok(())
        } else {
            Err(PageError::Conflict)
        }
    }
}

/// 80 random bits in groups that can be read aloud.
fn first_password() -> String {
    let mut bytes = [0; 10];
    OsRng.fill_bytes(&mut bytes);
    let letters = data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase();
    let groups: Vec<&str> = [0, 4, 8, 12]
        .iter()
        .map(|at| &letters[*at..at + 4])
        .collect();
    groups.join("-")
}
