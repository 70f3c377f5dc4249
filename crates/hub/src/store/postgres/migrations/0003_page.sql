-- Accounts of the city's page. Secrets of second factors are wrapped under the hub's own key.
CREATE TABLE page_user (
    account     TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    department  TEXT NOT NULL,
    roles       TEXT NOT NULL,
    password    TEXT,
    totp        BYTEA,
    -- Shown to the user, and good from the first code on.
    totp_new    BYTEA,
    totp_step   BIGINT NOT NULL,
    recovery    TEXT NOT NULL,
    oidc        BIGINT NOT NULL,
    locked      BIGINT NOT NULL,
    must_change BIGINT NOT NULL,
    epoch       BIGINT NOT NULL,
    seen_ms     BIGINT
);

CREATE TABLE page_session (
    -- SHA-256 of the cookie.
    id      BYTEA PRIMARY KEY,
    account TEXT NOT NULL,
    epoch   BIGINT NOT NULL,
    made_ms BIGINT NOT NULL,
    used_ms BIGINT NOT NULL
);

CREATE TABLE page_throttle (
    key     BYTEA PRIMARY KEY,
    fails   BIGINT NOT NULL,
    last_ms BIGINT NOT NULL
);

-- The record of looks (閲覧記録): each line's hash is over the line before.
CREATE TABLE page_audit (
    number  BIGINT PRIMARY KEY,
    at_ms   BIGINT NOT NULL,
    account TEXT NOT NULL,
    act     TEXT NOT NULL,
    -- Not `realm`: the record outlives a realm that is closed.
    of_realm TEXT,
    about   TEXT,
    reason  TEXT NOT NULL,
    people  BIGINT NOT NULL,
    hash    BYTEA NOT NULL
);

CREATE TABLE page_inquiry (
    realm  BYTEA NOT NULL,
    id     BYTEA NOT NULL,
    at_ms  BIGINT NOT NULL,
    -- Who asked after whom.
    sealed BYTEA NOT NULL,
    PRIMARY KEY (realm, id)
);
CREATE INDEX page_inquiry_by_time ON page_inquiry (realm, at_ms);

CREATE TABLE page_erasure (
    realm    BYTEA NOT NULL,
    id       BYTEA NOT NULL,
    subject  BYTEA NOT NULL,
    asked_by TEXT NOT NULL,
    at_ms    BIGINT NOT NULL,
    reason   TEXT NOT NULL,
    done_by  TEXT,
    PRIMARY KEY (realm, id)
);

-- Who was in a file for the public: their records are taken back there when they may not be told of any more.
CREATE TABLE page_published (
    realm  BYTEA NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (realm, person)
);

-- What is derived from a realm's logs. All of it can be dropped and is made anew.
CREATE TABLE page_realm (
    realm    BYTEA PRIMARY KEY,
    -- Grows with each change; a projector that lost its turn finds another number.
    change   BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    lamport  BIGINT NOT NULL,
    holder   BYTEA NOT NULL,
    until_ms BIGINT NOT NULL
);

CREATE TABLE page_cursor (
    realm    BYTEA NOT NULL,
    stream   BYTEA NOT NULL,
    position BIGINT NOT NULL,
    history  BYTEA NOT NULL,
    PRIMARY KEY (realm, stream)
);

-- Which events an entity is made of, in their order.
CREATE TABLE page_event (
    realm   BYTEA NOT NULL,
    entity  BYTEA NOT NULL,
    lamport BIGINT NOT NULL,
    device  BYTEA NOT NULL,
    seq     BIGINT NOT NULL,
    stream  BYTEA NOT NULL,
    PRIMARY KEY (realm, entity, lamport, device, seq)
) PARTITION BY LIST (realm);

CREATE TABLE page_state (
    realm     BYTEA NOT NULL,
    entity    BYTEA NOT NULL,
    state     BYTEA NOT NULL,
    lamport   BIGINT NOT NULL,
    device    BYTEA NOT NULL,
    seq       BIGINT NOT NULL,
    household BYTEA,
    PRIMARY KEY (realm, entity)
) PARTITION BY LIST (realm);
CREATE INDEX page_state_of_household ON page_state (realm, household) WHERE household IS NOT NULL;

-- At which shelters a person ever was.
CREATE TABLE page_at (
    realm  BYTEA NOT NULL,
    place  BYTEA NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (realm, place, person)
) PARTITION BY LIST (realm);
CREATE INDEX page_at_of_person ON page_at (realm, person);

-- Records that one of them says are of one human.
CREATE TABLE page_link (
    realm  BYTEA NOT NULL,
    person BYTEA NOT NULL,
    other  BYTEA NOT NULL,
    PRIMARY KEY (realm, person, other)
) PARTITION BY LIST (realm);
CREATE INDEX page_link_back ON page_link (realm, other);

-- Keyed words that people are found by; nothing can be read from them without the hub's key.
CREATE TABLE page_word (
    realm  BYTEA NOT NULL,
    word   BIGINT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (realm, word, person)
) PARTITION BY LIST (realm);
CREATE INDEX page_word_of_person ON page_word (realm, person);

-- People with something to settle: 1 for values, 2 for two places.
CREATE TABLE page_conflict (
    realm  BYTEA NOT NULL,
    person BYTEA NOT NULL,
    kind   BIGINT NOT NULL,
    PRIMARY KEY (realm, person, kind)
) PARTITION BY LIST (realm);

-- Keyed words that are equal for records which may be of one human: birth date and name.
CREATE TABLE page_alike (
    realm  BYTEA NOT NULL,
    word   BIGINT NOT NULL,
    person BYTEA NOT NULL,
    PRIMARY KEY (realm, word, person)
) PARTITION BY LIST (realm);
CREATE INDEX page_alike_of_person ON page_alike (realm, person);

-- Electors let through: the booth's stream in hexadecimal, hour since 1970 UTC.
CREATE TABLE page_accepted (
    realm   BYTEA NOT NULL,
    booth   TEXT NOT NULL,
    hour    BIGINT NOT NULL,
    elector BYTEA NOT NULL,
    claim   BYTEA NOT NULL,
    PRIMARY KEY (realm, booth, hour, elector, claim)
) PARTITION BY LIST (realm);
CREATE INDEX page_accepted_of_elector ON page_accepted (realm, elector);

-- Boards to be counted anew.
CREATE TABLE page_dirty (
    realm  BYTEA NOT NULL,
    stream BYTEA NOT NULL,
    PRIMARY KEY (realm, stream)
);

CREATE TABLE page_board (
    realm    BYTEA NOT NULL,
    stream   BYTEA NOT NULL,
    -- When anything came from it last.
    heard_ms BIGINT,
    sealed   BYTEA,
    PRIMARY KEY (realm, stream)
);
