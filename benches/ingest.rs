//! What bringing in costs, stage by stage, with everything on: 200 feeds of 50
//! entries each from bytes to rows and the search index, with every shipped
//! topic and, the second time, with two mutes.
//!
//! `cargo bench --bench ingest`. Feeds are invented: RSS with DOIs and 1.5 kB of
//! text an entry; every fifth entry is a paper that another feed carries too.
//! Prints the processor's own time where the system tells it (Linux), which
//! counts on a machine that others use; else the clock's. One thread: reading
//! (to `match`) runs on several beside each other in a refresh, writing on one.
//!
//! `decode` in the stages is UTF-8, as almost all answers are; what unpacking and
//! other encodings cost is a table of its own, by `decoding`.
//! `clean` is the plain text of each entry's HTML, taken alone; `identify` and
//! `match` are preparing without and with topics, less what lies before them.

#[path = "decoding.rs"]
mod decoding;
#[path = "filling.rs"]
#[allow(dead_code)]
mod filling;
#[path = "serving.rs"]
mod serving;

use std::fmt::Write as _;
use std::time::Instant;

use rounds::config::paths::Paths;
use rounds::config::vocabulary;
use rounds::domain::intake::Intake;
use rounds::domain::query::Query;
use rounds::domain::topic::Matcher;
use rounds::domain::topic::Topic;
use rounds::page;
use rounds::runtime;
use rounds::sources;
use rounds::sources::Page;
use rounds::sources::feed::decode;
use rounds::store::Reader;
use rounds::store::Store;
use rounds::store::search::Index;
use rounds::sync::prepare;
use rounds::wire::Response;

use filling::NOW;

const N_FEEDS: usize = 200;
const N_ENTRIES: usize = 50;
/// As many answers as the writer takes into one transaction.
const PER_TRANSACTION: usize = 16;

/// Words of medicine and of everyday, some of which say something to a topic.
const WORDS: &[&str] = &[
    "the",
    "of",
    "patients",
    "with",
    "heart",
    "failure",
    "were",
    "assigned",
    "to",
    "usual",
    "care",
    "in",
    "a",
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
    "between",
    "groups",
    "and",
    "adverse",
    "events",
    "children",
    "asthma",
    "dose",
    "trial",
    "confidence",
    "interval",
    "kidney",
    "disease",
    "cohort",
    "median",
    "follow-up",
    "years",
    "hospital",
    "admission",
    "risk",
    "lower",
    "after",
    "treatment",
    "however",
    "these",
    "findings",
    "suggest",
    "sepsis",
    "women",
    "older",
    "adults",
];

fn main() {
    let topics = all_topics();
    println!(
        "{N_FEEDS} feeds of {N_ENTRIES} entries, one thread, milliseconds of processor time\n"
    );
    for (what, mutes) in [
        ("no mutes", &[][..]),
        (
            "two mutes",
            &["title:asthma -children", "type:case OR sepsis"][..],
        ),
    ] {
        measure(what, &topics, mutes);
    }
    let bodies: Vec<Vec<u8>> = (0..N_FEEDS).map(feed).collect();
    decoding::measure(&bodies);
}

fn measure(what: &str, topics: &[Topic], mutes: &[&str]) {
    let home = tempfile::tempdir().expect("a folder");
    let paths = Paths::under(home.path());
    let mut store = Store::open(&paths.data, NOW).expect("a store");
    let known = store.set_topics(topics, NOW).expect("topics");
    for query in mutes {
        store.set_mute(query, true, NOW).expect("a mute");
    }
    while store.mute_again(500).expect("muting") {}
    filling::follow(&mut store, N_FEEDS, filling::nowhere);
    let reader = Reader::open(&paths.data).expect("a reader");
    let targets = reader.targets().expect("targets");
    let bodies: Vec<Vec<u8>> = (0..N_FEEDS).map(feed).collect();
    let n_bytes: usize = bodies.iter().map(Vec::len).sum();
    let responses: Vec<Response> = bodies
        .into_iter()
        .map(|body| Response {
            address: "https://journal.example/feed".to_string(),
            body,
            ..Response::default()
        })
        .collect();

    let mut stages: Vec<(&str, f64)> = Vec::new();
    let (decoding, _) = timed(|| {
        let texts = responses
            .iter()
            .map(|it| decode::text(&it.body, None).len());
        std::hint::black_box(texts.sum::<usize>())
    });
    stages.push(("decode", decoding));
    let kind = sources::kind("feed").expect("feeds");
    let (reading, pages): (f64, Vec<Page>) = timed(|| {
        let pages = responses.iter().map(|it| kind.decode(it).expect("a feed"));
        pages.collect()
    });
    stages.push(("parse", reading - decoding));
    let (cleaning, _) = timed(|| {
        let drafts = pages.iter().flat_map(|page| &page.items);
        let texts = drafts.filter_map(|it| it.content.as_deref().or(it.summary.as_deref()));
        std::hint::black_box(
            texts
                .map(|html| page::plain_text(html).len())
                .sum::<usize>(),
        )
    });
    stages.push(("clean", cleaning));
    let nothing = Matcher::of_words(&[]);
    let copies = pages.clone();
    let (naming, _) = timed(|| {
        let records = copies
            .into_iter()
            .map(|page| prepare::records(page, &nothing, &[]).len());
        std::hint::black_box(records.sum::<usize>())
    });
    stages.push(("identify", naming - cleaning));
    let matcher = runtime::topics::matcher(&known);
    let _ = matcher.memory();
    let infos: Vec<_> = pages.iter().map(|page| page.info.clone()).collect();
    let (preparing, records) = timed(|| {
        let records = pages
            .into_iter()
            .map(|page| prepare::records(page, &matcher, &[]));
        records.collect::<Vec<_>>()
    });
    stages.push(("match", preparing - naming));
    let intakes: Vec<Intake> = targets
        .iter()
        .zip(infos)
        .zip(records)
        .map(|((target, info), records)| filling::news(target.source, info, records))
        .collect();
    let mut write = || {
        for some in intakes.chunks(PER_TRANSACTION) {
            store.ingest(some, NOW).expect("items");
        }
    };
    let (writing, ()) = timed(&mut write);
    stages.push(("write", writing));
    let mut index = Index::open(&paths.data).expect("an index");
    let (indexing, ()) = timed(|| {
        let mut n_left = 1;
        while n_left > 0 {
            let step = index.step(&reader, &page::plain_text, 500);
            n_left = step.expect("a step").n_left;
        }
    });
    stages.push(("index", indexing));
    let (again, ()) = timed(&mut write);

    let n_items = (N_FEEDS * N_ENTRIES) as f64;
    let sum: f64 = stages.iter().map(|(_, ms)| ms).sum();
    println!("| {what} | ms | µs an entry | share |\n|---|---:|---:|---:|");
    for (stage, ms) in stages.iter().chain(&[("together", sum)]) {
        println!(
            "| {stage} | {ms:.0} | {:.0} | {:.0} % |",
            ms * 1_000.0 / n_items,
            ms * 100.0 / sum
        );
    }
    println!(
        "| write, all of it known | {again:.0} | {:.0} | |",
        again * 1_000.0 / n_items
    );
    let overview = reader.overview(&Query::default()).expect("an overview");
    println!(
        "\n{:.1} MB of feeds; {} unread rows, {} muted\n",
        n_bytes as f64 / 1e6,
        overview.n_unread_all,
        overview.n_muted
    );
}

/// How long something takes, in milliseconds, and what it gives.
fn timed<T>(what: impl FnOnce() -> T) -> (f64, T) {
    let (cpu, begun) = (cpu_ms(), Instant::now());
    let given = what();
    let ms = match (cpu, cpu_ms()) {
        (Some(before), Some(after)) => after - before,
        _ => begun.elapsed().as_secs_f64() * 1_000.0,
    };
    (ms, given)
}

/// How long this thread was on a processor, where the system says it.
fn cpu_ms() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanos / 1e6)
}

/// Every shipped topic, as if a person had taken them all.
fn all_topics() -> Vec<Topic> {
    let shipped = vocabulary::shipped().iter();
    shipped
        .map(|topic| Topic {
            name: topic.label.clone(),
            shipped: Some(topic.id.clone()),
            ..Topic::default()
        })
        .collect()
}

/// An answer as a journal gives it.
fn feed(n: usize) -> Vec<u8> {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <rss version=\"2.0\" xmlns:prism=\"http://prismstandard.org/namespaces/basic/2.0/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>Journal {n}</title><link>https://j{n}.example/</link>\n"
    );
    for entry in 0..N_ENTRIES {
        let own = n * N_ENTRIES + entry;
        // Every fifth is the paper of another feed.
        let paper = match entry % 5 {
            0 => entry * 7 + (n % 20) * 1_000_000,
            _ => own,
        };
        let hour = 3_600 * (paper as i64 % 5_000);
        let _ = writeln!(
            xml,
            "<item><title>{}</title><link>https://j{n}.example/doi/full/10.1000/{paper}</link>\
             <guid isPermaLink=\"false\">e{own}</guid><prism:doi>10.1000/{paper}</prism:doi>\
             <dc:creator>Author {own}</dc:creator><dc:creator>Other {n}</dc:creator>\
             <dc:date>{}</dc:date><category>Research</category>\
             <description>{}</description>\
             <content:encoded><![CDATA[<h3>Background</h3><p>{}</p><p><b>Results.</b> {}</p>]]>\
             </content:encoded></item>",
            words(paper, 12),
            NOW.plus(-hour).rfc3339(),
            words(paper + 3, 25),
            words(paper + 1, 110),
            words(paper + 2, 110),
        );
    }
    xml.push_str("</channel></rss>");
    xml.into_bytes()
}

fn words(n: usize, n_words: usize) -> String {
    let at = |i: usize| (n.wrapping_mul(31) + i * (1 + n % 13) + i * i / 7) % WORDS.len();
    let words: Vec<&str> = (0..n_words).map(|i| WORDS[at(i)]).collect();
    words.join(" ")
}
