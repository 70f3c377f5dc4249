-- The term in which this hub grants; nothing is granted while the claims are made anew.
CREATE TABLE claim_term (
    realm               BLOB PRIMARY KEY CHECK (length(realm) = 16),
    term                INTEGER NOT NULL,
    rebuilding_since_ms INTEGER
) STRICT, WITHOUT ROWID;
-- What was done to the term, by whom (記録).
CREATE TABLE claim_act (
    realm BLOB NOT NULL CHECK (length(realm) = 16),
    at_ms INTEGER NOT NULL,
    act   TEXT NOT NULL,
    PRIMARY KEY (realm, at_ms, act)
) STRICT, WITHOUT ROWID;
