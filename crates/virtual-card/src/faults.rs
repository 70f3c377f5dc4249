//! Faults on demand: what a card does when the resident lifts it or the air is bad.

use std::time::Duration;

/// What goes wrong while this card is on the reader; the default is nothing.
///
/// Counts are of command APDUs since the insertion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// The card is lifted right after its n-th answer; with 0, at the first command, unanswered.
    pub gone_after: Option<u32>,
    /// Time before each answer, as a slow card over the air needs.
    pub delay: Option<Duration>,
    /// The first n answers are whole, the next one arrives garbled, later ones are whole again.
    ///
    /// With n even some bytes arrive flipped, with n odd the second half is missing.
    pub garble_after: Option<u32>,
}

/// Spoils an answer in the way that belongs to its place.
pub(crate) fn garble(answer: &mut Vec<u8>, place: u32) {
    if place % 2 == 1 {
        answer.truncate(answer.len() / 2);
        return;
    }
    let data = answer.len().saturating_sub(2);
    let spoiled = if data == 0 { answer.len() } else { data };
    for byte in answer[..spoiled].iter_mut().step_by(5) {
        *byte ^= 0x5A;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_garbled_answer_differs_from_the_true_one() {
        let truth = vec![1, 2, 3, 4, 5, 6, 0x90, 0x00];
        let mut flipped = truth.clone();
        garble(&mut flipped, 0);
        assert_eq!(flipped, [0x5B, 2, 3, 4, 5, 0x5C, 0x90, 0x00]);
        let mut cut = truth;
        garble(&mut cut, 1);
        assert_eq!(cut, [1, 2, 3, 4]);
        let mut status_only = vec![0x90, 0x00];
        garble(&mut status_only, 2);
        assert_eq!(status_only, [0xCA, 0x00]);
    }
}
