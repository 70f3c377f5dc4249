//! What a window was told last, and in which order.

use serde::Serialize;
use specta::Type;

/// A view and its place among those of its window.
///
/// What the main thread tells a window arrives before what other threads told it earlier, so the window draws a view
/// only when it has drawn none with a higher number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Numbered<V> {
    /// From 1 on, for as long as the program runs.
    pub number: u32,
    /// The view.
    pub view: V,
}

/// The view that a window was told last; held while the next one is made, so that a higher number is a later view.
#[derive(Debug)]
pub(crate) struct Shown<V> {
    number: u32,
    last: Option<V>,
}

impl<V> Default for Shown<V> {
    fn default() -> Self {
        Self {
            number: 0,
            last: None,
        }
    }
}

impl<V: Clone + PartialEq> Shown<V> {
    /// The view for a window that asks for it.
    pub(crate) fn asked(&mut self, view: V) -> Numbered<V> {
        self.number += 1;
        self.last = Some(view.clone());
        Numbered {
            number: self.number,
            view,
        }
    }

    /// The view for a window that is told what changed: nothing when nothing did.
    pub(crate) fn news(&mut self, view: V) -> Option<Numbered<V>> {
        (self.last.as_ref() != Some(&view)).then(|| self.asked(view))
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn each_view_that_leaves_has_a_higher_number_and_one_that_is_shown_does_not_leave_again() {
        let mut shown = Shown::default();
        assert_eq!(shown.news("choosing").map(|it| it.number), Some(1));
        assert_eq!(shown.news("choosing"), None);
        assert_eq!(shown.asked("choosing").number, 2);
        // Asked for while it changed: told what is there again, the window must not keep what it was answered.
        assert_eq!(shown.asked("filling").number, 3);
        assert_eq!(shown.news("choosing").map(|it| it.number), Some(4));
    }
}
