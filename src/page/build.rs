//! Tags and text in, blocks out: the reader of [`crate::page::document`].
//!
//! Each tag is looked at once. Nothing here looks back further than the open
//! blocks, of which there are at most [`DEEPEST`].

use crate::domain::document::Block;
use crate::domain::document::Span;
use crate::page::characters::Sort;
use crate::page::characters::sort;
use crate::page::gathered::Gathered;
use crate::page::inline::Inline;
use crate::page::inline::Style;
use crate::page::links::Links;
use crate::page::math::Math;
use crate::page::pictures::Pictures;
use crate::page::place::Counter;
use crate::page::place::DEEPEST;
use crate::page::place::Kind;
use crate::page::place::Line;
use crate::page::place::Open;
use crate::page::place::Place;
use crate::page::table::Shape;
use crate::page::table::Table;
use crate::page::tokens::StartTag;

/// Of more blocks than this only the first are shown.
pub const MOST_BLOCKS: usize = 20_000;
/// A form with less text is a search box or a letter to subscribe to.
const SHORTEST_FORM: usize = 400;

/// The page as it is read.
pub struct Builder {
    pub(super) links: Links,
    pub(super) inline: Inline,
    pub(super) style: Style,
    pub(super) place: Place,
    pub(super) skipping: Option<(String, usize)>,
    pub(super) math: Option<Math>,
    open: Vec<Open>,
    n_too_deep: usize,
    was_too_deep: bool,
    /// The innermost is where blocks go; the first is the page.
    pub(super) gathered: Vec<Gathered>,
    pub(super) pictures: Pictures,
    n_blocks: usize,
    was_too_many: bool,
    counters: Vec<Counter>,
    mark: Option<String>,
    code: String,
    pub(super) tables: Vec<Table>,
    shapes: Vec<Shape>,
    /// For each open figure, whether it held an image.
    figures: Vec<bool>,
    /// Whether the open link has no words yet.
    pub(super) link_is_bare: bool,
}

impl Builder {
    pub fn new(base: Option<&str>) -> Builder {
        Builder {
            links: Links::new(base),
            inline: Inline::default(),
            style: Style::default(),
            place: Place::default(),
            skipping: None,
            math: None,
            open: Vec::new(),
            n_too_deep: 0,
            was_too_deep: false,
            gathered: vec![Gathered::default()],
            pictures: Pictures::default(),
            n_blocks: 0,
            was_too_many: false,
            counters: Vec::new(),
            mark: None,
            code: String::new(),
            tables: Vec::new(),
            shapes: Vec::new(),
            figures: Vec::new(),
            link_is_bare: false,
        }
    }

    /// All blocks and links, and what was left out, in sentences.
    pub fn finish(mut self) -> (Gathered, Links, Vec<String>) {
        self.end_math();
        self.flush();
        while !self.open.is_empty() {
            self.pop();
        }
        let mut left_out = Vec::new();
        if self.was_too_many {
            left_out.push(
                "This text is very long: only its first 20,000 paragraphs are shown.".to_owned(),
            );
        }
        if self.was_too_deep {
            left_out.push(
                "Parts of this text are nested more than 500 deep and are shown without their structure."
                    .to_owned(),
            );
        }
        (self.gathered.swap_remove(0), self.links, left_out)
    }

    /// Adds words to the line, or to the code.
    pub(super) fn say(&mut self, text: &str) {
        if self.place.code {
            for c in text.chars() {
                match (c, sort(c)) {
                    ('\n', _) => self.code.push('\n'),
                    ('\t', _) => self.code.push_str("    "),
                    (_, Sort::Letter(c)) => self.code.push(c),
                    (_, Sort::Space) => self.code.push(' '),
                    (_, Sort::Nothing) => {}
                }
            }
            return;
        }
        self.inline.push(text, &self.style);
        self.link_is_bare &= text.trim().is_empty();
    }

    /// Ends the line: it becomes a block.
    pub(super) fn flush(&mut self) {
        if self.place.code {
            if !self.code.is_empty() && !self.code.ends_with('\n') {
                self.code.push('\n');
            }
            return;
        }
        let text = self.inline.take();
        if text.is_empty() {
            return self.put_pictures();
        }
        let block = match self.place.line {
            Line::Paragraph => Block::Paragraph(text),
            Line::Heading(level) => Block::Heading { level, text },
            Line::Item => Block::Item {
                depth: self.place.depth(),
                mark: self.mark.take().unwrap_or_default(),
                text,
            },
            Line::Quote => Block::Quote {
                depth: self.place.quotes,
                text,
            },
        };
        self.put(block);
        self.put_pictures();
    }

    /// Begins a block element.
    pub(super) fn begin(&mut self, kind: Kind, tag: &StartTag<'_>) {
        self.flush();
        for ended in kind.ends_before() {
            self.close(*ended);
        }
        if matches!(kind, Kind::Row | Kind::Cell | Kind::Caption) && self.tables.is_empty() {
            return;
        }
        if self.open.len() >= DEEPEST {
            self.n_too_deep += 1;
            self.was_too_deep = true;
            return;
        }
        if kind == Kind::Cell && !self.is_open(Kind::Row) {
            self.begin(Kind::Row, tag);
        }
        self.open.push(Open {
            kind,
            place: self.place,
            style: self.style,
        });
        self.place = self.place.within(kind);
        match kind {
            Kind::List => self.counters.push(match tag.name {
                "ol" => Counter::numbers(
                    tag.words("type"),
                    tag.number("start"),
                    tag.attribute("reversed").is_some(),
                ),
                _ => Counter::bullets(),
            }),
            Kind::Item => {
                let counter = self.counters.last_mut();
                self.mark = Some(match counter {
                    Some(counter) => counter.mark(tag.number("value")),
                    None => Counter::bullets().mark(None),
                });
            }
            Kind::Meaning => self.mark = None,
            Kind::Term | Kind::Summary => self.style.strong += 1,
            Kind::Heading(_) if self.place.line == Line::Item => self.style.strong += 1,
            Kind::FigureCaption => self.style.emphasis += 1,
            Kind::Figure => self.figures.push(false),
            Kind::Table => {
                let places_only = matches!(tag.words("role"), Some("presentation" | "none"));
                self.tables.push(Table::new(places_only));
            }
            Kind::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row();
                }
            }
            Kind::Cell => self.shapes.push(Shape {
                head: tag.name == "th",
                columns: span(tag, "colspan"),
                rows: span(tag, "rowspan"),
            }),
            _ => {}
        }
        if kind.gathers() {
            self.gathered.push(Gathered::default());
        }
    }

    /// Ends a block element, if it is open here.
    pub(super) fn end_block(&mut self, kind: Kind) {
        self.flush();
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return;
        }
        self.close(kind);
    }

    pub(super) fn close(&mut self, kind: Kind) {
        let same = |open: Kind| match (open, kind) {
            (Kind::Heading(_), Kind::Heading(_)) => true,
            _ => open == kind,
        };
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].kind;
            if same(open) {
                while self.open.len() > at {
                    self.pop();
                }
                return;
            }
            if open.holds(kind) {
                return;
            }
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open
            .iter()
            .rev()
            .take_while(|open| !open.kind.holds(kind))
            .any(|open| open.kind == kind)
    }

    fn pop(&mut self) {
        self.flush();
        let Some(open) = self.open.pop() else {
            return;
        };
        self.place = open.place;
        self.style = self.style.left_with(open.style);
        let gathered = match open.kind.gathers() && self.gathered.len() > 1 {
            true => self.gathered.pop().unwrap_or_default(),
            false => Gathered::default(),
        };
        match open.kind {
            Kind::List => {
                self.counters.pop();
            }
            Kind::Item => self.mark = None,
            Kind::Code if !self.place.code => self.end_code(),
            Kind::Caption => {
                if let Some(table) = self.tables.last_mut() {
                    table.caption(gathered);
                }
            }
            Kind::Row => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Kind::Cell => {
                let shape = self.shapes.pop().unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.cell(shape, gathered);
                }
            }
            Kind::Table => {
                let table = self.tables.pop().unwrap_or_default();
                self.put_counted(table.finish());
            }
            Kind::Figure => {
                self.figures.pop();
            }
            Kind::FigureCaption => self.end_caption(gathered),
            Kind::Form if n_bytes(&gathered.blocks) >= SHORTEST_FORM => {
                self.put_counted(gathered);
            }
            _ => {}
        }
    }

    fn end_code(&mut self) {
        let code = std::mem::take(&mut self.code);
        let lines = code.strip_prefix('\n').unwrap_or(&code).trim_end();
        if !lines.is_empty() {
            let lines = lines.lines().map(|line| line.trim_end().to_owned());
            let lines = lines.collect();
            self.put(Block::Code(lines));
        }
    }

    /// A caption speaks for an image that says nothing of itself.
    fn end_caption(&mut self, mut caption: Gathered) {
        let of_image = self.figures.last() == Some(&true);
        if let (true, [Block::Paragraph(spans)]) = (of_image, caption.blocks.as_slice())
            && spans.iter().all(|span| span.link.is_none())
        {
            let words: String = spans.iter().map(|span| span.text.as_str()).collect();
            let here = self.gathered.last_mut();
            match here.and_then(|here| here.blocks.last_mut()) {
                Some(Block::Image { alt }) if words.starts_with(alt.as_str()) => {
                    *alt = words;
                    return;
                }
                Some(Block::Image { .. }) => {}
                _ => caption.blocks = vec![Block::Image { alt: words }],
            }
        }
        self.put_counted(caption);
    }

    pub(super) fn met_image(&mut self) {
        if let Some(figure) = self.figures.last_mut() {
            *figure = true;
        }
    }

    pub(super) fn put(&mut self, block: Block) {
        if self.n_blocks >= MOST_BLOCKS {
            self.was_too_many = true;
            return;
        }
        self.n_blocks += 1;
        self.put_counted(Gathered::from(vec![block]));
    }

    /// Puts blocks where they go that were counted when they were made.
    fn put_counted(&mut self, more: Gathered) {
        let Some(here) = self.gathered.last_mut() else {
            return;
        };
        here.add(more, |here, block| match (&block, here.last()) {
            (Block::Image { .. } | Block::Rule, Some(last)) if *last == block => {}
            _ => here.push(block),
        });
    }
}

fn span(tag: &StartTag<'_>, name: &str) -> usize {
    let value = tag.number(name).unwrap_or(1).max(1);
    usize::try_from(value).unwrap_or(1)
}

fn n_bytes(blocks: &[Block]) -> usize {
    let spans = |spans: &[Span]| spans.iter().map(|span| span.text.len()).sum();
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Item { text, .. }
            | Block::Quote { text, .. } => spans(text),
            Block::Code(lines) => lines.iter().map(String::len).sum(),
            Block::Table { rows, .. } => rows.iter().flatten().map(|cell| spans(cell)).sum(),
            Block::Image { alt } => alt.len(),
            Block::Rule => 0,
        })
        .sum()
}
