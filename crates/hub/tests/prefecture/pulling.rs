//! A hub inside a closed network fetches what the outer one has; nothing connects inwards.

use sync::client::Line;

use crate::desk::{Desk, until, until_line};
use crate::hub::{Hub, STREAM};
use crate::linking::STRAIGHT;

#[tokio::test(flavor = "multi_thread")]
async fn an_inner_hub_fetches_and_gives_no_record_but_what_it_decides_holds_outside_too() {
    let mut outer = Hub::made("");
    outer.run();
    let mut inner = outer.of_same_realm(None, STRAIGHT);
    inner.joins(&outer, "pull");
    inner.run();
    let (outside, inside) = (Desk::new(&outer, STREAM), Desk::new(&inner, STREAM));
    outside.writes(60);
    inside.writes(5);
    let (at_outer, at_inner) = (outer.takes(&outside).await, inner.takes(&inside).await);
    let out = outside.connects(&at_outer.settings);
    let _in = inside.connects(&at_inner.settings);
    let both = || inside.have().len() == 2;
    until("inside both are known", both).await;
    until("inside all is there", || {
        inside.have().get(&outside.who.device) == outside.have().get(&outside.who.device)
    })
    .await;
    // Killed in between, it goes on where it was.
    inner.kill();
    outside.writes(70);
    out.wake();
    inner.run();
    until("inside the rest is there", || {
        inside.have().get(&outside.who.device).map(|it| it.0) == Some(130)
    })
    .await;
    inner.until_listed("up to date");
    let listed = outer.does(&["device", "list"]);
    assert!(!listed.contains(&inside.who.device.to_string()), "{listed}");
    assert_eq!(outside.have().len(), 1);

    inner.does(&["device", "revoke", &outside.who.device.to_string()]);
    until_line(&out, Line::Revoked).await;
}
