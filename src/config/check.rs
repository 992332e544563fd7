//! What is wrong with a settings file, each with its line, and what was perhaps
//! meant. Made from the table of settings; nothing here opens a file.

use std::collections::HashMap;

use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use crate::config::Given;
use crate::config::line_of;
use crate::config::meaning;
use crate::config::table;
use crate::config::table::SECTIONS;
use crate::config::table::SETTINGS;
use crate::config::table::Setting;
use crate::config::table::Takes;
use crate::config::written::Written;
use crate::domain::query::fields::nearest;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// From 1.
    pub line: usize,
    /// A sentence without its full stop.
    pub what: String,
}

/// Everything that is wrong with a file, from the top down.
pub fn troubles(text: &str) -> Vec<Trouble> {
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            return vec![Trouble {
                line: line_of(text, at),
                what: format!("this cannot be read: {}", error.message()),
            }];
        }
    };
    let mut found = Walk {
        text,
        troubles: Vec::new(),
        lines: HashMap::new(),
    };
    for (key, value) in document.get_ref() {
        let line = line_of(text, key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("keys", DeValue::Table(keys)) => found.keys("keys", keys),
            (name, DeValue::Table(settings)) if is_section(name) => {
                found.section(name, settings);
            }
            (name, _) => found.say(line, unknown_section(name)),
        }
    }
    if found.troubles.is_empty() {
        match toml::from_str::<Written>(text) {
            Ok(written) => {
                let (_, problems) = meaning(written, &Given::default());
                for what in problems {
                    let name = what.split(' ').next().unwrap_or_default();
                    let line = found.lines.get(name).copied().unwrap_or(1);
                    found.say(line, what);
                }
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                found.say(line_of(text, at), error.message().to_string());
            }
        }
    }
    found.troubles.sort_by_key(|trouble| trouble.line);
    found.troubles
}

struct Walk<'a> {
    text: &'a str,
    troubles: Vec<Trouble>,
    /// Where each setting stands, by its whole name.
    lines: HashMap<String, usize>,
}

impl Walk<'_> {
    fn say(&mut self, line: usize, what: String) {
        self.troubles.push(Trouble { line, what });
    }

    fn section(&mut self, section: &str, settings: &DeTable<'_>) {
        for (key, value) in settings {
            let name = key.get_ref().as_ref();
            let line = line_of(self.text, key.span().start);
            self.lines.insert(format!("{section}.{name}"), line);
            match table::named(section, name) {
                None => self.say(line, unknown_setting(section, name)),
                Some(setting) if !fits(setting, value.get_ref()) => {
                    let what = setting.what();
                    self.say(line, format!("{section}.{name} must be {what}"));
                }
                Some(_) => {}
            }
        }
    }

    /// Names with a dot may be quoted or not: `move.down = ["j"]`.
    fn keys(&mut self, before: &str, keys: &DeTable<'_>) {
        for (key, value) in keys {
            let name = format!("{before}.{}", key.get_ref());
            let line = line_of(self.text, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) => self.keys(&name, inner),
                value if is_keys(value) => _ = self.lines.insert(name, line),
                _ => self.say(
                    line,
                    format!("{name} must be keys in quotes: [\"s\", \"C-s\"]"),
                ),
            }
        }
    }
}

fn is_section(name: &str) -> bool {
    SECTIONS.iter().any(|(section, _)| *section == name)
}

fn is_keys(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(_) => true,
        DeValue::Array(keys) => keys.iter().all(|key| key.get_ref().is_str()),
        _ => false,
    }
}

/// Whether a value is of the right sort and within bounds; which words it may
/// be is looked at when they are all read.
fn fits(setting: &Setting, value: &DeValue<'_>) -> bool {
    match (&setting.takes, value) {
        (Takes::YesOrNo(_), DeValue::Boolean(_)) => true,
        (Takes::Number(bounds), DeValue::Integer(number)) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            let number = number.ok().and_then(|number| usize::try_from(number).ok());
            number.is_some_and(|number| (bounds.least..=bounds.most).contains(&number))
        }
        (Takes::OneOf(words), DeValue::String(word)) => words.contains(&word.as_ref()),
        (Takes::Text(_), DeValue::String(_)) => true,
        (Takes::Names(_), DeValue::Array(names)) => all_texts(names),
        _ => false,
    }
}

fn all_texts(names: &[Spanned<DeValue<'_>>]) -> bool {
    names.iter().all(|name| name.get_ref().is_str())
}

/// What to say of a heading that is none.
fn unknown_section(name: &str) -> String {
    let of_that_name = SETTINGS.iter().find(|setting| setting.name == name);
    if let Some(setting) = of_that_name {
        return format!("{name} belongs under [{}]", setting.section);
    }
    let sections = SECTIONS.iter().map(|(section, _)| *section);
    match nearest(name, sections.chain(["keys"])) {
        Some(near) => format!("there is no [{name}]; did you mean [{near}]"),
        None => format!("there is no [{name}]; rounds help config lists all settings"),
    }
}

/// What to say of a setting that is not there.
fn unknown_setting(section: &str, name: &str) -> String {
    let of_section = SETTINGS.iter().filter(|it| it.section == section);
    if let Some(near) = nearest(name, of_section.map(|it| it.name)) {
        return format!("[{section}] has no {name}; did you mean {near}");
    }
    match SETTINGS.iter().find(|it| it.name == name) {
        Some(other) => format!(
            "[{section}] has no {name}; it belongs under [{}]",
            other.section
        ),
        None => format!("[{section}] has no {name}; rounds help config lists all settings"),
    }
}

#[cfg(test)]
mod tests {
    use super::troubles;

    /// Each trouble as `line: what`.
    fn said(text: &str) -> Vec<String> {
        let troubles = troubles(text).into_iter();
        troubles
            .map(|it| format!("{}: {}", it.line, it.what))
            .collect()
    }

    #[test]
    fn a_setting_that_is_misspelt_is_said_with_what_was_meant() {
        assert_eq!(
            said("[screen]\nascii = true\ncolor = \"16\"\n[fecth]\n"),
            [
                "3: [screen] has no color; did you mean colour",
                "4: there is no [fecth]; did you mean [fetch]",
            ]
        );
    }

    #[test]
    fn a_setting_under_the_wrong_heading_is_said_where_it_belongs() {
        assert_eq!(
            said("theme = \"light\"\n[screen]\ninterval = 60\n"),
            [
                "1: theme belongs under [screen]",
                "3: [screen] has no interval; it belongs under [fetch]",
            ]
        );
    }

    #[test]
    fn a_value_that_cannot_be_is_said_with_what_can() {
        assert_eq!(
            said(
                "[fetch]\ninterval = 0x5\nper_host = \"4\"\nproxy = 3\n[screen]\ncolour = \"drak\"\n\
                 [learning]\nbodies = \"mine\"\n"
            ),
            [
                "2: fetch.interval must be a whole number from 15 to 10080",
                "3: fetch.per_host must be a whole number from 1 to 16",
                "4: fetch.proxy must be a text in quotes",
                "6: screen.colour must be \"auto\", \"true\", \"256\", \"16\" or \"none\"",
                "8: learning.bodies must be a list of names: [\"one\", \"other\"]",
            ]
        );
    }

    #[test]
    fn what_only_its_meaning_shows_has_its_line_too() {
        let said = said("[keys]\n\nsave = \"o\"\nmove.down = [\"j\", \"Spcae\"]\n");
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("3: keys.save takes o"), "{said:?}");
        assert!(
            said[1].starts_with("4: keys.move.down has \"Spcae\""),
            "{said:?}"
        );
    }

    #[test]
    fn what_is_no_toml_is_said_with_its_line() {
        let said = said("[screen]\nascii = yes please\n");
        assert!(said[0].starts_with("2: this cannot be read"), "{said:?}");
    }
}
