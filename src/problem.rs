//! What went wrong, as sentences for people: what, why, what next.
//!
//! The chain of causes is for the log; nothing here prints.

use std::fmt;
use std::io;

use crate::config::ConfigError;
use crate::net::NetError;
use crate::store::StoreError;

/// A trouble that a person can read and act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What did not work: `Cochrane could not be followed`.
    pub what: String,
    /// Why: `the server asked for a password`.
    pub why: String,
    /// What to do; may be empty where nothing helps.
    pub next: String,
}

impl Problem {
    pub fn new(
        what: impl Into<String>,
        why: impl fmt::Display,
        next: impl Into<String>,
    ) -> Problem {
        Problem {
            what: what.into(),
            why: why.to_string(),
            next: next.into(),
        }
    }
}

impl Problem {
    /// A trouble that one sentence says whole.
    pub fn said(sentence: impl fmt::Display) -> Problem {
        Problem {
            what: String::new(),
            why: sentence.to_string(),
            next: String::new(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Problem {
        Problem::said(error)
    }
}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Problem {
        Problem::said(error)
    }
}

impl From<NetError> for Problem {
    fn from(error: NetError) -> Problem {
        Problem::said(error)
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Problem {
        Problem::said(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.what.is_empty() {
            write!(f, "{}: ", self.what)?;
        }
        write!(f, "{}", self.why)?;
        match self.next.is_empty() {
            true => Ok(()),
            false => write!(f, ". {}", self.next),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn a_problem_says_what_why_and_what_next() {
        let problem = Problem::new(
            "NEJM was not followed",
            "the disk is full",
            "Make room and try again",
        );
        assert_eq!(
            problem.to_string(),
            "NEJM was not followed: the disk is full. Make room and try again"
        );
        assert_eq!(Problem::new("a", "b", "").to_string(), "a: b");
    }
}
