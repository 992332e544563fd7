//! How long a page of rows takes, as the screen asks for it: of timelines, and of
//! searches by words, phrases, beginnings and conditions, newest first and best
//! first.
//!
//! `cargo bench --bench search` (100,000 items), `cargo bench --bench search --
//! 1000000 [FOLDER]`: with a folder the store is made there once and used
//! again. Text is invented: 40,000 words by Zipf's law, 1.5 kB an item.
//! Prints a table of milliseconds; every query is asked once before the clock
//! runs, since the goals are for a warm cache.

#[path = "filling.rs"]
#[allow(dead_code)]
mod filling;

use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use rounds::config::paths::Paths;
use rounds::domain::badge::Badge;
use rounds::domain::intake::Intake;
use rounds::domain::intake::Record;
use rounds::domain::item::SourceInfo;
use rounds::domain::query::Anchor;
use rounds::domain::query::Order;
use rounds::domain::query::Place;
use rounds::domain::query::Query;
use rounds::domain::query::wish::Wish;
use rounds::page;
use rounds::store::Reader;
use rounds::store::Store;
use rounds::store::search::Index;

use filling::NOW;

const N_WORDS: usize = 40_000;
const N_SOURCES: usize = 200;
/// Queries of a class.
const N_QUERIES: usize = 40;
/// Rows of a page, as the screen asks for.
const PAGE: usize = 200;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| !it.starts_with("--"));
    let n_items = arguments
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let kept = arguments.next();
    let made = tempfile::tempdir().expect("a folder");
    let home = kept.as_deref().map_or(made.path(), Path::new);
    let paths = Paths::under(home);
    let start = Instant::now();
    if !paths.database().exists() {
        fill(&paths, n_items);
        println!("made in {:.0} s", start.elapsed().as_secs_f64());
    }
    let mut reader = Reader::open(&paths.data).expect("a reader");
    reader.read_text_with(page::plain_text);
    println!("{n_items} items, pages of {PAGE}, milliseconds, warm\n");
    println!("| what | p50 | p95 | slowest | rows |\n|---|---:|---:|---:|---:|");
    pages(&mut reader);
    let vocabulary = Vocabulary::new();
    for order in [Order::Newest, Order::Best] {
        for (name, query) in classes(&vocabulary) {
            if order == Order::Best && name.starts_with("filter") {
                continue;
            }
            measure(&mut reader, name, query, order);
        }
    }
}

/// Pages of timelines, where no word is searched.
fn pages(reader: &mut Reader) {
    let list = reader.lists().expect("lists")[0].id;
    let source = reader.targets().expect("targets")[0].source;
    let of = |place| Query {
        place,
        ..Query::default()
    };
    let unread = Query {
        unread_only: true,
        ..Query::default()
    };
    let oldest = reader.page(&Query::default(), Anchor::Bottom, PAGE);
    let oldest = oldest.expect("a page").rows[0].work;
    for (name, query, anchor) in [
        ("timeline: the newest", Query::default(), Anchor::Top),
        ("timeline: the oldest", Query::default(), Anchor::Bottom),
        (
            "timeline: around a row",
            Query::default(),
            Anchor::Around(oldest),
        ),
        (
            "timeline: above a row",
            Query::default(),
            Anchor::Above(oldest),
        ),
        ("timeline: unread only", unread, Anchor::Top),
        ("timeline: a list", of(Place::List(list)), Anchor::Top),
        ("timeline: a source", of(Place::Source(source)), Anchor::Top),
    ] {
        let mut times = Vec::new();
        let mut n_rows = 0;
        for round in 0..=N_QUERIES {
            let start = Instant::now();
            let page = reader.page(&query, anchor, PAGE).expect("a page");
            if round > 0 {
                times.push(start.elapsed());
                n_rows += page.rows.len();
            }
        }
        print(name, times, n_rows);
    }
}

type Queries = Vec<String>;

fn classes(vocabulary: &Vocabulary) -> Vec<(&'static str, Queries)> {
    let mut dice = Dice(7);
    let mut make = |query: &mut dyn FnMut(&mut Dice) -> String| -> Queries {
        (0..N_QUERIES).map(|_| query(&mut dice)).collect()
    };
    // Words as people search them: neither the very commonest nor unique.
    let word = |dice: &mut Dice| vocabulary.words[20 + dice.below(3_000)].clone();
    let common = |dice: &mut Dice| vocabulary.words[10 + dice.below(90)].clone();
    vec![
        ("one word", make(&mut |dice| format!("{} ", word(dice)))),
        ("one common word, typed", make(&mut |dice| common(dice))),
        (
            "two words",
            make(&mut |dice| format!("{} {}", common(dice), word(dice))),
        ),
        ("phrase", {
            make(&mut |dice| {
                let text = vocabulary.text(&mut Dice(dice.next()), 2);
                format!("\"{text}\"")
            })
        }),
        (
            "beginning of 2 letters",
            make(&mut |dice| word(dice)[..2].to_string()),
        ),
        (
            "beginning of 3 letters",
            make(&mut |dice| word(dice)[..3].to_string()),
        ),
        (
            "beginning of 4 letters",
            make(&mut |dice| word(dice)[..4].to_string()),
        ),
        (
            "beginning of 5 letters",
            make(&mut |dice| word(dice).chars().take(5).collect()),
        ),
        (
            "word and 3 letters",
            make(&mut |dice| format!("{} {}", common(dice), &word(dice)[..3])),
        ),
        (
            "word and type:",
            make(&mut |dice| format!("{} type:rct", common(dice))),
        ),
        (
            "word without another",
            make(&mut |dice| format!("{} -{} ", common(dice), word(dice))),
        ),
        (
            "filter: type:guideline",
            make(&mut |_| "type:guideline".to_string()),
        ),
        ("filter: two types or warning", {
            make(&mut |_| "type:rct OR type:review OR type:warning".to_string())
        }),
        (
            "filter: a source",
            make(&mut |dice| format!("source:\"Journal {}\"", dice.below(N_SOURCES))),
        ),
        (
            "filter: has:doi -type:news",
            make(&mut |_| "has:doi -type:news".to_string()),
        ),
        (
            "filter: without a word",
            make(&mut |dice| format!("-{}", common(dice))),
        ),
    ]
}

fn measure(reader: &mut Reader, name: &str, texts: Queries, order: Order) {
    let mut times = Vec::new();
    let mut n_rows = 0;
    for text in texts {
        let query = Query {
            wish: Wish::typing(&text, NOW),
            order,
            hits_only: true,
            ..Query::default()
        };
        for round in 0..2 {
            // Another revision cannot be had here, so the ranked list would be
            // remembered: a little other query makes it forget.
            if order == Order::Best {
                let other = Query {
                    wish: Wish::typing("zz", NOW),
                    order,
                    hits_only: true,
                    ..Query::default()
                };
                reader.page(&other, Anchor::Top, 1).expect("a page");
            }
            let start = Instant::now();
            let page = reader.page(&query, Anchor::Top, PAGE).expect("a page");
            if round == 1 {
                times.push(start.elapsed());
                n_rows += page.rows.len();
            }
        }
    }
    let name = match order {
        Order::Best => format!("best: {name}"),
        _ => format!("newest: {name}"),
    };
    print(&name, times, n_rows);
}

fn print(name: &str, mut times: Vec<Duration>, n_rows: usize) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    println!(
        "| {name} | {:.2} | {:.2} | {:.2} | {:.0} |",
        ms(at(0.5)),
        ms(at(0.95)),
        ms(at(1.0)),
        n_rows as f64 / times.len() as f64
    );
}

/// Numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
}

/// Invented words, the commonest first.
struct Vocabulary {
    words: Vec<String>,
    /// How likely one of the words up to here is.
    sums: Vec<f64>,
}

impl Vocabulary {
    fn new() -> Vocabulary {
        const PARTS: [&str; 40] = [
            "car", "di", "o", "ne", "phro", "gas", "tro", "der", "ma", "the", "ra", "py", "in",
            "hi", "bi", "tor", "pul", "mo", "na", "ry", "he", "pa", "ti", "tis", "scle", "ro",
            "sis", "on", "co", "lo", "gy", "em", "pha", "gli", "flo", "zin", "sta", "a", "vas",
            "cu",
        ];
        let mut dice = Dice(1);
        let mut words = Vec::with_capacity(N_WORDS);
        let mut seen = std::collections::HashSet::new();
        while words.len() < N_WORDS {
            let n_parts = 2 + dice.below(4);
            let word: String = (0..n_parts)
                .map(|_| PARTS[dice.below(PARTS.len())])
                .collect();
            if word.len() >= 5 && seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0.0;
        let sums = (0..N_WORDS)
            .map(|n| {
                sum += 1.0 / (n as f64 + 2.7);
                sum
            })
            .collect();
        Vocabulary { words, sums }
    }

    fn word(&self, dice: &mut Dice) -> &str {
        let all = self.sums[N_WORDS - 1];
        let wanted = dice.next() as f64 / u64::MAX as f64 * all;
        let at = self.sums.partition_point(|sum| *sum < wanted);
        &self.words[at.min(N_WORDS - 1)]
    }

    fn text(&self, dice: &mut Dice, n_words: usize) -> String {
        let words: Vec<&str> = (0..n_words).map(|_| self.word(dice)).collect();
        words.join(" ")
    }
}

fn fill(paths: &Paths, n_items: usize) {
    let mut store = Store::open(&paths.data, NOW).expect("a store");
    filling::follow(&mut store, N_SOURCES, filling::nowhere);
    let reader = Reader::open(&paths.data).expect("a reader");
    let targets = reader.targets().expect("targets");
    let vocabulary = Vocabulary::new();
    let mut dice = Dice(99);
    let mut index = Index::open(&paths.data).expect("an index");
    // Oldest first, as time goes.
    let n_rounds = n_items.div_ceil(N_SOURCES * 10);
    let mut made = 0;
    for _ in 0..n_rounds {
        for chunk in targets.chunks(16) {
            let intakes: Vec<Intake> = chunk
                .iter()
                .map(|target| {
                    let records = (0..10)
                        .filter_map(|_| {
                            made += 1;
                            (made <= n_items).then(|| record(made, n_items, &vocabulary, &mut dice))
                        })
                        .collect();
                    let info = SourceInfo {
                        title: target.title.clone(),
                        ..SourceInfo::default()
                    };
                    filling::news(target.source, info, records)
                })
                .collect();
            store.ingest(&intakes, NOW).expect("items");
        }
        filling::read_in(&mut index, &reader);
    }
    for _ in 0..n_items / 500 {
        index.tidy().expect("tidying");
    }
}

fn record(n: usize, n_items: usize, vocabulary: &Vocabulary, dice: &mut Dice) -> Record {
    let badges = [
        Badge::Rct,
        Badge::Review,
        Badge::Guideline,
        Badge::News,
        Badge::Safety,
    ];
    let age = (n_items - n) as i64 * 60;
    let text = vocabulary.text(dice, 170);
    Record {
        key: format!("item-{n}"),
        work_keys: match n % 3 {
            0 => vec![format!("doi:10.1000/{n}")],
            _ => vec![format!("url:journal.example/{n}")],
        },
        title: vocabulary.text(dice, 11),
        link: Some(format!("https://journal.example/{n}")),
        published: Some(NOW.plus(-age)),
        authors: (0..4).map(|_| vocabulary.text(dice, 2)).collect(),
        journal: Some(format!("Journal of {}", vocabulary.word(dice))),
        badge: badges.get(dice.below(12)).copied(),
        html: Some(format!("<p>{text}</p>")),
        ..Record::default()
    }
}
