-- Links to other hubs (中継先). `holder` is the process that drives one, until `until_ms`; `state` is how far the other
-- hub's logs were followed.
CREATE TABLE forward (
    realm        BYTEA NOT NULL,
    hub          BYTEA NOT NULL CHECK (length(hub) = 32),
    name         TEXT NOT NULL,
    address      TEXT NOT NULL,
    direction    TEXT NOT NULL,
    joined_ms    BIGINT NOT NULL,
    holder       BYTEA NOT NULL,
    until_ms     BIGINT NOT NULL,
    exchanged_ms BIGINT,
    line         TEXT NOT NULL,
    unsent       BIGINT NOT NULL,
    state        BYTEA NOT NULL,
    PRIMARY KEY (realm, hub)
) WITH (fillfactor = 70);

-- From which of its events on a device is shut out, also of devices that are not known here yet. Numbers only fall.
CREATE TABLE revoked (
    realm    BYTEA NOT NULL,
    device   BYTEA NOT NULL,
    from_seq BIGINT NOT NULL,
    PRIMARY KEY (realm, device)
);
INSERT INTO revoked (realm, device, from_seq)
    SELECT realm, id, revoked_from FROM device WHERE revoked_from IS NOT NULL;
