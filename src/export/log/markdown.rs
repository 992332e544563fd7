//! Markdown for an appraisal; what people wrote never becomes markup.

use super::Sheet;
use super::Written;
use super::appraisal;
use crate::domain::learning::hours;

pub(super) fn write(sheet: &Sheet<'_>) -> Written {
    let front = appraisal::front(sheet);
    let mut text = format!("# {}\n\n", plain(&front.title));
    for line in &front.lines {
        text.push_str(&format!("{}\n\n", plain(line)));
    }
    for (kind, hours) in &front.kinds {
        text.push_str(&format!("- {kind}: {hours}\n"));
    }
    for entry in sheet.entries() {
        let draft = &entry.draft;
        text.push_str(&format!(
            "\n## {}: {}\n\n{}, {}\n",
            draft.learned_on,
            plain(&draft.title),
            draft.kind.label(),
            hours(draft.minutes)
        ));
        for (heading, said) in appraisal::parts(entry) {
            text.push_str(&format!("\n**{heading}** {}\n", plain(&said)));
        }
    }
    Written {
        text,
        left_out: Vec::new(),
    }
}

/// Text with everything escaped that Markdown could read as its own.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
