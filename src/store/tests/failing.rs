//! What goes wrong around the store, and two of them at once.

use std::fs;

use rusqlite::Connection;

use crate::domain::badge::Badge;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::store::FILE;
use crate::store::Reader;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::migrate;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;
use crate::store::testing::news;

#[test]
fn a_full_disk_is_said_and_leaves_nothing_half_done() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 100, &[])]);
    let work = house.work(nejm, "a");
    let n_pages: i64 = house
        .store
        .conn
        .query_one("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    house
        .store
        .conn
        .pragma_update(None, "max_page_count", n_pages)
        .unwrap();
    let records: Vec<_> = (0..2_000)
        .map(|n| item(&n.to_string(), n, &["doi:10.1/x"]))
        .collect();
    let full = house.store.ingest(&[news(nejm, &records)], NOW);
    assert_eq!(full.unwrap_err().to_string(), "the disk is full");
    let note = "long ".repeat(100_000);
    let full = house.store.set_note(work, &note, NOW);
    assert!(matches!(full, Err(StoreError::Full)));
    house.check();
    assert_eq!(house.titles(Place::All), ["title a"]);

    // There is room again.
    house
        .store
        .conn
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    house.store.set_note(work, "short", NOW).unwrap();
    house.check();
}

#[test]
fn two_stores_on_one_file_see_each_other() {
    let mut house = House::new();
    let mut other = Store::open(house.path(), NOW).unwrap();
    let version = house.reader.data_version().unwrap();
    let nejm = house.follow("nejm");
    other
        .ingest(&[news(nejm, &[item("a", 10, &["doi:10.1/a"])])], NOW)
        .unwrap();
    house.take(nejm, &[item("b", 5, &["doi:10.1/a"])]);
    let work = house.work(nejm, "a");
    other.set_saved(work, true, NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 1);
    assert_ne!(house.reader.data_version().unwrap(), version);
    assert_eq!(house.store.revision().unwrap(), other.revision().unwrap());
    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("saved «title a»"),
        "one history"
    );
    house.check();
}

#[test]
fn two_threads_write_at_once_and_nothing_is_lost() {
    let mut house = House::new();
    let sources = [house.follow("x"), house.follow("y")];
    std::thread::scope(|scope| {
        for source in sources {
            let path = house.path();
            scope.spawn(move || {
                let mut store = Store::open(path, NOW).unwrap();
                for n in 0..30 {
                    let shared = format!("pmid:{n}");
                    let record = item(&n.to_string(), n, &[&shared]);
                    store.ingest(&[news(source, &[record])], NOW).unwrap();
                }
            });
        }
    });
    house.check();
    assert_eq!(house.titles(Place::All).len(), 30);
    assert_eq!(
        house
            .reader
            .overview(&Query::default())
            .unwrap()
            .n_unread_all,
        30
    );
}

#[test]
fn a_newer_file_is_refused_with_a_sentence_and_not_touched() {
    let house = House::new();
    let file = house.path().join(FILE);
    let House {
        folder,
        store,
        reader,
    } = house;
    drop((store, reader));
    let conn = Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    conn.pragma_update(None, "journal_mode", "DELETE").unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    let refused = Store::open(folder.path(), NOW).err().unwrap();
    assert!(refused.to_string().contains("newer rounds"), "{refused}");
    assert!(matches!(
        Reader::open(folder.path()).err().unwrap(),
        StoreError::TooNew { found: 99, .. }
    ));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    fs::write(&file, "my thesis, the only copy ".repeat(200)).unwrap();
    let refused = Store::open(folder.path(), NOW).err().unwrap();
    assert!(matches!(refused, StoreError::NotOurs(_)), "{refused}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("my thesis"));
    let nothing = Reader::open(&folder.path().join("elsewhere"));
    assert!(matches!(nothing.err().unwrap(), StoreError::NoDatabase(_)));
}

#[test]
fn a_file_that_cannot_be_opened_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path(), NOW).unwrap());
    // Not even the superuser opens a folder as a file.
    fs::create_dir(folder.path().join(format!("{FILE}-wal"))).unwrap();
    let refused = Store::open(folder.path(), NOW).err().unwrap();
    assert!(matches!(refused, StoreError::Unwritable(_)), "{refused}");
    let refused = Reader::open(folder.path()).err().unwrap();
    assert!(matches!(refused, StoreError::Unreadable(_)), "{refused}");
}

#[test]
fn a_database_of_schema_1_opens_with_everything_kept() {
    let folder = tempfile::tempdir().unwrap();
    let conn = Connection::open(folder.path().join(FILE)).unwrap();
    conn.execute_batch(migrate::MIGRATIONS[0]).unwrap();
    conn.execute_batch(include_str!("../../../tests/fixtures/schema/0001.sql"))
        .unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    drop(conn);
    let mut store = Store::open(folder.path(), NOW).unwrap();
    let mut reader = Reader::open(folder.path()).unwrap();
    let saved = Query {
        place: Place::Saved,
        ..Query::default()
    };
    let page = reader.page(&saved, Default::default(), 10).unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].title, "Semaglutide in HFpEF");
    let (work, _) = reader.work(page.rows[0].work).unwrap().unwrap();
    assert_eq!(work.note.as_deref(), Some("for Thursday's round"));
    assert_eq!(work.doi(), Some("10.1056/nejmoa2306963"));
    assert_eq!(reader.kept_rows().unwrap().len(), 1);
    assert_eq!(reader.sources().unwrap().len(), 1);
    assert_eq!(reader.lists().unwrap()[0].name(), "Cardiology / Journals");
    assert_eq!(reader.session().unwrap().as_deref(), Some("{}"));
    assert_eq!(
        store.undo(NOW).unwrap().as_deref(),
        Some("saved «Semaglutide in HFpEF»")
    );
}

#[test]
fn a_database_of_schema_3_opens_with_everything_and_no_limit() {
    let mut house = House::new();
    let source = house.follow("a");
    let records = [item("a", 10, &[]), item("b", 20, &[]), item("c", 30, &[])];
    let [a, mut b, mut c] = records;
    b.title = "Vitamin D and falls in older adults".to_string();
    c.title = format!("Retraction: {}", b.title);
    house.take(source, &[a, b, c]);
    let work = house.work(source, "b");
    house.store.set_saved(work, true, NOW).unwrap();
    let read = house.work(source, "a");
    house.store.set_read(&[read], true, NOW).unwrap();
    let before = house.page(&Query::default(), Default::default(), 10).rows;
    // As the program before this one wrote it.
    let House { folder, store, .. } = house;
    let undone = "DROP TABLE folds; DROP TABLE folding; DROP INDEX sources_daily;
                  ALTER TABLE sources DROP COLUMN daily;
                  ALTER TABLE works DROP COLUMN badge_why;
                  ALTER TABLE works DROP COLUMN guessed;
                  CREATE INDEX item_topics_topic ON item_topics (topic);
                  UPDATE works SET badge = NULL; UPDATE kept SET badge = NULL;
                  PRAGMA user_version = 3;";
    store.conn.execute_batch(undone).unwrap();
    let first = migrate::MIGRATIONS[0];
    let entries = first.find("CREATE TABLE entries").unwrap();
    let end = first.find("-- Cache: how many entries").unwrap();
    let undone = format!(
        "DROP VIEW standing; ALTER TABLE entries RENAME TO entries_now; {}
         INSERT INTO entries SELECT place, topic, work, unread FROM entries_now;
         DROP TABLE entries_now;",
        &first[entries..end]
    );
    store.conn.execute_batch(&undone).unwrap();
    let triggers = first.find("CREATE TRIGGER entries_come").unwrap();
    let end = first.find("CREATE TABLE fetch_state").unwrap();
    store.conn.execute_batch(&first[triggers..end]).unwrap();
    drop(store);
    let mut store = Store::open(folder.path(), NOW).unwrap();
    let mut reader = Reader::open(folder.path()).unwrap();
    let rows = reader
        .page(&Query::default(), Default::default(), 10)
        .unwrap();
    for (row, stood) in rows.rows.iter().zip(&before) {
        assert_eq!((row.work, row.read), (stood.work, stood.read));
    }
    assert_eq!((rows.rows.len(), before.len()), (3, 3));
    assert_eq!(rows.rows.iter().filter(|it| it.read).count(), 1);
    assert_eq!(reader.sources().unwrap()[0].daily, None);
    assert_eq!(reader.sources().unwrap()[0].n_items, 3);
    assert_eq!(reader.kept_rows().unwrap().len(), 1);
    // What a notice in the cache is about is marked from now on.
    let (marked, _) = reader.work(work).unwrap().unwrap();
    assert_eq!(marked.row.badge, Some(Badge::Retracted));
    let why = marked.badge_why.unwrap();
    assert!(why.ends_with("says: retraction"), "{why}");
    assert!(!store.must_fold_again().unwrap());
    assert!(store.set_daily(source, Some(1), NOW).unwrap());
}

#[test]
fn the_doors_may_move_between_threads() {
    fn check<T: Send>() {}
    check::<Store>();
    check::<Reader>();
    check::<crate::store::search::Index>();
}
