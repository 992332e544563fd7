//! Finding words inside an article.

use crate::app::model::Find;
use crate::app::model::Model;

impl Model {
    /// Looks for what is typed; the first match from here on becomes current.
    pub(super) fn search_article(&mut self) {
        let Some(article) = &mut self.article else {
            return;
        };
        let Some(find) = &mut article.find else {
            return;
        };
        let wanted = find.input.text.trim().to_lowercase();
        find.lines = match wanted.is_empty() {
            true => Vec::new(),
            false => (0..article.lines.len())
                .filter(|index| {
                    let runs = article.lines[*index].runs.iter();
                    let text: String = runs.map(|run| run.text.as_str()).collect();
                    text.to_lowercase().contains(&wanted)
                })
                .collect(),
        };
        let from = article.top;
        find.current = find
            .lines
            .iter()
            .position(|line| *line >= from)
            .unwrap_or(0);
    }

    /// Goes to the next or the previous match of the find.
    pub(super) fn step_match(&mut self, by: isize) {
        let Some(find) = self
            .article
            .as_mut()
            .and_then(|article| article.find.as_mut())
        else {
            let finds = self.by_key("search", "finds words in the article");
            return self.say(format!("No find is open.{finds}"));
        };
        let next = find.current.checked_add_signed(by);
        match next.filter(|next| *next < find.lines.len()) {
            Some(next) => {
                find.current = next;
                self.show_match();
            }
            None if find.lines.is_empty() => self.say_no_match(),
            None if by > 0 => self.say("This is the last match."),
            None => self.say("This is the first match."),
        }
    }

    fn say_no_match(&mut self) {
        let closes = self.by_key("esc", "closes the find");
        self.say(format!("No match here.{closes}"));
    }

    /// Scrolls to the current match and says which one it is.
    pub(super) fn show_match(&mut self) {
        let (_, height) = self.article_size();
        let Some(article) = &mut self.article else {
            return;
        };
        let Some(find): Option<&Find> = article.find.as_ref() else {
            return;
        };
        let Some(line) = find.lines.get(find.current).copied() else {
            return self.say_no_match();
        };
        let said = format!("Match {} of {}", find.current + 1, find.lines.len());
        if line < article.top || line >= article.top + height {
            article.top = line.saturating_sub(height / 3);
        }
        self.scroll(0);
        self.say(said);
    }
}
