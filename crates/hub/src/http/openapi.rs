//! The OpenAPI 3.1 description of what desks say to the hub, made from the list of routes.
//!
//! It describes the JSON form. In CBOR the same names stand as text, and what is base 64 or hexadecimal here are byte
//! strings there.

mod claims;

use serde_json::{Map, Value, json};
use sync::{MOST_ITEMS, MOST_WAIT_S, PROTOCOL, ProblemCode};

use super::headers::{CBOR, JSON, PROBLEM};
use super::routes::{CLAIM_ROUTES, ROUTES, Route};

/// The whole description.
pub fn description() -> Value {
    let mut paths = Map::new();
    for route in ROUTES.iter().chain(CLAIM_ROUTES) {
        paths.insert(route.path.to_owned(), json!({ "post": operation(route) }));
    }
    for (path, summary) in [
        ("/healthz", "Whether the process lives."),
        (
            "/readyz",
            "Whether the database answers and the disk has room.",
        ),
    ] {
        paths.insert(path.to_owned(), json!({ "get": plain(path, summary) }));
    }
    paths.insert(
        "/v1/openapi.json".to_owned(),
        json!({ "get": {
            "operationId": "description",
            "summary": "This description.",
            "security": [],
            "responses": { "200": {
                "description": "OpenAPI 3.1.",
                "content": { JSON: { "schema": { "type": "object" } } },
            } },
        } }),
    );
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kazashi hub",
            "version": PROTOCOL.to_string(),
            "description": "What desks and hubs say to each other. Bodies are application/cbor or application/json, \
                zstd by Content-Encoding. A token of /v1/session/prove stands in `Authorization: Kazashi …` \
                (base 64, URL alphabet, no padding).",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": refusals(),
            "securitySchemes": { "session": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "`Kazashi ` and the token.",
            } },
        },
        "security": [{ "session": [] }],
    })
}

fn plain(path: &str, summary: &str) -> Value {
    let content = json!({ "text/plain": { "schema": { "type": "string" } } });
    let mut responses = json!({ "200": { "description": "Yes.", "content": content } });
    if path == "/readyz" {
        responses["503"] = json!({ "description": "No.", "content": content });
    }
    json!({
        "operationId": path.trim_start_matches('/'),
        "summary": summary,
        "security": [],
        "responses": responses,
    })
}

fn operation(route: &Route) -> Value {
    let mut responses = Map::new();
    let schema = of(route.answer);
    let content = json!({ JSON: { "schema": schema }, CBOR: { "schema": schema } });
    responses.insert(
        "200".to_owned(),
        json!({ "description": route.answer, "headers": common_headers(), "content": content }),
    );
    for code in ProblemCode::ALL {
        responses.entry(code.status().to_string()).or_insert_with(
            || json!({ "$ref": format!("#/components/responses/{}", code.status()) }),
        );
    }
    let mut operation = json!({
        "operationId": route.answer,
        "summary": route.summary,
        "responses": responses,
    });
    if !route.session {
        operation["security"] = json!([]);
    }
    if !route.request.is_empty() {
        let schema = of(route.request);
        operation["requestBody"] = json!({
            "required": true,
            "content": { JSON: { "schema": schema }, CBOR: { "schema": schema } },
        });
    }
    if route.path.contains("{stream}") {
        operation["parameters"] = json!([{
            "name": "stream",
            "in": "path",
            "required": true,
            "description": "The stream's id; the same stands in the body.",
            "schema": of("Id"),
        }]);
    }
    operation
}

fn refusals() -> Map<String, Value> {
    let every = ProblemCode::ALL.into_iter();
    every
        .map(|code| (code.status().to_string(), refusal(code)))
        .collect()
}

fn refusal(code: ProblemCode) -> Value {
    let status = code.status();
    let codes = ProblemCode::ALL
        .into_iter()
        .filter(|it| it.status() == status);
    let named: Vec<String> = codes
        .filter_map(|code| Some(serde_json::to_value(code).ok()?.as_str()?.to_owned()))
        .collect();
    let content = json!({
        PROBLEM: { "schema": of("Problem") },
        CBOR: { "schema": of("Problem") },
    });
    json!({ "description": named.join(", "), "headers": common_headers(), "content": content })
}

fn common_headers() -> Value {
    json!({
        "Kazashi-Protocol": { "schema": { "type": "string" } },
        "Kazashi-Hub": { "schema": { "type": "string" } },
        "Kazashi-Time": { "schema": { "type": "string" } },
    })
}

fn of(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

/// An object; a name that ends in `?` need not be there.
fn object(fields: &[(&str, Value)]) -> Value {
    let named = |name: &str| name.trim_end_matches('?').to_owned();
    let properties: Map<String, Value> = fields
        .iter()
        .map(|(name, schema)| (named(name), schema.clone()))
        .collect();
    let required: Vec<&str> = fields
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.ends_with('?'))
        .collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn or_null(it: &Value) -> Value {
    json!({ "anyOf": [it, { "type": "null" }] })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX })
}

fn time() -> Value {
    json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX,
        "description": "Milliseconds since 1970 UTC." })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// So many bytes, base 64 with padding; the bits that are left over are zeros.
fn bytes(count: usize) -> Value {
    let whole = count / 3 * 4;
    let rest = match count % 3 {
        0 => "",
        1 => "[A-Za-z0-9+/][AQgw]==",
        _ => "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=",
    };
    let pattern = format!("^[A-Za-z0-9+/]{{{whole}}}{rest}$");
    json!({ "type": "string", "contentEncoding": "base64", "pattern": pattern })
}

fn any_bytes() -> Value {
    json!({ "type": "string", "contentEncoding": "base64", "pattern": "^([A-Za-z0-9+/]{4})*\
        ([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$" })
}

/// So many bytes as numbers.
fn numbers(count: usize) -> Value {
    json!({ "type": "array", "minItems": count, "maxItems": count,
        "items": { "type": "integer", "minimum": 0, "maximum": 255 } })
}

fn by_id(of: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": of,
        "propertyNames": { "pattern": "^[0-9a-fA-F]{32}$" } })
}

/// A number of which the hub takes no more than it does; a larger one is taken for the largest.
fn at_most(most: u32) -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX,
        "description": format!("At most {most}; more counts as {most}.") })
}

/// One variant of an enum: its name and what belongs to it.
fn variant(name: &str, of: Value) -> Value {
    object(&[(name, of)])
}

fn schemas() -> Value {
    let mut all = Map::new();
    for (name, schema) in entering()
        .into_iter()
        .chain(asking())
        .chain(parts())
        .chain(claims::schemas())
    {
        all.insert(name.to_owned(), schema);
    }
    Value::Object(all)
}

type Named = Vec<(&'static str, Value)>;

fn entering() -> Named {
    vec![
        ("Hello", object(&[("nonce", bytes(32))])),
        (
            "HelloAnswer",
            object(&[
                ("key", bytes(32)),
                ("time_ms", time()),
                ("certificates", list(&bytes(32))),
                ("signature", bytes(64)),
            ]),
        ),
        (
            "EnrolStart",
            object(&[("code", bytes(16)), ("nonce", bytes(32))]),
        ),
        (
            "EnrolStarted",
            object(&[
                ("hello", of("HelloAnswer")),
                ("challenge", any_bytes()),
                ("proof", bytes(32)),
                ("realm", of("Id")),
                ("stream", or_null(&of("Id"))),
            ]),
        ),
        (
            "EnrolRequest",
            object(&[
                ("code", bytes(16)),
                ("realm", of("Id")),
                ("card", of("DeviceCard")),
                ("challenge", any_bytes()),
                ("proof", bytes(32)),
            ]),
        ),
        (
            "EnrolAnswer",
            object(&[
                ("role", of("Role")),
                ("standing", of("Standing")),
                ("hub_name", text()),
            ]),
        ),
        ("Challenge", object(&[("challenge", any_bytes())])),
        (
            "Prove",
            object(&[
                ("realm", of("Id")),
                ("device", of("Id")),
                ("challenge", any_bytes()),
                ("signature", bytes(64)),
            ]),
        ),
        (
            "Session",
            object(&[
                ("token", any_bytes()),
                ("seconds", count()),
                ("role", of("Role")),
                ("standing", of("Standing")),
                ("time_ms", time()),
            ]),
        ),
    ]
}

fn asking() -> Named {
    vec![
        (
            "Status",
            object(&[
                ("program", text()),
                ("unsent", count()),
                ("oldest_unsent_ms?", or_null(&time())),
                (
                    "counts",
                    json!({ "type": "object", "additionalProperties": count() }),
                ),
                ("free_bytes?", or_null(&count())),
                ("clock_ms", time()),
            ]),
        ),
        ("Reported", object(&[("time_ms", time())])),
        ("HaveOf", object(&[("stream", of("Id"))])),
        (
            "HubHas",
            object(&[
                ("have", of("Have")),
                ("lacks_keys", list(&of("Id"))),
                (
                    "lacks_payloads",
                    list(&json!({ "type": "array", "minItems": 2, "maxItems": 2,
                        "prefixItems": [of("Id"), count()] })),
                ),
                ("erased", count()),
                ("erased_sum", bytes(32)),
                ("revoked_sum?", bytes(32)),
                ("second?", list(&of("Signed"))),
                ("head", of("Mark")),
            ]),
        ),
        (
            "Offer",
            object(&[
                ("cards", list(&of("DeviceCard"))),
                ("events", list(&of("Signed"))),
                ("keys", any_bytes()),
                ("erased", list(&of("Id"))),
                (
                    "revoked?",
                    list(&json!({ "type": "array", "minItems": 2, "maxItems": 2,
                        "prefixItems": [of("Id"), count()] })),
                ),
            ]),
        ),
        (
            "Stored",
            object(&[
                ("have", of("Have")),
                ("new", count()),
                ("refused", list(&of("Refusal"))),
            ]),
        ),
        (
            "After",
            object(&[
                ("stream", of("Id")),
                ("marks", list(&of("Mark"))),
                ("limit", at_most(MOST_ITEMS)),
                ("wait_s", at_most(MOST_WAIT_S)),
            ]),
        ),
        (
            "Page",
            object(&[
                ("items", list(&of("Item"))),
                ("keys", any_bytes()),
                ("next", of("Mark")),
                ("head", of("Mark")),
            ]),
        ),
        (
            "HeadsAfter",
            object(&[
                ("known", by_id(&of("Mark"))),
                ("wait_s", at_most(MOST_WAIT_S)),
            ]),
        ),
        (
            "Heads",
            object(&[
                ("realm", of("Id")),
                (
                    "heads",
                    list(&object(&[("stream", of("Id")), ("mark", of("Mark"))])),
                ),
            ]),
        ),
    ]
}

fn parts() -> Named {
    let codes: Vec<Value> = ProblemCode::ALL
        .into_iter()
        .filter_map(|code| serde_json::to_value(code).ok())
        .collect();
    vec![
        (
            "Id",
            json!({ "type": "string", "pattern": "^[0-9a-fA-F]{32}$" }),
        ),
        (
            "Mark",
            object(&[("position", count()), ("history", bytes(32))]),
        ),
        (
            "Have",
            by_id(&json!({ "type": "array", "minItems": 2, "maxItems": 2,
                "prefixItems": [count(), numbers(32)] })),
        ),
        (
            "DeviceCard",
            object(&[
                ("public_key", numbers(32)),
                ("stream", of("Id")),
                ("name", text()),
                ("signature", bytes(64)),
            ]),
        ),
        (
            "Signed",
            object(&[
                ("header_bytes", any_bytes()),
                ("signature", any_bytes()),
                ("payload?", or_null(&any_bytes())),
            ]),
        ),
        (
            "Refusal",
            object(&[
                ("device?", or_null(&of("Id"))),
                ("seq?", or_null(&count())),
                ("reason", text()),
            ]),
        ),
        (
            "Item",
            json!({ "oneOf": [
                variant("card", of("DeviceCard")),
                variant("event", of("Signed")),
                variant("payload", object(&[
                    ("device", of("Id")),
                    ("seq", count()),
                    ("payload", or_null(&any_bytes())),
                ])),
                variant("key", object(&[("subject", of("Id")), ("tag", numbers(8))])),
                variant("erased", of("Id")),
                variant("revoked", object(&[("device", of("Id")), ("from", count())])),
            ] }),
        ),
        (
            "Role",
            json!({ "enum": ["desk", "headquarters", "forwarder"] }),
        ),
        (
            "Standing",
            json!({ "oneOf": [
                { "enum": ["asking", "admitted", "suspended"] },
                variant("revoked", object(&[("from", count())])),
            ] }),
        ),
        (
            "Problem",
            object(&[
                ("code", json!({ "enum": codes })),
                ("advice_ja", text()),
                ("advice_en", text()),
                ("retry_after?", count()),
                ("common?", of("Mark")),
            ]),
        ),
    ]
}
