CREATE TABLE claim (
    realm      BLOB NOT NULL CHECK (length(realm) = 16),
    id         BLOB NOT NULL CHECK (length(id) = 16),
    elector    BLOB CHECK (length(elector) = 16),
    booth      TEXT,
    ballots    TEXT,
    home       TEXT,
    hour       INTEGER NOT NULL,
    state      INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    detail     BLOB,
    given_back TEXT NOT NULL,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_of_elector ON claim (realm, elector);
CREATE INDEX claim_of_home ON claim (realm, home, state);
CREATE TABLE claim_owner (
    realm   BLOB NOT NULL CHECK (length(realm) = 16),
    elector BLOB NOT NULL CHECK (length(elector) = 16),
    ballot  TEXT NOT NULL,
    claim   BLOB NOT NULL CHECK (length(claim) = 16),
    PRIMARY KEY (realm, elector, ballot)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_contender (
    realm   BLOB NOT NULL CHECK (length(realm) = 16),
    elector BLOB NOT NULL CHECK (length(elector) = 16),
    ballot  TEXT NOT NULL,
    place   INTEGER NOT NULL,
    claim   BLOB NOT NULL CHECK (length(claim) = 16),
    PRIMARY KEY (realm, elector, ballot, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_hold (
    realm   BLOB NOT NULL CHECK (length(realm) = 16),
    id      BLOB NOT NULL CHECK (length(id) = 16),
    elector BLOB CHECK (length(elector) = 16),
    booth   TEXT,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_hold_of_elector ON claim_hold (realm, elector);
CREATE TABLE claim_turn (
    realm    BLOB NOT NULL CHECK (length(realm) = 16),
    booth    TEXT NOT NULL,
    turn     INTEGER NOT NULL,
    standing INTEGER NOT NULL CHECK (standing IN (0, 1)),
    PRIMARY KEY (realm, booth)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_superseded (
    realm BLOB PRIMARY KEY CHECK (length(realm) = 16)
) STRICT, WITHOUT ROWID;
