//! A line of text as it grows: styles, white space folded as HTML folds it,
//! raised and lowered text.
//!
//! Nothing here knows where lines end or what blocks are.

use crate::domain::document::Span;
use crate::page::characters::Sort;
use crate::page::characters::sort;
use crate::page::scripts::Script;
use crate::page::scripts::Writing;
use crate::page::scripts::form;
use crate::page::scripts::opening;
use crate::page::scripts::writing;

/// Deeper raising is read as if it were not there: each level is read again
/// when it ends, and no formula needs more.
const DEEPEST_SCRIPT: usize = 4;

/// How many tags of each style are open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    pub strong: u32,
    pub emphasis: u32,
    pub code: u32,
    pub link: Option<u32>,
}

impl Style {
    /// The style after a block that began in `before` has ended: what was left
    /// open in it ends with it, what was closed in it stays closed.
    pub fn left_with(self, before: Style) -> Style {
        Style {
            strong: self.strong.min(before.strong),
            emphasis: self.emphasis.min(before.emphasis),
            code: self.code.min(before.code),
            link: self.link.filter(|link| before.link == Some(*link)),
        }
    }

    fn fits(&self, span: &Span) -> bool {
        span.strong == (self.strong > 0)
            && span.emphasis == (self.emphasis > 0)
            && span.code == (self.code > 0)
            && span.link == self.link
    }

    fn span(&self) -> Span {
        Span {
            text: String::new(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            code: self.code > 0,
            link: self.link,
        }
    }
}

/// The line.
#[derive(Debug, Default)]
pub struct Inline {
    spans: Vec<Span>,
    gap: bool,
    scripts: Vec<Start>,
}

/// Where a raised or lowered text began.
#[derive(Debug)]
struct Start {
    script: Script,
    span: usize,
    byte: usize,
}

impl Inline {
    /// Adds text; white space at the beginning of the line is lost.
    pub fn push(&mut self, text: &str, style: &Style) {
        let mut run = String::new();
        for c in text.chars() {
            match sort(c) {
                Sort::Letter(c) => {
                    if self.gap {
                        self.put(&run, style);
                        run.clear();
                        self.put_gap(style);
                    }
                    run.push(c);
                }
                Sort::Space => {
                    self.put(&run, style);
                    run.clear();
                    self.gap = !self.spans.is_empty();
                }
                Sort::Nothing => {}
            }
        }
        self.put(&run, style);
    }

    pub fn space(&mut self) {
        self.gap = !self.spans.is_empty();
    }

    /// Begins text above or below the line.
    pub fn raise(&mut self, script: Script) {
        if self.scripts.len() >= DEEPEST_SCRIPT {
            return;
        }
        let span = self.spans.len().saturating_sub(1);
        let byte = self.spans.last().map_or(0, |span| span.text.len());
        self.scripts.push(Start { script, span, byte });
    }

    /// Ends the text that [`Inline::raise`] began.
    pub fn lower(&mut self) {
        if let Some(start) = self.scripts.pop() {
            self.write_script(&start);
        }
    }

    /// The line as it is, and a new one begun.
    pub fn take(&mut self) -> Vec<Span> {
        while let Some(start) = self.scripts.pop() {
            self.write_script(&start);
        }
        self.gap = false;
        std::mem::take(&mut self.spans)
    }

    fn put(&mut self, run: &str, style: &Style) {
        if run.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if style.fits(last) => last.text.push_str(run),
            _ => {
                let mut span = style.span();
                span.text.push_str(run);
                self.spans.push(span);
            }
        }
    }

    /// A blank between two styles belongs to neither of them.
    fn put_gap(&mut self, style: &Style) {
        self.gap = false;
        let Some(last) = self.spans.last_mut() else {
            return;
        };
        if style.fits(last) || Style::default().fits(last) {
            last.text.push(' ');
        } else {
            self.put(" ", &Style::default());
        }
    }

    fn write_script(&mut self, start: &Start) {
        let text: String = self
            .spans
            .iter()
            .skip(start.span)
            .enumerate()
            .map(|(i, span)| span.text.get(from(i, start)..).unwrap_or_default())
            .collect();
        let content = text.trim();
        if content.is_empty() {
            return;
        }
        let before = self.before(start);
        match writing(start.script, &before, content) {
            Writing::Plain => {}
            Writing::Mapped => {
                for (i, span) in self.spans.iter_mut().skip(start.span).enumerate() {
                    let tail = span.text.split_off(from(i, start).min(span.text.len()));
                    let formed = tail.chars().map(|c| form(start.script, c).unwrap_or(c));
                    span.text.extend(formed);
                }
            }
            Writing::Wrapped => self.wrap(start),
        }
    }

    fn wrap(&mut self, start: &Start) {
        let mut open = Some(opening(start.script));
        for (i, span) in self.spans.iter_mut().skip(start.span).enumerate() {
            let from = from(i, start);
            let tail = span.text.get(from..).unwrap_or_default();
            let blank = tail.len() - tail.trim_start().len();
            if tail.len() > blank
                && let Some(open) = open.take()
            {
                span.text.insert_str(from + blank, open);
            }
        }
        if let Some(last) = self.spans.last_mut() {
            last.text.push(')');
        }
    }

    /// The last characters in front of a raised text.
    fn before(&self, start: &Start) -> String {
        let text = self
            .spans
            .get(start.span)
            .and_then(|span| span.text.get(..start.byte))
            .unwrap_or_default();
        // From behind: a paragraph may hold thousands of powers.
        let from = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        text[from..].to_owned()
    }
}

fn from(i: usize, start: &Start) -> usize {
    if i == 0 { start.byte } else { 0 }
}
