//! What the store knows of secrets: their names, and nothing else.

use crate::domain::source::NewSource;
use crate::store::Reader;
use crate::store::Store;
use crate::store::testing::NOW;
use crate::store::testing::feed;

#[test]
fn an_address_is_written_without_what_stands_before_its_host() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), NOW).unwrap();
    let telling = NewSource {
        title: "https://me:hunter2@a.example/feed".to_string(),
        home: Some("https://me:hunter2@a.example/".to_string()),
        extra: vec![("x".to_string(), "http://me:hunter2@b.example".to_string())],
        ..feed("https://me:hunter2@a.example/feed")
    };
    store.follow(&telling, None, NOW).unwrap();
    let clean = feed("https://a.example/feed");
    let (_, before) = store.follow(&clean, None, NOW).unwrap();
    assert!(before, "the same source");
    let reader = Reader::open(folder.path()).unwrap();
    let known = format!("{:?}{:?}", reader.sources(), reader.outline());
    assert!(known.contains("https://a.example/feed"));
    assert!(!known.contains("hunter2"), "{known}");
}

#[test]
fn the_name_of_a_secret_stays_when_its_source_is_unfollowed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), NOW).unwrap();
    let address = "https://a.example/feed";
    let (source, _) = store.follow(&feed(address), None, NOW).unwrap();
    assert!(!store.note_secret("https://b.example/").unwrap());
    assert!(store.note_secret(address).unwrap());
    let reader = Reader::open(folder.path()).unwrap();
    let name = |reader: &Reader| reader.targets().unwrap()[0].secret_name.clone();
    assert_eq!(name(&reader).as_deref(), Some(address));
    store.unfollow(source, NOW).unwrap();
    let names = reader.secret_names().unwrap();
    assert_eq!(names, [(address.to_string(), false)]);
    store.undo(NOW).unwrap();
    assert_eq!(name(&reader).as_deref(), Some(address));
    let forgotten = store.forget_secret(source).unwrap();
    assert_eq!(forgotten.as_deref(), Some(address));
    assert_eq!(name(&reader), None);
}

#[test]
fn two_old_addresses_that_differ_by_their_secrets_stay_two_sources() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path(), NOW).unwrap();
    store
        .follow(&feed("https://a.example/1"), None, NOW)
        .unwrap();
    store
        .follow(&feed("https://a.example/2"), None, NOW)
        .unwrap();
    let old = |user: &str| format!("https://{user}:x@a.example/feed");
    for (id, user) in [(1, "me"), (2, "you")] {
        store
            .conn
            .execute(
                "UPDATE sources SET address = ?2 WHERE id = ?1",
                rusqlite::params![id, old(user)],
            )
            .unwrap();
    }
    let reader = Reader::open(folder.path()).unwrap();
    let left = reader.addresses_with_secrets().unwrap();
    let names: Vec<String> = left
        .into_iter()
        .map(|(source, _)| store.clean_address(source).unwrap())
        .collect();
    assert_eq!(
        names,
        ["https://a.example/feed", "https://a.example/feed#2"]
    );
    assert!(reader.addresses_with_secrets().unwrap().is_empty());
    assert_eq!(reader.sources().unwrap().len(), 2);
}
