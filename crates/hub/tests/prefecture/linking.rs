//! How an administrator makes, sees and ends a link.

use std::time::{Duration, Instant};

use crate::hub::Hub;

impl Hub {
    /// The line of a code for another hub.
    pub fn forwarder_code(&self) -> String {
        let said = self.does(&["code", "new", "--role", "forwarder"]);
        said.lines().nth(2).unwrap().to_owned()
    }

    /// Makes a link to another hub.
    pub fn joins(&self, other: &Self, direction: &str) {
        let code = other.forwarder_code();
        let said = self.does(&["forward", "join", "--code", &code, "--direction", direction]);
        assert!(said.contains("joined"), "{said}");
    }

    /// Waits until the list of links says so.
    pub fn until_listed(&self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let said = self.does(&["forward", "list"]);
            if said.contains(wanted) {
                return;
            }
            assert!(Instant::now() < end, "{said} instead of {wanted}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Hubs of a test reach each other without the machine's proxy.
pub const STRAIGHT: &str = "[forward]\nproxy = \"none\"";

#[test]
fn a_link_is_made_by_a_code_for_a_forwarder_and_for_nothing_else() {
    let mut upper = Hub::made("");
    upper.run();
    let lower = upper.of_same_realm(None, STRAIGHT);
    let stranger = Hub::made(STRAIGHT);

    let (well, said) = lower.tries(&["forward", "join", "--code", "KZH1"]);
    assert!(!well && said.contains("forwarder"), "{said}");
    let of_desk = upper.does(&["code", "new", "--role", "headquarters"]);
    let of_desk = of_desk.lines().nth(2).unwrap().to_owned();
    let (well, said) = lower.tries(&["forward", "join", "--code", &of_desk]);
    assert!(!well, "{said}");
    // Of another disaster.
    let code = upper.forwarder_code();
    let (well, said) = stranger.tries(&["forward", "join", "--code", &code]);
    assert!(
        !well && stranger.does(&["forward", "list"]).is_empty(),
        "{said}"
    );
    // The right one is good once.
    lower.does(&["forward", "join", "--code", &code]);
    assert!(!stranger.tries(&["forward", "join", "--code", &code]).0);
    let said = lower.does(&["forward", "list"]);
    assert!(
        said.contains(&upper.address()) && said.contains("push"),
        "{said}"
    );
    assert!(said.contains("no `kazashi-hub serve`"), "{said}");
    assert!(upper.does(&["device", "list"]).contains("forwarder"));
    let id = said.split_whitespace().next().unwrap().to_owned();
    lower.does(&["forward", "leave", &id[..6]]);
    assert!(lower.does(&["forward", "list"]).is_empty());
}
