//! A home with as many invented items as a bench wants, the same every time.

use std::path::Path;

use rounds::config::paths::Paths;
use rounds::domain::id::SourceId;
use rounds::domain::intake::Intake;
use rounds::domain::intake::Outcome;
use rounds::domain::intake::Record;
use rounds::domain::intake::Validators;
use rounds::domain::item::SourceInfo;
use rounds::domain::source::NewSource;
use rounds::domain::time::UtcTime;
use rounds::page;
use rounds::store::Reader;
use rounds::store::Store;
use rounds::store::search::Index;

/// The time that a bench's clock stands at: 2025-11-18 10:44 UTC.
pub const NOW: UtcTime = UtcTime(1_763_462_640);
pub const NOW_TEXT: &str = "2025-11-18T10:44:00Z";

const WORDS: &[&str] = &[
    "randomised",
    "trial",
    "of",
    "early",
    "late",
    "treatment",
    "heart",
    "failure",
    "kidney",
    "chronic",
    "acute",
    "care",
    "outcomes",
    "cohort",
    "after",
    "surgery",
    "infection",
    "sepsis",
    "diabetes",
    "insulin",
    "blood",
    "pressure",
    "older",
    "adults",
    "children",
    "review",
    "risk",
    "guideline",
    "screening",
    "mortality",
    "therapy",
    "nursing",
    "wards",
    "pain",
    "stroke",
];

/// Fills a home: so many items over so many sources in eight lists, one item
/// an hour back from [`NOW`], the search index complete.
pub fn fill(home: &Path, n_items: usize, n_sources: usize) {
    let paths = Paths::under(home);
    let mut store = Store::open(&paths.data, NOW).expect("a store");
    follow(&mut store, n_sources, nowhere);
    let reader = Reader::open(&paths.data).expect("a reader");
    let targets = reader.targets().expect("targets");
    let per_source = n_items.div_ceil(n_sources);
    let mut left = n_items;
    for chunk in targets.chunks(16) {
        let intakes: Vec<Intake> = chunk
            .iter()
            .map(|target| {
                let n = per_source.min(left);
                left -= n;
                let records = (0..n)
                    .map(|k| record(target.source.0 as usize, k, n_sources))
                    .collect();
                let info = SourceInfo {
                    title: target.title.clone(),
                    ..SourceInfo::default()
                };
                news(target.source, info, records)
            })
            .collect();
        store.ingest(&intakes, NOW).expect("items");
    }
    let mut index = Index::open(&paths.data).expect("an index");
    read_in(&mut index, &reader);
}

/// Follows so many sources in eight lists, each at its address.
pub fn follow(store: &mut Store, n_sources: usize, address: impl Fn(usize) -> String) {
    let entries: Vec<(Vec<String>, NewSource)> = (0..n_sources)
        .map(|n| {
            let source = NewSource {
                kind: "feed".to_string(),
                address: address(n),
                title: format!("Journal {n}"),
                ..NewSource::default()
            };
            (vec![format!("List {}", n % 8)], source)
        })
        .collect();
    store.import(&entries, NOW).expect("sources");
}

/// The address of a source that nobody asks.
pub fn nowhere(n: usize) -> String {
    format!("http://127.0.0.1:9/feed/{n}")
}

/// An answer of a source with these items.
pub fn news(source: SourceId, info: SourceInfo, records: Vec<Record>) -> Intake {
    Intake {
        source,
        tried: NOW,
        millis: 50,
        next_try: NOW.plus(86_400),
        outcome: Outcome::News {
            info: Box::new(info),
            validators: Validators::default(),
            body_hash: 1,
            n_bytes: 1,
            records,
            skipped: Vec::new(),
            moved_to: None,
        },
    }
}

/// Reads into the search index what it does not hold.
pub fn read_in(index: &mut Index, reader: &Reader) {
    let mut n_left = 1;
    while n_left > 0 {
        let step = index.step(reader, &page::plain_text, 5_000);
        n_left = step.expect("a step").n_left;
    }
}

fn record(source: usize, k: usize, n_sources: usize) -> Record {
    let seed = source * 7_919 + k * 104_729;
    let words = |from, n| words(seed, from, n);
    let age = (k * n_sources + source) as i64 * 3_600;
    Record {
        key: format!("item-{source}-{k}"),
        work_keys: vec![format!("url:journal{source}.example/{k}")],
        title: format!("{} {source}-{k}", words(0, 9)),
        link: Some(format!("https://journal{source}.example/{k}")),
        published: Some(NOW.plus(-age)),
        authors: vec!["A. Author".to_string()],
        html: Some(format!("<p>{}</p><p>{}</p>", words(3, 100), words(7, 100))),
        ..Record::default()
    }
}

/// So many words, the same for the same seed and beginning.
pub fn words(seed: usize, from: usize, n: usize) -> String {
    let words: Vec<&str> = (0..n)
        .map(|i| WORDS[(seed / 3 + from + i * (1 + seed % 11)) % WORDS.len()])
        .collect();
    words.join(" ")
}
