//! Reading what other programs give, one file a form.
//!
//! Nothing here trusts a file: a record that cannot be read is said with its
//! line and the next one is read.

pub mod bibtex;
pub mod bookmarks;
pub mod csl;
pub mod lines;
pub mod nbib;
pub mod ris;
pub mod table;

/// The value, where it says something.
fn said(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_string())
}
