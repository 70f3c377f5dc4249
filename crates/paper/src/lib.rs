//! Form definitions, Japanese dates, layout and PDF.
