use hub::store::{Revocations, Store};
use ledger::{DeviceId, RealmId, Reason};
use sync::{Item, REALM_LOG, Standing};

use crate::desk::{Desk, REALM, stream, subject, with_keys};
use crate::world::{self, MUCH, join, log, log_with_keys, prepare, realm_log, reasons};

pub async fn beyond_a_gap_nothing_is_stored_and_nothing_refused(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let events = desk.events(5);
    let offer = desk.offers(vec![
        events[0].clone(),
        events[3].clone(),
        events[4].clone(),
    ]);
    let stored = store.take(REALM, offer, 0).await.unwrap();
    assert_eq!((stored.new, stored.have[&desk.id()].0), (1, 1));
    assert!(stored.refused.is_empty() && reasons(&store).await.is_empty());
    let stored = store.take(REALM, desk.offers(events), 0).await.unwrap();
    assert_eq!((stored.new, stored.have[&desk.id()].0), (4, 5));

    // A device that nobody knows.
    let mut stranger = Desk::new(2, stream(1));
    let mut offer = stranger.events(2);
    let mut offer = desk.offers(std::mem::take(&mut offer));
    offer.cards.clear();
    let stored = store.take(REALM, offer, 0).await.unwrap();
    assert!(stored.new == 0 && stored.have.is_empty() && stored.refused.is_empty());
}

pub async fn what_is_wrong_is_kept_apart_with_its_reason(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let start = desk.events(1);
    store.take(REALM, desk.offers(start), 0).await.unwrap();
    let good = desk.clone().event(None);

    let mut bytes = good.clone();
    bytes.header_bytes = b"no header".to_vec();
    let mut elsewhere = desk.clone();
    elsewhere.realm = RealmId([8; 16]);
    let mut moved = desk.clone();
    moved.stream = stream(2);
    let mut unsigned = good.clone();
    unsigned.signature[5] ^= 1;
    let mut short = good.clone();
    short.signature.pop();
    let mut exchanged = good.clone();
    exchanged.payload = Some(b"another".to_vec());
    let mut fallen = desk.clone();
    fallen.lamport = 0;
    let mut leaped = desk.clone();
    leaped.lamport = 1 << 40;

    let wrong = [
        (bytes, Reason::NotAnEvent),
        (elsewhere.event(None), Reason::OtherRealm),
        (moved.event(None), Reason::OtherStream),
        (unsigned, Reason::BadSignature),
        (short, Reason::BadSignature),
        (exchanged, Reason::PayloadDiffers),
        (fallen.event(None), Reason::LamportFell),
        (leaped.event(None), Reason::LamportJump),
    ];
    for (signed, reason) in &wrong {
        // However often it comes, it is refused each time and kept once.
        for _ in 0..2 {
            let offer = desk.offers(vec![signed.clone()]);
            let stored = store.take(REALM, offer, 3).await.unwrap();
            assert_eq!(stored.new, 0);
            assert_eq!(stored.refused.len(), 1);
            assert_eq!(stored.refused[0].reason, reason.code());
        }
    }
    let mut expected: Vec<_> = wrong.iter().map(|(_, reason)| Some(*reason)).collect();
    expected.sort();
    assert_eq!(reasons(&store).await, expected);
    for kept in store.kept_apart(REALM).await.unwrap() {
        assert!(wrong.iter().any(|(signed, reason)| {
            *signed == kept.signed && Some(*reason) == kept.reason && kept.at_ms == 3
        }));
    }
    let stored = store.take(REALM, desk.offers(vec![good]), 0).await.unwrap();
    assert_eq!(stored.new, 1);
}

pub async fn a_forked_chain_is_quarantined_and_both_histories_stay_readable(store: Store) {
    let mut desk = Desk::new(1, stream(1));
    prepare(&store, &[&desk]).await;
    let start = desk.events(3);
    store.take(REALM, desk.offers(start), 0).await.unwrap();
    let mut copy = desk.clone();
    copy.lamport += 7;
    let (ours, theirs) = (desk.events(2), copy.events(4));
    store.take(REALM, desk.offers(ours), 0).await.unwrap();
    let stored = store
        .take(REALM, desk.offers(theirs.clone()), 0)
        .await
        .unwrap();
    let codes: Vec<_> = stored.refused.iter().map(|it| it.reason.as_str()).collect();
    let equivocation = Reason::Equivocation.code();
    assert_eq!(
        codes,
        [
            equivocation,
            equivocation,
            Reason::Forked.code(),
            Reason::Suspended.code()
        ]
    );
    let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
    assert_eq!((device.standing, device.seq), (Standing::Suspended, 5));

    // Whoever asks what is here is shown both, and needs no payload for it.
    let has = store.has(REALM, stream(1)).await.unwrap();
    let heads: Vec<_> = has.second.iter().map(|it| it.header().unwrap()).collect();
    assert_eq!(heads.len(), 2);
    assert!(heads[0].seq == heads[1].seq && has.second[0].hash() != has.second[1].hash());
    assert!(has.second.iter().all(|it| it.payload.is_none()));
    let elsewhere = store.has(REALM, stream(2)).await.unwrap();
    assert!(elsewhere.second.is_empty());

    // Nothing further is taken of either, and nothing is thrown away.
    let further = desk.events(2);
    let stored = store
        .take(REALM, desk.offers(further.clone()), 0)
        .await
        .unwrap();
    assert_eq!((stored.new, stored.refused.len()), (0, 2));
    assert_eq!(world::events(&log(&store, stream(1)).await), 5);
    let apart = store.kept_apart(REALM).await.unwrap();
    for signed in theirs.iter().chain(&further) {
        assert!(apart.iter().any(|kept| kept.signed == *signed));
    }
}

pub async fn who_asks_is_kept_apart_and_counted_until_it_is_let_in(store: Store) {
    let (mut asks, admin) = (Desk::new(1, stream(1)), Desk::new(2, stream(2)));
    prepare(&store, &[&admin]).await;
    join(&store, &asks, false).await;
    let (person, gone) = (subject(1), subject(2));
    let mut events = asks.events(2);
    events.push(asks.event(Some(person)));
    events.push(asks.event(Some(gone)));
    events.push(asks.erasing(gone));
    let mut offer = with_keys(asks.offers(events.clone()), &[person]);
    // Who only asks erases nobody and brings nobody in.
    offer.erased.push(person);
    let friend = Desk::new(3, stream(1));
    offer.cards.push(friend.card());
    let stored = store.take(REALM, offer, 0).await.unwrap();
    assert_eq!((stored.new, stored.have[&asks.id()]), (5, (5, asks.prev)));
    let has = store.has(REALM, stream(1)).await.unwrap();
    assert_eq!((has.have[&asks.id()].0, has.erased), (5, 0));
    assert!(log(&store, stream(1)).await.is_empty());
    assert!(reasons(&store).await.iter().all(Option::is_none));
    let again = store.take(REALM, asks.offers(events), 0).await.unwrap();
    assert!(again.new == 0 && again.refused.is_empty());
    let stands = |device: hub::store::Device| device.standing;
    let friend = store.device(REALM, friend.id()).await.unwrap().map(stands);
    assert_eq!(friend, Some(Standing::Asking));

    let device = store.admit(REALM, asks.id()).await.unwrap();
    assert_eq!((device.standing, device.seq), (Standing::Admitted, 5));
    assert_eq!((device.hash, device.lamport), (asks.prev, asks.lamport));
    let (items, keys, _) = log_with_keys(&store, REALM, stream(1), MUCH).await;
    assert!(matches!(items[0], Item::Card(_)));
    assert_eq!((world::events(&items), keys), (5, vec![person]));
    assert!(realm_log(&store).await == [Item::Erased(gone)]);
    assert!(reasons(&store).await.is_empty());
    // It goes on where it was.
    let next = asks.events(1);
    assert_eq!(
        store.take(REALM, asks.offers(next), 0).await.unwrap().new,
        1
    );
    let same = store.admit(REALM, asks.id()).await.unwrap();
    assert_eq!(same.seq, 6);
}

pub async fn who_is_let_in_vouches_for_the_cards_that_it_brings(store: Store) {
    let (desk, mut neighbour) = (Desk::new(1, stream(1)), Desk::new(2, stream(2)));
    prepare(&store, &[&desk]).await;
    let mut offer = desk.offers(neighbour.events(2));
    let mut false_card = Desk::new(3, stream(2)).card();
    false_card.name.push('x');
    offer.cards.extend([neighbour.card(), false_card]);
    let stored = store.take(REALM, offer, 0).await.unwrap();
    assert_eq!(stored.have[&neighbour.id()].0, 2);
    assert_eq!(store.devices(REALM).await.unwrap().len(), 2);
    assert_eq!(log(&store, stream(2)).await.len(), 3);
}

pub async fn a_revoked_device_is_out_and_its_past_stays(store: Store) {
    let (mut desk, waits) = (Desk::new(1, stream(1)), Desk::new(2, stream(1)));
    prepare(&store, &[&desk]).await;
    join(&store, &waits, false).await;
    let start = desk.events(3);
    store.take(REALM, desk.offers(start), 0).await.unwrap();
    for _ in 0..2 {
        let device = store.revoke(REALM, desk.id()).await.unwrap();
        assert_eq!(device.standing, Standing::Revoked { from: 4 });
    }
    let never = store.revoke(REALM, waits.id()).await.unwrap();
    assert_eq!(never.standing, Standing::Revoked { from: 1 });
    let later = desk.events(2);
    let stored = store.take(REALM, desk.offers(later), 0).await.unwrap();
    assert_eq!((stored.new, stored.have[&desk.id()].0), (0, 3));
    let revoked = Reason::Revoked.code();
    assert!(stored.refused.iter().all(|it| it.reason == revoked));
    assert_eq!(stored.refused.len(), 2);
    assert_eq!(world::events(&log(&store, stream(1)).await), 3);
    let told = |desk: &Desk, from| Item::Revoked {
        device: desk.id(),
        from,
    };
    assert!(realm_log(&store).await == [told(&desk, 4), told(&waits, 1)]);
    let page = store.page(REALM, REALM_LOG, vec![], MUCH).await;
    assert!(page.is_ok());
    // It is not let in by asking again.
    join(&store, &desk, true).await;
    let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
    assert_eq!(device.standing, Standing::Revoked { from: 4 });
}

fn word(revoked: &[(DeviceId, u64)], lowers: bool) -> Revocations {
    Revocations {
        revoked: revoked.to_vec(),
        lowers,
        now_ms: 7,
    }
}

pub async fn the_earliest_revocation_counts_and_what_lies_beyond_is_kept_apart(store: Store) {
    let (mut desk, admin) = (Desk::new(1, stream(1)), Desk::new(2, stream(1)));
    prepare(&store, &[&desk, &admin]).await;
    let mut events = desk.events(2);
    let hash_of_two = desk.prev;
    events.extend(desk.events(2));
    // Without its payload, which nobody has to bring any more.
    events[3].payload = None;
    events.push(desk.event(Some(subject(1))));
    let offer = with_keys(desk.offers(events.clone()), &[subject(1)]);
    store.take(REALM, offer, 0).await.unwrap();
    let has = || store.has(REALM, stream(1));
    assert_eq!(has().await.unwrap().lacks_payloads, [(desk.id(), 4)]);
    let before = log(&store, stream(1)).await;

    // Whoever is not a hub shuts nobody out.
    let only_lower = word(&[(desk.id(), 3)], true);
    store.revoke_from(REALM, only_lower.clone()).await.unwrap();
    assert!(store.revocations(REALM).await.unwrap().is_empty());
    store.revoke(REALM, desk.id()).await.unwrap();
    assert_eq!(store.revocations(REALM).await.unwrap(), [(desk.id(), 6)]);
    for later in [9, 6, 0] {
        let later = word(&[(desk.id(), later)], false);
        store.revoke_from(REALM, later).await.unwrap();
    }
    assert_eq!(realm_log(&store).await.len(), 1);
    store.revoke_from(REALM, only_lower.clone()).await.unwrap();
    store.revoke_from(REALM, only_lower).await.unwrap();
    let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
    assert_eq!(device.standing, Standing::Revoked { from: 3 });
    assert_eq!(
        (device.seq, device.hash, device.lamport),
        (2, hash_of_two, 2)
    );
    let told = has().await.unwrap();
    assert_eq!(told.have[&desk.id()], (2, hash_of_two));
    assert!(told.lacks_payloads.is_empty());
    assert_eq!(told.revoked_sum, sync::revoked_sum(&[(desk.id(), 3)]));
    // The history is as it was, and the three are shown for what they are.
    assert!(log(&store, stream(1)).await == before);
    assert_eq!(reasons(&store).await, vec![Some(Reason::Revoked); 3]);
    let apart = store.kept_apart(REALM).await.unwrap();
    for signed in &events[2..] {
        assert!(apart.iter().any(|it| it.signed == *signed && it.at_ms == 7));
    }
    // They do not come back, by whomever they are brought.
    let again = admin.offers(events);
    let stored = store.take(REALM, again, 9).await.unwrap();
    assert_eq!((stored.new, stored.refused.len()), (0, 3));
    assert_eq!(stored.have[&desk.id()].0, 2);
    let numbers = realm_log(&store).await.into_iter().map(|item| match item {
        Item::Revoked { from, .. } => from,
        _ => 0,
    });
    assert_eq!(numbers.collect::<Vec<_>>(), [6, 3]);
    // All of it may turn out to be false.
    let all = word(&[(desk.id(), 1)], false);
    store.revoke_from(REALM, all).await.unwrap();
    let device = store.device(REALM, desk.id()).await.unwrap().unwrap();
    assert_eq!((device.seq, device.hash, device.lamport), (0, [0; 32], 0));
}

pub async fn a_device_that_is_shut_out_before_it_is_known_gives_only_its_past(store: Store) {
    let (mut lost, admin) = (Desk::new(1, stream(1)), Desk::new(2, stream(2)));
    let (mut asks, comes) = (Desk::new(3, stream(1)), Desk::new(4, stream(3)));
    prepare(&store, &[&admin]).await;
    join(&store, &asks, false).await;
    let waiting = asks.events(3);
    store.take(REALM, asks.offers(waiting), 0).await.unwrap();
    let all = [(lost.id(), 3), (asks.id(), 3), (comes.id(), 2)];
    store.revoke_from(REALM, word(&all, false)).await.unwrap();
    assert_eq!(realm_log(&store).await.len(), 3);
    let events = lost.events(4);
    let mut offer = admin.offers(events);
    offer.cards.push(lost.card());
    let stored = store.take(REALM, offer, 0).await.unwrap();
    assert_eq!((stored.new, stored.refused.len()), (2, 2));
    assert_eq!(stored.have[&lost.id()].0, 2);
    // What waited was vouched for as far as the number goes.
    let device = store.device(REALM, asks.id()).await.unwrap().unwrap();
    assert_eq!(
        (device.standing, device.seq),
        (Standing::Revoked { from: 3 }, 2)
    );
    assert_eq!(reasons(&store).await, vec![Some(Reason::Revoked); 3]);
    // It is not let in by whatever code.
    join(&store, &comes, true).await;
    let device = store.device(REALM, comes.id()).await.unwrap().unwrap();
    assert_eq!(device.standing, Standing::Revoked { from: 2 });
}
