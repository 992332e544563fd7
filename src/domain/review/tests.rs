//! Intervals are the reference's, cards are what their events make them.

use proptest::prelude::*;

use super::*;

const RECORDED: &str = include_str!("../../../tests/fixtures/review/py-fsrs-6.3.2.txt");

#[test]
fn intervals_are_those_of_the_reference_implementation() {
    let scheduler = Scheduler::default();
    let mut n_compared = 0;
    let histories = RECORDED.lines().filter(|line| !line.starts_with('#'));
    for line in histories {
        let mut memory = None;
        for step in line.split(' ') {
            let (grade, rest) = step.split_once('@').unwrap();
            let (days, expected) = rest.split_once('=').unwrap();
            let expected: Vec<&str> = expected.split(',').collect();
            let grade = Grade::of_digit(grade.parse().unwrap()).unwrap();
            let next = scheduler.next(memory, days.parse().unwrap()).unwrap();
            let next = next[grade as usize];
            assert_eq!(next.days.to_string(), expected[0], "{step} of {line}");
            let close = |ours: f32, theirs: &str| {
                let theirs: f32 = theirs.parse().unwrap();
                (ours - theirs).abs() <= 0.001 + theirs.abs() / 10_000.0
            };
            assert!(
                close(next.memory.stability, expected[1]),
                "{step} of {line}"
            );
            assert!(
                close(next.memory.difficulty, expected[2]),
                "{step} of {line}"
            );
            memory = Some(next.memory);
            n_compared += 1;
        }
    }
    assert_eq!(n_compared, 116);
}

fn events(deeds: Vec<Deed>) -> Vec<Event> {
    let of = |(id, deed)| Event {
        id,
        at: UtcTime(id * 86_400),
        deed,
    };
    (1..).zip(deeds).map(of).collect()
}

fn made(deeds: Vec<Deed>) -> Card {
    replay(&events(deeds), &Scheduler::default()).unwrap()
}

fn begin() -> Deed {
    Deed::In {
        question: String::new(),
    }
}

#[test]
fn an_undone_grade_never_was_and_can_be_done_again() {
    let before = made(vec![begin(), Deed::Grade(Grade::Good)]);
    let graded = made(vec![
        begin(),
        Deed::Grade(Grade::Good),
        Deed::Grade(Grade::Again),
    ]);
    let undo = |event| Deed::Undo { event };
    let mut deeds = vec![begin(), Deed::Grade(Grade::Good), Deed::Grade(Grade::Again)];
    deeds.push(undo(3));
    assert_eq!(made(deeds.clone()), before);
    deeds.push(undo(4));
    assert_eq!(made(deeds), graded);
}

#[test]
fn a_card_taken_out_and_put_in_again_goes_on_where_it_was() {
    let before = made(vec![begin(), Deed::Grade(Grade::Good)]);
    let out = made(vec![begin(), Deed::Grade(Grade::Good), Deed::Out]);
    assert!(!out.active);
    let again = made(vec![begin(), Deed::Grade(Grade::Good), Deed::Out, begin()]);
    assert_eq!(again, before);
}

#[test]
fn what_is_missed_again_and_again_is_a_leech() {
    let mut deeds = vec![begin(), Deed::Grade(Grade::Again)];
    assert!(!made(deeds.clone()).is_leech());
    deeds.extend(vec![Deed::Grade(Grade::Again); 4]);
    assert!(made(deeds).is_leech());
}

#[test]
fn a_day_has_no_more_cards_than_the_person_wants() {
    let now = UtcTime(100 * 86_400);
    let card = |n: i64, last: Option<UtcTime>| Card {
        work: WorkId(n),
        due: UtcTime(n),
        last,
        ..Card::default()
    };
    let agenda = Agenda {
        at: now,
        n_all: 6,
        n_waiting: 5,
        n_done: 1,
        next: Some(now.plus(86_400)),
        cards: (1..=5).map(|n| card(n, None)).collect(),
    };
    let ids = |per_day| -> Vec<i64> {
        let today = agenda.today(per_day);
        today.iter().map(|it| it.work.0).collect()
    };
    assert_eq!(ids(20), [1, 2, 3, 4, 5]);
    assert_eq!(ids(3), [1, 2]);
    assert_eq!(ids(1), [0i64; 0]);
}

#[test]
fn time_makes_an_agenda_old_when_a_card_falls_due_or_a_day_begins() {
    let now = UtcTime(100 * 86_400 + 43_200);
    let agenda = Agenda {
        at: now,
        n_all: 1,
        next: Some(now.plus(600)),
        ..Agenda::default()
    };
    assert!(!agenda.is_over(now.plus(500)));
    assert!(agenda.is_over(now.plus(600)));
    let later = Agenda {
        next: None,
        ..agenda
    };
    assert!(!later.is_over(now.plus(600)));
    assert!(later.is_over(now.plus(86_400)));
    assert!(!Agenda::default().is_over(now), "nothing is known yet");
}

#[test]
fn what_was_put_in_a_moment_ago_is_due_on_a_clock_that_ticks_by_the_minute() {
    let card = Card {
        due: UtcTime(1_059),
        ..Card::default()
    };
    assert!(card.is_due(UtcTime(1_000)));
    assert!(!card.is_due(UtcTime(998)));
}

#[test]
fn intervals_are_said_in_days_months_and_years() {
    let said: Vec<String> = [1, 12, 60, 61, 400, 1346].map(in_words).to_vec();
    assert_eq!(
        said,
        [
            "1 day",
            "12 days",
            "60 days",
            "2 months",
            "13 months",
            "4 years"
        ]
    );
}

proptest! {
    #[test]
    fn a_better_grade_never_comes_back_sooner(
        grades in prop::collection::vec(0usize..4, 0..12), gap in 0u32..400
    ) {
        let scheduler = Scheduler::default();
        let mut memory = None;
        for grade in grades {
            let next = scheduler.next(memory, gap).unwrap();
            let days = next.map(|next| next.days);
            prop_assert!(days.is_sorted(), "{:?}", days);
            memory = Some(next[grade].memory);
        }
    }
}
