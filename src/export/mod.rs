//! References, written as other programs take them and read as they give them;
//! and the learning log as files ([`log`]).
//!
//! Every format is one entry of [`FORMATS`] and one file; the screen's table,
//! the command line's help and README are made from it. Nothing here opens a
//! file or knows a store: references become text, text becomes references.
//! What is read is untrusted: it is cleaned at the door
//! ([`Reference::cleaned`]), and what cannot be read is said with its line and
//! stops nothing else.

mod bibtex;
mod bookmarks;
pub mod cite;
mod csl;
mod html;
mod journals;
mod kinds;
pub mod log;
mod markdown;
mod nbib;
mod read;
mod ris;
mod table;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::domain::reference::Reference;

/// One form that references are written in, read from, or both.
#[derive(Debug)]
pub struct Format {
    /// What the command line calls it.
    pub id: &'static str,
    pub name: &'static str,
    /// Of a file's name, without the stop.
    pub ending: &'static str,
    /// What it is good for.
    pub help: &'static str,
    /// All of it as one text.
    pub write: fn(&[Reference]) -> String,
    /// Why a reference cannot be held, if so; a sentence part.
    pub refuses: fn(&Reference) -> Option<&'static str>,
    /// `None` where it is for people.
    pub read: Option<fn(&str) -> Reading>,
    /// Whether a text looks like it; looked at in the table's order.
    pub looks_like: fn(&str) -> bool,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Clean, in the order of the file.
    pub references: Vec<Reference>,
    /// A sentence for each thing that could not be read, with its line.
    pub problems: Vec<String>,
}

impl Reading {
    /// Takes in one reference, or says why it cannot be one.
    fn add(&mut self, line: usize, reference: Reference) {
        let reference = reference.cleaned();
        match reference.is_nameless() {
            true => self.trouble(
                line,
                "it has neither a title nor an identifier nor any text",
            ),
            false => self.references.push(reference),
        }
    }

    fn trouble(&mut self, line: usize, why: impl std::fmt::Display) {
        self.problems.push(format!("line {line}: {why}"));
    }
}

/// Every format, in the order in which they are offered and recognised.
pub static FORMATS: &[Format] = &[
    Format {
        id: "ris",
        name: "RIS",
        ending: "ris",
        help: "Zotero, EndNote, Mendeley and most libraries",
        write: ris::write,
        refuses: nothing,
        read: Some(read::ris::read),
        looks_like: read::ris::looks_like,
    },
    Format {
        id: "bibtex",
        name: "BibTeX",
        ending: "bib",
        help: "LaTeX, JabRef",
        write: bibtex::write_bibtex,
        refuses: nothing,
        read: Some(read::bibtex::read),
        looks_like: read::bibtex::looks_like,
    },
    Format {
        id: "biblatex",
        name: "biblatex",
        ending: "bib",
        help: "LaTeX with biblatex and biber",
        write: bibtex::write_biblatex,
        refuses: nothing,
        read: Some(read::bibtex::read),
        looks_like: never,
    },
    Format {
        id: "csl-json",
        name: "CSL-JSON",
        ending: "json",
        help: "pandoc, Zotero, citation processors",
        write: csl::write,
        refuses: nothing,
        read: Some(read::csl::read),
        looks_like: read::csl::looks_like,
    },
    Format {
        id: "nbib",
        name: "NBIB (MEDLINE)",
        ending: "nbib",
        help: "what PubMed itself gives out",
        write: nbib::write,
        refuses: nothing,
        read: Some(read::nbib::read),
        looks_like: read::nbib::looks_like,
    },
    Format {
        id: "markdown",
        name: "Markdown",
        ending: "md",
        help: "notes: Obsidian, Joplin, a wiki",
        write: markdown::write,
        refuses: nothing,
        read: None,
        looks_like: never,
    },
    Format {
        id: "csv",
        name: "CSV",
        ending: "csv",
        help: "a spreadsheet; formulas are made harmless",
        write: table::write,
        refuses: nothing,
        read: Some(read::table::read),
        looks_like: read::table::looks_like,
    },
    Format {
        id: "html",
        name: "HTML",
        ending: "html",
        help: "one page to print or to send; it loads nothing",
        write: html::write,
        refuses: nothing,
        read: None,
        looks_like: never,
    },
    Format {
        id: "jsonl",
        name: "JSON lines",
        ending: "jsonl",
        help: "all there is of them; rounds import takes it back",
        write: read::lines::write,
        refuses: nothing,
        read: Some(read::lines::read),
        looks_like: read::lines::looks_like,
    },
    Format {
        id: "bookmarks",
        name: "Bookmarks",
        ending: "html",
        help: "browsers, Raindrop, Pinboard, Wallabag (Netscape's form)",
        write: bookmarks::write,
        refuses: bookmarks::refuses,
        read: Some(read::bookmarks::read),
        looks_like: read::bookmarks::looks_like,
    },
    Format {
        id: "vancouver",
        name: "Vancouver",
        ending: "txt",
        help: "a numbered list as medical journals print it (ICMJE)",
        write: cite::write_vancouver,
        refuses: nothing,
        read: None,
        looks_like: never,
    },
    Format {
        id: "ama",
        name: "AMA",
        ending: "txt",
        help: "a numbered list in AMA style (11th edition)",
        write: cite::write_ama,
        refuses: nothing,
        read: None,
        looks_like: never,
    },
];

fn nothing(_: &Reference) -> Option<&'static str> {
    None
}

fn never(_: &str) -> bool {
    false
}

/// The format of this id.
pub fn named(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

/// The format a file's name asks for by its ending.
pub fn by_ending(name: &str) -> Option<&'static Format> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.ending == ending)
}

/// Writes what a format can hold; how many it could not, and why not.
pub fn write(format: &Format, references: &[Reference]) -> (String, Vec<String>) {
    let mut left_out = Vec::new();
    let mut held = Vec::with_capacity(references.len());
    for reference in references {
        match (format.refuses)(reference) {
            None => held.push(reference.clone()),
            Some(why) => left_out.push(format!("«{}»: {why}", reference.title)),
        }
    }
    ((format.write)(&held), left_out)
}

/// What a file's bytes hold, read as the format named, or as what they look
/// like. `None` where they look like nothing that is known.
pub fn read(bytes: &[u8], format: Option<&'static Format>) -> Option<(&'static Format, Reading)> {
    let text = decode(bytes);
    let format = match format {
        Some(format) => format,
        None => FORMATS.iter().find(|format| (format.looks_like)(&text))?,
    };
    let read = format.read?;
    Some((format, read(&text)))
}

/// UTF-8 or UTF-16 by their marks, else Windows-1252 where it is not UTF-8.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
        }
    }
}
