//! An article on paper: its head and text wrapped to a width, in roles instead
//! of colours.

mod table;
pub mod wrap;

use crate::app::paper::wrap::wrap;
use crate::domain::badge::Badge;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::work::Work;

/// Text is never wider than this, however wide the screen: longer lines are
/// hard to follow back.
pub const WIDEST: u16 = 76;

/// What a person reads where a source gave no text.
pub const NO_TEXT: &str = "This source sends only the title and link. o opens it in the browser.";

/// One line of wrapped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextLine {
    pub runs: Vec<Run>,
    /// The block of the document it belongs to, for keeping the place when the
    /// width changes; the head is block 0, the first block 1.
    pub block: u32,
}

/// A run of text in one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
    pub strong: bool,
    /// The number of the link it belongs to, from 1.
    pub link: Option<u32>,
}

/// What a run is; `ui` gives it a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Text,
    Dim,
    Heading,
    Title,
    Link,
    Code,
    Quote,
    Badge(Badge),
    Saved,
}

impl Run {
    /// Text in no role.
    pub fn plain(text: impl Into<String>) -> Run {
        Run::of(Role::Text, text)
    }

    /// Text in a role.
    pub fn of(role: Role, text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            role,
            ..Run::default()
        }
    }

    /// A run like this one without its text.
    fn blank(&self) -> Run {
        Run {
            text: String::new(),
            ..*self
        }
    }
}

impl TextLine {
    /// The line without its roles.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The whole article, head first, no line wider than `width` cells; text never
/// wider than 76. `now` gives the age in the head.
pub fn lay_out(work: &Work, width: u16, now: UtcTime, ascii: bool) -> Vec<TextLine> {
    let mut paper = Paper {
        lines: Vec::new(),
        width: usize::from(width.clamp(1, WIDEST)),
        ascii,
        block: 0,
    };
    paper.head(work, now);
    match &work.document {
        Some(document) if !document.blocks.is_empty() => paper.document(document),
        _ => {
            paper.block += 1;
            paper.blank();
            paper.wrapped(&[Run::of(Role::Dim, NO_TEXT)], "", "");
        }
    }
    if !work.origin.is_empty() {
        paper.block += 1;
        paper.blank();
        paper.wrapped(&[Run::of(Role::Dim, paper.spell(&work.origin))], "", "");
    }
    if let Some(document) = &work.document {
        paper.links(&document.links);
    }
    paper.lines
}

/// Where a link leads, short: `nejm.org`; the address of a mail link.
pub fn host(target: &str) -> &str {
    if let Some(address) = target.strip_prefix("mailto:") {
        return address.split('?').next().unwrap_or(address);
    }
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// An age as a sentence part: `2h ago`, `just now`.
pub fn ago(time: UtcTime, now: UtcTime) -> String {
    match time.age(now).as_str() {
        "now" => "just now".to_string(),
        age => format!("{age} ago"),
    }
}

/// Three names at most, then `et al.`.
fn short_authors(authors: &[String]) -> String {
    match authors {
        [first, second, third, _, ..] => format!("{first}, {second}, {third}, et al."),
        _ => authors.join(", "),
    }
}

struct Paper {
    lines: Vec<TextLine>,
    width: usize,
    ascii: bool,
    block: u32,
}

impl Paper {
    fn spell(&self, text: &str) -> String {
        match self.ascii {
            true => text::ascii(text),
            false => text.to_string(),
        }
    }

    fn glyph(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.ascii {
            true => ascii,
            false => unicode,
        }
    }

    fn push(&mut self, runs: Vec<Run>) {
        self.lines.push(TextLine {
            runs,
            block: self.block,
        });
    }

    /// One empty line, where the page does not begin or end in one already.
    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.push(Vec::new());
        }
    }

    /// Wraps runs; the first line begins with `mark`, the others with `hang`,
    /// both of one width.
    fn wrapped(&mut self, runs: &[Run], mark: &str, hang: &str) {
        let indent = text::width(mark);
        // Where the mark takes too much room the text goes without.
        let (mark, hang, indent) = match indent + 4 <= self.width || indent == 0 {
            true => (mark, hang, indent),
            false => ("", "", 0),
        };
        for (n_line, mut line) in wrap(runs, self.width - indent).into_iter().enumerate() {
            let before = if n_line == 0 { mark } else { hang };
            if !before.is_empty() {
                let role = match before.trim().is_empty() {
                    true => Role::Text,
                    false => Role::Dim,
                };
                line.insert(0, Run::of(role, before));
            }
            self.push(line);
        }
    }

    fn head(&mut self, work: &Work, now: UtcTime) {
        let marks = self.marks(work);
        if !marks.is_empty() {
            for line in wrap(&marks, self.width) {
                self.push(line);
            }
        }
        let title = match work.row.title.as_str() {
            "" => "(no title)".to_string(),
            title => self.spell(title),
        };
        let title = Run {
            strong: true,
            ..Run::of(Role::Title, title)
        };
        self.wrapped(&[title], "", "");
        let journal = work.journal.as_deref().unwrap_or(&work.row.source);
        let parts = [
            self.spell(&short_authors(&work.authors)),
            self.spell(journal),
            ago(work.row.published, now),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let meta = parts.join(self.glyph(" · ", " - "));
        self.wrapped(&[Run::of(Role::Dim, meta)], "", "");
        if let Some(note) = work.note.as_deref().filter(|note| !note.is_empty()) {
            self.blank();
            let note = self.spell(note);
            self.wrapped(&[Run::plain(note)], "Note  ", "      ");
        }
    }

    /// Badge, saved, number of sources; nothing where none of them holds.
    fn marks(&self, work: &Work) -> Vec<Run> {
        let mut marks = Vec::new();
        if let Some(badge) = work.row.badge {
            // Blanks that hold, so that the filled ground reaches past the word.
            marks.push(Run {
                strong: true,
                ..Run::of(Role::Badge(badge), format!("\u{a0}{}\u{a0}", badge.word()))
            });
        }
        if work.row.saved {
            let star = self.glyph("★\u{a0}saved", "S\u{a0}saved");
            marks.push(Run::of(Role::Saved, star));
        }
        if work.row.n_sources > 1 {
            let words = format!("{} sources carry this", work.row.n_sources);
            marks.push(Run::of(Role::Dim, words.replace(' ', "\u{a0}")));
        }
        let mut spaced = Vec::new();
        for (nth, mark) in marks.into_iter().enumerate() {
            if nth > 0 {
                let gap = match spaced.len() == 1 && work.row.badge.is_some() {
                    true => " ",
                    false => "\u{a0} ",
                };
                spaced.push(Run::plain(gap));
            }
            spaced.push(mark);
        }
        spaced
    }

    fn document(&mut self, document: &Document) {
        let mut before = None;
        for block in &document.blocks {
            if !stands_close(before, block) {
                self.blank();
            }
            self.block += 1;
            self.one_block(block);
            before = Some(block);
        }
    }

    fn one_block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => {
                let runs: Vec<Run> = self
                    .runs(text, Role::Heading)
                    .into_iter()
                    .map(|run| Run {
                        strong: true,
                        ..run
                    })
                    .collect();
                self.wrapped(&runs, "", "");
            }
            Block::Paragraph(text) => self.wrapped(&self.runs(text, Role::Text), "", ""),
            Block::Item { depth, mark, text } => {
                let mark = match (self.ascii, mark.is_ascii()) {
                    (true, false) => "*",
                    _ => mark.as_str(),
                };
                let indent = usize::from(*depth) * 2;
                let before = format!("{}{mark} ", " ".repeat(indent));
                let hang = " ".repeat(text::width(&before));
                self.wrapped(&self.runs(text, Role::Text), &before, &hang);
            }
            Block::Quote { depth, text } => {
                let bar = self.glyph("│ ", "| ").repeat(usize::from((*depth).max(1)));
                self.wrapped(&self.runs(text, Role::Quote), &bar, &bar);
            }
            Block::Code(lines) => self.code(lines),
            Block::Table { head, rows } => self.table(*head, rows),
            Block::Image { alt } => {
                let words = match alt.trim() {
                    "" => "[image]".to_string(),
                    alt => format!("[image: {}]", self.spell(alt)),
                };
                self.wrapped(&[Run::of(Role::Dim, words)], "", "");
            }
            Block::Rule => {
                let rule = self.glyph("─", "-").repeat(self.width);
                self.push(vec![Run::of(Role::Dim, rule)]);
            }
        }
    }

    fn code(&mut self, lines: &[String]) {
        for line in lines {
            // Blanks that do not break keep the line as it is but for length.
            let kept = self
                .spell(&line.replace('\t', "    "))
                .replace(' ', "\u{a0}");
            for cut in wrap(&[Run::of(Role::Code, kept)], self.width) {
                self.push(cut);
            }
        }
    }

    fn table(&mut self, head: bool, rows: &[Vec<Vec<Span>>]) {
        let rows: Vec<Vec<Vec<Run>>> = rows
            .iter()
            .enumerate()
            .map(|(n_row, row)| {
                let cell_runs = |cell: &Vec<Span>| {
                    let mut runs = self.runs(cell, Role::Text);
                    for run in &mut runs {
                        run.strong |= head && n_row == 0;
                    }
                    runs
                };
                row.iter().map(cell_runs).collect()
            })
            .collect();
        for line in table::lay_out(head, &rows, self.width, self.glyph("─", "-")) {
            self.push(line);
        }
    }

    fn links(&mut self, links: &[Link]) {
        if links.is_empty() {
            return;
        }
        self.block += 1;
        self.blank();
        let heading = Run {
            strong: true,
            ..Run::of(Role::Heading, "Links")
        };
        self.wrapped(&[heading], "", "");
        for (at, link) in links.iter().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let label = self.spell(&link.label);
            let host = self.spell(host(&link.target));
            let mut runs = vec![Run::plain(label)];
            if link.label != host && !host.is_empty() {
                runs.push(Run::of(Role::Dim, format!(" ({host})")));
            }
            let mark = format!("[{number}] ");
            let hang = " ".repeat(mark.len());
            let first = self.lines.len();
            self.wrapped(&runs, &mark, &hang);
            if let Some(line) = self.lines.get_mut(first)
                && let Some(run) = line.runs.first_mut()
                && run.text == mark
            {
                run.text = format!("[{number}]");
                run.role = Role::Link;
                run.link = Some(number);
                line.runs.insert(1, Run::plain(" "));
            }
        }
    }

    /// Spans as runs, each link with its number behind its words.
    fn runs(&self, spans: &[Span], base: Role) -> Vec<Run> {
        let mut runs = Vec::with_capacity(spans.len());
        for (at, span) in spans.iter().enumerate() {
            let link = span.link.map(|index| index.saturating_add(1));
            let role = match (link, span.code) {
                (Some(_), _) => Role::Link,
                (None, true) => Role::Code,
                (None, false) => base,
            };
            runs.push(Run {
                text: self.spell(&span.text),
                role,
                strong: span.strong,
                link,
            });
            let goes_on = spans.get(at + 1).is_some_and(|next| next.link == span.link);
            if let Some(number) = link
                && !goes_on
            {
                runs.push(Run::plain(" "));
                runs.push(Run {
                    link: Some(number),
                    ..Run::of(Role::Dim, format!("[{number}]"))
                });
            }
        }
        runs
    }
}

/// Whether no empty line stands between two blocks.
fn stands_close(before: Option<&Block>, block: &Block) -> bool {
    matches!(
        (before, block),
        (Some(Block::Heading { .. }), _) | (Some(Block::Item { .. }), Block::Item { .. })
    )
}

#[cfg(test)]
#[path = "paper/tests.rs"]
mod tests;
