//! The description of the interface says what booths and the authority say to each other.

use ed25519_dalek::SigningKey;
use polling::claim::{AuthorityKey, ClaimBook, FromAuthority, ToAuthority};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::hubs::SEED;
use crate::messages::message;
use crate::schemas::{fits, schema};

#[test]
fn every_message_and_every_answer_is_as_described() {
    let (to, from) = (schema("ToAuthority"), schema("FromAuthority"));
    let mut runner = TestRunner::deterministic();
    let messages = prop::collection::vec(message(), 1..60);
    let mut answered = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let mut book = ClaimBook::new(SigningKey::from_bytes(&SEED), 1);
        let messages: Vec<ToAuthority> = messages.new_tree(&mut runner).unwrap().current();
        for message in messages {
            fits(&to, &serde_json::to_value(&message).unwrap());
            for answer in [message.put(&mut book), message.not_stored()] {
                let value = serde_json::to_value(&answer).unwrap();
                fits(&from, &value);
                assert!(serde_json::from_value::<FromAuthority>(value.clone()).unwrap() == answer);
                let kind = value
                    .as_object()
                    .and_then(|kinds| kinds.keys().next().cloned());
                answered.insert(kind.unwrap_or_default());
            }
        }
    }
    assert_eq!(answered.len(), 8, "{answered:?}");
    let known = AuthorityKey {
        key: [3; 32],
        term: 7,
        grants: true,
    };
    fits(
        &schema("AuthorityKey"),
        &serde_json::to_value(known).unwrap(),
    );
    for wrong in [
        json!({ "Vote": {} }),
        json!({ "Notices": { "booth": "City Hall" } }),
        json!({ "Release": { "hold": [1, 2] } }),
        json!("AskAgain"),
    ] {
        assert!(!to.is_valid(&wrong), "{wrong}");
        assert!(serde_json::from_value::<ToAuthority>(wrong).is_err());
    }
}
