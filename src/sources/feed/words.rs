//! HTML of a field to the plain words in it: titles, names, categories.
//!
//! Only tags that HTML knows are taken off, so that `p<0.05` and `<LOD` stay.
//! Nothing here is for whole articles.

use memchr::memmem;

use crate::domain::text::clean;
use crate::sources::feed::entities::Entities;
use crate::sources::feed::entities::decode;

/// Text that was escaped twice needs two rounds; nobody needs four.
const N_ROUNDS: usize = 3;

/// No title is longer; a field that is swallowed half a feed.
const LONGEST: usize = 32 << 10;

/// The words of a piece of HTML on one line.
pub fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return tidy(&html[..html.floor_char_boundary(LONGEST)]);
    }
    let mut text = html[..html.floor_char_boundary(LONGEST)].to_string();
    for _ in 0..N_ROUNDS {
        let bare = without_tags(&text);
        let decoded = decode(&bare, &mut Entities::default());
        if decoded == text {
            break;
        }
        text = decoded.into_owned();
    }
    tidy(&text)
}

/// One line of clean text: what every word of a feed passes on its way in.
pub fn tidy(text: &str) -> String {
    clean(text).into_owned()
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut ends_missing = false;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (n_tag, end) = match tag(rest) {
            Some((name, n_tag)) if is_silent(name) && !ends_missing => {
                let end = end_of(rest, name);
                ends_missing = end.is_none();
                (n_tag, end)
            }
            Some((_, n_tag)) => (n_tag, None),
            None => {
                out.push('<');
                rest = &rest[1..];
                continue;
            }
        };
        rest = &rest[end.unwrap_or(n_tag)..];
    }
    out.push_str(rest);
    out
}

/// The name and length of the HTML tag or comment a text begins with.
fn tag(text: &str) -> Option<(&str, usize)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(("!", 4 + comment.find("-->")? + 3));
    }
    if text.starts_with("<!") {
        return Some(("!", text.find('>')? + 1));
    }
    let from = 1 + usize::from(text[1..].starts_with('/'));
    let n_name = text[from..]
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b':')
        .count();
    let name = &text[from..from + n_name];
    // Another tag begins before this one ends: this one is none.
    let end = text[1..].find(['<', '>'])? + 1;
    let known = HTML.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.contains(':');
    let follows = text[from + n_name..].starts_with(['>', '/', ' ', '\n', '\t', '\r']);
    (known && follows && text[end..].starts_with('>')).then_some((name, end + 1))
}

fn is_silent(name: &str) -> bool {
    ["script", "style"]
        .iter()
        .any(|silent| silent.eq_ignore_ascii_case(name))
}

/// Behind the end tag of an element that shows nothing.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let at = memmem::find_iter(text.as_bytes(), b"</").find(|at| {
        text[at + 2..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })?;
    Some(at + text[at..].find('>')? + 1)
}

/// The elements that are met in titles and summaries.
const HTML: [&str; 77] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "inline-formula",
    "ins",
    "kbd",
    "li",
    "mark",
    "nobr",
    "noscript",
    "object",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Whether a text has a tag of HTML near its beginning.
pub fn has_markup(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| tag(&text[at..]).is_some())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(plain(html), expected, "{html}");
    }

    #[test]
    fn markup_is_taken_off_and_white_space_folded() {
        check(
            "Effects of <i>H.  pylori</i>\n on CO<sub>2</sub>",
            "Effects of H. pylori on CO2",
        );
    }

    #[test]
    fn entities_are_decoded_even_when_escaped_twice() {
        check("R&amp;D", "R&D");
        check(
            "caf&amp;eacute; &amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;",
            "café x",
        );
    }

    #[test]
    fn a_comparison_is_no_tag() {
        check(
            "p<0.05 and CD4 <200 or <LOD> n>3",
            "p<0.05 and CD4 <200 or <LOD> n>3",
        );
        check("p &lt; 0.05", "p < 0.05");
    }

    #[test]
    fn scripts_are_not_words() {
        check("a<script>alert('<b>')</script>b", "ab");
    }
}
