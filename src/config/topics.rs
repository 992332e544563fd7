//! The person's topics: `topics.toml`, read, and changed without touching what
//! else stands in it.
//!
//! The file is the person's: a change here keeps its comments and its order.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::config::ConfigError;
use crate::config::line_of;
use crate::config::topic_edits::with_key;
use crate::config::topic_edits::with_topic;
use crate::config::topic_edits::without_topic;
use crate::config::vocabulary;
use crate::domain::id::TopicId;
use crate::domain::topic::Topic;

/// What a person without a file of their own starts with.
pub const FIRST: &str = include_str!("../../assets/first_topics.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    topic: Vec<Entry>,
}

/// A topic as a person writes it. Older files know only `name` and `words`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Option<String>,
    /// The shipped topic it stands on, by id or label.
    is: Option<Spanned<String>>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// The topics of a file; the first examples where there is none.
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
    let malformed = |byte: usize, what: String| ConfigError::Malformed {
        file: file.to_string(),
        line: line_of(text, byte),
        what,
    };
    let read: File = toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        malformed(byte, error.message().to_string())
    })?;
    let mut topics = Vec::with_capacity(read.topic.len());
    for entry in read.topic {
        let shipped = match &entry.is {
            None => None,
            Some(name) => match vocabulary::name_of(name.get_ref()) {
                Some(shipped) => Some(shipped),
                None => {
                    let what = format!(
                        "rounds ships no topic {:?}; rounds topic list --all names them",
                        name.get_ref()
                    );
                    return Err(malformed(name.span().start, what));
                }
            },
        };
        let name = match (&entry.name, shipped) {
            (Some(name), _) => name.trim(),
            (None, Some((_, label))) => label,
            (None, None) => return Err(malformed(0, "a topic has no name".to_string())),
        };
        // A name alone, which once meant nothing, is that of a shipped topic.
        let by_name = || vocabulary::name_of(name).filter(|_| entry.words.is_empty());
        if !name.is_empty() {
            topics.push(Topic {
                id: TopicId(topics.len() as i64 + 1),
                name: name.to_string(),
                shipped: shipped.or_else(by_name).map(|(id, _)| id.to_string()),
                words: entry.words,
                without: entry.without,
                not: entry.not,
                n_unread: 0,
            });
        }
    }
    Ok(topics)
}

/// Sets the person's own words of a topic in a file, making topic and file
/// where they are not there. Without words a topic that stands on a shipped
/// one keeps those, a new one must be called as a shipped one is, and any
/// other goes.
///
/// # Errors
///
/// [`ConfigError`] where the file cannot be read, understood or written, or a
/// new topic has no words and is none of ours; then it is as it was.
pub fn set(file: &Path, name: &str, words: &[String]) -> Result<(), ConfigError> {
    let is_known = || vocabulary::name_of(name).is_some();
    if words.is_empty() && !is_known() && !read(file)?.iter().any(|topic| topic.name == name) {
        return Err(ConfigError::NoWords(name.to_string()));
    }
    change(file, |text| with_topic(text, name, words))
}

/// Writes a first file with these topics, each a name and a shipped one's id;
/// whether it did. Where there is a file nothing is written. Without topics it
/// is a file of none: nobody gets those that they did not choose.
///
/// # Errors
///
/// [`ConfigError::Unwritable`].
pub fn begin(file: &Path, topics: &[(String, String)]) -> Result<bool, ConfigError> {
    if file.exists() {
        return Ok(false);
    }
    write_whole(file, &first_file(topics)).map_err(|source| ConfigError::Unwritable {
        file: file.display().to_string(),
        source,
    })?;
    Ok(true)
}

/// Takes a first file with these topics away again; whether it did. One that
/// the person changed since is theirs and stays.
///
/// # Errors
///
/// [`ConfigError::Unreadable`] or [`ConfigError::Unwritable`].
pub fn take_back(file: &Path, topics: &[(String, String)]) -> Result<bool, ConfigError> {
    if !file.exists() || text_of(file)? != first_file(topics) {
        return Ok(false);
    }
    fs::remove_file(file).map_err(|source| ConfigError::Unwritable {
        file: file.display().to_string(),
        source,
    })?;
    Ok(true)
}

fn first_file(topics: &[(String, String)]) -> String {
    let head = FIRST.split("[[topic]]").next().unwrap_or_default();
    let mut text = head.to_string();
    for (name, id) in topics {
        text.push_str(&format!("[[topic]]\nname = {name:?}\nis = {id:?}\n\n"));
    }
    text
}

/// Takes a topic out of a file.
///
/// # Errors
///
/// As [`set`].
pub fn remove(file: &Path, name: &str) -> Result<(), ConfigError> {
    change(file, |text| without_topic(text, name))
}

/// Says which words of the shipped topic shall not count.
///
/// # Errors
///
/// As [`set`].
pub fn set_without(file: &Path, name: &str, words: &[String]) -> Result<(), ConfigError> {
    change(file, |text| with_key(text, name, "without", words))
}

fn change(
    file: &Path,
    how: impl FnOnce(&str) -> Result<String, String>,
) -> Result<(), ConfigError> {
    let changed = how(&text_of(file)?).map_err(|what| ConfigError::Malformed {
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
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FIRST.to_string()),
        Err(source) => Err(ConfigError::Unreadable {
            file: file.display().to_string(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::slice;

    use super::FIRST;
    use super::parse;
    use super::set;

    #[test]
    fn three_topics_are_there_at_first_each_a_shipped_one() {
        let topics = parse(FIRST, "topics.toml").unwrap();
        let names: Vec<&str> = topics.iter().map(|topic| topic.name.as_str()).collect();
        assert_eq!(names, ["Heart failure", "CKD", "Diabetes"]);
        let ids: Vec<_> = topics
            .iter()
            .filter_map(|it| it.shipped.as_deref())
            .collect();
        assert_eq!(ids, ["heart-failure", "ckd", "diabetes"]);
    }

    #[test]
    fn a_topic_stands_on_a_shipped_one_by_id_or_label_or_by_its_name_alone() {
        let text = "[[topic]]\nis = \"cardiology\"\n\
                    [[topic]]\nname = \"Brain\"\nis = \"Neurology\"\nwithout = [\"headache\"]\n\
                    [[topic]]\nname = \"Stroke\"\n\
                    [[topic]]\nname = \"Urology\"\nwords = [\"stones\"]\n";
        let topics = parse(text, "t").unwrap();
        let said: Vec<_> = topics
            .iter()
            .map(|topic| (topic.name.as_str(), topic.shipped.as_deref()))
            .collect();
        assert_eq!(said[0], ("Cardiology", Some("cardiology")));
        assert_eq!(said[1], ("Brain", Some("neurology")));
        assert_eq!(topics[1].without, ["headache"]);
        assert_eq!(said[2], ("Stroke", Some("stroke")));
        assert_eq!(
            said[3],
            ("Urology", None),
            "as it was before there were any"
        );
    }

    #[test]
    fn a_first_file_has_what_was_chosen_and_one_that_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let names = |file: &std::path::Path| -> Vec<String> {
            let topics = super::read(file).unwrap();
            topics.into_iter().map(|topic| topic.name).collect()
        };
        let none = folder.path().join("none.toml");
        assert!(super::begin(&none, &[]).unwrap());
        assert!(names(&none).is_empty(), "no examples either");
        let file = folder.path().join("topics.toml");
        let chosen = ("Pediatrics".to_string(), "paediatrics".to_string());
        assert!(super::begin(&file, slice::from_ref(&chosen)).unwrap());
        assert!(!super::begin(&file, &[]).unwrap());
        assert_eq!(names(&file), ["Pediatrics"]);
        assert!(super::take_back(&none, &[]).unwrap());
        assert_eq!(names(&none).len(), 3, "the examples, as before");
        set(&file, "Sepsis", &["sepsis".to_string()]).unwrap();
        assert!(!super::take_back(&file, &[chosen]).unwrap());
        assert_eq!(names(&file), ["Pediatrics", "Sepsis"], "theirs by now");
    }

    #[test]
    fn a_new_topic_without_words_must_be_one_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let why = set(&folder.path().join("topics.toml"), "Alchemy", &[]).unwrap_err();
        let why = why.to_string();
        assert!(why.starts_with("Alchemy needs at least one word"), "{why}");
    }

    #[test]
    fn a_broken_file_is_told_with_its_line() {
        let check = |text: &str, expected: &str| {
            let error = parse(text, "topics.toml").unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error}");
        };
        check("[[topic]]\nname = \"a\"\nword = 3\n", "topics.toml, line 3");
        check(
            "[[topic]]\nname = \"a\"\nis = \"alchemy\"\n",
            "topics.toml, line 3: rounds ships no topic \"alchemy\"",
        );
        check(
            "[[topic]]\nwords = [\"x\"]\n",
            "topics.toml, line 1: a topic has no name",
        );
    }
}
