-- Numbers of kinds, roles and standings: store/numbers.rs and intake/plan.rs.
CREATE TABLE realm (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind         INTEGER NOT NULL,
    name         TEXT NOT NULL,
    exercise     INTEGER NOT NULL,
    admission    INTEGER NOT NULL,
    -- Wrapped under the hub's own key.
    join_code    BLOB NOT NULL,
    bundle_key   BLOB NOT NULL,
    authority    BLOB,
    term         INTEGER,
    public       TEXT NOT NULL,
    closed       INTEGER NOT NULL DEFAULT 0,
    erased_count INTEGER NOT NULL DEFAULT 0,
    erased_sum   BLOB NOT NULL DEFAULT (zeroblob(32))
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    realm        BLOB NOT NULL,
    id           BLOB NOT NULL CHECK (length(id) = 16),
    public_key   BLOB NOT NULL,
    stream       BLOB NOT NULL,
    name         TEXT NOT NULL,
    signature    BLOB NOT NULL,
    role         INTEGER NOT NULL,
    standing     INTEGER NOT NULL,
    revoked_from INTEGER,
    seq          INTEGER NOT NULL,
    hash         BLOB NOT NULL,
    lamport      INTEGER NOT NULL,
    joined_ms    INTEGER NOT NULL,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_of_stream ON device (realm, stream);

-- Where each log ends.
CREATE TABLE stream (
    realm    BLOB NOT NULL,
    id       BLOB NOT NULL,
    position INTEGER NOT NULL,
    history  BLOB NOT NULL,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
    realm     BLOB NOT NULL,
    stream    BLOB NOT NULL,
    position  INTEGER NOT NULL,
    history   BLOB NOT NULL,
    kind      INTEGER NOT NULL,
    device    BLOB,
    seq       INTEGER,
    subject   BLOB,
    tag       BLOB,
    header    BLOB,
    signature BLOB,
    payload   BLOB,
    lacks     INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (realm, stream, position)
) STRICT;
-- However often an event comes, and by how many ways, it is here once.
CREATE UNIQUE INDEX item_once ON item (realm, device, seq) WHERE kind = 1;
CREATE INDEX item_of_subject ON item (realm, subject) WHERE payload IS NOT NULL;
CREATE INDEX item_lacks ON item (realm, stream, device, seq) WHERE lacks;

-- Under which keys payloads of a subject are sealed in a stream, and whether its log names the key.
CREATE TABLE sealing (
    realm   BLOB NOT NULL,
    stream  BLOB NOT NULL,
    subject BLOB NOT NULL,
    tag     BLOB NOT NULL,
    named   INTEGER NOT NULL,
    PRIMARY KEY (realm, subject, stream, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealing_lacks ON sealing (realm, stream, subject) WHERE NOT named;

CREATE TABLE subject_key (
    realm   BLOB NOT NULL,
    subject BLOB NOT NULL,
    tag     BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (realm, subject, tag)
) STRICT, WITHOUT ROWID;

-- Only grows.
CREATE TABLE erased (
    realm   BLOB NOT NULL,
    subject BLOB NOT NULL,
    PRIMARY KEY (realm, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE apart (
    realm     BLOB NOT NULL,
    id        BLOB NOT NULL,
    -- NULL while it waits for its device to be let in.
    reason    TEXT,
    device    BLOB,
    seq       INTEGER,
    subject   BLOB,
    at_ms     INTEGER NOT NULL,
    header    BLOB NOT NULL,
    signature BLOB NOT NULL,
    payload   BLOB,
    PRIMARY KEY (realm, id)
) STRICT;
CREATE INDEX apart_waits ON apart (realm, device, seq) WHERE reason IS NULL;
CREATE INDEX apart_of_subject ON apart (realm, subject) WHERE payload IS NOT NULL;

CREATE TABLE code (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    realm    BLOB NOT NULL,
    secret   BLOB NOT NULL,
    role     INTEGER NOT NULL,
    stream   BLOB,
    until_ms INTEGER NOT NULL,
    used_by  BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    realm  BLOB NOT NULL,
    device BLOB NOT NULL,
    at_ms  INTEGER NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (realm, device)
) STRICT, WITHOUT ROWID;
