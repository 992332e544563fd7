//! Inputs made to be a burden: one thing over and over. Time and
//! room stay in proportion to it.
//!
//! Each test prints what it saw: `cargo test --release --test it burden --
//! --nocapture`. The bounds on time are generous, for machines are busy.

use std::time::Duration;
use std::time::Instant;

use rounds::app::paper;
use rounds::domain::document::Block;
use rounds::domain::document::Document;
use rounds::domain::ident;
use rounds::domain::text;
use rounds::domain::time::UtcTime;
use rounds::domain::work::Work;
use rounds::opml;
use rounds::page;
use rounds::sources::Page;
use rounds::sources::SourceKind;
use rounds::sources::feed::Feed;
use rounds::wire::Response;

/// What takes quadratic time takes minutes for a megabyte.
const LONGEST: Duration = Duration::from_secs(30);

/// A megabyte in a release build, where what takes quadratic time is felt; a
/// test build reads so much slower that it looks at depth and size alone.
const SIZE: usize = if cfg!(debug_assertions) {
    32 << 10
} else {
    1 << 20
};

/// Runs something on an input, prints how fast it was, and bounds its output.
#[track_caller]
fn check<T>(
    name: &str,
    input: &str,
    times: usize,
    run: impl FnOnce(&str) -> T,
    size: impl FnOnce(&T) -> usize,
) -> T {
    let began = Instant::now();
    let made = run(input);
    let took = began.elapsed();
    let (n_in, n_out) = (input.len(), size(&made));
    let speed = n_in as f64 / 1e6 / took.as_secs_f64();
    println!(
        "{name:<44} {speed:>8.2} MB/s   {:>6.2} times as large",
        n_out as f64 / n_in as f64
    );
    assert!(took < LONGEST, "{name}: {took:?} for {n_in} bytes");
    assert!(
        n_out <= n_in * times + (1 << 20) + (64 << 10),
        "{name}: {n_out} bytes out of {n_in}"
    );
    made
}

/// A beginning, then a piece over and over, up to a megabyte.
fn filled(start: &str, piece: &str) -> String {
    format!(
        "{start}{}",
        piece.repeat(SIZE.saturating_sub(start.len()) / piece.len())
    )
}

/// Like [`filled`], each piece with its number in the place of `#`.
fn numbered(start: &str, piece: &str) -> String {
    let mut out = start.to_string();
    for n in 0.. {
        if out.len() >= SIZE {
            break;
        }
        out.push_str(&piece.replace('#', &n.to_string()));
    }
    out
}

/// Reads a page in every way and lays it out, narrow and wide.
#[track_caller]
fn check_page(name: &str, html: &str) {
    let base = Some("https://a.example/b/");
    let document = check(
        name,
        html,
        12,
        |html| page::document(html, base),
        document_size,
    );
    let words = check(
        &format!("{name}, words"),
        html,
        4,
        page::plain_text,
        String::len,
    );
    assert!(!words.contains(char::is_control), "{name}");
    let shown = document.plain_text();
    assert!(!shown.contains("a bug of ours"), "{name}");
    let work = Work {
        document: Some(document),
        ..Work::default()
    };
    for width in [24, 76] {
        let named = format!("{name}, {width} wide");
        let lay_out = |_: &str| paper::lay_out(&work, width, UtcTime(0), false);
        let lines = check(&named, html, 40, lay_out, |lines| {
            lines.iter().map(|line| line.text().len() + 8).sum()
        });
        let fits = |line: &str| text::width(line) <= usize::from(width);
        assert!(lines.iter().all(|line| fits(&line.text())), "{name}");
    }
}

/// Bytes of words and addresses, and something for each block and cell.
fn document_size(document: &Document) -> usize {
    let cells = |block: &Block| match block {
        Block::Table { rows, .. } => rows.iter().map(|row| 1 + row.len()).sum(),
        _ => 1,
    };
    let links = document.links.iter();
    document.plain_text().len()
        + links
            .map(|link| link.target.len() + link.label.len())
            .sum::<usize>()
        + document.blocks.iter().map(cells).sum::<usize>() * 24
}

#[test]
fn what_is_nested_deeply_is_read_in_proportion() {
    check_page("blocks in each other", &filled("", "<div>x"));
    check_page("styles in each other", &filled("", "<b><i>x"));
    check_page("lists in each other", &filled("", "<ul><li>x"));
    check_page("quotes in each other", &filled("", "<blockquote>x"));
    check_page("tables in each other", &filled("", "<table><tr><td>x"));
    check_page(
        "tables in each other, closed",
        &filled("", "<table><tr><td>x<table><tr><td>y</table>z</table>"),
    );
    check_page("formulas in each other", &filled("<math>", "<mfrac><mi>x"));
    check_page("raised in raised", &filled("<p>", "<sup><sub>x"));
    check_page(
        "closing what was never open",
        &filled("", "</p></td></li></table>"),
    );
    check_page(
        "forms in forms",
        &filled("", "<form>x<figure><figcaption>y"),
    );
}

#[test]
fn tables_of_every_shape_are_read_in_proportion() {
    check_page(
        "a row of 10,000 columns",
        &format!(
            "<table>{}",
            format!("<tr>{}", "<td>x".repeat(10_000)).repeat(SIZE / 50_000 + 1)
        ),
    );
    check_page(
        "heads over all rows",
        &format!(
            "<table><tr><th>{}<th>b{}",
            "long ".repeat(SIZE / 50),
            "<tr><td>a<td>b".repeat(SIZE / 20)
        ),
    );
    check_page(
        "wide heads, many rows",
        &format!(
            "<table><tr>{}{}",
            format!("<th>{}", "word ".repeat(SIZE / 400)).repeat(40),
            format!("<tr>{}", "<td>x".repeat(40)).repeat(SIZE / 400)
        ),
    );
    check_page(
        "cells that cover each other",
        &filled("<table>", "<tr><td colspan=99 rowspan=999>x<td rowspan=3>y"),
    );
    check_page(
        "many tables of covered cells",
        &filled(
            "",
            "<table><tr><td colspan=100 rowspan=1000>x<tr><td colspan=100>y</table>",
        ),
    );
    check_page(
        "a cell with a long text",
        &filled("<table><tr><td>a<td>", "word "),
    );
    check_page("cells without rows", &filled("<table>", "<td>x</td></tr>"));
    check_page("captions", &filled("<table>", "<caption>x</caption>"));
}

#[test]
fn long_texts_and_attributes_are_read_in_proportion() {
    check_page("a megabyte without a blank", &filled("<p>", "x"));
    check_page(
        "a megabyte of marks on one letter",
        &filled("<p>e", "\u{301}"),
    );
    check_page("a megabyte of wide letters", &filled("<p>", "中"));
    check_page("a megabyte of joiners", &filled("<p>a", "\u{200d}"));
    check_page("one attribute of a megabyte", &filled("<p title=\"", "x"));
    check_page(
        "one link of a megabyte",
        &format!("{}\">x</a>", filled("<a href=\"/", "x")),
    );
    check_page(
        "one image's words of a megabyte",
        &format!("{}\">", filled("<img alt=\"", "x ")),
    );
    check_page("a tag of 100,000 attributes", &numbered("<p", " a#"));
    check_page(
        "a megabyte of entities",
        &filled("<p>", "&NotNestedGreaterGreater;"),
    );
    check_page(
        "entities of controls",
        &filled("<p>", "&#27;&#155;&#x202e;"),
    );
    check_page("half an entity", &filled("<p>", "&"));
    check_page("powers in one paragraph", &filled("<p>", "x<sup>2</sup>"));
    check_page(
        "powers that are not numbers",
        &filled("<p>", "x<sup>a.b</sup>"),
    );
    check_page("a comment that never ends", &filled("<!--", "-->-<!"));
    check_page("code", &filled("<pre>", "x\n"));
    check_page("lines", &filled("<p>", "x<br>"));
    check_page(
        "addresses in plain text",
        &numbered("", "see http://a.example/# "),
    );
    check_page("escaped once too often", &filled("", "&lt;p&gt;x"));
}

#[test]
fn links_never_outgrow_the_page_that_holds_them() {
    let base = format!("<base href=\"https://a.example/{}/\">", "b".repeat(3_900));
    check_page(
        "links at a long address",
        &numbered(&base, "<a href=#>x</a>").replace("href=", "href=n"),
    );
    check_page("different links", &numbered("", "<a href=/#>x</a>"));
    check_page("one link's label", &filled("<a href=/x>", "<b>y</b>z"));
}

fn decoded(body: &str) -> Page {
    let response = Response {
        status: 200,
        address: "https://a.example/feed.xml".to_string(),
        body: body.as_bytes().to_vec(),
        ..Response::default()
    };
    Feed.decode(&response).unwrap_or_default()
}

fn page_size(page: &Page) -> usize {
    let of = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
    let some = |text: &Option<String>| text.as_deref().map_or(0, str::len);
    page.items
        .iter()
        .map(|item| {
            let files = item.details.enclosures.iter().map(|file| file.link.len());
            item.key.len()
                + item.title.len()
                + some(&item.link)
                + some(&item.summary)
                + some(&item.content)
                + files.sum::<usize>()
                + of(&item.authors)
                + of(&item.categories)
        })
        .sum()
}

#[track_caller]
fn check_feed(name: &str, body: &str) -> Page {
    check(name, body, 12, decoded, page_size)
}

#[test]
fn feeds_are_read_in_proportion() {
    let rss = "<rss version=\"2.0\"><channel><title>t</title>";
    check_feed(
        "many small entries",
        &numbered(rss, "<item><guid>#</guid></item>"),
    );
    check_feed(
        "an entry of many categories",
        &numbered(&format!("{rss}<item>"), "<category>#</category>"),
    );
    check_feed(
        "an entry of many authors",
        &numbered(&format!("{rss}<item>"), "<author>a#</author>"),
    );
    check_feed(
        "an entry of many recordings",
        &numbered(&format!("{rss}<item>"), "<enclosure url=\"#\"/>"),
    );
    check_feed(
        "an entry of many identifiers",
        &numbered(
            &format!("{rss}<item>"),
            "<dc:identifier>doi:10.1000/#</dc:identifier>",
        ),
    );
    check_feed(
        "one field of many identifiers",
        &numbered(&format!("{rss}<item><dc:identifier>"), "10.1000/a# "),
    );
    check_feed(
        "links at a long address",
        &numbered(
            &format!(
                "<rss xml:base=\"https://a.example/{}/\"><channel>",
                "b".repeat(SIZE / 5)
            ),
            "<item><link>#</link></item>",
        ),
    );
    check_feed(
        "addresses in each other",
        &filled(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
            "<link xml:base=\"bbbbbbbb/\" href=\"a\">",
        ),
    );
    check_feed(
        "entries in each other's texts",
        &filled(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "<entry><title>t</title><content type=\"xhtml\"><div>",
        ),
    );
    check_feed(
        "elements in each other",
        &filled(&format!("{rss}<item>"), "<a>x"),
    );
    check_feed(
        "a field that is never closed",
        &filled(&format!("{rss}<item><description>"), "<p>x"),
    );
    check_feed("titles that never end", &filled(rss, "<item><title>"));
    check_feed(
        "a title of a megabyte",
        &filled(&format!("{rss}<item><title>"), "&amp;amp;lt;"),
    );
    check_feed(
        "entities that make each other",
        &format!(
            "<!DOCTYPE rss [{}]>{rss}<item><title>&e1;&e2;&e3;",
            numbered(
                "<!ENTITY e0 \"x\">",
                "<!ENTITY e# \"&e0;&e1;&e2;&e3;&e4;&e5;&e6;&e7;&e8;&e9;\">"
            )
        ),
    );
    check_feed(
        "one entity used everywhere",
        &filled(
            &format!(
                "<!DOCTYPE rss [<!ENTITY e \"{}\">]>{rss}<item><description>",
                "x".repeat(4_000)
            ),
            "&e;",
        ),
    );
    check_feed("declarations without end", &filled("", "<!DOCTYPE a ["));
    check_feed("spaces of names", &numbered(rss, "<a# xmlns:b#=\"c\">"));
    check_feed("JSON in JSON", &filled("{\"items\":[", "["));
    check_feed(
        "entries of JSON",
        &numbered(
            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
            "{\"id\":#},",
        )
        .replace(",]", "]"),
    );
    check_feed(
        "authors of JSON",
        &format!(
            "{}\"x\"]}}]}}",
            numbered("{\"items\":[{\"id\":1,\"authors\":[", "\"a#\",")
        ),
    );
}

#[track_caller]
fn check_outline(name: &str, text: &str) {
    let read = |text: &str| opml::read(text.as_bytes());
    let outline = check(name, text, 12, read, |outline| {
        let sizes = outline.entries.iter().map(|entry| {
            entry.path.iter().map(String::len).sum::<usize>()
                + entry.source.title.len()
                + entry.source.address.len()
                + 24
        });
        sizes.sum()
    });
    check(
        &format!("{name}, written"),
        text,
        12,
        |_| opml::write("t", &outline.entries),
        String::len,
    );
}

#[test]
fn outlines_are_read_and_written_in_proportion() {
    check_outline(
        "many sources",
        &numbered("<opml><body>", "<outline xmlUrl=\"http://a.example/#\"/>"),
    );
    check_outline(
        "folders in each other",
        &filled(
            "<opml><body>",
            "<outline text=\"a\"><outline xmlUrl=\"b\"/>",
        ),
    );
    let folder = format!("<outline text=\"{}\">", "a".repeat(SIZE / 100));
    check_outline(
        "long folders around many sources",
        &numbered(
            &format!("<opml><body>{}", folder.repeat(40)),
            "<outline xmlUrl=\"#\"/>",
        ),
    );
    check_outline("declarations", &filled("<opml>", "<!>"));
    check_outline("declarations with brackets", &filled("<opml>", "<!a[>"));
    check_outline("brackets that never close", &filled("<opml><!a[", "] "));
    check_outline(
        "quotes that never close",
        &filled("<opml>", "<outline a=\""),
    );
    check_outline(
        "many attributes",
        &numbered("<opml><outline xmlUrl=\"a\"", " a#=\"b\""),
    );
    check_outline(
        "a name of a megabyte",
        &format!(
            "{}\" xmlUrl=\"a\"/>",
            filled("<opml><outline text=\"", "&amp;")
        ),
    );
}

#[test]
fn text_is_cleaned_and_searched_in_proportion() {
    for (name, piece) in [
        ("letters", "x"),
        ("heads of sequences", "\u{1b}]"),
        ("heads of sequences that end", "\u{1b}]0;\u{7}"),
        ("control bytes of eight bits", "\u{9b}1;\u{9d}"),
        ("marks", "\u{301}\u{316}"),
        ("joined emoji", "👩\u{200d}"),
        ("blanks", " \u{2003}\n"),
        ("beginnings of DOIs", "10.1000/"),
        ("brackets of DOIs", "10.1000/(a("),
        ("words before numbers", "PMID: "),
        ("tags before numbers", "PMID<b>"),
    ] {
        let text = filled("", piece);
        check(
            &format!("{name}, cleaned"),
            &text,
            3,
            |text| text::clean_block(text).into_owned(),
            String::len,
        );
        check(
            &format!("{name}, one line"),
            &text,
            1,
            |text| text::clean(text).into_owned(),
            String::len,
        );
        check(
            &format!("{name}, folded"),
            &text,
            6,
            text::fold,
            String::len,
        );
        check(
            &format!("{name}, in ASCII"),
            &text,
            6,
            text::ascii,
            String::len,
        );
        check(
            &format!("{name}, cut"),
            &text,
            1,
            |text| text::shorten(text, 40).into_owned(),
            String::len,
        );
        check(
            &format!("{name}, identifiers"),
            &text,
            1,
            ident::from_text,
            |found| found.len() * 16,
        );
    }
}
