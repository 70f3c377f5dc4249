//! Days without a network, simulated: desks that meet seldom and badly end with the same list.
//!
//! Clocks are wrong by weeks, links repeat, reorder and lose, sticks travel with a part of the events or come late,
//! people are erased, PCs are restarted and restored from backups. Each seed is one such history; a failure names it.
//! `KAZASHI_SEEDS` sets how many are run.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

#[path = "../common/dice.rs"]
mod dice;
mod list;
#[path = "../common/seeds.rs"]
mod seeds;
#[path = "../support/mod.rs"]
mod support;
mod world;

use std::sync::atomic::{AtomicU64, Ordering};

use list::{list, list_by_clock};
use seeds::{failing, seeds};
use world::{Clocks, Fault, World};

/// Two or three desks, and now and then ten.
fn desks(seed: u64) -> usize {
    [2, 3, 3, 2, 3, 2, 3, 10][usize::try_from(seed % 8).unwrap()]
}

fn history(seed: u64, clocks: Clocks, fault: Fault) -> World {
    let desks = desks(seed);
    let mut world = World::new(seed, desks, clocks, fault);
    for _ in 0..20 + 8 * desks {
        world.step();
    }
    world
}

#[test]
fn desks_that_meet_end_with_the_same_list() {
    let failed = failing(seeds(300), |seed| {
        let mut world = history(seed, Clocks::Wrong, Fault::None);
        world.heal();
        world.check()
    });
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn no_list_depends_on_a_clock() {
    let outcome = |seed, clocks| {
        let mut world = history(seed, clocks, Fault::None);
        world.heal();
        let desk = world.ledger(0);
        (list(desk), list_by_clock(desk))
    };
    let by_clock = AtomicU64::new(0);
    let seeds = seeds(60);
    let failed = failing(seeds, |seed| {
        let (right, ordered_right) = outcome(seed, Clocks::Right);
        let (wrong, ordered_wrong) = outcome(seed, Clocks::Wrong);
        if ordered_right != ordered_wrong {
            by_clock.fetch_add(1, Ordering::Relaxed);
        }
        if right == wrong {
            Ok(())
        } else {
            Err("another list with other clocks".into())
        }
    });
    assert!(failed.is_empty(), "{failed:#?}");
    // A list ordered by clocks does depend on them, or this test could not fail.
    let found = by_clock.into_inner();
    assert!(found > seeds / 4, "only {found} of {seeds}");
}

#[test]
fn the_simulation_finds_a_sender_that_trusts_the_link() {
    assert_found(Fault::TrustsTheLink);
}

#[test]
fn the_simulation_finds_an_import_that_skips_gaps() {
    assert_found(Fault::SkipsGaps);
}

fn assert_found(fault: Fault) {
    let seeds = 30;
    let failed = failing(seeds, |seed| {
        let mut world = history(seed, Clocks::Wrong, fault);
        world.heal();
        world.check()
    });
    let found = u64::try_from(failed.len()).unwrap();
    eprintln!("{fault:?}: found in {found} of {seeds} histories");
    assert!(found > seeds / 8, "only {found} of {seeds}");
}
