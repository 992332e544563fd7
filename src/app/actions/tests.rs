//! The table looks after itself.

use std::collections::HashMap;
use std::collections::HashSet;

use super::Scope;
use super::all;
use crate::app::keymap;

#[test]
fn every_action_has_a_name_of_its_own_and_says_what_it_does() {
    let mut names = HashSet::new();
    for action in all() {
        assert!(names.insert(action.name), "{} stands twice", action.name);
        assert!(
            !action.short.is_empty(),
            "{} has no short word",
            action.name
        );
        assert!(action.help.len() > 3, "{} has no help", action.name);
        assert!(
            !action.help.ends_with('.'),
            "{} ends in a full stop",
            action.name
        );
        assert!(!action.keys.is_empty(), "{} has no key", action.name);
        assert!(!action.scopes.is_empty(), "{} holds nowhere", action.name);
    }
}

#[test]
fn no_key_means_two_things_in_one_place() {
    let mut taken: HashMap<(Scope, Vec<_>), &str> = HashMap::new();
    for action in all() {
        for written in action.keys {
            let read = keymap::parse(written);
            let read = read.unwrap_or_else(|| panic!("{} is no key", written));
            for (keys, _) in read {
                for scope in action.scopes {
                    if let Some(other) = taken.insert((*scope, keys.clone()), action.name) {
                        panic!("{other} and {} both take {written}", action.name);
                    }
                }
            }
        }
    }
}

#[test]
fn no_key_is_also_the_beginning_of_others() {
    let all_keys: Vec<(&str, Vec<_>)> = all()
        .flat_map(|action| action.keys.iter().map(|key| (action.name, *key)))
        .flat_map(|(name, key)| {
            keymap::parse(key)
                .unwrap_or_default()
                .into_iter()
                .map(move |it| (name, it.0))
        })
        .collect();
    for (name, keys) in &all_keys {
        for (other, longer) in &all_keys {
            let begins = longer.len() > keys.len() && longer.starts_with(keys);
            assert!(!begins, "{name} takes the first key of {other}");
        }
    }
}

/// Actions that came after the keymap was designed. Their keys are free there.
const SINCE: &[&str] = &[
    "copy.ama",
    "export",
    "text.other",
    "filter.query",
    "filter.keep",
    "welcome.on",
    "go.welcome",
    "who.follow",
    "go.source",
    "stage",
    "highlight",
    "mute",
    "mute.show",
];

#[test]
fn names_keys_and_words_are_those_of_the_keymap_that_was_designed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/ux/keys.toml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let designed: toml::Table = text.parse().expect("keys.toml");
    let designed = designed["action"].as_array().expect("actions");
    for name in SINCE {
        let is_one = all().any(|action| action.name == *name);
        let is_designed = designed.iter().any(|it| it["id"].as_str() == Some(name));
        assert!(is_one && !is_designed, "{name} does not belong into SINCE");
    }
    for action in all() {
        if SINCE.contains(&action.name) {
            let taken = |it: &toml::Value| {
                let mut keys = it["keys"].as_array().into_iter().flatten();
                // Which `export` does, on the screen of the log and elsewhere.
                it["id"].as_str() != Some("cme.export")
                    && keys.any(|key| action.keys.iter().any(|own| key.as_str() == Some(own)))
            };
            // On the welcome nothing else acts; among suggestions nothing opens.
            let is_own = matches!(action.name, "welcome.on" | "who.follow");
            let is_free = is_own || !designed.iter().any(taken);
            assert!(is_free, "{}", action.name);
            continue;
        }
        let of_name = |it: &&toml::Value| it["id"].as_str() == Some(action.name);
        let other = designed.iter().find(of_name);
        let other = other.unwrap_or_else(|| panic!("{} is not in keys.toml", action.name));
        let keys: Vec<&str> = other["keys"]
            .as_array()
            .expect("keys")
            .iter()
            .filter_map(|it| it.as_str())
            .collect();
        assert_eq!(keys, action.keys, "{}", action.name);
        assert_eq!(
            other["short"].as_str(),
            Some(action.short),
            "{}",
            action.name
        );
    }
}
