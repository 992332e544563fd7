//! Filtering and searching in the language of queries, by pressing keys.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::app::filter::Show;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Settings;
use crate::app::model::View;
use crate::app::session;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;
use crate::domain::answer::Counted;
use crate::domain::badge::Badge;
use crate::domain::query::Kept;
use crate::domain::query::Order;

/// Twelve works: 1 RCT, 2 REVIEW, 4 RETRACTED, 5 (about CKD) GUIDELINE,
/// 7 SAFETY, 8 CONCERN.
fn stage() -> Stage {
    let mut store = FakeStore::of(12);
    for (number, badge) in [
        (1, Badge::Rct),
        (2, Badge::Review),
        (4, Badge::Retracted),
        (5, Badge::Guideline),
        (7, Badge::Safety),
        (8, Badge::Concern),
    ] {
        store.edit(work(number).row.work, |it| it.row.badge = Some(badge));
    }
    Stage::with(store, 80, 24)
}

fn titles(stage: &Stage) -> Vec<&str> {
    let rows = stage.model.listing().rows.iter();
    rows.map(|row| row.title.trim_start_matches("Work "))
        .collect()
}

fn label(stage: &Stage) -> (Option<u64>, Option<u64>) {
    match &stage.model.popup {
        Some(Popup::Filter(filter)) => {
            let facets = filter.facets.clone().unwrap();
            (facets.n_match, facets.n_all)
        }
        other => panic!("no filter box: {other:?}"),
    }
}

#[test]
fn acceptance_13_two_kinds_leave_these_and_every_safety_word_and_f_clears() {
    let mut stage = stage();
    stage.press("j j f");
    assert_eq!(label(&stage), (Some(12), Some(12)));
    stage.press("Tab Space");
    assert_eq!(label(&stage), (Some(4), Some(12)), "counted while ticking");
    stage.press("j Space");
    assert_eq!(label(&stage), (Some(5), Some(12)));
    stage.press("Enter");
    assert!(stage.model.popup.is_none());
    assert_eq!(titles(&stage), ["1", "2", "4", "7", "8"]);
    assert_eq!(
        stage.model.timeline.query.wish.text(),
        "type:rct OR type:review"
    );
    assert!(stage.said().contains("F clears it"), "{}", stage.said());
    stage.press("F");
    assert_eq!(titles(&stage).len(), 12);
    assert_eq!(stage.selected(), Some(3), "the row selected before");
}

/// The words are drawn by `ui::screens::empty`.
#[test]
fn acceptance_14_a_filter_without_a_hit_is_empty_and_f_gives_all_back() {
    let mut stage = Stage::of(12);
    stage.press("f Tab Space Enter");
    assert!(stage.model.timeline.answered && titles(&stage).is_empty());
    let hints = crate::app::hints::hints(&stage.model);
    assert_eq!(hints[0], ("F".to_string(), "clear filter".to_string()));
    stage.press("F");
    assert_eq!(titles(&stage).len(), 12);
}

#[test]
fn topics_and_saved_are_ticked_and_stand_ticked_when_the_box_opens_again() {
    let mut stage = stage();
    stage.press("f j Space Enter");
    assert_eq!(titles(&stage), ["4", "5", "7", "8", "10"]);
    stage.press("f Tab Tab G Space");
    match &stage.model.popup {
        Some(Popup::Filter(filter)) => {
            assert_eq!(filter.topics.len(), 1);
            assert_eq!(filter.show, Show::Saved);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(label(&stage), (Some(3), Some(12)), "none is saved");
    stage.press("Esc");
    assert_eq!(titles(&stage).len(), 5, "Esc changes nothing");
    stage.press("f F Enter");
    assert_eq!(titles(&stage).len(), 12, "all ticks off is no filter");
}

#[test]
fn a_filter_is_typed_and_a_slip_keeps_what_was_typed() {
    let mut stage = stage();
    stage.press("z f");
    stage.type_in("type:rtc");
    stage.press("Enter");
    assert_eq!(
        stage.said(),
        "Column 6: type: does not know “rtc”. Did you mean type:rct"
    );
    let is_open = |stage: &Stage| {
        matches!(
            stage.model.popup,
            Some(Popup::Ask {
                what: Asked::Filter,
                ..
            })
        )
    };
    assert!(is_open(&stage));
    stage.press("C-w");
    stage.type_in("type:gui");
    stage.press("Tab Enter");
    assert!(!is_open(&stage));
    assert_eq!(
        titles(&stage),
        ["4", "5", "7", "8"],
        "and what always shows"
    );
    assert!(stage.said().contains("safety notices always show"));
    stage.press("f /");
    assert!(is_open(&stage), "the filter as text");
    stage.press("C-u Enter");
    assert_eq!(titles(&stage).len(), 12);
}

#[test]
fn another_place_is_shown_without_the_filter() {
    let mut stage = stage();
    stage.press("f Tab Space Enter ]");
    assert!(stage.model.timeline.query.wish.is_empty());
}

#[test]
fn the_search_says_where_it_does_not_understand_and_searches_the_rest() {
    let mut stage = stage();
    stage.press("/");
    stage.type_in("work type:rtc");
    let wish = &stage.model.search.query.wish;
    assert_eq!(wish.troubles()[0].at, 10);
    assert_eq!(titles(&stage).len(), 12);
    stage.press("C-w");
    stage.type_in("type:ret");
    stage.press("Tab");
    assert_eq!(stage.model.search_box.text, "work type:retracted");
    assert_eq!(titles(&stage), ["4"]);
}

#[test]
fn tab_turns_the_scope_unless_a_value_is_typed() {
    let mut stage = stage();
    stage.press("/");
    stage.type_in("work");
    let place = stage.model.search.query.place;
    stage.press("Tab");
    assert_ne!(stage.model.search.query.place, place);
    stage.type_in(" type:");
    stage.press("Tab");
    assert!(stage.said().starts_with("rct, review"), "{}", stage.said());
}

#[test]
fn z_o_turns_the_order_of_the_results() {
    let mut stage = stage();
    stage.press("/");
    stage.type_in("work");
    stage.press("Enter z o");
    assert_eq!(stage.model.search.query.order, Order::Best);
    assert!(stage.said().starts_with("Best first"));
    stage.press("z o");
    assert_eq!(stage.model.search.query.order, Order::Newest);
}

#[test]
fn the_piece_of_the_selected_hit_is_asked_for_once() {
    let mut stage = stage();
    stage.press("/");
    stage.type_in("work");
    let first = work(1).row.work;
    assert_eq!(stage.model.view(), View::Search);
    let (of, piece) = stage.model.snippet.clone().unwrap();
    assert_eq!((of, piece), (first, format!("A piece of {}", first.0)));
    let again = stage.model.update(Msg::Focus(true));
    assert!(again.is_empty());
    stage.press("Enter");
    let key = read_keys("j")[0];
    let effects = stage.model.update(Msg::Key(key));
    let asks = effects.iter().filter(|effect| {
        matches!(effect, Effect::Read(Question::Snippet { work: of, .. })
            if *of == work(2).row.work)
    });
    assert_eq!(asks.count(), 1);
}

#[test]
fn the_filter_is_there_again_after_a_restart_ticked_as_it_was() {
    for keys in ["f Space Tab Space j Space Enter", "f Tab Tab G Space Enter"] {
        let mut stage = stage();
        stage.press(keys);
        let before = stage.model.timeline.query.clone();
        let line = session::write(&stage.model);
        let now = stage.model.now;
        let (model, _) = Model::start(Settings::default(), 80, 24, now, Some(&line));
        assert_eq!(model.timeline.query, before);
    }
    let mut stage = stage();
    stage.press("z f");
    stage.type_in("type:rct OR type:review");
    stage.press("Enter f");
    let Some(Popup::Filter(filter)) = &stage.model.popup else {
        panic!("{:?}", stage.model.popup);
    };
    assert_eq!(
        filter.kinds,
        [Badge::Rct, Badge::Review],
        "typed, but ticks"
    );
    // What ticks cannot say is not ticked.
    stage.press("Esc z f C-u");
    stage.type_in("type:rct work");
    stage.press("Enter f");
    let Some(Popup::Filter(filter)) = &stage.model.popup else {
        panic!("{:?}", stage.model.popup);
    };
    assert!(filter.kinds.is_empty());
}

#[test]
fn a_kept_timeline_counts_what_is_unread_in_it_one_behind_the_other() {
    let mut stage = stage();
    let kept = |name: &str, query: &str| Kept {
        name: name.to_string(),
        query: query.to_string(),
    };
    let (trials, ckd) = (kept("Trials", "type:rct"), kept("Reviews", "type:review"));
    let shown = |stage: &Stage, of: &Kept| stage.model.unread_of(of).map(|it| it.to_string());
    stage.store.timelines = vec![trials.clone(), ckd.clone()];
    stage.press("m");
    assert_eq!(shown(&stage, &trials).as_deref(), Some("3"), "1 is read");
    assert_eq!(shown(&stage, &ckd).as_deref(), Some("4"));
    stage.press("m");
    assert_eq!(shown(&stage, &trials).as_deref(), Some("4"));
    // Under the same name another query is not what was counted.
    assert_eq!(shown(&stage, &kept("Trials", "type:case")), None);
    let offers = crate::app::palette::places(&stage.model, "Trials");
    assert_eq!(offers[0].right, "4 unread");
}

#[test]
fn one_count_is_asked_for_at_a_time_and_a_lost_one_does_not_stop_the_rest() {
    let mut stage = stage();
    let kept = |name: &str| Kept {
        name: name.to_string(),
        query: "type:rct".to_string(),
    };
    let asked = |effects: Vec<Effect>| -> Vec<u64> {
        let of = |effect: Effect| match effect {
            Effect::Read(Question::Count { generation, .. }) => Some(generation),
            _ => None,
        };
        effects.into_iter().filter_map(of).collect()
    };
    let mut overview = stage.model.overview.clone();
    overview.timelines = vec![kept("A"), kept("B")];
    overview.revision += 1;
    let generation = stage.model.desk.overview_asked;
    let reply = |overview| {
        Msg::Store(Reply::Overview {
            generation,
            overview: Box::new(overview),
        })
    };
    let first = asked(stage.model.update(reply(overview.clone())));
    assert_eq!(first.len(), 1);
    // Many changes on the way ask for no more.
    overview.revision += 1;
    assert!(asked(stage.model.update(reply(overview))).is_empty());
    let lost = Msg::Store(Reply::Unanswered {
        generation: Some(first[0]),
        why: "the disk is away".to_string(),
    });
    let second = asked(stage.model.update(lost));
    assert_eq!(second.len(), 1);
    let counted = Counted { n: 999, more: true };
    let generation = second[0];
    stage.model.update(Msg::Store(Reply::Count {
        generation,
        counted,
    }));
    let n = stage.model.unread_of(&kept("B")).map(|it| it.to_string());
    assert_eq!(n.as_deref(), Some("999+"));
}

fn shown(stage: &Stage) -> Option<(crate::app::filter::Column, usize)> {
    match &stage.model.popup {
        Some(Popup::Filter(filter)) => Some((filter.column, filter.cursor())),
        _ => None,
    }
}

#[test]
fn left_and_right_go_between_the_columns_and_enter_takes_the_line_under_the_cursor() {
    use crate::app::filter::Column;
    let mut stage = stage();
    stage.press("f Right");
    assert_eq!(shown(&stage), Some((Column::Kind, 0)));
    stage.press("l h Left");
    assert_eq!(shown(&stage), Some((Column::Topic, 0)));
    stage.press("Right j Enter");
    assert_eq!(stage.model.timeline.query.wish.text(), "type:review");
    // What is ticked is chosen: Enter adds nothing by itself.
    stage.press("f Enter");
    assert_eq!(stage.model.timeline.query.wish.text(), "type:review");
}

#[test]
fn warnings_ticked_alone_show_nothing_else() {
    let mut stage = stage();
    stage.press("f Tab G");
    for _ in 0..2 {
        stage.press("k");
    }
    stage.press("Space Enter");
    assert_eq!(stage.model.timeline.query.wish.text(), "type:retracted");
    assert_eq!(titles(&stage), ["4"]);
    assert!(stage.said().ends_with("Only these warnings show."));
    // With another kind they are only what always shows.
    stage.press("f Tab g g Space Enter");
    assert_eq!(titles(&stage), ["1", "4", "7", "8"]);
    stage.press("F z f");
    stage.type_in("type:warning");
    stage.press("Enter");
    assert_eq!(titles(&stage), ["4", "7", "8"]);
}

#[test]
fn the_palette_finds_actions_by_other_words_and_says_truly_what_works_here() {
    let mut stage = stage();
    for (word, key) in [
        ("reload", "r"),
        ("catchup", "M"),
        ("settings", "z t"),
        ("config", "z t"),
        ("light", "z t"),
        ("unsubscribe", "-"),
        ("unfollow", "-"),
        ("remove", "-"),
        ("sources", "g h"),
        ("feeds", "g h"),
        ("excel", "X"),
        ("spreadsheet", "X"),
        ("export", "X"),
        ("help", "?  F1"),
        ("quit", "Q"),
        ("safety", "f"),
        ("retracted", "f"),
    ] {
        let offers = crate::app::palette::commands(&stage.model, word);
        let mut first = offers.iter().take(3);
        assert!(
            first.any(|it| it.right == key),
            "{word}: {:?}",
            &offers[..3]
        );
    }
    stage.press(":");
    stage.type_in("show what is muted");
    let offers = crate::app::palette::commands(&stage.model, "show what is muted");
    assert_eq!(offers[0].blocked, None, "with the palette open too");
    stage.press("Enter");
    assert_ne!(stage.said(), "Not now: it does nothing on this screen.");
}
