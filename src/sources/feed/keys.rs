//! The name an entry keeps from one reading to the next.
//!
//! Its own id, else its link, else a hash of what does not change. No clock,
//! no place in the feed and no count goes into it.

use std::collections::HashMap;
use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::domain::item::Draft;
use crate::domain::text::fold;

/// Gives every entry of an answer its key.
///
/// An id that several different entries share is no id (templates print the
/// site's address into every guid). There the link is added, and where they
/// share that too, a hash of title and recording; to all of them, so that
/// their order does not matter. Entries that differ in none of these are one.
pub fn name(items: &mut [Draft]) {
    for item in items.iter_mut() {
        item.key = own(item);
    }
    tell_apart(items, |item| item.link.clone().unwrap_or_default());
    tell_apart(items, |item| {
        let what = format!("{}\n{}", fold(&item.title), recording(item));
        format!("{:016x}", xxh3_64(what.as_bytes()))
    });
    // "Table of contents", every week, without id or link: the day is all
    // there is.
    tell_apart(items, |item| {
        let is_hash = item.id.is_none() && item.link.is_none();
        let day = item
            .published
            .filter(|_| is_hash)
            .map(|time| time.0.div_euclid(86_400));
        day.map_or(String::new(), |day| day.to_string())
    });
}

/// Adds to every key that entries with different marks share the mark.
fn tell_apart(items: &mut [Draft], mark: impl Fn(&Draft) -> String) {
    let mut first: HashMap<String, String> = HashMap::new();
    let mut shared: HashSet<String> = HashSet::new();
    for item in items.iter() {
        let mark = mark(item);
        match first.get(&item.key) {
            None => {
                first.insert(item.key.clone(), mark);
            }
            Some(known) if *known != mark => {
                shared.insert(item.key.clone());
            }
            Some(_) => {}
        }
    }
    for item in items.iter_mut().filter(|item| shared.contains(&item.key)) {
        item.key = format!("{} {}", item.key, mark(item));
    }
}

fn own(item: &Draft) -> String {
    if let Some(id) = item.id.as_deref().or(item.link.as_deref()) {
        return id.to_string();
    }
    // A title is corrected in its case and its dashes, a text and a date in
    // everything; without a title only the text is left to tell it by.
    let title = fold(&item.title);
    let file = recording(item);
    let text = match title.is_empty() && file.is_empty() {
        true => item.summary.as_deref().or(item.content.as_deref()),
        false => None,
    };
    let what = format!("{title}\n{file}\n{}", text.unwrap_or_default());
    format!("hash:{:016x}", xxh3_64(what.as_bytes()))
}

fn recording(item: &Draft) -> &str {
    let file = item.details.enclosures.first();
    file.map_or("", |file| file.link.as_str())
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::domain::item::Draft;
    use crate::domain::time::UtcTime;

    fn keys(mut items: Vec<Draft>) -> Vec<String> {
        name(&mut items);
        items.into_iter().map(|item| item.key).collect()
    }

    fn draft(id: &str, link: &str, title: &str) -> Draft {
        let some = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
        Draft {
            id: some(id),
            link: some(link),
            title: title.to_string(),
            ..Draft::default()
        }
    }

    #[test]
    fn the_id_is_the_key_else_the_link() {
        assert_eq!(
            keys(vec![draft("i", "l", ""), draft("", "l", "")]),
            ["i", "l"]
        );
    }

    #[test]
    fn an_entry_without_id_and_link_has_the_same_hash_on_every_run() {
        assert_eq!(
            keys(vec![draft("", "", "Falls")]),
            ["hash:d7431f9e564e83fd"]
        );
    }

    #[test]
    fn a_hash_stays_when_case_date_or_text_are_corrected() {
        let first = draft("", "", "Falls in old age");
        let corrected = Draft {
            published: Some(UtcTime(86_400)),
            summary: Some("Now with a text".to_string()),
            ..draft("", "", "Falls in Old Age")
        };
        assert_eq!(keys(vec![first]), keys(vec![corrected]));
    }

    #[test]
    fn one_title_on_two_days_is_two_entries() {
        let on = |day: i64| Draft {
            published: Some(UtcTime(day * 86_400)),
            ..draft("", "", "Table of contents")
        };
        let told = keys(vec![on(1), on(8), on(1)]);
        assert_ne!(told[0], told[1]);
        assert_eq!(told[0], told[2]);
    }

    #[test]
    fn an_id_shared_by_different_links_is_told_apart_in_any_order() {
        let (a, b) = (draft("i", "a", ""), draft("i", "b", ""));
        assert_eq!(keys(vec![a.clone(), b.clone()]), ["i a", "i b"]);
        assert_eq!(keys(vec![b, a]), ["i b", "i a"]);
    }
    #[test]
    fn an_id_and_a_link_shared_by_different_titles_are_told_apart() {
        let (a, b) = (draft("i", "l", "Part 1"), draft("i", "l", "Part 2"));
        let told = keys(vec![a.clone(), b.clone(), a.clone()]);
        assert_ne!(told[0], told[1]);
        assert_eq!(told[0], told[2]);
        assert_eq!(keys(vec![b, a])[1], told[0]);
    }
}
