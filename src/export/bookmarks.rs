//! Bookmarks in Netscape's form, which every browser and reading list takes.
//!
//! It holds an address, a title, tags, when it was saved, whether it was read
//! (`TOREAD`, as Pinboard has it) and a note.

use crate::domain::reference::Reference;
use crate::export::cite;
use crate::export::html::escape;

pub fn refuses(reference: &Reference) -> Option<&'static str> {
    match cite::address(reference) {
        Some(_) => None,
        None => Some("a bookmark needs an address, and none is known"),
    }
}

pub fn write(references: &[Reference]) -> String {
    let mut out = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n\
         <META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n\
         <TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
        .to_string();
    for reference in references {
        let Some(address) = cite::address(reference) else {
            continue;
        };
        out.push_str(&format!("<DT><A HREF=\"{}\"", escape(&address)));
        if let Some(saved) = reference.saved {
            out.push_str(&format!(" ADD_DATE=\"{}\"", saved.0));
        }
        if !reference.tags.is_empty() {
            out.push_str(&format!(" TAGS=\"{}\"", escape(&reference.tags.join(","))));
        }
        if !reference.read {
            out.push_str(" TOREAD=\"1\"");
        }
        out.push_str(&format!(">{}</A>\n", escape(&reference.title)));
        if let Some(note) = &reference.note {
            out.push_str(&format!("<DD>{}\n", escape(note)));
        }
    }
    out.push_str("</DL><p>\n");
    out
}
