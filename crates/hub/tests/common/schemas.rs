//! Whether what is sent is as the description of the interface says.

use jsonschema::Validator;
use serde_json::{Value, json};

/// A validator for a schema of the description.
pub fn schema(name: &str) -> Validator {
    let mut whole = hub::http::description();
    let schemas = whole["components"].take();
    let root = json!({
        "$ref": format!("#/components/schemas/{name}"),
        "components": schemas,
    });
    jsonschema::validator_for(&root).unwrap()
}

pub fn fits(schema: &Validator, value: &Value) {
    let faults: Vec<String> = schema.iter_errors(value).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?} in {value}");
}
