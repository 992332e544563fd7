//! The hint line offers what can be done, and a key does what it says.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Wanted;
use crate::app::hints::hints;
use crate::app::model::View;
use crate::app::palette::commands;
use crate::app::testing::Stage;
use crate::domain::id::ListId;

fn line(stage: &Stage) -> String {
    let pairs = hints(&stage.model).into_iter();
    let pairs: Vec<String> = pairs.map(|(keys, what)| format!("{keys} {what}")).collect();
    pairs.join(", ")
}

#[test]
fn in_the_lists_pane_the_hints_are_those_of_the_lists() {
    let mut stage = Stage::of(9);
    stage.press("Tab j");
    let expected = "Enter show list, j k move, h back to timeline, r refresh list, : command";
    assert_eq!(line(&stage), expected);
    stage.press("r");
    let wanted = Effect::Refresh(Wanted::List(ListId(1)));
    assert_eq!(stage.effects.last(), Some(&wanted));
}

#[test]
fn where_no_row_is_selected_nothing_is_offered_for_one() {
    let mut stage = Stage::of(9);
    for (keys, view) in [("] ]", View::Timeline), ("g s", View::Saved)] {
        stage.press(keys);
        assert_eq!(stage.model.view(), view);
        assert!(stage.model.listing().rows.is_empty());
        for label in ["read", "save", "browser"] {
            let offers = hints(&stage.model).iter().any(|(_, what)| what == label);
            assert!(!offers, "{label} in {view:?}");
        }
    }
}

#[test]
fn a_topic_without_a_row_offers_to_clear_the_filter() {
    let mut stage = Stage::of(9);
    for work in stage.store.works.values_mut() {
        work.topics.clear();
    }
    for keys in ["3", "z u"] {
        stage.press(keys);
        assert!(line(&stage).starts_with("F clear filter"), "{keys}");
    }
    stage.press("F");
    assert!(line(&stage).starts_with("j k move, Enter read"));
}

#[test]
fn digits_say_where_there_are_no_tabs() {
    let mut stage = Stage::of(9);
    stage.press("s /");
    stage.type_in("work");
    stage.press("Enter 3");
    assert_eq!(stage.said(), "There are no tabs here. g t shows topics.");
    assert_eq!(stage.model.timeline.query.topic, None);
}

#[test]
fn the_palette_shows_keys_and_says_why_something_does_nothing_here() {
    let mut stage = Stage::of(9);
    stage.press("] ]");
    assert!(stage.model.listing().rows.is_empty());
    let offers = commands(&stage.model, "");
    let named = |help: &str| {
        let found = offers.iter().find(|offer| offer.label.starts_with(help));
        found.unwrap_or_else(|| panic!("{help} is not offered"))
    };
    assert_eq!(named("Save to study").right, "s");
    let why = named("Save to study").blocked.as_deref();
    assert_eq!(why, Some("no item is selected"));
    let why = named("Previous match").blocked.as_deref();
    assert_eq!(why, Some("it does nothing on this screen"));
    assert_eq!(named("Refresh everything").blocked, None);
    // Enter on one that cannot be done says so, and the palette stays.
    stage.press(":");
    stage.type_in("save to study");
    stage.press("Enter");
    assert_eq!(stage.said(), "Not now: no item is selected.");
    assert!(stage.model.popup.is_some());
}

#[test]
fn the_palette_finds_by_letters_in_their_order_and_runs() {
    let mut stage = Stage::of(9);
    stage.press(":");
    stage.type_in("srchlth");
    assert!(
        commands(&stage.model, "srchlth")[0]
            .label
            .starts_with("Source health")
    );
    stage.press("Enter");
    assert_eq!(stage.model.view(), View::Health);
}

#[test]
fn a_prefix_tells_what_may_follow_after_a_moment_and_esc_ends_it() {
    for prefix in ["g", "y", "z"] {
        let mut stage = Stage::of(9);
        stage.press(prefix);
        assert!(!stage.model.which_key, "not at once");
        let timer = match stage.effects.pop() {
            Some(Effect::After(wait, timer)) => {
                assert_eq!(wait.as_millis(), 300);
                timer
            }
            other => panic!("{other:?}"),
        };
        stage.send(Msg::Timer(timer));
        assert!(stage.model.which_key);
        assert!(stage.model.continuations().len() > 3);
        stage.press("Esc");
        assert!(!stage.model.which_key && stage.model.waiting.is_empty());
    }
}

#[test]
fn while_something_is_typed_or_marked_in_an_article_the_hints_are_about_that() {
    let mut stage = Stage::of(9);
    stage.press("Enter /");
    assert_eq!(line(&stage), "Enter go on from there, Esc close");
    stage.press("Esc");
    assert!(line(&stage).starts_with("Space read on"));
    stage.press("H");
    let expected = "j k move, Enter keep, H begin a piece, Esc drop";
    assert_eq!(line(&stage), expected);
    stage.press("Esc");
    assert!(line(&stage).starts_with("Space read on"));
}

#[test]
fn a_key_that_can_do_nothing_on_a_screen_says_so() {
    let mut stage = Stage::of(9);
    let nothing = "Not now: this screen shows no items.";
    for (keys, said) in [
        ("z z", "Not now: this screen shows one pane."),
        ("z d", "Items have two lines each."),
        ("z d", "Items have one line each."),
        ("g h n", nothing),
        ("p", nothing),
        ("i", "Not now: no item is selected."),
        ("J", "This screen has one pane."),
        (
            "z u",
            "Only the timeline can be narrowed to what is unread.",
        ),
    ] {
        stage.press(keys);
        assert_eq!(stage.said(), said, "{keys}");
    }
    stage.model.update(Msg::Resize {
        width: 46,
        height: 18,
    });
    stage.press("z d");
    assert_eq!(stage.said(), "Under 80 columns every row has two lines.");
}

#[test]
fn a_digit_in_a_box_without_links_does_not_speak_of_links() {
    let mut stage = Stage::of(9);
    stage.press("f 5");
    assert_eq!(stage.said(), "5 does nothing here. Esc closes this box.");
}

#[test]
fn clearing_a_filter_without_ticks_says_that_there_is_nothing_to_clear() {
    let mut stage = Stage::of(9);
    stage.press("f F");
    let nothing = "Nothing is ticked, so nothing to clear.";
    assert_eq!(stage.said(), nothing);
    assert!(stage.model.popup.is_some());
    stage.press("Space");
    assert!(stage.model.notice.is_none(), "that is no longer true");
    stage.press("F");
    assert!(stage.model.notice.is_none());
    stage.press("F");
    assert_eq!(stage.said(), nothing);
    // A query that ticks cannot say is on all the same.
    stage.press("Esc z f");
    stage.type_in("work since:9d");
    stage.press("Enter f F");
    assert_eq!(stage.said(), "Nothing is ticked. Enter clears the filter.");
    stage.press("Enter");
    assert!(stage.model.query().wish.is_empty());
}
