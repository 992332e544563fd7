//! Markdown: one entry an item, its title linked, its note quoted.

use crate::domain::badge::Badge;
use crate::domain::reference::Reference;
use crate::export::cite;

pub fn write(references: &[Reference]) -> String {
    references.iter().map(entry).collect()
}

fn entry(reference: &Reference) -> String {
    let title = match reference.title.as_str() {
        "" => "Without a title",
        title => title,
    };
    let title = escape(title);
    let mut out = match cite::address(reference) {
        Some(link) => format!("- [{title}]({})", target(&link)),
        None => format!("- {title}"),
    };
    if let Some(badge) = reference.badge {
        out.push_str(&format!(" **{}**", badge_word(badge)));
    }
    out.push('\n');
    out.push_str(&format!("  {}\n", escape(&cite::vancouver(reference))));
    if !reference.tags.is_empty() {
        let tags: Vec<String> = reference
            .tags
            .iter()
            .map(|tag| format!("#{}", escape(&tag.replace(' ', "-"))))
            .collect();
        out.push_str(&format!("  {}\n", tags.join(" ")));
    }
    for piece in &reference.highlights {
        out.push_str(&format!("  - =={}==\n", escape(piece)));
    }
    for line in reference.note.iter().flat_map(|note| note.lines()) {
        out.push_str(&format!("  > {}\n", escape(line)));
    }
    out
}

fn badge_word(badge: Badge) -> &'static str {
    badge.word()
}

/// What Markdown takes for itself, so that it shows instead.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address within parentheses.
fn target(link: &str) -> String {
    link.replace(' ', "%20")
        .replace('(', "%28")
        .replace(')', "%29")
        .replace('<', "%3C")
        .replace('>', "%3E")
}
