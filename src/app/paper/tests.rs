//! What an article looks like on paper.

use super::TextLine;
use super::host;
use super::lay_out;
use crate::domain::badge::Badge;
use crate::domain::details::Details;
use crate::domain::details::Origin;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::enclosure::Enclosure;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::domain::work::Work;

const NOW: UtcTime = UtcTime(1_763_462_640);

fn linked(before: &str, index: u32, label: &str) -> Vec<Span> {
    let link = Span {
        link: Some(index),
        ..Span::plain(label)
    };
    vec![Span::plain(before), link]
}

fn work() -> Work {
    let link = |target: &str, label: &str| Link {
        target: target.to_string(),
        label: label.to_string(),
        stripped: false,
    };
    Work {
        row: Row {
            title:
                "Effects of semaglutide on chronic kidney disease in patients with type 2 diabetes"
                    .into(),
            source: "NEJM".into(),
            published: NOW.plus(-16 * 3600),
            saved: true,
            badge: Some(Badge::Rct),
            n_sources: 5,
            ..Row::default()
        },
        authors: ["Perkovic V", "Tuttle KR", "Rossing P", "Mahaffey KW"]
            .map(String::from)
            .to_vec(),
        journal: Some("N Engl J Med 2024;391:109-121".into()),
        document: Some(Document {
            blocks: vec![
                Block::Heading {
                    level: 2,
                    text: vec![Span::plain("Background")],
                },
                Block::Paragraph(linked(
                    "Whether weekly semaglutide lowers that risk was not ",
                    0,
                    "known",
                )),
                Block::Item {
                    depth: 0,
                    mark: "•".into(),
                    text: vec![Span::plain(
                        "kidney failure, cardiovascular events and death",
                    )],
                },
                Block::Item {
                    depth: 1,
                    mark: "3.".into(),
                    text: vec![Span::plain("eGFR ≥ 25")],
                },
                Block::Quote {
                    depth: 1,
                    text: vec![Span::plain(
                        "Ask the renal pharmacist about the starting dose",
                    )],
                },
                Block::Code(vec![
                    "  dose = 1.0 mg weekly, then as tolerated by all".into(),
                ]),
                Block::Image { alt: "".into() },
                Block::Rule,
            ],
            links: vec![
                link(
                    "https://www.clinicaltrials.gov/study/NCT1",
                    "Trial registration",
                ),
                link("https://nejm.org/full", "nejm.org"),
            ],
            ..Document::default()
        }),
        ..Work::default()
    }
}

fn plain(lines: &[TextLine]) -> String {
    let lines: Vec<String> = lines.iter().map(TextLine::text).collect();
    lines.join("\n")
}

#[test]
fn an_article_has_its_head_its_text_and_its_links() {
    let paper = plain(&lay_out(&work(), 44, NOW, false));
    insta::assert_snapshot!(paper.replacen(' ', "┌", 1), @r"
    ┌RCT  ★ saved  5 sources carry this
    Effects of semaglutide on chronic kidney
    disease in patients with type 2 diabetes
    Perkovic V, Tuttle KR, Rossing P, et al. · N
    Engl J Med 2024;391:109-121 · 16h ago

    Background
    Whether weekly semaglutide lowers that risk
    was not known [1]

    • kidney failure, cardiovascular events and
      death
      3. eGFR ≥ 25

    │ Ask the renal pharmacist about the
    │ starting dose

      dose = 1.0 mg weekly, then as tolerated by
     all

    [image]

    ────────────────────────────────────────────

    Links
    [1] Trial registration (clinicaltrials.gov)
    [2] nejm.org
    ");
}

/// A paper on from the head of [`work`], with a text of one paragraph.
fn carried(details: Details, text: &str) -> Work {
    let mut work = Work {
        journal: Some("N Engl J Med".into()),
        details,
        ..work()
    };
    work.row.badge = None;
    work.row.saved = false;
    work.row.n_sources = 1;
    let mut document = Document {
        blocks: vec![Block::Paragraph(vec![Span::plain(text)])],
        ..Document::default()
    };
    document.add_links(work.details.links());
    work.document = Some(document);
    work
}

#[test]
fn the_head_says_where_a_paper_stands_and_the_links_what_comes_with_it() {
    let mut work = carried(
        Details {
            volume: Some("391".into()),
            issue: Some("2".into()),
            first_page: Some("109".into()),
            last_page: Some("121".into()),
            enclosures: vec![Enclosure {
                link: "https://media.example/7.mp3".into(),
                kind: Some("audio/mpeg".into()),
                n_bytes: Some(38_000_000),
                seconds: Some(2_530),
                ..Enclosure::default()
            }],
            comments: Some("https://nejm.org/7#comments".into()),
            n_comments: Some(3),
            origin: Some(Origin {
                title: "Retraction Watch".into(),
                link: None,
            }),
            ..Details::default()
        },
        "Words.",
    );
    work.ahead = Some(NOW.plus(90 * 86_400));
    insta::assert_snapshot!(plain(&lay_out(&work, 60, NOW, false)), @r"
    Effects of semaglutide on chronic kidney disease in patients
    with type 2 diabetes
    Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med
    391(2):109–121 · dated 2026-02-16
    First in Retraction Watch

    Words.

    Links
    [1] audio, 42 min, 38 MB (media.example)
    [2] 3 comments (nejm.org)
    ");
}

#[test]
fn text_from_right_to_left_stands_at_the_right_edge_in_its_own_order() {
    let details = Details {
        right_to_left: true,
        ..Details::default()
    };
    let mut work = carried(details, "HFpEF עברית 10 מ״ג");
    work.row.title = "טיפול באלח דם".into();
    if let Some(document) = &mut work.document {
        document.blocks.push(Block::Item {
            depth: 0,
            mark: "•".into(),
            text: vec![Span::plain("טיפול באלח דם במבוגרים")],
        });
        document
            .blocks
            .push(Block::Paragraph(vec![Span::plain("Only English")]));
    }
    let lines: Vec<String> = lay_out(&work, 24, NOW, false)
        .iter()
        .map(TextLine::text)
        .collect();
    assert_eq!(
        lines,
        [
            "           טיפול באלח דם",
            "Perkovic V, Tuttle KR,",
            "Rossing P, et al. · N",
            "Engl J Med · 16h ago",
            "",
            "      HFpEF עברית 10 מ״ג",
            "",
            "טיפול באלח דם במבוגרים •",
            "",
            "Only English",
        ]
    );
}

#[test]
fn a_quotation_from_right_to_left_needs_no_word_of_its_article() {
    let work = carried(Details::default(), "عربي English");
    let lines = lay_out(&work, 24, NOW, false);
    let line = lines.iter().find(|line| line.text().contains("عربي"));
    assert_eq!(
        line.map(TextLine::text).as_deref(),
        Some("            عربي English")
    );
    let work = carried(Details::default(), "English عربي");
    let lines = lay_out(&work, 24, NOW, false);
    let line = lines.iter().find(|line| line.text().contains("عربي"));
    assert_eq!(line.map(TextLine::text).as_deref(), Some("English عربي"));
}

#[test]
fn in_ascii_mode_every_byte_is_printable_ascii() {
    let paper = plain(&lay_out(&work(), 44, NOW, true));
    let odd: Vec<char> = paper
        .chars()
        .filter(|c| !matches!(c, ' '..='~' | '\n'))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
    assert!(paper.contains("eGFR >= 25"), "{paper}");
}

#[test]
fn a_work_without_text_says_so() {
    let bare = Work {
        document: None,
        ..work()
    };
    let keys = super::Keys {
        open: "o",
        carriers: "d",
    };
    let paper = plain(&super::lay_out_with(&bare, 90, NOW, false, None, keys));
    assert!(
        paper.ends_with("sends only the title and link. o opens it in the browser."),
        "{paper}"
    );
    // A verb has no keys.
    let paper = plain(&lay_out(&bare, 90, NOW, false));
    assert!(paper.ends_with("sends only the title and link."), "{paper}");
}

#[test]
fn no_line_is_wider_than_the_page_or_than_76() {
    for width in 1..120 {
        for ascii in [false, true] {
            for line in lay_out(&work(), width, NOW, ascii) {
                let used = text::width(&line.text());
                assert!(used <= usize::from(width.min(76)), "{used} in {width}");
            }
        }
    }
}

#[test]
fn what_lies_deep_keeps_half_of_the_width() {
    let words = || vec![Span::plain("Deep words stay readable")];
    let deep = Work {
        document: Some(Document {
            blocks: vec![
                Block::Item {
                    depth: 200,
                    mark: "•".to_string(),
                    text: words(),
                },
                Block::Quote {
                    depth: 200,
                    text: words(),
                },
            ],
            ..Document::default()
        }),
        ..Work::default()
    };
    let paper = plain(&lay_out(&deep, 40, NOW, false));
    let item = format!("{}• Deep words stay", " ".repeat(20));
    let quote = format!("{}Deep words stay", "│ ".repeat(10));
    assert!(paper.contains(&item) && paper.contains(&quote), "{paper}");
}

#[test]
fn a_long_head_is_not_said_again_in_full_in_every_row() {
    let cell = |words: &str| vec![Span::plain(words)];
    let mut rows = vec![vec![cell(&"head ".repeat(2_000)), cell("the second")]];
    rows.extend((0..200).map(|_| vec![cell("1"), cell("2")]));
    let table = Work {
        document: Some(Document {
            blocks: vec![Block::Table { head: true, rows }],
            ..Document::default()
        }),
        ..Work::default()
    };
    let lines = lay_out(&table, 12, NOW, false);
    assert!(lines.len() < 4_000, "{}", lines.len());
    assert!(plain(&lines).contains("the second:\n2"));
    // Two letters too many, which the cut mark is as many bytes as.
    for n_letters in 58..66 {
        let name = vec![cell(&"h".repeat(n_letters)), cell("the second")];
        let rows = vec![name, vec![cell("1"), cell("2")]];
        let table = Work {
            document: Some(Document {
                blocks: vec![Block::Table { head: true, rows }],
                ..Document::default()
            }),
            ..Work::default()
        };
        assert!(plain(&lay_out(&table, 12, NOW, true)).is_ascii());
    }
}

#[test]
fn every_line_knows_its_block() {
    let lines = lay_out(&work(), 44, NOW, false);
    assert_eq!(lines[0].block, 0);
    let heading = lines.iter().find(|line| line.text() == "Background");
    assert_eq!(heading.map(|line| line.block), Some(1));
    assert!(lines.is_sorted_by_key(|line| line.block));
}

#[test]
fn a_link_is_named_by_its_host() {
    assert_eq!(host("https://www.nejm.org/doi/full?x"), "nejm.org");
    assert_eq!(host("mailto:a@b.example?subject=x"), "a@b.example");
    assert_eq!(host("https://me:x@a.example"), "a.example");
}
