//! What the screen is told of a change, with a real store behind it.

use std::sync::Arc;

use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::app::effect::Effect;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::model::Model;
use crate::app::model::Settings;
use crate::domain::intake::Record;
use crate::domain::retention::Retention;
use crate::domain::source::NewSource;
use crate::runtime::store_thread;
use crate::runtime::store_thread::Desk;
use crate::runtime::store_thread::Lanes;
use crate::secrets::Keepers;
use crate::store::Reader;
use crate::store::Store;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::news;

/// A store with one long item, and the model that shows it.
struct Scene {
    folder: TempDir,
    model: Model,
    asks: mpsc::UnboundedSender<(AskId, Ask)>,
    _lanes: Lanes,
    inbox: mpsc::Receiver<Msg>,
    writing: std::thread::JoinHandle<Vec<String>>,
}

impl Scene {
    fn new(prepare: impl FnOnce(&Store)) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path(), NOW).unwrap();
        let new = NewSource {
            title: "NEJM".to_string(),
            ..feed("http://127.0.0.1:9/")
        };
        let (source, _) = store.follow(&new, None, NOW).unwrap();
        store.ingest(&[news(source, &[long_item()])], NOW).unwrap();
        prepare(&store);
        let (sender, inbox) = mpsc::channel(16);
        let (taken, _) = mpsc::unbounded_channel();
        let (fetcher, _) = mpsc::unbounded_channel();
        let desk = Desk {
            retention: Retention::NONE,
            clock: Arc::new(|| NOW),
            topics_file: folder.path().join("topics.toml"),
            keepers: Keepers {
                folder: folder.path().to_path_buf(),
                ..Keepers::default()
            },
            inbox: sender,
            taken,
            fetcher,
            nudge: mpsc::unbounded_channel().0,
        };
        let (asks, asked_for) = mpsc::unbounded_channel();
        let (lanes, writing) =
            store_thread::start(store, asked_for, desk, None, Handle::current()).unwrap();
        let mut scene = Scene {
            model: Model::start(Settings::default(), 80, 24, NOW, None).0,
            folder,
            asks,
            _lanes: lanes,
            inbox,
            writing,
        };
        let (model, effects) = Model::start(Settings::default(), 80, 24, NOW, None);
        scene.model = model;
        scene.answer(effects);
        scene
    }

    /// Answers the model's questions from the store; gives the changes it asks
    /// for, unsent.
    fn answer(&mut self, effects: Vec<Effect>) -> Vec<(AskId, crate::app::effect::Ask)> {
        let mut reader = Reader::open(self.folder.path()).unwrap();
        let mut changes = Vec::new();
        let mut waiting = effects;
        while let Some(effect) = waiting.pop() {
            let reply = match effect {
                Effect::Store(id, ask) => {
                    changes.push((id, ask));
                    continue;
                }
                Effect::Read(Question::Page {
                    generation,
                    query,
                    anchor,
                    limit,
                }) => {
                    let page = reader.page(&query, anchor, limit as usize).unwrap();
                    Reply::Page { generation, page }
                }
                Effect::Read(Question::Overview {
                    generation, query, ..
                }) => Reply::Overview {
                    generation,
                    overview: Box::new(reader.overview(&query).unwrap()),
                },
                _ => continue,
            };
            waiting.extend(self.model.update(Msg::Store(reply)));
        }
        changes
    }

    fn press(&mut self, c: char) -> Vec<(AskId, crate::app::effect::Ask)> {
        let key = Key {
            code: KeyCode::Char(c),
            ctrl: false,
            alt: false,
        };
        let effects = self.model.update(Msg::Key(key));
        self.answer(effects)
    }

    /// Sends changes to the writer and takes in its replies.
    async fn send(&mut self, changes: Vec<(AskId, crate::app::effect::Ask)>) {
        for change in changes {
            self.asks.send(change).unwrap();
            let reply = self.inbox.recv().await.unwrap();
            let effects = self.model.update(reply);
            let none = self.answer(effects);
            assert!(none.is_empty());
        }
    }

    /// What the writer says of one change.
    async fn done(&mut self, ask: Ask) -> Done {
        self.asks.send((AskId::default(), ask)).unwrap();
        match self.inbox.recv().await.unwrap() {
            Msg::Store(Reply::Done { done, .. }) => done,
            other => panic!("{other:?}"),
        }
    }

    fn is_saved(&self) -> bool {
        self.model.timeline.selected().unwrap().saved
    }

    fn said(&self) -> String {
        let notice = self.model.notice.as_ref();
        notice.map(|notice| notice.text.clone()).unwrap_or_default()
    }
}

/// An item whose text does not compress.
fn long_item() -> Record {
    let mut state: u64 = 7;
    let noise: String = (0..60_000)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            char::from(b'!' + (state >> 58) as u8)
        })
        .collect();
    Record {
        key: "a".to_string(),
        title: "A long trial".to_string(),
        html: Some(noise),
        ..Record::default()
    }
}

#[tokio::test]
async fn the_star_is_shown_at_once_and_the_word_only_when_it_is_written() {
    let mut scene = Scene::new(|_| {});
    let changes = scene.press('s');
    assert!(scene.is_saved(), "the star, within the frame of the key");
    assert!(!scene.said().contains("Saved"), "{}", scene.said());
    scene.send(changes).await;
    assert!(scene.is_saved());
    assert!(scene.said().starts_with("Saved"), "{}", scene.said());
}

#[tokio::test]
async fn a_save_that_a_full_disk_refuses_is_taken_back_and_said() {
    let mut scene = Scene::new(Store::fill_up);
    let changes = scene.press('s');
    assert!(scene.is_saved());
    scene.send(changes).await;
    assert!(!scene.is_saved(), "the star is taken back");
    assert!(scene.said().contains("disk is full"), "{}", scene.said());
    let reader = Reader::open(scene.folder.path()).unwrap();
    assert!(reader.kept_rows().unwrap().is_empty());
    assert!(reader.check().unwrap().is_empty());
}

#[tokio::test]
async fn what_was_asked_before_quitting_is_written_before_the_end() {
    let mut scene = Scene::new(|_| {});
    let changes = scene.press('s');
    for change in changes {
        scene.asks.send(change).unwrap();
    }
    let Scene {
        folder,
        asks,
        inbox,
        writing,
        ..
    } = scene;
    // As on quitting: nobody listens any more, and no more is asked.
    drop((asks, inbox));
    let untold = tokio::task::spawn_blocking(move || writing.join().unwrap());
    assert!(untold.await.unwrap().is_empty());
    let reader = Reader::open(folder.path()).unwrap();
    assert_eq!(reader.kept_rows().unwrap().len(), 1);
}

#[tokio::test]
async fn a_change_that_fails_on_quitting_is_told_all_the_same() {
    let mut scene = Scene::new(Store::fill_up);
    let changes = scene.press('s');
    let Scene {
        asks,
        inbox,
        writing,
        folder,
        ..
    } = scene;
    drop(inbox);
    for change in changes {
        asks.send(change).unwrap();
    }
    drop(asks);
    let untold = tokio::task::spawn_blocking(move || writing.join().unwrap());
    assert_eq!(untold.await.unwrap(), ["the disk is full"]);
    drop(folder);
}

#[tokio::test]
async fn undo_of_the_welcome_takes_its_topics_back_with_its_sources() {
    let mut scene = Scene::new(|_| {});
    let file = scene.folder.path().join("topics.toml");
    let topics = |scene: &Scene| -> Vec<String> {
        let reader = Reader::open(scene.folder.path()).unwrap();
        let topics = reader.topics().unwrap().into_iter();
        topics.map(|topic| topic.name).collect()
    };
    let source = feed("http://127.0.0.1:9/b");
    let follow = Ask::FollowAll {
        entries: vec![(Vec::new(), source)],
        topics: Some(vec![("Cardiology".to_string(), "cardiology".to_string())]),
        welcomed: true,
    };
    scene.done(follow).await;
    assert_eq!(topics(&scene), ["Cardiology"]);
    let undo = |named| Ask::Undo { began: NOW, named };
    let Done::Asks(step) = scene.done(undo(None)).await else {
        panic!("it is to be named first");
    };
    assert_eq!(step.what, "followed 1 source and began with 1 topic");
    scene.done(undo(Some(step.id))).await;
    assert!(!file.exists());
    assert_eq!(topics(&scene), ["Heart failure", "CKD", "Diabetes"]);
    scene.done(Ask::Redo).await;
    assert_eq!(topics(&scene), ["Cardiology"]);
    std::fs::write(&file, "[[topic]]\nname = \"Stroke\"\n").unwrap();
    let said = scene.done(undo(Some(step.id))).await;
    let expected = format!(
        "{}, but not the topics: their file was changed since",
        step.what
    );
    assert_eq!(said, Done::Undone(Some(expected)));
    assert!(file.exists(), "what the person wrote stays");
}
