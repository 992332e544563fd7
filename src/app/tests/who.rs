//! Who to follow, pressed key by key.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::health::health_rows_of;
use crate::app::model::HealthTab;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::tests::welcome::catalogue;
use crate::domain::catalogue::Clues;
use crate::domain::id::SourceId;
use crate::domain::source::Source;
use crate::domain::source::Standing;

fn stage() -> Stage {
    let mut store = FakeStore::of(5);
    store.clues = Clues {
        topics: vec![("cardiology".to_string(), "Cardiology".to_string())],
        authors: vec![("Ann Example".to_string(), 3)],
        ..Clues::default()
    };
    let mut stage = Stage::with(store, 80, 24);
    stage.press("w");
    assert!(stage.effects.contains(&Effect::Catalogue));
    stage.send(Msg::Catalogue {
        catalogue: catalogue(),
        trouble: None,
    });
    stage
}

fn names(stage: &Stage) -> Vec<&str> {
    let shown = stage.model.who.shown().into_iter();
    shown.map(|it| it.entry.name.as_str()).collect()
}

#[test]
fn w_shows_whom_to_follow_and_plus_follows_what_is_ticked() {
    let mut stage = stage();
    assert_eq!(stage.model.view(), View::Who);
    assert_eq!(names(&stage), ["Ann Example", "Heart", "Heart talk"]);
    stage.press("j Space j Space +");
    let Some(Ask::FollowAll {
        entries,
        welcomed: false,
        ..
    }) = stage.store.asks.last()
    else {
        panic!("{:?}", stage.store.asks);
    };
    assert_eq!(entries.len(), 2);
    assert!(stage.model.who.ticked.is_empty());
    stage.press("q");
    assert_eq!(stage.model.view(), View::Timeline);
}

#[test]
fn minus_hides_a_suggestion_for_good() {
    let mut stage = stage();
    stage.press("j -");
    assert_eq!(names(&stage), ["Ann Example", "Heart talk"]);
    let said = stage.model.notice.as_ref().map(|it| it.text.clone());
    let expected = "Heart is never suggested again. u takes it back.";
    assert_eq!(said.as_deref(), Some(expected));
}

#[test]
fn an_author_without_a_feed_is_not_followed_but_opened() {
    let mut stage = stage();
    stage.press("+");
    assert!(stage.store.asks.is_empty());
    let said = stage.model.notice.as_ref().map(|it| it.text.clone());
    assert!(said.is_some_and(|it| it.starts_with("No feed is known.")));
    stage.press("o");
    let opened = stage.effects.iter().any(|effect| {
        matches!(effect, Effect::Open { link } if link.contains("pubmed.ncbi.nlm.nih.gov"))
    });
    assert!(opened);
}

#[test]
fn tabs_part_the_suggestions_by_kind() {
    let mut stage = stage();
    stage.press("3");
    assert_eq!(names(&stage), ["Heart"]);
    stage.press("4");
    assert_eq!(names(&stage), ["Heart talk"]);
    stage.press("2");
    assert!(names(&stage).is_empty());
}

#[test]
fn a_source_that_is_not_who_the_catalogue_says_is_told_once_and_stands_among_the_problems() {
    let mut stage = stage();
    stage.press("q");
    let heart = catalogue().entries[1].clone();
    let source = Source {
        id: SourceId(7),
        address: heart.address,
        title: heart.name,
        own: "Facial Plastic Surgery".to_string(),
        standing: Standing::Good,
        ..Source::default()
    };
    let reply = Reply::Sources(vec![source]);
    stage.send(Msg::Store(reply.clone()));
    let expected = "Heart: It calls itself Facial Plastic Surgery, not Heart: look at it before you rely on it.";
    assert_eq!(stage.said(), expected);
    stage.model.notice = None;
    stage.send(Msg::Store(reply));
    assert!(stage.model.notice.is_none());
    let rows = health_rows_of(&stage.model, HealthTab::Problems);
    assert_eq!(rows.len(), 1);
}
