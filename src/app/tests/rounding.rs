//! A round has an end, and what is muted is told and looked at.

use crate::app::effect::Ask;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::work;
use crate::domain::badge::Badge;
use crate::domain::query::Place;

#[test]
fn a_round_is_begun_read_through_and_says_when_it_is_done() {
    let mut stage = Stage::of(12);
    stage.press("j j j g o");
    assert_eq!(stage.model.timeline.query.place, Place::Round);
    assert_eq!(
        stage.said(),
        "A round of 3 items; about 15 minutes, newest first."
    );
    assert_eq!(stage.selected(), Some(1));
    assert_eq!(stage.model.timeline.rows.len(), 3);
    assert_eq!(stage.model.round_words(), "round 1 of 3");
    stage.press("m j m");
    assert_eq!(stage.model.round_words(), "round 3 of 3");
    assert_eq!(stage.model.timeline.rows.len(), 3, "what is read stays");
    // Going away and coming back goes on with it.
    stage.press("q");
    assert_eq!(stage.model.timeline.query.place, Place::All);
    stage.press("g o");
    assert_eq!(stage.model.timeline.rows.len(), 3);
    let n_begun = |stage: &Stage| {
        let asks = stage.store.asks.iter();
        asks.filter(|ask| matches!(ask, Ask::BeginRound { .. }))
            .count()
    };
    assert_eq!(n_begun(&stage), 1);
    stage.press("G m");
    let done = "Round done: 3 read. g o starts another.";
    assert_eq!(stage.said(), done);
    assert_eq!(stage.model.round_words(), "round done, 3 read");
    stage.press("n");
    assert_eq!(stage.said(), done, "no other list is offered at the end");
    stage.press("g o");
    assert_eq!(n_begun(&stage), 2);
    assert_eq!(stage.model.round_words(), "round 1 of 3");
    assert_eq!(stage.selected(), Some(5), "the newest that is unread");
}

#[test]
fn the_end_of_a_round_is_said_where_its_last_article_ends() {
    let mut stage = Stage::of(1);
    stage.press("g o Enter");
    assert_eq!(stage.model.view(), View::Reader);
    for _ in 0..200 {
        stage.press("Space");
    }
    assert_eq!(stage.said(), "Round done: 1 read. g o starts another.");
    assert_eq!(stage.model.view(), View::Reader, "the text stays");
}

#[test]
fn a_round_is_there_again_at_the_next_start() {
    let mut stage = Stage::of(12);
    stage.press("g o m j");
    stage.model.write_session();
    let effects = std::mem::take(&mut stage.model.desk.out);
    stage.perform(effects);
    let again = Stage::with(stage.store, 80, 24);
    assert_eq!(again.model.timeline.query.place, Place::Round);
    assert_eq!(again.model.round_words(), "round 2 of 3");
    assert_eq!(again.selected(), Some(2));
}

#[test]
fn without_anything_unread_there_is_no_round() {
    let mut stage = Stage::of(12);
    stage.press("M g o");
    assert_eq!(
        stage.said(),
        "Nothing is unread in your topics, so there is no round."
    );
    assert_eq!(stage.model.timeline.query.place, Place::All);
}

#[test]
fn what_a_filter_finds_is_muted_told_looked_at_and_muted_no_more() {
    let mut store = FakeStore::of(12);
    store.edit(work(11).row.work, |it| it.row.badge = Some(Badge::Safety));
    let mut stage = Stage::with(store, 80, 24);
    stage.press("z X");
    assert_eq!(
        stage.said(),
        "Nothing is muted. z x mutes what a query finds."
    );
    stage.press("z f");
    stage.type_in("\"work 1\"");
    stage.press("Enter z x Enter");
    assert_eq!(
        stage.said(),
        "Muted: \"work 1\". z X shows what is muted. u takes it back."
    );
    stage.press("F");
    // 1, 10 and 12 are muted; 11 warns. Of these 12 is read.
    assert_eq!(stage.model.timeline.rows.len(), 9);
    assert_eq!(stage.model.overview.n_muted, 2);
    stage.press("z X");
    assert_eq!(stage.model.timeline.query.place, Place::Muted);
    assert_eq!(stage.model.timeline.rows.len(), 3);
    assert!(
        stage.said().starts_with("Muted: \"work 1\"."),
        "{}",
        stage.said()
    );
    stage.press("z x Enter");
    assert_eq!(
        stage.said(),
        "No longer muted: \"work 1\". u mutes it again."
    );
    stage.press("q");
    assert_eq!(stage.model.timeline.query.place, Place::All);
    assert_eq!(stage.model.timeline.rows.len(), 12);
}

#[test]
fn a_mute_that_would_turn_with_a_key_is_refused_and_can_be_mended() {
    let mut stage = Stage::of(12);
    stage.press("z x");
    stage.type_in("is:read");
    stage.press("Enter");
    assert_eq!(
        stage.said(),
        "A mute cannot hang on is:read: it would turn with every key. Name words, a source or a type"
    );
    assert!(stage.model.popup.is_some(), "what was typed stays");
    assert!(stage.store.mutes.is_empty());
}
