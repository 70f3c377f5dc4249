//! The PCs of a shelter do what its history tells them.

use std::time::{Duration, Instant};

use crate::desk::Desk;
use crate::history::{Act, History};

/// Lets the days pass; gives how many facts were written. With `restarts` a PC's program ends and starts after each
/// day, another one each time.
pub fn live(
    desks: &mut [Desk],
    mut history: History,
    days: u32,
    lasts: Duration,
    restarts: bool,
) -> usize {
    let plan: Vec<Vec<Act>> = (0..days).map(|day| history.day(day)).collect();
    let count: usize = plan.iter().map(Vec::len).sum();
    let planned: usize = plan.iter().flatten().map(|act| act.what.facts()).sum();
    let pause = lasts / u32::try_from(count.max(1)).unwrap();
    let began = Instant::now();
    let (mut written, mut done) = (0, 0_u32);
    for (day, acts) in plan.into_iter().enumerate() {
        for act in acts {
            written += does(desks, &history, act);
            done += 1;
            let ahead = (pause * done).saturating_sub(began.elapsed());
            std::thread::sleep(ahead);
        }
        if restarts {
            let turn = day % desks.len();
            desks[turn].restarts();
        }
    }
    assert_eq!(written, planned, "every act makes its facts");
    // Each has opened the shelter before.
    written + desks.len()
}

/// Whom a PC does not know yet is sent to the one where that person came in.
fn does(desks: &[Desk], history: &History, act: Act) -> usize {
    let (mut written, mut left) = desks[act.desk].does(act.what, act.at);
    while let Some(what) = left.take() {
        let people = what.people();
        let home = history.homes[&people[0]];
        let of_home: Vec<_> = people
            .iter()
            .copied()
            .filter(|one| history.homes[one] == home)
            .collect();
        let (more, unknown) = desks[home].does(what.only(&of_home), act.at);
        assert!(unknown.is_none(), "they came in here");
        written += more;
        let others: Vec<_> = people
            .into_iter()
            .filter(|it| !of_home.contains(it))
            .collect();
        left = (!others.is_empty()).then(|| what.only(&others));
    }
    written
}
