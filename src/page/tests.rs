//! What the reading of pages promises, one sentence a test.

use proptest::prelude::*;

use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Span;
use crate::page::discover;
use crate::page::document;
use crate::page::plain_text;

/// Blocks a line each, so that a test reads like the page.
fn drawn(document: &Document) -> String {
    let line = |spans: &[Span]| -> String {
        let drawn = spans.iter().map(|span| {
            let mut text = span.text.clone();
            if span.strong {
                text = format!("*{text}*");
            }
            if span.emphasis {
                text = format!("/{text}/");
            }
            if span.code {
                text = format!("`{text}`");
            }
            match span.link {
                Some(link) => format!("<{text}>[{}]", link + 1),
                None => text,
            }
        });
        drawn.collect()
    };
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Heading { level, text } => format!("h{level} {}", line(text)),
        Block::Paragraph(text) => format!("p {}", line(text)),
        Block::Item { depth, mark, text } => format!("li{depth} {mark} {}", line(text)),
        Block::Quote { depth, text } => format!("q{depth} {}", line(text)),
        Block::Code(lines) => format!("code {}", lines.join("|")),
        Block::Table { head, rows } => {
            let rows = rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                cells.join(" | ")
            });
            let rows: Vec<String> = rows.collect();
            format!(
                "table{} {}",
                if *head { "+" } else { "" },
                rows.join(" || ")
            )
        }
        Block::Image { alt } => format!("img {alt}"),
        Block::Rule => "---".to_owned(),
    });
    let mut lines: Vec<String> = blocks.collect();
    for (i, link) in document.links.iter().enumerate() {
        lines.push(format!("[{}] {} = {}", i + 1, link.label, link.target));
    }
    lines.join("\n")
}

#[track_caller]
fn check(html: &str, expected: &str) {
    let document = document(html, Some("https://example.org/a/b"));
    assert_eq!(drawn(&document), expected, "{html}");
}

#[test]
fn headings_paragraphs_and_styles() {
    check(
        "<h2>Back <em>ground</em></h2><p>One\n  two</p><p>A <b>bold <i>both</i></b> end.",
        "h2 Back /ground/\np One two\np A *bold* /*both*/ end.",
    );
    check("<p>one<br>two<br/>three", "p one\np two\np three");
    check("text <div>block</div> more", "p text\np block\np more");
    check("<p>dose&nbsp;5&nbsp;mg &amp; more", "p dose 5 mg & more");
}

#[test]
fn lists_count_and_nest() {
    check(
        "<ol start=3><li>a<li><p>b</p><p>c</p><ul><li>d</li></ul>e</ol>",
        "li0 3. a\nli0 4. b\nli0  c\nli1 • d\nli0  e",
    );
    check("<ol type=i><li>x<li value=9>y</ol>", "li0 i. x\nli0 ix. y");
    check("<dl><dt>Term<dd>Meaning</dl>", "p *Term*\nli0  Meaning");
}

#[test]
fn quotes_code_and_rules() {
    check(
        "<blockquote><p>a</p><blockquote>b</blockquote></blockquote>c<hr><hr>d<hr>",
        "q1 a\nq2 b\np c\n---\np d",
    );
    check(
        "<pre>\n  a\n\tb <b>c</b>\n\n</pre>d",
        "code   a|    b c\np d",
    );
    check("run <code>a  b</code> now", "p run `a b` now");
}

#[test]
fn raised_and_lowered_text_keeps_its_meaning() {
    check(
        "<p>CO<sub>2</sub>, 10<sup>-3</sup>, m<sup>2</sup>, n<sup>x.y</sup>, a<sup> b</sup>",
        "p CO₂, 10⁻³, m², n^(x.y), a ᵇ",
    );
    check("<p>HbA<sub>1c</sub> 37<sup>o</sup>C", "p HbA₁c 37ᵒC");
    check("<p>10<sup><b>q</b>.5</sup>", "p 10*^(q*.5)");
    check(
        "<p>in adults<sup><a href='/r'>1</a>,<a href='/s'>2</a></sup>",
        "p in adults<¹>[1],<²>[2]\n[1] ¹ = https://example.org/r\n[2] ² = https://example.org/s",
    );
}

#[test]
fn a_data_table_keeps_its_columns() {
    check(
        "<table><caption>Doses</caption><thead><tr><th>Drug<th colspan=2>Dose</thead>\
         <tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4</table>",
        "p *Doses*\ntable+ Drug | Dose |  || A | 1 | 2 ||  | 3 | 4",
    );
    check(
        "<table><tr><th>Age<td>3<tr><th>Sex<td>f</table>",
        "table *Age* | 3 || *Sex* | f",
    );
}

#[test]
fn a_table_that_only_places_things_becomes_its_content() {
    check(
        "<table><tr><td><h1>T</h1><p>x</p></td></tr><tr><td><table><tr><td>a<td>b</table></table>",
        "h1 T\np x\ntable a | b",
    );
}

#[test]
fn links_are_numbered_once_in_reading_order() {
    check(
        "<a href='/x?utm_source=rss&id=1'>one</a> <a href=https://b.org>two</a> <a href='/x?id=1'>again</a>",
        "p <one>[1] <two>[2] <again>[1]\n[1] one = https://example.org/x?id=1\n[2] two = https://b.org/",
    );
    check(
        "<a href='javascript:alert(1)'>a</a><a href='data:text/html,x'>b</a><a href='#n'>c</a>",
        "p abc",
    );
    check(
        "<a href='/p'><img src=x.png alt='The chart'></a> <a href=/q><img src=y.png></a> <a href=/z.jpg><img></a>",
        "p <The chart>[1] <example.org>[2]\n[1] The chart = https://example.org/p\n[2] example.org = https://example.org/q",
    );
    let alone = document("<a href='/x'>x</a> <a href='//b.org/y'>y</a>", None);
    assert_eq!(drawn(&alone), "p x <y>[1]\n[1] y = https://b.org/y");
}

#[test]
fn images_speak_and_pixels_vanish() {
    check("a<img src=p.gif width=1 height=1 alt=pixel>b", "p ab");
    check(
        "<img src=x alt='Two arms'><img src=y><img alt=img_01.jpg>",
        "img Two arms",
    );
    check("so <img class=emoji alt='🙂'> good", "p so 🙂 good");
    check(
        "<figure><img src=x><figcaption>Figure 1. Flow</figcaption></figure>",
        "img Figure 1. Flow",
    );
    check(
        "<figure><img src=x alt=Flow><figcaption>See <a href=/m>more</a></figcaption></figure>",
        "img Flow\np /See/ </more/>[1]\n[1] more = https://example.org/m",
    );
}

#[test]
fn what_is_no_text_is_left_out() {
    check(
        "<script>if (a<b) x()</script><style>p{}</style>a<div class='feedflare x'><div>b</div>c</div>\
         <form><input><p>Subscribe</form><svg><title>t</title></svg><span style='display: none'>h</span>d",
        "p a\np d",
    );
    check(
        "<iframe src='https://www.youtube.com/embed/1' />after",
        "p <Video (youtube.com)>[1]\np after\n[1] Video (youtube.com) = https://www.youtube.com/embed/1",
    );
    check("5 <del>mg</del> g", "p 5 [struck out: mg] g");
}

#[test]
fn text_that_is_not_quite_html() {
    check(
        "First &amp; line\nof two\n\nSecond",
        "p First & line of two\np Second",
    );
    check("One\nTwo", "p One\np Two");
    check(
        "&lt;p&gt;A &amp;amp; B&lt;/p&gt;&lt;p&gt;C&lt;/p&gt;",
        "p A & B\np C",
    );
    check("p &lt; 0.05 and q &gt; 3", "p p < 0.05 and q > 3");
    check("<![CDATA[<p>x</p>]]>", "p x");
    check(
        "See https://a.org/x?y=1.",
        "p See <https://a.org/x?y=1>[1].\n[1] https://a.org/x?y=1 = https://a.org/x?y=1",
    );
}

#[test]
fn what_is_left_open_spoils_only_its_block() {
    check("<p><b>a</p><p>b</p>", "p *a*\np b");
    check("<b><p>a</p></b><p>b</p>", "p *a*\np b");
    check("<ul><li>a<div>b</ul>c</div>d", "li0 • a\nli0  b\np c\np d");
}

#[test]
fn controls_and_overrides_never_pass() {
    check("a\u{1b}[31mb\u{202e}c\u{7}&#27;&#x9b;d", "p a[31mbc›d");
}

#[test]
fn what_is_too_much_is_said() {
    let deep = document(&"<div>".repeat(600), None);
    assert_eq!(deep.blocks.len(), 1);
    let long = document(&"<p>x</p>".repeat(20_001), None);
    assert_eq!(long.blocks.len(), 20_001);
    assert!(long.plain_text().ends_with("20,000 paragraphs are shown."));
    let large = document(&"word ".repeat(500_000), None);
    assert!(
        large
            .plain_text()
            .ends_with("only its first 2 MB are shown.")
    );
}

#[test]
fn hostile_pages_take_no_longer_than_others() {
    let many = |text: &str| text.repeat(10_000);
    for html in [
        many("<div>"),
        many("<b>"),
        many("<table><tr><td>"),
        many("<sup>1"),
        // Once, each power counted all letters before it.
        "x<sup>2</sup>".repeat(40_000),
        many("<math><mfrac>"),
        many("</i><b><p>"),
        many("<a href=x#"),
        (0..20_000).fold("<p ".to_owned(), |tag, n| tag + "a" + &n.to_string() + "/"),
    ] {
        let document = document(&html, Some("https://example.org"));
        assert!(document.blocks.len() <= 20_002);
        plain_text(&html);
        discover::feeds(&html, "https://example.org");
    }
}

#[test]
fn links_at_a_long_address_do_not_outgrow_the_page() {
    let base = format!("<base href=https://a.example/{}/>", "b".repeat(4_000));
    let html = (0..20_000).fold(base, |html, n| {
        html + "<a href=" + &n.to_string() + ">x</a> "
    });
    let links = document(&html, None).links;
    assert!(links.iter().map(|link| link.target.len()).sum::<usize>() < 2 << 20);
    let endless = format!(
        "<base href=https://a.example/{}><a href=x>x",
        "b".repeat(9_000)
    );
    assert!(document(&endless, None).links.is_empty());
}

#[test]
fn plain_text_divides_blocks_and_keeps_words_whole() {
    assert_eq!(
        plain_text(
            "<p>H<sub>2</sub>O &amp; <b>s</b>alt</p><p>x<br>y</p><script>z</script><img alt=Chart>"
        ),
        "H2O & salt x y Chart"
    );
    assert_eq!(plain_text("a &lt; b"), "a < b");
    assert_eq!(plain_text("&lt;p&gt;a&lt;br/&gt;b"), "a b");
}

#[test]
fn a_page_is_told_from_a_feed() {
    assert!(discover::looks_like_html("\u{feff}\n<!DOCTYPE html><html>"));
    assert!(discover::looks_like_html("<!-- x --><html lang=de>"));
    assert!(!discover::looks_like_html(
        "<?xml version='1.0'?><rss><title>"
    ));
    assert!(!discover::looks_like_html("{\"version\": 1}"));
}

#[test]
fn feeds_are_found_where_the_page_says_so() {
    let html = "<base href='https://b.org/x/'>\
        <link rel=alternate type='application/rss+xml' title='T &raquo; Comments Feed' href='/comments/feed/'>\
        <link rel='alternate' type='application/atom+xml' title='T' href='feed.atom'>\
        <link rel=alternate type='application/atom+xml' href='feed.atom'>\
        <link rel=alternate type='application/json' href='/wp-json/wp/v2/posts/1'>\
        <link rel=alternate hreflang=de href='/de'><a href='/other/feed'>no</a>";
    assert_eq!(
        discover::feeds(html, "https://example.org"),
        [
            ("https://b.org/x/feed.atom".to_owned(), "T".to_owned()),
            (
                "https://b.org/comments/feed/".to_owned(),
                "T » Comments Feed".to_owned()
            ),
        ]
    );
}

#[test]
fn without_such_elements_plain_links_are_taken() {
    let html =
        "<a href=/about>About</a><a href='/blog/feed/'>All <b>posts</b></a><a href=/x.rss></a>";
    assert_eq!(
        discover::feeds(html, "https://example.org/"),
        [
            (
                "https://example.org/blog/feed/".to_owned(),
                "All posts".to_owned()
            ),
            ("https://example.org/x.rss".to_owned(), String::new()),
        ]
    );
}

fn spans(document: &Document) -> Vec<&Span> {
    let mut all = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Item { text, .. }
            | Block::Quote { text, .. } => all.extend(text),
            Block::Table { rows, .. } => all.extend(rows.iter().flatten().flatten()),
            Block::Code(_) | Block::Image { .. } | Block::Rule => {}
        }
    }
    all
}

fn check_any(html: &str) {
    let document = document(html, Some("https://example.org/"));
    let is_control = |c: char| c.is_control() && c != '\n';
    assert!(!document.plain_text().contains(is_control), "{html:?}");
    assert!(!plain_text(html).contains(char::is_control), "{html:?}");
    for span in spans(&document) {
        assert!(!span.text.contains(char::is_control), "{html:?}");
        assert!(!span.text.is_empty(), "{html:?}");
        let n_links = document.links.len();
        assert!(
            span.link.is_none_or(|link| (link as usize) < n_links),
            "{html:?}"
        );
    }
    for link in &document.links {
        assert!(!link.label.is_empty() && !link.label.contains(char::is_control));
    }
    discover::feeds(html, "https://example.org/");
    discover::looks_like_html(html);
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ a-z\\PC\n\t\u{0}-\u{1f}\u{80}-\u{a0}]{0,6}",
        "(</?(p|div|b|a|i|sup|sub|li|ul|ol|table|tr|td|th|caption|pre|blockquote|form|figure|figcaption|math|mfrac|msup|mi|h1|dl|dt|dd|script|svg|img)( (href|alt|class|colspan|rowspan|start|value)=['\"]?[a-z0-9:#/]{0,4}['\"]?)?/?>){1,3}",
        "(&(lt|gt|amp|nbsp|#27|#x202e|bogus);?){1,2}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_becomes_a_clean_document(html in "\\PC{0,200}|(?s).{0,200}") {
        check_any(&html);
    }

    #[test]
    fn any_soup_of_tags_becomes_a_clean_document(html in pieces()) {
        check_any(&html);
    }
}
