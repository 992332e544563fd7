//! What a verb says: results on standard output, notes for people on standard
//! error, both clean.
//!
//! A reader that goes away (`rounds timeline | head`) ends the program quietly.

use std::io;
use std::io::ErrorKind;
use std::io::Write;

use serde_json::Value;

use crate::domain::text;
use crate::problem::Problem;

/// Where a verb writes.
pub struct Out {
    out: io::BufWriter<io::Stdout>,
    quiet: bool,
}

impl Out {
    pub fn new(quiet: bool) -> Out {
        Out {
            out: io::BufWriter::new(io::stdout()),
            quiet,
        }
    }

    /// Writes one line of a result; control characters are taken out.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), Problem> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let result = writeln!(self.out, "{:indent$}{}", "", text::clean(line));
        written(result)
    }

    /// Writes one line whose columns are made by blanks; its text must be clean
    /// already, what is not is taken out here.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn aligned(&mut self, line: &str) -> Result<(), Problem> {
        let columns: Vec<_> = line.split(' ').map(text::clean).collect();
        let result = writeln!(self.out, "{}", columns.join(" "));
        written(result)
    }

    /// Writes one JSON object on one line.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn json(&mut self, value: &Value) -> Result<(), Problem> {
        // JSON escapes C0 itself; C1 and bidi controls are taken out at the
        // door, where text is cleaned.
        let result = writeln!(self.out, "{value}");
        written(result)
    }

    /// Writes text that was made here and is to stay as it is.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let result = self.out.write_all(bytes);
        written(result)
    }

    /// Says something to the person beside the result; silent with `--quiet`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn note(&mut self, note: &str) -> Result<(), Problem> {
        if self.quiet {
            return Ok(());
        }
        let result = writeln!(io::stderr().lock(), "{}", text::clean(note));
        written(result)
    }

    /// Says what went wrong, also with `--quiet`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn wrong(&mut self, what: &str) -> Result<(), Problem> {
        let result = writeln!(io::stderr().lock(), "rounds: {}", text::clean(what));
        written(result)
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Makes sure that everything has been written.
    ///
    /// # Errors
    ///
    /// Where it cannot be.
    pub fn flush(&mut self) -> Result<(), Problem> {
        let result = self.out.flush();
        written(result)
    }
}

/// A number with its noun: `1 item`, `3 items`.
pub fn counted(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

fn written(result: io::Result<()>) -> Result<(), Problem> {
    match result {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Problem::new("The result could not be written", error, "")),
    }
}
