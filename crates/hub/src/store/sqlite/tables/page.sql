-- Accounts of the city's page. Secrets of second factors are wrapped under the hub's own key.
CREATE TABLE page_user (
    account     TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    department  TEXT NOT NULL,
    roles       TEXT NOT NULL,
    password    TEXT,
    totp        BLOB,
    -- Shown to the user, and good from the first code on.
    totp_new    BLOB,
    totp_step   INTEGER NOT NULL,
    recovery    TEXT NOT NULL,
    oidc        INTEGER NOT NULL,
    locked      INTEGER NOT NULL,
    must_change INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    seen_ms     INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE page_session (
    -- SHA-256 of the cookie.
    id      BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    epoch   INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE page_throttle (
    key     BLOB PRIMARY KEY,
    fails   INTEGER NOT NULL,
    last_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The record of looks (閲覧記録): each line's hash is over the line before.
CREATE TABLE page_audit (
    number  INTEGER PRIMARY KEY,
    at_ms   INTEGER NOT NULL,
    account TEXT NOT NULL,
    act     TEXT NOT NULL,
    -- Not `realm`: the record outlives a realm that is closed.
    of_realm TEXT,
    about   TEXT,
    reason  TEXT NOT NULL,
    people  INTEGER NOT NULL,
    hash    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE page_inquiry (
    realm  BLOB NOT NULL,
    id     BLOB NOT NULL,
    at_ms  INTEGER NOT NULL,
    -- Who asked after whom.
    sealed BLOB NOT NULL,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_inquiry_by_time ON page_inquiry (realm, at_ms);

CREATE TABLE page_erasure (
    realm    BLOB NOT NULL,
    id       BLOB NOT NULL,
    subject  BLOB NOT NULL,
    asked_by TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    done_by  TEXT,
    PRIMARY KEY (realm, id)
) STRICT, WITHOUT ROWID;

-- Who was in a file for the public: their records are taken back there when they may not be told of any more.
CREATE TABLE page_published (
    realm  BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (realm, person)
) STRICT, WITHOUT ROWID;

-- What is derived from a realm's logs. All of it can be dropped and is made anew.
CREATE TABLE page_realm (
    realm    BLOB PRIMARY KEY,
    -- Grows with each change; a projector that lost its turn finds another number.
    change   INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    lamport  INTEGER NOT NULL,
    holder   BLOB NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE page_cursor (
    realm    BLOB NOT NULL,
    stream   BLOB NOT NULL,
    position INTEGER NOT NULL,
    history  BLOB NOT NULL,
    PRIMARY KEY (realm, stream)
) STRICT, WITHOUT ROWID;

-- Which events an entity is made of, in their order.
CREATE TABLE page_event (
    realm   BLOB NOT NULL,
    entity  BLOB NOT NULL,
    lamport INTEGER NOT NULL,
    device  BLOB NOT NULL,
    seq     INTEGER NOT NULL,
    stream  BLOB NOT NULL,
    PRIMARY KEY (realm, entity, lamport, device, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_state (
    realm     BLOB NOT NULL,
    entity    BLOB NOT NULL,
    state     BLOB NOT NULL,
    lamport   INTEGER NOT NULL,
    device    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    household BLOB,
    PRIMARY KEY (realm, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_state_of_household ON page_state (realm, household) WHERE household IS NOT NULL;

-- At which shelters a person ever was.
CREATE TABLE page_at (
    realm  BLOB NOT NULL,
    place  BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (realm, place, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_at_of_person ON page_at (realm, person);

-- Records that one of them says are of one human.
CREATE TABLE page_link (
    realm  BLOB NOT NULL,
    person BLOB NOT NULL,
    other  BLOB NOT NULL,
    PRIMARY KEY (realm, person, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_link_back ON page_link (realm, other);

-- Keyed words that people are found by; nothing can be read from them without the hub's key.
CREATE TABLE page_word (
    realm  BLOB NOT NULL,
    word   INTEGER NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (realm, word, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_word_of_person ON page_word (realm, person);

-- People with something to settle: 1 for values, 2 for two places.
CREATE TABLE page_conflict (
    realm  BLOB NOT NULL,
    person BLOB NOT NULL,
    kind   INTEGER NOT NULL,
    PRIMARY KEY (realm, person, kind)
) STRICT, WITHOUT ROWID;

-- Keyed words that are equal for records which may be of one human: birth date and name.
CREATE TABLE page_alike (
    realm  BLOB NOT NULL,
    word   INTEGER NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (realm, word, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_alike_of_person ON page_alike (realm, person);

-- Electors let through: the booth's stream in hexadecimal, hour since 1970 UTC.
CREATE TABLE page_accepted (
    realm   BLOB NOT NULL,
    booth   TEXT NOT NULL,
    hour    INTEGER NOT NULL,
    elector BLOB NOT NULL,
    claim   BLOB NOT NULL,
    PRIMARY KEY (realm, booth, hour, elector, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_accepted_of_elector ON page_accepted (realm, elector);

-- Boards to be counted anew.
CREATE TABLE page_dirty (
    realm  BLOB NOT NULL,
    stream BLOB NOT NULL,
    PRIMARY KEY (realm, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_board (
    realm    BLOB NOT NULL,
    stream   BLOB NOT NULL,
    -- When anything came from it last.
    heard_ms INTEGER,
    sealed   BLOB,
    PRIMARY KEY (realm, stream)
) STRICT, WITHOUT ROWID;
