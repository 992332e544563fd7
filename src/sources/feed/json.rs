//! JSON Feed 1 and 1.1, with whatever types its fields come in.
//!
//! A number where text belongs is read as text, one thing where a list belongs
//! as a list of one. Nothing here reads other JSON.

use serde_json::Map;
use serde_json::Value;

use crate::domain::details::Details;
use crate::domain::enclosure::Enclosure;
use crate::domain::item::Draft;
use crate::domain::item::SourceInfo;
use crate::sources::Page;
use crate::sources::feed::address;
use crate::sources::feed::dates;
use crate::sources::feed::entities::escape;
use crate::sources::feed::entry;
use crate::sources::feed::files;
use crate::sources::feed::words::plain;
use crate::sources::feed::words::tidy;

/// Reads a JSON Feed. `None` where the text is none; what follows the first
/// object is ignored.
///
/// Source: jsonfeed.org, version 1.1.
pub fn read(text: &str, address: &str) -> Option<Page> {
    let start = text.find('{')?;
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
    let Some(Ok(Value::Object(feed))) = values.next() else {
        return None;
    };
    let version = word(&feed, "version").unwrap_or_default();
    let is_json_feed = version.contains("jsonfeed");
    if !is_json_feed && !feed.contains_key("items") {
        return None;
    }
    let mut page = Page {
        info: SourceInfo {
            title: word(&feed, "title").unwrap_or_default(),
            home: link(&feed, "home_page_url", address),
            description: word(&feed, "description").unwrap_or_default(),
            language: word(&feed, "language"),
            format: match version.rsplit('/').next() {
                Some(number) if is_json_feed => format!("json-{number}"),
                _ => "json".to_string(),
            },
            ..SourceInfo::default()
        },
        ..Page::default()
    };
    for (n, item) in many(feed.get("items")).into_iter().enumerate() {
        match item {
            Value::Object(item) => page.items.push(entry(item, address)),
            _ => page
                .skipped
                .push(format!("entry {} is not an object", n + 1)),
        }
    }
    Some(page)
}

fn entry(item: &Map<String, Value>, base: &str) -> Draft {
    let published = word(item, "date_published").and_then(|date| dates::read(&date));
    let updated = word(item, "date_modified").and_then(|date| dates::read(&date));
    let content = raw(item, "content_html").or_else(|| {
        let text = raw(item, "content_text")?;
        let mut html = String::with_capacity(text.len());
        escape(&text, &mut html);
        Some(html)
    });
    let id = word(item, "id").filter(|id| !id.is_empty());
    Draft {
        id: id.clone(),
        title: plain(&raw(item, "title").unwrap_or_default()),
        // The specification wants the id to be the item's own address.
        link: link(item, "url", base)
            .or_else(|| link(item, "external_url", base))
            .or_else(|| id.clone().filter(|id| address::is_absolute(id))),
        published: published.or(updated),
        updated,
        authors: authors(item),
        summary: raw(item, "summary"),
        content,
        categories: many(item.get("tags"))
            .into_iter()
            .filter_map(text_of)
            .map(|tag| plain(&tag))
            .filter(|tag| !tag.is_empty())
            .collect(),
        details: Details {
            enclosures: many(item.get("attachments"))
                .into_iter()
                .filter_map(|attachment| enclosure(attachment.as_object()?, base))
                .collect(),
            language: word(item, "language").filter(|it| it.len() <= 40),
            ..Details::default()
        },
        ..Draft::default()
    }
}

/// Version 1.1 has a list, version 1 one author.
fn authors(item: &Map<String, Value>) -> Vec<String> {
    [item.get("authors"), item.get("author")]
        .into_iter()
        .flat_map(many)
        .filter_map(|author| match author {
            Value::Object(author) => word(author, "name"),
            other => text_of(other).map(|name| tidy(&name)),
        })
        .filter(|name| !name.is_empty())
        .fold(Vec::new(), |mut names, name| {
            entry::add(&mut names, name);
            names
        })
}

fn enclosure(attachment: &Map<String, Value>, base: &str) -> Option<Enclosure> {
    Some(Enclosure {
        link: link(attachment, "url", base)?,
        kind: word(attachment, "mime_type"),
        n_bytes: raw(attachment, "size_in_bytes").and_then(|n| n.parse().ok()),
        seconds: raw(attachment, "duration_in_seconds").and_then(|n| files::seconds(&n)),
        title: word(attachment, "title"),
        credit: None,
        purpose: None,
    })
}

/// One thing as a list of one, nothing as an empty list.
fn many(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A field as it came; `None` where it is empty.
fn raw(object: &Map<String, Value>, name: &str) -> Option<String> {
    object
        .get(name)
        .and_then(text_of)
        .filter(|text| !text.trim().is_empty())
}

/// A field as words on one line.
fn word(object: &Map<String, Value>, name: &str) -> Option<String> {
    raw(object, name).map(|text| tidy(&text))
}

fn link(object: &Map<String, Value>, name: &str, base: &str) -> Option<String> {
    address::resolve(base, &raw(object, name)?)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_entry_with_wrong_types_is_still_read() {
        let page = read(
            r#"{"version":"https://jsonfeed.org/version/1.1","title":7,
                "items":[{"id":12,"title":null,"url":"/a","tags":"x","authors":[{"name":"Ann"},"Ben",3]},"no"]}"#,
            "https://a.org/feed",
        );
        let page = page.expect("a feed");
        assert_eq!(page.info.title, "7");
        assert_eq!(page.info.format, "json-1.1");
        assert_eq!(page.skipped, ["entry 2 is not an object"]);
        let item = &page.items[0];
        assert_eq!(item.id.as_deref(), Some("12"));
        assert_eq!(item.link.as_deref(), Some("https://a.org/a"));
        assert_eq!(item.categories, ["x"]);
        assert_eq!(item.authors, ["Ann", "Ben", "3"]);
    }

    #[test]
    fn other_json_is_no_feed() {
        assert_eq!(read(r#"{"a":1}"#, ""), None);
        assert_eq!(read(r#"{"items":[{"id""#, ""), None);
    }
}
