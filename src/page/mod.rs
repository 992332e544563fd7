//! HTML, read four ways: as blocks to show ([`document`]), as plain words to
//! search ([`plain_text`]), as a page that links feeds ([`discover`]), and as
//! a page that holds an [`article`].
//!
//! All but the last read tags one by one and never build a tree, so that time
//! grows with length alone, whatever a page nests; the last bounds what it
//! builds one of. Nothing here fetches anything, and no text that leaves here
//! holds a control character.

pub mod article;
mod build;
mod characters;
pub mod discover;
mod escaped;
mod finish;
mod gathered;
mod inline;
mod links;
mod math;
mod pictures;
mod place;
mod scripts;
mod simple;
mod table;
mod tags;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Span;
use crate::page::build::Builder;

/// An article's HTML as blocks and numbered links.
///
/// Relative links are resolved against `base`; without one they are only
/// words. Plain text becomes paragraphs; HTML that was escaped once too often
/// is read once more. Never fails and never panics: what is broken is read as
/// far as it goes. Only the first 2 MB, 20,000 blocks and 500 levels are read
/// as they are, and a last paragraph says so where there was more.
pub fn document(html: &str, base: Option<&str>) -> Document {
    // A bug of ours in one article must not end the thread that reads them all.
    catch_unwind(AssertUnwindSafe(|| laid_out(html, base))).unwrap_or_else(|_| {
        let said = "This text could not be laid out: a bug of ours. The original can be opened.";
        Document {
            blocks: vec![Block::Paragraph(vec![Span::plain(said)])],
            ..Document::default()
        }
    })
}

/// The words of a piece of HTML, for search and topics: blocks divided by line
/// breaks, entities decoded, nothing hidden. Never panics; of what is too long
/// only the beginning.
pub fn plain_text(html: &str) -> String {
    catch_unwind(AssertUnwindSafe(|| words::plain_text(html))).unwrap_or_default()
}

fn laid_out(html: &str, base: Option<&str>) -> Document {
    let unescaped = escaped::unescaped(html);
    let text = unescaped.as_deref().unwrap_or(html);
    let mut builder = Builder::new(base);
    if escaped::has_tags(text) {
        tokens::read(text, &mut builder);
    } else {
        for paragraph in escaped::paragraphs(&escaped::decoded(text)) {
            builder.plain_paragraph(&paragraph);
        }
    }
    let (gathered, links, mut left_out) = builder.finish();
    if tokens::is_too_long(html) {
        left_out.push("This text is very long: only its first 2 MB are shown.".to_owned());
    }
    finish::document(gathered, links.into_met(), left_out)
}
