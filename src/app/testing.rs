//! A model whose questions are answered by a small store in memory, so that a
//! test can press keys and look.

use std::collections::BTreeMap;

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::app::effect::Effect;
use crate::app::effect::Key;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::model::Settings;
use crate::domain::answer::Counted;
use crate::domain::answer::Facets;
use crate::domain::answer::Overview;
use crate::domain::answer::PageOfRows;
use crate::domain::answer::Step;
use crate::domain::badge::Badge;
use crate::domain::catalogue::Clues;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::StepId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::learning::Book;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::list::List;
use crate::domain::living::Reading;
use crate::domain::living::Shift;
use crate::domain::query::Anchor;
use crate::domain::query::Kept;
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
use crate::domain::time::UtcTime;
use crate::domain::topic;
use crate::domain::topic::Topic;
use crate::domain::work::Row;
use crate::domain::work::Work;
use crate::export::cite;

pub(crate) const NOW: UtcTime = UtcTime(1_763_462_640);

/// Works by id, and what was done to them.
#[derive(Clone, Debug, Default)]
pub(crate) struct FakeStore {
    pub works: BTreeMap<WorkId, Work>,
    pub revision: u64,
    pub timelines: Vec<Kept>,
    pub past: Vec<(String, BTreeMap<WorkId, Work>)>,
    pub future: Vec<(String, BTreeMap<WorkId, Work>)>,
    /// How many of `past` were done before this session.
    pub n_old: usize,
    /// Every change is refused with this sentence.
    pub refuses: Option<String>,
    pub session: Option<String>,
    pub asks: Vec<Ask>,
    pub n_page_questions: usize,
    pub book: Book,
    pub clues: Clues,
    pub cards: Vec<Card>,
    pub ungraded: Vec<Vec<Card>>,
    pub mutes: Vec<String>,
    pub round: Vec<WorkId>,
}

/// The model, its store and what it asked of the world besides.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub model: Model,
    pub store: FakeStore,
    pub effects: Vec<Effect>,
}

/// A work with a number from 1 (the newest); every third was read, every
/// fifth is about topic 2.
pub(crate) fn work(number: i64) -> Work {
    let id = WorkId::first_of(NOW.0 - number * 3_600);
    let paragraph = |n: i64| Block::Paragraph(vec![Span::plain(format!("Words {n} of {number}."))]);
    let link = |n: i64| Link {
        target: format!("https://example.org/{number}/{n}"),
        label: format!("link {n}"),
        stripped: false,
    };
    Work {
        row: Row {
            work: id,
            title: format!("Work {number}"),
            source: "NEJM".to_string(),
            published: NOW.plus(-number * 3_600),
            read: number % 3 == 0,
            n_sources: 2,
            link: Some(format!("https://example.org/{number}")),
            ..Row::default()
        },
        keys: vec![format!("doi:10.1000/{number}")],
        topics: if number % 5 == 0 {
            vec![TopicId(2)]
        } else {
            Vec::new()
        },
        document: Some(Document {
            blocks: (1..=60).map(paragraph).collect(),
            links: (1..=4).map(link).collect(),
            ..Document::default()
        }),
        ..Work::default()
    }
}

impl FakeStore {
    pub fn of(n: i64) -> FakeStore {
        let works = (1..=n).map(work).map(|work| (work.row.work, work));
        FakeStore {
            works: works.collect(),
            revision: 1,
            ..FakeStore::default()
        }
    }

    fn rows(&self, query: &Query) -> Vec<Row> {
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

    fn mutes(&self, work: &Work) -> bool {
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

    pub fn change(&mut self, id: AskId, ask: Ask) -> Reply {
        self.asks.push(ask.clone());
        if let Some(why) = &self.refuses {
            return Reply::Failed {
                ask: id,
                why: why.clone(),
            };
        }
        let before = self.works.clone();
        let (what, done) = match ask {
            Ask::SetRead { work, read } => {
                self.edit(work, |work| work.row.read = read);
                (Some("1 marked"), Done::Plain)
            }
            Ask::SetSaved { work, saved } => {
                self.edit(work, |work| work.row.saved = saved);
                (Some("saved"), Done::Plain)
            }
            Ask::SetReadAll { works, read } => {
                for work in &works {
                    self.edit(*work, |work| work.row.read = read);
                }
                (Some("marked"), Done::Changed(works.len() as u64))
            }
            Ask::SetSavedAll { works, saved } => {
                for work in &works {
                    self.edit(*work, |work| work.row.saved = saved);
                }
                (Some("saved"), Done::Changed(works.len() as u64))
            }
            Ask::SetTags { works, add, remove } => {
                for work in &works {
                    self.edit(*work, |work| {
                        work.row.saved |= !add.is_empty();
                        work.tags.retain(|tag| !remove.contains(tag));
                        work.tags.extend(add.iter().cloned());
                        let shelf = work.row.shelf.get_or_insert_default();
                        shelf.tags.clone_from(&work.tags);
                    });
                }
                (Some("tagged"), Done::Changed(works.len() as u64))
            }
            Ask::SetHighlight { work, piece, keep } => {
                self.edit(work, |work| match keep {
                    true => work.highlights.push(piece),
                    false => work.highlights.retain(|it| *it != piece),
                });
                (Some("marked"), Done::Plain)
            }
            Ask::SetStage { works, stage } => {
                for work in &works {
                    self.edit(*work, |work| {
                        work.row.shelf.get_or_insert_default().stage = stage;
                    });
                }
                (Some("staged"), Done::Changed(works.len() as u64))
            }
            Ask::SetNote { work, note } => {
                self.edit(work, |work| work.row.noted = !note.is_empty());
                self.edit(work, |work| {
                    work.note = Some(note).filter(|it| !it.is_empty())
                });
                (Some("note"), Done::Plain)
            }
            Ask::SetPosition { work, position } => {
                self.edit(work, |work| work.position = position);
                (None, Done::Plain)
            }
            Ask::AllRead { query, newest } => {
                let rows = self.rows(&query).into_iter();
                let unread: Vec<WorkId> = rows
                    .filter(|row| !row.read && row.work <= newest)
                    .map(|row| row.work)
                    .collect();
                for work in &unread {
                    self.edit(*work, |work| work.row.read = true);
                }
                (Some("all marked as read"), Done::Read(unread.len() as u64))
            }
            Ask::Log { draft, replaces } => {
                let n = self.book.entries.len() as i64;
                self.book.entries.push(Entry {
                    id: EntryId(n + 1),
                    logged_at: NOW,
                    replaces,
                    withdraws: false,
                    draft: *draft,
                });
                (None, Done::Plain)
            }
            Ask::SetReview { work, question } => {
                self.cards.retain(|card| card.work != work);
                let in_review = question.is_some();
                self.edit(work, |work| work.row.in_review = in_review);
                if let Some(question) = question {
                    self.cards.push(Card {
                        work,
                        question,
                        active: true,
                        due: NOW,
                        ..Card::default()
                    });
                }
                (None, Done::Plain)
            }
            Ask::Grade { work, grade } => {
                let cards = self.cards.clone();
                if let Some(card) = self.cards.iter_mut().find(|card| card.work == work) {
                    let next = card.next(NOW).expect("a scheduler")[grade as usize];
                    card.memory = Some(next.memory);
                    card.last = Some(NOW);
                    card.due = NOW.plus(i64::from(next.days) * 86_400);
                }
                self.ungraded.push(cards);
                (None, Done::Plain)
            }
            Ask::Undo { .. } if !self.ungraded.is_empty() => {
                self.cards = self.ungraded.pop().unwrap_or_default();
                (None, Done::Undone(Some("graded Good: «it»".to_string())))
            }
            Ask::SetMute { query, on } => {
                self.mutes.retain(|it| *it != query);
                if on {
                    self.mutes.push(query);
                }
                (None, Done::Plain)
            }
            Ask::BeginRound { .. } => {
                let unread = Query {
                    unread_only: true,
                    ..Query::default()
                };
                let rows = self.rows(&unread).into_iter().take(3);
                self.round = rows.map(|row| row.work).collect();
                (None, Done::Round(self.round.len() as u64))
            }
            Ask::SetSession(session) => {
                self.session = Some(session);
                (None, Done::Plain)
            }
            Ask::Undo { named, .. } => match self.step() {
                Some(step) if named != Some(step.id) => (None, Done::Asks(step)),
                _ => (None, Done::Undone(self.undo())),
            },
            Ask::Redo => (None, Done::Redone(self.redo())),
            Ask::FollowAll { entries, .. } => {
                let n_new = entries.len() as u32;
                (Some("followed"), Done::FollowedAll { n_new })
            }
            Ask::TakeLiving(_, reading) => {
                let came = match reading {
                    Reading::Members { members, .. } => {
                        members.into_iter().map(|it| it.title).collect()
                    }
                    _ => Vec::new(),
                };
                let list = "Ward 7".to_string();
                let went = Vec::new();
                (None, Done::Shifted(Shift { list, came, went }))
            }
            Ask::HideSuggestion { key, .. } => {
                self.clues.hidden.push(key);
                (Some("hid"), Done::Plain)
            }
            Ask::Follow { .. } => {
                let source = SourceId(9);
                let before = false;
                (Some("followed"), Done::Followed { source, before })
            }
            _ => (Some("changed"), Done::Plain),
        };
        if let Some(what) = what {
            self.past.push((what.to_string(), before));
            self.future.clear();
        }
        self.revision += 1;
        Reply::Done {
            ask: id,
            revision: self.revision,
            done,
        }
    }

    pub fn edit(&mut self, work: WorkId, how: impl FnOnce(&mut Work)) {
        if let Some(work) = self.works.get_mut(&work) {
            how(work);
        }
    }

    /// The last step, where it is to be named first.
    fn step(&self) -> Option<Step> {
        let (what, _) = self.past.last()?;
        let asks = self.past.len() <= self.n_old || what == "followed";
        asks.then(|| Step {
            id: StepId(self.past.len() as i64),
            at: NOW.plus(-86_400),
            what: what.clone(),
        })
    }

    fn undo(&mut self) -> Option<String> {
        let (what, works) = self.past.pop()?;
        let now = std::mem::replace(&mut self.works, works);
        self.future.push((what.clone(), now));
        Some(what)
    }

    fn redo(&mut self) -> Option<String> {
        let (what, works) = self.future.pop()?;
        let now = std::mem::replace(&mut self.works, works);
        self.past.push((what.clone(), now));
        Some(what)
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

impl Stage {
    /// A screen of 80×24 over so many works, everything answered.
    pub fn of(n: i64) -> Stage {
        Stage::with(FakeStore::of(n), 80, 24)
    }

    pub fn with(store: FakeStore, width: u16, height: u16) -> Stage {
        let session = store.session.clone();
        let (model, effects) =
            Model::start(Settings::default(), width, height, NOW, session.as_deref());
        let mut stage = Stage {
            model,
            store,
            effects: Vec::new(),
        };
        stage.perform(effects);
        stage.effects.clear();
        stage
    }

    /// Answers what the store is asked, until nothing is asked any more; what
    /// is asked of others is kept.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue: std::collections::VecDeque<Effect> = effects.into();
        for _ in 0..10_000 {
            let reply = match queue.pop_front() {
                None => return,
                Some(Effect::Store(id, ask)) => self.store.change(id, ask),
                Some(Effect::Read(question)) => self.store.answer(question),
                Some(other) => {
                    self.effects.push(other);
                    continue;
                }
            };
            queue.extend(self.model.update(Msg::Store(reply)));
        }
        panic!("the model never stops asking");
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = self.model.update(msg);
        self.perform(effects);
    }

    /// Presses keys as the table writes them, with spaces between.
    pub fn press(&mut self, keys: &str) {
        for key in read_keys(keys) {
            self.send(Msg::Key(key));
        }
    }

    /// Types text as it is.
    pub fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            let key = keymap::plain(crate::app::effect::KeyCode::Char(c));
            self.send(Msg::Key(key));
        }
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.send(Msg::Resize { width, height });
    }

    /// The number of the selected work.
    pub fn selected(&self) -> Option<i64> {
        self.model.listing().selected().map(number_of)
    }

    /// The screen line of the selected row.
    pub fn line(&self) -> usize {
        let listing = self.model.listing();
        listing.cursor_index().expect("a selected row") - listing.top
    }

    pub fn row(&self, number: i64) -> &Row {
        let rows = &self.model.listing().rows;
        let row = rows.iter().find(|row| number_of(row) == number);
        row.expect("a row of this number")
    }

    pub fn said(&self) -> &str {
        self.model.notice.as_ref().map_or("", |notice| &notice.text)
    }
}

fn number_of(row: &Row) -> i64 {
    (NOW.0 - row.work.seconds()) / 3_600
}

pub(crate) fn read_keys(keys: &str) -> Vec<Key> {
    let parsed = keymap::parse(keys).expect("keys");
    parsed.into_iter().flat_map(|(keys, _)| keys).collect()
}
