//! What comes from other programs is saved, joins what is there, and outlives
//! what it must.

use proptest::prelude::*;

use crate::domain::day::Day;
use crate::domain::id::WorkId;
use crate::domain::person::Person;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::reference::Reference;
use crate::domain::time::UtcTime;
use crate::store::brought::Brought;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

fn reference(title: &str, doi: Option<&str>) -> Reference {
    Reference {
        title: title.to_string(),
        doi: doi.map(str::to_string),
        authors: vec![Person::read("Kosiborod MN")],
        published: Day::of(2025, Some(11), Some(18)),
        saved: Some(UtcTime(1_763_462_640)),
        note: Some("mine".to_string()),
        text: Some("One <two> & three.".to_string()),
        tags: vec!["heart".to_string()],
        ..Reference::default()
    }
}

fn saved() -> Query {
    Query {
        place: Place::Saved,
        ..Query::default()
    }
}

fn only(house: &mut House) -> WorkId {
    let page = house.page(&saved(), Default::default(), 10);
    assert_eq!(page.rows.len(), 1, "{:?}", page.rows);
    page.rows[0].work
}

#[test]
fn a_reference_no_source_carries_stands_in_saved_and_opens() {
    let mut house = House::new();
    let brought = house
        .store
        .bring(&[reference("A", Some("10.1/a"))], NOW)
        .unwrap();
    assert_eq!(
        brought,
        Brought {
            n_new: 1,
            ..Brought::default()
        }
    );
    house.check();
    let id = only(&mut house);
    let (work, body) = house.reader.work(id).unwrap().unwrap();
    assert!(work.row.saved && work.row.noted && !work.row.undated);
    assert_eq!(work.row.title, "A");
    assert_eq!(work.authors, ["MN Kosiborod"]);
    assert_eq!(work.note.as_deref(), Some("mine"));
    assert_eq!(body.unwrap().html, "<p>One &lt;two> &amp; three.</p>\n");
    let (saved, known) = house.reader.brought(id).unwrap();
    assert_eq!(saved, Some(UtcTime(1_763_462_640)));
    assert_eq!(work.tags, ["heart"], "its tags are the person's now");
    let without_tags = Reference {
        tags: Vec::new(),
        ..reference("A", Some("10.1/a"))
    };
    assert_eq!(known, [without_tags]);
    let house = house.reopen();
    assert_eq!(house.reader.find_work("10.1/a").unwrap(), Some(id));
}

#[test]
fn one_undo_takes_all_of_a_file_back_and_redo_brings_it_again() {
    let mut house = House::new();
    let references = [reference("A", Some("10.1/a")), reference("B", None)];
    house.store.bring(&references, NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    let what = house.store.undo(NOW).unwrap();
    assert_eq!(what.as_deref(), Some("2 brought from a file"));
    assert_eq!(house.titles(Place::Saved), Vec::<String>::new());
    assert_eq!(house.store.undo(NOW).unwrap(), None);
    house.store.redo(NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    house.check();
}

#[test]
fn the_same_file_twice_is_there_once() {
    let mut house = House::new();
    let references = [
        reference("A", Some("10.1/a")),
        reference("B", None),
        reference("B", None),
    ];
    let first = house.store.bring(&references, NOW).unwrap();
    assert_eq!((first.n_new, first.n_saved_before), (2, 1));
    let second = house.store.bring(&references, NOW).unwrap();
    assert_eq!(
        second,
        Brought {
            n_saved_before: 3,
            ..Brought::default()
        }
    );
    assert_eq!(house.titles(Place::Saved).len(), 2);
    assert_eq!(
        house
            .reader
            .work(house.reader.find_work("10.1/a").unwrap().unwrap())
            .unwrap()
            .unwrap()
            .0
            .note
            .as_deref(),
        Some("mine")
    );
}

#[test]
fn a_reference_joins_the_work_that_is_there_and_keeps_its_marks() {
    let mut house = House::new();
    let source = house.follow("nejm");
    house.take(source, &[item("1", 100, &["doi:10.1/a"])]);
    let work = house.work(source, "1");
    house.store.set_note(work, "from here", NOW).unwrap();
    let brought = house
        .store
        .bring(
            &[Reference {
                read: true,
                ..reference("Other title", Some("10.1/a"))
            }],
            NOW,
        )
        .unwrap();
    assert_eq!(
        brought,
        Brought {
            n_found: 1,
            ..Brought::default()
        }
    );
    house.check();
    assert_eq!(only(&mut house), work);
    let (whole, _) = house.reader.work(work).unwrap().unwrap();
    assert!(whole.row.saved && whole.row.read);
    assert_eq!(whole.note.as_deref(), Some("from here\n\nmine"));
    house.store.undo(NOW).unwrap();
    house.check();
    let (whole, _) = house.reader.work(work).unwrap().unwrap();
    assert!(!whole.row.saved && !whole.row.read);
    assert_eq!(whole.note.as_deref(), Some("from here"));
}

#[test]
fn a_feed_that_brings_the_same_doi_later_joins_what_was_brought() {
    let mut house = House::new();
    house
        .store
        .bring(&[reference("A", Some("10.1/a"))], NOW)
        .unwrap();
    let before = only(&mut house);
    let source = house.follow("nejm");
    house.take(source, &[item("1", 100, &["doi:10.1/a"])]);
    let work = only(&mut house);
    assert_eq!(work, before);
    let (whole, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(whole.note.as_deref(), Some("mine"));
    assert_eq!(whole.row.n_sources, 1);
    assert_eq!(house.reader.brought(work).unwrap().1.len(), 1);
}

#[test]
fn two_that_were_brought_and_turn_out_to_be_one_lose_nothing() {
    let mut house = House::new();
    let pmid = Reference {
        pmid: Some("1".to_string()),
        volume: Some("3".to_string()),
        ..reference("A", None)
    };
    house
        .store
        .bring(&[reference("A", Some("10.1/a")), pmid], NOW)
        .unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    let source = house.follow("nejm");
    house.take(source, &[item("1", 100, &["doi:10.1/a", "pmid:1"])]);
    let work = only(&mut house);
    let (_, known) = house.reader.brought(work).unwrap();
    assert_eq!(known.len(), 2);
    assert!(known.iter().any(|it| it.volume.as_deref() == Some("3")));
    house.store.undo(NOW).unwrap();
    house.check();
}

#[test]
fn what_a_file_said_goes_back_with_the_side_it_was_brought_to() {
    let mut house = House::new();
    let (a, b) = (house.follow("a"), house.follow("b"));
    house.take(a, &[item("a", 100, &["doi:10.1/a"])]);
    house.take(b, &[item("b", 50, &["pmid:1"])]);
    let pmid = Reference {
        pmid: Some("1".to_string()),
        volume: Some("3".to_string()),
        ..reference("B", None)
    };
    house
        .store
        .bring(&[reference("A", Some("10.1/a")), pmid], NOW)
        .unwrap();
    house.take(b, &[item("b", 50, &["pmid:1", "doi:10.1/a"])]);
    let (one, other) = (house.work(a, "a"), house.work(b, "b"));
    assert_eq!(one, other);
    assert_eq!(house.reader.brought(one).unwrap().1.len(), 2);
    let name = format!("item:{}/b", b.0);
    house.store.split(&name, NOW.plus(1)).unwrap();
    house.check();
    let volumes = |work| -> Vec<Option<String>> {
        let known = house.reader.brought(work).unwrap().1;
        known.into_iter().map(|it| it.volume).collect()
    };
    assert_eq!(volumes(house.work(a, "a")), [None]);
    assert_eq!(volumes(house.work(b, "b")), [Some("3".to_string())]);
}

#[test]
fn where_it_stands_in_its_journal_is_shown_of_what_was_brought() {
    let mut house = House::new();
    let placed = Reference {
        volume: Some("390".to_string()),
        issue: Some("5".to_string()),
        pages: Some("123-130".to_string()),
        ..reference("A", Some("10.1/a"))
    };
    house.store.bring(&[placed], NOW).unwrap();
    let work = only(&mut house);
    let (whole, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(whole.details.place_in_journal(), "390(5):123–130");
}

#[test]
fn episodes_that_link_to_the_page_of_their_show_stay_apart() {
    let mut house = House::new();
    let episode = |title: &str| Reference {
        title: title.to_string(),
        link: Some("https://show.example/".to_string()),
        ..Reference::default()
    };
    let file = [episode("One"), episode("Two"), episode("Two")];
    house.store.bring(&file, NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    house.store.bring(&file, NOW).unwrap();
    house.store.bring(&file[1..], NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 2);
    // Without a title the text tells one from the other.
    let untitled = ["a", "b"].map(|text| Reference {
        text: Some(text.to_string()),
        ..episode("")
    });
    house.store.bring(&untitled, NOW).unwrap();
    assert_eq!(house.titles(Place::Saved).len(), 4);
    house.check();
}

#[test]
fn one_address_under_two_dois_is_two_works() {
    let mut house = House::new();
    let at = |doi: &str| Reference {
        link: Some("https://a.example/page".to_string()),
        ..reference(doi, Some(doi))
    };
    let brought = house
        .store
        .bring(&[at("10.1/a"), at("10.1/b")], NOW)
        .unwrap();
    assert_eq!(brought.n_new, 2);
}

#[test]
fn what_was_brought_is_found_by_its_words() {
    let mut house = House::new();
    house
        .store
        .bring(&[reference("Dapagliflozin in heart failure", None)], NOW)
        .unwrap();
    for words in ["dapagliflozin", "three"] {
        let query = Query {
            wish: Wish::typing(words, NOW),
            hits_only: true,
            ..saved()
        };
        assert_eq!(house.titles_of(&query).len(), 1, "{words}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever happens to feeds and cache in between, in any order.
    #[test]
    fn what_was_brought_outlives_the_cache(steps in proptest::collection::vec((0_u8..5, 0_usize..4), 1..14)) {
        let mut house = House::new();
        let source = house.follow("nejm");
        let mut expected = std::collections::BTreeSet::new();
        for (step, which) in steps {
            let doi = format!("10.1/{which}");
            match step {
                0 | 1 => {
                    house.store.bring(&[reference(&doi, Some(&doi))], NOW).unwrap();
                    expected.insert(which);
                }
                2 => {
                    let key = format!("key{which}");
                    house.take(source, &[item(&key, 100, &[&format!("doi:{doi}")])]);
                }
                3 => house.store.drop_cache().unwrap(),
                _ => house.store.unfollow(source, NOW).unwrap(),
            }
            prop_assert_eq!(house.titles(Place::Saved).len(), expected.len());
            for which in &expected {
                let id = house.reader.find_work(&format!("10.1/{which}")).unwrap().unwrap();
                let (work, body) = house.reader.work(id).unwrap().unwrap();
                prop_assert!(work.row.saved);
                prop_assert_eq!(work.note.as_deref(), Some("mine"));
                prop_assert!(body.is_some());
                prop_assert_eq!(house.reader.brought(id).unwrap().1.len(), 1);
            }
        }
        house.check();
    }
}
