-- Claims of elections (受付の申請). `claim_owner` is what lets nobody vote twice: one claim for an elector and a ballot.
-- `claim` keeps the answer to each claim for ever; its elector and ballots are NULL for one that was given back before
-- it came. A row of `claim_elector` is locked while anything of that elector is decided.
CREATE TABLE claim (
    realm      bytea    NOT NULL CHECK (length(realm) = 16),
    id         bytea    NOT NULL CHECK (length(id) = 16),
    elector    bytea    CHECK (length(elector) = 16),
    booth      text,
    ballots    text,
    home       text,
    hour       bigint   NOT NULL,
    state      smallint NOT NULL CHECK (state BETWEEN 0 AND 4),
    detail     bytea,
    given_back text     NOT NULL,
    PRIMARY KEY (realm, id)
) PARTITION BY LIST (realm);
CREATE INDEX claim_of_elector ON claim (realm, elector);
CREATE INDEX claim_of_home ON claim (realm, home, state) WHERE home IS NOT NULL;
CREATE TABLE claim_elector (
    realm   bytea NOT NULL,
    elector bytea NOT NULL,
    PRIMARY KEY (realm, elector)
) PARTITION BY LIST (realm);
CREATE TABLE claim_owner (
    realm   bytea NOT NULL CHECK (length(realm) = 16),
    elector bytea NOT NULL CHECK (length(elector) = 16),
    ballot  text  NOT NULL,
    claim   bytea NOT NULL CHECK (length(claim) = 16),
    PRIMARY KEY (realm, elector, ballot)
) PARTITION BY LIST (realm);
CREATE TABLE claim_contender (
    realm   bytea   NOT NULL,
    elector bytea   NOT NULL,
    ballot  text    NOT NULL,
    place   integer NOT NULL,
    claim   bytea   NOT NULL,
    PRIMARY KEY (realm, elector, ballot, place)
) PARTITION BY LIST (realm);
CREATE TABLE claim_hold (
    realm   bytea NOT NULL,
    id      bytea NOT NULL,
    elector bytea,
    booth   text,
    PRIMARY KEY (realm, id)
) PARTITION BY LIST (realm);
CREATE INDEX claim_hold_of_elector ON claim_hold (realm, elector) WHERE elector IS NOT NULL;
CREATE TABLE claim_turn (
    realm    bytea   NOT NULL,
    booth    text    NOT NULL,
    turn     bigint  NOT NULL,
    standing boolean NOT NULL,
    PRIMARY KEY (realm, booth)
);
CREATE TABLE claim_superseded (
    realm bytea PRIMARY KEY
);
-- The term in which this hub grants; nothing is granted while the claims are made anew.
CREATE TABLE claim_term (
    realm               bytea  PRIMARY KEY,
    term                bigint NOT NULL,
    rebuilding_since_ms bigint
);
-- What was done to the term, by whom (記録).
CREATE TABLE claim_act (
    realm bytea  NOT NULL,
    at_ms bigint NOT NULL,
    act   text   NOT NULL,
    PRIMARY KEY (realm, at_ms, act)
);
