//! One authority grants: whoever has heard of a higher term grants nothing any more.

use hub::claims::Claims;
use polling::claim::{ClaimAnswer, NotServed};
use std::sync::Arc;

use crate::hubs::{ask, database, device, hub};
use crate::messages::claim;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hubs_the_one_of_the_lower_term_is_out_once_a_desk_has_seen_the_other() {
    let url = database();
    for url in [None, Some(url.as_str())] {
        let (store, old) = hub("stop", 1, url).await;
        let (_, new) = hub("stop", 2, None).await;
        let pc = device(&store, 0, true).await.1;
        let first = claim(1, 1, 0);
        assert!(matches!(ask(&old, &pc, &first).await, ClaimAnswer::Granted(one) if one.term == 1));
        let mut second = claim(2, 2, 0);
        let granted = ask(&new, &pc, &second).await;
        assert!(matches!(granted, ClaimAnswer::Granted(one) if one.term == 2));
        second.term = 2;
        let over = ClaimAnswer::NotServed(NotServed::Superseded);
        assert_eq!(ask(&old, &pc, &second).await, over);
        // For ever, also for desks that have not heard of it, and in another process.
        assert_eq!(ask(&old, &pc, &claim(3, 3, 0)).await, over);
        let again = Arc::new(Claims::new(store));
        assert_eq!(ask(&again, &pc, &claim(4, 4, 0)).await, over);
    }
}
