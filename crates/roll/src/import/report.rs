//! All faults of a file as a list for whoever makes the file.

use std::io::{self, Write};

use super::BadRow;

/// Writes the faults as CSV, UTF-8 with a byte order mark: line, field, what is wrong, and the same in English.
/// Nothing that stands in the file is repeated.
pub fn write(faults: &[BadRow], to: &mut dyn Write) -> io::Result<()> {
    to.write_all("\u{FEFF}行,項目,内容,field,problem\r\n".as_bytes())?;
    for fault in faults {
        let (field, reason) = (fault.field.name(), fault.reason.words());
        write!(
            to,
            "{},{},\"{}\",{},\"{}\"\r\n",
            fault.line, field.ja, reason.ja, field.en, reason.en
        )?;
    }
    to.flush()
}
