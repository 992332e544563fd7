//! Jumps to an end of a long list, while rows come in and answers are under way.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::model::View;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::domain::answer::PageOfRows;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::work::Row;

/// Presses a key; what it asks for stays unanswered.
fn press_only(stage: &mut Stage, key: &str) -> Vec<Effect> {
    stage.model.update(Msg::Key(read_keys(key)[0]))
}

/// Somebody wrote: what the screen asks for then stays unanswered.
fn changed(stage: &mut Stage) -> Vec<Effect> {
    stage.store.revision += 1;
    let revision = stage.store.revision;
    stage.model.update(Msg::Store(Reply::Changed { revision }))
}

#[test]
fn a_jump_to_the_end_that_was_left_meanwhile_moves_nothing() {
    let mut stage = Stage::of(3_000);
    stage.press("j j");
    let row = stage.model.timeline.selected().unwrap().work;
    let generation = stage.model.timeline.generation;
    let page = PageOfRows {
        revision: u64::MAX,
        anchor: Anchor::Bottom,
        at_bottom: true,
        rows: vec![Row {
            work: WorkId(1),
            ..Row::default()
        }],
        ..PageOfRows::default()
    };
    stage
        .model
        .update(Msg::Store(Reply::Page { generation, page }));
    assert_eq!(stage.model.timeline.selected().unwrap().work, row);
}

#[test]
fn a_jump_is_not_undone_by_the_page_that_was_under_way() {
    let mut stage = Stage::of(3_000);
    stage.press("j j");
    let asked = changed(&mut stage);
    let jump = press_only(&mut stage, "G");
    stage.perform(asked.into_iter().chain(jump).collect());
    assert_eq!(stage.selected(), Some(3_000));
    let asked = changed(&mut stage);
    let jump = press_only(&mut stage, "Home");
    stage.perform(asked.into_iter().chain(jump).collect());
    assert_eq!(stage.selected(), Some(1));
}

#[test]
fn a_jump_that_waits_gives_way_to_no_news() {
    let mut stage = Stage::of(3_000);
    stage.press("j j");
    let mut asked = changed(&mut stage);
    asked.extend(press_only(&mut stage, "G"));
    asked.extend(changed(&mut stage));
    stage.perform(asked);
    assert_eq!(stage.selected(), Some(3_000));
}

#[test]
fn news_while_a_jump_is_under_way_move_nobody() {
    let mut stage = Stage::of(3_000);
    let mut asked = press_only(&mut stage, "G");
    asked.extend(changed(&mut stage));
    stage.perform(asked);
    assert_eq!(stage.selected(), Some(3_000));
    let listing = stage.model.listing();
    assert_eq!(listing.revision, stage.store.revision);
}

#[test]
fn a_jump_whose_answer_is_older_than_the_screen_is_asked_for_again() {
    let mut stage = Stage::of(3_000);
    let jump = press_only(&mut stage, "G");
    stage.model.timeline.revision = stage.store.revision + 1;
    let mut again = Vec::new();
    for effect in jump {
        if let Effect::Read(question) = effect {
            let late = stage.store.answer(question);
            again.extend(stage.model.update(Msg::Store(late)));
        }
    }
    stage.store.revision += 1;
    stage.perform(again);
    assert_eq!(stage.selected(), Some(3_000));
}

#[test]
fn of_two_jumps_the_last_holds() {
    let mut stage = Stage::of(3_000);
    stage.press("j j");
    let mut asked = press_only(&mut stage, "G");
    asked.extend(press_only(&mut stage, "Home"));
    assert_eq!(stage.selected(), Some(1), "without waiting");
    stage.perform(asked);
    assert_eq!(stage.selected(), Some(1));
    let mut asked = changed(&mut stage);
    for key in ["G", "Home", "G"] {
        asked.extend(press_only(&mut stage, key));
    }
    stage.perform(asked);
    assert_eq!(stage.selected(), Some(3_000));
}

#[test]
fn a_row_that_was_jumped_to_opens_once_it_is_here() {
    for open in ["Enter", "Space"] {
        let mut stage = Stage::of(3_000);
        let mut asked = press_only(&mut stage, "G");
        asked.extend(press_only(&mut stage, open));
        assert_eq!(stage.model.view(), View::Timeline);
        assert_eq!(stage.said(), "");
        stage.perform(asked);
        assert_eq!(stage.selected(), Some(3_000));
        assert_eq!(stage.model.view(), View::Reader, "{open}");
    }
}

#[test]
fn a_key_that_goes_back_takes_the_opening_back_and_no_more() {
    for back in ["q", "Esc", "Left"] {
        let mut stage = Stage::of(3_000);
        let mut asked = press_only(&mut stage, "G");
        asked.extend(press_only(&mut stage, "Enter"));
        asked.extend(press_only(&mut stage, back));
        assert!(!asked.iter().any(|it| matches!(it, Effect::Quit)), "{back}");
        stage.perform(asked);
        assert_eq!(stage.selected(), Some(3_000));
        assert_eq!(stage.model.view(), View::Timeline);
    }
}

#[test]
fn nothing_opens_later_by_itself() {
    // The page does not come.
    let mut stage = Stage::of(3_000);
    press_only(&mut stage, "G");
    press_only(&mut stage, "Enter");
    let generation = Some(stage.model.timeline.generation);
    let why = "busy".to_string();
    let failed = Reply::Unanswered { generation, why };
    let asked = stage.model.update(Msg::Store(failed));
    stage.perform(asked);
    let asked = changed(&mut stage);
    stage.perform(asked);
    assert_eq!(stage.model.view(), View::Timeline);
    // Something else was done meanwhile.
    let mut stage = Stage::of(3_000);
    let mut asked = press_only(&mut stage, "G");
    asked.extend(press_only(&mut stage, "Enter"));
    let paste = "https://example.org/feed".to_string();
    asked.extend(stage.model.update(Msg::Paste(paste)));
    stage.perform(asked);
    stage.press("Esc");
    let asked = changed(&mut stage);
    stage.perform(asked);
    assert_eq!(stage.model.view(), View::Timeline);
}
