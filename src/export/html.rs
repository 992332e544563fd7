//! One HTML page to print or to send: it loads nothing, runs nothing and needs
//! nothing beside it.

use crate::domain::reference::Reference;
use crate::export::cite;

const STYLE: &str = "body{font:11pt/1.45 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#111;background:#fff}\
h1{font-size:1.3em}li{margin:0 0 1.2em;break-inside:avoid}h2{font-size:1em;margin:0}\
.cite,.tags{font-size:.9em;margin:.2em 0}.badge{font-weight:bold;border:1px solid;padding:0 .3em;font-size:.8em}\
.text{font-size:.9em;white-space:pre-line}blockquote{margin:.4em 0 0;padding-left:.8em;border-left:2px solid #888;white-space:pre-line}\
a{color:inherit}@media print{body{margin:0;max-width:none}.text{break-inside:auto}}";

pub fn write(references: &[Reference]) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{n}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{n}</h1>\n<ol>\n",
        n = match references.len() {
            1 => "1 reference".to_string(),
            n => format!("{n} references"),
        }
    );
    for reference in references {
        entry(&mut out, reference);
    }
    out.push_str("</ol>\n</body>\n</html>\n");
    out
}

fn entry(out: &mut String, reference: &Reference) {
    let title = match reference.title.as_str() {
        "" => "Without a title".to_string(),
        title => escape(title),
    };
    let title = match cite::address(reference) {
        Some(link) => format!(
            "<a href=\"{}\" rel=\"noreferrer\">{title}</a>",
            escape(&link)
        ),
        None => title,
    };
    let badge = match reference.badge {
        Some(badge) => format!(" <span class=\"badge\">{}</span>", badge.word()),
        None => String::new(),
    };
    out.push_str(&format!("<li>\n<h2>{title}{badge}</h2>\n"));
    let cited = escape(&cite::vancouver(reference));
    out.push_str(&format!("<p class=\"cite\">{cited}</p>\n"));
    if !reference.tags.is_empty() {
        let tags = escape(&reference.tags.join(", "));
        out.push_str(&format!("<p class=\"tags\">Tags: {tags}</p>\n"));
    }
    if let Some(text) = &reference.text {
        out.push_str(&format!("<p class=\"text\">{}</p>\n", escape(text)));
    }
    for piece in &reference.highlights {
        let piece = escape(piece);
        out.push_str(&format!("<p class=\"text\"><mark>{piece}</mark></p>\n"));
    }
    if let Some(note) = &reference.note {
        out.push_str(&format!("<blockquote>{}</blockquote>\n", escape(note)));
    }
    out.push_str("</li>\n");
}

/// Text within a page or an attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
