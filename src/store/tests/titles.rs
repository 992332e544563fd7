//! A title joins what two sources carry, and finds what is about a work.

use crate::domain::about::Relation;
use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::intake::Record;
use crate::domain::member::Agreement;
use crate::domain::member::How;
use crate::domain::query::Place;
use crate::domain::work::Work;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const TITLE: &str = "Vitamin D and falls in older adults";
const DAY: i64 = 86_400;

fn titled(key: &str, ago: i64, title: &str, author: &str, names: &[&str]) -> Record {
    Record {
        title: title.to_string(),
        authors: vec![author.to_string()],
        link: None,
        ..item(key, ago, names)
    }
}

fn work(house: &House, source: SourceId, key: &str) -> Work {
    let id = house.work(source, key);
    house.reader.work(id).unwrap().unwrap().0
}

#[test]
fn a_title_joins_what_two_sources_carry_and_says_so() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let mut house = House::new();
        let sources = ["nejm", "pubmed", "news"].map(|name| house.follow(name));
        let records = [
            titled("a", 100, TITLE, "Smith J", &["doi:10.1000/a"]),
            titled("b", 50, TITLE, "Jane Smith", &["pmid:7"]),
            titled(
                "c",
                10,
                "Vitamin D and falls in older adults.",
                "J. Smith",
                &[],
            ),
        ];
        for at in order {
            house.take(sources[at], &[records[at].clone()]);
        }
        assert_eq!(house.titles(Place::All).len(), 1, "{order:?}");
        let work = work(&house, sources[2], "c");
        assert_eq!(work.row.n_sources, 3);
        let title = || How::Title(Agreement::FirstAuthor);
        let how: Vec<How> = work.carriers.into_iter().map(|it| it.how).collect();
        assert_eq!(how, [How::First, title(), title()]);
    }
}

#[test]
fn a_title_joins_nothing_against_better_knowledge() {
    let mut house = House::new();
    let [one, other, third] = ["one", "other", "third"].map(|name| house.follow(name));
    house.take(
        one,
        &[
            titled("a", 100, TITLE, "Smith J", &["doi:10.1000/a"]),
            titled("a again", 90, TITLE, "Smith J", &[]),
        ],
    );
    house.take(
        other,
        &[
            titled("b", 100, TITLE, "Smith J", &["doi:10.1000/b"]),
            titled("late", 100 * DAY, TITLE, "Smith J", &[]),
        ],
    );
    house.take(third, &[titled("c", 100, TITLE, "Doe A", &[])]);
    // Not even with the one that has no name: which of the two is it?
    assert_eq!(house.titles(Place::All).len(), 5);
}

#[test]
fn a_title_that_may_mean_two_works_joins_neither() {
    let mut house = House::new();
    let [one, other, third] = ["one", "other", "third"].map(|name| house.follow(name));
    house.take(
        one,
        &[titled("a", 100, TITLE, "Smith J", &["doi:10.1000/a"])],
    );
    house.take(
        other,
        &[titled("b", 90, TITLE, "Smith J", &["doi:10.1000/b"])],
    );
    house.take(third, &[titled("c", 80, TITLE, "Smith J", &[])]);
    assert_eq!(house.titles(Place::All).len(), 3);
}

#[test]
fn a_title_of_many_items_names_a_series() {
    let mut house = House::new();
    for n in 0..20_i64 {
        let source = house.follow(&format!("s{n}"));
        let author = ["Smith J", "Doe A"][usize::from(n >= 18)];
        let names = format!("doi:10.1000/{n}");
        house.take(
            source,
            &[titled("a", 100 + n, TITLE, author, &[names.as_str()])],
        );
    }
    let last = house.follow("last");
    house.take(last, &[titled("z", 10, TITLE, "Doe A", &[])]);
    assert_eq!(house.titles(Place::All).len(), 21);
}

#[test]
fn corrections_comments_and_preprints_are_related_and_rows_of_their_own() {
    let mut house = House::new();
    let [journal, medrxiv] = ["journal", "medrxiv"].map(|name| house.follow(name));
    let preprint = ["doi:10.1101/2021.06.16.21258632"];
    house.take(
        medrxiv,
        &[titled("p", 30 * DAY, TITLE, "Smith J", &preprint)],
    );
    house.take(
        journal,
        &[
            titled("re", 50, &format!("Re: {TITLE}"), "Doe A", &[]),
            titled("a", 100, TITLE, "Smith J", &["doi:10.1000/a"]),
            titled(
                "corr",
                10,
                &format!("Correction to: {TITLE}"),
                "Smith J",
                &["doi:10.1000/c"],
            ),
            titled(
                "other",
                10,
                "Correction to: Another paper of some length",
                "",
                &[],
            ),
        ],
    );
    assert_eq!(house.titles(Place::All).len(), 5);
    let of = |key: &str, source: SourceId| -> Vec<(Relation, bool)> {
        let related = work(&house, source, key).related;
        related
            .iter()
            .map(|it| (it.relation, it.is_about_other))
            .collect()
    };
    assert_eq!(
        of("a", journal),
        [
            (Relation::Correction, false),
            (Relation::Comment, false),
            (Relation::Preprint, false)
        ]
    );
    // Also of the preprint: it has the same title.
    assert!(of("p", medrxiv).contains(&(Relation::Published, false)));
    assert!(of("corr", journal).contains(&(Relation::Correction, true)));
    assert_eq!(of("other", journal), []);
}

#[test]
fn a_notice_marks_the_paper_it_is_about_whichever_came_first() {
    for notice_first in [false, true] {
        let mut house = House::new();
        let [journal, watch] = ["journal", "watch"].map(|name| house.follow(name));
        let paper = titled("a", 100, TITLE, "Smith J", &["doi:10.1000/a"]);
        let paper = Record {
            badge: Some(Badge::Rct),
            badge_why: Some("title says: randomised trial".to_string()),
            ..paper
        };
        let notice = titled("r", 10, &format!("Retraction: {TITLE}"), "", &[]);
        match notice_first {
            true => house.take(watch, &[notice]),
            false => {
                house.take(journal, std::slice::from_ref(&paper));
                let id = house.work(journal, "a");
                house.store.set_saved(id, true, NOW).unwrap();
                assert_eq!(work(&house, journal, "a").row.badge, Some(Badge::Rct));
                house.take(watch, &[notice])
            }
        };
        house.take(journal, &[paper]);
        let work = work(&house, journal, "a");
        assert_eq!(work.row.badge, Some(Badge::Retracted), "{notice_first}");
        assert_eq!(
            work.badge_why.as_deref(),
            Some("a notice in watch says: retraction")
        );
        if !notice_first {
            // What is kept of it says so also when the cache is gone.
            house.store.drop_cache().unwrap();
            let (kept, _) = house.reader.work(work.row.work).unwrap().unwrap();
            assert_eq!(kept.row.badge, Some(Badge::Retracted));
            assert_eq!(
                kept.badge_why.as_deref(),
                Some("a notice in watch says: retraction")
            );
        }
    }
}
