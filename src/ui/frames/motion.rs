//! Reduced motion, looked at: while a refresh goes on, two moments of it look
//! the same.

use crate::app::model::Fetching;
use crate::ui::testing::sample;
use crate::ui::testing::screen;

fn at(n_done: u32, reduced_motion: bool, width: u16, height: u16) -> String {
    let mut model = sample(width, height);
    model.settings.reduced_motion = reduced_motion;
    model.notice = None;
    model.fetching = Some(Fetching {
        n_done,
        n_all: 40,
        n_failed: 0,
        n_new: n_done,
    });
    screen(&model)
}

#[test]
fn nothing_counts_while_fetching_where_motion_is_reduced() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let (one, other) = (at(3, true, width, height), at(30, true, width, height));
        assert_eq!(one, other, "{width}x{height}");
        assert!(one.contains("Fetching"), "{one}");
        assert_ne!(at(3, false, width, height), at(30, false, width, height));
    }
    assert!(at(3, true, 80, 24).contains("Fetching · x stops"));
}

#[test]
fn the_key_that_stops_a_refresh_is_named_in_every_width() {
    for (width, height) in [(40, 12), (46, 18), (60, 20), (80, 24)] {
        let line = at(30, false, width, height);
        assert!(line.contains("x stops"), "{width}: {line}");
        assert!(line.contains("of 40"), "{width}: {line}");
    }
}
