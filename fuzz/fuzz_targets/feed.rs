//! The feed reader, whole: bytes of any kind with any `Content-Type` to a page
//! of items, or a sentence why not.
#![no_main]

use libfuzzer_sys::fuzz_mutator;
use libfuzzer_sys::fuzz_target;

use rounds::page::discover;
use rounds::sources::DecodeError;
use rounds::sources::Page;
use rounds::sources::SourceKind;
use rounds::sources::feed::Feed;
use rounds::sources::feed::decode;
use rounds::sources::feed::inspect;
use rounds::wire::Response;
use rounds_fuzz::in_proportion;
use rounds_fuzz::in_time;
use rounds_fuzz::quiet;
use rounds_fuzz::stretched;

const CONTENT_TYPES: &[&str] = &[
    "", "application/rss+xml", "text/xml; charset=utf-8", "text/xml; charset=iso-8859-1", "text/html; charset=\"shift_jis\"",
    "text/xml; charset=utf-16", "text/xml;charset=iso-2022-jp", "application/json", "; charset=", "x; charset=gb18030",
];

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    rounds_fuzz::mutate(data, size, max_size, seed, rounds_fuzz::FEED)
});

fuzz_target!(|given: &[u8]| {
    let body = stretched(given);
    let n = body.len();
    let kind = CONTENT_TYPES[usize::from(given.first().copied().unwrap_or(0) / 32) % CONTENT_TYPES.len()];
    let response = Response {
        status: 200,
        address: "https://a.example/feeds/new.xml".to_string(),
        headers: vec![("content-type".to_string(), kind.to_string())],
        body,
        ..Response::default()
    };
    let page = in_time(n, "feed", || Feed.decode(&response));
    match page {
        Ok(page) => check(n, &page),
        Err(DecodeError::Panicked) => panic!("it panicked"),
        Err(error) => quiet(&error.to_string(), "a refusal"),
    }
    let text = decode::text(&response.body, response.header("content-type"));
    if discover::looks_like_html(&text) {
        let feeds = in_time(n, "discover", || discover::feeds(&text, &response.address));
        let n_out = feeds.iter().map(|(address, title)| address.len() + title.len()).sum();
        in_proportion(n, n_out, 40, "discover");
        feeds.iter().for_each(|(_, title)| quiet(title, "the title of a feed"));
    }
});

fn check(n: usize, page: &Page) {
    let mut n_out = 0;
    for item in &page.items {
        assert!(!item.key.is_empty(), "an entry without a key: {item:?}");
        for line in item.authors.iter().chain(&item.categories).chain([&item.title]) {
            quiet(line, "a line of an entry");
        }
        let files = item.details.enclosures.iter().map(|file| &file.link);
        for link in item.link.iter().chain(&item.details.comments).chain(files) {
            quiet(link, "a link");
            n_out += link.len();
        }
        let texts = item.id.iter().chain(&item.summary).chain(&item.content).chain(&item.journal);
        n_out += texts.map(String::len).sum::<usize>();
        n_out += item.authors.iter().chain(&item.categories).map(String::len).sum::<usize>();
        n_out += item.key.len() + item.title.len();
    }
    // Defined entities may make a megabyte once.
    in_proportion(n, n_out.saturating_sub(1 << 20), 40, "feed");
    assert!(inspect::lines(page).len() == page.items.len() + 1);
}
