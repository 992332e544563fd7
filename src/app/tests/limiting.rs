//! A daily limit is set where sources are tended, and all of a source is one
//! key from any of its rows.

use crate::app::effect::Ask;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::domain::id::SourceId;
use crate::domain::query::Place;

#[test]
fn a_limit_is_typed_in_the_menu_of_a_source() {
    let mut stage = Stage::of(3);
    stage.press("g h 2 T j j Enter");
    stage.type_in("5");
    stage.press("Enter");
    let source = match stage.store.asks.last() {
        Some(Ask::SetDaily {
            source,
            daily: Some(5),
        }) => *source,
        other => panic!("{other:?}"),
    };
    assert!(stage.model.popup.is_none());
    let name = stage.model.sources.iter().find(|it| it.id == source);
    assert_eq!(
        stage.said(),
        format!(
            "{}: 5 a day in timelines, the rest of a day folded. u takes it back.",
            name.unwrap().title
        )
    );
    stage.press("T j j Enter Enter");
    assert!(matches!(
        stage.store.asks.last(),
        Some(Ask::SetDaily { daily: None, .. })
    ));
    assert!(stage.said().contains("no daily limit"), "{}", stage.said());
}

#[test]
fn what_is_no_limit_is_said_and_can_be_mended() {
    let mut stage = Stage::of(3);
    stage.press("g h 2 T j j Enter");
    stage.type_in("0");
    stage.press("Enter");
    assert!(stage.said().contains("would hide it"), "{}", stage.said());
    assert!(stage.model.popup.is_some(), "what was typed stays");
    assert!(
        !stage
            .store
            .asks
            .iter()
            .any(|ask| matches!(ask, Ask::SetDaily { .. }))
    );
    stage.press("Backspace");
    stage.type_in("many");
    stage.press("Enter");
    assert!(stage.said().contains("is no number"), "{}", stage.said());
}

#[test]
fn the_way_to_all_of_a_source_leads_to_the_same_item_and_back() {
    let mut store = FakeStore::of(12);
    for work in store.works.values_mut() {
        work.row.from = Some(SourceId(1));
    }
    let mut stage = Stage::with(store, 80, 24);
    stage.press("j j j");
    let before = stage.selected();
    stage.press("g f");
    assert_eq!(stage.model.view(), View::Timeline);
    assert_eq!(stage.model.timeline.query.place, Place::Source(SourceId(1)));
    assert_eq!(stage.selected(), before);
    stage.press("q");
    assert_eq!(stage.model.timeline.query.place, Place::All);
}

#[test]
fn a_source_that_is_not_followed_is_said_to_be_so() {
    let mut stage = Stage::of(3);
    stage.press("g f");
    assert_eq!(stage.said(), "You do not follow its source.");
    assert_eq!(stage.model.timeline.query.place, Place::All);
}
