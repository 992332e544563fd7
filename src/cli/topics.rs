//! `rounds topic`: what you want to learn about, in your own words.

use clap::Subcommand;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::refresh;
use crate::config::topics;
use crate::problem::Problem;
use crate::runtime;

/// Name your topics, or change the words that make an item belong to one.
#[derive(Debug, Subcommand)]
pub enum Topic {
    /// Name the topics and their words.
    List {
        /// Print one JSON object a line: name, words.
        #[arg(long)]
        json: bool,
    },
    /// Add words to a topic; it is made if it is not there.
    Add { name: String, words: Vec<String> },
    /// Take words out of a topic, or, without words, the topic away.
    Remove { name: String, words: Vec<String> },
}

impl Topic {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let file = world.paths.topics_file();
        let known = topics::read(&file)?;
        let words_of = |name: &str| -> Vec<String> {
            let topic = known.iter().find(|topic| topic.name == name);
            topic.map(|topic| topic.words.clone()).unwrap_or_default()
        };
        let (name, words) = match self {
            Topic::List { json } => {
                for topic in &known {
                    match json {
                        true => out.json(&json!({"name": topic.name, "words": topic.words}))?,
                        false => {
                            out.line(&format!("{}: {}", topic.name, topic.words.join(", ")))?
                        }
                    }
                }
                out.flush()?;
                return Ok(Outcome::Done);
            }
            Topic::Add { name, words } => {
                let mut all = words_of(&name);
                // A topic named by its only word is what people begin with.
                let words = match (words.is_empty(), all.is_empty()) {
                    (true, true) => vec![name.clone()],
                    _ => words,
                };
                for word in words {
                    let word = word.trim().to_string();
                    if !word.is_empty() && !all.contains(&word) {
                        all.push(word);
                    }
                }
                (name, all)
            }
            Topic::Remove { name, words } => {
                if !known.iter().any(|topic| topic.name == name) {
                    return Err(Problem::new(
                        format!("No topic is called {name:?}"),
                        "it is not in your topics file",
                        "rounds topic list names them",
                    ));
                }
                let mut all = words_of(&name);
                all.retain(|word| !words.is_empty() && !words.contains(word));
                (name, all)
            }
        };
        topics::set(&file, &name, &words)?;
        let mut store = world.store()?;
        let topics = runtime::topics_in_step(&mut store, &file, world.now())?;
        refresh::rematch(&mut store, &topics.known)?;
        match words.is_empty() {
            true => out.note(&format!("Took the topic {name} away"))?,
            false => out.note(&format!("{name}: {}", words.join(", ")))?,
        }
        Ok(Outcome::Done)
    }
}
