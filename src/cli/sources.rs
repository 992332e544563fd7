//! `rounds sources` and `rounds rename`: what is followed, how it is doing and
//! what it is called.

use clap::Args;
use serde_json::Value;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::domain::link;
use crate::domain::source::Moving;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::source::Stays;
use crate::domain::time::UtcTime;
use crate::problem::Problem;

/// List what you follow and how it is doing.
#[derive(Debug, Args)]
pub struct Sources {
    /// Only those of this list.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Only those whose last try failed.
    #[arg(long)]
    failing: bool,
    /// Print one JSON object a line: id, title, address, kind, standing, what,
    /// items, unread, tries, last_good, next_try, newest, last_tried, bytes,
    /// answers, unchanged (304), mean_ms, skipped, moved_from, moving_to,
    /// offers (feeds of a page that came instead), daily (how many a day
    /// timelines show; null for all).
    #[arg(long)]
    json: bool,
}

/// Give a source a name of your own; an empty one gives its own name back.
#[derive(Debug, Args)]
pub struct Rename {
    /// Its number, address or title.
    source: String,
    name: String,
}

impl Sources {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let mut sources = reader.sources()?;
        if let Some(name) = &self.list {
            let members = pick::list(&reader, name)?.sources;
            sources.retain(|source| members.contains(&source.id));
        }
        if self.failing {
            sources.retain(|source| matches!(source.standing, Standing::Failing | Standing::Gone));
        }
        if sources.is_empty() && !self.json {
            out.note("Nothing here. rounds follow ADDRESS follows a source")?;
        }
        for source in &sources {
            match self.json {
                true => out.json(&object(source))?,
                false => out.line(&line(source, world.now()))?,
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

impl Rename {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let source = pick::source(&world.reader()?, &self.source)?;
        world
            .store()?
            .rename_source(source.id, &self.name, world.now())?;
        out.note(&format!("{} is now called {}", source.title, self.name))?;
        Ok(Outcome::Done)
    }
}

fn line(source: &Source, now: UtcTime) -> String {
    let asked = match source.last_good {
        Some(time) => match time.age(now).as_str() {
            "now" => "last good just now".to_string(),
            age => format!("last good {age} ago"),
        },
        None => "never fetched".to_string(),
    };
    let standing = match source.standing {
        Standing::Failing | Standing::Gone | Standing::Odd => {
            format!("{}: {}", standing(source.standing), source.what)
        }
        other => standing(other).to_string(),
    };
    let mut parts = vec![format!(
        "{}. {}. {standing}. {}, {} unread, {asked}. {}",
        source.id.0,
        source.title,
        counted(source.n_items as usize, "item"),
        source.n_unread,
        link::without_secrets(&source.address)
    )];
    parts.extend(next(source, now));
    if source.n_answers > 0 {
        parts.push(format!(
            "{}, {} % not changed, {} ms on average, {} kB",
            counted(source.n_answers as usize, "answer"),
            source.unchanged_percent(),
            source.mean_ms,
            source.n_bytes.div_ceil(1_000)
        ));
    }
    parts.extend(
        source
            .daily
            .map(|n| format!("at most {n} a day in timelines")),
    );
    parts.extend(elsewhere(source));
    parts.join(". ")
}

fn next(source: &Source, now: UtcTime) -> Option<String> {
    match (source.waits_until(now), source.next_try) {
        (Some(next), _) => Some(format!("next try in {}", now.age(next))),
        (None, Some(_)) => Some("next try soon".to_string()),
        (None, None) => None,
    }
}

/// Where it moved from or says it moved to, in words.
pub fn elsewhere(source: &Source) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(Moving { to, why }) = &source.moving_to {
        let to = link::without_secrets(to);
        said.push(match why {
            Stays::SaidOnce => format!("it says it moved to {to}; if it says so again it will"),
            Stays::TakenBack => format!("it says it moved to {to}; you took that back"),
            Stays::Taken(title) => {
                format!("it says it moved to {to}, where {title} is followed already")
            }
        });
    }
    if let Some(before) = &source.moved_from {
        said.push(format!("moved from {}", link::without_secrets(before)));
    }
    said
}

/// The word that JSON and plain output use.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::New => "new",
        Standing::Good => "good",
        Standing::Odd => "odd",
        Standing::Failing => "failing",
        Standing::Gone => "gone",
    }
}

fn object(source: &Source) -> Value {
    let time = |time: Option<UtcTime>| time.map(UtcTime::rfc3339);
    json!({
        "id": source.id.0,
        "title": source.title,
        "address": source.address,
        "kind": source.kind,
        "standing": standing(source.standing),
        "what": source.what,
        "items": source.n_items,
        "unread": source.n_unread,
        "tries": source.n_tries,
        "last_good": time(source.last_good),
        "next_try": time(source.next_try),
        "newest": time(source.newest),
        "last_tried": time(source.last_tried),
        "bytes": source.n_bytes,
        "answers": source.n_answers,
        "unchanged": source.n_unchanged,
        "mean_ms": source.mean_ms,
        "skipped": source.n_skipped,
        "moved_from": source.moved_from,
        "moving_to": source.moving_to.as_ref().map(|moving| &moving.to),
        "daily": source.daily,
        "offers": source.offers.iter().map(|(address, _)| address).collect::<Vec<_>>(),
    })
}
