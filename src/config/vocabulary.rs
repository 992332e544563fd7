//! The topics that rounds ships: `assets/topics.toml`, built in.
//!
//! Nothing of the person's is read here.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::ConfigError;
use crate::config::line_of;
use crate::domain::topic::Ambiguous;
use crate::domain::topic::Descriptor;
use crate::domain::topic::Vocabulary;

const SHIPPED: &str = include_str!("../../assets/topics.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: u32,
    topic: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    label: String,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default, rename = "abbr")]
    abbreviations: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<Short>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    mute: Vec<String>,
    #[serde(default)]
    hashtags: Vec<String>,
    #[serde(default, alias = "medrxiv")]
    headings: Vec<String>,
    #[serde(default)]
    mesh: Vec<Heading>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Short {
    #[serde(rename = "abbr")]
    abbreviation: String,
    means: String,
    needs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    name: String,
    ui: String,
    trees: Vec<String>,
}

/// The shipped topics; read when first asked for, which takes milliseconds,
/// so not on the screen's task. For names alone there is [`name_of`].
pub fn shipped() -> &'static [Vocabulary] {
    static TOPICS: LazyLock<Vec<Vocabulary>> = LazyLock::new(|| match parse(SHIPPED, "assets") {
        Ok(topics) => topics,
        // A test reads it, so this is only what a broken build would say.
        Err(error) => {
            tracing::error!("the shipped topics could not be read: {error}");
            Vec::new()
        }
    });
    &TOPICS
}

/// Id and label of the shipped topic that is called so, by either, whatever
/// the case; looked up without reading the rest.
pub fn name_of(name: &str) -> Option<(&'static str, &'static str)> {
    // The catalogue asks for hundreds: the text is gone through once.
    static NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| names_in(SHIPPED));
    let wanted = name.trim().to_lowercase();
    let by_id = NAMES.iter().find(|(id, _)| *id == wanted);
    let by_label = || {
        NAMES
            .iter()
            .rfind(|(_, label)| label.to_lowercase() == wanted)
    };
    by_id.or_else(by_label).copied()
}

/// The id and the label of each topic, in order.
fn names_in(text: &'static str) -> Vec<(&'static str, &'static str)> {
    let said = |line: &'static str, key: &str| -> Option<&'static str> {
        let value = line.strip_prefix(key)?.strip_prefix(" = \"")?;
        value.strip_suffix('"')
    };
    let mut id = None;
    let mut names = Vec::new();
    for line in text.lines() {
        id = said(line, "id").or(id);
        if let (Some(id), Some(label)) = (id, said(line, "label")) {
            names.push((id, label));
        }
    }
    names
}

/// A number that changes when the shipped topics do.
pub fn edition() -> i64 {
    xxhash_rust::xxh3::xxh3_64(SHIPPED.as_bytes()).cast_signed()
}

/// Reads topics in the form that is shipped; `file` is only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line.
pub fn parse(text: &str, file: &str) -> Result<Vec<Vocabulary>, ConfigError> {
    let read: File = toml::from_str(text).map_err(|error| ConfigError::Malformed {
        file: file.to_string(),
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        what: error.message().to_string(),
    })?;
    Ok(read.topic.into_iter().map(Vocabulary::from).collect())
}

impl From<Entry> for Vocabulary {
    fn from(entry: Entry) -> Vocabulary {
        let ambiguous = entry.ambiguous.into_iter().map(|it| Ambiguous {
            abbreviation: it.abbreviation,
            means: it.means,
            needs: it.needs,
        });
        let mesh = entry.mesh.into_iter().map(|it| Descriptor {
            name: it.name,
            ui: it.ui,
            trees: it.trees,
        });
        Vocabulary {
            id: entry.id,
            label: entry.label,
            terms: entry.terms,
            weak: entry.weak,
            abbreviations: entry.abbreviations,
            ambiguous: ambiguous.collect(),
            not: entry.not,
            mute: entry.mute,
            hashtags: entry.hashtags,
            headings: entry.headings,
            mesh: mesh.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_shipped_topic_is_found_by_id_and_by_label_without_reading_it() {
        assert!(shipped().len() >= 44, "{}", shipped().len());
        for topic in shipped() {
            let name = Some((topic.id.as_str(), topic.label.as_str()));
            assert_eq!(name_of(&topic.id.to_uppercase()), name);
            assert_eq!(name_of(&topic.label), name);
        }
        assert_eq!(name_of("alchemy"), None);
    }

    #[test]
    fn no_shipped_topic_says_a_thing_twice_or_in_two_ways() {
        for topic in shipped() {
            let short = topic.ambiguous.iter().map(|it| &it.abbreviation);
            let all = topic.terms.iter().chain(&topic.weak);
            let all = all.chain(&topic.abbreviations).chain(short);
            let mut seen = HashSet::new();
            for word in all.chain(&topic.not).chain(&topic.hashtags) {
                assert!(seen.insert(word), "{}: {word}", topic.id);
                assert_eq!(word.trim(), word, "{}", topic.id);
            }
            for short in &topic.ambiguous {
                assert!(!short.needs.is_empty(), "{}", short.abbreviation);
            }
        }
    }

    #[test]
    fn mesh_numbers_have_the_form_of_mesh_numbers() {
        for descriptor in shipped().iter().flat_map(|topic| &topic.mesh) {
            let number = descriptor.ui.strip_prefix('D').unwrap();
            assert!(number.bytes().all(|b| b.is_ascii_digit()), "{number}");
            assert!(!descriptor.trees.is_empty(), "{}", descriptor.name);
            for tree in &descriptor.trees {
                let mut parts = tree.split('.');
                let head = parts.next().unwrap();
                assert!(head.len() == 3 && head.starts_with(|c: char| c.is_ascii_uppercase()));
                assert!(parts.all(|part| part.len() == 3), "{tree}");
            }
        }
    }
}
