//! Whole answers, read as they should be: one test for each rule of what a feed
//! and its entries say. What they may be written in is in `dialects` and
//! `encodings`, what they say beside the text in `meaning`, what comes broken in
//! `damage`.

use crate::domain::ident::Identifier;
use crate::domain::item::Draft;
use crate::sources::DecodeError;
use crate::sources::Page;
use crate::sources::SourceKind;
use crate::sources::feed::Feed;
use crate::wire::Response;

mod damage;
mod dialects;
mod encodings;
mod meaning;

fn decode(body: impl AsRef<[u8]>) -> Result<Page, DecodeError> {
    Feed.decode(&Response {
        status: 200,
        address: "https://a.org/feeds/x.xml".to_string(),
        body: body.as_ref().to_vec(),
        ..Response::default()
    })
}

#[track_caller]
fn page(body: impl AsRef<[u8]>) -> Page {
    let body = body.as_ref();
    decode(body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(body)))
}

/// The only entry of an RSS feed with this in its item.
#[track_caller]
fn item(inner: &str) -> Draft {
    let page = page(format!(
        "<rss version='2.0'><channel><title>T</title><item>{inner}</item></channel></rss>"
    ));
    assert_eq!(page.items.len(), 1, "{inner}");
    page.items.into_iter().next().unwrap_or_default()
}

/// The only entry of an Atom feed with this in it.
#[track_caller]
fn entry(inner: &str) -> Draft {
    let page = page(format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inner}</entry></feed>"
    ));
    assert_eq!(page.items.len(), 1, "{inner}");
    page.items.into_iter().next().unwrap_or_default()
}

#[track_caller]
fn titles(body: impl AsRef<[u8]>) -> Vec<String> {
    page(body)
        .items
        .into_iter()
        .map(|item| item.title)
        .collect()
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
