//! Review, by pressing keys.

use crate::app::effect::Ask;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::NOW;
use crate::app::testing::Stage;
use crate::app::testing::work;
use crate::domain::review::Card;
use crate::domain::review::Grade;

/// A screen over works of which the first three are saved and due.
fn due(n: i64) -> Stage {
    let mut store = FakeStore::of(9);
    for number in 1..=n {
        let id = work(number).row.work;
        store.edit(id, |work| work.row.saved = true);
        store.cards.push(Card {
            work: id,
            active: true,
            due: NOW.plus(-number),
            ..Card::default()
        });
    }
    Stage::with(store, 80, 24)
}

fn grades(stage: &Stage) -> Vec<Grade> {
    let asks = stage.store.asks.iter();
    asks.filter_map(|ask| match ask {
        Ask::Grade { grade, .. } => Some(*grade),
        _ => None,
    })
    .collect()
}

#[test]
fn acceptance_23_the_answer_only_after_space_then_a_grade_then_back_with_u() {
    let mut stage = due(3);
    assert_eq!(stage.model.n_due(), 3);
    stage.press("g r");
    assert_eq!(stage.model.view(), View::Review);
    // Due the longest comes first.
    let first = stage.model.card().expect("a card").work;
    assert_eq!(first, work(3).row.work);
    assert!(!stage.model.round.shown);
    stage.press("3");
    assert_eq!(stage.said(), "Space shows the answer first.");
    stage.press("Space");
    assert!(stage.model.round.shown);
    stage.press("3");
    assert_eq!(grades(&stage), [Grade::Good]);
    assert_eq!((stage.model.round.at, stage.model.round.shown), (1, false));
    assert_eq!(stage.model.n_due(), 2);
    stage.press("u");
    assert_eq!(stage.model.card().map(|card| card.work), Some(first));
    assert_eq!(stage.model.n_due(), 3);
}

#[test]
fn leaving_in_the_middle_keeps_what_was_graded() {
    let mut stage = due(3);
    stage.press("g r Space Space q g r");
    assert_eq!(grades(&stage), [Grade::Good]);
    assert_eq!(stage.model.round.cards.len(), 2);
    stage.press("Space 4 Space 1");
    assert_eq!(grades(&stage), [Grade::Good, Grade::Easy, Grade::Again]);
    assert!(stage.model.card().is_none());
    stage.press("Space");
    assert_ne!(stage.model.view(), View::Review);
}

#[test]
fn a_grade_the_store_refuses_shows_its_card_again() {
    let mut stage = due(2);
    stage.press("g r Space");
    stage.store.refuses = Some("The disk is full.".to_string());
    stage.press("3");
    assert_eq!(stage.model.round.at, 0);
    assert!(stage.said().starts_with("Not graded: the disk is full"));
}

#[test]
fn a_day_has_no_more_cards_than_is_set() {
    let mut stage = due(5);
    stage.model.settings.cards_per_day = 2;
    stage.press("g r");
    assert_eq!(stage.model.round.cards.len(), 2);
    stage.press("Space 3 Space 3 q g r");
    assert!(stage.model.card().is_none());
}

#[test]
fn what_is_missed_too_often_is_told() {
    let mut stage = due(1);
    stage.store.cards[0].n_lapses = 3;
    let next = stage.store.cards[0].next(NOW).expect("a scheduler");
    stage.store.cards[0].memory = Some(next[2].memory);
    stage.press("g r Space 1");
    assert!(
        stage.said().starts_with("Missed 4 times"),
        "{}",
        stage.said()
    );
}

#[test]
fn only_what_is_saved_goes_into_review_and_z_r_takes_it_out_again() {
    let mut stage = Stage::of(9);
    stage.press("z r");
    assert_eq!(stage.said(), "Not now: only what is saved can be reviewed.");
    stage.press("s z r");
    stage.type_in("What was the effect?");
    stage.press("Enter");
    assert_eq!(stage.said(), "In review; due now. u takes it out again.");
    assert_eq!(stage.store.cards[0].question, "What was the effect?");
    stage.press("z r");
    assert!(stage.said().starts_with("Out of review"));
    assert!(stage.store.cards.is_empty());
}
