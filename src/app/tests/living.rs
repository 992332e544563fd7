//! Lists that live elsewhere, told on the screen.

use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Wanted;
use crate::app::testing::Stage;
use crate::domain::living::Reading;
use crate::domain::source::NewSource;

#[test]
fn who_comes_with_a_list_is_told_and_asked_for() {
    let mut stage = Stage::of(5);
    let reading = Reading::Members {
        title: "Ward 7".to_string(),
        members: vec![NewSource {
            title: "New \u{1b}[2J one".to_string(),
            ..NewSource::default()
        }],
        etag: None,
        last_modified: None,
        left_out: Vec::new(),
    };
    stage.send(Msg::Fetch(FetchNews::Living(1, reading)));
    let said = stage.said();
    assert!(
        said.starts_with("Ward 7: New") && said.ends_with("u twice takes it back."),
        "{said}"
    );
    assert!(!said.contains('\u{1b}'));
    assert!(stage.effects.contains(&Effect::Refresh(Wanted::Due)));
}

#[test]
fn a_list_that_cannot_be_read_is_told_and_one_that_did_not_change_is_not() {
    let mut stage = Stage::of(5);
    stage.send(Msg::Fetch(FetchNews::Living(1, Reading::Unchanged)));
    assert!(stage.model.notice.is_none());
    let failed = Reading::Failed("404 not found".to_string());
    stage.send(Msg::Fetch(FetchNews::Living(1, failed)));
    assert_eq!(stage.said(), "The list Ward 7 was not read: 404 not found.");
    assert!(!stage.effects.contains(&Effect::Refresh(Wanted::Due)));
}
