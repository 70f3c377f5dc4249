//! Links as rows.

use ledger::RealmId;
use sync::HubKey;
use sync::client::{Follow, Gives, Line, State};

use crate::store::db::{self, Row, Statement};
use crate::store::{Store, StoreError};

/// Which way records go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// This hub gives what the other one lacks; back come only erasures and revocations (市から県へ).
    Push,
    /// This hub fetches what it lacks and gives no record, only erasures and revocations: for a network that nobody may call into (閉域網の内から外へ取りに行く).
    Pull,
    /// Both.
    Both,
}

impl Direction {
    /// As it stands in the database and in commands.
    pub fn code(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Pull => "pull",
            Self::Both => "both",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Push, Self::Pull, Self::Both];
        all.into_iter().find(|one| one.code() == code)
    }

    pub(super) fn gives(self) -> Gives {
        match self {
            Self::Push | Self::Both => Gives::Everything,
            Self::Pull => Gives::Decisions,
        }
    }

    pub(super) fn follow(self) -> Follow {
        match self {
            Self::Push => Follow::Realm,
            Self::Pull | Self::Both => Follow::All,
        }
    }
}

/// A link to another hub (中継先), as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Of which realm.
    pub realm: RealmId,
    /// The other hub's key, pinned at the enrolment.
    pub hub: HubKey,
    /// What the other hub calls itself.
    pub name: String,
    /// Where it is, `https://host:port`.
    pub address: String,
    /// Which way records go.
    pub direction: Direction,
    /// When it was made, milliseconds since 1970 UTC.
    pub joined_ms: i64,
    /// Until when a process has said that it drives it, milliseconds since 1970 UTC.
    pub driven_until_ms: i64,
    /// When the other hub answered last, milliseconds since 1970 UTC.
    pub exchanged_ms: Option<i64>,
    /// How it stands, by [`code_of`]; empty before it was driven.
    pub line: String,
    /// Events that the other hub has not confirmed.
    pub unsent: u64,
}

impl Link {
    /// Whether the last word of it was that all is well.
    pub fn is_up(&self, now_ms: i64) -> bool {
        self.driven_until_ms > now_ms && matches!(self.line.as_str(), "up-to-date" | "sending")
    }
}

/// How a link stands, as a word that stays the same.
pub(super) fn code_of(line: Line) -> &'static str {
    match line {
        Line::Offline => "offline",
        Line::Connecting => "connecting",
        Line::Sending { .. } => "sending",
        Line::UpToDate => "up-to-date",
        Line::Asking => "asking",
        Line::NotLetIn => "not-let-in",
        Line::Revoked => "revoked",
        Line::Suspended => "suspended",
        Line::OtherHub => "other-hub",
        Line::Closed => "closed",
        Line::Trouble(_) => "trouble",
        Line::OwnDiskFull => "own-disk-full",
        Line::OwnFault => "own-fault",
    }
}

/// A process that stopped in the middle keeps its links so long.
const LEASE_MS: i64 = 10_000;

const COLUMNS: &str =
    "realm, hub, name, address, direction, joined_ms, until_ms, exchanged_ms, line, unsent";

fn read(row: &Row) -> Result<Link, StoreError> {
    let unreadable = || StoreError::Failed("table forward is not readable".to_owned());
    Ok(Link {
        realm: RealmId(row.fixed(0)?),
        hub: HubKey(row.fixed(1)?),
        name: row.text(2).to_owned(),
        address: row.text(3).to_owned(),
        direction: Direction::from_code(row.text(4)).ok_or_else(unreadable)?,
        joined_ms: row.int(5)?,
        driven_until_ms: row.int(6)?,
        exchanged_ms: row.int_or_none(7),
        line: row.text(8).to_owned(),
        unsent: u64::try_from(row.int(9)?).unwrap_or(0),
    })
}

/// All links of all realms.
pub async fn every(store: &Store) -> Result<Vec<Link>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM forward ORDER BY realm, hub");
    let rows = db::query(store, &sql, Vec::new()).await?;
    rows.iter().map(read).collect()
}

/// The links whose hub's id begins so.
pub async fn find(store: &Store, hub: &str) -> Result<Vec<Link>, StoreError> {
    let hub = hub.to_ascii_lowercase();
    let mut links = every(store).await?;
    links.retain(|link| !hub.is_empty() && link.hub.id().to_string().starts_with(&hub));
    Ok(links)
}

/// Keeps a new link; the same one again takes its place, and goes on where it was.
pub async fn join(store: &Store, link: &Link) -> Result<(), StoreError> {
    let sql = "INSERT INTO forward (realm, hub, name, address, direction, joined_ms, holder, \
         until_ms, exchanged_ms, line, unsent, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, NULL, '', 0, $8) \
         ON CONFLICT (realm, hub) DO UPDATE SET name = excluded.name, \
         address = excluded.address, direction = excluded.direction, \
         joined_ms = excluded.joined_ms";
    let statement = Statement::new(
        sql,
        vec![
            link.realm.0.into(),
            link.hub.0.into(),
            link.name.as_str().into(),
            link.address.as_str().into(),
            link.direction.code().into(),
            link.joined_ms.into(),
            [0; 16].into(),
            Vec::<u8>::new().into(),
        ],
    );
    let done = db::change(store, vec![statement]).await?;
    done.then_some(()).ok_or(StoreError::Busy)
}

/// Forgets a link; the process that drives it stops.
pub async fn leave(store: &Store, link: &Link) -> Result<(), StoreError> {
    let sql = "DELETE FROM forward WHERE realm = $1 AND hub = $2";
    let statement = Statement::new(sql, of(link));
    db::change(store, vec![statement]).await?;
    Ok(())
}

fn of(link: &Link) -> Vec<db::Value> {
    vec![link.realm.0.into(), link.hub.0.into()]
}

/// Takes the link if nobody drives it; `false` if another process does.
pub(super) async fn take(
    store: &Store,
    link: &Link,
    holder: [u8; 16],
    now_ms: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE forward SET holder = $3, until_ms = $4 \
         WHERE realm = $1 AND hub = $2 AND (holder = $3 OR until_ms < $5)";
    let mut params = of(link);
    params.extend([holder.into(), (now_ms + LEASE_MS).into(), now_ms.into()]);
    let statement = Statement::one(sql, params);
    db::change(store, vec![statement]).await
}

/// How a link stands.
pub(super) struct Figures {
    pub exchanged_ms: Option<i64>,
    pub line: &'static str,
    pub unsent: u64,
}

/// Goes on driving it; `false` if the link was left, or another process has it.
pub(super) async fn renew(
    store: &Store,
    link: &Link,
    holder: [u8; 16],
    now_ms: i64,
    figures: Figures,
) -> Result<bool, StoreError> {
    let sql = "UPDATE forward SET until_ms = $4, exchanged_ms = coalesce($5, exchanged_ms), \
         line = $6, unsent = $7 WHERE realm = $1 AND hub = $2 AND holder = $3";
    let mut params = of(link);
    params.extend([
        holder.into(),
        (now_ms + LEASE_MS).into(),
        figures.exchanged_ms.into(),
        figures.line.into(),
        figures.unsent.into(),
    ]);
    let statement = Statement::one(sql, params);
    db::change(store, vec![statement]).await
}

/// Lets the link go, so that another process takes it at once.
pub(super) async fn let_go(store: &Store, link: &Link, holder: [u8; 16]) -> Result<(), StoreError> {
    let sql = "UPDATE forward SET until_ms = 0 WHERE realm = $1 AND hub = $2 AND holder = $3";
    let mut params = of(link);
    params.push(holder.into());
    let statement = Statement::new(sql, params);
    db::change(store, vec![statement]).await?;
    Ok(())
}

/// How far the other hub's logs were followed. It stands beside what came of them: with a backup both go back together.
pub(super) async fn state(store: &Store, link: &Link) -> Result<State, StoreError> {
    let sql = "SELECT state FROM forward WHERE realm = $1 AND hub = $2";
    let row = db::first(store, sql, of(link)).await?;
    // What cannot be read costs a download.
    let state = row.and_then(|row| ciborium::from_reader(row.bytes(0)).ok());
    Ok(state.unwrap_or_default())
}

/// Keeps it. What it tells was stored before.
pub(super) async fn keep(store: &Store, link: &Link, state: &State) -> Result<(), StoreError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(state, &mut bytes)
        .map_err(|_| StoreError::Failed("a state that cannot be written".to_owned()))?;
    let sql = "UPDATE forward SET state = $3 WHERE realm = $1 AND hub = $2";
    let mut params = of(link);
    params.push(bytes.into());
    let statement = Statement::new(sql, params);
    db::change(store, vec![statement]).await?;
    Ok(())
}
