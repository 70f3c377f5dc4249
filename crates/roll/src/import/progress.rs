//! How far an import is.

/// Told every few thousand lines and at the beginning of each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// Lines so far.
    pub lines: u64,
    /// Bytes of the file so far; its length is known to who opened it.
    pub bytes: u64,
}

/// The steps of an import, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Lines are read and stored.
    Reading,
    /// Indexes are made: the so-and-so-many-th of so many.
    Sorting {
        /// From 0.
        done: u8,
        /// How many there are.
        of: u8,
    },
    /// Numbers and tickets are looked through for doubles.
    Checking,
    /// Two rolls are laid side by side.
    Comparing,
    /// The file gets its name.
    Finishing,
}
