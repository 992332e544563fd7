//! Answers as they come where somebody was careless or means harm: one test for
//! each kind of damage.

use super::decode;
use super::item;
use super::titles;
use crate::sources::DecodeError;
use crate::sources::SourceKind;
use crate::sources::feed::Feed;
use crate::wire::Response;

#[test]
fn a_web_page_is_told_from_a_feed() {
    for body in [
        "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>",
        "<html><body>Not found: <a href='feed'>feed</a></body></html>",
    ] {
        let feeds = Vec::new();
        assert_eq!(decode(body), Err(DecodeError::HtmlPage { feeds }), "{body}");
    }
}

#[test]
fn an_empty_answer_and_prose_are_refused() {
    assert_eq!(decode(""), Err(DecodeError::Empty));
    assert_eq!(decode(" \n\u{FEFF}"), Err(DecodeError::Empty));
    let begins = "Service unavailable".to_string();
    assert_eq!(
        decode("Service\n unavailable"),
        Err(DecodeError::NotAFeed { begins })
    );
}

#[test]
fn junk_before_and_after_the_feed_is_passed_over() {
    let feed = "<?xml version='1.0'?><rss><channel><item><title>a</title></item></channel></rss>";
    assert_eq!(
        titles(format!(
            "\n<b>Warning</b>: x in y.php\n{feed}<!-- 1 ms --> bye"
        )),
        ["a"]
    );
    assert_eq!(
        titles(format!("<html><body>banner</body></html>{feed}")),
        ["a"]
    );
}

#[test]
fn half_an_answer_gives_what_came() {
    let body = "<rss><channel><item><title>a</title></item><item><title>b</title><link>http://a.or";
    assert_eq!(titles(body), ["a", "b"]);
}

#[test]
fn entries_and_fields_that_were_never_closed_are_told_apart() {
    assert_eq!(
        titles("<rss><channel><item><title>a<link>l</link><item><title>b</title>"),
        ["a", "b"]
    );
    assert_eq!(
        titles(
            "<rss><channel><description><p>x<item><title>a</item><item><title>b</title></item></channel></rss>"
        ),
        ["a", "b"]
    );
}

#[test]
fn a_stray_end_tag_does_not_end_an_entry() {
    let item = item("<description>a</p></b></description></div><title>t</title>");
    assert_eq!(item.title, "t");
}

#[test]
fn the_case_of_tags_does_not_matter() {
    let item = item("<TITLE>t</title><pubdate>24 Nov 2025</PubDate>");
    assert_eq!(item.title, "t");
    assert!(item.published.is_some());
}

#[test]
fn bare_ampersands_and_comparisons_stay_in_a_title() {
    assert_eq!(
        item("<title>R&D at p<0.001 & n>5</title>").title,
        "R&D at p<0.001 & n>5"
    );
}

#[test]
fn an_entity_bomb_does_not_explode() {
    let mut doctype = "<!DOCTYPE rss [<!ENTITY a0 'ha'>".to_string();
    for n in 1..20 {
        let last = n - 1;
        doctype.push_str(&format!(
            "<!ENTITY a{n} '&a{last};&a{last};&a{last};&a{last};'>"
        ));
    }
    let body =
        format!("{doctype}]><rss><channel><item><title>&a19;</title></item></channel></rss>");
    assert!(titles(&body)[0].len() < 100);
}

#[test]
fn no_entity_from_outside_is_loaded() {
    let body = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><channel><item><title>&x;</title></item></channel></rss>";
    assert_eq!(titles(body), ["&x;"]);
}

#[test]
fn depth_does_not_overflow_the_stack_and_damage_takes_linear_time() {
    for piece in [
        "<a>",
        "<item>",
        "<title>",
        "<div><p>",
        "<description><b>",
        "</a",
        "<!--",
        "<a b='",
    ] {
        let body = format!("<rss><channel>{}", piece.repeat(300_000 / piece.len()));
        assert!(decode(&body).is_ok(), "{piece}");
    }
}

#[test]
fn of_one_kind_of_thing_an_entry_has_thousands_not_more() {
    let many = |piece: &str| -> String {
        (0..20_000)
            .map(|n| piece.replace('#', &n.to_string()))
            .collect()
    };
    let inner = [
        many("<category>#</category>"),
        many("<author>a#</author>"),
        many("<enclosure url='#'/>"),
        many("<dc:identifier>doi:10.1000/#</dc:identifier>"),
    ];
    let item = item(&inner.concat());
    assert_eq!(item.categories.len(), 5_000);
    assert_eq!(item.authors.len(), 5_000);
    assert_eq!(item.details.enclosures.len(), 5_000);
    assert!(item.identifiers.len() <= 5_000);
}

#[test]
fn texts_left_open_do_not_hold_all_that_follows() {
    let entry = format!(
        "<entry><id>1</id><content type='xhtml'><div>{}",
        "x".repeat(1_000)
    );
    let body = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'>{}",
        entry.repeat(90)
    );
    let page = decode(&body).unwrap();
    assert_eq!(page.items.len(), 90);
    let contents = page.items.iter().filter_map(|item| item.content.as_ref());
    assert!(contents.map(String::len).sum::<usize>() < 4 * body.len());
}

#[test]
fn any_bytes_are_answered_without_a_panic() {
    let mut state = 1_u64;
    for _ in 0..2_000 {
        let pieces = [
            "<",
            ">",
            "/",
            "item",
            "rss",
            "&",
            "#x",
            ";",
            "é",
            "\u{0}",
            "<![CDATA[",
            "]]>",
            "<!--",
            " a='",
            "\"",
            "xmlns:x",
            "=",
            "title",
            "<!DOCTYPE",
            "{",
            "2025-",
            "年",
            "<rss><channel><item>",
            "</item>",
            "pubDate>",
        ];
        let mut body = String::from("<rss><item>");
        for _ in 0..40 {
            // A small generator of our own, so that a failure can be repeated.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            body.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        assert_ne!(decode(&body), Err(DecodeError::Panicked), "{body}");
    }
}

#[test]
fn a_feed_without_its_head_still_gives_its_items() {
    let text = "<title>Journal</title><item><title>A</title><guid>1</guid></item><item><title>B</title></item></channel></rss>";
    let page = Feed
        .decode(&Response {
            body: text.as_bytes().to_vec(),
            ..Response::default()
        })
        .unwrap();
    assert_eq!(page.info.title, "Journal");
    assert_eq!(page.items.len(), 2);
}
