//! The store's topics kept in step with the person's file, and the matching
//! that the store asks for.

use std::path::Path;

use crate::config::topics;
use crate::config::vocabulary;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;
use crate::domain::topic::Evidence;
use crate::domain::topic::Matcher;
use crate::domain::topic::Reason;
use crate::domain::topic::Topic;
use crate::page;
use crate::problem::Problem;
use crate::store::Reader;
use crate::store::Store;
use crate::store::StoreError;
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

/// Says why works are in their topics; the matcher for that is made once.
#[derive(Default)]
pub struct Why {
    made_of: Vec<Topic>,
    matcher: Option<Matcher>,
}

impl Why {
    /// Every topic that an item of a work meets, with each reason once. Empty
    /// where the cache has the work no more.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn of(&mut self, reader: &Reader, work: WorkId) -> Result<Vec<Reasons>, StoreError> {
        let known = reader.topics()?;
        let matcher = match self.matcher.take().filter(|_| self.made_of == known) {
            Some(matcher) => matcher,
            None => matcher(&known),
        };
        self.made_of = known;
        let mut all: Vec<Reasons> = Vec::new();
        for item in reader.cached(work)? {
            let text = page::plain_text(&item.html);
            for (topic, reasons) in matcher.why(&evidence(&item, &text)) {
                match all.iter_mut().find(|(other, _)| *other == topic) {
                    None => all.push((topic, reasons)),
                    Some((_, told)) => {
                        let new = reasons.into_iter().filter(|it| !told.contains(it));
                        let new: Vec<Reason> = new.collect();
                        told.extend(new);
                    }
                }
            }
        }
        self.matcher = Some(matcher);
        Ok(all)
    }
}

/// A topic, and what brought a work into it.
pub type Reasons = (TopicId, Vec<Reason>);

fn evidence<'a>(item: &'a Cached, text: &'a str) -> Evidence<'a> {
    Evidence {
        title: &item.title,
        text,
        headings: &item.headings,
        source: &item.source,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::domain::intake::Record;
    use crate::domain::query::Anchor;
    use crate::domain::query::Query;
    use crate::store::testing::NOW;
    use crate::store::testing::feed;
    use crate::store::testing::news;

    /// Writes an item as a refresh does, matched to the topics.
    fn take(store: &mut Store, known: &[Topic], record: Record) {
        let new = feed("https://journal.example/feed");
        let (source, _) = store.follow(&new, None, NOW).unwrap();
        let topics = matcher(known).topics_of(&Evidence {
            title: &record.title,
            headings: &record.headings,
            ..Evidence::default()
        });
        let record = Record { topics, ..record };
        store.ingest(&[news(source, &[record])], NOW).unwrap();
    }

    #[test]
    fn the_phrase_of_a_shipped_topic_is_named_and_that_of_changed_words_too() {
        let folder = TempDir::new().unwrap();
        let mut store = Store::open(folder.path(), NOW).unwrap();
        let mine = |words: &[&str]| Topic {
            name: "Heart".to_string(),
            shipped: Some("cardiology".to_string()),
            words: words.iter().map(ToString::to_string).collect(),
            ..Topic::default()
        };
        let known = store.set_topics(&[mine(&[])], NOW).unwrap();
        let record = Record {
            key: "a".to_string(),
            title: "Myocardial infarction and zebras".to_string(),
            ..Record::default()
        };
        take(&mut store, &known, record);
        let mut reader = Reader::open(folder.path()).unwrap();
        let page = reader.page(&Query::default(), Anchor::Top, 1).unwrap();
        let work = page.rows[0].work;
        let mut why = Why::default();
        let said = |why: &mut Why, reader: &Reader| -> Vec<String> {
            let told = why.of(reader, work).unwrap();
            assert_eq!(told.len(), 1);
            told[0].1.iter().map(ToString::to_string).collect()
        };
        let infarction = "the title says myocardial infarction".to_string();
        assert!(said(&mut why, &reader).contains(&infarction));
        store.set_topics(&[mine(&["zebra"])], NOW).unwrap();
        let reasons = said(&mut why, &reader);
        assert!(
            reasons.contains(&"the title says zebra".to_string()),
            "{reasons:?}"
        );
        assert!(why.of(&reader, WorkId(1)).unwrap().is_empty());
    }
}
