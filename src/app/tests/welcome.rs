//! The first start, pressed key by key. Numbers are those of the statements
//! that this program is held to.

use std::sync::Arc;

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Wanted;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::welcome::Step;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::Kind;

fn entry(name: &str, kind: Kind, specialty: &str) -> Entry {
    Entry {
        name: name.to_string(),
        kind,
        address: format!("https://{specialty}.example/{}", name.len()),
        home: format!("https://{specialty}.example/"),
        specialties: vec![specialty.to_string()],
        n_lists: 3,
        ..Entry::default()
    }
}

pub(super) fn catalogue() -> Arc<Catalogue> {
    Arc::new(Catalogue {
        entries: vec![
            entry("Sleep", Kind::Journal, "anaesthesia"),
            entry("Heart", Kind::Journal, "cardiology"),
            entry("Heart talk", Kind::Podcast, "cardiology"),
            entry("Wards", Kind::Journal, "critical-care"),
            entry("Drug notices", Kind::Agency, "drug-safety"),
        ],
    })
}

/// Nothing is followed, the welcome stands, the catalogue is here.
fn first_start(width: u16, height: u16) -> Stage {
    let mut stage = Stage::with(FakeStore::of(0), width, height);
    let effects = stage.model.welcome_in();
    stage.perform(effects);
    assert!(stage.effects.contains(&Effect::Catalogue));
    stage.effects.clear();
    stage.send(came());
    stage
}

fn came() -> Msg {
    Msg::Catalogue {
        catalogue: catalogue(),
        trouble: None,
    }
}

#[test]
fn a1_the_first_start_asks_what_one_works_in_and_nothing_is_ticked() {
    let stage = first_start(80, 24);
    assert_eq!(stage.model.view(), View::Welcome);
    assert_eq!(stage.model.welcome.step, Step::Fields);
    assert!(stage.model.welcome.ticked.is_empty());
}

#[test]
fn a2_seven_keys_follow_the_lists_that_fit_and_open_the_timeline() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut stage = first_start(width, height);
        stage.press("Space j Space j Space Enter Enter");
        assert_eq!(stage.model.views, [View::Timeline]);
        let Some(Ask::FollowAll {
            entries,
            topics,
            welcomed: true,
        }) = stage.store.asks.last()
        else {
            panic!("{:?}", stage.store.asks);
        };
        let names: Vec<&str> = entries.iter().map(|(_, it)| it.title.as_str()).collect();
        assert_eq!(names, ["Sleep", "Heart", "Wards", "Drug notices"]);
        assert_eq!(entries[1].0, ["Cardiology journals"]);
        let topics: Vec<&str> = topics.iter().flatten().map(|(_, id)| id.as_str()).collect();
        assert_eq!(topics, ["anaesthesia", "cardiology", "critical-care"]);
        assert!(stage.effects.contains(&Effect::Refresh(Wanted::Due)));
    }
}

#[test]
fn an_enter_typed_before_the_lists_are_here_follows_them_when_they_come() {
    let ahead = |keys: &str| {
        let mut stage = Stage::with(FakeStore::of(0), 80, 24);
        let effects = stage.model.welcome_in();
        stage.perform(effects);
        stage.press(keys);
        stage
    };
    let mut stage = ahead("Space Enter Enter");
    assert_eq!(stage.model.view(), View::Welcome);
    let expected = "Following these lists as soon as they are read. Esc goes back.";
    assert_eq!(stage.said(), expected);
    stage.send(came());
    assert_eq!(stage.model.views, [View::Timeline]);
    let Some(Ask::FollowAll { entries, .. }) = stage.store.asks.last() else {
        panic!("{:?}", stage.store.asks);
    };
    assert_eq!(entries[0].1.title, "Sleep");
    // Whoever goes back meanwhile follows nothing; whoever reads the help finds
    // the lists behind it.
    for (keys, step, n_lists) in [
        ("Esc", Step::Fields, 0),
        ("?", Step::Lists, 2),
        (":", Step::Lists, 2),
        ("Space", Step::Lists, 2),
    ] {
        let mut stage = ahead("Space Enter Enter");
        stage.press(keys);
        stage.send(came());
        assert!(stage.store.asks.is_empty(), "{:?}", stage.store.asks);
        let welcome = &stage.model.welcome;
        assert_eq!((welcome.step, welcome.offers.len()), (step, n_lists));
    }
}

#[test]
fn a3_enter_with_nothing_ticked_stays_and_names_both_ways_on() {
    for (width, height) in [(40, 12), (80, 24), (200, 60)] {
        let mut stage = first_start(width, height);
        stage.press("Enter");
        assert_eq!(stage.model.welcome.step, Step::Fields);
        let said = stage.model.notice.as_ref().map(|it| it.text.as_str());
        let expected = "Tick one with Space. Esc shows every list.";
        assert_eq!(said, Some(expected));
    }
}

#[test]
fn esc_shows_every_list_with_none_ticked_and_once_more_goes_back() {
    let mut stage = first_start(80, 24);
    stage.press("j Space Esc");
    assert_eq!(stage.model.welcome.step, Step::Lists);
    assert!(stage.model.welcome.offers.len() >= 4);
    assert_eq!(stage.model.welcome.chosen(), (0, 0));
    stage.press("Esc");
    assert_eq!(stage.model.welcome.step, Step::Fields);
    assert_eq!(stage.model.welcome.ticked, [1], "the ticks are kept");
    stage.press("Enter");
    assert!(stage.model.welcome.chosen().0 > 0);
    stage.press("Space");
    let ticked = stage.model.welcome.chosen();
    stage.press("Esc Enter");
    assert_eq!(stage.model.welcome.chosen(), ticked, "those of lists too");
    assert!(stage.store.asks.is_empty());
}

#[test]
fn esc_in_the_find_leaves_only_the_find() {
    let mut stage = first_start(80, 24);
    stage.press("Space /");
    stage.type_in("cardio");
    stage.press("Esc");
    assert_eq!(stage.model.welcome.step, Step::Fields);
    assert!(stage.model.welcome.find.is_none());
    assert_eq!(stage.model.welcome.ticked, [0]);
}

#[test]
fn enter_twice_with_no_list_ticked_starts_with_none_and_it_can_be_called_again() {
    let mut stage = first_start(80, 24);
    stage.press("Esc Enter");
    assert_eq!(stage.model.view(), View::Welcome);
    let expected = "No list is ticked. Tick one, or Enter again to start with none.";
    assert_eq!(stage.said(), expected);
    stage.press("Enter");
    assert_eq!(stage.model.views, [View::Timeline]);
    let expected = Ask::FollowAll {
        entries: Vec::new(),
        topics: None,
        welcomed: true,
    };
    assert_eq!(stage.store.asks.last(), Some(&expected));
    assert!(!stage.effects.contains(&Effect::Refresh(Wanted::Due)));
    stage.press("g l");
    assert_eq!(stage.model.view(), View::Welcome);
    assert_eq!(stage.model.welcome.step, Step::Fields);
    stage.press("q");
    assert_eq!(stage.model.view(), View::Timeline, "q does not quit");
    stage.press(":");
    stage.type_in("welcome");
    stage.press("Enter");
    assert_eq!(stage.model.view(), View::Welcome);
    stage.press("q");
    for word in ["welcome", "lists", "fields", "specialty"] {
        let offers = crate::app::palette::commands(&stage.model, word);
        let mut first = offers.iter().take(4);
        assert!(first.any(|it| it.right == "g l"), "{word}: {offers:?}");
    }
}

#[test]
fn the_topics_are_those_of_the_fields_that_were_chosen() {
    let topics = |stage: &Stage| match stage.store.asks.last() {
        Some(Ask::FollowAll { topics, .. }) => topics.clone(),
        _ => panic!("{:?}", stage.store.asks),
    };
    // Internal medicine has no topic: then there is none.
    let mut stage = first_start(80, 24);
    stage.press("/");
    stage.type_in("internal");
    stage.press("Enter Space Enter Enter");
    assert_eq!(topics(&stage), Some(Vec::new()));
    // Ticked as a list only.
    let mut stage = first_start(80, 24);
    stage.press("Esc");
    let offers = stage.model.welcome.offers.iter();
    let names: Vec<&str> = offers.map(|it| it.name.as_str()).collect();
    assert_eq!(names[1], "Cardiology journals");
    stage.press("j Space Enter");
    let expected = ("Cardiology".to_string(), "cardiology".to_string());
    assert_eq!(topics(&stage), Some(vec![expected]));
}

#[test]
fn ticks_come_off_again_and_columns_are_crossed() {
    let mut stage = first_start(80, 24);
    stage.press("Space Space l Space");
    assert_eq!(stage.model.welcome.ticked, [15]);
    stage.press("h j k");
    assert_eq!(stage.model.welcome.cursor, 0);
    stage.press("/");
    stage.type_in("cardio");
    stage.press("Enter Space Enter");
    assert_eq!(stage.model.welcome.step, Step::Lists);
    assert_eq!(stage.model.welcome.ticked, [15, 1]);
    let ticked = stage.model.welcome.chosen();
    stage.press("Space");
    assert_eq!(stage.model.welcome.chosen().0, ticked.0 - 1);
    stage.press("l h h");
    assert_eq!(stage.model.welcome.step, Step::Fields);
    assert_eq!(stage.model.welcome.ticked, [15, 1], "h takes nothing back");
}

#[test]
fn a_catalogue_that_comes_late_fills_the_second_step() {
    let mut stage = Stage::with(FakeStore::of(0), 80, 24);
    let effects = stage.model.welcome_in();
    stage.perform(effects);
    stage.press("j Space Enter Enter");
    assert_eq!(
        stage.model.welcome.step,
        Step::Lists,
        "nothing to follow yet"
    );
    stage.send(Msg::Catalogue {
        catalogue: catalogue(),
        trouble: Some("ours.toml, line 2: odd. The shipped catalogue is used".to_string()),
    });
    assert_eq!(stage.model.welcome.offers[0].name, "Cardiology journals");
    let said = stage.model.notice.as_ref().map(|it| it.text.as_str());
    assert!(said.is_some_and(|it| it.contains("line 2")), "{said:?}");
    stage.press("Enter");
    assert_eq!(stage.model.views, [View::Timeline]);
}

#[test]
fn q_leaves_without_passing_the_welcome() {
    let mut stage = first_start(80, 24);
    stage.press("q");
    assert!(stage.effects.contains(&Effect::Quit));
    let passed = |ask: &Ask| matches!(ask, Ask::FollowAll { .. });
    assert!(!stage.store.asks.iter().any(passed));
}

#[test]
fn a_field_without_a_list_of_its_own_says_that_these_fit_everyone() {
    let mut stage = first_start(80, 24);
    stage.press("/");
    stage.type_in("urology");
    stage.press("Enter Space Enter");
    assert_eq!(
        stage.said(),
        "No special list for Urology yet: these fit everyone."
    );
    assert!(stage.model.welcome.chosen().0 > 0);
}
