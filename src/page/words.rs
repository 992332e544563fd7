//! A page as words: what search and topics look at.
//!
//! Fast rather than faithful: no styles, no links, no numbers of lists.

use crate::page::characters::Sort;
use crate::page::characters::sort;
use crate::page::escaped::unescaped;
use crate::page::simple;
use crate::page::tokens::Listener;
use crate::page::tokens::StartTag;
use crate::page::tokens::read;

/// All words of a page in reading order, words of different blocks divided.
///
/// Entities are decoded and what images say of themselves is included. Only
/// the first 2 MB of a page are read.
pub fn plain_text(html: &str) -> String {
    let unescaped = unescaped(html);
    let html = unescaped.as_deref().unwrap_or(html);
    let mut words = Words::new(html);
    if !simple::read(html, &mut words) {
        words = Words::new(html);
        read(html, &mut words);
    }
    words.text
}

struct Words {
    text: String,
    gap: bool,
    unread: Option<&'static str>,
}

const UNREAD: &[&str] = &[
    "script",
    "style",
    "template",
    "title",
    "textarea",
    "select",
    "svg",
    "iframe",
    "noembed",
    "noframes",
    "annotation",
];

/// Whether words run across a tag, by its name in lower case.
fn is_within(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "math"
            | "mi"
            | "mn"
            | "mo"
            | "mrow"
            | "msub"
            | "msubsup"
            | "msup"
            | "mtext"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// How many bytes from the first are words with one blank between each two.
fn plain_words(text: &[u8]) -> usize {
    let mut before = b' ';
    let n = text
        .iter()
        .take_while(|byte| {
            let goes_on = byte.is_ascii_graphic() || (**byte == b' ' && before != b' ');
            before = **byte;
            goes_on
        })
        .count();
    // A blank at the end may be the first of several.
    n - usize::from(n > 0 && text[n - 1] == b' ')
}

impl Words {
    fn new(html: &str) -> Words {
        Words {
            text: String::with_capacity(html.len().min(1 << 16)),
            gap: false,
            unread: None,
        }
    }

    fn close_gap(&mut self) {
        if self.gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
    }
}

/// Tags whose content or attributes are read by rules of their own.
const PARTICULAR: &[&str] = &["img", "xmp", "plaintext", "noscript", "listing"];

impl simple::Reader for Words {
    fn text(&mut self, text: &str) {
        Listener::text(self, text);
    }

    fn tag(&mut self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let name = lower.as_str();
        if !is_within(name) {
            if UNREAD.contains(&name) || PARTICULAR.contains(&name) {
                return false;
            }
            self.gap = true;
        }
        true
    }
}

impl Listener for Words {
    fn text(&mut self, text: &str) {
        if self.unread.is_some() {
            return;
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            // Plain words, which is most of what there is, in one piece, with
            // the single blanks between them.
            let n_plain = plain_words(rest.as_bytes());
            if n_plain > 0 {
                self.close_gap();
                self.text.push_str(&rest[..n_plain]);
                rest = &rest[n_plain..];
                continue;
            }
            match sort(c) {
                Sort::Letter(c) => {
                    self.close_gap();
                    self.text.push(c);
                }
                Sort::Space => self.gap = true,
                Sort::Nothing => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        if self.unread.is_some() {
            return;
        }
        if !is_within(tag.name) {
            self.gap = true;
        }
        if tag.name == "img"
            && let Some(alt) = tag.words("alt")
        {
            self.text(alt);
            self.gap = true;
        }
        if !tag.closes_itself() {
            self.unread = UNREAD.iter().copied().find(|name| *name == tag.name);
        }
    }

    fn end(&mut self, name: &str) {
        match self.unread {
            Some(unread) if unread == name => self.unread = None,
            Some(_) => {}
            None => self.gap |= !is_within(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<P CLASS='a b'>",
        "<br/>",
        "<br />",
        "<b>",
        "</b>",
        "<a href=\"x?a=1&b\">",
        "<a href=x>",
        "<a href=x/y title='>'>",
        "<img alt='Chart'>",
        "<div a b=c>",
        "<x-y>",
        "<m:i>",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;",
        "&#8217;",
        "&#x3b2;",
        "&#150;",
        "&#0;",
        "&nbsp;",
        "&euro;",
        "&amp",
        "&copy",
        "& ",
        "&;",
        "&#;",
        "<!-- c -->",
        "<![CDATA[x]]>",
        "<script>",
        "</script>",
        "<style>",
        "<title>",
        "\n",
        "\r\n",
        "\u{0}",
        "\u{85}",
        "word",
        " ",
        "β",
        "5",
        "=",
        "\"",
        "'",
        "/",
        "</",
        "<a b=",
        "<a b='c'd>",
        "<a ='x'>",
        "<a / >",
        "<svg>",
        "<sub>2</sub>",
        ";base64,AAAA",
        "<table><tr><td>",
        "</td>",
        "<li>",
        "<a b= 'c'>",
        "<a b =c>",
        "<p\n>",
        "<a b=c'd>",
        "&#x1F600;",
        "&#xD800;",
        "<noscript>",
        "<p/=a>",
        "<p a=/>",
        "<p a//b>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn plain_markup_is_read_as_the_tokenizer_reads_it(
            pieces in vec(select(PIECES), 0..12)
        ) {
            let html = pieces.concat();
            let mut plain = Words::new(&html);
            if simple::read(&html, &mut plain) {
                let mut whole = Words::new(&html);
                read(&html, &mut whole);
                prop_assert_eq!(plain.text, whole.text, "{:?}", html);
            }
        }
    }

    #[test]
    fn what_feeds_are_made_of_is_plain() {
        let html = "<p>In <b>CKD</b> &amp; <a href=\"https://a.example/x?y=1&amp;z\" \
                    rel='nofollow'>T2D</a>,<br />p&nbsp;&lt;&#160;0.05 &#8211; 5&#x2019;</p>\n";
        let mut words = Words::new(html);
        assert!(simple::read(html, &mut words));
        assert_eq!(words.text, "In CKD & T2D, p < 0.05 – 5’");
    }
}
