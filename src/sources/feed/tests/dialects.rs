//! The dialects of feeds: by what each is recognised, and that prefixes and
//! versions of names say nothing.

use super::page;

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
fn a_namespace_of_any_version_and_prefix_is_understood() {
    let page = page(
        "<rss xmlns:p='http://prismstandard.org/namespaces/basic/3.0/' xmlns:d='HTTP://PURL.ORG/DC/ELEMENTS/1.1'>\
         <channel><item><p:doi>10.1000/x</p:doi><d:creator>Ann</d:creator></item></channel></rss>",
    );
    assert_eq!(page.items[0].identifiers.len(), 1);
    assert_eq!(page.items[0].authors, ["Ann"]);
}

#[test]
fn a_channel_of_cdf_is_read_whole() {
    let body = "<CHANNEL HREF='http://b.org/'><TITLE>C</TITLE><ITEM HREF='1.html' LASTMOD='2000-11-24'>\
        <TITLE>T</TITLE><ABSTRACT>words</ABSTRACT></ITEM></CHANNEL>";
    let draft = page(body).items.remove(0);
    assert_eq!(draft.title, "T");
    assert_eq!(draft.link.as_deref(), Some("https://a.org/feeds/1.html"));
    assert_eq!(draft.summary.as_deref(), Some("words"));
    assert!(draft.published.is_some());
}
