//! From what a source said to what the store writes: names of the work, topics,
//! a badge.
//!
//! Pure and without memory: the same page gives the same records.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::domain::badge::Badge;
use crate::domain::details::Details;
use crate::domain::details::is_right_to_left;
use crate::domain::id::TopicId;
use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::domain::intake::Record;
use crate::domain::item::Draft;
use crate::domain::item::SourceInfo;
use crate::domain::link;
use crate::domain::topic::Evidence;
use crate::domain::topic::Matcher;
use crate::page::plain_text;
use crate::sources::Page;

/// Categories of an item that are kept; more are a list of everything.
const MOST_HEADINGS: usize = 40;

/// The records of a page, in its order; `about` is what the source is about.
pub fn records(page: Page, matcher: &Matcher, about: &[TopicId]) -> Vec<Record> {
    let Page { info, items, .. } = page;
    let shared = shared_links(&items);
    items
        .into_iter()
        .map(|draft| {
            let mut record = record(draft, &info, &shared);
            let text = record.html.as_deref().map(plain_text).unwrap_or_default();
            record.topics = matcher.topics_of(&Evidence {
                title: &record.title,
                text: &text,
                headings: &record.headings,
                source: about,
            });
            record
        })
        .collect()
}

/// Links under which a page carries different things, such as its own home:
/// they name none of them.
fn shared_links(items: &[Draft]) -> HashSet<String> {
    let mut title_of: HashMap<String, &str> = HashMap::new();
    let mut shared = HashSet::new();
    for draft in items {
        let Some(key) = draft.link.as_deref().and_then(link::key) else {
            continue;
        };
        match title_of.get(&key) {
            Some(title) if *title != draft.title => {
                shared.insert(key);
            }
            Some(_) => {}
            None => {
                title_of.insert(key, &draft.title);
            }
        }
    }
    shared
}

/// A record but for its topics.
fn record(draft: Draft, info: &SourceInfo, shared: &HashSet<String>) -> Record {
    let mut identifiers = draft.identifiers;
    if let Some(link) = &draft.link {
        identifiers.extend(ident::from_link(link));
    }
    let of_link = draft.link.as_deref().and_then(link::key);
    let of_link = of_link.filter(|key| !shared.contains(key));
    // Elsevier's own number: The Lancet and ScienceDirect link one paper by it.
    let pii = draft.link.as_deref().and_then(ident::pii);
    let pii = pii.map(|pii| format!("pii:{pii}"));
    let work_keys = work_keys(&identifiers, pii.into_iter().chain(of_link));
    let html = longer(draft.content, draft.summary);
    let badge = Badge::why(&draft.title, &draft.categories, &info.title, &identifiers);
    let mut headings = draft.categories;
    headings.truncate(MOST_HEADINGS);
    Record {
        key: draft.key,
        work_keys,
        topics: Vec::new(),
        headings,
        badge: badge.as_ref().map(|(badge, _)| *badge),
        badge_why: badge.map(|(_, why)| why),
        title: draft.title,
        link: draft.link,
        // A journal that states only a change still states a time.
        published: draft.published.or(draft.updated),
        authors: draft.authors,
        journal: draft.journal,
        details: details(draft.details, info),
        html,
    }
}

/// What an entry leaves to its feed, and what only repeats the feed.
fn details(mut details: Details, info: &SourceInfo) -> Details {
    details.language = details.language.or_else(|| info.language.clone());
    let language = details.language.as_deref();
    details.right_to_left |= language.is_some_and(is_right_to_left);
    // Some feeds name themselves as the source of every entry.
    details.origin = details.origin.filter(|origin| origin.title != info.title);
    details
}

/// Every name once, strongest first: DOI, PMID, PMCID, arXiv, then those of
/// the link.
fn work_keys(identifiers: &[Identifier], of_link: impl Iterator<Item = String>) -> Vec<String> {
    let mut sorted: Vec<&Identifier> = identifiers.iter().collect();
    // Identifiers are declared in the order of their strength.
    sorted.sort();
    let mut keys: Vec<String> = Vec::new();
    for key in sorted
        .into_iter()
        .filter_map(Identifier::key)
        .chain(of_link)
    {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The whole text if there is one, else the summary; a "whole text" shorter
/// than the summary is only its beginning or an image, so the longer one wins.
fn longer(content: Option<String>, summary: Option<String>) -> Option<String> {
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    match (said(content), said(summary)) {
        (Some(content), Some(summary)) => match content.len() >= summary.len() {
            true => Some(content),
            false => Some(summary),
        },
        (content, summary) => content.or(summary),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::details::Origin;
    use crate::domain::time::UtcTime;
    use crate::domain::topic::Topic;

    use super::*;

    fn only(draft: Draft) -> Record {
        let topics = [Topic {
            id: TopicId(7),
            words: vec!["sepsis".to_string()],
            ..Topic::default()
        }];
        let page = Page {
            items: vec![draft],
            ..Page::default()
        };
        records(page, &Matcher::of_words(&topics), &[]).remove(0)
    }

    #[test]
    fn a_work_answers_to_each_of_its_names_once_strongest_first() {
        let doi = Identifier::Doi("10.1056/nejmoa1".to_string());
        let record = only(Draft {
            identifiers: vec![
                Identifier::Pmid("123".to_string()),
                doi.clone(),
                Identifier::Nct("NCT03819153".to_string()),
                doi,
            ],
            link: Some("https://www.nejm.org/a".to_string()),
            ..Draft::default()
        });
        assert_eq!(
            record.work_keys,
            ["doi:10.1056/nejmoa1", "pmid:123", "url:nejm.org/a"]
        );
    }

    #[test]
    fn a_link_that_different_items_share_names_none_of_them() {
        let item = |title: &str, link: &str| Draft {
            title: title.to_string(),
            link: Some(link.to_string()),
            ..Draft::default()
        };
        let page = Page {
            items: vec![
                item("One", "https://a.org/"),
                item("Two", "https://a.org/"),
                item("Three", "https://a.org/3"),
                item("Three", "https://a.org/3"),
            ],
            ..Page::default()
        };
        let keys: Vec<Vec<String>> = records(page, &Matcher::of_words(&[]), &[])
            .into_iter()
            .map(|record| record.work_keys)
            .collect();
        assert_eq!(keys[0], Vec::<String>::new());
        assert_eq!(keys[1], Vec::<String>::new());
        assert_eq!(keys[2], ["url:a.org/3"]);
        assert_eq!(keys[3], ["url:a.org/3"], "the same thing told twice");
    }

    #[test]
    fn the_longer_text_is_kept_and_blanks_are_no_text() {
        let text = |text: &str| Some(text.to_string());
        assert_eq!(longer(text("<p>whole"), text("sum")), text("<p>whole"));
        assert_eq!(longer(text("x"), text("summary")), text("summary"));
        assert_eq!(longer(text("  \n"), text("s")), text("s"));
        assert_eq!(longer(None, text("s")), text("s"));
        assert_eq!(longer(text(""), None), None);
    }

    #[test]
    fn topics_are_looked_for_in_title_and_text() {
        let in_title = only(Draft {
            title: "Fluids in sepsis".to_string(),
            ..Draft::default()
        });
        let in_text = only(Draft {
            summary: Some("<p>on sepsis".to_string()),
            ..Draft::default()
        });
        assert_eq!(in_title.topics, [TopicId(7)]);
        assert_eq!(in_text.topics, [TopicId(7)]);
        assert!(only(Draft::default()).topics.is_empty());
    }

    #[test]
    fn an_entry_has_its_feed_s_language_and_is_not_passed_on_by_itself() {
        let said = |own: Option<&str>, origin: &str| {
            let details = Details {
                language: own.map(str::to_string),
                origin: Some(Origin {
                    title: origin.to_string(),
                    link: None,
                }),
                ..Details::default()
            };
            let info = SourceInfo {
                title: "Journal".to_string(),
                language: Some("ar".to_string()),
                ..SourceInfo::default()
            };
            super::details(details, &info)
        };
        let of_feed = said(None, "Journal");
        assert_eq!(of_feed.language.as_deref(), Some("ar"));
        assert!(of_feed.right_to_left);
        assert_eq!(of_feed.origin, None);
        let own = said(Some("en"), "NEJM");
        assert!(!own.right_to_left);
        assert_eq!(
            own.origin.map(|origin| origin.title).as_deref(),
            Some("NEJM")
        );
    }

    #[test]
    fn an_item_with_only_a_time_of_change_is_dated_by_it() {
        let record = only(Draft {
            updated: Some(UtcTime(5)),
            ..Draft::default()
        });
        assert_eq!(record.published, Some(UtcTime(5)));
    }
}
