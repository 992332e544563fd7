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
        waits: Default::default(),
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

/// What line 1 says of what came in above.
fn above(stage: &Stage) -> Option<String> {
    stage.model.fresh_words()
}

#[test]
fn what_fills_an_empty_timeline_has_not_come_in_above() {
    let mut stage = Stage::with(FakeStore::of(0), 80, 24);
    let all = FakeStore::of(300).works;
    // Each source brings what is newer and what is older.
    for part in 0..3 {
        let works = all.clone().into_iter().enumerate();
        let some = works.filter(|(nth, _)| nth % 3 == part || *nth < 2);
        stage.store.works.extend(some.map(|(_, it)| it));
        stage.store.revision += 1;
        let revision = stage.store.revision;
        stage.send(Msg::Store(Reply::Changed { revision }));
        assert_eq!((above(&stage), stage.said()), (None, ""), "part {part}");
        assert_eq!(stage.model.timeline.cursor_index(), Some(0));
        assert_eq!(stage.model.timeline.top, 0);
    }
    stage.press("j k");
    let selected = stage.selected();
    let newer = work(-1);
    stage.store.works.insert(newer.row.work, newer);
    stage.store.revision += 1;
    let revision = stage.store.revision;
    stage.send(Msg::Store(Reply::Changed { revision }));
    assert_eq!(stage.selected(), selected, "from the first key on it stays");
    assert_eq!(above(&stage).as_deref(), Some("1 new above"));
}

#[test]
fn a_jump_to_the_end_brings_nothing_in() {
    let mut stage = Stage::of(900);
    stage.press("G");
    assert_eq!((above(&stage), stage.said()), (None, ""));
    stage.press("End k k g g G");
    assert_eq!((above(&stage), stage.said()), (None, ""));
}

#[test]
fn what_is_taken_back_and_done_again_has_not_come_in() {
    let mut stage = Stage::of(900);
    stage.press("z u G");
    stage.press("M");
    for key in ["u", "U", "u"] {
        stage.press(key);
        assert_eq!(above(&stage), None, "{key}: {}", stage.said());
        assert!(!stage.said().contains("new above"), "{key}");
    }
}

#[test]
fn where_nothing_above_is_unread_nothing_is_new_there() {
    let mut stage = stage_without_the_newest(60, 5);
    stage.press("j j j j j j");
    come_in(&mut stage, 5);
    assert_eq!(above(&stage).as_deref(), Some("5 new above"));
    for number in 1..=10 {
        stage
            .store
            .edit(work(number).row.work, |it| it.row.read = true);
    }
    stage.store.revision += 1;
    let revision = stage.store.revision;
    stage.send(Msg::Store(Reply::Changed { revision }));
    assert_eq!(above(&stage), None);
}

#[test]
fn all_read_leaves_alone_what_came_in_above_unseen() {
    let mut stage = stage_without_the_newest(60, 5);
    stage.press("j j j j j j");
    come_in(&mut stage, 5);
    stage.press("M");
    assert!(!stage.row(1).read && stage.row(7).read);
    assert_eq!(stage.model.overview.n_unread_here, 4);
    assert_eq!(above(&stage).as_deref(), Some("5 new above"));
    stage.press("g g M");
    assert_eq!(stage.model.overview.n_unread_here, 0);
}

#[test]
fn all_read_after_coming_back_far_down_means_the_whole_timeline() {
    let mut stage = Stage::of(900);
    stage.press("G q");
    let mut stage = Stage::with(stage.store, 80, 24);
    assert!(!stage.model.timeline.at_top, "the top is not here");
    stage.press("M");
    assert_eq!(stage.said(), "600 marked as read. u brings them back.");
    assert_eq!(stage.model.overview.n_unread_here, 0);
}

#[test]
fn all_read_after_coming_back_leaves_what_came_in_since() {
    let mut stage = stage_without_the_newest(900, 5);
    stage.press("G q");
    let mut stage = Stage::with(stage.store, 80, 24);
    come_in(&mut stage, 5);
    stage.press("M");
    assert_eq!(stage.model.overview.n_unread_here, 4);
}

#[test]
fn a_key_while_the_first_page_is_on_its_way_loses_no_row() {
    let mut stage = Stage::with(FakeStore::of(0), 80, 24);
    let all = FakeStore::of(50).works;
    let changed = |stage: &mut Stage, n: usize| {
        stage.store.works = all.clone().into_iter().take(n).collect();
        stage.store.revision += 1;
        let revision = stage.store.revision;
        stage.model.update(Msg::Store(Reply::Changed { revision }))
    };
    let effects = changed(&mut stage, 20);
    stage.perform(effects);
    let effects = changed(&mut stage, 50);
    let more = stage.model.update(Msg::Key(read_keys("j")[0]));
    stage.perform(effects);
    stage.perform(more);
    assert_eq!(stage.model.timeline.rows.len(), 50);
}
