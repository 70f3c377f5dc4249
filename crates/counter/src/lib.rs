//! The counter desk: one session, what it needs and what it must forget.
