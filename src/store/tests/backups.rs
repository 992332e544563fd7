//! Copies of the database: whole, checked, and put back without losing what
//! was there.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::domain::query::Place;
use crate::store::FILE;
use crate::store::Reader;
use crate::store::Store;
use crate::store::backup::CopyError;
use crate::store::backup::backup;
use crate::store::checking;
use crate::store::checking::InStep;
use crate::store::migrate;
use crate::store::restore;
use crate::store::search;
use crate::store::search::Index;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

/// A house in which one of two works is saved with a note.
fn house() -> House {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &[]), item("b", 50, &[])]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_note(work, "mine", NOW).unwrap();
    house
}

/// The folder of a house that nobody is in any more.
fn left(house: House) -> tempfile::TempDir {
    let House {
        folder,
        store,
        reader,
    } = house;
    drop((store, reader));
    folder
}

fn saved_in(folder: &Path) -> Vec<String> {
    let store = Store::open(folder, NOW).unwrap();
    drop(store);
    let rows = Reader::open(folder).unwrap().kept_rows().unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

/// What is in a folder, the search index aside.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with("search")).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_whole_private_and_made_beside_an_open_rounds() {
    let house = house();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy.db");
    let n_bytes = backup(house.path(), &file, false).unwrap();
    assert_eq!(n_bytes, fs::metadata(&file).unwrap().len());
    assert_eq!(
        names_in(elsewhere.path()),
        ["copy.db"],
        "nothing is left over"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let fresh = tempfile::tempdir().unwrap();
    assert_eq!(restore(fresh.path(), &file).unwrap(), None);
    assert_eq!(saved_in(fresh.path()), ["title a"]);
}

#[test]
fn a_file_that_is_there_is_replaced_only_where_that_was_said() {
    let house = house();
    let file = house.path().join("copy.db");
    fs::write(&file, "something dear").unwrap();
    let refused = backup(house.path(), &file, false);
    assert!(matches!(refused, Err(CopyError::Exists(_))));
    assert_eq!(fs::read_to_string(&file).unwrap(), "something dear");
    backup(house.path(), &file, true).unwrap();
    let refused = backup(house.path(), &house.path().join(FILE), true);
    assert!(matches!(refused, Err(CopyError::Itself(_))), "never itself");
    let refused = backup(house.path(), house.path(), true);
    assert!(matches!(refused, Err(CopyError::Exists(_))), "nor a folder");
    let nowhere = house.path().join("none").join("copy.db");
    let refused = backup(house.path(), &nowhere, false);
    assert!(matches!(refused, Err(CopyError::Unwritable { .. })));
}

#[test]
fn what_is_restored_over_is_laid_aside_each_time() {
    let mut house = house();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy.db");
    backup(house.path(), &file, false).unwrap();
    let saved = house.reader.kept_rows().unwrap()[0].work;
    house.store.set_saved(saved, false, NOW).unwrap();
    house.store.set_note(saved, "", NOW).unwrap();
    let folder = left(house);
    let aside = restore(folder.path(), &file).unwrap().unwrap();
    assert!(aside.ends_with("rounds.db.before-restore"));
    assert_eq!(saved_in(folder.path()), ["title a"]);
    // And back again, which lays aside under the next name.
    let second = restore(folder.path(), &aside).unwrap().unwrap();
    assert!(second.ends_with("rounds.db.before-restore-2"));
    assert!(saved_in(folder.path()).is_empty());
    let copies = checking::copies(folder.path()).unwrap();
    let files: Vec<PathBuf> = copies.into_iter().map(|copy| copy.file).collect();
    assert_eq!(files, [aside, second]);
}

/// Makes a database anew with pages of so many bytes, as another version did.
fn paged(file: &Path, n_bytes: u32) {
    let conn = Connection::open(file).unwrap();
    let sql = format!(
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = {n_bytes}; VACUUM;
         PRAGMA journal_mode = WAL"
    );
    conn.execute_batch(&sql).unwrap();
    assert_eq!(page_size(file), n_bytes);
}

fn page_size(file: &Path) -> u32 {
    let conn = Connection::open(file).unwrap();
    conn.query_one("PRAGMA page_size", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_backup_of_larger_or_smaller_pages_takes_the_place_of_what_is_there() {
    for (there, brought) in [(4_096, 8_192), (8_192, 4_096)] {
        let elsewhere = tempfile::tempdir().unwrap();
        let file = elsewhere.path().join("copy.db");
        let from = house();
        backup(from.path(), &file, false).unwrap();
        paged(&file, brought);
        let folder = left(House::new());
        paged(&folder.path().join(FILE), there);
        let aside = restore(folder.path(), &file).unwrap().unwrap();
        assert_eq!(saved_in(folder.path()), ["title a"]);
        // And what was laid aside comes back.
        restore(folder.path(), &aside).unwrap();
        assert!(saved_in(folder.path()).is_empty());
        assert_eq!(page_size(&folder.path().join(FILE)), there);
        assert_eq!(
            backup(folder.path(), &elsewhere.path().join("2.db"), false).ok(),
            fs::metadata(elsewhere.path().join("2.db"))
                .ok()
                .map(|it| it.len())
        );
    }
}

#[test]
fn a_database_keeps_its_pages_and_so_does_the_copy_before_an_update() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let mut old = Connection::open(&file).unwrap();
    old.pragma_update(None, "page_size", 4_096).unwrap();
    let all_but_one = &migrate::MIGRATIONS[..migrate::MIGRATIONS.len() - 1];
    migrate::migrate(&mut old, &file, all_but_one).unwrap();
    drop(old);
    assert!(saved_in(folder.path()).is_empty());
    assert_eq!(page_size(&file), 4_096);
    let copies = checking::copies(folder.path()).unwrap();
    let [copy] = &copies[..] else {
        panic!("{copies:?}");
    };
    assert_eq!(page_size(&copy.file), 4_096);
    restore(folder.path(), &copy.file).unwrap();
    assert!(saved_in(folder.path()).is_empty());
    // A new one has pages of eight.
    let fresh = left(House::new());
    assert_eq!(page_size(&fresh.path().join(FILE)), 8_192);
}

#[track_caller]
fn refused(from: &Path, says: &str) {
    let folder = left(house());
    let before = names_in(folder.path());
    let why = restore(folder.path(), from).unwrap_err().to_string();
    let name = from.file_name().unwrap().to_string_lossy();
    assert!(why.contains(&*name) && why.contains(says), "{why}");
    assert_eq!(names_in(folder.path()), before, "nothing is left over");
    assert_eq!(saved_in(folder.path()), ["title a"]);
}

#[test]
fn what_is_no_backup_is_refused_each_with_its_own_sentence() {
    let elsewhere = tempfile::tempdir().unwrap();
    let at = |name: &str| elsewhere.path().join(name);
    refused(&at("none.db"), "there is no file");

    fs::write(
        at("text.db"),
        "no database at all, but long enough ".repeat(40),
    )
    .unwrap();
    refused(&at("text.db"), "is not a database of rounds");
    fs::write(at("empty.db"), "").unwrap();
    refused(&at("empty.db"), "is not a database of rounds");
    let theirs = Connection::open(at("theirs.db")).unwrap();
    theirs
        .execute_batch("CREATE TABLE kept (x); PRAGMA user_version = 2;")
        .unwrap();
    refused(&at("theirs.db"), "is not a database of rounds");

    backup(house().path(), &at("newer.db"), false).unwrap();
    let newer = Connection::open(at("newer.db")).unwrap();
    newer
        .pragma_update(None, "user_version", migrate::MIGRATIONS.len() as i64 + 1)
        .unwrap();
    refused(&at("newer.db"), "was made by a newer rounds (schema ");

    backup(house().path(), &at("torn.db"), false).unwrap();
    let bytes = fs::read(at("torn.db")).unwrap();
    fs::write(at("torn.db"), &bytes[..bytes.len() / 2]).unwrap();
    refused(&at("torn.db"), "is damaged (");
    let mut bytes = bytes;
    let middle = (bytes.len() / 2) & !4_095;
    bytes[middle..middle + 8_192].fill(0x55);
    fs::write(at("scratched.db"), &bytes).unwrap();
    refused(&at("scratched.db"), "is damaged (");
}

#[test]
fn nothing_is_restored_while_another_rounds_is_open() {
    let house = house();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy.db");
    backup(house.path(), &file, false).unwrap();
    let why = restore(house.path(), &file).unwrap_err();
    assert!(matches!(why, CopyError::InUse), "{why}");
    // One that only looks, and only once, is open too.
    let House {
        folder,
        store,
        reader,
    } = house;
    drop(store);
    let why = restore(folder.path(), &file).unwrap_err();
    assert!(matches!(why, CopyError::InUse), "{why}");
    assert_eq!(reader.kept_rows().unwrap().len(), 1);
    drop(reader);
    assert!(restore(folder.path(), &file).unwrap().is_some());
    let names = names_in(folder.path());
    assert_eq!(names, ["rounds.db", "rounds.db.before-restore"]);
}

#[test]
fn a_damaged_database_is_moved_away_as_it_is() {
    let house = house();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy.db");
    backup(house.path(), &file, false).unwrap();
    let folder = left(house);
    for broken in [b"no database any more".repeat(300), {
        let mut bytes = fs::read(folder.path().join(FILE)).unwrap();
        let middle = (bytes.len() / 2) & !4_095;
        bytes[middle..middle + 8_192].fill(0x55);
        bytes
    }] {
        fs::write(folder.path().join(FILE), &broken).unwrap();
        let aside = restore(folder.path(), &file).unwrap().unwrap();
        assert!(fs::read(aside).unwrap() == broken, "byte for byte");
        assert_eq!(saved_in(folder.path()), ["title a"]);
    }
}

#[test]
fn a_backup_from_before_an_update_is_brought_up_to_date() {
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("old.db");
    let mut old = Connection::open(&file).unwrap();
    migrate::migrate(&mut old, &file, &migrate::MIGRATIONS[..1]).unwrap();
    drop(old);
    let fresh = tempfile::tempdir().unwrap();
    restore(fresh.path(), &file).unwrap();
    assert!(saved_in(fresh.path()).is_empty());
}

#[test]
fn the_search_index_is_in_step_behind_another_ones_or_broken() {
    let mut house = house();
    let text_of = |html: &str| html.to_string();
    let in_step = |house: &House| house.reader.index_in_step(house.path()).unwrap();
    assert_eq!(in_step(&house), InStep::No);
    let mut index = Index::open(house.path()).unwrap();
    while index.step(&house.reader, &text_of, 100).unwrap().n_left > 0 {}
    assert_eq!(in_step(&house), InStep::Yes);
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("c", 5, &[])]);
    assert_eq!(in_step(&house), InStep::Behind(1));
    drop(index);
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy.db");
    backup(house.path(), &file, false).unwrap();
    let folder = left(house);
    restore(folder.path(), &file).unwrap();
    let reader = Reader::open(folder.path()).unwrap();
    let found = reader.index_in_step(folder.path()).unwrap();
    assert_eq!(found, InStep::No, "thrown away with what it was of");
    fs::write(folder.path().join(search::FILE), "torn".repeat(300)).unwrap();
    let found = reader.index_in_step(folder.path()).unwrap();
    assert_eq!(found, InStep::Broken);
}

#[test]
fn whoever_goes_last_leaves_nothing_in_the_write_ahead_log() {
    let mut house = house();
    assert_eq!(house.titles(Place::Saved).len(), 1);
    let House {
        folder,
        store,
        reader,
    } = house;
    // The one that only looks is the last.
    drop(store);
    assert!(folder.path().join("rounds.db-wal").exists());
    drop(reader);
    assert_eq!(names_in(folder.path()), ["rounds.db"]);
}
