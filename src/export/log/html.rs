//! One page that stands alone: no script, nothing loaded, made to be printed.

use super::Sheet;
use super::Written;
use super::appraisal;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::hours;

const STYLE: &str = "body{font:11pt/1.45 serif;max-width:44em;margin:2em auto;padding:0 1em}\
h1{font-size:1.4em}h2{font-size:1.05em;margin:1.4em 0 .2em;break-after:avoid}\
section{break-inside:avoid}dt{font-weight:bold}dd{margin:0 0 .5em}\
table{border-collapse:collapse}td{padding:.1em 1em .1em 0}\
footer{margin-top:2em;border-top:1px solid;padding-top:.4em}";

pub(super) fn write(sheet: &Sheet<'_>) -> Written {
    let front = appraisal::front(sheet);
    let title = escaped(&front.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
    );
    for line in &front.lines {
        text.push_str(&format!("<p>{}</p>\n", escaped(line)));
    }
    text.push_str("<table>\n");
    for (kind, hours) in &front.kinds {
        text.push_str(&format!("<tr><td>{kind}</td><td>{hours}</td></tr>\n"));
    }
    text.push_str("</table>\n");
    for entry in sheet.entries() {
        let draft = &entry.draft;
        text.push_str(&format!(
            "<section><h2>{}: {}</h2>\n<p>{}, {}</p>\n<dl>\n",
            draft.learned_on,
            escaped(&draft.title),
            draft.kind.label(),
            hours(draft.minutes)
        ));
        for (heading, said) in appraisal::parts(entry) {
            text.push_str(&format!("<dt>{heading}</dt><dd>{}</dd>\n", escaped(&said)));
        }
        text.push_str("</dl></section>\n");
    }
    text.push_str(&format!("<footer>{NOT_CREDIT}</footer>\n</body></html>\n"));
    Written {
        text,
        left_out: Vec::new(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
