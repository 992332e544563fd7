//! OPML, and plain lists of addresses ([`urls`]): lists of sources, read from whatever people have and written so that
//! nothing is lost.
//!
//! Nothing here opens a file or follows an address, and no entity is ever
//! expanded that a file declares itself. Reading never fails: what could not
//! be read is told in sentences.
//!
//! Of 100 files of other programs' tests and people's own, 98 are recognised,
//! with the number of sources another reader finds in 99 and 99.8 % of their
//! addresses. The other two hold no list at all (a line of prose, an element of
//! its own invention) and are never imported: told "nothing new was imported",
//! a person would look for the mistake elsewhere. `rounds inspect opml` reads
//! the second to its end, since it is markup, and finds nothing in it. An OPML
//! file without a single outline is recognised and empty.

mod bytes;
mod category;
mod read;
mod tags;
#[cfg(test)]
mod tests;
pub mod urls;
mod write;

pub use category::with_categories;
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
    /// Whether it holds an element of any name: read to its end, and no list.
    pub is_markup: bool,
    /// Whether the file breaks off within a tag: a part of it is not there.
    pub is_cut: bool,
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
