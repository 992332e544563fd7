//! Writing OPML 2.0, so that every reader finds what it looks for.
//!
//! The same sources always give the same text: no date, no name of a machine.

use crate::domain::text;
use crate::opml::Entry;

/// An OPML 2.0 file. Order is kept; folders are nested by path; what a file
/// said of a source beyond what rounds uses is given back.
///
/// What was written reads back as it was, except for folders without a name.
pub fn write(title: &str, entries: &[Entry]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<opml version=\"2.0\">\n  <head>\n    <title>");
    push_escaped(title, &mut out);
    out.push_str("</title>\n  </head>\n  <body>\n");
    let mut open: Vec<&str> = Vec::new();
    for entry in entries {
        let path = entry.path.iter().map(String::as_str);
        let path: Vec<&str> = path.filter(|folder| !folder.is_empty()).collect();
        let n_same = open.iter().zip(&path).take_while(|(a, b)| a == b).count();
        close(&mut open, n_same, &mut out);
        for folder in &path[n_same..] {
            indent(open.len(), &mut out);
            out.push_str("<outline");
            push_attribute("text", folder, &mut out);
            push_attribute("title", folder, &mut out);
            out.push_str(">\n");
            open.push(folder);
        }
        push_source(entry, open.len(), &mut out);
    }
    close(&mut open, 0, &mut out);
    out.push_str("  </body>\n</opml>\n");
    out
}

fn push_source(entry: &Entry, depth: usize, out: &mut String) {
    let source = &entry.source;
    let gives_back = |name: &str| {
        let mut extra = source.extra.iter();
        extra.any(|(key, _)| key.eq_ignore_ascii_case(name))
    };
    indent(depth, out);
    out.push_str("<outline");
    if !gives_back("type") {
        push_attribute("type", "rss", out);
    }
    push_attribute("text", &source.title, out);
    // Some readers know only this name.
    if !gives_back("title") {
        push_attribute("title", &source.title, out);
    }
    push_attribute("xmlUrl", &source.address, out);
    if let Some(home) = &source.home {
        push_attribute("htmlUrl", home, out);
    }
    for (key, value) in &source.extra {
        push_attribute(key, value, out);
    }
    out.push_str("/>\n");
}

fn close(open: &mut Vec<&str>, n_left: usize, out: &mut String) {
    while open.len() > n_left {
        open.pop();
        indent(open.len(), out);
        out.push_str("</outline>\n");
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth + 2 {
        out.push_str("  ");
    }
}

fn push_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(value, out);
    out.push('"');
}

/// Blanks at the ends and line breaks are written as numbers: XML programs
/// may change those that are not.
fn push_escaped(value: &str, out: &mut String) {
    let inner = value.trim();
    let start = value.len() - value.trim_start().len();
    for (at, c) in value.char_indices() {
        let is_inner = at >= start && at < start + inner.len();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            // XML cannot hold these, whatever they are written as.
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            // Whoever shows the file is not misled; whoever reads it has it all.
            _ if text::acts(c) => out.push_str(&format!("&#{};", u32::from(c))),
            _ if c.is_whitespace() && !is_inner => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
}
