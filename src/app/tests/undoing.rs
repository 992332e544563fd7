//! `u` takes back what was done here; what is larger is named first. What was
//! typed and not kept comes back.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::model::Asked;
use crate::app::model::Popup;
use crate::app::model::Settings;
use crate::app::testing::FakeStore;
use crate::app::testing::NOW;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;
use crate::domain::id::ListId;
use crate::domain::query::Place;

/// A stage whose store was told to do this before it began.
fn after(steps: &[&str]) -> Stage {
    let mut store = FakeStore::of(9);
    let works = store.works.clone();
    let step = |what: &&str| (what.to_string(), works.clone());
    store.past = steps.iter().map(step).collect();
    store.n_old = steps.len();
    Stage::with(store, 80, 24)
}

fn n_undone(stage: &Stage) -> usize {
    stage.store.future.len()
}

const NAMED: &str = "From 2025-11-17 10:44: imported 40 sources. u once more takes it back.";

#[test]
fn what_a_step_was_is_never_cut_away() {
    for (width, expected) in [
        (
            120,
            "The step before is from 2025-11-17 10:44: imported 40 sources. \
             u once more takes it back.",
        ),
        (80, NAMED),
        (40, "u undoes: imported 40 sources"),
    ] {
        let mut stage = after(&["imported 40 sources"]);
        stage.resize(width, 24);
        stage.press("u");
        assert_eq!(stage.said(), expected);
    }
}

#[test]
fn what_was_done_before_this_session_is_named_before_it_is_taken_back() {
    let mut stage = after(&["imported 40 sources"]);
    stage.press("m u");
    assert_eq!(stage.said(), "Taken back: 1 marked. U does it again.");
    stage.press("u");
    assert_eq!(stage.said(), NAMED);
    assert_eq!(n_undone(&stage), 1, "nothing more is taken back");
    stage.press("u");
    let said = "Taken back: imported 40 sources. U does it again.";
    assert_eq!(stage.said(), said);
}

#[test]
fn any_key_between_has_the_step_named_again() {
    for between in ["j", "g", "Esc", ": Esc", "U"] {
        let mut stage = after(&["imported 40 sources"]);
        stage.press("u");
        assert_eq!(stage.said(), NAMED);
        stage.press(between);
        stage.press("Esc u");
        assert_eq!(stage.said(), NAMED, "{between}");
        assert_eq!(n_undone(&stage), 0, "{between}");
    }
}

#[test]
fn a_second_u_before_the_answer_takes_nothing_back() {
    let mut stage = after(&["imported 40 sources"]);
    let mut effects = stage.model.update(Msg::Key(read_keys("u")[0]));
    effects.extend(stage.model.update(Msg::Key(read_keys("u")[0])));
    stage.perform(effects);
    assert_eq!((stage.said(), n_undone(&stage)), (NAMED, 0));
}

#[test]
fn what_changes_who_is_followed_is_named_also_when_it_was_just_done() {
    let mut stage = Stage::of(9);
    let follow = Ask::FollowAll {
        entries: Vec::new(),
        topics: None,
        welcomed: false,
    };
    let done = stage.store.change(Default::default(), follow);
    stage.send(Msg::Store(done));
    stage.press("u");
    assert!(stage.said().ends_with("u once more takes it back."));
    assert_eq!(n_undone(&stage), 0);
    stage.press("u");
    assert_eq!(n_undone(&stage), 1);
}

#[test]
fn a_sentence_does_without_a_key_that_is_not_there() {
    let mut stage = Stage::of(9);
    let keys = ["undo", "redo"].map(|name| (name.to_string(), Vec::new()));
    let settings = Settings {
        keys: keys.to_vec(),
        ..stage.model.settings.clone()
    };
    stage.send(Msg::Settings(Ok((Box::new(settings), Vec::new()))));
    stage.press("s");
    assert_eq!(stage.said(), "Saved.");
    stage.press(":");
    stage.type_in("undo the last");
    stage.press("Enter");
    assert_eq!(stage.said(), "Taken back: saved.");
}

fn typed(stage: &Stage) -> &str {
    match &stage.model.popup {
        Some(Popup::Ask {
            what: Asked::Note(_),
            input,
        }) => &input.text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_note_that_is_left_comes_back_on_the_same_item() {
    for leave in ["Esc", "C-c"] {
        let mut stage = Stage::of(9);
        stage.press("e");
        stage.type_in("dose; 50% at night");
        stage.press(leave);
        assert_eq!(stage.said(), "Not kept. e brings back what you typed.");
        stage.press("j e");
        assert_eq!(typed(&stage), "", "{leave}");
        stage.press("Esc k e");
        assert_eq!(typed(&stage), "dose; 50% at night");
        stage.press("Enter");
        assert_eq!(stage.said(), "Note kept. u takes it back.");
        assert!(stage.model.desk.drafts.is_empty());
    }
}

#[test]
fn ctrl_c_in_a_text_box_never_quits() {
    for open in ["e", "+", ":", "Enter /"] {
        let mut stage = Stage::of(9);
        stage.press(open);
        stage.type_in("x");
        stage.press("C-c");
        assert!(!stage.model.is_typing(), "{open}");
        stage.press("C-c");
        assert!(!stage.effects.contains(&Effect::Quit), "{open}");
    }
}

/// The same store, begun anew.
fn begun_again(stage: Stage) -> Stage {
    Stage::with(stage.store, 80, 24)
}

#[test]
fn what_was_typed_comes_back_after_leaving_and_after_a_crash() {
    let mut stage = Stage::of(9);
    stage.press("e");
    stage.type_in("left;%3B");
    stage.press("Esc");
    let mut stage = begun_again(stage);
    stage.press("e");
    assert_eq!(
        typed(&stage),
        "left;%3B",
        "nothing wrote the session but Esc"
    );
    stage.type_in("!");
    stage.send(Msg::Tick(NOW.plus(1)));
    let mut stage = begun_again(stage);
    stage.press("e");
    assert_eq!(typed(&stage), "left;%3B!", "a second is enough");
    stage.type_in("?");
    stage.send(Msg::Terminate);
    let mut stage = begun_again(stage);
    stage.press("e");
    assert_eq!(typed(&stage), "left;%3B!?");
    stage.press("C-u Esc");
    let mut stage = begun_again(stage);
    stage.press("e");
    assert_eq!(typed(&stage), "", "what was taken away does not come back");
}

#[test]
fn a_note_that_was_refused_behind_a_box_is_not_lost() {
    let mut stage = Stage::of(9);
    stage.press("e");
    stage.type_in("for the ward");
    let effects = stage.model.update(Msg::Key(read_keys("Enter")[0]));
    stage.press(":");
    stage.store.refuses = Some("The disk is full.".to_string());
    stage.perform(effects);
    let said = "Note not saved: the disk is full. e brings it back.";
    assert_eq!(stage.said(), said);
    stage.press("Esc e");
    assert_eq!(typed(&stage), "for the ward");
}

#[test]
fn all_read_in_the_lists_means_the_list_under_the_cursor() {
    let mut stage = Stage::with(FakeStore::of(9), 120, 36);
    stage.press("h j");
    stage.press("M");
    let said = "6 of Renal & diabetes marked as read. u brings them back.";
    assert_eq!(stage.said(), said);
    let asked = stage.store.asks.last();
    assert!(matches!(asked, Some(Ask::AllRead { query, .. })
        if query.place == Place::List(ListId(1))));
    stage.press("j M");
    assert_eq!(stage.said(), "None of Drug safety was unread.");
}

#[test]
fn all_read_does_nothing_where_the_list_is_not_on_screen() {
    for open in ["Enter", "?", "g h"] {
        let mut stage = Stage::of(9);
        stage.press(open);
        let n_unread = stage.model.overview.n_unread_here;
        stage.press("M");
        let said = "This marks all lists as read, and only where that is on screen. \
                    q leads there.";
        assert_eq!(stage.said(), said, "{open}");
        assert_eq!(stage.model.overview.n_unread_here, n_unread);
    }
}

#[test]
fn what_comes_back_at_the_top_of_the_saved_is_on_screen() {
    for n_saved in [4, 60] {
        let mut store = FakeStore::of(60);
        for number in 1..=n_saved {
            store.edit(work(number).row.work, |it| it.row.saved = true);
        }
        let mut stage = Stage::with(store, 80, 24);
        stage.press("g s s");
        let revision = stage.store.revision;
        stage.send(Msg::Store(Reply::Changed { revision }));
        assert_eq!(stage.model.saved.rows.len() as i64, n_saved - 1);
        stage.press("u");
        assert_eq!(stage.model.saved.rows.len() as i64, n_saved);
        assert_eq!(stage.model.saved.top, 0, "{n_saved}");
    }
}
