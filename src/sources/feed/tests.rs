//! Whole answers, read as they come: one test for each kind of damage and for
//! each rule of what a feed means.

use crate::domain::ident::Identifier;
use crate::domain::item::Draft;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::SourceKind;
use crate::sources::feed::Feed;
use crate::wire::Response;

fn decode(body: &str) -> Result<Page, DecodeError> {
    Feed.decode(&Response {
        status: 200,
        address: "https://a.org/feeds/x.xml".to_string(),
        body: body.as_bytes().to_vec(),
        ..Response::default()
    })
}

#[track_caller]
fn page(body: &str) -> Page {
    decode(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// The only entry of an RSS feed with this in its item.
#[track_caller]
fn item(inner: &str) -> Draft {
    let page = page(&format!(
        "<rss version='2.0'><channel><title>T</title><item>{inner}</item></channel></rss>"
    ));
    assert_eq!(page.items.len(), 1, "{inner}");
    page.items.into_iter().next().unwrap_or_default()
}

/// The only entry of an Atom feed with this in it.
#[track_caller]
fn entry(inner: &str) -> Draft {
    let page = page(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inner}</entry></feed>"
    ));
    assert_eq!(page.items.len(), 1, "{inner}");
    page.items.into_iter().next().unwrap_or_default()
}

#[track_caller]
fn titles(body: &str) -> Vec<String> {
    page(body)
        .items
        .into_iter()
        .map(|item| item.title)
        .collect()
}

#[test]
fn every_dialect_is_recognised() {
    for (body, format) in [
        ("<rss version='0.91'><channel/></rss>", "rss-0.91"),
        ("<rss version='2.0.1'><channel/></rss>", "rss-2.0"),
        ("<rss><channel/></rss>", "rss"),
        (
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/><item/></r:RDF>",
            "rss-1.0",
        ),
        (
            "<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/></rdf:RDF>",
            "rss-0.90",
        ),
        (
            "<Channel xmlns='http://purl.org/net/rss1.1#'><items/></Channel>",
            "rss-1.1",
        ),
        (
            "<CHANNEL HREF='http://a.org/'><ITEM HREF='b'/></CHANNEL>",
            "cdf",
        ),
        (
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>",
            "atom-0.3",
        ),
        ("<feed xmlns='https://www.w3.org/2005/Atom/'/>", "atom-1.0"),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>",
            "atom-1.0",
        ),
        (
            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}",
            "json-1",
        ),
    ] {
        assert_eq!(page(body).info.format, format, "{body}");
    }
}

#[test]
fn a_prefix_on_every_name_changes_nothing() {
    let page = page(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title>\
         <a:entry><a:title>T</a:title><a:link href='/l'/></a:entry></a:feed>",
    );
    assert_eq!(page.info.title, "F");
    assert_eq!(page.items[0].title, "T");
    assert_eq!(page.items[0].link.as_deref(), Some("https://a.org/l"));
}

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
        titles(&format!(
            "\n<b>Warning</b>: x in y.php\n{feed}<!-- 1 ms --> bye"
        )),
        ["a"]
    );
    assert_eq!(
        titles(&format!("<html><body>banner</body></html>{feed}")),
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
fn a_title_is_plain_text() {
    for (title, expected) in [
        (
            "<![CDATA[<i>H. pylori</i> &amp; ulcer]]>",
            "H. pylori & ulcer",
        ),
        ("&lt;b&gt;a&lt;/b&gt; caf&amp;eacute;", "a café"),
        ("A <i>b</i> c", "A b c"),
        ("a\n  b\u{0}\u{7}c", "a bc"),
    ] {
        assert_eq!(item(&format!("<title>{title}</title>")).title, expected);
    }
    let title = entry("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>CO<sub>2</sub></div></title>").title;
    assert_eq!(title, "CO2");
}

#[test]
fn the_entry_s_own_title_goes_before_others_within_it() {
    let item = item(
        "<media:title>m</media:title><title>t</title><source><title>s</title></source>\
         <image><title>i</title></image>",
    );
    assert_eq!(item.title, "t");
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
fn the_link_is_the_page_of_the_entry() {
    for (inner, expected) in [
        (
            "<link>http://b.org/1</link><guid>http://b.org/2</guid>",
            Some("http://b.org/1"),
        ),
        ("<guid>http://b.org/2</guid>", Some("http://b.org/2")),
        ("<guid isPermaLink='false'>http://b.org/2</guid>", None),
        ("<guid>b-2</guid>", None),
        ("<guid>/b/2</guid>", Some("https://a.org/b/2")),
        ("<link href=''/>", None),
        (
            "<link xml:base='http://b.org/' href=''/>",
            Some("http://b.org/"),
        ),
        ("<link>mailto:a@b.org</link>", None),
        (
            "<link>\n /c?d=1&amp;e=2 \n</link>",
            Some("https://a.org/c?d=1&e=2"),
        ),
        ("<link href='http://b.org/3'>", Some("http://b.org/3")),
    ] {
        assert_eq!(item(inner).link.as_deref(), expected, "{inner}");
    }
    let entry = entry(
        "<link rel='self' href='s'/><link rel='alternate' type='text/html' href='p'/>\
         <link rel='enclosure' type='audio/mpeg' length='7' href='e.mp3'/><link rel='replies' href='r'/>",
    );
    assert_eq!(entry.link.as_deref(), Some("https://a.org/feeds/p"));
    assert_eq!(
        entry.details.comments.as_deref(),
        Some("https://a.org/feeds/r")
    );
    assert_eq!(
        entry.details.enclosures[0].link,
        "https://a.org/feeds/e.mp3"
    );
    assert_eq!(entry.details.enclosures[0].n_bytes, Some(7));
}

#[test]
fn relative_links_are_read_at_the_bases_around_them() {
    let page = page(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://b.org/x/'>\
         <entry xml:base='y/'><link href='z'/></entry><entry><link href='z'/></entry></feed>",
    );
    let links: Vec<_> = page
        .items
        .iter()
        .filter_map(|item| item.link.as_deref())
        .collect();
    assert_eq!(links, ["http://b.org/x/y/z", "http://b.org/x/z"]);
}

#[test]
fn the_id_is_the_guid_else_what_rdf_is_about() {
    assert_eq!(
        item("<guid> 7 </guid><title>t</title>").id.as_deref(),
        Some("7")
    );
    let page = page(
        "<rdf:RDF><channel/><item rdf:about='http://b.org/1'><title>t</title></item></rdf:RDF>",
    );
    assert_eq!(page.items[0].key, "http://b.org/1");
}

#[test]
fn published_falls_back_to_updated_and_the_last_readable_date_counts() {
    let item = item("<pubDate>rubbish</pubDate><dc:date>2025-11-24</dc:date>");
    assert_eq!(item.published, item.updated);
    assert!(item.published.is_some());
    let entry =
        entry("<updated>2025-11-24T00:00:00Z</updated><published>2025-11-23T00:00:00Z</published>");
    assert!(entry.published < entry.updated);
}

#[test]
fn authors_come_from_every_place_they_are_written() {
    for (inner, expected) in [
        ("<author>a@b.org (Ann)</author>", vec!["Ann"]),
        (
            "<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator>",
            vec!["Ann", "Ben"],
        ),
        (
            "<dc:creator>Ann A, \n Ben B</dc:creator>",
            vec!["Ann A", "Ben B"],
        ),
        (
            "<itunes:author>Show</itunes:author><author>Ann</author>",
            vec!["Ann"],
        ),
        ("<itunes:author>Show</itunes:author>", vec!["Show"]),
        (
            "<author><name>Ann</name><email>a@b.org</email></author>",
            vec!["Ann"],
        ),
        (
            "<author>info@example.com（編集部）</author>",
            vec!["info@example.com（編集部）"],
        ),
    ] {
        assert_eq!(item(inner).authors, expected, "{inner}");
    }
}

#[test]
fn summary_and_content_are_kept_apart_as_html() {
    let item = item(
        "<description>&lt;p&gt;s&lt;/p&gt;</description><content:encoded><![CDATA[<p>c &amp; d</p>]]></content:encoded>",
    );
    assert_eq!(item.summary.as_deref(), Some("<p>s</p>"));
    assert_eq!(item.content.as_deref(), Some("<p>c &amp; d</p>"));
    let text = entry("<content type='text'>a &lt; b</content>");
    assert_eq!(text.content.as_deref(), Some("a &lt; b"));
    let inline = entry("<content type='xhtml'><div><p>a &lt; b<br/></p></div></content>");
    assert_eq!(inline.content.as_deref(), Some("<p>a &lt; b<br></p>"));
    let hidden = entry("<content mode='base64' type='text/html'>PGI+YTwvYj4=</content>");
    assert_eq!(hidden.content.as_deref(), Some("<b>a</b>"));
}

#[test]
fn a_journal_s_fields_are_read() {
    let item = item(
        "<prism:doi>10.1056/NEJMoa1</prism:doi><dc:identifier>doi:10.1056/NEJMoa1</dc:identifier>\
         <prism:publicationName>NEJM</prism:publicationName><prism:volume>390</prism:volume>\
         <prism:startingPage>1</prism:startingPage><prism:publicationDate>2025-11-24</prism:publicationDate>\
         <dc:language>en</dc:language><dc:subject>Lipids</dc:subject><category>Falls</category>",
    );
    assert_eq!(
        item.identifiers,
        [Identifier::Doi("10.1056/nejmoa1".to_string())]
    );
    assert_eq!(item.journal.as_deref(), Some("NEJM"));
    assert_eq!(item.details.volume.as_deref(), Some("390"));
    assert_eq!(item.details.first_page.as_deref(), Some("1"));
    assert!(item.published.is_some());
    assert_eq!(item.details.language.as_deref(), Some("en"));
    assert_eq!(item.categories, ["Lipids", "Falls"]);
}

#[test]
fn a_namespace_of_any_version_and_prefix_is_understood() {
    let page = page(
        "<rss xmlns:p='http://prismstandard.org/namespaces/basic/3.0/' xmlns:d='HTTP://PURL.ORG/DC/ELEMENTS/1.1'>\
         <channel><item><p:doi>10.1000/x</p:doi><d:creator>Ann</d:creator></item></channel></rss>",
    );
    assert_eq!(page.items[0].identifiers.len(), 1);
    assert_eq!(page.items[0].authors, ["Ann"]);
}

#[test]
fn the_feed_says_what_it_is() {
    let info = page(
        "<rss version='2.0'><channel><title>F &amp;amp; G</title><link>/home</link><atom:link rel='self' href='x'/>\
         <description>d</description><language>en-us</language><ttl>60</ttl>\
         <pubDate>Mon, 02 Nov 2026 06:00:00 GMT</pubDate>\
         <lastBuildDate>Tue, 03 Nov 2026 06:00:00 GMT</lastBuildDate>\
         <image><title>no</title><link>http://no.org/</link></image><item><title>t</title></item></channel></rss>",
    )
    .info;
    assert_eq!(info.title, "F & G");
    assert_eq!(info.home.as_deref(), Some("https://a.org/home"));
    assert_eq!(info.description, "d");
    assert_eq!(info.language.as_deref(), Some("en-us"));
    assert_eq!(info.min_interval, Some(3_600));
    let as_of = info.as_of.map(|time| time.rfc3339());
    assert_eq!(
        as_of.as_deref(),
        Some("2026-11-02T06:00:00Z"),
        "the earlier"
    );
}

#[test]
fn ten_thousand_entries_are_all_read() {
    let body = format!(
        "<rss><channel>{}",
        "<item><title>t</title></item>".repeat(10_000)
    );
    assert_eq!(page(&body).items.len(), 10_000);
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
