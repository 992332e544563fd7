//! Text to tags and text, never failing.
//!
//! What cannot be a tag is text: `p<0.001`, a `<` at the end, a bare `&`. Each
//! byte is looked at a bounded number of times, however broken the markup is.
//! Nothing here knows what a name means.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem;

use crate::sources::feed::entities::Entities;
use crate::sources::feed::entities::decode;

/// A piece of markup.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    Start {
        name: &'a str,
        attributes: Vec<(&'a str, Cow<'a, str>)>,
        /// Whether it was written `<a/>`.
        closed: bool,
    },
    End(&'a str),
    /// With its entities replaced.
    Text(Cow<'a, str>),
}

/// The tokens of a document, in order.
#[derive(Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    entities: Entities<'a>,
    /// Ends that were searched to the end of the document in vain; searching
    /// again for each opening would take quadratic time.
    missing: Missing,
}

#[derive(Debug, Default)]
struct Missing {
    comment: bool,
    cdata: bool,
    instruction: bool,
    doctype: bool,
    double_quote: bool,
    single_quote: bool,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Tokens<'a> {
        Tokens {
            text,
            at: 0,
            entities: Entities::default(),
            missing: Missing::default(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips to behind `end`; to behind the next `>` where it never comes.
    fn skip_to(&mut self, end: &str, missing: fn(&mut Missing) -> &mut bool) -> &'a str {
        let rest = self.rest();
        let found = match *missing(&mut self.missing) {
            true => None,
            false => memmem::find(rest.as_bytes(), end.as_bytes()),
        };
        if let Some(found) = found {
            self.at += found + end.len();
            return &rest[..found];
        }
        *missing(&mut self.missing) = true;
        let n = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |n| n + 1);
        self.at += n;
        &rest[..n]
    }

    /// Text up to the next `<` behind `from`.
    fn text_from(&mut self, from: usize) -> Token<'a> {
        let rest = self.rest();
        let end = memchr(b'<', &rest.as_bytes()[from..]).map_or(rest.len(), |end| from + end);
        self.at += end;
        Token::Text(decode(&rest[..end], &mut self.entities))
    }

    fn doctype(&mut self) {
        let rest = self.rest();
        let mut depth = 0_i32;
        let mut quote = 0;
        let mut end = rest.len();
        let n_bytes = if self.missing.doctype { 0 } else { rest.len() };
        for (n, byte) in rest.bytes().enumerate().take(n_bytes).skip(2) {
            match byte {
                _ if quote == byte => quote = 0,
                _ if quote != 0 => {}
                b'"' | b'\'' => quote = byte,
                b'[' => depth += 1,
                b']' => depth -= 1,
                b'>' if depth <= 0 => {
                    end = n + 1;
                    break;
                }
                _ => {}
            }
        }
        // A quote or bracket left open would swallow the feed.
        if end == rest.len() {
            self.missing.doctype = true;
            end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |n| n + 1);
        }
        self.entities.define(&rest[..end]);
        self.at += end;
    }

    /// A tag of a name, or `None` where the `<` begins none.
    fn start(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let n_name = name_length(&rest[1..]);
        let name = &rest[1..1 + n_name];
        let bytes = rest.as_bytes();
        let mut attributes: Vec<(&str, Cow<str>)> = Vec::new();
        let mut closed = false;
        let mut n = 1 + n_name;
        loop {
            match bytes.get(n) {
                Some(b'>') => {
                    n += 1;
                    break;
                }
                // The tag never ended. Without attributes it was more likely
                // text, as in `if a <b and c`.
                None | Some(b'<') if attributes.is_empty() || bytes.get(n).is_none() => {
                    return None;
                }
                None | Some(b'<') => break,
                Some(b'/') => {
                    closed = bytes.get(n + 1) == Some(&b'>');
                    n += 1;
                }
                Some(byte) if is_name_start(*byte) => {
                    let n_key = name_length(&rest[n..]);
                    let key = &rest[n..n + n_key];
                    n += n_key;
                    let after = skip_blanks(bytes, n);
                    if bytes.get(after) != Some(&b'=') {
                        attributes.push((key, Cow::Borrowed("")));
                        continue;
                    }
                    let (value, end) = self.value(rest, skip_blanks(bytes, after + 1));
                    n = end;
                    if attributes.iter().all(|(known, _)| *known != key) && attributes.len() < 64 {
                        attributes.push((key, decode(value, &mut self.entities)));
                    }
                }
                Some(_) => n += 1,
            }
        }
        // Words behind a stray `<` look like attributes without values.
        let is_prose = bytes[n - 1] != b'>' && attributes.iter().all(|(_, value)| value.is_empty());
        if is_prose {
            return None;
        }
        self.at += n;
        Some(Token::Start {
            name,
            attributes,
            closed,
        })
    }

    /// The value of an attribute that begins at `from`, and where it ends.
    fn value(&mut self, rest: &'a str, from: usize) -> (&'a str, usize) {
        let bytes = rest.as_bytes();
        let (quote, missing) = match bytes.get(from) {
            Some(b'"') => (b'"', &mut self.missing.double_quote),
            Some(b'\'') => (b'\'', &mut self.missing.single_quote),
            _ => {
                let end = from + unquoted_length(&bytes[from.min(bytes.len())..]);
                return (&rest[from.min(rest.len())..end.min(rest.len())], end);
            }
        };
        let from = from + 1;
        let found = match *missing {
            true => None,
            false => memchr(quote, &bytes[from..]).map(|n| from + n),
        };
        *missing |= found.is_none();
        if let Some(end) = found {
            let value = &rest[from..end];
            // A closing quote followed by anything but a blank or the tag's
            // end is the opening quote of a later tag, if a tag lies between.
            let closes = matches!(
                bytes.get(end + 1),
                None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>' | b'?')
            );
            if closes || memchr(b'<', value.as_bytes()).is_none() {
                return (value, end + 1);
            }
        }
        let end = from + unquoted_length(&bytes[from..]);
        (&rest[from..end], end)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            match bytes {
                [] => return None,
                [b'<', b'!', b'-', b'-', ..] => {
                    self.skip_to("-->", |missing| &mut missing.comment);
                }
                [b'<', b'!', b'[', ..] => {
                    if !rest.starts_with("<![CDATA[") {
                        self.at += memchr(b'>', bytes).map_or(rest.len(), |n| n + 1);
                        continue;
                    }
                    self.at += "<![CDATA[".len();
                    if self.missing.cdata {
                        return Some(self.text_from(0));
                    }
                    if memmem::find(self.rest().as_bytes(), b"]]>").is_none() {
                        self.missing.cdata = true;
                        continue;
                    }
                    let text = self.skip_to("]]>", |missing| &mut missing.cdata);
                    return Some(Token::Text(Cow::Borrowed(text)));
                }
                [b'<', b'!', ..] => self.doctype(),
                [b'<', b'?', ..] => {
                    self.skip_to("?>", |missing| &mut missing.instruction);
                }
                [b'<', b'/', byte, ..] if is_name_start(*byte) => {
                    let n_name = name_length(&rest[2..]);
                    let after = skip_blanks(bytes, 2 + n_name);
                    self.at += match bytes.get(after) {
                        Some(b'>') => after + 1,
                        _ => memchr::memchr2(b'>', b'<', &bytes[after..]).map_or(rest.len(), |n| {
                            after + n + usize::from(bytes[after + n] == b'>')
                        }),
                    };
                    return Some(Token::End(&rest[2..2 + n_name]));
                }
                [b'<', byte, ..] if is_name_start(*byte) => {
                    return match self.start() {
                        Some(start) => Some(start),
                        None => Some(self.text_from(1)),
                    };
                }
                [b'<', ..] => return Some(self.text_from(1)),
                _ => return Some(self.text_from(0)),
            }
        }
    }
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

fn name_length(text: &str) -> usize {
    text.bytes()
        .take_while(|byte| {
            is_name_start(*byte) || byte.is_ascii_digit() || *byte == b'-' || *byte == b'.'
        })
        .count()
}

fn skip_blanks(bytes: &[u8], from: usize) -> usize {
    let n = bytes.get(from..).map_or(0, |rest| {
        rest.iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
    });
    from + n
}

fn unquoted_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b'>' || *byte == b'<')
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::Token;
    use super::Tokens;

    /// Tokens in short: `<name k=v>`, `</name>`, text.
    fn read(text: &str) -> String {
        Tokens::new(text)
            .map(|token| match token {
                Token::Start {
                    name,
                    attributes,
                    closed,
                } => {
                    let attributes: String = attributes
                        .iter()
                        .map(|(key, value)| format!(" {key}={value}"))
                        .collect();
                    let end = if closed { "/" } else { "" };
                    format!("[{name}{attributes}{end}]")
                }
                Token::End(name) => format!("[/{name}]"),
                Token::Text(text) => text.into_owned(),
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        check("<a b='1' c=\"2\">t</a><d/>", "[a b=1 c=2]t[/a][d/]");
    }

    #[test]
    fn a_smaller_than_sign_in_prose_is_text() {
        check("<t>p<0.001 and a < b</t>", "[t]p<0.001 and a < b[/t]");
        check("<t>where x<y and z</t>", "[t]where x<y and z[/t]");
    }

    #[test]
    fn comments_and_instructions_vanish_and_cdata_is_text() {
        check(
            "<?xml version='1'?><!-- <a> --><b><![CDATA[<i>&amp;]]></b>",
            "[b]<i>&amp;[/b]",
        );
    }

    #[test]
    fn a_comment_or_cdata_without_end_does_not_swallow_the_rest() {
        check("<!-- oh <a>t</a>", "t[/a]");
        check("<a><![CDATA[t</a>", "[a]t[/a]");
    }

    #[test]
    fn attributes_may_lack_quotes_values_or_ends() {
        check("<a b=1 c d='2'>", "[a b=1 c= d=2]");
        check("<a b=\"x>t</a><c d=\"e\">", "[a b=x]t[/a][c d=e]");
        check("<a b=\"1\" b=\"2\">", "[a b=1]");
    }

    #[test]
    fn an_end_tag_may_lack_its_end() {
        check("<a>t</a <b>u</b>", "[a]t[/a][b]u[/b]");
    }

    #[test]
    fn a_tag_cut_off_by_the_end_of_the_answer_is_dropped_to_text() {
        check("<a>t<lin", "[a]t<lin");
        check("<a>t<link href=\"x", "[a]t<link href=\"x");
    }

    #[test]
    fn entities_of_the_doctype_are_used() {
        check(
            "<!DOCTYPE r [<!ENTITY q \"five > four\">]><r>&q; &eacute;</r>",
            "[r]five > four é[/r]",
        );
    }

    #[test]
    fn broken_markup_takes_linear_time() {
        for piece in [
            "<!--",
            "<![CDATA[",
            "<a b=\"",
            "<a b='\"<",
            "<?",
            "</",
            "<a <",
            "&a",
            "<!",
            "<!DOCTYPE a [",
        ] {
            let text = piece.repeat(200_000 / piece.len());
            assert!(Tokens::new(&text).count() <= 400_000, "{piece}");
        }
    }
}
