//! The person's own keys: which of them can be used, and a sentence for each
//! that cannot. What cannot leaves the usual keys of its action.

use std::collections::BTreeMap;

use crate::app::actions;
use crate::app::keymap;
use crate::domain::query::fields::nearest;

/// Keys by action name, as the screen takes them.
pub type Keys = Vec<(String, Vec<String>)>;

/// What of the keys can be used, and why the rest cannot. Each sentence begins
/// with the setting's name, `keys.save`.
pub fn usable(written: &BTreeMap<String, Vec<String>>) -> (Keys, Vec<String>) {
    let mut problems = Vec::new();
    let mut keys: Keys = Vec::new();
    for (name, own) in written {
        if actions::named(name).is_none() {
            let known = actions::all().map(|action| action.name);
            let near = match nearest(name, known) {
                Some(near) => format!("did you mean {near}"),
                None => "rounds keys lists the names".to_string(),
            };
            problems.push(format!(
                "keys.{name} names nothing that a key can do; {near}"
            ));
            continue;
        }
        match own.iter().find(|key| keymap::parse(key).is_none()) {
            Some(wrong) => problems.push(format!(
                "keys.{name} has {wrong:?}, which is no key; write j, C-d, F5, Space or g g"
            )),
            None => keys.push((name.clone(), own.clone())),
        }
    }
    while let Some(clash) = keymap::clash(&keys) {
        let (refused, other) = (clash.refused, clash.other);
        problems.push(format!(
            "keys.{} takes {}, which {} needs; so {} keeps {}. Give {} another key too",
            refused.name,
            clash.keys,
            other.name,
            refused.name,
            refused.keys.join(" "),
            other.name,
        ));
        keys.retain(|(name, _)| name != refused.name);
    }
    (keys, problems)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::usable;

    fn said(written: &[(&str, &[&str])]) -> (Vec<String>, Vec<String>) {
        let written: BTreeMap<String, Vec<String>> = written
            .iter()
            .map(|(name, keys)| {
                let keys = keys.iter().map(|key| key.to_string()).collect();
                (name.to_string(), keys)
            })
            .collect();
        let (keys, problems) = usable(&written);
        (keys.into_iter().map(|(name, _)| name).collect(), problems)
    }

    #[test]
    fn two_actions_may_change_places() {
        let (used, problems) = said(&[("save", &["o"]), ("open.browser", &["s"])]);
        assert_eq!((used.len(), problems), (2, Vec::new()));
    }

    #[test]
    fn a_key_that_is_taken_is_refused_with_whose_it_is() {
        let (used, problems) = said(&[("save", &["o"])]);
        assert!(used.is_empty());
        assert!(
            problems[0].starts_with("keys.save takes o, which open.browser needs"),
            "{problems:?}"
        );
    }

    #[test]
    fn a_key_that_begins_a_sequence_is_refused() {
        let (_, problems) = said(&[("save", &["g"])]);
        assert!(problems[0].starts_with("keys.save takes g"), "{problems:?}");
    }

    #[test]
    fn a_key_of_one_screen_is_not_taken_from_under_it_by_a_key_of_all() {
        let (used, problems) = said(&[("quit", &["s"])]);
        assert_eq!((used.len(), problems.len()), (0, 1), "{problems:?}");
    }

    #[test]
    fn a_name_or_a_key_that_is_none_is_said_with_what_may_be_meant() {
        let (used, problems) = said(&[("svae", &["s"]), ("open.browser", &["Spcae"])]);
        assert!(used.is_empty());
        assert!(problems.iter().any(|it| it.contains("did you mean save")));
        assert!(problems.iter().any(|it| it.contains("\"Spcae\"")));
    }

    #[test]
    fn the_usual_keys_clash_nowhere() {
        assert!(crate::app::keymap::clash(&[]).is_none());
    }
}
