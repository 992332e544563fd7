//! `rounds help newsboat`: how to come over, and a table of keys to paste.
//!
//! The keys here are checked against the table of actions by a test, so that
//! what a person pastes never clashes.

pub(super) const PAGE: &str = "\
Coming from newsboat

  rounds import ~/.newsboat/urls          or ~/.config/newsboat/urls
  rounds import subscriptions.opml        what newsboat -e wrote
  rounds refresh

Each tag of the urls file becomes a list, \"~Name\" the name of a feed. What
begins with ! is ignored. query:, exec:, filter: and file: lines are told and
not taken: rounds runs no command for a feed. What you have read in newsboat is
not brought along; rounds read --all marks all of it.

Most keys are the same: j k Enter q Q o n p r R / : ? and 1 to 9 for links. What
differs:

  newsboat                    here
  N   read or unread          m   (N: the match before, within an article)
  A   all of a feed read      M
  u   list of links           L   (u takes the last change back)
  s   write to a file         X   (s saves for study)
  t   choose a tag            ;   (t tags what is selected)
  F   filter                  z f
  l   show what is read       z u (l goes in)
  C-f clear the filter        F   (C-f is a page down)

To have newsboat's meaning of N, A and u, put this into config.toml (rounds
config path says where, rounds config check whether it is understood):

  [keys]
  mark.toggle = \"N\"
  mark.all = \"A\"
  links = \"u\"
  undo = \"U\"
  redo = \"C-r\"
  find.prev = \"P\"

Queries: a search is words, and fields with a colon.

  newsboat                            here
  title =~ \"heart\"                    title:heart
  unread = \"yes\" and age < 7          is:unread since:7d
  feedtitle =~ \"nejm\" or title # \"x\"  source:nejm OR title:x
  a query: line of the urls file      rounds timeline --query … --keep NAME
  ignore-article                      rounds mute add QUERY

rounds help query tells the rest.

There are no macros, no regular expressions and no podcasts to download.
";

#[cfg(test)]
mod tests {
    use super::PAGE;
    use crate::app::actions::Scope;
    use crate::app::keymap;
    use crate::app::keymap::Keymap;
    use crate::app::keymap::Meaning;
    use crate::config;
    use crate::config::Given;
    use crate::config::check;

    /// The table as a person pastes it.
    fn table() -> String {
        let lines = PAGE.lines().skip_while(|line| line.trim() != "[keys]");
        let lines = lines.take_while(|line| !line.is_empty());
        lines.map(|line| format!("{}\n", line.trim())).collect()
    }

    #[test]
    fn the_keys_to_paste_mean_what_they_mean_in_newsboat_and_clash_nowhere() {
        assert!(table().lines().count() > 5);
        assert_eq!(check::troubles(&table()), []);
        let written = config::parse(&table(), "config.toml").expect("settings");
        let (config, problems) = config::meaning(written, &Given::default());
        assert_eq!(problems, Vec::<String>::new());
        let keymap = Keymap::new(&config.screen.keys);
        for (key, name) in [
            ("n", "unread.next"),
            ("N", "mark.toggle"),
            ("A", "mark.all"),
            ("u", "links"),
            ("U", "undo"),
            ("r", "refresh"),
            ("R", "refresh.all"),
            ("o", "open.browser"),
            ("q", "back"),
            ("/", "search"),
        ] {
            for scope in [Scope::Timeline, Scope::Reader] {
                let sequences = keymap::parse(key).expect("a key");
                let meaning = keymap.meaning(&sequences[0].0, scope);
                let Meaning::Act(action, _) = meaning else {
                    panic!("{key} does nothing in {scope:?}");
                };
                assert_eq!(action.name, name, "{key} in {scope:?}");
            }
        }
    }

    #[test]
    fn the_usual_keys_are_those_the_page_tells() {
        let keymap = Keymap::new(&[]);
        for (name, key) in [
            ("mark.toggle", "m"),
            ("mark.all", "M"),
            ("links", "L"),
            ("undo", "u"),
            ("export", "X"),
            ("save", "s"),
            ("tag", "t"),
            ("jump", ";"),
            ("filter.query", "z f"),
            ("filter.clear", "F"),
            ("view.unread", "z u"),
            ("find.prev", "N"),
        ] {
            assert_eq!(keymap.first_key(name), key, "{name}");
        }
    }
}
