//! A model whose questions are answered by a small store in memory, so that a
//! test can press keys and look.

mod answers;
mod changes;

use std::collections::BTreeMap;

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Key;
use crate::app::effect::Msg;
use crate::app::keymap;
use crate::app::model::Model;
use crate::app::model::Settings;
use crate::domain::catalogue::Clues;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::learning::Book;
use crate::domain::query::Kept;
use crate::domain::review::Card;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::domain::work::Work;

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
