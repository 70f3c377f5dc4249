//! A My Number Card in software, for tests and training.
