//! Articles: which are due, what is never asked again, and what outlives what.

use crate::domain::article::Article;
use crate::domain::article::Brought;
use crate::domain::article::Catch;
use crate::domain::article::Fate;
use crate::domain::article::Keep;
use crate::domain::article::Refusal;
use crate::domain::article::Stated;
use crate::domain::article::Wish;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Query;
use crate::domain::query::wish;
use crate::domain::time::UtcTime;
use crate::store::testing::House;
use crate::store::testing::NOW;
use crate::store::testing::item;

const DAY: i64 = 86_400;

fn due_at(house: &House, now: UtcTime) -> Vec<Wish> {
    house
        .reader
        .article_wishes(Keep::Saved, false, now)
        .unwrap()
}

fn due(house: &House) -> Vec<Wish> {
    due_at(house, NOW)
}

fn write(house: &mut House, wish: &Wish, brought: Brought, now: UtcTime) {
    let wish = wish.clone();
    let catch = Catch::Article { wish, brought };
    house.store.take_catch(&catch, now).unwrap();
}

fn article(words: &str) -> Brought {
    Brought::Article(Box::new(Article {
        html: format!("<p>{words}</p>"),
        stated: Stated {
            journal: Some("Heart".to_string()),
            ..Stated::default()
        },
    }))
}

fn later(why: &str) -> Brought {
    Brought::Later {
        why: why.to_string(),
        wait: None,
        asked: true,
    }
}

fn html(house: &House, work: WorkId) -> String {
    let record = house.reader.article(work).unwrap();
    record.map_or(String::new(), |record| record.article.html)
}

fn fate(house: &House, work: WorkId) -> Fate {
    house.reader.article(work).unwrap().unwrap().fate
}

/// A house with one saved work.
fn saved() -> (House, WorkId) {
    let mut house = House::new();
    let source = house.follow("heart");
    house.take(
        source,
        &[item("1", 10, &["doi:10.1/1"]), item("2", 20, &[])],
    );
    let work = house.work(source, "1");
    house.store.set_saved(work, true, NOW).unwrap();
    (house, work)
}

#[test]
fn what_is_saved_is_due_with_the_source_that_carries_it_also_after_a_restart() {
    let (house, work) = saved();
    let house = house.reopen();
    let wishes = due(&house);
    assert_eq!(wishes.len(), 1);
    assert_eq!(wishes[0].work, work);
    assert_eq!(wishes[0].address, "https://journal.example/1");
    assert_eq!(wishes[0].followed, "https://heart.example/feed");
    let never = house.reader.article_wishes(Keep::Never, false, NOW);
    assert!(never.unwrap().is_empty());
    let both = house
        .reader
        .article_wishes(Keep::SavedAndUnread, false, NOW);
    assert_eq!(both.unwrap().len(), 2);
}

#[test]
fn what_came_is_kept_and_not_asked_for_again() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    write(&mut house, &wish, article("whole"), NOW);
    assert!(due_at(&house, NOW.plus(400 * DAY)).is_empty());
    assert_eq!(html(&house, work), "<p>whole</p>");
    let record = house.reader.article(work).unwrap().unwrap();
    assert_eq!(record.article.stated.journal.as_deref(), Some("Heart"));
    let overview = house.reader.overview(&Query::default()).unwrap();
    assert_eq!((overview.n_articles, overview.article_bytes), (1, 12));
}

#[test]
fn a_refusal_is_never_asked_again_at_the_same_address() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    write(&mut house, &wish, Brought::refused(Refusal::Robots), NOW);
    assert!(due_at(&house, NOW.plus(400 * DAY)).is_empty());
    assert_eq!(fate(&house, work), Fate::Refused(Refusal::Robots));
}

#[test]
fn what_is_known_of_a_refused_article_is_kept_with_where_its_pdf_lies() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    let brought = Brought::Refused {
        refusal: Refusal::Pdf,
        stated: Box::new(Stated {
            journal: Some("Heart".to_string()),
            language: Some("he".to_string()),
            ..Stated::pdf_at("https://journal.example/1.pdf".to_string())
        }),
    };
    write(&mut house, &wish, brought, NOW);
    house.store.drop_cache().unwrap();
    let (kept, _) = house.reader.work(work).unwrap().unwrap();
    assert_eq!(kept.journal.as_deref(), Some("Heart"));
    assert!(kept.details.right_to_left);
    let links: Vec<(String, String)> = kept
        .details
        .links()
        .into_iter()
        .map(|link| (link.label, link.target))
        .collect();
    let pdf = "https://journal.example/1.pdf".to_string();
    assert_eq!(links, [("PDF: the article".to_string(), pdf)]);
}

#[test]
fn what_may_pass_is_tried_three_times_over_days_and_no_more() {
    let (mut house, work) = saved();
    let mut now = NOW;
    let mut n_tries = 0;
    while now < NOW.plus(60 * DAY) {
        for wish in due_at(&house, now) {
            n_tries += 1;
            write(&mut house, &wish, later("it answered 500"), now);
        }
        now = now.plus(3_600);
    }
    assert_eq!(n_tries, 3);
    let given_up = Fate::GivenUp("it answered 500".to_string());
    assert_eq!(fate(&house, work), given_up);
}

#[test]
fn a_plane_costs_no_try_and_back_on_earth_it_is_asked_at_once() {
    let (mut house, work) = saved();
    let missed = || Brought::Missed {
        why: "could not find journal.example".to_string(),
    };
    let mut now = NOW;
    for _ in 0..5 {
        let wish = due_at(&house, now).remove(0);
        assert_eq!(wish.n_tries, 0);
        write(&mut house, &wish, missed(), now);
        assert!(due_at(&house, now).is_empty(), "not in a loop");
        now = now.plus(DAY);
    }
    let wish = due_at(&house, now).remove(0);
    write(&mut house, &wish, missed(), now);
    let back = house.reader.article_wishes(Keep::Saved, true, now).unwrap();
    write(&mut house, &back[0], article("whole"), now);
    assert_eq!(html(&house, work), "<p>whole</p>");
}

#[test]
fn a_host_that_wishes_to_be_left_alone_is() {
    let (house, _) = saved();
    let sql = "INSERT INTO host_pauses (host, until) VALUES ('journal.example', ?1)";
    house.store.conn.execute(sql, [NOW.0 + 60]).unwrap();
    assert!(due(&house).is_empty());
    assert_eq!(due_at(&house, NOW.plus(61)).len(), 1);
}

#[test]
fn an_article_outlives_the_cache_its_source_and_a_look_at_its_feed() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    write(&mut house, &wish, article("whole"), NOW);
    house.store.drop_cache().unwrap();
    assert_eq!(html(&house, work), "<p>whole</p>");
    let source = house.reader.sources().unwrap()[0].id;
    house.store.unfollow(source, NOW).unwrap();
    house = house.reopen();
    assert_eq!(html(&house, work), "<p>whole</p>");
    assert!(due(&house).is_empty());
}

#[test]
fn two_works_that_become_one_keep_both_articles_and_show_the_longer() {
    for longer_first in [true, false] {
        let mut house = House::new();
        let (a, b) = (house.follow("a"), house.follow("b"));
        house.take(a, &[item("1", 10, &["doi:10.1/1"])]);
        house.take(b, &[item("2", 20, &["pmid:1"])]);
        let works = [house.work(a, "1"), house.work(b, "2")];
        for work in works {
            house.store.set_saved(work, true, NOW).unwrap();
        }
        for wish in due(&house) {
            let is_first = wish.work == works[0];
            let words = match is_first == longer_first {
                true => "the longer text of the two",
                false => "short",
            };
            write(&mut house, &wish, article(words), NOW);
        }
        house.take(a, &[item("1", 10, &["doi:10.1/1", "pmid:1"])]);
        assert_eq!(house.work(a, "1"), house.work(b, "2"));
        assert_eq!(html(&house, works[0]), "<p>the longer text of the two</p>");
        let n: i64 = house
            .store
            .conn
            .query_one("SELECT COUNT(*) FROM articles", [], |row| row.get(0))
            .unwrap();
        assert_eq!(n, 2, "nothing is thrown away");
        assert!(due(&house).is_empty());
    }
}

#[test]
fn a_work_split_by_hand_takes_its_own_article_along_and_undo_unites_them() {
    for leaves in ["1", "2"] {
        let mut house = House::new();
        let (a, b) = (house.follow("a"), house.follow("b"));
        house.take(a, &[item("1", 10, &["doi:10.1/1"])]);
        house.take(b, &[item("2", 20, &["pmid:1"])]);
        for (source, key) in [(a, "1"), (b, "2")] {
            let work = house.work(source, key);
            house.store.set_saved(work, true, NOW).unwrap();
        }
        let of = |wish: &Wish| match wish.address.ends_with('1') {
            true => "the first and longer one",
            false => "the second",
        };
        for wish in due(&house) {
            write(&mut house, &wish, article(of(&wish)), NOW);
        }
        let later = NOW.plus(DAY);
        house.take(a, &[item("1", 10, &["doi:10.1/1", "pmid:1"])]);
        let own = match leaves {
            "1" => format!("item:{}/1", a.0),
            _ => format!("item:{}/2", b.0),
        };
        let apart = |house: &House| {
            let first = html(house, house.work(a, "1"));
            assert_eq!(first, "<p>the first and longer one</p>", "{leaves} leaves");
            let second = html(house, house.work(b, "2"));
            assert_eq!(second, "<p>the second</p>", "{leaves} leaves");
            assert!(due(house).is_empty());
        };
        house.store.split(&own, later).unwrap();
        apart(&house);
        house.store.undo(later).unwrap();
        assert_eq!(house.work(a, "1"), house.work(b, "2"));
        assert_eq!(
            html(&house, house.work(a, "1")),
            "<p>the first and longer one</p>"
        );
        house.store.redo(later).unwrap();
        apart(&house);
    }
}

#[test]
fn an_article_that_was_under_way_while_two_works_became_one_is_kept() {
    let mut house = House::new();
    let (a, b) = (house.follow("a"), house.follow("b"));
    house.take(a, &[item("1", 10, &["doi:10.1/1"])]);
    house.take(b, &[item("2", 20, &["pmid:1"])]);
    for (source, key) in [(a, "1"), (b, "2")] {
        let work = house.work(source, key);
        house.store.set_saved(work, true, NOW).unwrap();
    }
    let wishes = due(&house);
    house.take(a, &[item("1", 10, &["doi:10.1/1", "pmid:1"])]);
    for wish in &wishes {
        write(&mut house, wish, article("whole"), NOW);
    }
    let work = house.work(a, "1");
    assert_eq!(html(&house, work), "<p>whole</p>");
}

#[test]
fn what_is_saved_no_more_keeps_its_article_for_a_month_and_undo_brings_it_back() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    write(&mut house, &wish, article("whole"), NOW);
    house.store.set_saved(work, false, NOW).unwrap();
    house.store.set_read(&[work], true, NOW).unwrap();
    house
        .store
        .tidy_articles(Keep::Saved, NOW.plus(20 * DAY))
        .unwrap();
    house.store.undo(NOW).unwrap();
    house.store.undo(NOW).unwrap();
    assert_eq!(html(&house, work), "<p>whole</p>");
    assert!(due(&house).is_empty(), "it is used again");
    house
        .store
        .tidy_articles(Keep::Saved, NOW.plus(400 * DAY))
        .unwrap();
    assert_eq!(html(&house, work), "<p>whole</p>", "saved is saved");
    house.store.set_saved(work, false, NOW).unwrap();
    house.store.set_read(&[work], true, NOW).unwrap();
    house
        .store
        .tidy_articles(Keep::Saved, NOW.plus(31 * DAY))
        .unwrap();
    assert_eq!(html(&house, work), "");
    house
        .store
        .set_saved(work, true, NOW.plus(31 * DAY))
        .unwrap();
    assert_eq!(due(&house).len(), 1, "saved again it is asked for again");
}

#[test]
fn a_full_disk_loses_no_wish() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    house.store.fill_up();
    // Random enough that it does not pack away.
    let words: String = (0..200_000u64)
        .map(|n| format!("{:x} ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let brought = article(&words);
    let catch = Catch::Article { wish, brought };
    let error = house.store.take_catch(&catch, NOW).unwrap_err();
    assert_eq!(error.to_string(), "the disk is full");
    let house = house.reopen();
    assert_eq!(house.reader.article(work).unwrap(), None);
    assert_eq!(due(&house).len(), 1);
}

#[test]
fn words_of_the_article_are_found_that_the_feed_left_out() {
    let (mut house, work) = saved();
    let wish = due(&house).remove(0);
    write(&mut house, &wish, article("dapagliflozin"), NOW);
    let query = Query {
        wish: wish::Wish::typing("dapagliflozin", NOW),
        hits_only: true,
        ..Query::default()
    };
    let page = house.page(&query, Anchor::Top, 10);
    let found: Vec<WorkId> = page.rows.iter().map(|row| row.work).collect();
    assert_eq!(found, [work]);
}

#[test]
fn a_robots_txt_holds_for_a_day() {
    let (mut house, _) = saved();
    let said = Catch::Robots {
        server: "https://a.example".to_string(),
        rules: "x".to_string(),
    };
    house.store.take_catch(&said, NOW).unwrap();
    let known = |now| house.reader.robots(now).unwrap().len();
    assert_eq!(known(NOW.plus(DAY - 1)), 1);
    assert_eq!(known(NOW.plus(DAY)), 0);
}
