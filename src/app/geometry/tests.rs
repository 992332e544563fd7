//! The numbers of the drawn frames, and safety at every size.

use super::*;
use crate::app::model::Settings;
use crate::domain::time::UtcTime;

/// Every screen.
pub(crate) const VIEWS: [View; 7] = [
    View::Timeline,
    View::Reader,
    View::Saved,
    View::Search,
    View::Health,
    View::Help,
    View::Messages,
];

/// A screen of a size with nothing on it.
pub(crate) fn bare(width: u16, height: u16) -> Model {
    let settings = Settings::default();
    Model::start(settings, width, height, UtcTime(1_763_462_640), None).0
}

fn at(width: u16, height: u16, view: View) -> Geometry {
    let mut model = bare(width, height);
    model.views.push(view);
    geometry(&model)
}

/// x, y, width, height.
fn numbers(area: Option<Area>) -> Option<(u16, u16, u16, u16)> {
    area.map(|area| (area.x, area.y, area.width, area.height))
}

#[test]
fn the_timeline_stands_as_in_the_frames() {
    for ((width, height), lists, rows, strip, article) in [
        ((46, 18), None, (0, 2, 46, 14), None, None),
        ((60, 20), None, (0, 2, 60, 16), None, None),
        ((80, 24), None, (0, 2, 80, 16), Some((0, 19, 80, 3)), None),
        (
            (120, 36),
            Some((0, 2, 27, 32)),
            (28, 2, 92, 22),
            Some((28, 25, 92, 9)),
            None,
        ),
        (
            (160, 50),
            Some((0, 2, 27, 46)),
            (28, 2, 76, 46),
            None,
            Some((106, 2, 53, 46)),
        ),
        (
            (200, 60),
            Some((0, 2, 27, 56)),
            (28, 2, 92, 56),
            None,
            Some((122, 2, 76, 56)),
        ),
    ] {
        let geometry = at(width, height, View::Timeline);
        assert_eq!(numbers(geometry.lists), lists, "lists at {width}");
        assert_eq!(numbers(geometry.rows), Some(rows), "rows at {width}");
        assert_eq!(numbers(geometry.strip), strip, "strip at {width}");
        assert_eq!(numbers(geometry.article), article, "article at {width}");
    }
    assert_eq!(at(46, 18, View::Timeline).n_rows(), 7);
    assert_eq!(at(60, 20, View::Timeline).n_rows(), 8);
    assert_eq!(at(80, 24, View::Timeline).n_rows(), 16);
}

#[test]
fn lists_open_beside_the_rows_from_80_columns_and_alone_below() {
    let mut model = bare(80, 24);
    model.lists_open = true;
    assert_eq!(numbers(geometry(&model).lists), Some((0, 2, 22, 20)));
    assert_eq!(numbers(geometry(&model).rows), Some((23, 2, 57, 16)));
    model.width = 60;
    assert_eq!(numbers(geometry(&model).lists), Some((0, 2, 60, 20)));
    assert_eq!(geometry(&model).rows, None);
}

#[test]
fn the_readers_text_stands_as_in_the_frames() {
    for (width, height, text) in [
        (46, 18, (1, 2, 44, 13)),
        (80, 24, (2, 2, 76, 19)),
        (120, 36, (18, 2, 76, 31)),
        (200, 60, (58, 2, 76, 55)),
    ] {
        let geometry = at(width, height, View::Reader);
        assert_eq!(numbers(geometry.article), Some(text), "at {width}");
    }
}

#[test]
fn tabs_and_strip_go_when_there_are_few_lines() {
    assert!(at(80, 19, View::Timeline).strip.is_none());
    assert!(at(80, 16, View::Timeline).tabs.is_some());
    let low = at(80, 15, View::Timeline);
    assert!(low.tabs.is_none());
    assert_eq!(numbers(low.rows), Some((0, 1, 80, 12)));
}

#[test]
fn every_area_lies_inside_the_screen_at_every_size() {
    for width in (0..=210).step_by(3) {
        for height in 0..=64 {
            for view in VIEWS {
                let geometry = at(width, height, view);
                let areas = [
                    Some(geometry.place),
                    geometry.tabs,
                    geometry.lists,
                    geometry.rows,
                    geometry.strip,
                    geometry.article,
                    Some(geometry.message),
                    Some(geometry.hints),
                ];
                for area in areas.into_iter().flatten() {
                    assert!(
                        area.right() <= width && area.bottom() <= height,
                        "{area:?} in {width}x{height} of {view:?}"
                    );
                }
            }
        }
    }
}
