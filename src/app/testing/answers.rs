//! What the small store in memory answers: pages, counts, single works. It
//! changes nothing.

use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::testing::FakeStore;
use crate::app::testing::NOW;
use crate::domain::answer::Counted;
use crate::domain::answer::Facets;
use crate::domain::answer::Overview;
use crate::domain::answer::PageOfRows;
use crate::domain::badge::Badge;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::list::List;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::mute;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::reference::Reference;
use crate::domain::review::Agenda;
use crate::domain::review::Card;
use crate::domain::shelf;
use crate::domain::shelf::ShelfCounts;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::topic;
use crate::domain::topic::Topic;
use crate::domain::work::Row;
use crate::domain::work::Work;
use crate::export::cite;

impl FakeStore {
    pub(super) fn rows(&self, query: &Query) -> Vec<Row> {
        let mine = |work: &&Work| {
            (!query.unread_only || !work.row.read)
                && match query.place {
                    Place::Saved => work.row.saved,
                    Place::List(ListId(2)) => false,
                    Place::Muted => self.mutes(work),
                    Place::Round => self.round.contains(&work.row.work) && !self.mutes(work),
                    _ => query.hits_only || !self.mutes(work),
                }
                && query.topic.is_none_or(|topic| work.topics.contains(&topic))
                && (query.wish.is_empty()
                    || (!query.hits_only && work.row.badge.is_some_and(Badge::is_safety_word))
                    || query
                        .wish
                        .clause()
                        .is_some_and(|clause| self.holds(clause, work)))
        };
        let works = self.works.values().rev();
        works.filter(mine).map(|work| work.row.clone()).collect()
    }

    pub(super) fn mutes(&self, work: &Work) -> bool {
        let clauses = self.mutes.iter().filter_map(|it| mute::read(it).ok());
        let mut found = clauses.filter(|it| self.holds(it, work));
        !work.row.badge.is_some_and(Badge::is_safety_word) && found.next().is_some()
    }

    /// What the tests ask for of the language.
    fn holds(&self, clause: &Clause, work: &Work) -> bool {
        match clause {
            Clause::Every(all) => all.iter().all(|it| self.holds(it, work)),
            Clause::Either(all) => all.iter().any(|it| self.holds(it, work)),
            Clause::Not(inner) => !self.holds(inner, work),
            Clause::Is(Term::Words(words)) => work
                .row
                .title
                .to_lowercase()
                .contains(&words.text.to_lowercase()),
            Clause::Is(Term::Fixed(Fixed::Badge(badge))) => work.row.badge == Some(*badge),
            Clause::Is(Term::Fixed(Fixed::Warning)) => {
                work.row.badge.is_some_and(Badge::is_safety_word)
            }
            Clause::Is(Term::Fixed(Fixed::IsSaved)) => work.row.saved,
            Clause::Is(Term::Named(Named::Topic, name)) => {
                let topics = self.overview(&Query::default()).topics.into_iter();
                let mut meant = topics.filter(|topic| topic.name == *name);
                meant.any(|topic| work.topics.contains(&topic.id))
            }
            Clause::Is(Term::Named(Named::Tag, name)) => work.tags.contains(name),
            Clause::Is(Term::Fixed(Fixed::IsUnread)) => !work.row.read,
            Clause::Is(Term::Fixed(Fixed::IsReading)) => {
                let shelf = work.row.shelf.as_ref();
                shelf.is_some_and(|it| it.stage == shelf::Stage::Reading)
            }
            Clause::Is(_) => false,
        }
    }

    fn page(&self, query: &Query, anchor: Anchor, limit: u32) -> PageOfRows {
        let all = self.rows(query);
        let limit = limit as usize;
        let below = |work: WorkId| all.partition_point(|row| row.work >= work);
        let above = |work: WorkId| all.partition_point(|row| row.work > work);
        let (start, end) = match anchor {
            Anchor::Top => (0, limit),
            Anchor::Bottom => (all.len().saturating_sub(limit), all.len()),
            Anchor::Below(work) => (below(work), below(work) + limit),
            Anchor::Above(work) => (above(work).saturating_sub(limit), above(work)),
            Anchor::Around(work) => {
                let start = above(work).saturating_sub(limit / 2);
                (start, start + limit)
            }
        };
        let end = end.min(all.len());
        PageOfRows {
            revision: self.revision,
            anchor,
            rows: all[start.min(end)..end].to_vec(),
            at_top: start == 0,
            at_bottom: end == all.len(),
            newest: all.first().map(|row| row.work),
            n_above: Some(start as u64),
            n_all: Some(all.len() as u64),
            caveat: None,
        }
    }

    pub fn answer(&mut self, question: Question) -> Reply {
        match question {
            Question::Page {
                generation,
                query,
                anchor,
                limit,
            } => {
                self.n_page_questions += 1;
                let page = self.page(&query, anchor, limit);
                Reply::Page { generation, page }
            }
            Question::NextUnread {
                generation,
                query,
                from,
                older,
            } => {
                let from = from.unwrap_or(WorkId(i64::MAX));
                let rows = self.rows(&query);
                let row = match older {
                    true => rows.into_iter().find(|row| !row.read && row.work < from),
                    false => rows.into_iter().rfind(|row| !row.read && row.work > from),
                };
                Reply::NextUnread { generation, row }
            }
            Question::Overview {
                generation, query, ..
            } => Reply::Overview {
                generation,
                overview: Box::new(self.overview(&query)),
            },
            Question::Facets {
                generation,
                base,
                wanted,
            } => {
                let kinds = Badge::ALL.into_iter().map(|badge| {
                    let rows = self.rows(&base).into_iter();
                    (
                        badge,
                        rows.filter(|row| row.badge == Some(badge)).count() as u64,
                    )
                });
                let facets = Facets {
                    kinds: kinds.collect(),
                    n_all: Some(self.rows(&base).len() as u64),
                    n_match: Some(self.rows(&wanted).len() as u64),
                };
                Reply::Facets { generation, facets }
            }
            Question::Count { generation, query } => {
                let n = self.rows(&query).len() as u64;
                let counted = Counted { n, more: false };
                Reply::Count {
                    generation,
                    counted,
                }
            }
            Question::Snippet { work, wish } => {
                let text = format!("A piece of {}", work.0);
                Reply::Snippet { work, wish, text }
            }
            Question::Work(id) => Reply::Work(id, self.works.get(&id).cloned().map(Box::new)),
            Question::Why(id) => {
                let topics = self.works.get(&id).map(|work| work.topics.clone());
                let topics = topics.into_iter().flatten();
                let reason = |place, said: String| topic::Reason { place, said };
                let reasons = topics.map(|topic| {
                    let text = reason(topic::Place::Text, format!("Word {}", topic.0));
                    let title = reason(topic::Place::Title, format!("word {}", topic.0));
                    (topic, vec![text, title])
                });
                Reply::Why(id, reasons.collect())
            }
            Question::Citation { work, style } => {
                let work = self.works.get(&work);
                let text = work.map(|work| cite::cite(&Reference::of(work), style));
                Reply::Citation { style, text }
            }
            Question::Sources => Reply::Sources(sources()),
            Question::Book => Reply::Book(self.book.clone()),
            Question::Clues => Reply::Clues(self.clues.clone()),
        }
    }

    fn overview(&self, query: &Query) -> Overview {
        let unread = |row: &Row| !row.read;
        let all = self.rows(&Query::default());
        let n_of = |place: Place, unread_only: bool| {
            let query = Query {
                place,
                unread_only,
                ..Query::default()
            };
            self.rows(&query).len() as u64
        };
        let n_unread = |place: Place| n_of(place, true);
        let list = |id: i64, name: &str| List {
            id: ListId(id),
            path: vec![name.to_string()],
            ..List::default()
        };
        let topic = |id: i64, name: &str| Topic {
            id: TopicId(id),
            name: name.to_string(),
            words: vec![name.to_lowercase()],
            ..Topic::default()
        };
        Overview {
            timelines: self.timelines.clone(),
            mutes: self.mutes.clone(),
            n_muted: n_unread(Place::Muted),
            n_round: n_of(Place::Round, false),
            n_round_unread: n_unread(Place::Round),
            revision: self.revision,
            lists: vec![list(1, "Renal & diabetes"), list(2, "Drug safety")],
            topics: vec![topic(1, "Heart failure"), topic(2, "CKD")],
            n_unread_all: all.iter().filter(|row| unread(row)).count() as u64,
            n_unread_here: self.rows(query).iter().filter(|row| unread(row)).count() as u64,
            n_saved: all.iter().filter(|row| row.saved).count() as u64,
            n_sources: 3,
            n_failing: 1,
            review: Box::new(self.agenda()),
            shelf: Box::new(self.shelf()),
            can_undo: !self.past.is_empty(),
            can_redo: !self.future.is_empty(),
            ..Overview::default()
        }
    }

    /// How review stands [`NOW`].
    fn agenda(&self) -> Agenda {
        let mut waiting: Vec<Card> = self.cards.clone();
        waiting.retain(|card| card.is_due(NOW));
        waiting.sort_by_key(|card| (card.due, card.work));
        let later = self.cards.iter().filter(|card| !card.is_due(NOW));
        let seen = self.cards.iter().filter(|card| card.last == Some(NOW));
        Agenda {
            at: NOW,
            n_all: self.cards.len() as u64,
            n_waiting: waiting.len() as u64,
            n_done: seen.count() as u64,
            next: later.map(|card| card.due).min(),
            cards: waiting,
        }
    }

    fn shelf(&self) -> ShelfCounts {
        let mut counts = ShelfCounts::default();
        for work in self.works.values().filter(|work| work.row.saved) {
            counts.n_unread += u64::from(!work.row.read);
            for tag in &work.tags {
                match counts.tags.iter_mut().find(|(known, _)| known == tag) {
                    Some((_, n)) => *n += 1,
                    None => counts.tags.push((tag.clone(), 1)),
                }
            }
        }
        counts.tags.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counts
    }
}

fn sources() -> Vec<Source> {
    let source = |id: i64, title: &str, standing: Standing| Source {
        id: SourceId(id),
        title: title.to_string(),
        address: format!("https://example.org/{id}.xml"),
        standing,
        ..Source::default()
    };
    vec![
        source(1, "NEJM", Standing::Good),
        source(2, "BMJ", Standing::Failing),
        source(3, "FDA", Standing::Good),
    ]
}
