//! Home booths (outage rule 2): nobody else gets their electors unless they agree, as they may accept them alone.

use polling::claim::{ClaimRequest, Notice};
use polling::plain::{BoothId, ClaimId};
use rusqlite::{OptionalExtension, Result, params};

use super::authority::Asking;
use super::rows::{self, State};

impl Asking<'_> {
    /// The home booth that has to agree first, if there is one that has signed on.
    pub(super) fn must_consent(&self, request: &ClaimRequest) -> Result<Option<BoothId>> {
        let Some(home) = &request.home else {
            return Ok(None);
        };
        let sql = "SELECT standing FROM turn WHERE booth = ?1";
        let mut find = self.db.prepare_cached(sql)?;
        let standing = find
            .query_row([home.as_str()], |row| row.get(0))
            .optional()?;
        let must = standing == Some(true) && *home != request.booth && !request.afterwards;
        Ok(must.then(|| home.clone()))
    }

    /// A turn that is not higher than the last one changes nothing.
    pub(super) fn turn(&self, booth: &BoothId, turn: u64, standing: bool) -> Result<()> {
        if turn == 0 {
            return Ok(());
        }
        let sql = "INSERT INTO turn (booth, turn, standing) VALUES (?1, ?2, ?3)
                   ON CONFLICT (booth) DO UPDATE SET turn = excluded.turn, standing = excluded.standing
                   WHERE excluded.turn > turn";
        let new = params![booth.as_str(), turn, standing];
        self.db.prepare_cached(sql)?.execute(new)?;
        Ok(())
    }

    /// Claims of other booths on electors of this home booth in either of these states, by id.
    pub(super) fn told(&self, home: &BoothId, states: [i64; 2]) -> Result<Vec<Notice>> {
        let sql = "SELECT id, elector, booth, ballots, home FROM claim
                   WHERE home = ?1 AND state IN (?2, ?3) AND booth <> ?1 AND elector IS NOT NULL ORDER BY id";
        let mut find = self.db.prepare_cached(sql)?;
        let found = find.query_map(params![home.as_str(), states[0], states[1]], |row| {
            let asked = rows::asked(row, row.get(1)?, 2)?;
            Ok(Notice {
                claim: ClaimId(row.get(0)?),
                elector: asked.elector,
                ballots: asked.ballots,
                booth: asked.booth,
            })
        })?;
        found.collect()
    }

    /// The home booth's word on a claim that waits for it.
    pub(super) fn consented(&self, booth: &BoothId, claim: ClaimId, yields: bool) -> Result<()> {
        let Some(entry) = rows::entry(self.db, claim)? else {
            return Ok(());
        };
        match (entry.state, entry.asked) {
            (State::Waiting(home), Some(asked)) if home == *booth && yields => {
                let request = ClaimRequest {
                    id: claim,
                    elector: asked.elector,
                    ballots: asked.ballots,
                    booth: asked.booth,
                    home: asked.home,
                    term: 0,
                    afterwards: false,
                };
                self.grant(&request)?;
                Ok(())
            }
            (State::Waiting(home), _) if home == *booth => self.refuse_waiting(claim, booth),
            _ => Ok(()),
        }
    }
}
