//! The mouse does what the keys do, and nothing needs it.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Wanted;
use crate::app::geometry::geometry;
use crate::app::hints;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::pointing::Pointing;
use crate::app::pointing::Press;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::domain::id::TopicId;
use crate::domain::query::Place;

fn point(stage: &mut Stage, what: Press, x: u16, y: u16) {
    stage.send(Msg::Pointing(Pointing { what, x, y }));
}

fn click(stage: &mut Stage, x: u16, y: u16) {
    point(stage, Press::Click, x, y);
}

#[test]
fn a_click_selects_a_row_and_a_second_one_opens_it() {
    let mut stage = Stage::of(40);
    let rows = geometry(&stage.model).rows.unwrap();
    click(&mut stage, 30, rows.y + 4);
    assert_eq!(stage.selected(), Some(5));
    assert_eq!(stage.model.view(), View::Timeline);
    click(&mut stage, 30, rows.y + 4);
    assert_eq!(stage.model.view(), View::Reader, "{}", stage.said());
}

#[test]
fn a_click_on_a_tab_or_a_list_goes_there() {
    let mut stage = Stage::with(FakeStore::of(40), 120, 36);
    let tabs = geometry(&stage.model).tabs.unwrap();
    // ` 1 All 27  2 Heart failure 0  3 CKD 8`
    let line = crate::app::tabs::tabs(&stage.model, View::Timeline).unwrap();
    let places = crate::app::tabs::places(&line, tabs, false);
    click(&mut stage, places[2].x, tabs.y);
    assert_eq!(stage.model.query().topic, Some(TopicId(2)));
    click(&mut stage, 119, tabs.y);
    assert_eq!(stage.model.query().topic, None);
    let lists = geometry(&stage.model).lists.unwrap();
    click(&mut stage, lists.x + 3, lists.y + 2);
    assert!(matches!(stage.model.query().place, Place::List(_)));
    assert_eq!(stage.model.focus, Pane::Rows);
}

#[test]
fn a_click_on_a_tab_of_source_health_shows_it() {
    let mut stage = Stage::of(9);
    stage.press("g h");
    let tabs = geometry(&stage.model).tabs.unwrap();
    let line = crate::app::tabs::tabs(&stage.model, View::Health).unwrap();
    let places = crate::app::tabs::places(&line, tabs, false);
    click(&mut stage, places[1].x + 3, tabs.y);
    assert_eq!(stage.model.health.tab, crate::app::model::HealthTab::All);
}

#[test]
fn the_wheel_moves_what_it_stands_over() {
    let mut stage = Stage::of(40);
    point(&mut stage, Press::WheelDown, 30, 8);
    assert_eq!(stage.selected(), Some(2));
    point(&mut stage, Press::WheelUp, 30, 8);
    assert_eq!(stage.selected(), Some(1));
    stage.press("Enter");
    point(&mut stage, Press::WheelDown, 30, 8);
    assert_eq!(stage.model.article.as_ref().map(|it| it.top), Some(3));
    stage.press(":");
    point(&mut stage, Press::WheelDown, 30, 8);
    let at = match &stage.model.popup {
        Some(crate::app::model::Popup::Palette { cursor, .. }) => *cursor,
        other => panic!("{other:?}"),
    };
    assert_eq!(at, 1);
}

#[test]
fn a_click_on_a_link_opens_it() {
    let mut stage = Stage::of(9);
    stage.press("Enter G");
    let area = geometry(&stage.model).article.unwrap();
    let mut found = None;
    for y in 0..area.height {
        for x in 0..area.width {
            if let Some(number) = stage.model.link_at(x, y) {
                found = found.or(Some((x, y, number)));
            }
        }
    }
    let (x, y, number) = found.expect("a link on the screen");
    click(&mut stage, area.x + x, area.y + y);
    let link = format!("https://example.org/1/{number}");
    assert_eq!(stage.effects.last(), Some(&Effect::Open { link }));
}

#[test]
fn a_click_on_a_hint_presses_its_key() {
    let mut stage = Stage::of(9);
    let y = stage.model.height - 1;
    let at = |stage: &Stage, label: &str| {
        let shown = hints::shown(&stage.model);
        shown.iter().find(|hint| hint.label == label).unwrap().x
    };
    let x = at(&stage, "move");
    click(&mut stage, x, y);
    assert_eq!(stage.selected(), Some(2));
    let x = at(&stage, "save");
    click(&mut stage, x, y);
    assert!(stage.row(2).saved);
    let x = at(&stage, "keys");
    click(&mut stage, x, y);
    assert_eq!(stage.model.view(), View::Help);
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let mut stage = Stage::of(9);
    stage.press("z m");
    assert!(stage.effects.contains(&Effect::Mouse(false)));
    click(&mut stage, 30, 6);
    assert_eq!(stage.selected(), Some(1));
    stage.press("z m");
    assert!(stage.effects.contains(&Effect::Mouse(true)));
}

#[test]
fn clicks_anywhere_at_any_size_do_no_harm() {
    for (width, height) in [(1, 1), (38, 9), (40, 12), (80, 24), (160, 50)] {
        for keys in ["", "Enter", "g h", "g s", "C", "/", "?", "g r", "Tab", ":"] {
            for what in [Press::Click, Press::WheelUp, Press::WheelDown] {
                let mut stage = Stage::with(FakeStore::of(9), 80, 24);
                if !keys.is_empty() {
                    stage.press(keys);
                }
                stage.resize(width, height);
                for (x, y) in [(0, 0), (5, 1), (20, 5), (79, 23), (500, 500)] {
                    point(&mut stage, what, x, y);
                }
            }
        }
    }
}

#[test]
fn coming_back_to_the_terminal_fetches_what_is_due() {
    let mut stage = Stage::of(9);
    stage.send(Msg::Focus(true));
    assert!(stage.effects.is_empty(), "it was never away");
    stage.send(Msg::Focus(false));
    stage.send(Msg::Focus(true));
    assert_eq!(stage.effects, [Effect::Refresh(Wanted::Due)]);
    stage.model.settings.scheduled = false;
    stage.effects.clear();
    stage.send(Msg::Focus(false));
    stage.send(Msg::Focus(true));
    assert!(stage.effects.is_empty(), "nobody asked for that");
}

#[test]
fn a_stop_from_outside_writes_where_one_stands() {
    let mut stage = Stage::of(9);
    stage.press("j j");
    stage.send(Msg::Suspend);
    assert_eq!(stage.effects.last(), Some(&Effect::Suspend));
    assert!(stage.store.session.is_some());
}

#[test]
fn a_click_ticks_a_line_of_the_filter_and_one_beside_it_does_nothing() {
    use crate::app::filter::Column;
    use crate::app::geometry::boxes;
    use crate::app::model::Popup;
    for (width, height) in [(40, 16), (46, 18), (80, 24), (120, 36)] {
        let mut stage = Stage::with(FakeStore::of(9), width, height);
        stage.press("f Tab");
        let (_, columns) = boxes::filter(&geometry(&stage.model), Column::Kind);
        let mut columns = columns.into_iter();
        let (_, area) = columns.find(|(column, _)| *column == Column::Kind).unwrap();
        click(&mut stage, area.x + 3, area.y + 2);
        let ticked = |stage: &Stage| match &stage.model.popup {
            Some(Popup::Filter(filter)) => filter.kinds.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(ticked(&stage), [crate::domain::badge::Badge::Review]);
        click(&mut stage, area.x + 3, area.y);
        click(&mut stage, 0, 2);
        assert_eq!(ticked(&stage).len(), 1);
    }
}

#[test]
fn a_click_chooses_a_form_of_the_export_and_a_second_one_takes_it() {
    use crate::app::geometry::boxes;
    use crate::app::model::Popup;
    let mut stage = Stage::of(9);
    stage.press("X");
    let Some(Popup::Export { of, .. }) = stage.model.popup.clone() else {
        panic!("{:?}", stage.model.popup);
    };
    let n_forms = stage.model.forms_of(of).len();
    let area = boxes::inside(boxes::export(&geometry(&stage.model), n_forms));
    click(&mut stage, area.x + 3, area.y + 2);
    assert!(matches!(
        stage.model.popup,
        Some(Popup::Export { cursor: 1, .. })
    ));
    click(&mut stage, area.x + 3, area.y + 2);
    assert!(matches!(stage.model.popup, Some(Popup::Ask { .. })));
}

#[test]
fn a_click_ticks_a_field_of_the_welcome() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut stage = Stage::with(FakeStore::of(0), width, height);
        let effects = stage.model.welcome_in();
        stage.perform(effects);
        let rows = geometry(&stage.model).rows.unwrap();
        click(&mut stage, rows.x + 4, rows.y + 1);
        assert_eq!(stage.model.welcome.ticked, [1]);
        click(&mut stage, rows.x + 4, rows.y + 1);
        assert!(stage.model.welcome.ticked.is_empty());
    }
}

/// Clicks the hint with this label.
fn click_hint(stage: &mut Stage, label: &str) {
    let mut shown = hints::shown(&stage.model).into_iter();
    let hint = shown.find(|hint| hint.label == label);
    let hint = hint.unwrap_or_else(|| panic!("{label} is not offered"));
    let y = geometry(&stage.model).hints.y;
    click(stage, hint.x, y);
}

#[test]
fn a_click_on_a_hint_of_several_digits_shows_or_says_what_they_choose_from() {
    use crate::app::effect::Ask;
    use crate::app::model::Popup;
    let mut stage = Stage::with(FakeStore::of(9), 120, 36);
    stage.press("s z r");
    stage.press("Enter Enter");
    assert_eq!(stage.model.view(), View::Reader, "{}", stage.said());
    click_hint(&mut stage, "open link");
    assert!(matches!(stage.model.popup, Some(Popup::Links { .. })));
    click_hint(&mut stage, "open link");
    assert_eq!(
        stage.said(),
        "Press the number of a link, or click its line."
    );
    stage.press("Esc g r Space");
    let n_asks = stage.store.asks.len();
    click_hint(&mut stage, "grade");
    assert_eq!(
        stage.said(),
        "Press a number: 1 Again, 2 Hard, 3 Good, 4 Easy."
    );
    let graded = |ask: &Ask| matches!(ask, Ask::Grade { .. });
    assert!(!stage.store.asks[n_asks..].iter().any(graded));
}
