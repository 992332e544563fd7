//! A row behind which more of its source's day is folded, looked at.

use crate::app::model::Model;
use crate::domain::id::WorkId;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::screen;

/// The sample with 12 more of medRxiv and 3 more of BMJ folded, the first of
/// these rows selected.
fn folded(width: u16, height: u16) -> Model {
    fold(sample(width, height))
}

fn fold(mut model: Model) -> Model {
    model.timeline.rows[3].n_folded = 12;
    model.timeline.rows[4].n_folded = 3;
    model.timeline.cursor = Some(WorkId(3));
    model
}

#[test]
fn on_the_smallest_screen_the_title_makes_room_for_how_many_more() {
    insta::assert_snapshot!(quoted(&folded(40, 12)), @"");
}

#[test]
fn the_strip_says_in_words_how_many_more_and_which_key_shows_all() {
    insta::assert_snapshot!(quoted(&folded(80, 24)), @"");
}

#[test]
fn on_a_wide_screen_it_stands_right_behind_the_title() {
    insta::assert_snapshot!(quoted(&folded(120, 36)), @"");
}

#[test]
fn it_is_never_cut_at_any_width_and_in_ascii() {
    for width in [40, 46, 59, 60, 76, 80, 100, 120, 160, 200] {
        for two_lines in [false, true] {
            let mut model = folded(width, 24);
            model.two_lines = two_lines;
            let seen = screen(&model);
            assert!(seen.contains("and 12 more"), "{width}:\n{seen}");
            assert!(seen.contains("and 3 more"), "{width}:\n{seen}");
        }
    }
    let mut model = folded(80, 24);
    model.settings.ascii = true;
    let seen = screen(&model);
    assert!(seen.contains("~ and 12 more"), "{seen}");
}
