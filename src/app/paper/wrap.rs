//! Wrapping by words: no hyphens, no justified lines. Wide letters (Chinese,
//! Japanese, Korean) may break anywhere but before closing punctuation; a word
//! longer than the line is broken between graphemes.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::paper::Run;
use crate::domain::text;

/// What may not begin a line in Chinese and Japanese text.
const CLOSING: [&str; 14] = [
    "、", "。", "，", "．", "）", "」", "』", "】", "〕", "！", "？", "：", "；", "ー",
];

/// Runs in lines no wider than `width`; at least one line, a newline in the
/// text always ends one.
pub fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let width = width.max(1);
    let mut page = Page::default();
    for atom in Atoms::of(runs) {
        match atom {
            Atom::Break => page.next_line(),
            Atom::Word {
                space,
                pieces,
                cells,
            } => {
                let gap = match &space {
                    Some(_) if page.used > 0 => 1,
                    _ => 0,
                };
                if page.used > 0 && page.used + gap + cells > width {
                    page.next_line();
                } else if let (1, Some(space)) = (gap, space) {
                    page.push(runs, space, " ", 1);
                }
                for (style, text) in pieces {
                    page.push_broken(runs, style, &text, width);
                }
            }
        }
    }
    page.lines.push(page.line);
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<Vec<Run>>,
    line: Vec<Run>,
    used: usize,
}

impl Page {
    fn next_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.used = 0;
    }

    fn push(&mut self, runs: &[Run], style: usize, text: &str, cells: usize) {
        self.used += cells;
        // A blank that holds has done its work here.
        let text = text.replace('\u{a0}', " ");
        let like = &runs[style];
        match self.line.last_mut() {
            Some(last)
                if last.role == like.role
                    && last.strong == like.strong
                    && last.link == like.link =>
            {
                last.text.push_str(&text);
            }
            _ => self.line.push(Run {
                text,
                ..like.blank()
            }),
        }
    }

    fn push_broken(&mut self, runs: &[Run], style: usize, text: &str, width: usize) {
        let whole = text::width(text);
        if self.used + whole <= width {
            self.push(runs, style, text, whole);
            return;
        }
        for grapheme in text.graphemes(true) {
            let wide = text::width(grapheme);
            // A letter wider than the whole line has no place on it at all.
            if wide > width {
                continue;
            }
            if self.used + wide > width {
                self.next_line();
            }
            self.push(runs, style, grapheme, wide);
        }
    }
}

enum Atom {
    Break,
    /// What stands together; each piece with the index of its run.
    Word {
        /// The run of the blank before it.
        space: Option<usize>,
        pieces: Vec<(usize, String)>,
        cells: usize,
    },
}

/// Gathers atoms grapheme by grapheme.
#[derive(Default)]
struct Atoms {
    done: Vec<Atom>,
    pieces: Vec<(usize, String)>,
    cells: usize,
    space: Option<usize>,
    after_wide: bool,
}

impl Atoms {
    fn of(runs: &[Run]) -> Vec<Atom> {
        let mut atoms = Atoms::default();
        for (style, run) in runs.iter().enumerate() {
            for grapheme in run.text.graphemes(true) {
                atoms.take(style, grapheme);
            }
        }
        atoms.end_word();
        atoms.done
    }

    fn take(&mut self, style: usize, grapheme: &str) {
        if grapheme == "\n" || grapheme == "\r\n" {
            self.end_word();
            self.space = None;
            self.done.push(Atom::Break);
            return;
        }
        if grapheme != "\u{a0}" && grapheme.chars().all(char::is_whitespace) {
            self.end_word();
            self.space = Some(style);
            return;
        }
        let cells = text::width(grapheme);
        let is_wide = cells >= 2;
        if (is_wide || self.after_wide) && !CLOSING.contains(&grapheme) {
            self.end_word();
        }
        self.after_wide = is_wide;
        self.cells += cells;
        match self.pieces.last_mut() {
            Some((last, text)) if *last == style => text.push_str(grapheme),
            _ => self.pieces.push((style, grapheme.to_string())),
        }
    }

    fn end_word(&mut self) {
        self.after_wide = false;
        if self.pieces.is_empty() {
            return;
        }
        self.done.push(Atom::Word {
            space: self.space.take(),
            pieces: std::mem::take(&mut self.pieces),
            cells: std::mem::take(&mut self.cells),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::app::paper::Run;
    use crate::domain::text;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &[&str]) {
        let lines: Vec<String> = wrap(&[Run::plain(text)], width)
            .iter()
            .map(|line| line.iter().map(|run| run.text.as_str()).collect())
            .collect();
        assert_eq!(lines, expected, "{text:?} in {width}");
    }

    #[test]
    fn lines_break_between_words() {
        check("heart failure trial", 13, &["heart failure", "trial"]);
        check("heart  failure", 5, &["heart", "failu", "re"]);
        check("", 5, &[""]);
        check("one\ntwo", 9, &["one", "two"]);
    }

    #[test]
    fn wide_letters_break_anywhere_but_before_closing_marks() {
        check("心不全診療", 4, &["心不", "全診", "療"]);
        check("心不全。診", 6, &["心不", "全。診"]);
        check("心", 1, &[""]);
    }

    #[test]
    fn an_address_longer_than_the_line_is_broken() {
        check(
            "see https://a.example/b now",
            8,
            &["see", "https://", "a.exampl", "e/b now"],
        );
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let text = "Hazard 心不全 e\u{301}\u{301} עברית 👩‍⚕️ supercalifragilistic \u{a0} x";
        for width in 2..30 {
            for line in wrap(&[Run::plain(text), Run::plain(text)], width) {
                let used: usize = line.iter().map(|run| text::width(&run.text)).sum();
                assert!(used <= width, "{used} in {width}");
            }
        }
    }
}
