//! The name an entry keeps from one reading to the next.
//!
//! Its own id, else its link, else a hash of what does not change. No clock,
//! no place in the feed and no count goes into it.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::domain::item::Draft;

/// Gives every entry of an answer its key.
///
/// An id that several entries with different links share is no id (templates
/// print the site's address into every guid): there the link is added, to all
/// of them, so that their order does not matter.
pub fn name(items: &mut [Draft]) {
    let mut links: HashMap<String, Option<String>> = HashMap::new();
    let mut shared: Vec<String> = Vec::new();
    for item in items.iter_mut() {
        item.key = own(item);
        match links.get(&item.key) {
            None => {
                links.insert(item.key.clone(), item.link.clone());
            }
            Some(link) if *link != item.link && !shared.contains(&item.key) => {
                shared.push(item.key.clone());
                if shared.len() > 32 {
                    break;
                }
            }
            Some(_) => {}
        }
    }
    for item in items.iter_mut() {
        if item.key.is_empty() {
            item.key = own(item);
        }
        if shared.contains(&item.key) {
            let link = item.link.as_deref().unwrap_or_default();
            item.key = format!("{} {link}", item.key);
        }
    }
}

fn own(item: &Draft) -> String {
    if let Some(id) = item.id.as_deref().or(item.link.as_deref()) {
        return id.to_string();
    }
    let date = item.published.map(|date| date.0.to_string());
    let body = item.summary.as_deref().or(item.content.as_deref());
    // A dated entry may be corrected and stays itself; without a date only
    // its text tells it apart.
    let second = date.as_deref().or(body).unwrap_or_default();
    let hash = xxh3_64(format!("{}\n{second}", item.title).as_bytes());
    format!("hash:{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::name;
    use crate::domain::item::Draft;

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
            ["hash:5ddc45cabba7ba1a"]
        );
    }

    #[test]
    fn an_id_shared_by_different_links_is_told_apart_in_any_order() {
        let (a, b) = (draft("i", "a", ""), draft("i", "b", ""));
        assert_eq!(keys(vec![a.clone(), b.clone()]), ["i a", "i b"]);
        assert_eq!(keys(vec![b, a]), ["i b", "i a"]);
    }
}
