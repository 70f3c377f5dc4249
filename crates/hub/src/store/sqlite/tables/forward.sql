-- Links to other hubs (中継先). `holder` is the process that drives one, until `until_ms`; `state` is how far the other
-- hub's logs were followed.
CREATE TABLE IF NOT EXISTS forward (
    realm        BLOB NOT NULL,
    hub          BLOB NOT NULL CHECK (length(hub) = 32),
    name         TEXT NOT NULL,
    address      TEXT NOT NULL,
    direction    TEXT NOT NULL,
    joined_ms    INTEGER NOT NULL,
    holder       BLOB NOT NULL,
    until_ms     INTEGER NOT NULL,
    exchanged_ms INTEGER,
    line         TEXT NOT NULL,
    unsent       INTEGER NOT NULL,
    state        BLOB NOT NULL,
    PRIMARY KEY (realm, hub)
) STRICT, WITHOUT ROWID;

-- From which of its events on a device is shut out, also of devices that are not known here yet. Numbers only fall.
CREATE TABLE IF NOT EXISTS revoked (
    realm    BLOB NOT NULL,
    device   BLOB NOT NULL CHECK (length(device) = 16),
    from_seq INTEGER NOT NULL,
    PRIMARY KEY (realm, device)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO revoked (realm, device, from_seq)
    SELECT realm, id, revoked_from FROM device WHERE revoked_from IS NOT NULL;
