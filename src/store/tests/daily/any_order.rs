//! In whatever order works come, are marked, limited, muted and taken back:
//! what is shown is what a plain model says, what is told is what is folded,
//! and nothing is lost.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_oneof;
use proptest::test_runner::Config;
use proptest::test_runner::TestRunner;

use super::finish;
use super::wished;
use crate::domain::badge::Badge;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::intake::Record;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::topic::Topic;
use crate::domain::work::Row;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const N_SOURCES: usize = 3;
const N_WORKS: usize = 10;

#[derive(Clone, Debug)]
enum Act {
    /// A source carries a work: which, whether it warns, is about the topic, is
    /// a trial.
    Come(usize, usize, bool, bool, bool),
    Limit(usize, Option<u32>),
    Save(usize, bool),
    Note(usize, bool),
    Read(usize),
    Mute(bool),
    Follow(usize, bool),
    Member(usize, bool),
    Undo,
    Redo,
    Join(usize, usize),
    Reopen,
    DropCache,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    // The first is the prolific one.
    let source = || prop_oneof![4 => 0..1_usize, 1 => 0..N_SOURCES];
    let work = || 0..N_WORKS;
    let unit = || 0..1_u8;
    let daily = || prop_oneof![4 => (1..4_u32).prop_map(Some), 1 => (0..1_u8).prop_map(|_| None)];
    let flags = || (any::<bool>(), any::<bool>(), 0..6_u8);
    let one = prop_oneof![
        16 => (source(), work(), flags()).prop_map(|(source, work, (about, trial, warns))| {
            Act::Come(source, work, warns == 0, about, trial)
        }),
        5 => (source(), daily()).prop_map(|(source, daily)| Act::Limit(source, daily)),
        2 => (work(), any::<bool>()).prop_map(|(work, on)| Act::Save(work, on)),
        1 => (work(), any::<bool>()).prop_map(|(work, on)| Act::Note(work, on)),
        2 => work().prop_map(Act::Read),
        1 => any::<bool>().prop_map(Act::Mute),
        2 => (source(), any::<bool>()).prop_map(|(source, on)| Act::Follow(source, on)),
        2 => (source(), any::<bool>()).prop_map(|(source, on)| Act::Member(source, on)),
        3 => unit().prop_map(|_| Act::Undo),
        2 => unit().prop_map(|_| Act::Redo),
        2 => (work(), work()).prop_map(|(one, other)| Act::Join(one, other)),
        1 => unit().prop_map(|_| Act::Reopen),
        1 => unit().prop_map(|_| Act::DropCache),
    ];
    prop::collection::vec(one, 10..40)
}

struct World {
    house: House,
    sources: Vec<SourceId>,
    list: ListId,
    topic: TopicId,
}

fn world() -> World {
    let mut house = House::new();
    let list = house.list("L");
    let sources = ["a", "b", "c"].map(|name| house.follow_in(name, Some(list)));
    let topic = Topic {
        name: "Sepsis".to_string(),
        words: vec!["sepsis".to_string()],
        ..Topic::default()
    };
    let topic = house.store.set_topics(&[topic], NOW).unwrap()[0].id;
    World {
        house,
        sources: sources.to_vec(),
        list,
        topic,
    }
}

/// Works lie two hours apart, so that most share one of two days in any zone.
fn record(world: &World, work: usize, warns: bool, about: bool, trial: bool) -> Record {
    let name = format!("doi:10.1/{work}");
    Record {
        badge: match (warns, trial) {
            (true, _) => Some(Badge::Concern),
            (false, true) => Some(Badge::Rct),
            (false, false) => None,
        },
        topics: if about { vec![world.topic] } else { Vec::new() },
        ..item(&work.to_string(), work as i64 * 2 * 3_600, &[&name])
    }
}

fn work_of(world: &World, work: usize) -> Option<WorkId> {
    let name = format!("doi:10.1/{work}");
    world.house.reader.find_work(&name).unwrap()
}

fn act(world: &mut World, act: &Act) {
    match act {
        Act::Come(source, work, warns, about, trial) => {
            let record = record(world, *work, *warns, *about, *trial);
            world.house.take(world.sources[*source], &[record]);
        }
        Act::Limit(source, daily) => {
            let source = world.sources[*source];
            world.house.store.set_daily(source, *daily, NOW).unwrap();
        }
        Act::Save(work, on) => {
            if let Some(work) = work_of(world, *work) {
                world.house.store.set_saved(work, *on, NOW).unwrap();
            }
        }
        Act::Note(work, on) => {
            if let Some(work) = work_of(world, *work) {
                let note = if *on { "why" } else { "" };
                world.house.store.set_note(work, note, NOW).unwrap();
            }
        }
        Act::Read(work) => {
            if let Some(work) = work_of(world, *work) {
                world.house.store.set_read(&[work], true, NOW).unwrap();
            }
        }
        Act::Mute(on) => {
            world.house.store.set_mute("title:1", *on, NOW).unwrap();
        }
        Act::Follow(source, on) => {
            let source = world.sources[*source];
            match on {
                true => {
                    let name =
                        ["a", "b", "c"][world.sources.iter().position(|it| *it == source).unwrap()];
                    world.house.follow(name);
                }
                false => world.house.store.unfollow(source, NOW).unwrap(),
            }
        }
        Act::Member(source, on) => {
            let source = world.sources[*source];
            world
                .house
                .store
                .set_member(world.list, source, *on, NOW)
                .unwrap();
        }
        Act::Undo => {
            world.house.store.undo(NOW).unwrap();
        }
        Act::Redo => {
            world.house.store.redo(NOW).unwrap();
        }
        Act::Join(one, other) => {
            if let (Some(one), Some(other)) = (work_of(world, *one), work_of(world, *other)) {
                // One that only the person's own row remembers is refused.
                let _ = world.house.store.join(one, other, NOW);
            }
        }
        Act::Reopen => {
            let house = std::mem::replace(&mut world.house, House::new());
            world.house = house.reopen();
        }
        Act::DropCache => world.house.store.drop_cache().unwrap(),
    }
    finish(&mut world.house);
}

/// Every row of a query.
fn whole(house: &mut House, query: &Query) -> Vec<Row> {
    house.page(query, Anchor::Top, 1_000).rows
}

fn ids(rows: &[Row]) -> Vec<WorkId> {
    rows.iter().map(|row| row.work).collect()
}

/// A query that is merged, and the same of one source: what may stand there.
struct Look {
    merged: Query,
    of_source: Query,
    list: bool,
}

/// What the model says: shown, the newest first, with how many are told.
fn model(world: &mut World, look: &Look) -> Vec<(WorkId, u32)> {
    let sources = world.house.reader.sources().unwrap();
    let members = world.house.reader.lists().unwrap()[0].sources.clone();
    let mut shown: BTreeSet<WorkId> = BTreeSet::new();
    let mut told: BTreeMap<WorkId, u32> = BTreeMap::new();
    for source in &sources {
        if look.list && !members.contains(&source.id) {
            continue;
        }
        let of_source = Query {
            place: Place::Source(source.id),
            ..look.of_source.clone()
        };
        let mut days: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
        for row in whole(&mut world.house, &of_source) {
            match row.n_sources {
                1 => days
                    .entry(row.published.day_bounds().0.0)
                    .or_default()
                    .push(row),
                _ => {
                    shown.insert(row.work);
                }
            }
        }
        for (_, day) in days {
            let limit = source.daily.map_or(usize::MAX, |n| n as usize);
            let mut n_folded = 0;
            let mut last = None;
            for (nth, row) in day.iter().enumerate() {
                let stays = row.saved || row.noted || row.badge.is_some_and(Badge::is_safety_word);
                match nth < limit || stays {
                    true => {
                        shown.insert(row.work);
                        last = Some(row.work);
                    }
                    false => n_folded += 1,
                }
            }
            if n_folded > 0 {
                told.insert(last.expect("one is shown"), n_folded);
            }
        }
    }
    let told = |work: &WorkId| (*work, told.get(work).copied().unwrap_or(0));
    shown.iter().rev().map(told).collect()
}

fn live(acts: &[Act]) {
    let mut world = world();
    let first = world.sources[0];
    world.house.store.set_daily(first, Some(1), NOW).unwrap();
    for (at, one) in acts.iter().enumerate() {
        act(&mut world, one);
        let topic = Some(world.topic);
        let list = Place::List(world.list);
        let look = |merged: Query| Look {
            list: matches!(merged.place, Place::List(_)),
            of_source: merged.clone(),
            merged,
        };
        let place = |place| Query {
            place,
            ..Query::default()
        };
        let looks = [
            look(Query::default()),
            look(place(list)),
            look(Query {
                topic,
                ..Query::default()
            }),
            look(Query {
                topic,
                ..place(list)
            }),
            look(wished("type:rct", false)),
            look(Query {
                topic,
                ..wished("title", false)
            }),
        ];
        // Two of them after each act, so that each is looked at in turn.
        for nth in [0, 3] {
            let look = &looks[(at + nth) % looks.len()];
            let rows = whole(&mut world.house, &look.merged);
            let found: Vec<_> = rows.iter().map(|row| (row.work, row.n_folded)).collect();
            assert_eq!(found, model(&mut world, look), "{:?}", look.merged);
            if look.merged.wish.is_empty() && look.merged.topic.is_none() {
                let n_unread = rows.iter().filter(|row| !row.read).count();
                let counted = world.house.n_unread(look.merged.place);
                assert_eq!(counted, n_unread as u64);
            }
        }
        nothing_is_lost(&mut world);
    }
}

/// What is followed stands in its source's own view or among the muted, and a
/// search finds it; what is saved stands in Saved.
fn nothing_is_lost(world: &mut World) {
    let mut views: BTreeSet<WorkId> = BTreeSet::new();
    for source in world.house.reader.sources().unwrap() {
        let query = Query {
            place: Place::Source(source.id),
            ..Query::default()
        };
        views.extend(ids(&whole(&mut world.house, &query)));
    }
    let muted = Query {
        place: Place::Muted,
        ..Query::default()
    };
    views.extend(ids(&whole(&mut world.house, &muted)));
    let sql = "SELECT DISTINCT i.work FROM items i JOIN sources s ON s.id = i.source
               WHERE s.followed IS NOT NULL";
    let mut statement = world.house.store.conn.prepare(sql).unwrap();
    let followed: BTreeSet<WorkId> = statement
        .query_map([], |row| row.get(0).map(WorkId))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    drop(statement);
    assert_eq!(views, followed);
    let found = whole(&mut world.house, &wished("title", true));
    assert_eq!(ids(&found).into_iter().collect::<BTreeSet<_>>(), followed);
}

#[test]
fn what_is_shown_is_what_a_plain_model_says_and_nothing_is_lost() {
    let config = Config {
        cases: 20,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&acts(), |acts| {
            live(&acts);
            Ok(())
        })
        .unwrap();
}
