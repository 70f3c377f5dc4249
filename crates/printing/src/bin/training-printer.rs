//! A printer for training: `training-printer --port N --out DIR` runs until it is ended.
//!
//! What is printed on it appears as PDF files in the directory. When it is up, it writes
//! its address as one line to standard output. It clears up behind itself however it ends.

use std::{error::Error, path::PathBuf};

use printing::{TestPrinter, TestPrinterOptions};

const USAGE: &str = "usage: training-printer --port N --out DIR";

fn main() -> Result<(), Box<dyn Error>> {
    let options = options(std::env::args().skip(1))?;
    let printer = TestPrinter::start_with(&options)?;
    #[expect(
        clippy::print_stdout,
        reason = "whoever started it waits for this line"
    )]
    {
        println!("{}", printer.uri());
    }
    loop {
        std::thread::park();
    }
}

fn options(
    mut arguments: impl Iterator<Item = String>,
) -> Result<TestPrinterOptions, Box<dyn Error>> {
    let mut options = TestPrinterOptions::default();
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match argument.as_str() {
            "--port" => options.port = Some(value.parse().map_err(|_| USAGE)?),
            "--out" => options.out = Some(PathBuf::from(value)),
            _ => return Err(USAGE.into()),
        }
    }
    if options.port.is_none() || options.out.is_none() {
        return Err(USAGE.into());
    }
    Ok(options)
}
