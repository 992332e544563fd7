//! The renderer of HTML: an article as blocks, as words, and on paper at every
//! width.
#![no_main]

use libfuzzer_sys::fuzz_mutator;
use libfuzzer_sys::fuzz_target;

use rounds::app::paper;
use rounds::domain::document::Document;
use rounds::domain::text;
use rounds::domain::time::UtcTime;
use rounds::domain::work::Work;
use rounds::page;
use rounds_fuzz::in_proportion;
use rounds_fuzz::in_time;
use rounds_fuzz::quiet;
use rounds_fuzz::stretched;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    rounds_fuzz::mutate(data, size, max_size, seed, rounds_fuzz::PAGE)
});

fuzz_target!(|given: &[u8]| {
    let bytes = stretched(given);
    let html = String::from_utf8_lossy(&bytes);
    let n = html.len();
    let base = match given.first().copied().unwrap_or(0) / 64 {
        0 => None,
        1 => Some("https://a.example/b/c?d#e"),
        2 => Some("mailto:x"),
        _ => Some(""),
    };
    let document = in_time(n, "document", || page::document(&html, base));
    in_proportion(n, n_bytes(&document), 40, "document");
    let shown = document.plain_text();
    assert!(!shown.contains("a bug of ours"), "it panicked");
    for line in shown.lines() {
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    for link in &document.links {
        quiet(&link.target, "a link's target");
        assert!(rounds::open::may_open(&link.target), "{}", link.target);
    }
    let words = in_time(n, "plain text", || page::plain_text(&html));
    in_proportion(n, words.len(), 8, "plain text");
    assert!(!words.contains(char::is_control), "{words:?}");

    let width = 1 + u16::from(given.get(1).copied().unwrap_or(79)) % 130;
    let work = Work {
        document: Some(document),
        ..Work::default()
    };
    for ascii in [false, true] {
        let lines = in_time(n, "paper", || paper::lay_out(&work, width, UtcTime(0), ascii));
        let mut n_out = 0;
        for line in &lines {
            let line = line.text();
            n_out += line.len();
            assert!(text::width(&line) <= usize::from(width.min(paper::WIDEST)), "{width}: {line:?}");
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(!ascii || line.is_ascii(), "{line:?}");
        }
        in_proportion(n, n_out, 80, "paper");
    }
});

fn n_bytes(document: &Document) -> usize {
    let links = document.links.iter().map(|link| link.target.len() + link.label.len());
    document.plain_text().len() + links.sum::<usize>() + document.blocks.len() * 8
}
