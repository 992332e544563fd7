//! When the store, the fetcher or a thread of ours cannot.

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::model::Tone;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
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
            .any(|it| matches!(it, crate::app::effect::Effect::Read(Question::Page { .. })))
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
