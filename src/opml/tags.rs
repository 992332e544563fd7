//! XML as people's programs write it: tags one by one, forgiving all that
//! can be forgiven.
//!
//! Not quick-xml: lists are broken by bare signs, missing quotes and unclosed
//! tags, and what such a tag still says should not be lost with it. Nothing
//! here expands an entity that a file declares.

/// How far the end of a quoted value is looked for, in bytes.
const WINDOW: usize = 65_536;
/// So much of a value is kept, in bytes: written again with every sign as its
/// entity (six bytes for a quote) it still fits into [`WINDOW`].
const LONGEST_VALUE: usize = 10_000;

/// What a file is made of.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Start(Tag),
    /// Its name without prefix, in lower case.
    End(String),
    Text(String),
}

#[derive(Debug, PartialEq, Eq)]
pub struct Tag {
    /// Without prefix, in lower case.
    pub name: String,
    /// With its prefix, in lower case.
    pub full_name: String,
    /// As the file has them, values decoded.
    pub attributes: Vec<(String, String)>,
    pub closes_itself: bool,
    /// Whether the file ends within it; it has what stood whole before.
    pub is_cut: bool,
    /// The line it begins on, from 1.
    pub line: usize,
}

impl Tag {
    /// The first attribute of that name (in lower case) that says something.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .filter(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_empty())
            .map(|(_, value)| value.as_str())
            .next()
    }
}

/// The pieces of a text, in order.
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    counted: usize,
    /// Whether a bracket's end was searched to the end of the file in vain.
    no_bracket_closes: bool,
    is_cut: bool,
}

impl<'a> Pieces<'a> {
    pub fn of(text: &'a str) -> Pieces<'a> {
        Pieces {
            text,
            at: 0,
            line: 1,
            counted: 0,
            no_bracket_closes: false,
            is_cut: false,
        }
    }

    /// The line on which the text, read to its end, breaks off within a tag, a
    /// comment or the like. A missing end tag is no break: many lists have none.
    pub fn cut(&mut self) -> Option<usize> {
        self.is_cut.then(|| self.line())
    }

    fn line(&mut self) -> usize {
        let passed = &self.text.as_bytes()[self.counted..self.at];
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.counted = self.at;
        self.line
    }

    /// Goes on behind the next `end`, or to the end of the text.
    fn skip_past(&mut self, end: &str) -> &'a str {
        let rest = &self.text[self.at..];
        match memchr::memmem::find(rest.as_bytes(), end.as_bytes()) {
            Some(n) => {
                self.at += n + end.len();
                &rest[..n]
            }
            None => {
                self.is_cut = true;
                self.at = self.text.len();
                rest
            }
        }
    }

    /// A document type may hold declarations in brackets; none is read.
    fn skip_declaration(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest.find('>').unwrap_or(rest.len());
        if let Some(bracket) = rest[..end].find('[')
            && !self.no_bracket_closes
        {
            let inner = &rest[bracket..];
            match inner.find("]>").or_else(|| closing_bracket(inner)) {
                Some(n) => self.at += bracket + n,
                // Searching again behind each `<!` would take quadratic time.
                None => self.no_bracket_closes = true,
            }
        }
        self.skip_past(">");
    }

    fn start(&mut self) -> Piece {
        let line = self.line();
        self.at += 1;
        let name = self.take_while(is_name);
        let mut attributes = Vec::new();
        let mut closes_itself = false;
        loop {
            self.take_while(|c| c.is_whitespace());
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else {
                self.is_cut = true;
                break;
            };
            match c {
                '>' => {
                    self.at += 1;
                    break;
                }
                // The tag was never closed; another begins.
                '<' => break,
                '/' => {
                    self.at += 1;
                    closes_itself = self.text[self.at..].starts_with('>');
                }
                _ if is_name(c) => {
                    let attribute = self.attribute();
                    attributes.extend(attribute);
                }
                _ => self.at += c.len_utf8(),
            }
        }
        let full_name = name.to_lowercase();
        Piece::Start(Tag {
            name: without_prefix(&full_name).to_owned(),
            full_name,
            attributes,
            closes_itself,
            is_cut: self.is_cut,
            line,
        })
    }

    /// `None` where the text ends before the attribute does: half an address
    /// would lead somewhere else.
    fn attribute(&mut self) -> Option<(String, String)> {
        let name = self.take_while(is_name).to_owned();
        let before = self.at;
        self.take_while(|c| c.is_whitespace());
        if !self.text[self.at..].starts_with('=') {
            self.at = before;
            return (before < self.text.len()).then(|| (name, String::new()));
        }
        self.at += 1;
        self.take_while(|c| c.is_whitespace());
        let rest = &self.text[self.at..];
        let raw = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                self.quoted(quote)?
            }
            _ => {
                let value = self.take_while(|c| !c.is_whitespace() && c != '>' && c != '<');
                (self.at < self.text.len()).then_some(value)?
            }
        };
        let mut value = decoded(raw.trim());
        value.truncate(value.floor_char_boundary(LONGEST_VALUE));
        Some((name, value))
    }

    /// A value up to its quote. Where that is missing, the next tag's name
    /// stands in the value: it then ends at the first bracket. `None` where the
    /// text ends within it.
    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        // No value is longer; the search stays linear in a broken file.
        let window = &rest[..rest.floor_char_boundary(WINDOW)];
        let end = window.find(quote);
        let value = &window[..end.unwrap_or(window.len())];
        let runs_on = ["<outline", "</outline", "</body"]
            .iter()
            .any(|tag| value.contains(tag));
        if end.is_some() && !runs_on {
            self.at += value.len() + 1;
            return Some(value);
        }
        let is_last = window.len() == rest.len();
        let value = value.split(['<', '>']).next().unwrap_or_default();
        self.at += value.len();
        if is_last && self.at == self.text.len() {
            return None;
        }
        Some(value.trim_end_matches('/'))
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let n = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += n;
        &rest[..n]
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let rest = &self.text[self.at..];
            let mut chars = rest.chars();
            let (first, second) = (chars.next()?, chars.next());
            match (first, second) {
                ('<', Some('!')) if rest.starts_with("<!--") => {
                    self.skip_past("-->");
                }
                ('<', Some('!')) if rest.starts_with("<![CDATA[") => {
                    self.at += "<![CDATA[".len();
                    let text = self.skip_past("]]>").to_owned();
                    return Some(Piece::Text(without_controls(text)));
                }
                ('<', Some('!')) => self.skip_declaration(),
                ('<', Some('?')) => {
                    self.skip_past(">");
                }
                ('<', Some('/')) => {
                    self.at += 2;
                    let name = self.take_while(|c| !matches!(c, '>' | '<'));
                    if self.text[self.at..].starts_with('>') {
                        self.at += 1;
                    }
                    self.is_cut |= self.at == self.text.len() && !self.text.ends_with('>');
                    let name = name.trim().to_lowercase();
                    return Some(Piece::End(without_prefix(&name).to_owned()));
                }
                ('<', Some(c)) if is_name(c) => return Some(self.start()),
                ('<', None) => {
                    self.is_cut = true;
                    self.at = self.text.len();
                }
                _ => {
                    self.at += first.len_utf8();
                    let more = self.take_while(|c| c != '<');
                    return Some(Piece::Text(decoded(&format!("{first}{more}"))));
                }
            }
        }
    }
}

fn closing_bracket(text: &str) -> Option<usize> {
    text.match_indices(']')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].trim_start().starts_with('>'))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.')
}

fn without_prefix(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Entities decoded; line breaks are blanks, as in any XML attribute. A bare
/// `&`, or an entity nobody knows, stays as it is.
fn decoded(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\n', '\t', '\r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.as_bytes().iter().take(12).position(|b| *b == b';');
        let entity = end.and_then(|end| rest.get(1..end));
        match entity.filter(|_| rest.starts_with('&')).and_then(character) {
            Some(c) => {
                out.push(c);
                rest = &rest[end.map_or(1, |end| end + 1)..];
            }
            None => {
                out.push(if rest.starts_with('&') { '&' } else { ' ' });
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    without_controls(out)
}

fn without_controls(mut text: String) -> String {
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    text
}

fn character(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r'));
    }
    let (_, c) = NAMED.iter().find(|(name, _)| *name == entity)?;
    Some(*c)
}

/// XML's own five, and those of HTML that titles of feeds are full of.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("raquo", '»'),
    ("laquo", '«'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("middot", '·'),
    ("bull", '•'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
];
