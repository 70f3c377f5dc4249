//! Reads the My Number Card through PC/SC.
