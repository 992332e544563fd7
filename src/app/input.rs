//! One line of text being typed: a string and a cursor, edited by grapheme.

use unicode_segmentation::GraphemeCursor;
use unicode_segmentation::UnicodeSegmentation;

/// What is typed and where the cursor stands (a byte index at a border of
/// graphemes).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    pub text: String,
    pub cursor: usize,
    /// Whether all of it is selected: what is typed takes its place, a move of
    /// the cursor keeps it.
    pub selected: bool,
}

impl Input {
    /// A line that already holds text, the cursor behind it.
    pub fn holding(text: impl Into<String>) -> Input {
        let text = text.into();
        let cursor = text.len();
        Input {
            text,
            cursor,
            selected: false,
        }
    }

    /// Selects what it holds.
    pub fn select(&mut self) {
        self.cursor = self.text.len();
        self.selected = !self.text.is_empty();
    }

    /// Takes the selection off; what was selected goes where it is `replaced`.
    pub(super) fn unselect(&mut self, replaced: bool) {
        if std::mem::take(&mut self.selected) && replaced {
            self.text.clear();
            self.cursor = 0;
        }
    }

    /// Puts text in at the cursor. Newlines and tabs become spaces, other
    /// control characters are left out.
    pub fn insert(&mut self, text: &str) {
        self.unselect(true);
        let clean: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| {
                if matches!(c, '\n' | '\r' | '\t') {
                    ' '
                } else {
                    c
                }
            })
            .filter(|c| !c.is_control())
            .collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
        self.settle();
    }

    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    pub fn right(&mut self) {
        self.cursor = self.after();
    }

    pub fn home(&mut self) {
        self.cursor = 0;
    }

    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    /// To the beginning of the word before.
    pub fn word_left(&mut self) {
        self.cursor = self.word_start();
    }

    /// Behind the end of the word that follows.
    pub fn word_right(&mut self) {
        let rest = &self.text[self.cursor..];
        let word = rest.trim_start();
        let skipped = rest.len() - word.len();
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        self.cursor += skipped + length;
        self.settle();
    }

    pub fn backspace(&mut self) {
        let start = self.before();
        self.cut(start, self.cursor);
    }

    pub fn delete(&mut self) {
        let end = self.after();
        self.cut(self.cursor, end);
    }

    /// Deletes the word before the cursor.
    pub fn delete_word(&mut self) {
        let start = self.word_start();
        self.cut(start, self.cursor);
    }

    pub fn delete_to_start(&mut self) {
        self.cut(0, self.cursor);
    }

    pub fn delete_to_end(&mut self) {
        self.text.truncate(self.cursor);
        self.settle();
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.cursor = start;
        self.settle();
    }

    fn before(&self) -> usize {
        self.text[..self.cursor]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(index, _)| index)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    fn word_start(&self) -> usize {
        let head = self.text[..self.cursor].trim_end();
        head.char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(index, c)| index + c.len_utf8())
    }

    /// What was joined by an edit may be one grapheme now; the cursor then
    /// stands behind it.
    fn settle(&mut self) {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        if let Ok(false) = cursor.is_boundary(&self.text, 0)
            && let Ok(Some(next)) = cursor.next_boundary(&self.text, 0)
        {
            self.cursor = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn backspace_takes_a_whole_grapheme() {
        let mut input = Input::holding("é心👨‍👩‍👧");
        input.backspace();
        assert_eq!(input.text, "é心");
        input.left();
        input.left();
        input.delete();
        assert_eq!(input.text, "心");
    }

    #[test]
    fn what_is_selected_is_replaced_by_typing_and_kept_by_moving() {
        let mut input = Input::holding("congenital heart");
        input.select();
        input.insert("a");
        assert_eq!(input, Input::holding("a"));
    }

    #[test]
    fn control_characters_are_never_inserted() {
        let mut input = Input::default();
        input.insert("a\u{1b}[2J\r\nb\0c\td");
        assert_eq!(input.text, "a[2J bc d");
    }

    #[test]
    fn words_and_ends_are_deleted_as_in_a_shell() {
        let mut input = Input::holding("heart failure trial ");
        input.delete_word();
        assert_eq!(input.text, "heart failure ");
        input.word_left();
        input.delete_to_end();
        assert_eq!(input.text, "heart ");
        input.delete_to_start();
        assert_eq!(input.text, "");
        input.backspace();
        input.delete();
        input.delete_word();
        assert_eq!(input, Input::default());
    }
}
