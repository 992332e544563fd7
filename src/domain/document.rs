//! An article's text as blocks and spans: what it says, not how wide it is.
//!
//! Made by `page` from HTML, kept with a work, wrapped and coloured by `ui`.
//! All text here is clean: it holds no control characters.

/// A whole text with its links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub blocks: Vec<Block>,
    /// In reading order; link `n` is shown as `[n]`, counted from 1.
    pub links: Vec<Link>,
    /// Images that may be drawn, in reading order, each address once. The words
    /// of an image stand in the blocks: nobody needs this to read the text.
    pub pictures: Vec<Picture>,
}

/// Where an image stands and where it lies. Nothing here was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// So many blocks stand before it.
    pub after: usize,
    /// Absolute, http or https.
    pub address: String,
}

/// A link of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Absolute, http, https or mailto; tracking parameters taken off.
    pub target: String,
    /// The words that carry it, or its host where they say nothing.
    pub label: String,
    /// Whether tracking parameters were taken off.
    pub stripped: bool,
}

/// One block, standing on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Level 1 to 6.
    Heading {
        level: u8,
        text: Vec<Span>,
    },
    Paragraph(Vec<Span>),
    /// An entry of a list: how deep it lies from 0, and its mark (`•`, `3.`).
    Item {
        depth: u8,
        mark: String,
        text: Vec<Span>,
    },
    /// A paragraph of a quotation; depth from 1.
    Quote {
        depth: u8,
        text: Vec<Span>,
    },
    /// Lines that are never wrapped by words.
    Code(Vec<String>),
    /// Rows of cells; the first row is the head where `head` says so.
    Table {
        head: bool,
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// What an image says of itself.
    Image {
        alt: String,
    },
    Rule,
}

/// A run of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub code: bool,
    /// The index into [`Document::links`] where this run belongs to a link.
    pub link: Option<u32>,
}

impl Span {
    /// Text in no style.
    pub fn plain(text: impl Into<String>) -> Span {
        Span {
            text: text.into(),
            ..Span::default()
        }
    }
}

impl Document {
    /// Numbers further links behind those of the text; one that the text
    /// carries already keeps its number and is told what it leads to.
    pub fn add_links(&mut self, more: Vec<Link>) {
        for link in more {
            let known = self.links.iter_mut();
            match known.into_iter().find(|known| known.target == link.target) {
                Some(known) => known.label = format!("{}, {}", known.label, link.label),
                None => self.links.push(link),
            }
        }
    }

    /// Puts images that come with the text below it, where it shows none itself:
    /// what comes along is mostly a smaller copy of what the text shows.
    pub fn add_pictures(&mut self, addresses: impl Iterator<Item = String>) {
        if !self.pictures.is_empty() {
            return;
        }
        let after = self.blocks.len();
        for address in addresses {
            if self.pictures.iter().all(|known| known.address != address) {
                self.pictures.push(Picture { after, address });
            }
        }
    }

    /// How long reading it takes, in minutes; `None` for less than two.
    ///
    /// Source: Brysbaert, "How many words do we read per minute?" (2019): 238
    /// words a minute of English non-fiction, 260 characters of Chinese.
    pub fn minutes(&self) -> Option<u32> {
        let text = self.plain_text();
        let n_signs = text.chars().filter(|c| is_sign(*c)).count();
        let spaced = text.split(|c: char| c.is_whitespace() || is_sign(c));
        let n_words = spaced
            .filter(|it| it.contains(char::is_alphanumeric))
            .count();
        let minutes = n_words as f64 / 238.0 + n_signs as f64 / 260.0;
        Some(minutes.round() as u32).filter(|minutes| *minutes >= 2)
    }

    /// All words, blocks divided by newlines: for search and for plain output.
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            if !out.is_empty() {
                out.push('\n');
            }
            block.push_plain(&mut out);
        }
        out
    }
}

impl Block {
    fn push_plain(&self, out: &mut String) {
        match self {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Item { text, .. }
            | Block::Quote { text, .. } => push_spans(text, out),
            Block::Code(lines) => out.push_str(&lines.join("\n")),
            Block::Table { rows, .. } => {
                for (i, row) in rows.iter().enumerate() {
                    if i > 0 {
                        out.push('\n');
                    }
                    for (k, cell) in row.iter().enumerate() {
                        if k > 0 {
                            out.push_str("  ");
                        }
                        push_spans(cell, out);
                    }
                }
            }
            Block::Image { alt } => out.push_str(alt),
            Block::Rule => {}
        }
    }
}

/// A letter of a script that puts no spaces between words.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn push_spans(spans: &[Span], out: &mut String) {
    for span in spans {
        out.push_str(&span.text);
    }
}

#[cfg(test)]
mod tests {
    use super::Block;
    use super::Document;
    use super::Span;

    #[test]
    fn how_long_reading_takes_is_said_from_two_minutes_on() {
        let check = |text: String, expected: Option<u32>| {
            let document = Document {
                blocks: vec![Block::Paragraph(vec![Span::plain(text)])],
                ..Document::default()
            };
            assert_eq!(document.minutes(), expected);
        };
        check(String::new(), None);
        check("words ".repeat(300), None);
        check("words – ".repeat(476), Some(2));
        check("一千字".repeat(1_000), Some(12));
    }
}
