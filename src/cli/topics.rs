//! `rounds topic`: what you want to learn about, by the topics that rounds
//! ships and in your own words.

use clap::Subcommand;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::cli::refresh;
use crate::config::topics;
use crate::config::vocabulary;
use crate::domain::topic;
use crate::domain::topic::Vocabulary;
use crate::problem::Problem;
use crate::runtime;

/// Choose your topics, or change the words that make an item belong to one.
#[derive(Debug, Subcommand)]
pub enum Topic {
    /// Name your topics and their words.
    List {
        /// Name the topics that rounds ships instead.
        #[arg(long)]
        all: bool,
        /// Print one JSON object a line: name, is, words, without, not; with
        /// --all id, label and the words of each kind.
        #[arg(long)]
        json: bool,
    },
    /// Add a topic that rounds ships, or words to one of yours; a new name with
    /// words makes one of your own.
    Add { name: String, words: Vec<String> },
    /// Take words out of a topic, or, without words, the topic away.
    Remove { name: String, words: Vec<String> },
    /// Say what a source is about, so that its items belong there; without
    /// names, tell it.
    Source {
        /// Its number, address or title.
        source: String,
        /// Your topics, or ids or names of those that rounds ships.
        names: Vec<String>,
        /// It is about none of them.
        #[arg(long, conflicts_with = "names")]
        none: bool,
    },
    /// Tell why an item is in its topics.
    Why {
        /// Its number in the last listing, its id, DOI or link.
        #[arg(allow_negative_numbers = true)]
        item: String,
        /// Print one JSON object a line: topic, place, said.
        #[arg(long)]
        json: bool,
    },
}

impl Topic {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        match self {
            Topic::List { all: true, json } => list_shipped(json, out)?,
            Topic::List { all: false, json } => list(world, json, out)?,
            Topic::Add { name, words } => add(world, &name, &words, out)?,
            Topic::Remove { name, words } => remove(world, &name, &words, out)?,
            Topic::Source {
                source,
                names,
                none,
            } => about(world, &source, &names, none, out)?,
            Topic::Why { item, json } => why(world, &item, json, out)?,
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn list(world: &World, json: bool, out: &mut Out) -> Result<(), Problem> {
    for topic in topics::read(&world.paths.topics_file())? {
        if json {
            out.json(&json!({
                "name": topic.name,
                "is": topic.shipped,
                "words": topic.words,
                "without": topic.without,
                "not": topic.not,
            }))?;
            continue;
        }
        let mut said = Vec::new();
        said.extend(topic.shipped.map(|id| format!("as rounds ships it ({id})")));
        said.extend(topic.words);
        said.extend(topic.without.iter().map(|word| format!("without {word}")));
        said.extend(topic.not.iter().map(|word| format!("not in {word}")));
        out.line(&format!("{}: {}", topic.name, said.join(", ")))?;
    }
    Ok(())
}

fn list_shipped(json: bool, out: &mut Out) -> Result<(), Problem> {
    for topic in vocabulary::shipped() {
        match json {
            true => out.json(&object(topic))?,
            false => out.line(&format!(
                "{}: {} ({} …)",
                topic.id,
                topic.label,
                topic
                    .terms
                    .iter()
                    .take(4)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", "),
            ))?,
        }
    }
    Ok(())
}

fn object(topic: &Vocabulary) -> serde_json::Value {
    let short = |it: &topic::Ambiguous| json!({"abbr": it.abbreviation, "means": it.means, "needs": it.needs});
    let mesh = |it: &topic::Descriptor| json!({"name": it.name, "ui": it.ui, "trees": it.trees});
    json!({
        "id": topic.id,
        "label": topic.label,
        "terms": topic.terms,
        "weak": topic.weak,
        "abbr": topic.abbreviations,
        "ambiguous": topic.ambiguous.iter().map(short).collect::<Vec<_>>(),
        "not": topic.not,
        "mute": topic.mute,
        "hashtags": topic.hashtags,
        "headings": topic.headings,
        "mesh": topic.mesh.iter().map(mesh).collect::<Vec<_>>(),
    })
}

fn add(world: &World, name: &str, words: &[String], out: &mut Out) -> Result<(), Problem> {
    let file = world.paths.topics_file();
    let known = topics::read(&file)?;
    let mine = known.iter().find(|topic| topic.name == name);
    let shipped = vocabulary::name_of(name);
    let mut all = mine.map(|topic| topic.words.clone()).unwrap_or_default();
    let words = match (words, mine, shipped) {
        // A topic named by its only word is what people begin with.
        ([], None, None) => vec![name.to_string()],
        _ => words.to_vec(),
    };
    let mut added = Vec::new();
    for word in words {
        let word = word.trim().to_string();
        if !word.is_empty() && !all.contains(&word) {
            added.push(format!("{word:?}"));
            all.push(word);
        }
    }
    topics::set(&file, name, &all)?;
    match_again(world)?;
    let name = match (mine, shipped) {
        (None, Some((_, label))) if all.is_empty() => label,
        _ => name,
    };
    let ships = mine.is_some_and(|topic| topic.shipped.is_some()) || shipped.is_some();
    match (added.as_slice(), all.len(), ships) {
        (_, 0, _) => out.note(&format!("{name}: as rounds ships it"))?,
        (_, _, false) => out.note(&format!("{name}: {}", all.join(", ")))?,
        ([], n, true) => out.note(&format!(
            "Nothing was to be added to {name}: it has {} of yours and all that rounds ships",
            counted(n, "word")
        ))?,
        (added, n, true) => out.note(&format!(
            "Added {} to {name}, which has {} of yours and all that rounds ships{}",
            added.join(" and "),
            counted(n, "word"),
            less(mine.map_or(&[], |topic| &topic.without)),
        ))?,
    }
    Ok(())
}

/// What a topic goes without, as the end of a sentence.
fn less(without: &[String]) -> String {
    match without {
        [] => String::new(),
        without => format!(", without {}", without.join(", ")),
    }
}

fn remove(world: &World, name: &str, words: &[String], out: &mut Out) -> Result<(), Problem> {
    let file = world.paths.topics_file();
    let known = topics::read(&file)?;
    let Some(mine) = known.iter().find(|topic| topic.name == name) else {
        return Err(no_topic(name));
    };
    if words.is_empty() {
        topics::remove(&file, name)?;
        match_again(world)?;
        out.note(&format!("Took the topic {name} away"))?;
        return Ok(());
    }
    let (own, rest): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| mine.words.contains(word));
    // What is not the person's own is a word of the shipped topic.
    let mut without = mine.without.clone();
    if mine.shipped.is_some() {
        without.extend(rest.into_iter().cloned());
        without.dedup();
    }
    let mut left = mine.words.clone();
    left.retain(|word| !own.contains(&word));
    if without != mine.without {
        topics::set_without(&file, name, &without)?;
    }
    if left != mine.words {
        topics::set(&file, name, &left)?;
    }
    match_again(world)?;
    match (left.is_empty(), &mine.shipped) {
        (true, None) => out.note(&format!("Took the topic {name} away"))?,
        (false, None) => out.note(&format!("{name}: {}", left.join(", ")))?,
        (_, Some(_)) => {
            let gone: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
            let count = if gone.len() == 1 { "counts" } else { "count" };
            out.note(&format!(
                "{} {count} no more in {name}, which has {} of yours and all that rounds ships{}",
                gone.join(" and "),
                counted(left.len(), "word"),
                less(&without),
            ))?;
        }
    }
    Ok(())
}

fn about(
    world: &World,
    source: &str,
    names: &[String],
    none: bool,
    out: &mut Out,
) -> Result<(), Problem> {
    let source = pick::source(&world.reader()?, source)?;
    if names.is_empty() && !none {
        let about = world.reader()?.source_topics(source.id)?;
        return match about.is_empty() {
            true => out.line(&format!("{}: nothing is said of it", source.title)),
            false => out.line(&format!("{}: {}", source.title, about.join(", "))),
        };
    }
    let known = topics::read(&world.paths.topics_file())?;
    let mut about = Vec::with_capacity(names.len());
    for name in names {
        let wanted = name.trim().to_lowercase();
        let mine = known
            .iter()
            .find(|topic| topic.name.to_lowercase() == wanted);
        let shipped = || vocabulary::name_of(name).map(|(id, _)| id.to_string());
        let said = match mine {
            Some(mine) => Some(mine.shipped.clone().unwrap_or_else(|| mine.name.clone())),
            None => shipped(),
        };
        about.push(said.ok_or_else(|| no_topic(name))?);
    }
    let mut store = world.store()?;
    store.set_source_topics(source.id, &about)?;
    drop(store);
    match_again(world)?;
    match about.is_empty() {
        true => out.note(&format!("{}: about nothing in particular", source.title))?,
        false => out.note(&format!("{}: about {}", source.title, about.join(", ")))?,
    }
    Ok(())
}

fn why(world: &World, item: &str, json: bool, out: &mut Out) -> Result<(), Problem> {
    let mut store = world.store()?;
    let file = world.paths.topics_file();
    let known = runtime::topics_in_step(&mut store, &file, world.now())?.known;
    let reader = world.reader()?;
    let work = pick::work(world, &reader, item)?;
    let told = runtime::topics::Why::default().of(&reader, work)?;
    if told.is_empty() && !json {
        out.note("It is in none of your topics")?;
    }
    for (id, reasons) in told {
        let topic = known.iter().find(|topic| topic.id == id);
        let name = topic.map(|topic| topic.name.as_str()).unwrap_or_default();
        for reason in reasons {
            match json {
                true => out.json(&json!({
                    "topic": name,
                    "place": reason.place.word(),
                    "said": reason.said,
                }))?,
                false => out.line(&format!("{name}: {reason}"))?,
            }
        }
    }
    Ok(())
}

fn no_topic(name: &str) -> Problem {
    Problem::new(
        format!("No topic is called {name:?}"),
        "it is neither in your topics file nor shipped with rounds",
        "rounds topic list names yours, rounds topic list --all those that rounds ships",
    )
}

/// Brings the cache in step with the topics.
pub(super) fn match_again(world: &World) -> Result<(), Problem> {
    let mut store = world.store()?;
    let file = world.paths.topics_file();
    let topics = runtime::topics_in_step(&mut store, &file, world.now())?;
    match topics.changed {
        true => refresh::rematch(&mut store, &topics.known),
        false => Ok(()),
    }
}
