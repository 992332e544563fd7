//! When the store, the fetcher or a thread of ours cannot.

use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::OpenResult;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::domain::intake::Turn;
use crate::domain::query::Anchor;

fn tone(stage: &Stage) -> Option<Tone> {
    stage.model.notice.as_ref().map(|notice| notice.tone)
}

#[test]
fn a_question_that_is_not_answered_takes_no_other_along() {
    let mut stage = Stage::of(2_000);
    stage.model.update(Msg::Key(read_keys("G")[0]));
    let asked = stage.model.timeline.asked;
    assert_eq!(asked, Some(Anchor::Bottom));
    for generation in [None, Some(stage.model.desk.overview_asked)] {
        let why = "The disk cannot be read.".to_string();
        stage
            .model
            .update(Msg::Store(Reply::Unanswered { generation, why }));
        assert_eq!(stage.model.timeline.asked, asked);
    }
    assert_eq!(
        stage.said(),
        "Could not look that up: the disk cannot be read"
    );
    assert_eq!(tone(&stage), Some(Tone::Failed));
}

#[test]
fn a_page_that_is_not_answered_lets_the_next_one_be_asked() {
    let mut stage = Stage::of(2_000);
    stage.model.update(Msg::Key(read_keys("G")[0]));
    let generation = Some(stage.model.timeline.generation);
    let why = "busy".to_string();
    stage
        .model
        .update(Msg::Store(Reply::Unanswered { generation, why }));
    assert_eq!(stage.model.timeline.asked, None);
    assert_eq!(stage.selected(), Some(1), "the jump did not come to be");
    let effects = stage.model.update(Msg::Key(read_keys("G")[0]));
    assert!(
        effects
            .iter()
            .any(|it| matches!(it, Effect::Read(Question::Page { .. })))
    );
}

#[test]
fn a_refresh_that_did_not_begin_says_why_and_touches_nothing() {
    let mut stage = Stage::with(FakeStore::of(2_000), 80, 24);
    stage.model.update(Msg::Key(read_keys("G")[0]));
    let asked = stage.model.timeline.asked;
    let why = "Another rounds is fetching; what it brings shows here too".to_string();
    stage.send(Msg::Fetch(FetchNews::NotFetched(why.clone())));
    assert_eq!(
        (stage.said(), tone(&stage)),
        (why.as_str(), Some(Tone::Care))
    );
    assert_eq!(stage.model.timeline.asked, asked);
}

const WRITER: &str =
    "The writer stopped by a bug of ours. What was confirmed is kept; start rounds again.";

#[test]
fn without_a_writer_marks_go_back_and_every_change_is_refused_at_once() {
    let mut stage = Stage::of(9);
    stage.press("s");
    stage.model.update(Msg::Key(read_keys("j")[0]));
    stage.model.update(Msg::Key(read_keys("s")[0]));
    assert!(stage.row(1).saved && stage.row(2).saved);
    stage.send(Msg::ThreadEnded("writer"));
    assert!(stage.row(1).saved, "this was confirmed");
    assert!(!stage.row(2).saved, "this was not");
    assert_eq!((stage.said(), tone(&stage)), (WRITER, Some(Tone::Failed)));

    stage.press("Esc");
    let n_asks = stage.store.asks.len();
    stage.press("j m");
    assert_eq!(stage.selected(), Some(3));
    assert!(stage.row(3).read, "it was read before and still is");
    assert_eq!((stage.said(), tone(&stage)), (WRITER, Some(Tone::Failed)));
    stage.press("Enter");
    assert_eq!(stage.model.view(), View::Reader);
    assert_eq!(stage.store.asks.len(), n_asks, "nothing is asked any more");
    assert!(stage.model.pending.asks.is_empty());
    stage.press("Q");
    assert!(stage.effects.contains(&Effect::Quit));
}

#[test]
fn a_note_that_cannot_be_kept_stays_in_its_field() {
    let mut stage = Stage::of(9);
    stage.send(Msg::ThreadEnded("writer"));
    stage.press("e");
    stage.type_in("for the ward");
    stage.press("Enter");
    assert_eq!(
        stage.model.field().map(|it| it.text.as_str()),
        Some("for the ward")
    );
    assert_eq!(stage.said(), WRITER);
    stage.press("Esc j");
    assert_eq!(stage.selected(), Some(2));
}

#[test]
fn without_a_reader_keys_still_work_and_say_why_nothing_comes() {
    let mut stage = Stage::of(9);
    stage.send(Msg::ThreadEnded("reader"));
    assert!(
        stage
            .said()
            .starts_with("The reader stopped by a bug of ours.")
    );
    assert_eq!(tone(&stage), Some(Tone::Failed));
    stage.press("Esc s j");
    assert!(stage.row(1).saved);
    assert_eq!(stage.selected(), Some(2));
    stage.press("Esc Enter");
    assert!(
        stage
            .said()
            .starts_with("The reader stopped by a bug of ours.")
    );
    stage.press("Q");
    assert!(stage.effects.contains(&Effect::Quit));
}

#[test]
fn without_a_fetcher_no_refresh_is_shown_as_running() {
    let mut stage = Stage::of(9);
    stage.send(Msg::Fetch(FetchNews::Progress {
        n_done: 1,
        n_all: 51,
        n_failed: 0,
        n_new: 0,
    }));
    stage.send(Msg::ThreadEnded("fetcher"));
    assert_eq!(stage.model.fetching, None);
    assert_eq!(tone(&stage), Some(Tone::Care));
    stage.effects.clear();
    stage.press("R");
    assert!(
        stage
            .said()
            .starts_with("The fetcher stopped by a bug of ours.")
    );
    stage.send(Msg::ThreadEnded("index"));
    assert!(
        stage
            .said()
            .starts_with("The search index stopped by a bug of ours.")
    );
    let refreshes = |it: &Effect| matches!(it, Effect::Refresh(_));
    assert!(!stage.effects.iter().any(refreshes));
}

#[test]
fn who_moved_and_who_is_gone_is_told_after_the_refresh() {
    let moved = |title: &str| Turn::Moved {
        title: title.to_string(),
        to: "https://me:word@new.example/feed".to_string(),
    };
    let gone = |title: &str| Turn::Gone {
        title: title.to_string(),
    };
    for (turns, said) in [
        (
            vec![moved("NEJM")],
            "NEJM moved to https://new.example/feed. u takes it back.",
        ),
        (
            vec![moved("NEJM"), moved("BMJ")],
            "2 sources moved. g h shows where. u takes the last back.",
        ),
        (
            vec![gone("BMJ")],
            "BMJ is gone. Its items stay; it is asked once a day.",
        ),
        (
            vec![gone("BMJ"), gone("FDA")],
            "2 sources are gone. g h shows which. Their items stay.",
        ),
    ] {
        let mut stage = Stage::of(9);
        stage.send(Msg::Fetch(FetchNews::Turns(turns)));
        assert_eq!(stage.said(), said);
    }
}

#[test]
fn a_message_goes_with_the_key_that_opens_or_closes_something_over_it() {
    let failed = |stage: &mut Stage| {
        stage.press("+");
        stage.type_in("https://example.org/x");
        stage.press("Enter");
        let address = "https://example.org/x".to_string();
        let found = Err("The server says no.".to_string());
        stage.send(Msg::Fetch(FetchNews::Feeds { address, found }));
        assert!(stage.said().starts_with("Could not look at"));
    };
    let mut stage = Stage::of(9);
    failed(&mut stage);
    stage.type_in("y");
    assert!(
        stage.said().starts_with("Could not look at"),
        "typing is no step"
    );
    stage.press("Enter");
    assert_eq!(stage.said(), "", "another address is tried");
    stage.press("Esc");
    failed(&mut stage);
    stage.press("Esc");
    assert_eq!(stage.said(), "", "the box is closed");
    for key in ["L", "Enter", "?", "g s", ":"] {
        let link = "https://example.org/1".to_string();
        stage.send(Msg::Opened(OpenResult::Opened(link)));
        assert!(stage.said().starts_with("Opened in the browser"));
        stage.press(key);
        assert_eq!(stage.said(), "", "{key}");
        stage.press("Esc Esc");
    }
    stage.press(":");
    stage.type_in("nothing like that");
    stage.press("Enter");
    assert_eq!(stage.said(), "No command like that. Esc closes.");
    stage.press("Esc");
    assert_eq!(stage.said(), "");
    let (_, last) = stage.model.messages.last().expect("a message");
    assert_eq!(
        last, "No command like that. Esc closes.",
        "it is remembered"
    );
}

#[test]
fn tab_says_where_it_has_nothing_to_complete() {
    let mut stage = Stage::of(3);
    stage.press("z f");
    stage.type_in("gout");
    stage.press("Tab");
    assert_eq!(
        stage.said(),
        "Nothing to complete here: fields can be, and what stands in them."
    );
    stage.press("C-u");
    stage.type_in("type:gui");
    stage.press("Tab");
    assert!(
        matches!(&stage.model.popup, Some(Popup::Ask { input, .. }) if input.text.starts_with("type:guideline"))
    );
}
