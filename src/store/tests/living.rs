//! Where a source lives and how it is, over many answers.

use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Told;
use crate::domain::intake::Turn;
use crate::domain::intake::Validators;
use crate::domain::source::Moving;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::source::Stays;
use crate::domain::time::UtcTime;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::feed;
use crate::store::testing::item;
use crate::store::testing::news;

const NEW: &str = "https://new.example/feed";

/// An answer that was redirected for good to an address, or to none.
fn redirected(source: SourceId, to: Option<&str>) -> Intake {
    let mut intake = news(source, &[]);
    if let Outcome::News {
        moved_to,
        validators,
        ..
    } = &mut intake.outcome
    {
        *moved_to = to.map(str::to_string);
        validators.etag = Some("\"e\"".to_string());
    }
    intake
}

fn unchanged(source: SourceId, to: &str) -> Intake {
    Intake {
        outcome: Outcome::Unchanged {
            by_server: true,
            validators: Validators::default(),
            moved_to: Some(to.to_string()),
        },
        ..news(source, &[])
    }
}

fn failed(source: SourceId, why: &str, gone: bool, told: Told) -> Intake {
    Intake {
        outcome: Outcome::Failed {
            why: why.to_string(),
            gone,
            unreachable: false,
            told,
        },
        ..news(source, &[])
    }
}

impl House {
    fn turn(&mut self, intake: Intake) -> Option<Turn> {
        let taken = self.store.ingest(&[intake], NOW).unwrap().remove(0);
        self.check();
        taken.turn
    }

    fn source(&self, id: SourceId) -> Source {
        let sources = self.reader.sources().unwrap();
        sources.into_iter().find(|it| it.id == id).unwrap()
    }

    fn stays(&self, id: SourceId) -> Option<Stays> {
        self.source(id).moving_to.map(|moving| moving.why)
    }
}

#[test]
fn two_answers_in_a_row_that_say_so_move_a_source() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    assert_eq!(house.turn(redirected(nejm, Some(NEW))), None);
    assert_eq!(house.source(nejm).address, "https://nejm.example/feed");
    assert_eq!(
        house.source(nejm).moving_to,
        Some(Moving {
            to: NEW.to_string(),
            why: Stays::SaidOnce
        })
    );
    // Nothing new is an answer too.
    let turn = house.turn(unchanged(nejm, NEW));
    assert_eq!(
        turn,
        Some(Turn::Moved {
            title: "nejm".to_string(),
            to: NEW.to_string()
        })
    );
    let source = house.source(nejm);
    assert_eq!(source.address, NEW);
    let before = Some("https://nejm.example/feed");
    assert_eq!(source.moved_from.as_deref(), before);
    assert_eq!(source.moving_to, None);
    assert_eq!(source.next_try, Some(NOW.plus(3_600)), "not at once again");
    assert_eq!(house.follow("nejm"), nejm, "known by both addresses");
    assert_eq!(house.follow("new"), nejm);
}

#[test]
fn a_redirect_that_wavers_moves_nobody() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let other = "https://other.example/feed";
    for to in [Some(NEW), Some(other), Some(NEW), None, Some(NEW)] {
        assert_eq!(house.turn(redirected(nejm, to)), None, "{to:?}");
    }
    let why = failed(nejm, "500", false, Told::default());
    assert_eq!(house.turn(why), None, "a failure says neither");
    assert!(house.turn(redirected(nejm, Some(NEW))).is_some());
}

#[test]
fn a_move_is_taken_back_once_and_for_all() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    for _ in 0..2 {
        house.turn(redirected(nejm, Some(NEW)));
    }
    let undone = house.store.undo(NOW).unwrap();
    let moved = "moved nejm to https://new.example/feed";
    assert_eq!(undone.as_deref(), Some(moved));
    for _ in 0..4 {
        assert_eq!(house.turn(redirected(nejm, Some(NEW))), None);
    }
    let source = house.source(nejm);
    assert_eq!(source.address, "https://nejm.example/feed");
    assert_eq!(source.moved_from, None);
    assert_eq!(house.stays(nejm), Some(Stays::TakenBack));
    // Elsewhere it may go.
    let third = "https://third.example/feed";
    house.turn(redirected(nejm, Some(third)));
    assert!(house.turn(redirected(nejm, Some(third))).is_some());
    assert_eq!(house.source(nejm).address, third);
}

#[test]
fn a_move_that_was_taken_back_can_be_done_again() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    for _ in 0..2 {
        house.turn(redirected(nejm, Some(NEW)));
    }
    house.store.undo(NOW).unwrap();
    let mut house = house.reopen();
    assert!(house.store.redo(NOW).unwrap().is_some());
    assert_eq!(house.source(nejm).address, NEW);
}

#[test]
fn a_move_does_not_take_away_what_can_be_done_again() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &[])]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.undo(NOW).unwrap();
    for _ in 0..2 {
        house.turn(redirected(nejm, Some(NEW)));
    }
    let redone = house.store.redo(NOW).unwrap();
    assert_eq!(redone.as_deref(), Some("saved «title a»"));
    assert_eq!(house.source(nejm).address, NEW);
}

#[test]
fn where_somebody_lives_nobody_else_moves() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let new = house.follow("new");
    for _ in 0..3 {
        assert_eq!(house.turn(redirected(nejm, Some(NEW))), None);
    }
    assert_eq!(house.stays(nejm), Some(Stays::Taken("new".to_string())));
    let refused = house.store.readdress(nejm, NEW, NOW);
    assert!(matches!(refused, Err(StoreError::AddressTaken(_))));
    assert_ne!(nejm, new);
}

#[test]
fn the_person_moves_a_source_and_takes_that_back() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.turn(redirected(nejm, None));
    house.store.readdress(nejm, NEW, NOW).unwrap();
    let target = house.reader.targets().unwrap().remove(0);
    assert_eq!(target.address, NEW);
    assert_eq!(target.etag, None, "said by the server of before");
    assert!(target.next_try <= Some(NOW), "due at once");
    house.store.undo(NOW).unwrap();
    assert_eq!(house.source(nejm).address, "https://nejm.example/feed");
}

#[test]
fn what_is_gone_is_told_once_kept_and_well_again_with_one_good_answer() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &[])]);
    let gone = || failed(nejm, "410 gone for good", true, Told::default());
    let told = Turn::Gone {
        title: "nejm".to_string(),
    };
    assert_eq!(house.turn(gone()), Some(told.clone()));
    assert_eq!(house.turn(gone()), None, "once");
    let error = failed(nejm, "500", false, Told::default());
    assert_eq!(house.turn(error), None);
    assert_eq!(house.source(nejm).standing, Standing::Gone);
    assert_eq!(house.source(nejm).n_items, 1, "kept");
    assert!(house.reader.targets().unwrap()[0].gone);
    house.turn(redirected(nejm, None));
    assert_eq!(house.source(nejm).standing, Standing::Good);
    assert_eq!(house.turn(gone()), Some(told), "another time is news");
}

#[test]
fn not_found_is_counted_in_a_row_that_only_another_answer_breaks() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let not_found = Told {
        not_found: true,
        ..Told::default()
    };
    let unasked = Told {
        unasked: true,
        ..Told::default()
    };
    for (told, n) in [
        (not_found.clone(), 1),
        (not_found.clone(), 2),
        (unasked, 2),
        (not_found.clone(), 3),
        (Told::default(), 0),
        (not_found, 1),
    ] {
        house.turn(failed(nejm, "…", false, told));
        assert_eq!(house.reader.targets().unwrap()[0].n_not_found, n);
    }
}

#[test]
fn a_hosts_wish_to_be_left_alone_holds_for_all_its_sources_after_a_restart() {
    let mut house = House::new();
    let follow =
        |house: &mut House, address: &str| house.store.follow(&feed(address), None, NOW).unwrap().0;
    let one = follow(&mut house, "https://host.example/1");
    let two = follow(&mut house, "https://host.example/2");
    let elsewhere = follow(&mut house, "https://other.example/3");
    house.turn(redirected(two, None));
    let until = NOW.plus(7_200);
    let told = Told {
        pause: Some(until),
        ..Told::default()
    };
    house.turn(failed(one, "429", false, told));
    let house = house.reopen();
    let targets = house.reader.targets().unwrap();
    let paused = |source: SourceId| {
        let mut targets = targets.iter();
        targets.find(|it| it.source == source).unwrap().paused
    };
    assert_eq!(paused(one), Some(until));
    assert_eq!(paused(two), Some(until));
    assert_eq!(paused(elsewhere), None);
    assert!(house.source(two).next_try >= Some(until), "and is shown so");
}

#[test]
fn who_was_not_asked_has_not_failed() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let unasked = || Told {
        unasked: true,
        ..Told::default()
    };
    house.turn(failed(
        nejm,
        "nejm.example asks us to wait",
        false,
        unasked(),
    ));
    assert_eq!(house.source(nejm).standing, Standing::New);
    house.turn(redirected(nejm, None));
    house.turn(failed(
        nejm,
        "nejm.example asks us to wait",
        false,
        unasked(),
    ));
    assert_eq!(house.source(nejm).standing, Standing::Good);
    assert_eq!(house.source(nejm).what, "nejm.example asks us to wait");
}

#[test]
fn a_page_that_came_instead_offers_the_feeds_it_links() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let offers = vec![(NEW.to_string(), "The feed".to_string())];
    let told = Told {
        offers: offers.clone(),
        ..Told::default()
    };
    house.turn(failed(nejm, "this is a web page", false, told));
    assert_eq!(house.source(nejm).offers, offers);
    house.turn(redirected(nejm, None));
    assert!(house.source(nejm).offers.is_empty());
}

#[test]
fn an_address_is_said_without_its_password() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let secret = "https://me:word@new.example/feed?x=a@b";
    house.store.readdress(nejm, secret, NOW).unwrap();
    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("moved nejm to https://new.example/feed?x=a@b")
    );
}

#[test]
fn a_time_tried_in_the_future_harms_nobody() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let ahead = NOW.plus(400 * 86_400);
    let late = Intake {
        tried: ahead,
        next_try: ahead.plus(3_600),
        ..redirected(nejm, None)
    };
    house.turn(late);
    let source = house.source(nejm);
    assert_eq!(source.waits_until(NOW), None, "nobody says: in 400 days");
    assert_eq!(UtcTime::age(ahead, NOW), "now");
    house.turn(redirected(nejm, None));
    assert_eq!(house.source(nejm).last_tried, Some(NOW));
}
