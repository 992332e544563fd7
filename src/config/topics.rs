//! The person's topics: `topics.toml`, read, and changed without touching what
//! else stands in it.
//!
//! The file is the person's: a change here keeps its comments and its order.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use toml_edit::ArrayOfTables;
use toml_edit::DocumentMut;
use toml_edit::Item;
use toml_edit::Table;
use toml_edit::Value;

use crate::config::ConfigError;
use crate::config::line_of;
use crate::domain::id::TopicId;
use crate::domain::topic::Topic;

/// What a person without a file of their own starts with.
pub const SHIPPED: &str = include_str!("../../assets/topics.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    topic: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    words: Vec<String>,
}

/// The topics of a file; the shipped examples where there is none.
///
/// Ids count from 1 in the order of the file; the store gives lasting ones by
/// name.
///
/// # Errors
///
/// [`ConfigError`] with file and line.
pub fn read(file: &Path) -> Result<Vec<Topic>, ConfigError> {
    parse(&text_of(file)?, &file.display().to_string())
}

/// The topics that a text says; `file` is only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line.
pub fn parse(text: &str, file: &str) -> Result<Vec<Topic>, ConfigError> {
    let read: File = toml::from_str(text).map_err(|error| ConfigError::Malformed {
        file: file.to_string(),
        line: line_of(text, error.span().map_or(0, |span| span.start)),
        what: error.message().to_string(),
    })?;
    Ok((1..)
        .zip(read.topic)
        .map(|(id, entry)| Topic {
            id: TopicId(id),
            name: entry.name.trim().to_string(),
            words: entry.words,
            n_unread: 0,
        })
        .filter(|topic| !topic.name.is_empty())
        .collect())
}

/// Sets the words of a topic in a file, making topic and file where they are
/// not there; no words takes the topic away.
///
/// # Errors
///
/// [`ConfigError`] where the file cannot be read, understood or written; then
/// it is as it was.
pub fn set(file: &Path, name: &str, words: &[String]) -> Result<(), ConfigError> {
    let text = text_of(file)?;
    let changed = with_topic(&text, name, words).map_err(|what| ConfigError::Malformed {
        file: file.display().to_string(),
        line: 1,
        what,
    })?;
    write_whole(file, &changed).map_err(|source| ConfigError::Unwritable {
        file: file.display().to_string(),
        source,
    })
}

/// Writes beside the file and moves into place, so that a full disk or a
/// crash leaves the old one whole.
fn write_whole(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = file.with_extension("toml.new");
    fs::write(&beside, text)?;
    fs::rename(&beside, file)
}

fn text_of(file: &Path) -> Result<String, ConfigError> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(SHIPPED.to_string()),
        Err(source) => Err(ConfigError::Unreadable {
            file: file.display().to_string(),
            source,
        }),
    }
}

/// A file's text with one topic changed, all else as it was.
fn with_topic(text: &str, name: &str, words: &[String]) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_string())?;
    let item = document
        .entry("topic")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(topics) = item.as_array_of_tables_mut() else {
        return Err("`topic` must be written as [[topic]]".to_string());
    };
    let index = topics.iter().position(|topic| {
        topic
            .get("name")
            .and_then(Item::as_str)
            .is_some_and(|known| known.trim() == name)
    });
    match (index, words) {
        (Some(index), []) => {
            topics.remove(index);
        }
        (None, []) => {}
        (Some(index), _) => {
            if let Some(topic) = topics.get_mut(index) {
                topic.insert("words", toml_edit::value(array(words)));
            }
        }
        (None, _) => {
            let mut topic = Table::new();
            topic.insert("name", toml_edit::value(name));
            topic.insert("words", toml_edit::value(array(words)));
            topics.push(topic);
        }
    }
    Ok(document.to_string())
}

fn array(words: &[String]) -> Value {
    Value::Array(words.iter().map(String::as_str).collect())
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;
    use super::parse;
    use super::with_topic;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_string()).collect()
    }

    #[test]
    fn three_topics_are_shipped() {
        assert_eq!(parse(SHIPPED, "topics.toml").unwrap().len(), 3);
    }

    #[test]
    fn a_new_topic_leaves_comments_and_neighbours_alone() {
        let text = "# mine\n[[topic]]\nname = \"CKD\" # kidney\nwords = [\"CKD\"]\n";
        let changed = with_topic(text, "Sepsis", &words(&["sepsis", "septic shock"])).unwrap();
        assert!(changed.starts_with(text));
        let topics = parse(&changed, "t").unwrap();
        assert_eq!(topics[1].words, ["sepsis", "septic shock"]);
    }

    #[test]
    fn words_are_replaced_and_no_words_take_the_topic_away() {
        let text = "[[topic]]\nname = \"CKD\"\nwords = [\"CKD\"]\n";
        let changed = with_topic(text, "CKD", &words(&["kidney"])).unwrap();
        assert_eq!(parse(&changed, "t").unwrap()[0].words, ["kidney"]);
        assert!(
            parse(&with_topic(&changed, "CKD", &[]).unwrap(), "t")
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        let error = parse("[[topic]]\nname = \"a\"\nword = 3\n", "topics.toml").unwrap_err();
        assert!(
            error.to_string().starts_with("topics.toml, line 3"),
            "{error}"
        );
    }
}
