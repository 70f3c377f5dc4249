-- No sequences, advisory locks, triggers or now(): the same tables run on PostgreSQL-compatible distributed databases.
-- Numbers of kinds, roles and standings: store/numbers.rs and intake/plan.rs. Every table with a column `realm` is
-- emptied of a realm that is closed; a table that is partitioned by it gets and loses a partition.

CREATE TABLE realm (
    id           bytea PRIMARY KEY CHECK (octet_length(id) = 16),
    kind         smallint NOT NULL,
    name         text NOT NULL,
    exercise     boolean NOT NULL,
    admission    smallint NOT NULL,
    -- Wrapped under the hub's own key.
    join_code    bytea NOT NULL,
    bundle_key   bytea NOT NULL,
    authority    bytea,
    term         bigint,
    public       text NOT NULL,
    closed       boolean NOT NULL DEFAULT false,
    erased_count bigint NOT NULL DEFAULT 0,
    erased_sum   bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);

-- Updated with each offer, in place.
CREATE TABLE device (
    realm        bytea NOT NULL,
    id           bytea NOT NULL CHECK (octet_length(id) = 16),
    public_key   bytea NOT NULL,
    stream       bytea NOT NULL,
    name         text NOT NULL,
    signature    bytea NOT NULL,
    role         smallint NOT NULL,
    standing     smallint NOT NULL,
    revoked_from bigint,
    seq          bigint NOT NULL,
    hash         bytea NOT NULL,
    lamport      bigint NOT NULL,
    joined_ms    bigint NOT NULL,
    PRIMARY KEY (realm, id)
) WITH (fillfactor = 70);
CREATE INDEX device_of_stream ON device (realm, stream);

-- Where each log ends: the counter row that is updated in the transaction that adds to the log.
CREATE TABLE stream (
    realm    bytea NOT NULL,
    id       bytea NOT NULL,
    position bigint NOT NULL,
    history  bytea NOT NULL,
    PRIMARY KEY (realm, id)
) WITH (fillfactor = 70);

CREATE TABLE item (
    realm     bytea NOT NULL,
    stream    bytea NOT NULL,
    position  bigint NOT NULL,
    history   bytea NOT NULL,
    kind      smallint NOT NULL,
    device    bytea,
    seq       bigint,
    subject   bytea,
    tag       bytea,
    header    bytea,
    signature bytea,
    payload   bytea,
    lacks     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (realm, stream, position)
) PARTITION BY LIST (realm);
-- Sealed bytes do not compress.
ALTER TABLE item ALTER COLUMN payload SET STORAGE EXTERNAL;
-- However often an event comes, and by how many ways, it is here once.
CREATE UNIQUE INDEX item_once ON item (realm, device, seq) WHERE kind = 1;
CREATE INDEX item_of_subject ON item (realm, subject) WHERE payload IS NOT NULL;
CREATE INDEX item_lacks ON item (realm, stream, device, seq) WHERE lacks;

-- Under which keys payloads of a subject are sealed in a stream, and whether its log names the key.
CREATE TABLE sealing (
    realm   bytea NOT NULL,
    stream  bytea NOT NULL,
    subject bytea NOT NULL,
    tag     bytea NOT NULL,
    named   boolean NOT NULL,
    PRIMARY KEY (realm, subject, stream, tag)
) PARTITION BY LIST (realm);
CREATE INDEX sealing_lacks ON sealing (realm, stream, subject) WHERE NOT named;

CREATE TABLE subject_key (
    realm   bytea NOT NULL,
    subject bytea NOT NULL,
    tag     bytea NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (realm, subject, tag)
) PARTITION BY LIST (realm);

-- Only grows.
CREATE TABLE erased (
    realm   bytea NOT NULL,
    subject bytea NOT NULL,
    PRIMARY KEY (realm, subject)
);

CREATE TABLE apart (
    realm     bytea NOT NULL,
    id        bytea NOT NULL,
    -- NULL while it waits for its device to be let in.
    reason    text,
    device    bytea,
    seq       bigint,
    subject   bytea,
    at_ms     bigint NOT NULL,
    header    bytea NOT NULL,
    signature bytea NOT NULL,
    payload   bytea,
    PRIMARY KEY (realm, id)
) PARTITION BY LIST (realm);
CREATE INDEX apart_waits ON apart (realm, device, seq) WHERE reason IS NULL;
CREATE INDEX apart_of_subject ON apart (realm, subject) WHERE payload IS NOT NULL;

CREATE TABLE code (
    id       bytea PRIMARY KEY CHECK (octet_length(id) = 16),
    realm    bytea NOT NULL,
    secret   bytea NOT NULL,
    role     smallint NOT NULL,
    stream   bytea,
    until_ms bigint NOT NULL,
    used_by  bytea
);

CREATE TABLE report (
    realm  bytea NOT NULL,
    device bytea NOT NULL,
    at_ms  bigint NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (realm, device)
);
