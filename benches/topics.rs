//! How fast items are matched to topics, and how long a cache takes that is to
//! be matched again.
//!
//! `cargo bench --bench topics` (ROUNDS_BENCH_ITEMS=1000000 for a larger cache;
//! 100,000 without it, 0 for none). Items are invented, about 1.5 kB each. All
//! shipped topics are taken, which is more than any person has. Matching is
//! measured on plain text, on one thread and on two, as a refresh reads its
//! answers; matching again includes the database: reading, unpacking, finding
//! the words in the HTML, writing what changed.

#[expect(dead_code, reason = "another bench tells the time as text")]
#[path = "filling.rs"]
mod filling;

use std::thread;
use std::time::Instant;

use filling::NOW;
use rounds::config::paths::Paths;
use rounds::config::vocabulary;
use rounds::domain::id::TopicId;
use rounds::domain::topic::Evidence;
use rounds::domain::topic::Matcher;
use rounds::domain::topic::Topic;
use rounds::runtime;
use rounds::store::Store;
use rounds::store::matching::Cached;

/// Words of medicine and of everyday, about one in eight of which says
/// something to some topic: as dense as abstracts are.
const WORDS: &[&str] = &[
    "the",
    "of",
    "in",
    "and",
    "patients",
    "with",
    "heart",
    "failure",
    "were",
    "randomised",
    "to",
    "either",
    "treatment",
    "or",
    "usual",
    "care",
    "primary",
    "outcome",
    "was",
    "death",
    "from",
    "any",
    "cause",
    "at",
    "twelve",
    "months",
    "anaemia",
    "stroke",
    "hazard",
    "ratio",
    "confidence",
    "interval",
    "between",
    "groups",
    "there",
    "no",
    "difference",
    "quality",
    "life",
    "as",
    "measured",
    "by",
    "questionnaire",
    "adverse",
    "events",
    "more",
    "frequent",
    "kidney",
    "a",
    "median",
    "follow-up",
    "years",
    "insulin",
    "we",
    "conclude",
    "that",
    "HFpEF",
    "may",
    "benefit",
];

const N_ITEMS: usize = 20_000;

/// How many works are matched again in one transaction, as `rounds refresh` does it.
const SLICE: usize = 4_000;

fn main() {
    let begun = Instant::now();
    let n_topics = vocabulary::shipped().len();
    println!("reading {n_topics} shipped topics   {:>9.2} ms", ms(begun));
    let topics = all_topics();
    let matcher = runtime::topics::matcher(&topics);
    let begun = Instant::now();
    let memory = matcher.memory();
    println!("building the search         {:>9.2} ms", ms(begun));
    println!(
        "memory of the search        {:>9.2} MB",
        memory as f64 / 1e6
    );
    let first = runtime::topics::matcher(&topics[..3]);
    let begun = Instant::now();
    let memory = first.memory();
    println!(
        "the same for 3 topics       {:>9.2} ms, {:.2} MB",
        ms(begun),
        memory as f64 / 1e6
    );
    plain(&matcher, "ASCII", |text| text);
    plain(&matcher, "one word in 20 with accents", |text| {
        text.replace("between", "zwischén")
    });
    let n_items = std::env::var("ROUNDS_BENCH_ITEMS");
    let n_items = n_items.ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    if n_items > 0 {
        again(&topics, n_items);
    }
}

/// Every shipped topic, as if a person had taken them all.
fn all_topics() -> Vec<Topic> {
    let shipped = vocabulary::shipped().iter().zip(1..);
    shipped
        .map(|(topic, id)| Topic {
            id: TopicId(id),
            name: topic.label.clone(),
            shipped: Some(topic.id.clone()),
            ..Topic::default()
        })
        .collect()
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

fn invented(n: usize, dress: fn(String) -> String) -> (String, String) {
    let words = |from: usize, n_words: usize| -> String {
        let words: Vec<&str> = (0..n_words)
            .map(|i| WORDS[(n * 31 + from + i * (1 + n % 13)) % WORDS.len()])
            .collect();
        words.join(" ")
    };
    (dress(words(0, 12)), dress(words(5, 235)))
}

fn plain(matcher: &Matcher, what: &str, dress: fn(String) -> String) {
    let items: Vec<(String, String)> = (0..N_ITEMS).map(|n| invented(n, dress)).collect();
    let n_bytes: usize = items
        .iter()
        .map(|(title, text)| title.len() + text.len())
        .sum();
    let cpu = cpu_seconds();
    count(matcher, &items);
    if let (Some(before), Some(after)) = (cpu, cpu_seconds()) {
        let seconds = after - before;
        println!(
            "matching, {what}, by the processor's own time: {:.0} items/s, {:.0} MB/s a core",
            items.len() as f64 / seconds,
            n_bytes as f64 / 1e6 / seconds,
        );
    }
    for n_threads in [1, 2] {
        let share = items.len().div_ceil(n_threads);
        let begun = Instant::now();
        let n_found: usize = thread::scope(|scope| {
            let threads: Vec<_> = items
                .chunks(share)
                .map(|share| scope.spawn(move || count(matcher, share)))
                .collect();
            threads.into_iter().map(|it| it.join().unwrap_or(0)).sum()
        });
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "matching, {what}, {n_threads} thread(s): {:.0} items/s, {:.0} MB/s ({} B an item, {:.1} topics)",
            items.len() as f64 / seconds,
            n_bytes as f64 / 1e6 / seconds,
            n_bytes / items.len(),
            n_found as f64 / items.len() as f64,
        );
    }
}

/// How long this thread was on a processor, where the system says it: what
/// counts on a machine that others use too.
fn cpu_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanos / 1e9)
}

fn count(matcher: &Matcher, items: &[(String, String)]) -> usize {
    let topics_of = |(title, text): &(String, String)| {
        let found = matcher.topics_of(&Evidence {
            title,
            text,
            ..Evidence::default()
        });
        found.len()
    };
    items.iter().map(topics_of).sum()
}

/// Fills a store and matches all of it to topics it did not have.
fn again(topics: &[Topic], n_items: usize) {
    let home = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    filling::fill(home.path(), n_items, 200);
    println!("filling a store of {n_items}: {:.1} s", ms(begun) / 1_000.0);
    let paths = Paths::under(home.path());
    let mut store = Store::open(&paths.data, NOW).expect("a store");
    for (what, n_topics) in [("3 topics", 3), ("all topics", topics.len())] {
        let known = store.set_topics(&topics[..n_topics], NOW).expect("topics");
        let matcher = runtime::topics::matcher(&known);
        let matching = |item: &Cached| runtime::topics::topics_of(&matcher, item);
        let begun = Instant::now();
        let mut longest = 0.0_f64;
        loop {
            let slice = Instant::now();
            let more = store.rematch(&matching, SLICE).expect("matching");
            longest = longest.max(ms(slice));
            if !more {
                break;
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "matching {n_items} again to {what}: {seconds:.1} s, {:.0} items/s, longest slice {longest:.0} ms",
            n_items as f64 / seconds,
        );
    }
}
