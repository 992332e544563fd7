//! What comes in above: counted rightly, said without pushing anything away.

use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;
use crate::domain::answer::PageOfRows;
use crate::domain::query::Anchor;

/// A screen over the older works of a store; the newer ones come in later.
fn stage_without_the_newest(n_all: i64, n_new: i64) -> Stage {
    let mut store = FakeStore::of(n_all);
    for number in 1..=n_new {
        store.works.remove(&work(number).row.work);
    }
    Stage::with(store, 80, 24)
}

fn come_in(stage: &mut Stage, n_new: i64) {
    for number in 1..=n_new {
        let work = work(number);
        stage.store.works.insert(work.row.work, work);
    }
    stage.store.revision += 1;
    let revision = stage.store.revision;
    stage.send(Msg::Store(Reply::Changed { revision }));
}

fn progress() -> Msg {
    Msg::Fetch(FetchNews::Progress {
        n_done: 1,
        n_all: 51,
        n_failed: 0,
        n_new: 5,
    })
}

fn ended() -> Msg {
    Msg::Fetch(FetchNews::Ended {
        n_all: 51,
        n_good: 51,
        n_failed: 0,
        n_new: 24,
        stopped: false,
        failed: None,
    })
}

#[test]
fn more_new_rows_than_a_page_holds_are_all_counted() {
    let mut stage = stage_without_the_newest(2_600, 2_400);
    stage.press("j j");
    come_in(&mut stage, 2_400);
    assert_eq!(stage.said(), "2400 new above");
    assert_eq!(stage.selected(), Some(2_403));
    stage.press("g g");
    assert_eq!(stage.model.timeline.fresh_words(), None);
}

#[test]
fn where_the_totals_are_not_known_it_says_more_than() {
    let mut stage = stage_without_the_newest(600, 300);
    let cursor = work(301).row.work;
    let rows = (201..=400).map(|number| work(number).row).collect();
    let page = PageOfRows {
        revision: 2,
        anchor: Anchor::Around(cursor),
        rows,
        ..PageOfRows::default()
    };
    let generation = stage.model.timeline.generation;
    stage
        .model
        .update(Msg::Store(Reply::Page { generation, page }));
    assert_eq!(stage.said(), "more than 100 new above");
}

#[test]
fn the_end_of_a_refresh_is_not_pushed_away_by_new_rows() {
    let mut stage = stage_without_the_newest(60, 5);
    stage.press("j");
    stage.send(progress());
    stage.send(ended());
    come_in(&mut stage, 5);
    assert_eq!(stage.said(), "51 of 51 fetched · 24 new");
    assert_eq!(stage.model.timeline.n_fresh, 5, "the place line tells it");
}

#[test]
fn new_rows_do_not_push_the_answer_to_a_key_away() {
    let mut stage = stage_without_the_newest(60, 5);
    stage.press("j s");
    come_in(&mut stage, 5);
    assert_eq!(stage.said(), "Saved. u takes it back.");
}

/// The overviews asked for by these effects, as the store answers them now.
fn overviews(stage: &mut Stage, effects: Vec<Effect>) -> Vec<Msg> {
    let mut answers = Vec::new();
    for effect in effects {
        if let Effect::Read(question @ Question::Overview { .. }) = effect {
            answers.push(Msg::Store(stage.store.answer(question)));
        }
    }
    answers
}

#[test]
fn counts_move_though_the_next_overview_is_asked_for_already() {
    let mut stage = stage_without_the_newest(60, 5);
    for number in 1..=5 {
        let work = work(number);
        stage.store.works.insert(work.row.work, work);
    }
    stage.store.revision = 2;
    let changed = Msg::Store(Reply::Changed { revision: 2 });
    let effects = stage.model.update(changed.clone());
    let first = overviews(&mut stage, effects);
    stage.model.update(changed);
    let before = stage.model.overview.n_unread_all;
    stage.model.update(first[0].clone());
    assert_eq!(stage.model.overview.n_unread_all, before + 4);
}

#[test]
fn an_overview_of_the_place_that_was_left_is_not_shown() {
    let mut stage = Stage::of(60);
    stage.store.revision = 2;
    let effects = stage
        .model
        .update(Msg::Store(Reply::Changed { revision: 2 }));
    let first = overviews(&mut stage, effects);
    for key in read_keys("] ]") {
        stage.model.update(Msg::Key(key));
    }
    stage.model.update(first[0].clone());
    assert_eq!(stage.model.overview.revision, 1);
}
