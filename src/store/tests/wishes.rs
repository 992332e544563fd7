//! What each part of the language of queries finds, with and without an index.

use crate::domain::badge::Badge;
use crate::domain::intake::Record;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::time::UtcTime;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const DAY: i64 = 86_400;

pub(super) fn asked(text: &str) -> Query {
    let wish = Wish::strict(text, NOW).unwrap_or_else(|trouble| panic!("{text}: {trouble}"));
    Query {
        wish,
        hits_only: true,
        ..Query::default()
    }
}

pub(super) fn named(key: &str, ago: i64, title: &str) -> Record {
    Record {
        title: title.to_string(),
        ..item(key, ago, &[])
    }
}

/// Two sources, two lists, six works; the key of each is its title's first
/// word.
pub(super) fn house() -> House {
    let mut house = House::new();
    let cardio = house.list("Cardiology");
    let renal = house.list("Renal & diabetes");
    let nejm = house.follow_in("NEJM", Some(cardio));
    let lancet = house.follow_in("The Lancet", Some(renal));
    house.take(
        nejm,
        &[
            Record {
                badge: Some(Badge::Rct),
                authors: vec!["John McMurray".into(), "Inès de Vries".into()],
                journal: Some("N Engl J Med".into()),
                headings: vec!["Heart Failure".into()],
                ..named("alpha", DAY, "alpha trial of finerenone in heart failure")
            },
            Record {
                badge: Some(Badge::Review),
                ..named("beta", 10 * DAY, "beta-blockers for failure of the heart")
            },
            Record {
                badge: Some(Badge::Retracted),
                link: None,
                html: None,
                ..named("gamma", 20 * DAY, "gamma globulin, retracted")
            },
        ],
    );
    house.take(
        lancet,
        &[
            Record {
                work_keys: vec!["doi:10.1000/delta".into()],
                html: Some("<p>CO₂ and 5-HT₃ in kidneys</p>".into()),
                ..named("delta", 2 * DAY, "delta pressure")
            },
            Record {
                badge: Some(Badge::News),
                ..named("epsilon", 40 * DAY, "epsilon news on kidney disease")
            },
        ],
    );
    // What is undated and comes in a later answer is new.
    let zeta = Record {
        badge: Some(Badge::Safety),
        published: None,
        ..named("zeta", 0, "zeta recall of a kidney drug")
    };
    house.take(lancet, &[zeta]);
    house
}

/// Finds these works, the newest first, before and after indexing.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut house = house();
    let found = |house: &mut House| {
        let titles = house.titles_of(&asked(text)).into_iter();
        let first = |title: String| title.split([' ', '-']).next().unwrap().to_string();
        titles.map(first).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(&mut house), expected, "{text}, not indexed");
    house.index_all();
    assert_eq!(found(&mut house), expected, "{text}, indexed");
}

#[test]
fn words_are_found_together_apart_and_as_a_phrase() {
    check("heart failure", "alpha beta");
    check("\"heart failure\"", "alpha");
    check("finerenone OR globulin", "alpha gamma");
    check("heart -finerenone", "beta");
    check("heart NOT (finerenone OR blocker)", "");
    check("kid*", "zeta delta epsilon");
    check("kid", "");
    check("-heart", "zeta delta gamma epsilon");
    check("-heart -kidney", "gamma");
}

#[test]
fn dress_does_not_matter() {
    check("co2", "delta");
    check("CO₂ 5-ht3", "delta");
    check("β-blocker", "beta");
    check("author:ines", "alpha");
    check("MCMÚRRAY", "alpha");
    check("source:nejm.example type:rct", "alpha");
}

#[test]
fn fields_look_where_they_say() {
    check("title:kidney", "zeta epsilon");
    check("text:kidneys", "delta");
    check("author:mcmurray", "alpha");
    check("author:\"de vries\" title:trial", "alpha");
    check("journal:engl", "alpha");
    check("mesh:\"heart failure\"", "alpha");
    check("-title:kidney type:warning", "gamma");
}

#[test]
fn names_mean_sources_lists_and_topics() {
    check("source:nejm", "alpha beta gamma");
    check("source:lancet kidney", "zeta delta epsilon");
    check("source:\"the lancet\" type:news", "epsilon");
    check("list:cardio", "alpha beta gamma");
    check("list:\"renal & diabetes\" -kidney", "");
    check("-source:nejm", "zeta delta epsilon");
    check("source:nejm OR type:news", "alpha beta gamma epsilon");
    check("source:l", "zeta delta epsilon");
    check("list:nobody", "");
}

#[test]
fn kinds_are_the_badges() {
    check("type:rct", "alpha");
    check("type:rct OR type:review", "alpha beta");
    check("type:warning", "zeta gamma");
    check("-type:warning -type:news", "alpha delta beta");
    check("(type:rct heart) OR type:warning", "zeta alpha gamma");
    check("kidney type:news", "epsilon");
    check("type:rct type:review", "");
}

#[test]
fn what_is_there_and_when_it_was_published() {
    check("has:doi", "delta");
    check("-has:link", "gamma");
    check("-has:text", "gamma");
    check("is:undated", "zeta");
    check("since:3d", "zeta alpha delta");
    check("before:3d", "beta gamma epsilon");
    check("since:15d before:5d", "beta");
    check("since:15d OR type:news", "zeta alpha delta beta epsilon");
    let day = |ago: i64| NOW.plus(-ago).rfc3339()[..10].to_string();
    check(&format!("before:{}", day(30 * DAY)), "epsilon");
    check(
        &format!("-before:{}", day(30 * DAY)),
        "zeta alpha delta beta gamma",
    );
    check("since:2025 before:2024", "");
}

#[test]
fn mixed_choices_are_looked_at_one_by_one() {
    check("globulin OR since:3d", "zeta alpha delta gamma");
    check("(globulin OR is:undated) -type:rct", "zeta gamma");
    check("NOT (heart OR type:news)", "zeta delta gamma");
    check("(kidney since:3d) OR (heart before:3d)", "zeta delta beta");
}

#[test]
fn marks_are_asked_for_and_a_note_is_searched() {
    let mut house = house();
    let nejm = house.reader.sources().unwrap()[0].id;
    let alpha = house.work(nejm, "alpha");
    let beta = house.work(nejm, "beta");
    house.store.set_read(&[alpha], true, NOW).unwrap();
    house.store.set_saved(beta, true, NOW).unwrap();
    house.store.set_note(beta, "for teaching", NOW).unwrap();
    house.index_all();
    let mut count = |text: &str| house.titles_of(&asked(text)).len();
    assert_eq!(count("is:read"), 1);
    assert_eq!(count("is:unread"), 5);
    assert_eq!(count("is:unread heart"), 1);
    assert_eq!(count("is:saved"), 1);
    assert_eq!(count("is:saved heart"), 1);
    assert_eq!(count("has:note"), 1);
    assert_eq!(count("note:teaching"), 1);
    assert_eq!(count("teaching"), 1);
    assert_eq!(count("-is:saved"), 5);
    assert_eq!(count("is:saved OR is:read"), 2);
}

#[test]
fn what_is_saved_is_found_though_its_source_is_not_followed_any_more() {
    let mut house = house();
    let nejm = house.reader.sources().unwrap()[0].id;
    let alpha = house.work(nejm, "alpha");
    house.store.set_saved(alpha, true, NOW).unwrap();
    house.store.unfollow(nejm, NOW).unwrap();
    assert_eq!(house.titles_of(&asked("is:saved finerenone")).len(), 1);
    assert_eq!(house.titles_of(&asked("is:saved type:rct")).len(), 1);
    assert!(house.titles_of(&asked("finerenone")).is_empty());
}

#[test]
fn a_name_that_nobody_has_is_told() {
    let mut house = house();
    let page = house.page(&asked("source:blood"), Anchor::Top, 10);
    assert_eq!(page.caveat.as_deref(), Some("no source is called “blood”"));
    let page = house.page(&asked("source:nejm"), Anchor::Top, 10);
    assert_eq!(page.caveat, None);
}

#[test]
fn a_wish_walks_up_and_down_like_any_other_query() {
    let mut house = house();
    for text in [
        "kidney",
        "type:warning OR type:news",
        "-heart",
        "since:30d",
        "has:link -heart",
    ] {
        let all = house.page(&asked(text), Anchor::Top, 100).rows;
        let n_all = all.len() as u64;
        let first = house.page(&asked(text), Anchor::Top, 1);
        assert_eq!(first.rows[..], all[..1], "{text}");
        let rest = house.page(&asked(text), Anchor::Below(all[0].work), 100);
        assert_eq!(rest.rows[..], all[1..], "{text}");
        assert!(!rest.at_top && rest.at_bottom, "{text}");
        let last = all.last().unwrap();
        let up = house.page(&asked(text), Anchor::Above(last.work), 100);
        assert_eq!(up.rows[..], all[..all.len() - 1], "{text}");
        let around = house.page(&asked(text), Anchor::Around(last.work), 1);
        assert_eq!(around.rows[0], *last, "{text}");
        if let Some(n) = around.n_all {
            assert_eq!(n, n_all, "{text}");
            assert_eq!(around.n_above, Some(n_all - 1), "{text}");
        }
    }
}

#[test]
fn the_place_holds_beside_the_wish() {
    let mut house = house();
    let lists = house.reader.lists().unwrap();
    let cardio = Place::List(lists[0].id);
    let mut query = Query {
        place: cardio,
        ..asked("type:warning")
    };
    assert_eq!(house.titles_of(&query).len(), 1);
    query.wish = Wish::strict("list:renal", NOW).unwrap();
    assert!(house.titles_of(&query).is_empty());
    query.wish = Wish::strict("heart", NOW).unwrap();
    query.since = Some(UtcTime(NOW.0 - 5 * DAY));
    assert_eq!(house.titles_of(&query).len(), 1);
}

#[test]
fn all_of_a_wish_becomes_read_and_nothing_else() {
    let mut house = house();
    let newest = house.page(&Query::default(), Anchor::Top, 1).rows[0].work;
    let wish = asked("type:warning OR kidney");
    assert_eq!(house.store.all_read(&wish, newest, NOW).unwrap(), 4);
    assert_eq!(house.n_unread(Place::All), 2);
}

#[test]
fn a_rare_beginning_is_looked_for_everywhere() {
    check("emp*", "");
    let mut house = house();
    house.index_all();
    let query = Query {
        wish: Wish::typing("glob", NOW),
        hits_only: true,
        ..Query::default()
    };
    let page = house.page(&query, Anchor::Top, 10);
    assert_eq!((page.rows.len(), page.caveat), (1, None));
}

#[test]
fn signs_of_the_index_and_of_sql_are_only_text() {
    let mut house = house();
    house.index_all();
    for text in [
        "'; DROP TABLE works; --",
        "source:\"%' OR 1=1\"",
        "title:\"a\" NEAR b",
        "rank : x",
        "{title text} : heart^",
        "journal:*x*",
        "list:\"[]\"x",
        "\u{0}heart\u{0}",
        "\"\"\"\"",
        "note:\"a*b\"*",
        "heart + failure",
    ] {
        let query = Query {
            wish: Wish::typing(text, NOW),
            hits_only: true,
            ..Query::default()
        };
        house
            .reader
            .page(&query, Anchor::Top, 10)
            .unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    assert_eq!(house.titles(Place::All).len(), 6);
}
