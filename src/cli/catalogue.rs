//! `rounds catalogue`: what rounds can offer to follow, listed, searched and
//! checked.
//!
//! Nothing is followed here, and nobody is asked without `--check`.

use clap::Args;
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::Value;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::wait_for;
use crate::domain::catalogue;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::field_named;
use crate::domain::link;
use crate::net::Client;
use crate::problem::Problem;
use crate::runtime;
use crate::sync::look;
use crate::sync::look::Who;

/// How many are asked at once; of one host still only as many as usual.
const AT_ONCE: usize = 16;

/// List, search and check the sources that rounds knows of. ROUNDS_CATALOG, a
/// file or an address, uses another list.
#[derive(Debug, Args)]
pub struct CatalogueVerb {
    /// Only those with all these words in name, kind, specialty or address.
    words: Vec<String>,
    /// Only those of a field of work.
    #[arg(long, value_name = "FIELD")]
    specialty: Option<String>,
    /// Also those that are not offered, with the reason.
    #[arg(long)]
    all: bool,
    /// Ask every one who answers there; dead ones make the exit code 1.
    #[arg(long)]
    check: bool,
    /// Print one JSON object a source: name, kind, address, home, specialties,
    /// issn, nlm, lists, evidence, note, off, and with --check also answers,
    /// title, moved_to and trouble.
    #[arg(long)]
    json: bool,
}

/// The catalogue that holds, or the shipped one with a word on why.
pub fn load(world: &World, out: &mut Out) -> Result<Catalogue, Problem> {
    let (catalogue, trouble) = wait_for(async {
        let read = runtime::catalogue::load(&world.catalogue, world.data(), &world.config.fetch);
        Ok(read.await)
    })?;
    if let Some(trouble) = trouble {
        out.wrong(&trouble)?;
    }
    Ok(catalogue)
}

impl CatalogueVerb {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let field = match &self.specialty {
            None => None,
            Some(said) => match field_named(said) {
                Some(field) => Some(field),
                None => {
                    out.wrong(&unknown_field(said))?;
                    return Ok(Outcome::WrongUse);
                }
            },
        };
        let catalogue = load(world, out)?;
        let mut found = catalogue.search(&self.words.join(" "));
        if self.all && self.words.is_empty() {
            let off = catalogue.entries.iter().filter(|it| !it.is_offered());
            found.extend(off);
        }
        if let Some(field) = field {
            found.retain(|entry| entry.is_about(field.specialties));
        }
        if self.check {
            return self.check(world, out, found);
        }
        for entry in &found {
            match self.json {
                true => out.json(&object(entry))?,
                false => {
                    out.line(&line(entry))?;
                    out.line(&format!("    {}", link::without_secrets(&entry.address)))?;
                }
            }
        }
        out.flush()?;
        out.note(&format!(
            "{}. rounds follow ADDRESS follows one, rounds follow --specialty FIELD a field's lists",
            counted(found.len(), "source")
        ))?;
        Ok(Outcome::Done)
    }

    fn check(&self, world: &World, out: &mut Out, found: Vec<&Entry>) -> Result<Outcome, Problem> {
        let settings = runtime::net_settings(&world.config.fetch);
        let answers = wait_for(async {
            let client = Client::new(&settings)?;
            let asking = found.iter().map(|entry| look::who(&client, &entry.address));
            let answers: Vec<_> = stream::iter(asking).buffered(AT_ONCE).collect().await;
            Ok(answers)
        })?;
        let (mut n_dead, mut n_odd) = (0, 0);
        for (entry, answer) in found.iter().zip(&answers) {
            let trouble = trouble(entry, answer);
            match (answer, &trouble) {
                (Err(_), _) => n_dead += 1,
                (Ok(_), Some(_)) => n_odd += 1,
                (Ok(_), None) => {}
            }
            match (self.json, trouble) {
                (true, trouble) => {
                    let mut object = object(entry);
                    let who = answer.as_ref().ok();
                    object["answers"] = json!(answer.is_ok());
                    object["title"] = json!(who.map(|who| &who.title));
                    object["moved_to"] = json!(who.and_then(|who| who.moved_to.as_ref()));
                    object["trouble"] = json!(trouble);
                    out.json(&object)?;
                }
                (false, Some(trouble)) => {
                    let mark = if answer.is_err() { "dead" } else { "look" };
                    out.line(&format!("{mark} {}: {trouble}", entry.name))?;
                    out.line(&format!("     {}", link::without_secrets(&entry.address)))?;
                }
                (false, None) => {}
            }
        }
        out.flush()?;
        out.note(&format!(
            "{} asked: {} as the catalogue says, {n_odd} to look at, {n_dead} dead",
            counted(found.len(), "source"),
            found.len() - n_dead - n_odd,
        ))?;
        match n_dead {
            0 => Ok(Outcome::Done),
            _ => Ok(Outcome::Failed),
        }
    }
}

/// What a person should know of an answer, if anything.
fn trouble(entry: &Entry, answer: &Result<Who, String>) -> Option<String> {
    let who = match answer {
        Err(why) => return Some(why.clone()),
        Ok(who) => who,
    };
    let host = link::host(&entry.address).unwrap_or_default();
    catalogue::warning(&entry.name, &who.title, host).or_else(|| {
        let to = who.moved_to.as_deref()?;
        Some(format!("it moved to {}", link::without_secrets(to)))
    })
}

/// The sentence for a field that nobody knows.
pub fn unknown_field(said: &str) -> String {
    let names: Vec<&str> = catalogue::FIELDS.iter().map(|it| it.name).collect();
    format!("there is no field {said}; there are {}", names.join(", "))
}

fn line(entry: &Entry) -> String {
    let mut parts = vec![
        entry.name.clone(),
        entry.kind.word().to_string(),
        entry.known_from(),
        entry.specialties.join(", "),
    ];
    if let Some(issn) = &entry.issn {
        parts.push(format!("ISSN {issn}"));
    }
    if let Some(nlm) = &entry.nlm {
        parts.push(format!("NLM {nlm}"));
    }
    if !entry.note.is_empty() {
        parts.push(entry.note.clone());
    }
    if let Some(off) = &entry.off {
        parts.push(format!("not offered: {off}"));
    }
    parts.join(" · ")
}

fn object(entry: &Entry) -> Value {
    json!({
        "name": entry.name,
        "kind": entry.kind.word(),
        "address": entry.address,
        "home": entry.home,
        "specialties": entry.specialties,
        "issn": entry.issn,
        "nlm": entry.nlm,
        "lists": entry.n_lists,
        "evidence": entry.known_from(),
        "note": entry.note,
        "off": entry.off,
    })
}
