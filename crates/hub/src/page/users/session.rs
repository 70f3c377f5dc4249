//! Sessions: a random cookie, of which the database has the hash.

use axum::http::{HeaderMap, HeaderValue, header};
use rand_core::{OsRng, RngCore};
use sha2::{Digest, Sha256};

use super::User;
use crate::page::{Page, PageError, Right, rights_of};
use crate::store::db::{self, Statement};

/// The cookie's name: the browser takes it only over TLS, for this host and every path.
pub const COOKIE: &str = "__Host-kazashi";
/// A session is over after 12 hours.
pub const LONGEST_MS: i64 = 12 * 3_600_000;
/// And after 30 minutes without a request.
pub const IDLE_MS: i64 = 30 * 60_000;

/// Who makes a request.
#[derive(Clone)]
pub struct Who {
    /// The user.
    pub user: User,
    /// What the user may do.
    pub rights: Vec<Right>,
    pub(in crate::page) session: [u8; 32],
}

impl Who {
    /// Whether the user may.
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }
}

/// What goes into `Set-Cookie`.
pub struct Sessions;

impl Sessions {
    /// The cookie of a session.
    pub fn cookie(token: &str) -> String {
        let seconds = LONGEST_MS / 1000;
        format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite=Strict")
    }

    /// Takes the cookie away.
    pub fn no_cookie() -> String {
        format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict")
    }

    /// A cookie of a request.
    pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        let cookies = headers.get_all(header::COOKIE).into_iter();
        cookies
            .filter_map(|line: &HeaderValue| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|one| one.trim().split_once('='))
            .find_map(|(key, value)| (key == name).then_some(value))
    }
}

fn id_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

impl Page {
    /// Begins a session; gives the cookie's value.
    pub(in crate::page) async fn begin_session(&self, user: &User) -> Result<String, PageError> {
        let mut bytes = [0; 32];
        OsRng.fill_bytes(&mut bytes);
        let token = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        let now = self.now();
        let statements = vec![
            Statement::new(
                "DELETE FROM page_session WHERE made_ms < $1 OR used_ms < $2",
                vec![(now - LONGEST_MS).into(), (now - IDLE_MS).into()],
            ),
            Statement::one(
                "INSERT INTO page_session (id, account, epoch, made_ms, used_ms) \
                 VALUES ($1, $2, $3, $4, $4)",
                vec![
                    id_of(&token).into(),
                    user.account.as_str().into(),
                    user.epoch.into(),
                    now.into(),
                ],
            ),
            Statement::one(
                "UPDATE page_user SET seen_ms = $2 WHERE account = $1",
                vec![user.account.as_str().into(), now.into()],
            ),
        ];
        db::change(&self.store, statements).await?;
        Ok(token)
    }

    /// Who has this session; looked up at each request, so that a lock or another role counts at once.
    pub async fn who(&self, headers: &HeaderMap) -> Result<Who, PageError> {
        let token = Sessions::read(headers, COOKIE).ok_or(PageError::NotLoggedIn)?;
        let session = id_of(token);
        let sql = "SELECT account, epoch, made_ms, used_ms FROM page_session WHERE id = $1";
        let row = db::first(&self.store, sql, vec![session.into()]).await?;
        let row = row.ok_or(PageError::NotLoggedIn)?;
        let now = self.now();
        if now - row.int(2)? > LONGEST_MS || now - row.int(3)? > IDLE_MS {
            self.end_session(session).await?;
            return Err(PageError::NotLoggedIn);
        }
        let user = self
            .user(row.text(0))
            .await?
            .ok_or(PageError::NotLoggedIn)?;
        if user.locked || user.epoch != row.int(1)? {
            return Err(PageError::NotLoggedIn);
        }
        // Once a minute is enough for half an hour, and spares a write at each request.
        if now - row.int(3)? > 60_000 {
            let touched = Statement::new(
                "UPDATE page_session SET used_ms = $2 WHERE id = $1",
                vec![session.into(), now.into()],
            );
            db::change(&self.store, vec![touched]).await?;
        }
        let rights = rights_of(&user.roles);
        Ok(Who {
            user,
            rights,
            session,
        })
    }

    /// Ends a session.
    pub(in crate::page) async fn end_session(&self, session: [u8; 32]) -> Result<(), PageError> {
        let ended = Statement::new(
            "DELETE FROM page_session WHERE id = $1",
            vec![session.into()],
        );
        db::change(&self.store, vec![ended]).await?;
        Ok(())
    }
}

impl Page {
    /// Whether a session still stands, without counting as a use of it.
    pub(in crate::page) async fn still(&self, who: &Who) -> Result<bool, PageError> {
        let sql = "SELECT s.made_ms, s.used_ms FROM page_session s \
                   JOIN page_user u ON u.account = s.account AND u.epoch = s.epoch \
                   WHERE s.id = $1 AND u.locked = 0";
        let row = db::first(&self.store, sql, vec![who.session.into()]).await?;
        let now = self.now();
        Ok(match row {
            Some(row) => now - row.int(0)? <= LONGEST_MS && now - row.int(1)? <= IDLE_MS,
            None => false,
        })
    }
}
