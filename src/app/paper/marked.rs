//! Finds the pieces a person marked in the lines of an article and marks them.
//!
//! By their letters alone: neither where lines break nor signs between words
//! matter, so that a piece is found at any width, and in a text that changed
//! around it. What is no longer there is not shown; it is still kept.

use crate::app::paper::Run;
use crate::app::paper::TextLine;
use crate::domain::shelf::Highlight;

/// Where a letter of the text stands.
struct Spot {
    line: usize,
    from: usize,
    to: usize,
}

/// Marks each piece where it stands in the text, the head apart.
pub(super) fn mark(lines: &mut [TextLine], pieces: &[Highlight]) {
    if pieces.is_empty() {
        return;
    }
    let mut letters = String::new();
    let mut spots = Vec::new();
    for (nth, line) in lines.iter().enumerate().filter(|(_, line)| line.block > 0) {
        for (at, c) in line
            .text()
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
        {
            for lower in c.to_lowercase() {
                letters.push(lower);
                // One for each byte, so that a place in the letters is a place
                // in here.
                for _ in 0..lower.len_utf8() {
                    spots.push(Spot {
                        line: nth,
                        from: at,
                        to: at + c.len_utf8(),
                    });
                }
            }
        }
    }
    for (number, piece) in (0u32..).zip(pieces) {
        let wanted = letters_of(&piece.text);
        let Some(start) = letters.find(&wanted).filter(|_| !wanted.is_empty()) else {
            continue;
        };
        let Some(found) = spots.get(start..start + wanted.len()) else {
            continue;
        };
        let mut at = 0;
        while let Some(first) = found.get(at) {
            let n = found[at..]
                .iter()
                .take_while(|it| it.line == first.line)
                .count();
            let last = &found[at + n - 1];
            mark_in(&mut lines[first.line], first.from, last.to, number);
            at += n;
        }
    }
}

/// The letters of a text that count when it is looked for.
fn letters_of(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Marks these bytes of a line; runs that are partly in them are cut.
fn mark_in(line: &mut TextLine, from: usize, to: usize, number: u32) {
    let mut at = 0;
    let mut runs = Vec::with_capacity(line.runs.len() + 2);
    for run in line.runs.drain(..) {
        let end = at + run.text.len();
        let cuts = [from.clamp(at, end) - at, to.clamp(at, end) - at];
        let (before, rest) = run.text.split_at(cuts[0]);
        let (within, behind) = rest.split_at(cuts[1] - cuts[0]);
        for (text, is_in) in [(before, false), (within, true), (behind, false)] {
            if !text.is_empty() {
                runs.push(Run {
                    text: text.to_string(),
                    marked: if is_in { Some(number) } else { run.marked },
                    ..run.blank()
                });
            }
        }
        at = end;
    }
    line.runs = runs;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<TextLine> {
        let line = |text: &&str| TextLine {
            picture: None,
            runs: vec![Run::plain(*text)],
            block: 1,
        };
        texts.iter().map(line).collect()
    }

    /// What is marked, line by line.
    fn marked(lines: &[TextLine]) -> Vec<String> {
        let of = |line: &TextLine| {
            let runs = line.runs.iter().filter(|run| run.marked.is_some());
            runs.map(|run| run.text.as_str()).collect::<String>()
        };
        lines.iter().map(of).collect()
    }

    #[test]
    fn a_piece_is_found_however_the_lines_break_and_whatever_changed_around_it() {
        let piece = [Highlight {
            block: 1,
            text: "Fewer died — 12 of 100, É心".to_string(),
        }];
        for texts in [
            &["Fewer died — 12 of 100, É心"][..],
            &["New words. Fewer died —", "12 of", "100, é心. More"][..],
            &["• Fewer died 12 of", "  100 É", "心"][..],
        ] {
            let mut found = lines(texts);
            let before: Vec<String> = found.iter().map(TextLine::text).collect();
            mark(&mut found, &piece);
            let after: Vec<String> = found.iter().map(TextLine::text).collect();
            assert_eq!(before, after, "no letter is lost");
            let said = letters_of(&marked(&found).join(""));
            assert_eq!(said, letters_of(&piece[0].text), "{texts:?}");
        }
        let mut other = lines(&["Nothing of it"]);
        mark(&mut other, &piece);
        assert_eq!(marked(&other), [""]);
    }

    #[test]
    fn the_head_is_no_text_and_an_empty_piece_marks_nothing() {
        let mut found = lines(&["one two", "one two"]);
        found[0].block = 0;
        let piece = |text: &str| Highlight {
            block: 1,
            text: text.to_string(),
        };
        mark(&mut found, &[piece("—"), piece("two")]);
        assert_eq!(marked(&found), ["", "two"]);
        assert_eq!(found[1].runs[1].marked, Some(1));
    }
}
