//! Changes in the text of a person's `topics.toml` that leave everything else
//! as it stands, comments too. No file is read or written here.

use toml_edit::ArrayOfTables;
use toml_edit::DocumentMut;
use toml_edit::Item;
use toml_edit::Table;
use toml_edit::Value;

use crate::config::vocabulary;

/// A file's text with the words of one topic changed, all else as it was.
pub(super) fn with_topic(text: &str, name: &str, words: &[String]) -> Result<String, String> {
    let mut document = document(text)?;
    let topics = tables(&mut document)?;
    let shipped = vocabulary::name_of(name);
    match (index_of(topics, name), words) {
        (Some(index), _) => {
            let Some(topic) = topics.get_mut(index) else {
                return Ok(text.to_string());
            };
            let stands_on = topic.contains_key("is")
                || (shipped.is_some() && !topic.get("words").is_some_and(has_words));
            match words {
                [] if stands_on => {
                    topic.remove("words");
                }
                [] => {
                    topics.remove(index);
                }
                _ => {
                    // Its name alone meant the shipped topic; beside words it
                    // no longer would.
                    if let Some((id, _)) = shipped.filter(|_| stands_on)
                        && !topic.contains_key("is")
                    {
                        topic.insert("is", toml_edit::value(id));
                    }
                    topic.insert("words", toml_edit::value(array(words)));
                }
            }
        }
        (None, _) => {
            let mut topic = Table::new();
            match (shipped, words) {
                (None, []) => return Ok(text.to_string()),
                (Some((id, label)), []) => {
                    topic.insert("name", toml_edit::value(label));
                    topic.insert("is", toml_edit::value(id));
                }
                (_, _) => {
                    topic.insert("name", toml_edit::value(name));
                    topic.insert("words", toml_edit::value(array(words)));
                }
            }
            topics.push(topic);
        }
    }
    Ok(document.to_string())
}

pub(super) fn without_topic(text: &str, name: &str) -> Result<String, String> {
    let mut document = document(text)?;
    let topics = tables(&mut document)?;
    if let Some(index) = index_of(topics, name) {
        topics.remove(index);
    }
    Ok(document.to_string())
}

/// A file's text with one list of a topic that is there set, or taken out
/// where it is empty.
pub(super) fn with_key(
    text: &str,
    name: &str,
    key: &str,
    words: &[String],
) -> Result<String, String> {
    let mut document = document(text)?;
    let topics = tables(&mut document)?;
    if let Some(topic) = index_of(topics, name).and_then(|index| topics.get_mut(index)) {
        match words {
            [] => topic.remove(key),
            _ => topic.insert(key, toml_edit::value(array(words))),
        };
    }
    Ok(document.to_string())
}

fn document(text: &str) -> Result<DocumentMut, String> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| error.message().to_string())
}

fn tables(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, String> {
    document
        .entry("topic")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or_else(|| "`topic` must be written as [[topic]]".to_string())
}

/// Where the topic of a name stands.
fn index_of(topics: &ArrayOfTables, name: &str) -> Option<usize> {
    let said = |topic: &Table, key: &str| {
        let value = topic.get(key).and_then(Item::as_str);
        value.map(|value| value.trim().to_string())
    };
    topics.iter().position(|topic| match said(topic, "name") {
        Some(known) => known == name,
        None => said(topic, "is")
            .and_then(|is| vocabulary::name_of(&is))
            .is_some_and(|(_, label)| label == name),
    })
}

fn has_words(item: &Item) -> bool {
    item.as_array().is_some_and(|words| !words.is_empty())
}

fn array(words: &[String]) -> Value {
    Value::Array(words.iter().map(String::as_str).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::topics::parse;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_string()).collect()
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
        let text = "[[topic]]\nname = \"Kidney\"\nwords = [\"CKD\"]\n";
        let changed = with_topic(text, "Kidney", &words(&["kidney"])).unwrap();
        assert_eq!(parse(&changed, "t").unwrap()[0].words, ["kidney"]);
        let emptied = with_topic(&changed, "Kidney", &[]).unwrap();
        assert!(parse(&emptied, "t").unwrap().is_empty());
    }

    #[test]
    fn a_shipped_topic_needs_no_words_and_stays_when_its_own_words_go() {
        let text = with_topic("", "cardiology", &[]).unwrap();
        let topics = parse(&text, "t").unwrap();
        assert_eq!(topics[0].name, "Cardiology");
        assert_eq!(topics[0].shipped.as_deref(), Some("cardiology"));
        let more = with_topic(&text, "Cardiology", &words(&["echo"])).unwrap();
        assert_eq!(parse(&more, "t").unwrap()[0].words, ["echo"]);
        let less = with_topic(&more, "Cardiology", &[]).unwrap();
        assert_eq!(parse(&less, "t").unwrap(), topics);
        let gone = without_topic(&less, "Cardiology").unwrap();
        assert!(parse(&gone, "t").unwrap().is_empty());
    }

    #[test]
    fn words_beside_a_bare_name_do_not_lose_the_shipped_ones() {
        let text = "[[topic]]\nname = \"Cardiology\"\n";
        let more = with_topic(text, "Cardiology", &words(&["echo"])).unwrap();
        let topic = &parse(&more, "t").unwrap()[0];
        assert_eq!(topic.shipped.as_deref(), Some("cardiology"));
        let off = with_key(&more, "Cardiology", "without", &words(&["angina"])).unwrap();
        assert_eq!(parse(&off, "t").unwrap()[0].without, ["angina"]);
    }
}
