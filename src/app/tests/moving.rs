//! Moving, filters, lists, keys without meaning.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::effect::Timer;
use crate::app::lists::ListsLine;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::domain::id::ListId;
use crate::domain::query::Place;

#[test]
fn acceptance_10_j_and_down_move_alike_and_nothing_wraps() {
    for (down, up) in [("j", "k"), ("Down", "Up")] {
        let mut stage = Stage::of(60);
        for _ in 0..5 {
            stage.press(down);
        }
        assert_eq!(stage.selected(), Some(6), "{down}");
        for _ in 0..9 {
            stage.press(up);
        }
        assert_eq!(stage.selected(), Some(1), "{up}");
    }
    let mut stage = Stage::of(60);
    for (keys, expected) in [
        ("G", 60),
        ("C-d", 60),
        ("j", 60),
        ("g g", 1),
        ("C-u", 1),
        ("PageUp", 1),
        ("End", 60),
        ("Home", 1),
    ] {
        stage.press(keys);
        assert_eq!(stage.selected(), Some(expected), "{keys}");
    }
    for (there, back) in [("C-d", "C-u"), ("PageDown", "PageUp"), ("C-f", "C-b")] {
        stage.press(there);
        assert!(stage.selected() > Some(5), "{there}");
        stage.press(back);
        assert_eq!(stage.selected(), Some(1), "{back}");
    }
}

#[test]
fn a_long_list_is_walked_through_windows_from_end_to_end() {
    let mut stage = Stage::of(3_000);
    for number in 2..=3_000 {
        stage.press("j");
        assert_eq!(stage.selected(), Some(number));
        assert!(stage.model.timeline.rows.len() <= 800);
    }
    stage.press("g g");
    assert_eq!(stage.selected(), Some(1));
    assert_eq!(stage.line(), 0);
    stage.press("G");
    assert_eq!(stage.selected(), Some(3_000));
    for number in (1..3_000).rev() {
        stage.press("k");
        assert_eq!(stage.selected(), Some(number));
    }
}

#[test]
fn acceptance_12_a_topic_is_left_on_the_row_it_was_entered_from() {
    for back in ["F", "1"] {
        let mut stage = Stage::of(60);
        stage.press("j j j j j j");
        let line = stage.line();
        stage.press("3");
        assert_eq!(stage.model.timeline.rows.len(), 12);
        assert_eq!(stage.selected(), Some(10), "the next older row");
        stage.press(back);
        assert_eq!(stage.selected(), Some(7), "{back}");
        assert_eq!(stage.line(), line, "{back}");
    }
}

#[test]
fn acceptance_12_a_row_read_in_an_unread_view_stays_until_the_view_changes() {
    let mut stage = Stage::of(12);
    stage.press("z u");
    assert_eq!(stage.model.timeline.rows.len(), 8);
    stage.press("j m");
    assert!(stage.row(2).read);
    stage.send(Msg::Store(crate::app::effect::Reply::Changed {
        revision: 9,
    }));
    assert_eq!(stage.model.timeline.rows.len(), 8, "still there");
    assert!(stage.row(2).read);
    assert_eq!(stage.selected(), Some(2));
    stage.press("z u z u");
    assert_eq!(stage.model.timeline.rows.len(), 7);
}

#[test]
fn acceptance_32_new_rows_leave_the_selected_one_on_its_line() {
    let mut store = FakeStore::of(60);
    let new: Vec<_> = (1..=5)
        .filter_map(|n| store.works.remove(&crate::app::testing::work(n).row.work))
        .collect();
    let mut stage = Stage::with(store, 80, 24);
    stage.press("j j j j j j");
    let (selected, line) = (stage.selected(), stage.line());
    for work in new {
        stage.store.works.insert(work.row.work, work);
    }
    stage.store.revision += 1;
    stage.send(Msg::Store(crate::app::effect::Reply::Changed {
        revision: 2,
    }));
    assert_eq!((stage.selected(), stage.line()), (selected, line));
    assert_eq!(stage.said(), "5 new above");
    assert_eq!(stage.model.timeline.n_fresh, 5);
    stage.press("g g");
    assert_eq!(stage.model.timeline.n_fresh, 0);
}

#[test]
fn a_selected_row_that_vanishes_gives_way_to_the_next_older() {
    let mut stage = Stage::of(9);
    stage.press("j j j");
    stage
        .store
        .works
        .remove(&crate::app::testing::work(4).row.work);
    stage.send(Msg::Store(crate::app::effect::Reply::Changed {
        revision: 2,
    }));
    assert_eq!(stage.selected(), Some(5));
}

#[test]
fn acceptance_9_the_lists_open_by_tab_and_close_on_choosing() {
    let mut stage = Stage::of(9);
    stage.press("Tab");
    assert!(stage.model.lists_open);
    assert_eq!(stage.model.focus, Pane::Lists);
    stage.press("j");
    let list = ListId(1);
    assert!(
        matches!(stage.model.lists_line(), Some(ListsLine::List { list: it, .. }) if it == list)
    );
    stage.press("Enter");
    assert!(!stage.model.lists_open);
    assert_eq!(stage.model.timeline.query.place, Place::List(list));
    assert_eq!(stage.model.place_name(), "Renal & diabetes");
    stage.press("]");
    assert_eq!(stage.model.place_name(), "Drug safety");
    stage.press(".");
    assert_eq!(stage.said(), "This is the last list.");
    stage.press(", [");
    assert_eq!(stage.model.timeline.query.place, Place::All);
}

#[test]
fn an_unbound_key_is_answered_in_the_message_line() {
    let mut stage = Stage::of(3);
    stage.press("a");
    assert_eq!(
        stage.said(),
        "a does nothing here. ? shows all keys. : finds by name."
    );
    stage.press("v");
    assert!(stage.said().starts_with("v does nothing here."));
}

#[test]
fn a_prefix_waits_without_limit_and_says_how_it_ended() {
    let mut stage = Stage::of(3);
    stage.press("g");
    let Some(Effect::After(_, timer @ Timer::WhichKey(_))) = stage.effects.pop() else {
        panic!("no timer for the continuations");
    };
    stage.send(Msg::Timer(timer));
    assert!(stage.model.which_key);
    let keys: Vec<String> = stage
        .model
        .continuations()
        .into_iter()
        .map(|it| it.0)
        .collect();
    assert_eq!(
        keys,
        ["l", "t", "s", "r", "c", "h", "f", "w", "o", "m", "g"]
    );
    stage.press("Esc");
    assert_eq!(stage.said(), "g is dropped; nothing was done.");
    assert!(stage.model.waiting.is_empty() && !stage.model.which_key);
    stage.press("g x");
    assert!(stage.said().starts_with("g x does nothing here."));
    stage.press("g h");
    assert_eq!(stage.model.view(), View::Health);
}

#[test]
fn esc_never_quits_and_q_leads_back_to_the_timeline() {
    let mut stage = Stage::of(3);
    stage.press("Esc Esc g s Enter ? q Esc Esc Esc");
    assert_eq!(stage.model.views, [View::Timeline]);
    assert!(!stage.effects.contains(&Effect::Quit));
    stage.press("q");
    assert!(stage.effects.contains(&Effect::Quit));
}

#[test]
fn the_palette_runs_what_it_finds_and_says_what_is_blocked() {
    let mut stage = Stage::of(3);
    stage.press(":");
    stage.type_in("source health");
    stage.press("Enter");
    assert_eq!(stage.model.view(), View::Health);
    stage.press(":");
    stage.type_in("save to study");
    stage.press("Enter");
    assert_eq!(stage.said(), "Not now: no item is selected.");
    assert!(stage.model.popup.is_some());
}

#[test]
fn jump_leads_to_a_list_by_a_few_letters() {
    let mut stage = Stage::of(3);
    stage.press(";");
    stage.type_in("rendia");
    stage.press("Enter");
    assert_eq!(stage.model.timeline.query.place, Place::List(ListId(1)));
}

#[test]
fn what_was_said_of_one_item_does_not_stand_over_another() {
    let mut stage = Stage::of(9);
    stage.press("Enter a");
    assert_eq!(stage.said(), "This item has one text: the one shown.");
    stage.press("Down");
    assert_ne!(stage.said(), "", "the same article");
    stage.press("J");
    assert_eq!(stage.said(), "");
    // What was done says how to take it back, wherever one goes meanwhile.
    stage.press("q s j");
    assert!(stage.said().contains("Saved"), "{}", stage.said());
}

#[test]
fn a_screen_over_the_rows_leaves_them_where_they_stood() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        for screen in ["Enter", "g h", "C", "w", "g m", "?", "g r", "g s"] {
            let mut stage = Stage::of(300);
            stage.resize(width, height);
            stage.press("G");
            let stood = stage.model.timeline.clone();
            stage.press(screen);
            assert_ne!(stage.model.view(), View::Timeline, "{screen}");
            // Whatever comes in meanwhile.
            stage.store.revision += 1;
            let revision = stage.store.revision;
            let asked = stage.model.update(Msg::Store(Reply::Changed { revision }));
            stage.perform(asked);
            stage.press("q");
            assert_eq!(stage.model.view(), View::Timeline);
            let stands = &stage.model.timeline;
            assert_eq!(stands.cursor, stood.cursor);
            assert_eq!(stands.line, stood.line, "{screen} at {width}x{height}");
        }
    }
}

#[test]
fn what_stands_in_the_place_of_the_rows_does_not_move_them() {
    let mut stage = Stage::of(300);
    stage.resize(160, 36);
    stage.press("j j j j j j j j Tab z z");
    stage.press("z z");
    assert_eq!(stage.model.timeline.line, 8, "an article over all of it");
    let mut stage = Stage::of(300);
    stage.resize(70, 24);
    stage.press("j j j j h");
    assert_eq!(stage.model.focus, Pane::Lists);
    stage.store.revision += 1;
    let revision = stage.store.revision;
    let asked = stage.model.update(Msg::Store(Reply::Changed { revision }));
    stage.perform(asked);
    stage.press("Esc");
    assert_eq!(stage.model.timeline.line, 4, "the lists");
    stage.resize(30, 8);
    stage.resize(70, 24);
    assert_eq!(stage.model.timeline.line, 4, "no room at all");
}
