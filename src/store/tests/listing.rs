//! Rows of a query: each once, newest first, from any place and either way.

use rusqlite::Connection;
use rusqlite::params_from_iter;

use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::topic::Topic;
use crate::store::FILE;
use crate::store::matching::Cached;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;
use crate::store::walk;
use crate::store::walk::Way;
use crate::store::wish::Plan;

fn house_of(n_items: i64) -> House {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let records: Vec<_> = (0..n_items)
        // Three share each second.
        .map(|idx| item(&format!("{idx:03}"), 1_000 + idx / 3, &[]))
        .collect();
    house.take(nejm, &records);
    house
}

fn ids(house: &mut House, query: &Query, anchor: Anchor, limit: usize) -> Vec<WorkId> {
    let page = house.page(query, anchor, limit);
    page.rows.iter().map(|row| row.work).collect()
}

#[test]
fn paging_from_top_to_bottom_and_back_yields_every_row_once() {
    let mut house = house_of(100);
    let query = Query::default();
    let all = ids(&mut house, &query, Anchor::Top, 1_000);
    assert_eq!(all.len(), 100);
    assert!(all.is_sorted_by(|a, b| a > b));

    let mut down: Vec<WorkId> = Vec::new();
    let mut anchor = Anchor::Top;
    loop {
        let page = house.page(&query, anchor, 7);
        assert_eq!(page.at_top, down.is_empty());
        assert_eq!(page.n_above, Some(down.len() as u64));
        assert_eq!(page.n_all, Some(100));
        down.extend(page.rows.iter().map(|row| row.work));
        assert_eq!(page.at_bottom, down.len() == 100);
        if page.at_bottom {
            break;
        }
        anchor = Anchor::Below(down[down.len() - 1]);
    }
    assert_eq!(down, all);

    let mut up: Vec<WorkId> = Vec::new();
    let mut anchor = Anchor::Bottom;
    loop {
        let page = house.page(&query, anchor, 7);
        assert_eq!(page.at_bottom, up.is_empty());
        let rows: Vec<WorkId> = page.rows.iter().map(|row| row.work).collect();
        assert_eq!(page.n_above, Some((100 - up.len() - rows.len()) as u64));
        up = rows.into_iter().chain(up).collect();
        if page.at_top {
            break;
        }
        anchor = Anchor::Above(up[0]);
    }
    assert_eq!(up, all);
}

#[test]
fn a_page_around_a_work_holds_it_in_the_middle_or_near_an_end() {
    let mut house = house_of(30);
    let query = Query::default();
    let all = ids(&mut house, &query, Anchor::Top, 1_000);
    for (at, from) in [(0, 0), (1, 0), (15, 10), (28, 20), (29, 20)] {
        let page = ids(&mut house, &query, Anchor::Around(all[at]), 10);
        assert_eq!(page, all[from..from + 10], "around row {at}");
        for anchor in [Anchor::Around(all[at]), Anchor::Bottom] {
            let newest = house.page(&query, anchor, 10).newest;
            assert_eq!(newest, Some(all[0]), "the newest is known from afar");
        }
    }
    let gone = WorkId(all[15].0 - 5_000_000);
    let page = house.page(&query, Anchor::Around(gone), 4);
    assert_eq!(page.rows.len(), 4, "where it would stand");
    let page = house.page(&query, Anchor::Below(all[29]), 4);
    assert!(page.rows.is_empty() && page.at_bottom && !page.at_top);
    let page = house.page(&query, Anchor::Above(all[0]), 4);
    assert!(page.rows.is_empty() && page.at_top && !page.at_bottom);
}

#[test]
fn next_unread_goes_both_ways_and_stops_at_the_ends() {
    let mut house = house_of(9);
    let query = Query::default();
    let all = ids(&mut house, &query, Anchor::Top, 1_000);
    house.store.set_read(&all[1..4], true, NOW).unwrap();
    let mut next = |from: Option<WorkId>, older| {
        let row = house.reader.next_unread(&query, from, older).unwrap();
        row.map(|row| row.work)
    };
    assert_eq!(next(None, true), Some(all[0]));
    assert_eq!(next(Some(all[0]), true), Some(all[4]));
    assert_eq!(next(Some(all[4]), false), Some(all[0]));
    assert_eq!(next(Some(all[8]), true), None);
    assert_eq!(next(Some(all[0]), false), None);
    assert_eq!(next(None, false), Some(all[8]));
}

#[test]
fn list_and_topic_and_unread_and_since_hold_at_once() {
    let mut house = House::new();
    let topics = [("CKD", "kidney"), ("Heart", "heart")].map(|(name, word)| Topic {
        name: name.to_string(),
        words: vec![word.to_string()],
        ..Topic::default()
    });
    let topics = house.store.set_topics(&topics, NOW).unwrap();
    let (ckd, heart) = (topics[0].id, topics[1].id);
    let list = house.list("Journals");
    let nejm = house.follow_in("nejm", Some(list));
    let blog = house.follow("blog");
    let with = |key, ago, names: &[&str], topics: &[TopicId]| {
        let mut record = item(key, ago, names);
        record.topics = topics.to_vec();
        record
    };
    house.take(
        nejm,
        &[
            with("a", 10, &[], &[ckd]),
            with("b", 20, &["doi:10.1/b"], &[]),
            with("c", 30, &[], &[ckd, heart]),
            with("d", 40, &[], &[heart]),
        ],
    );
    house.take(
        blog,
        &[
            with("e", 5, &[], &[ckd]),
            with("f", 15, &["doi:10.1/b"], &[heart]),
        ],
    );
    let query = Query {
        place: Place::List(list),
        topic: Some(ckd),
        ..Query::default()
    };
    assert_eq!(house.titles_of(&query), ["title a", "title c"]);
    let a = house.work(nejm, "a");
    house.store.set_read(&[a], true, NOW).unwrap();
    let unread = Query {
        unread_only: true,
        ..query.clone()
    };
    assert_eq!(house.titles_of(&unread), ["title c"]);
    let hearts = Query {
        topic: Some(heart),
        since: Some(NOW.plus(-35)),
        ..query
    };
    assert_eq!(
        house.titles_of(&hearts),
        ["title b", "title c"],
        "a topic of one carrier is a topic of the work"
    );
    let overview = house.reader.overview(&unread).unwrap();
    assert_eq!(overview.n_unread_here, 3);
    assert_eq!(overview.n_unread_all, 4);
    assert_eq!(overview.n_sources_here, 1);
    assert_eq!(overview.lists[0].n_unread, 3);
    let counts: Vec<_> = overview.topics.iter().map(|topic| topic.n_unread).collect();
    assert_eq!(counts, [1, 3]);

    // Topics change: one goes, the words of the other match other works.
    house.store.set_topics(&topics[1..], NOW).unwrap();
    house.check();
    assert_eq!(house.titles_of(&unread), Vec::<String>::new());
    let matcher = |item: &Cached| match item.title.as_str() {
        "title a" => vec![heart],
        _ => Vec::new(),
    };
    let mut worded = topics[1..].to_vec();
    worded[0].words.push("cardiac".to_string());
    house.store.set_topics(&worded, NOW).unwrap();
    while house.store.rematch(&matcher, 2).unwrap() {
        house.check();
    }
    let hearts = Query {
        topic: Some(heart),
        ..Query::default()
    };
    assert_eq!(house.titles_of(&hearts), ["title a"]);
    let back = house.store.set_topics(&topics, NOW).unwrap();
    assert_eq!(back[0].id, ckd, "an id stays with its name");
}

#[test]
fn saved_rows_page_like_all_others() {
    let mut house = house_of(20);
    let query = Query::default();
    let all = ids(&mut house, &query, Anchor::Top, 1_000);
    for work in &all[5..15] {
        house.store.set_saved(*work, true, NOW).unwrap();
    }
    house.store.set_read(&all[5..8], true, NOW).unwrap();
    let saved = Query {
        place: Place::Saved,
        ..Query::default()
    };
    assert_eq!(ids(&mut house, &saved, Anchor::Top, 4), all[5..9]);
    let page = house.page(&saved, Anchor::Below(all[8]), 100);
    assert_eq!((page.n_above, page.n_all), (Some(4), Some(10)));
    assert_eq!(house.n_unread(Place::Saved), 7);
    house.store.drop_cache().unwrap();
    assert_eq!(ids(&mut house, &saved, Anchor::Bottom, 4), all[11..15]);
    assert_eq!(house.reader.kept_rows().unwrap().len(), 10);
    let marked = house.store.all_read(&saved, all[0], NOW).unwrap();
    assert_eq!(marked, 7, "also what is gone from the cache");
}

#[test]
fn membership_moves_rows_between_lists() {
    let mut house = House::new();
    let (one, two) = (house.list("One"), house.list("Two"));
    let nejm = house.follow_in("nejm", Some(one));
    house.take(nejm, &[item("a", 10, &[])]);
    house.store.move_source(nejm, one, two, NOW).unwrap();
    house.check();
    assert_eq!(house.n_unread(Place::List(one)), 0);
    assert_eq!(house.n_unread(Place::List(two)), 1);
    house.store.set_member(one, nejm, true, NOW).unwrap();
    house.store.delete_list(two, NOW).unwrap();
    house.check();
    assert_eq!(house.reader.lists().unwrap().len(), 1);
    house.store.undo(NOW).unwrap();
    house.check();
    assert_eq!(house.n_unread(Place::List(two)), 1);
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    house.check();
    let lists = house.reader.lists().unwrap();
    assert_eq!(lists[0].sources, [nejm]);
    assert!(lists[1].sources.is_empty());
}

#[test]
fn a_link_is_shown_without_what_only_follows_the_reader() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let mut followed = item("a", 10, &[]);
    followed.link = Some("https://journal.example/a?id=7&utm_source=rss#:~:text=b".to_string());
    house.take(nejm, &[followed]);
    let bare = Some("https://journal.example/a?id=7");
    let page = house.page(&Query::default(), Anchor::Top, 10);
    assert_eq!(page.rows[0].link.as_deref(), bare);
    let (work, _) = house.reader.work(page.rows[0].work).unwrap().unwrap();
    assert_eq!(work.row.link.as_deref(), bare);
    assert_eq!(work.carriers[0].link.as_deref(), bare);
}

/// How the database goes about a statement, a line for each step.
fn plan(conn: &Connection, select: walk::Select) -> Vec<String> {
    conn.prepare(&format!("EXPLAIN QUERY PLAN {}", select.sql))
        .unwrap()
        .query_map(params_from_iter(select.values), |row| row.get(3))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn a_walk_goes_along_its_index_and_sorts_and_gathers_nothing() {
    let house = house_of(30);
    let wishes = [
        "",
        "type:rct",
        "has:doi",
        "-is:saved",
        "has:note",
        "source:nejm has:doi",
    ];
    let mut n_walks = 0;
    for text in wishes {
        for unread_only in [false, true] {
            for topic in [None, Some(TopicId(1))] {
                let query = Query {
                    unread_only,
                    topic,
                    wish: Wish::strict(text, NOW).unwrap(),
                    ..Query::default()
                };
                let conn = &house.reader.conn;
                let branches = Plan::of(conn, &query).unwrap().branches;
                for branch in &branches {
                    for way in [Way::Down, Way::Up] {
                        let select = walk::walk(conn, branch, (0, i64::MAX), way, 10).unwrap();
                        let steps = plan(conn, select);
                        let walks = |it: &&String| {
                            it.contains("(place=? AND topic=? AND unread=? AND work>? AND work<?)")
                        };
                        let n_stretches = steps.iter().filter(walks).count();
                        let n_wanted = match unread_only && branch.badge.is_none() {
                            true => 1,
                            false => 2,
                        };
                        assert_eq!(n_stretches, n_wanted, "{steps:#?}");
                        let gathers = |it: &String| {
                            ["TEMP B-TREE FOR ORDER", "MATERIALIZE", "CO-ROUTINE", "SCAN"]
                                .iter()
                                .any(|word| it.contains(word))
                        };
                        assert!(!steps.iter().any(gathers), "{steps:#?}");
                        n_walks += 1;
                    }
                }
            }
        }
    }
    assert!(n_walks >= 40);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_rests_holds_nothing_of_the_file_and_answers_as_before() {
    let mut house = house_of(30);
    house.store.fold_log().unwrap();
    let file = house.folder.path().join(FILE);
    let is_mapped = || {
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        maps.lines()
            .any(|line| line.ends_with(file.to_str().unwrap()))
    };
    let before = ids(&mut house, &Query::default(), Anchor::Top, 10);
    assert!(is_mapped());
    house.reader.rest().unwrap();
    assert!(!is_mapped());
    let after = ids(&mut house, &Query::default(), Anchor::Top, 10);
    assert_eq!(before, after);
    assert!(is_mapped());
}
