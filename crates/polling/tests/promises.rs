//! What no type of the domain may do: show a person.

mod invented;

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use invented::{Story, held, moment, withdrawn};
use polling::booth::{Act, Input};
use polling::claim::VoiceKey;
use polling::elector::{BirthDate, Elector, Person, RollMark};
use polling::fact::{Fact, OfficerChanged, Settled};
use polling::frozen::{FrozenLine, FrozenList};
use polling::plain::Mark;
use polling::verdict::Verdict;

/// Asks whether a type can be shown: what it has of its own comes before what every type has of the trait.
struct Shown<T>(PhantomData<T>);

trait OfAny {
    const DEBUG: bool = false;
    const DISPLAY: bool = false;
}

impl<T> OfAny for Shown<T> {}

impl<T: Debug> Shown<T> {
    const DEBUG: bool = true;
}

impl<T: Display> Shown<T> {
    const DISPLAY: bool = true;
}

#[test]
fn what_holds_a_person_can_neither_be_shown_nor_printed() {
    macro_rules! is_silent {
        ($($held:ty),*) => {
            $(assert!(!Shown::<$held>::DEBUG && !Shown::<$held>::DISPLAY, stringify!($held));)*
        };
    }
    is_silent!(
        Elector,
        Person,
        BirthDate,
        RollMark,
        OfficerChanged,
        Verdict,
        FrozenLine,
        FrozenList,
        VoiceKey,
        Act,
        Input
    );
    const { assert!(Shown::<String>::DEBUG && Shown::<String>::DISPLAY) };
    const { assert!(Shown::<Settled>::DEBUG && !Shown::<Settled>::DISPLAY) };
}

#[test]
fn words_that_somebody_typed_are_not_shown_by_debug() {
    let mut story = Story::default();
    let at = moment(2026, 2, 3, 10);
    story.write(1, at, &[], held(7, "bus"));
    let settled = Settled {
        acceptances: vec![Mark([0; 8])],
        ballot: invented::ballot_id("review"),
        finding: "風見さんが2回".to_owned(),
        by: "書記長".to_owned(),
    };
    let shown = format!("{settled:?}");
    story.write(1, at, &[], Fact::Settled(settled));
    let Fact::Withdrawn(withdrawn) = withdrawn(1, &["review"]) else {
        unreachable!("a withdrawal");
    };
    for shown in [
        shown,
        format!("{:?}", story.state()),
        format!("{withdrawn:?}"),
    ] {
        for words in ["風見", "名簿を確認", "別の人", "書記長"] {
            assert!(!shown.contains(words), "{shown}");
        }
    }
}
