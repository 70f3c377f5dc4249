//! Printers over IPP, and their profiles.
