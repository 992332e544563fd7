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

/// Everything that is wrong with a file by itself, from the top down.
pub fn troubles(text: &str) -> Vec<Trouble> {
    troubles_with(text, |_| Vec::new())
}

/// Everything that is wrong with a file, from the top down; `beyond` says what
/// only other files show, each a sentence that begins with the setting's name.
pub fn troubles_with(text: &str, beyond: impl Fn(&Written) -> Vec<String>) -> Vec<Trouble> {
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
        refused: Vec::new(),
    };
    for (key, value) in document.get_ref() {
        let line = line_of(text, key.span().start);
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("keys", DeValue::Table(keys)) => found.keys(&["keys"], keys),
            (name, DeValue::Table(settings)) if is_section(name) => {
                found.section(name, settings);
            }
            (name, _) => {
                found.refused.push(vec![name.to_string()]);
                found.say(line, unknown_section(name));
            }
        }
    }
    // What stands by itself is looked at beside what does not.
    let rest = match found.refused.as_slice() {
        [] => toml::from_str::<Written>(text),
        refused => without(text, refused),
    };
    match rest {
        Ok(written) => {
            let (_, mut problems) = meaning(written.clone(), &Given::default());
            problems.extend(beyond(&written));
            for what in problems {
                let name = what.split(' ').next().unwrap_or_default();
                let line = found.lines.get(name.trim_end_matches(':')).copied();
                found.say(line.unwrap_or(1), what);
            }
        }
        Err(error) if found.troubles.is_empty() => {
            let at = error.span().map_or(0, |span| span.start);
            found.say(line_of(text, at), error.message().to_string());
        }
        Err(_) => {}
    }
    found.troubles.sort_by_key(|trouble| trouble.line);
    found.troubles
}

/// The settings but for those that were refused, by their whole paths.
fn without(text: &str, refused: &[Vec<String>]) -> Result<Written, toml::de::Error> {
    let mut all: toml::Table = text.parse()?;
    for path in refused {
        let Some((name, around)) = path.split_last() else {
            continue;
        };
        let mut table = Some(&mut all);
        for section in around {
            table = table
                .and_then(|it| it.get_mut(section))
                .and_then(toml::Value::as_table_mut);
        }
        table.and_then(|it| it.remove(name));
    }
    all.try_into()
}

struct Walk<'a> {
    text: &'a str,
    troubles: Vec<Trouble>,
    /// Where each setting stands, by its whole name.
    lines: HashMap<String, usize>,
    /// What cannot be read, by its path.
    refused: Vec<Vec<String>>,
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
            let what = match table::named(section, name) {
                None => unknown_setting(section, name),
                Some(setting) if !fits(setting, value.get_ref()) => {
                    format!("{section}.{name} must be {}", setting.what())
                }
                Some(_) => continue,
            };
            self.refused
                .push(vec![section.to_string(), name.to_string()]);
            self.say(line, what);
        }
    }

    /// Names with a dot may be quoted or not: `move.down = ["j"]`.
    fn keys(&mut self, before: &[&str], keys: &DeTable<'_>) {
        for (key, value) in keys {
            let path = [before, &[key.get_ref().as_ref()]].concat();
            let name = path.join(".");
            let line = line_of(self.text, key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) => self.keys(&path, inner),
                value if is_keys(value) => _ = self.lines.insert(name, line),
                _ => {
                    let path = path.iter().map(|part| part.to_string()).collect();
                    self.refused.push(path);
                    self.say(
                        line,
                        format!("{name} must be keys in quotes: [\"s\", \"C-s\"]"),
                    );
                }
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
    use super::troubles_with;

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
    fn an_error_in_one_section_hides_none_in_another() {
        let said = said(
            "[fetch]\ninterval = \"often\"\n[fecth]\n[screen]\ntheme = \"no such\"\n\
             [keys]\nsave = \"o\"\nmove.down = 3\nsvae = \"s\"\n",
        );
        let starts = [
            "2: fetch.interval must be",
            "3: there is no [fecth]",
            "5: screen.theme is \"no such\"",
            "7: keys.save takes o",
            "8: keys.move.down must be keys",
            "9: keys.svae names nothing",
        ];
        assert_eq!(said.len(), starts.len(), "{said:#?}");
        for (said, start) in said.iter().zip(starts) {
            assert!(said.starts_with(start), "{said} is not {start}");
        }
    }

    #[test]
    fn what_other_files_show_has_its_line_too() {
        let troubles = troubles_with("[notify]\n\nabout = [\"Nope\"]\n", |written| {
            assert!(written.notify.about.is_some());
            vec!["notify.about names \"Nope\"".to_string()]
        });
        assert_eq!(troubles.len(), 1);
        assert_eq!(troubles[0].line, 3);
    }

    #[test]
    fn what_is_no_toml_is_said_with_its_line() {
        let said = said("[screen]\nascii = yes please\n");
        assert!(said[0].starts_with("2: this cannot be read"), "{said:?}");
    }
}
