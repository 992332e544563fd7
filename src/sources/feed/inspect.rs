//! What was read, as lines of JSON for a program and as a table for a person.
//!
//! Only says what is in the page; decides nothing.

use serde_json::json;

use crate::domain::item::Draft;
use crate::sources::DecodeError;
use crate::sources::Page;

/// One line for the feed (with a key `feed`), one for each entry in document
/// order: title, link, published and updated (RFC 3339), id, key, authors,
/// journal, identifiers, categories, details (as stored, see
/// [`Details`](crate::domain::details::Details)); null where there is none.
pub fn lines(page: &Page) -> Vec<String> {
    let feed = json!({
        "feed": page.info.title,
        "format": page.info.format,
        "home": page.info.home,
        "language": page.info.language,
        "skipped": page.skipped,
    });
    let entries = page.items.iter().map(|item| {
        json!({
            "title": (!item.title.is_empty()).then_some(&item.title),
            "link": item.link,
            "published": item.published.map(|time| time.rfc3339()),
            "updated": item.updated.map(|time| time.rfc3339()),
            "id": item.id,
            "key": item.key,
            "authors": item.authors,
            "journal": item.journal,
            "identifiers": names(item),
            "categories": item.categories,
            "details": item.details,
        })
        .to_string()
    });
    std::iter::once(feed.to_string()).chain(entries).collect()
}

/// The same for a person, a paragraph for each entry: when and what, then a
/// line for everything else that the feed says.
pub fn table(page: &Page) -> Vec<String> {
    let info = &page.info;
    let title = match info.title.as_str() {
        "" => "(no title)",
        title => title,
    };
    let n = match page.items.len() {
        1 => "1 entry".to_string(),
        n => format!("{n} entries"),
    };
    let mut lines = vec![format!("{title} ({}), {n}", info.format)];
    let say = |lines: &mut Vec<String>, name: &str, said: &str| {
        if !said.is_empty() {
            lines.push(format!("  {name:<14} {said}"));
        }
    };
    say(&mut lines, "home", info.home.as_deref().unwrap_or_default());
    say(
        &mut lines,
        "language",
        info.language.as_deref().unwrap_or_default(),
    );
    for item in &page.items {
        let details = &item.details;
        let title = match item.title.as_str() {
            "" => "(no title)",
            title => title,
        };
        let published = item
            .published
            .map_or("no date".to_string(), |time| time.local());
        lines.push(String::new());
        lines.push(format!("{published:<16} {title}"));
        let journal = item.journal.as_deref().unwrap_or_default();
        let journal = format!("{journal} {}", details.place_in_journal());
        let language = match (&details.language, details.right_to_left) {
            (Some(language), true) => format!("{language}, right to left"),
            (None, true) => "right to left".to_string(),
            (language, false) => language.clone().unwrap_or_default(),
        };
        say(&mut lines, "link", item.link.as_deref().unwrap_or("none"));
        say(&mut lines, "id", item.id.as_deref().unwrap_or("none"));
        say(&mut lines, "authors", &item.authors.join("; "));
        say(&mut lines, "journal", journal.trim());
        say(&mut lines, "identifiers", &names(item).join(", "));
        say(&mut lines, "categories", &item.categories.join(", "));
        say(&mut lines, "language", &language);
        for link in details.links() {
            say(
                &mut lines,
                "comes with",
                &format!("{} {}", link.label, link.target),
            );
        }
        for (name, text) in [("summary", &item.summary), ("text", &item.content)] {
            let n = text.as_ref().map_or(0, |text| text.chars().count());
            let said = if n > 0 {
                format!("{n} characters")
            } else {
                String::new()
            };
            say(&mut lines, name, &said);
        }
    }
    lines
}

fn names(item: &Draft) -> Vec<String> {
    let names = item.identifiers.iter();
    names.filter_map(|name| name.key()).collect()
}

/// The line that ends a file when many are read in one run: whether it was
/// accepted, how long it took, and why not.
pub fn end(result: &Result<Page, DecodeError>, millis: f64) -> String {
    let mut end = json!({ "end": true, "ok": result.is_ok(), "ms": millis });
    if let Err(error) = result {
        end["error"] = json!(error.to_string());
        if *error == DecodeError::Panicked {
            end["panic"] = json!(true);
        }
    }
    end.to_string()
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::sources::SourceKind;
    use crate::sources::feed::Feed;
    use crate::wire::Response;

    #[test]
    fn a_person_reads_everything_a_feed_says_as_a_table() {
        let body = "<rss><channel><title>J</title><language>en</language><item><title>T</title>\
            <link>https://a.org/1</link><pubDate>Mon, 24 Nov 2025 12:00:00 GMT</pubDate>\
            <dc:creator>Ann; Ben</dc:creator><prism:doi>10.1056/x</prism:doi>\
            <prism:publicationName>NEJM</prism:publicationName><prism:volume>390</prism:volume>\
            <prism:startingPage>12</prism:startingPage><category>Lipids</category>\
            <enclosure url='https://a.org/1.mp3' type='audio/mpeg' length='38000000'/>\
            <itunes:duration>42:10</itunes:duration><description>words</description>\
            </item></channel></rss>";
        let page = Feed.decode(&Response {
            body: body.as_bytes().to_vec(),
            ..Response::default()
        });
        let mut lines = table(&page.unwrap());
        assert!(lines[3].ends_with(" T"), "{}", lines[3]);
        lines.remove(3);
        assert_eq!(
            lines,
            [
                "J (rss), 1 entry",
                "  language       en",
                "",
                "  link           https://a.org/1",
                "  id             none",
                "  authors        Ann; Ben",
                "  journal        NEJM 390:12",
                "  identifiers    doi:10.1056/x",
                "  categories     Lipids",
                "  comes with     audio, 42 min, 38 MB https://a.org/1.mp3",
                "  summary        5 characters",
            ]
        );
    }
}
