//! The learning log: the form, what it refuses, what it marks, what it offers.

use crate::app::effect::Ask;
use crate::app::effect::Msg;
use crate::app::entry::Field;
use crate::app::entry::Form;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::testing::NOW;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::domain::learning::Looked;
use crate::domain::learning::MinutesFrom;

fn form(stage: &Stage) -> &Form {
    match &stage.model.popup {
        Some(Popup::Entry(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

/// The last entry the writer was asked for.
fn logged(stage: &Stage) -> Option<(&Draft, Option<EntryId>)> {
    stage.store.asks.iter().rev().find_map(|ask| match ask {
        Ask::Log { draft, replaces } => Some((&**draft, *replaces)),
        _ => None,
    })
}

fn total(stage: &Stage) -> u32 {
    let book = stage.model.log.book.as_ref().expect("a book");
    book.months(stage.model.log_year()).iter().sum()
}

#[test]
fn acceptance_24_an_entry_stands_on_top_with_todays_date_and_its_minutes_everywhere() {
    let mut stage = Stage::of(9);
    stage.press("c");
    assert_eq!(form(&stage).field(), Field::Minutes);
    stage.type_in("25");
    for _ in 0..4 {
        stage.press("Tab");
    }
    assert_eq!(form(&stage).field(), Field::Learned);
    stage.type_in("Start low");
    stage.press("Enter");
    assert_eq!(stage.said(), "Logged 0:25. u takes it back.");
    stage.press("C");
    assert_eq!(stage.model.view(), View::Log);
    let entry = stage.model.log_entry().expect("an entry");
    assert_eq!(entry.draft.learned_on, stage.model.today());
    assert_eq!(entry.draft.title, "Work 1");
    assert_eq!(entry.draft.keys, ["doi:10.1000/1"]);
    assert_eq!(entry.draft.takeaway, "Start low");
    assert_eq!(total(&stage), 25);
}

#[test]
fn keys_typed_before_the_article_is_here_go_into_the_form() {
    let mut stage = Stage::of(9);
    let mut asked = Vec::new();
    for key in read_keys("c 7 Enter") {
        asked.extend(stage.model.update(Msg::Key(key)));
    }
    assert_eq!(logged(&stage), None);
    assert_eq!(form(&stage).inputs[2].text, "7");
    stage.perform(asked);
    let (draft, _) = logged(&stage).expect("an entry");
    assert_eq!((draft.minutes, &*draft.keys[0]), (7, "doi:10.1000/1"));
}

#[test]
fn minutes_are_never_written_by_themselves() {
    let mut stage = Stage::of(9);
    stage.press("c Enter");
    assert_eq!(logged(&stage), None);
    let trouble = form(&stage).trouble.as_ref().expect("a reason");
    assert!(trouble.words.contains("0 for what is only noted"));
    assert_eq!(form(&stage).field(), Field::Minutes);
    stage.type_in("25 min");
    stage.press("Enter");
    assert_eq!(logged(&stage), None);
    stage.press("C-u");
    stage.type_in("0");
    stage.press("Enter");
    assert_eq!(logged(&stage).expect("an entry").0.minutes, 0);
}

#[test]
fn the_clock_counts_only_while_the_reader_is_on_screen_and_only_offers() {
    let mut stage = Stage::of(9);
    let tick = |stage: &mut Stage, minute: i64| {
        stage.send(Msg::Tick(NOW.plus(minute * 60)));
    };
    for minute in 1..5 {
        tick(&mut stage, minute);
    }
    stage.press("Enter");
    for minute in 5..9 {
        tick(&mut stage, minute);
    }
    // Asleep, away, elsewhere: none of it is reading.
    tick(&mut stage, 500);
    stage.send(Msg::Focus(false));
    tick(&mut stage, 501);
    tick(&mut stage, 502);
    stage.send(Msg::Focus(true));
    stage.press("q");
    tick(&mut stage, 503);
    stage.press("c");
    assert_eq!(form(&stage).offer(), Some(4));
    stage.press("+ Enter");
    let (draft, _) = logged(&stage).expect("an entry");
    assert_eq!(
        (draft.minutes, draft.minutes_from),
        (4, MinutesFrom::TimerConfirmed)
    );
}

#[test]
fn what_may_identify_a_patient_is_marked_once_and_can_be_kept() {
    let mut stage = Stage::of(9);
    stage.press("c");
    stage.type_in("10");
    for _ in 0..4 {
        stage.press("Tab");
    }
    stage.type_in("J.S., 74, needs it too");
    stage.press("Enter");
    assert_eq!(logged(&stage), None);
    let trouble = form(&stage).trouble.clone().expect("a mark");
    assert!(trouble.may_pass && trouble.words.contains("initials with an age"));
    stage.press("Enter");
    assert_eq!(logged(&stage).expect("kept").0.privacy, Looked::Overridden);
}

#[test]
fn the_same_work_twice_in_a_cycle_is_said_before_it_is_written() {
    let mut stage = Stage::of(9);
    stage.press("c");
    stage.type_in("10");
    stage.press("Enter c");
    stage.type_in("5");
    stage.press("Enter");
    assert_eq!(stage.store.book.entries.len(), 1);
    let trouble = form(&stage).trouble.clone().expect("a warning");
    assert!(
        trouble
            .words
            .starts_with("Already in this cycle, on 2025-11-18")
    );
    stage.press("Enter");
    assert_eq!(stage.store.book.entries.len(), 2);
}

#[test]
fn a_correction_is_another_entry_that_names_the_old() {
    let mut stage = Stage::of(9);
    stage.press("c");
    stage.type_in("10");
    stage.press("Enter C e");
    stage.press("C-u");
    stage.type_in("20");
    stage.press("Enter");
    let (draft, replaces) = logged(&stage).expect("a correction");
    assert_eq!((draft.minutes, replaces), (20, Some(EntryId(1))));
    assert_eq!(total(&stage), 20);
    assert_eq!(stage.store.book.entries.len(), 2);
}

#[test]
fn what_was_typed_comes_back_after_esc_and_after_a_refusal() {
    let mut stage = Stage::of(9);
    stage.press("c");
    stage.type_in("12");
    stage.press("Esc");
    assert!(stage.model.popup.is_none());
    stage.press("c");
    assert_eq!(form(&stage).inputs[2].text, "12");
    stage.store.refuses = Some("The disk is full.".to_string());
    stage.press("Enter");
    assert_eq!(form(&stage).inputs[2].text, "12");
    assert!(stage.said().starts_with("Not logged: the disk is full"));
    stage.store.refuses = None;
    stage.press("Enter c");
    assert_eq!(
        form(&stage).inputs[2].text,
        "",
        "what is written is written"
    );
}

#[test]
fn a_closed_year_can_be_looked_at_and_not_written() {
    let mut stage = Stage::of(9);
    stage.store.book.closed = Some("2025-12-31".parse().expect("a day"));
    stage.press("c");
    stage.type_in("12");
    stage.press("Enter");
    assert_eq!(logged(&stage), None);
    let trouble = form(&stage).trouble.clone().expect("a reason");
    assert!(!trouble.may_pass && trouble.words.contains("closed up to 2025-12-31"));
}

#[test]
fn in_the_log_c_begins_an_empty_entry_and_digits_choose_a_year() {
    let mut stage = Stage::of(9);
    stage.press("C c");
    assert_eq!(form(&stage).field(), Field::What);
    stage.type_in("Journal club");
    stage.press("Tab");
    stage.press("C-u");
    stage.type_in("2024-03-01");
    stage.press("Tab");
    stage.type_in("60");
    stage.press("Enter 2");
    assert_eq!(stage.model.log_year(), 2024);
    assert_eq!(total(&stage), 60);
    stage.press("7");
    assert_eq!(stage.said(), "There is no year 7 here.");
}
