//! The blocks of a document, one after the other, on a sheet.

use crate::app::paper::Keys;
use crate::app::paper::Role;
use crate::app::paper::Run;
use crate::app::paper::host;
use crate::app::paper::no_text;
use crate::app::paper::sheet::Sheet;
use crate::app::paper::table;
use crate::app::paper::wrap::wrap;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::text;
use crate::domain::work::Work;

impl Sheet {
    /// The text, where it comes from, and its links.
    pub(super) fn body(&mut self, work: &Work, keys: Keys<'_>) {
        match &work.document {
            Some(document) if !document.blocks.is_empty() => self.document(document),
            // An image says something too where there is no text.
            _ if self.hang_rest() => {}
            _ => self.remark(&no_text(keys)),
        }
        if !work.origin.is_empty() {
            let origin = self.spell(&work.origin);
            self.remark(&origin);
        }
        if let Some(document) = &work.document {
            self.links(&document.links);
        }
    }

    /// A paragraph of ours below the text.
    fn remark(&mut self, words: &str) {
        self.block += 1;
        self.blank();
        self.wrapped(&[Run::of(Role::Dim, words)], "", "");
    }

    fn document(&mut self, document: &Document) {
        let mut before = None;
        for (at, block) in document.blocks.iter().enumerate() {
            let stands_close = match self.hang(at) {
                // The words of an image stand close below it.
                true => matches!(block, Block::Image { .. }),
                false => stands_close(before, block),
            };
            if !stands_close {
                self.blank();
            }
            self.block += 1;
            self.one_block(block);
            before = Some(block);
        }
        self.hang_rest();
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
                let indent = self.depth(*depth) * 2;
                let before = format!("{}{mark} ", " ".repeat(indent));
                let hang = " ".repeat(text::width(&before));
                self.wrapped(&self.runs(text, Role::Text), &before, &hang);
            }
            Block::Quote { depth, text } => {
                let bar = self.glyph("│ ", "| ").repeat(self.depth(*depth).max(1));
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

    /// How deep a block is shown: never so deep that its text has less than
    /// half of the width.
    fn depth(&self, depth: u8) -> usize {
        usize::from(depth).min(self.width / 4)
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
        let marks = (self.glyph("─", "-"), self.glyph("…", "~"));
        for line in table::lay_out(head, &rows, self.width, marks) {
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
            // Numbers stand in one column, whatever runs how behind them.
            self.set(&runs, &mark, &hang, false);
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
                marked: None,
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
