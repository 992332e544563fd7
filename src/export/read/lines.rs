//! JSON lines of our own: one object a line, every field there is.
//!
//! What is not known by name is passed over, so that a file of a newer rounds
//! can be read by an older one.

use crate::domain::reference::Reference;
use crate::export::Reading;

pub fn write(references: &[Reference]) -> String {
    references
        .iter()
        .filter_map(|reference| serde_json::to_string(reference).ok())
        .map(|line| line + "\n")
        .collect()
}

pub fn looks_like(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| {
        line.starts_with('{') && line.trim_end().ends_with('}') && line.contains("\"title\"")
    })
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Reference>(line) {
            Ok(reference) => reading.add(number, reference),
            Err(error) => reading.trouble(number, format!("this is no line of rounds: {error}")),
        }
    }
    reading
}
