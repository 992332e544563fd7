//! The store's topics kept in step with the person's file, and the matching
//! that the store asks for.

use std::path::Path;

use crate::config::topics;
use crate::config::vocabulary;
use crate::domain::id::TopicId;
use crate::domain::time::UtcTime;
use crate::domain::topic::Evidence;
use crate::domain::topic::Matcher;
use crate::domain::topic::Reason;
use crate::domain::topic::Topic;
use crate::page;
use crate::problem::Problem;
use crate::store::Store;
use crate::store::matching::Cached;

/// The topics, with the ids the store gives them.
pub struct Topics {
    pub known: Vec<Topic>,
    /// Whether the cache wants matching again: the file says something else
    /// than the store did, or an earlier matching was broken off.
    pub changed: bool,
}

/// Reads the person's file and brings the store in step with it; writes
/// nothing where nothing changed.
///
/// # Errors
///
/// A sentence where the file cannot be understood or the store not written.
pub fn in_step(store: &mut Store, file: &Path, now: UtcTime) -> Result<Topics, Problem> {
    let wanted = topics::read(file)?;
    let known = store.set_topics(&wanted, now)?;
    store.set_vocabulary(vocabulary::edition())?;
    Ok(Topics {
        changed: store.must_rematch()?,
        known,
    })
}

/// A matcher of these topics; costs nothing until it is used.
pub fn matcher(topics: &[Topic]) -> Matcher {
    Matcher::new(topics, vocabulary::shipped)
}

/// The topics of an item of the cache.
pub fn topics_of(matcher: &Matcher, item: &Cached) -> Vec<TopicId> {
    let text = page::plain_text(&item.html);
    matcher.topics_of(&evidence(item, &text))
}

/// Why an item of the cache is in its topics.
pub fn why(matcher: &Matcher, item: &Cached) -> Vec<(TopicId, Vec<Reason>)> {
    let text = page::plain_text(&item.html);
    matcher.why(&evidence(item, &text))
}

fn evidence<'a>(item: &'a Cached, text: &'a str) -> Evidence<'a> {
    Evidence {
        title: &item.title,
        text,
        headings: &item.headings,
        source: &item.source,
    }
}
