//! The learning log as files: for a spreadsheet, for an appraisal, for one
//! college's transcript, and whole.
//!
//! Every one of them says that it is self-recorded. None looks like a
//! certificate, none adds credits of two bodies up.

mod appraisal;
mod csv;
mod html;
mod jsonl;
mod markdown;
mod transcript;

use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Entry;
use crate::domain::learning::Period;
use crate::domain::learning::body::Body;

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub book: &'a Book,
    pub period: Period,
    /// Figures beside the targets of these.
    pub bodies: &'a [Body],
    /// The day it is made.
    pub made: Day,
    /// Whose it is, asked for at export and kept nowhere.
    pub name: Option<&'a str>,
}

impl Sheet<'_> {
    /// What stands of the period, oldest first.
    fn entries(&self) -> Vec<&Entry> {
        let mut entries = self.book.within(self.period);
        entries.reverse();
        entries
    }

    /// One sentence for each body.
    fn figures(&self) -> Vec<String> {
        let day = self.period.until.min(self.made);
        let of = |body: &Body| {
            let tally = body.tally(self.book, day);
            let Period { from, until } = tally.period;
            format!(
                "{}, {from} to {until}: {}",
                body.name,
                body.sentence(&tally)
            )
        };
        self.bodies.iter().map(of).collect()
    }
}

/// A file as text, and what could not be in it, a sentence each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub left_out: Vec<String>,
}

/// One way to write a log.
#[derive(Debug)]
pub struct LogFormat {
    /// What the command line calls it.
    pub id: &'static str,
    pub name: &'static str,
    /// Of a file's name, without the stop.
    pub ending: &'static str,
    /// What it is good for.
    pub help: &'static str,
    pub write: fn(&Sheet<'_>) -> Written,
}

pub const LOG_FORMATS: &[LogFormat] = &[
    LogFormat {
        id: "csv",
        name: "CSV",
        ending: "csv",
        help: "a spreadsheet, one row an entry",
        write: csv::write,
    },
    LogFormat {
        id: "markdown",
        name: "Markdown",
        ending: "md",
        help: "an appraisal, with reflections",
        write: markdown::write,
    },
    LogFormat {
        id: "html",
        name: "HTML",
        ending: "html",
        help: "the same as one page that prints",
        write: html::write,
    },
    LogFormat {
        id: "moc-transcript",
        name: "MOC transcript",
        ending: "csv",
        help: "Royal College: one row an article, with its outcome",
        write: transcript::write,
    },
    LogFormat {
        id: "jsonl",
        name: "JSON lines",
        ending: "jsonl",
        help: "all of it, corrections and withdrawals too",
        write: jsonl::write,
    },
];

/// The format of this id.
pub fn named(id: &str) -> Option<&'static LogFormat> {
    LOG_FORMATS.iter().find(|format| format.id == id)
}

#[cfg(test)]
mod tests;
