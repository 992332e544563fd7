//! Marking lines of an article: `H` puts a bar beside a line, `j` `k` move it,
//! `H` again begins a piece of several lines, Enter keeps it, Esc drops it.
//! Enter on a marked line takes its mark off.
//!
//! Nothing is kept before the writer has said so.

use crate::app::effect::Ask;
use crate::app::model::Model;
use crate::domain::shelf::Highlight;

/// The bar beside the lines that Enter will keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marking {
    /// Where the piece began, once that was said.
    pub start: Option<usize>,
    pub at: usize,
}

impl Marking {
    /// Whether a line is among those that are chosen.
    pub fn holds(&self, line: usize) -> bool {
        let start = self.start.unwrap_or(self.at);
        (start.min(self.at)..=start.max(self.at)).contains(&line)
    }
}

impl Model {
    /// `H`: the bar, or the first line of a piece.
    pub(super) fn begin_marking(&mut self) {
        let (_, height) = self.article_size();
        let [down, up, begin, drop] =
            ["move.down", "move.up", "highlight", "esc"].map(|name| self.keymap.first_key(name));
        let keep = self.keymap.rather("move.in", "Enter");
        let further = format!("{down} {up} to its end, {keep} keeps, {drop} drops.");
        let choose = match self.width < 72 {
            true => format!("{down} {up} choose, {begin} begins, {keep} keeps."),
            false => format!(
                "{down} {up} choose a line, {begin} begins a piece, {keep} keeps it, {drop} drops it."
            ),
        };
        let Some(article) = &mut self.article else {
            return;
        };
        if let Some(marking) = &mut article.marking {
            marking.start = Some(marking.at);
            return self.say(further);
        }
        let mut shown = article
            .lines
            .iter()
            .enumerate()
            .skip(article.top)
            .take(height);
        let first = shown.find(|(_, line)| line.block > 0 && !line.runs.is_empty());
        match first {
            None => self.say("There is no text on screen to mark."),
            Some((at, _)) => {
                article.marking = Some(Marking { start: None, at });
                self.say(choose);
            }
        }
    }

    /// Moves the bar, where there is one, and the text with it.
    pub(super) fn move_marking(&mut self, by: isize) -> bool {
        let (_, height) = self.article_size();
        let Some(article) = &mut self.article else {
            return false;
        };
        let first = article.lines.iter().position(|line| line.block > 0);
        let last = article.lines.len().saturating_sub(1);
        let Some(marking) = &mut article.marking else {
            return false;
        };
        marking.at = marking
            .at
            .saturating_add_signed(by)
            .clamp(first.unwrap_or(0), last);
        let lowest = (marking.at + 1).saturating_sub(height);
        article.top = article.top.clamp(lowest, marking.at);
        true
    }

    /// Takes the bar away; whether there was one.
    pub(super) fn drop_marking(&mut self) -> bool {
        let article = self.article.as_mut();
        article.and_then(|it| it.marking.take()).is_some()
    }

    /// Enter: keeps what is chosen, or takes the mark of the line off; whether
    /// a bar stood there.
    pub(super) fn keep_marking(&mut self) -> bool {
        let Some(article) = &mut self.article else {
            return false;
        };
        let Some(marking) = article.marking.take() else {
            return false;
        };
        let work = article.work;
        let chosen = article.lines.iter().enumerate();
        let chosen: Vec<_> = chosen
            .filter(|(nth, line)| marking.holds(*nth) && line.block > 0)
            .map(|(_, line)| line)
            .collect();
        let mut runs = chosen.iter().flat_map(|line| &line.runs);
        let marked = runs.find_map(|run| run.marked);
        let known = article.loaded.as_deref().map(|it| it.highlights.as_slice());
        let known = marked.and_then(|at| known?.get(at as usize)).cloned();
        if let (Some(piece), None) = (known, marking.start) {
            let keep = false;
            self.change(Ask::SetHighlight { work, piece, keep });
            return true;
        }
        let texts: Vec<String> = chosen.iter().map(|line| line.text()).collect();
        let texts: Vec<&str> = texts
            .iter()
            .flat_map(|text| text.split_whitespace())
            .collect();
        let text = texts.join(" ");
        match chosen.first() {
            Some(line) if text.contains(char::is_alphanumeric) => {
                let block = line.block;
                let piece = Highlight { block, text };
                let keep = true;
                self.change(Ask::SetHighlight { work, piece, keep });
            }
            _ => self.say("There are no words in that to mark."),
        }
        true
    }
}
