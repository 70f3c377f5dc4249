//! What booths and the authority say to each other: schemas of [`polling::claim`].

use serde_json::{Value, json};

use super::{Named, count, list, numbers, object, of, or_null, variant};

/// Schemas of requests, answers and their parts.
pub(super) fn schemas() -> Named {
    let mut all = messages();
    all.extend(parts());
    all
}

/// Several values in one, as an array.
fn together(of: &[Value]) -> Value {
    json!({ "type": "array", "minItems": of.len(), "maxItems": of.len(), "prefixItems": of })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn of_booth(further: &[(&str, Value)]) -> Value {
    let mut fields = vec![("booth", of("Booth"))];
    fields.extend(further.iter().cloned());
    object(&fields)
}

fn messages() -> Named {
    let ballots = list(&of("Ballot"));
    vec![
        (
            "ToAuthority",
            json!({ "oneOf": [
                variant("Claim", of("ClaimRequest")),
                variant("GiveBack", object(&[("claim", of("ClaimId")), ("ballots", ballots.clone())])),
                variant("Hold", of("HoldRequest")),
                variant("Release", object(&[("hold", of("ClaimId"))])),
                variant("SignOn", of_booth(&[("turn", count())])),
                variant("SignOff", of_booth(&[("turn", count())])),
                variant("Notices", of_booth(&[])),
                variant("Consent", of_booth(&[("claim", of("ClaimId")), ("yields", flag())])),
            ] }),
        ),
        (
            "FromAuthority",
            json!({ "oneOf": [
                variant("Claim", object(&[
                    ("id", of("ClaimId")),
                    ("afterwards", flag()),
                    ("answer", of("ClaimAnswer")),
                ])),
                variant("GivenBack", together(&[of("ClaimId"), ballots])),
                variant("Hold", together(&[of("ClaimId"), of("HoldAnswer")])),
                variant("Released", of("ClaimId")),
                variant("SignedOn", together(&[count(), list(&of("Notice"))])),
                variant("SignedOff", count()),
                variant("Notices", list(&of("Notice"))),
                { "const": "AskAgain" },
            ] }),
        ),
        (
            "AuthorityKey",
            object(&[("key", numbers(32)), ("term", count()), ("grants", flag())]),
        ),
    ]
}

fn parts() -> Named {
    let name = json!({ "type": "string", "pattern": "^[a-z0-9-]{1,32}$" });
    let ballots = list(&of("Ballot"));
    vec![
        ("Booth", name.clone()),
        ("Ballot", name),
        ("ClaimId", numbers(16)),
        ("ElectorId", numbers(16)),
        (
            "ClaimRequest",
            object(&[
                ("id", of("ClaimId")),
                ("elector", of("ElectorId")),
                ("ballots", ballots.clone()),
                ("booth", of("Booth")),
                ("home?", or_null(&of("Booth"))),
                ("term", count()),
                ("afterwards", flag()),
            ]),
        ),
        (
            "ClaimAnswer",
            json!({ "oneOf": [
                variant("Granted", of("Receipt")),
                variant("Taken", list(&of("TakenBallot"))),
                variant("Held", of("Booth")),
                variant("AwaitingHome", of("Booth")),
                variant("WithBooth", of("Booth")),
                variant("NotServed", json!({
                    "enum": ["Malformed", "OtherContents", "GivenBack", "Superseded"],
                })),
                { "const": "Unknown" },
            ] }),
        ),
        (
            "Receipt",
            object(&[
                ("claim", of("ClaimId")),
                ("term", count()),
                ("signature", numbers(64)),
            ]),
        ),
        (
            "TakenBallot",
            object(&[
                ("ballot", of("Ballot")),
                ("claim", of("ClaimId")),
                ("booth", of("Booth")),
                ("hour", hour()),
            ]),
        ),
        (
            "HoldRequest",
            object(&[
                ("id", of("ClaimId")),
                ("elector", of("ElectorId")),
                ("booth", of("Booth")),
            ]),
        ),
        (
            "HoldAnswer",
            json!({ "oneOf": [
                variant("Held", list(&of("TakenBallot"))),
                { "enum": ["Over", "Unknown"] },
            ] }),
        ),
        (
            "Notice",
            object(&[
                ("claim", of("ClaimId")),
                ("elector", of("ElectorId")),
                ("ballots", ballots),
                ("booth", of("Booth")),
            ]),
        ),
    ]
}

fn hour() -> Value {
    json!({ "type": "integer", "description": "Hours since 1970 UTC: no finer time is told." })
}
