//! What stopped newcomers, pressed key by key: unfollowing, whom to follow,
//! searching again, looking inside a list, the help.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::help;
use crate::app::hints;
use crate::app::model::HealthTab;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::tests::welcome::catalogue;
use crate::app::welcome::Step;
use crate::domain::catalogue::Clues;
use crate::domain::id::SourceId;
use crate::domain::source::Standing;

#[test]
fn minus_on_a_row_names_its_source_and_once_more_stops_following_it() {
    let mut stage = Stage::of(9);
    stage.press("-");
    assert_eq!(stage.said(), "- once more stops following NEJM.");
    stage.press("j -");
    assert_eq!(stage.said(), "- once more stops following NEJM.");
    assert!(stage.store.asks.is_empty(), "{:?}", stage.store.asks);
    stage.press("-");
    assert_eq!(stage.store.asks.last(), Some(&Ask::Unfollow(SourceId(1))));
    assert!(
        stage.said().ends_with("u twice brings it back."),
        "{}",
        stage.said()
    );
}

#[test]
fn source_health_opens_where_there_is_something() {
    let mut stage = Stage::of(9);
    stage.press("g h");
    assert_eq!(stage.model.health.tab, HealthTab::Problems);
    stage.press("q");
    for source in &mut stage.model.sources {
        source.standing = Standing::Good;
    }
    stage.press("g h");
    assert_eq!(stage.model.health.tab, HealthTab::All);
}

fn whom() -> Stage {
    let mut store = FakeStore::of(5);
    store.clues = Clues {
        topics: vec![("cardiology".to_string(), "Cardiology".to_string())],
        ..Clues::default()
    };
    let mut stage = Stage::with(store, 80, 24);
    stage.press("w");
    stage.send(Msg::Catalogue {
        catalogue: catalogue(),
        trouble: None,
    });
    stage.effects.clear();
    stage
}

#[test]
fn enter_follows_whom_one_stands_on_and_they_stay_where_they_were() {
    let mut stage = whom();
    let name = |stage: &Stage| stage.model.who.chosen().unwrap().entry.name.clone();
    assert_eq!(name(&stage), "Heart");
    // Once followed, the store suggests them no more.
    let address = stage.model.who.chosen().unwrap().entry.address.clone();
    stage.store.clues.followed = vec![address];
    stage.press("Enter");
    let is_opened = |effect: &Effect| matches!(effect, Effect::Open { .. });
    assert!(!stage.effects.iter().any(is_opened));
    assert_eq!(stage.said(), "Following Heart. u twice takes it back.");
    assert_eq!(stage.model.who.followed.len(), 1);
    assert_eq!(name(&stage), "Heart");
    let n_asks = stage.store.asks.len();
    stage.press("+");
    assert_eq!(stage.store.asks.len(), n_asks, "nobody unseen is followed");
    stage.press("/");
    stage.type_in("talk");
    stage.press("Enter");
    assert_eq!(name(&stage), "Heart talk");
    stage.press("o");
    assert!(stage.effects.iter().any(is_opened));
}

#[test]
fn a_new_search_replaces_the_old_words_unless_one_moves_in_them() {
    let mut stage = Stage::of(9);
    stage.press("/");
    stage.type_in("work");
    stage.press("Enter /");
    stage.type_in("3");
    assert_eq!(stage.model.search_box.text, "3");
    stage.press("Enter / End");
    stage.type_in("0");
    assert_eq!(stage.model.search_box.text, "30");
}

#[test]
fn where_a_question_mark_is_a_letter_f1_helps_and_what_was_typed_stays() {
    let mut stage = Stage::of(9);
    stage.press("e");
    stage.type_in("why?");
    let last = hints::shown(&stage.model).pop().unwrap();
    assert_eq!((last.keys.as_str(), last.label.as_str()), ("F1", "keys"));
    stage.press("F1");
    assert_eq!(stage.model.view(), View::Help);
    stage.press("Esc");
    assert_eq!(stage.model.view(), View::Timeline);
    assert_eq!(stage.model.field().unwrap().text, "why?");
    stage.press("Esc /");
    stage.type_in("w");
    stage.press("F1 Esc");
    stage.type_in("o");
    assert_eq!(stage.model.search_box.text, "wo");
}

#[test]
fn the_inside_of_a_list_is_left_by_enter_and_esc_and_space_ticks_the_list() {
    let mut stage = Stage::with(FakeStore::of(0), 80, 24);
    let effects = stage.model.welcome_in();
    stage.perform(effects);
    stage.send(Msg::Catalogue {
        catalogue: catalogue(),
        trouble: None,
    });
    stage.press("j Space Enter l");
    assert_eq!(stage.model.welcome.step, Step::Inside);
    let ticked = stage.model.welcome.chosen();
    stage.press("Enter");
    assert_eq!(stage.model.welcome.step, Step::Lists);
    stage.press("l Space Esc");
    assert_eq!(stage.model.welcome.step, Step::Lists);
    assert_eq!(stage.model.welcome.chosen().0, ticked.0 - 1);
}

#[test]
fn the_help_begins_with_the_screen_is_searched_and_moves_back_from_its_end_at_once() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut stage = Stage::with(FakeStore::of(9), width, height);
        stage.press("?");
        let area = crate::app::geometry::geometry(&stage.model).rows.unwrap();
        let columns = help::columns(&stage.model, area.width);
        assert_eq!(columns[0][0], help::Line::Heading("On this screen"));
        stage.press("End");
        let end = stage.model.help_top;
        stage.press("PageUp");
        assert!(end == 0 || stage.model.help_top < end, "{end}");
        stage.press("/");
        stage.type_in("browser");
        stage.press("Enter");
        let found = help::n_lines(&stage.model);
        assert!((2..8).contains(&found), "{found}");
        stage.press("Esc");
        assert!(help::n_lines(&stage.model) > found);
        assert_eq!(stage.model.view(), View::Help, "Esc left the find");
        stage.press("Esc");
        assert_eq!(stage.model.view(), View::Timeline);
    }
}
