//! Nothing the person kept is lost.

use crate::domain::details::Details;
use crate::domain::enclosure::Enclosure;
use crate::domain::id::WorkId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Told;
use crate::domain::query::Place;
use crate::domain::source::NewSource;
use crate::domain::source::Standing;
use crate::store::StoreError;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;
use crate::store::testing::news;

#[test]
fn a_saved_work_outlives_the_cache() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &["doi:10.1/a"]), item("b", 50, &[])]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_note(work, "read again", NOW).unwrap();
    house.store.set_position(work, 7, NOW).unwrap();
    house.store.drop_cache().unwrap();

    assert_eq!(house.titles(Place::All), Vec::<String>::new());
    assert_eq!(house.titles(Place::Saved), ["title a"]);
    let (kept, body) = house.reader.work(work).unwrap().unwrap();
    assert!(kept.row.saved && kept.row.noted);
    assert_eq!(kept.note.as_deref(), Some("read again"));
    assert_eq!(kept.position, 7);
    assert_eq!(kept.doi(), Some("10.1/a"));
    let body = body.unwrap();
    assert_eq!(body.html, "<p>text of a</p>");
    assert_eq!(body.base.as_deref(), Some("https://journal.example/a"));
    house.check();
}

#[test]
fn a_saved_work_that_comes_back_is_still_saved() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let lancet = house.follow("lancet");
    house.take(nejm, &[item("a", 60, &["doi:10.1/a"])]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_read(&[work], true, NOW).unwrap();
    house.store.drop_cache().unwrap();
    // From elsewhere, known by its DOI alone, with another date.
    house.take(lancet, &[item("z", 10, &["doi:10.1/a"])]);

    let (back, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(back.row.work, work, "under the id it always had");
    assert!(back.row.saved && back.row.read);
    assert_eq!(house.titles(Place::All), ["title z"]);
    assert_eq!(house.titles(Place::Saved), ["title z"]);
    assert_eq!(house.n_unread(Place::All), 0);
}

#[test]
fn saved_works_survive_unfollowing_and_rows_come_back_with_undo() {
    let mut house = House::new();
    let list = house.list("Cardiology");
    let nejm = house.follow_in("nejm", Some(list));
    let lancet = house.follow("lancet");
    house.take(nejm, &[item("a", 60, &["doi:10.1/a"]), item("b", 50, &[])]);
    house.take(lancet, &[item("c", 40, &["doi:10.1/a"])]);
    let saved = house.work(nejm, "b");
    house.store.set_saved(saved, true, NOW).unwrap();

    house.store.unfollow(nejm, NOW).unwrap();
    house.check();
    assert_eq!(
        house.titles(Place::All),
        ["title c"],
        "its other carrier stays"
    );
    assert_eq!(house.titles(Place::List(list)), Vec::<String>::new());
    assert_eq!(house.titles(Place::Saved), ["title b"]);
    assert_eq!(house.n_unread(Place::All), 1);
    assert_eq!(house.reader.sources().unwrap().len(), 1);

    assert_eq!(
        house.store.undo(NOW).unwrap().as_deref(),
        Some("unfollowed nejm")
    );
    house.check();
    assert_eq!(house.titles(Place::All), ["title b", "title a"]);
    assert_eq!(house.titles(Place::List(list)), ["title b", "title a"]);
}

/// An item with a recording at `link`, dated a year ahead.
fn episode(key: &str, keys: &[&str], link: &str) -> Record {
    Record {
        published: Some(NOW.plus(31_536_000)),
        details: Details {
            volume: Some("390".to_string()),
            enclosures: vec![Enclosure {
                link: link.to_string(),
                seconds: Some(2_530),
                ..Enclosure::default()
            }],
            ..Details::default()
        },
        ..item(key, 60, keys)
    }
}

fn files(house: &House, work: WorkId) -> Vec<String> {
    let (work, _) = house.reader.work(work).unwrap().unwrap();
    let files = work.details.enclosures.into_iter();
    files.map(|file| file.link).collect()
}

#[test]
fn what_comes_with_a_work_is_read_from_all_that_carry_it_and_kept_when_saved() {
    let mut house = House::new();
    let (nejm, pod) = (house.follow("nejm"), house.follow("pod"));
    house.take(
        nejm,
        &[episode("a", &["doi:10.1/a"], "https://a.example/1")],
    );
    house.take(pod, &[episode("b", &["doi:10.1/a"], "https://b.example/2")]);
    let work = house.work(nejm, "a");
    let both = ["https://a.example/1", "https://b.example/2"];
    assert_eq!(files(&house, work), both);
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.drop_cache().unwrap();
    let (kept, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(files(&house, work), both);
    assert_eq!(kept.details.volume.as_deref(), Some("390"));
    assert_eq!(kept.ahead, Some(NOW.plus(31_536_000)), "the date as stated");
    assert_eq!(kept.row.published, NOW, "sorted by when it was seen");
}

#[test]
fn two_kept_works_that_become_one_keep_what_came_with_both() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[
            episode("a", &["doi:10.1/a"], "https://a.example/1"),
            episode("b", &["pmid:7"], "https://b.example/2"),
        ],
    );
    let (a, b) = (house.work(nejm, "a"), house.work(nejm, "b"));
    house.store.set_saved(a, true, NOW).unwrap();
    house.store.set_saved(b, true, NOW).unwrap();
    house.store.drop_cache().unwrap();
    house.take(nejm, &[item("c", 10, &["doi:10.1/a", "pmid:7"])]);
    house.store.drop_cache().unwrap();
    let mut left = files(&house, a);
    left.sort();
    assert_eq!(left, ["https://a.example/1", "https://b.example/2"]);
}

#[test]
fn what_was_saved_is_found_by_each_of_its_items_alone() {
    let titled = |key: &str| Record {
        title: "A trial of semaglutide in heart failure and obesity".to_string(),
        authors: vec!["Ada Lovelace".to_string()],
        link: None,
        ..item(key, 60, &[])
    };
    let mut house = House::new();
    let nejm = house.follow("nejm");
    let pubmed = house.follow("pubmed");
    house.take(nejm, &[titled("a")]);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    // Joins it by its title, and brings no name but its own.
    house.take(pubmed, &[titled("b")]);
    assert_eq!(house.work(pubmed, "b"), work);
    for (source, key) in [(nejm, "a"), (pubmed, "b")] {
        house.store.drop_cache().unwrap();
        let other = Record {
            title: "Another title by now".to_string(),
            ..titled(key)
        };
        house.take(source, &[other]);
        let (back, _) = house.reader.work(work).unwrap().unwrap();
        assert!(back.row.saved, "{key}");
        assert_eq!(house.titles(Place::Saved), ["Another title by now"]);
        house.check();
    }
}

#[test]
fn an_empty_answer_and_a_failed_one_delete_nothing() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(nejm, &[item("a", 60, &[])]);
    house.take(nejm, &[]);
    let failed = Intake {
        outcome: Outcome::Failed {
            why: "404 not found".to_string(),
            gone: false,
            unreachable: false,
            told: Told::default(),
        },
        ..news(nejm, &[])
    };
    let taken = house.store.ingest(&[failed], NOW).unwrap();
    assert!(taken[0].failed);
    assert_eq!(house.titles(Place::All), ["title a"]);
    let sources = house.reader.sources().unwrap();
    assert_eq!(sources[0].standing, Standing::Failing);
    assert_eq!(sources[0].what, "404 not found");
    assert_eq!(sources[0].n_tries, 1);
    assert_eq!(sources[0].last_good, Some(NOW));
}

#[test]
fn an_item_read_again_is_no_news_and_a_changed_one_changes_the_row() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    assert_eq!(house.take(nejm, &[item("a", 60, &[])]), 1);
    let work = house.work(nejm, "a");
    house.store.set_saved(work, true, NOW).unwrap();
    assert_eq!(house.take(nejm, &[item("a", 60, &[])]), 0);
    let mut corrected = item("a", 5, &[]);
    corrected.title = "title corrected".to_string();
    corrected.html = Some("<p>better</p>".to_string());
    assert_eq!(house.take(nejm, &[corrected]), 0);
    assert_eq!(house.titles(Place::All), ["title corrected"]);
    let (now, body) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(now.row.work, work, "a corrected date does not move it");
    assert_eq!(body.unwrap().html, "<p>better</p>");
    house.store.drop_cache().unwrap();
    assert_eq!(house.titles(Place::Saved), ["title corrected"]);
}

#[test]
fn ids_sort_by_time_and_never_by_the_future() {
    let mut house = House::new();
    let nejm = house.follow("nejm");
    house.take(
        nejm,
        &[
            item("future", -1_000_000, &[]),
            item("old", 1_000, &[]),
            item("same second", 1_000, &[]),
            item("absurd", i64::MAX - 3_000_000_000, &[]),
        ],
    );
    let future = house.work(nejm, "future");
    assert_eq!(future, WorkId::first_of(NOW.0));
    assert_eq!(
        house.work(nejm, "same second").0,
        house.work(nejm, "old").0 + 1
    );
    assert_eq!(
        house.titles(Place::All),
        [
            "title future",
            "title same second",
            "title old",
            "title absurd"
        ]
    );
}

#[test]
fn texts_of_every_kind_are_given_back_as_they_were() {
    let nasty = "a'b\"c%_;--\u{0}\u{202e}DROP TABLE kept; é心🫀 ?1 :x $y";
    let mut house = House::new();
    let list = house.store.make_list(&[nasty.to_string()], NOW).unwrap();
    let new = NewSource {
        kind: "feed".to_string(),
        address: format!("https://x.example/{nasty}"),
        title: nasty.to_string(),
        home: Some(nasty.to_string()),
        extra: vec![(nasty.to_string(), nasty.to_string())],
    };
    let (source, before) = house.store.follow(&new, Some(list), NOW).unwrap();
    assert!(!before);
    let mut record = item(nasty, 60, &["doi:10.1/'\"", "url:x.example/%00' OR 1=1"]);
    record.title = nasty.to_string();
    record.authors = vec![nasty.to_string()];
    record.html = Some(nasty.to_string());
    house.take(source, &[record]);
    let work = house.work(source, nasty);
    house.store.set_note(work, nasty, NOW).unwrap();
    house.store.set_saved(work, true, NOW).unwrap();
    house.store.set_session(nasty).unwrap();

    let (read, body) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(read.row.title, nasty);
    assert_eq!(read.authors, [nasty]);
    assert_eq!(read.note.as_deref(), Some(nasty));
    assert_eq!(body.unwrap().html, nasty);
    assert_eq!(house.reader.lists().unwrap()[0].path, [nasty]);
    assert_eq!(house.reader.session().unwrap().as_deref(), Some(nasty));
    assert_eq!(
        house.reader.outline().unwrap(),
        [(vec![nasty.to_string()], new)]
    );
    assert_eq!(house.reader.find_work("10.1/'\"").unwrap(), Some(work));
    assert_eq!(house.reader.find_work(nasty).unwrap(), None);
}

#[test]
fn what_is_not_there_is_said() {
    let mut house = House::new();
    let nobody = house.store.set_saved(WorkId(5), true, NOW);
    assert!(matches!(nobody, Err(StoreError::NoSuchWork(WorkId(5)))));
    assert_eq!(house.reader.work(WorkId(5)).unwrap(), None);
    let nobody = house.store.unfollow(crate::domain::id::SourceId(9), NOW);
    assert!(matches!(nobody, Err(StoreError::NoSuchSource(_))));
    let nobody = house.store.delete_list(crate::domain::id::ListId(9), NOW);
    assert!(matches!(nobody, Err(StoreError::NoSuchList(_))));
    assert_eq!(house.store.undo(NOW).unwrap(), None);
}
