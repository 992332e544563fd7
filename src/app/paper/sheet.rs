//! The sheet an article is laid out on, and the article's head.

use std::collections::VecDeque;

use crate::app::paper::Keys;
use crate::app::paper::Role;
use crate::app::paper::Run;
use crate::app::paper::TextLine;
use crate::app::paper::ago;
use crate::app::paper::hung::Image;
use crate::app::paper::wrap::wrap;
use crate::domain::document::Document;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::work::Work;

/// Lines so far, and what the next ones must keep to.
pub(super) struct Sheet {
    pub(super) lines: Vec<TextLine>,
    pub(super) width: usize,
    pub(super) ascii: bool,
    pub(super) block: u32,
    /// Whether the article runs from right to left.
    pub(super) leftward: bool,
    /// The images that are shown, in reading order.
    pub(super) images: VecDeque<Image>,
}

impl Sheet {
    pub(super) fn new(width: usize, ascii: bool) -> Sheet {
        Sheet {
            lines: Vec::new(),
            width,
            ascii,
            block: 0,
            leftward: false,
            images: VecDeque::new(),
        }
    }

    pub(super) fn spell(&self, text: &str) -> String {
        match self.ascii {
            true => text::ascii(text),
            false => text.to_string(),
        }
    }

    pub(super) fn glyph(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self.ascii {
            true => ascii,
            false => unicode,
        }
    }

    pub(super) fn push(&mut self, runs: Vec<Run>) {
        self.lines.push(TextLine {
            runs,
            block: self.block,
            picture: None,
        });
    }

    /// One empty line, where the page does not begin or end in one already.
    pub(super) fn blank(&mut self) {
        let is_full = |line: &TextLine| line.picture.is_some() || !line.runs.is_empty();
        if self.lines.last().is_some_and(is_full) {
            self.push(Vec::new());
        }
    }

    /// Wraps runs; the first line begins with `mark`, the others with `hang`,
    /// both of one width. What runs from right to left stands at the right
    /// edge, its mark behind it.
    pub(super) fn wrapped(&mut self, runs: &[Run], mark: &str, hang: &str) {
        let leftward = self.runs_left(runs);
        self.set(runs, mark, hang, leftward);
    }

    /// Whether a paragraph is set at the right edge: it has letters that run
    /// from right to left, and begins with one or is part of such an article.
    fn runs_left(&self, runs: &[Run]) -> bool {
        let mut letters = runs
            .iter()
            .flat_map(|run| run.text.chars())
            .filter(|c| c.is_alphabetic());
        match (letters.next(), self.leftward) {
            (Some(first), _) if text::runs_left(first) => true,
            (_, true) => letters.any(text::runs_left),
            _ => false,
        }
    }

    pub(super) fn set(&mut self, runs: &[Run], mark: &str, hang: &str, leftward: bool) {
        let indent = text::width(mark);
        // Where the mark takes too much room the text goes without.
        let (mark, hang, indent) = match indent + 4 <= self.width || indent == 0 {
            true => (mark, hang, indent),
            false => ("", "", 0),
        };
        for (n_line, mut line) in wrap(runs, self.width - indent).into_iter().enumerate() {
            let before = if n_line == 0 { mark } else { hang };
            if leftward {
                self.push_at_right(line, before);
                continue;
            }
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

    /// A line at the right edge with its mark turned round (`• ` is ` •`).
    fn push_at_right(&mut self, mut line: Vec<Run>, mark: &str) {
        let used: usize = line.iter().map(|run| text::width(&run.text)).sum();
        let used = used + text::width(mark);
        line.insert(0, Run::plain(" ".repeat(self.width.saturating_sub(used))));
        if !mark.trim().is_empty() {
            let kept = mark.trim_end();
            let gap = " ".repeat(mark.len() - kept.len());
            line.push(Run::of(Role::Dim, format!("{gap}{kept}")));
        } else if !mark.is_empty() {
            line.push(Run::plain(mark));
        }
        self.push(line);
    }

    pub(super) fn head(&mut self, work: &Work, now: UtcTime, keys: Keys<'_>) {
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
        let place = work.details.place_in_journal();
        let parts = [
            self.spell(&short_authors(&work.authors)),
            self.spell(format!("{journal} {place}").trim()),
            match work.ahead.filter(|stated| *stated > now) {
                _ if work.row.undated => "no date".to_string(),
                // The row stands where it was seen; the date is the source's.
                Some(stated) => format!("dated {}", stated.day()),
                None => ago(work.row.published, now),
            },
            match work.document.as_ref().and_then(Document::minutes) {
                Some(minutes) => format!("{minutes} min to read"),
                None => String::new(),
            },
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let meta = parts.join(self.glyph(" · ", " - "));
        self.wrapped(&[Run::of(Role::Dim, meta)], "", "");
        if let Some(origin) = &work.details.origin {
            let words = self.spell(&format!("First in {}", origin.title));
            self.wrapped(&[Run::of(Role::Dim, words)], "", "");
        }
        if let (Some(badge), Some(why)) = (work.row.badge, &work.badge_why) {
            let words = self.spell(&format!("{}: {why}", badge.word()));
            self.wrapped(&[Run::of(Role::Dim, words)], "", "");
        }
        self.warnings(work, keys);
        if let Some(note) = work.note.as_deref().filter(|note| !note.is_empty()) {
            self.blank();
            let note = self.spell(note);
            self.wrapped(&[Run::plain(note)], "Note  ", "      ");
        }
    }

    /// What whoever reads this must know of: corrections, retraction notices.
    fn warnings(&mut self, work: &Work, keys: Keys<'_>) {
        let warnings = work.related.iter();
        for related in warnings.filter(|it| it.relation.is_warning() && !it.is_about_other) {
            let word = related.relation.word();
            let article = if word.starts_with('e') { "an" } else { "a" };
            let shows = match keys.carriers {
                "" => ".".to_string(),
                key => format!(": {key} shows it."),
            };
            let words = format!(
                "{} There is {article} {word} in {}{shows}",
                self.glyph("▲", "!"),
                related.source_title
            );
            let words = Run {
                strong: true,
                ..Run::plain(self.spell(&words))
            };
            self.wrapped(&[words], "", "");
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
}

/// Three names at most, then `et al.`.
fn short_authors(authors: &[String]) -> String {
    match authors {
        [first, second, third, _, ..] => format!("{first}, {second}, {third}, et al."),
        _ => authors.join(", "),
    }
}
