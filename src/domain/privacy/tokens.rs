//! A text as words between blanks, without the punctuation around them.

/// What stands between two blanks, without the punctuation around it.
pub(super) struct Token<'a> {
    pub(super) word: &'a str,
    /// What followed it: `,` and the like.
    pub(super) after: &'a str,
    pub(super) before: &'a str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.word.len()
    }

    pub(super) fn lower(&self) -> String {
        self.word.to_lowercase()
    }

    pub(super) fn number(&self) -> Option<u32> {
        self.word.parse().ok()
    }
}

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split(char::is_whitespace) {
        let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '@' | '+');
        let word = piece.trim_matches(is_edge);
        if !word.is_empty() {
            let lead = piece.find(word).unwrap_or(0);
            found.push(Token {
                word,
                before: &piece[..lead],
                after: &piece[lead + word.len()..],
                start: at + lead,
            });
        }
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}
