//! When sources are asked, with the clock as data.

use super::*;

const NOW: UtcTime = UtcTime(2_000_000_000);
const QUIET: Heard = Heard::Answered {
    min_interval: None,
    max_age: None,
    skips: None,
};

fn target(source: i64) -> Target {
    Target {
        source: SourceId(source),
        ..Target::default()
    }
}

fn failed(retry_after: Option<u64>, unreachable: bool, gone: bool) -> Heard {
    Heard::Failed {
        retry_after: retry_after.map(Duration::from_secs),
        unreachable,
        gone,
    }
}

/// The wait, over many sources, is within a tenth of what is expected.
#[track_caller]
fn check(n_failures: u32, heard: Heard, expected: i64) {
    for source in 0..200 {
        let target = Target {
            n_failures,
            ..target(source)
        };
        let wait = next_try(&target, heard, INTERVAL, NOW).0 - NOW.0;
        let tenth = expected / 10;
        assert!((wait - expected).abs() <= tenth, "{wait} for {expected}");
    }
}

#[test]
fn a_source_that_wishes_nothing_is_asked_each_interval() {
    check(0, QUIET, 3_600);
    let waits: std::collections::HashSet<i64> = (0..100)
        .map(|source| next_try(&target(source), QUIET, INTERVAL, NOW).0)
        .collect();
    assert!(waits.len() > 50, "not in step: {}", waits.len());
}

#[test]
fn wishes_are_heard_within_bounds_and_never_shorten_the_interval() {
    let heard = |min_interval, max_age| Heard::Answered {
        min_interval,
        max_age,
        skips: None,
    };
    check(0, heard(Some(60), None), 3_600);
    check(0, heard(None, Some(7_200)), 7_200);
    check(0, heard(Some(14_400), Some(7_200)), 14_400);
    check(0, heard(Some(604_800), None), 86_400);
    let often = Duration::from_secs(120);
    let soon = next_try(&target(1), heard(None, Some(60)), often, NOW);
    assert!(soon.0 - NOW.0 >= 900, "a wish is at least 15 minutes");
    for source in 0..100 {
        let next = next_try(&target(source), heard(Some(7_200), None), INTERVAL, NOW);
        assert!(next.0 - NOW.0 >= 7_200, "chance does not undercut a wish");
    }
}

#[test]
fn a_known_wish_holds_where_the_answer_says_nothing() {
    let target = Target {
        min_interval: Some(7_200),
        ..target(1)
    };
    assert!(next_try(&target, QUIET, INTERVAL, NOW).0 - NOW.0 >= 7_200);
}

#[test]
fn failures_wait_twice_as_long_each_time_to_a_day() {
    for (n_failures, seconds) in [(0, 300), (1, 600), (3, 2_400), (9, 86_400), (999, 86_400)] {
        check(n_failures, failed(None, false, false), seconds);
    }
    check(20, failed(None, true, false), 3_600);
    check(0, failed(None, false, true), 86_400);
}

#[test]
fn a_server_that_says_when_to_come_back_is_believed_up_to_a_day() {
    let wait = |told| next_try(&target(1), failed(Some(told), false, false), INTERVAL, NOW);
    assert!(wait(7_200).0 - NOW.0 >= 7_200);
    assert!(wait(1).0 - NOW.0 >= 900);
    assert!(wait(9_999_999).0 - NOW.0 <= LONGEST_WAIT);
}

#[test]
fn due_are_those_whose_time_has_come_never_asked_ones_first() {
    let at = |source, next_try| Target {
        next_try,
        ..target(source)
    };
    let targets = [
        at(1, Some(NOW)),
        at(2, Some(NOW.plus(1))),
        at(3, Some(NOW.plus(-50))),
        at(4, None),
    ];
    let order: Vec<i64> = due(&targets, NOW).iter().map(|t| t.source.0).collect();
    assert_eq!(order, [4, 3, 1]);
}

#[test]
fn a_host_of_many_sources_is_spread_over_the_whole_refresh() {
    let targets: Vec<Target> = (0..100)
        .map(|source| Target {
            address: match source < 50 {
                true => format!("https://big.org/{source}"),
                false => format!("https://small{source}.org/"),
            },
            ..target(source)
        })
        .collect();
    let order = spread(targets);
    assert_eq!(order.len(), 100);
    for quarter in order.chunks(25) {
        let n_big = quarter.iter().filter(|t| t.source.0 < 50).count();
        assert!((5..=20).contains(&n_big), "{n_big} of 25");
    }
    let of_big: Vec<i64> = order
        .iter()
        .map(|t| t.source.0)
        .filter(|source| *source < 50)
        .collect();
    assert!(of_big.is_sorted(), "in their own order");
}

#[test]
fn freshness_is_read_from_cache_control() {
    for (text, expected) in [
        ("max-age=600", Some(600)),
        ("public, Max-Age=\"60\", must-revalidate", Some(60)),
        ("no-cache, max-age=600", None),
        ("private", None),
        ("max-age=soon", None),
    ] {
        assert_eq!(max_age(text), expected, "{text}");
    }
}

#[test]
fn a_host_that_wishes_to_be_left_alone_is_not_due_until_then() {
    let paused = |until: i64| Target {
        next_try: Some(NOW.plus(-5)),
        paused: Some(NOW.plus(until)),
        ..target(1)
    };
    assert!(due(&[paused(60)], NOW).is_empty());
    assert_eq!(due(&[paused(0)], NOW).len(), 1, "it has ended");
    assert_eq!(due(&[paused(90 * DAY)], NOW).len(), 1, "a wrong clock's");
    assert_eq!(pause_left(&paused(60), NOW), Some(Duration::from_secs(60)));
}

#[test]
fn a_time_that_only_a_wrong_clock_writes_does_not_silence_a_source() {
    let at = |ahead: i64| Target {
        next_try: Some(NOW.plus(ahead)),
        ..target(1)
    };
    assert_eq!(due(&[at(400 * DAY)], NOW).len(), 1);
    assert!(due(&[at(DAY)], NOW).is_empty());
    assert!(due(&[at(1)], NOW).is_empty());
}

#[test]
fn after_a_sleep_each_source_waits_its_share_of_ten_minutes() {
    let slept: Vec<Target> = (0..600).map(target).collect();
    let n_at = |past: i64| spread_since(slept.clone(), NOW, NOW.plus(past)).len();
    assert!(n_at(0) < 10, "{}", n_at(0));
    let half = n_at(300);
    assert!((200..400).contains(&half), "{half}");
    assert_eq!(n_at(600), 600);
    assert_eq!(n_at(-90_000), 600, "the clock jumped back again");
}

#[test]
fn a_jump_of_the_clock_is_told_from_time_that_passed() {
    for (went, passed, is_jump) in [
        (60, 60, false),
        (125, 60, false),
        (8 * 3_600, 60, true),
        (-3_600, 60, true),
        (0, 60, false),
        (3_600, 3_600, false),
        (-400 * DAY, 60, true),
    ] {
        assert_eq!(jumped(NOW, NOW.plus(went), passed), is_jump, "{went}");
    }
}

#[test]
fn ten_times_not_found_in_a_row_is_as_good_as_gone() {
    let after = |n_not_found, gone| Target {
        n_not_found,
        gone,
        ..target(1)
    };
    assert!(is_gone(&after(0, false), 410));
    assert!(!is_gone(&after(8, false), 404));
    assert!(is_gone(&after(9, false), 404));
    assert!(!is_gone(&after(9, false), 500));
    assert!(is_gone(&after(0, true), 500), "until a good answer");
}

/// A time of the week: day (0 is Monday), hour, minute in GMT.
fn on(day: i64, hour: i64, minute: i64) -> UtcTime {
    // 2025-11-17 was a Monday.
    UtcTime(1_763_337_600 + day * DAY + hour * 3_600 + minute * 60)
}

#[track_caller]
fn check_skips(now: UtcTime, hours: &[u32], days: &[u32], from: UtcTime, to: UtcTime) {
    let skips = Skips {
        hours: hours.iter().map(|hour| 1 << hour).sum(),
        days: days.iter().map(|day| 1 << day).sum(),
    };
    let heard = Heard::Answered {
        min_interval: None,
        max_age: None,
        skips: Some(skips),
    };
    for source in 0..100 {
        let next = next_try(&target(source), heard, INTERVAL, now);
        assert!(
            (from..=to).contains(&next),
            "{} not from {} to {}",
            next.rfc3339(),
            from.rfc3339(),
            to.rfc3339()
        );
        let known = Target {
            skips,
            ..target(source)
        };
        let silent = next_try(&known, QUIET, INTERVAL, now);
        assert_eq!(silent, next, "also where the answer does not repeat it");
    }
}

#[test]
fn a_skipped_hour_or_day_is_left_alone_but_never_for_more_than_a_day() {
    let night: Vec<u32> = (0..7).collect();
    check_skips(on(0, 1, 0), &night, &[], on(0, 7, 0), on(0, 7, 59));
    // The hour of Monday that follows a skipped Sunday.
    check_skips(on(6, 20, 0), &[], &[6], on(7, 0, 0), on(7, 0, 59));
    // From Saturday 9:00 Monday is too far: a day later at the latest.
    check_skips(on(5, 9, 0), &[], &[5, 6], on(6, 9, 0), on(6, 9, 0));
    let all: Vec<u32> = (0..24).collect();
    check_skips(on(2, 9, 0), &all, &[], on(3, 9, 0), on(3, 9, 0));
    check_skips(on(2, 9, 0), &[9, 13], &[6], on(2, 10, 0), on(2, 10, 30));
}
