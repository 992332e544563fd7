//! OPML: lists of sources, read from whatever people have and written so that
//! nothing is lost.
//!
//! Nothing here opens a file or follows an address, and no entity is ever
//! expanded that a file declares itself. Reading never fails: what could not
//! be read is told in sentences.

mod bytes;
mod read;
mod tags;
#[cfg(test)]
mod tests;
mod write;

pub use read::read;
pub use write::write;

use crate::domain::secret::Secret;
use crate::domain::source::NewSource;

/// What a file held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    /// In the file's order; a source in two folders is there twice.
    pub entries: Vec<Entry>,
    /// What could not be read, a sentence each.
    pub problems: Vec<String>,
    /// Whether this is a list of sources at all.
    pub recognised: bool,
}

/// A source and the folders it lies in, outermost first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub path: Vec<String>,
    /// Its address carries no secret.
    pub source: NewSource,
    /// The one that stood in the address. Never written.
    pub secret: Option<Secret>,
}
