//! How often a badge is right, measured against the publication types that
//! PubMed's indexers gave. Skipped, and says so, where the records are not
//! here: they are not ours to carry.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::domain::badge::Badge;
use crate::domain::text;

/// What an indexer's publication type means; types that say nothing are left
/// out. A retracted paper and its notice are both RETRACTED.
const TYPES: &[(&str, Badge)] = &[
    ("Retracted Publication", Badge::Retracted),
    ("Retraction of Publication", Badge::Retracted),
    ("Expression of Concern", Badge::Concern),
    ("Published Erratum", Badge::Corrected),
    ("Preprint", Badge::Preprint),
    ("Practice Guideline", Badge::Guideline),
    ("Systematic Review", Badge::Review),
    ("Meta-Analysis", Badge::Review),
    ("Randomized Controlled Trial", Badge::Rct),
    ("Case Reports", Badge::Case),
];

struct Record {
    title: String,
    types: Vec<String>,
}

/// Right, given, and wanted.
#[derive(Default)]
struct Count {
    n_right: u32,
    n_given: u32,
    n_wanted: u32,
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| {
            let rest = rest.split_once('>')?.1;
            rest.split_once(end).map(|(inside, _)| inside)
        })
        .collect()
}

fn records(folder: &Path) -> Vec<Record> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "xml"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            between(&text, "<PubmedArticle", "</PubmedArticle>")
                .into_iter()
                .map(|article| Record {
                    title: between(article, "<ArticleTitle", "</ArticleTitle>")
                        .first()
                        .map(|title| text::clean(title).into_owned())
                        .unwrap_or_default(),
                    types: between(article, "<PublicationType ", "</PublicationType>")
                        .into_iter()
                        .map(str::to_string)
                        .collect(),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// By badge, where the categories a feed gives are these.
fn measure(records: &[Record], with_types: bool) -> BTreeMap<Badge, Count> {
    let mut counts: BTreeMap<Badge, Count> = BTreeMap::new();
    for record in records {
        let categories = if with_types { &record.types[..] } else { &[] };
        let given = Badge::of(&record.title, categories, "", &[]);
        let wanted = TYPES
            .iter()
            .filter(|(name, _)| record.types.iter().any(|it| it == name))
            .map(|(_, badge)| *badge)
            .min();
        if let Some(badge) = given {
            counts.entry(badge).or_default().n_given += 1;
        }
        if let Some(badge) = wanted {
            counts.entry(badge).or_default().n_wanted += 1;
        }
        match given == wanted {
            true => {
                if let Some(badge) = given {
                    counts.entry(badge).or_default().n_right += 1;
                }
            }
            false => println!("{given:?}, indexed {wanted:?}: {}", record.title),
        }
    }
    for (badge, count) in &counts {
        println!(
            "{:<10} right {} of {} given, of {} indexed",
            badge.word(),
            count.n_right,
            count.n_given,
            count.n_wanted
        );
    }
    counts
}

#[test]
fn badges_agree_with_what_indexers_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/domain/fixtures/pubmed");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let records = records(&folder);
    println!("{} records, title alone:", records.len());
    let by_title = measure(&records, false);
    println!("title and publication types:");
    let by_both = measure(&records, true);
    for (badge, count) in &by_both {
        assert_eq!(
            count.n_right, count.n_wanted,
            "{badge:?}: what is typed is found"
        );
    }
    for badge in [Badge::Retracted, Badge::Concern, Badge::Corrected] {
        let count = &by_title[&badge];
        assert_eq!(
            count.n_right, count.n_given,
            "{badge:?}: never said wrongly"
        );
    }
}
