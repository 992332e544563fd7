//! The words in the terminal's title bar, as the person set them.

use crate::app::model::Model;
use crate::domain::text;

/// The title where nobody wrote another.
pub const USUAL: &str = "rounds: {unread} unread";

/// Longer titles help nobody.
const LONGEST: usize = 80;

impl Model {
    /// The title, one clean line; `None` where the terminal's is left alone.
    /// `{place}` and `{unread}` stand for what they say.
    pub fn title(&self) -> Option<String> {
        let written = self.settings.title.trim();
        if written.is_empty() {
            return None;
        }
        let n_unread = self.overview.n_unread_all.to_string();
        let title = written
            .replace("{unread}", &n_unread)
            .replace("{place}", &self.place_name());
        let title = text::clean(&title).into_owned();
        Some(text::shorten(&title, LONGEST).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::app::testing::Stage;

    #[test]
    fn acceptance_38_the_title_is_one_clean_line() {
        let mut stage = Stage::of(9);
        stage.model.settings.title = "{place}\u{1b}]0;x\u{7}\n {unread} new".to_string();
        let title = stage.model.title().unwrap();
        assert!(!title.contains(char::is_control), "{title:?}");
        assert!(title.ends_with("6 new"), "{title:?}");
        stage.model.settings.title = String::new();
        assert_eq!(stage.model.title(), None);
    }
}
