//! Lists of sources: read from anything, and what is written reads back as it
//! was.
#![no_main]

use libfuzzer_sys::fuzz_mutator;
use libfuzzer_sys::fuzz_target;

use rounds::domain::text;
use rounds::opml;
use rounds::opml::Entry;
use rounds_fuzz::in_proportion;
use rounds_fuzz::in_time;
use rounds_fuzz::stretched;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    rounds_fuzz::mutate(data, size, max_size, seed, rounds_fuzz::OUTLINE)
});

fuzz_target!(|given: &[u8]| {
    let bytes = stretched(given);
    let n = bytes.len();
    let mut outline = in_time(n, "read", || opml::read(&bytes));
    in_proportion(n, outline.entries.iter().map(n_bytes).sum(), 40, "read");
    for problem in &outline.problems {
        assert!(!problem.contains(char::is_control), "{problem:?}");
    }
    // What stood in an address as its password is never written.
    for entry in &mut outline.entries {
        entry.secret = None;
    }
    let written = in_time(n, "write", || opml::write(&outline.title, &outline.entries));
    in_proportion(n, written.len(), 40, "write");
    assert!(!written.contains(|c| c != '\n' && text::acts(c)), "{written:?}");
    let again = opml::read(written.as_bytes());
    // Folders whose names fill the memory are left out, and that is said.
    if again.problems.iter().any(|problem| problem.contains("stands in no list")) {
        let sources = |entries: &[Entry]| entries.iter().map(|it| it.source.clone()).collect::<Vec<_>>();
        assert_eq!(sources(&again.entries), sources(&outline.entries), "{written}");
        return;
    }
    assert_eq!(again.entries, outline.entries, "{written}");
    assert!(again.problems.is_empty() || outline.entries.is_empty() || again.problems == outline.problems
        || again.problems.iter().all(|problem| problem.contains("kept")), "{:?}", again.problems);
    assert_eq!(opml::write(&again.title, &again.entries), written);
});

fn n_bytes(entry: &Entry) -> usize {
    let source = &entry.source;
    let extra = source.extra.iter().map(|(key, value)| key.len() + value.len());
    entry.path.iter().map(String::len).sum::<usize>()
        + source.title.len()
        + source.address.len()
        + source.home.as_deref().map_or(0, str::len)
        + extra.sum::<usize>()
}
