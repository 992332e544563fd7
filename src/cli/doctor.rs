//! `rounds doctor`: looks at everything that can be wrong and says what to do.
//!
//! It changes nothing, and sends nothing unless a source is named (`examine`).

mod examine;

use clap::Args;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::config::topics;
use crate::domain::enclosure::spoken_size;
use crate::domain::retention;
use crate::domain::source::Standing;
use crate::net::Client;
use crate::open;
use crate::open::Way;
use crate::problem::Problem;
use crate::runtime;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::checking;
use crate::store::checking::Copy;
use crate::store::checking::InStep;

/// Check files, settings and sources, and say what to do about each trouble.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Ask this source once and show each step; nothing is kept.
    #[arg(long, value_name = "SOURCE", conflicts_with = "json")]
    source: Option<String>,
    /// Print one JSON object a line: what, ok, says.
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
struct Finding {
    what: &'static str,
    ok: bool,
    says: String,
}

impl Doctor {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        if let Some(said) = &self.source {
            return examine::run(said, world, out);
        }
        let findings = findings(world);
        for finding in &findings {
            match self.json {
                true => out.json(&json!({
                    "what": finding.what,
                    "ok": finding.ok,
                    "says": finding.says,
                }))?,
                false => {
                    let mark = match (finding.ok, world.config.screen.ascii) {
                        (true, false) => "✓",
                        (true, true) => "v",
                        (false, false) => "▲",
                        (false, true) => "!",
                    };
                    out.line(&format!("{mark} {}: {}", finding.what, finding.says))?;
                }
            }
        }
        out.flush()?;
        let wrong: Vec<&str> = findings
            .iter()
            .filter(|finding| !finding.ok)
            .map(|finding| finding.what)
            .collect();
        match wrong.as_slice() {
            [] => Ok(Outcome::Done),
            wrong => {
                out.wrong(&format!("not in order: {}", wrong.join(", ")))?;
                Ok(Outcome::Failed)
            }
        }
    }
}

fn findings(world: &World) -> Vec<Finding> {
    let mut findings = vec![settings(world), person_topics(world)];
    match older(world) {
        Some(older) => findings.extend([older, keeping(world), copies(world)]),
        None => findings.extend(data(world)),
    }
    findings.extend([network(world), browser(world)]);
    findings
}

/// What is said of the data folder.
fn data(world: &World) -> Vec<Finding> {
    match world.reader() {
        Ok(reader) => vec![
            database(world, &reader),
            search(world, &reader),
            room(&reader),
            keeping(world),
            copies(world),
            sources(&reader),
            passwords(world, &reader),
        ],
        Err(problem) => {
            let refused = Finding {
                what: "database",
                ok: false,
                says: format!(
                    "{problem}. The file is {}; it was left as it is. rounds restore FILE puts a \
                     backup, or a copy listed below, in its place and lays it aside",
                    world.paths.database().display()
                ),
            };
            vec![refused, copies(world)]
        }
    }
}

/// What is said of a database that an older rounds made: it is looked at as it
/// is, for whoever opens it to work with it brings it up to date.
fn older(world: &World) -> Option<Finding> {
    let is_older = matches!(Reader::of_this_schema(world.data()), Ok(None));
    if !is_older || !world.paths.database().exists() {
        return None;
    }
    let reader = Reader::open(world.data()).ok()?;
    let whole = database(world, &reader);
    let more = "an older rounds made it, and the next command brings it up to date";
    Some(Finding {
        says: match whole.ok {
            true => format!("{}; {more}", whole.says),
            false => whole.says,
        },
        ..whole
    })
}

fn settings(world: &World) -> Finding {
    let file = world.paths.config_file();
    let says = match (world.problems.as_slice(), file.exists()) {
        ([], true) => format!("{} is understood", file.display()),
        ([], false) => format!("the defaults; {} would change them", file.display()),
        (problems, _) => problems.join("; "),
    };
    Finding {
        what: "settings",
        ok: world.problems.is_empty(),
        says,
    }
}

fn person_topics(world: &World) -> Finding {
    let file = world.paths.topics_file();
    let (ok, says) = match topics::read(&file) {
        Ok(topics) if file.exists() => (true, format!("{} in {}", topics.len(), file.display())),
        Ok(topics) => (
            true,
            format!(
                "{} shipped examples; rounds topic add makes yours",
                topics.len()
            ),
        ),
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "topics",
        ok,
        says,
    }
}

fn database(world: &World, reader: &Reader) -> Finding {
    let file = world.paths.database();
    let (ok, says) = match reader.check() {
        Ok(troubles) if troubles.is_empty() => (true, format!("{} is whole", file.display())),
        Ok(troubles) => (false, damaged(world, &troubles.join("; "))),
        Err(StoreError::Damaged) => (false, damaged(world, "its pages make no sense")),
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "database",
        ok,
        says,
    }
}

/// What to do about a database that is not whole.
fn damaged(world: &World, why: &str) -> String {
    format!(
        "{} is damaged ({why}). Quit every rounds and copy the file and its -wal before anything \
         else. Then rounds restore FILE with a backup, or with a copy listed below: it lays the \
         damaged file aside",
        world.paths.database().display()
    )
}

fn search(world: &World, reader: &Reader) -> Finding {
    let (ok, says) = match reader.index_in_step(world.data()) {
        Ok(InStep::Yes) => (true, "the index is in step".to_string()),
        Ok(InStep::Behind(n)) => (
            true,
            format!("the index follows; {n} changes are still searched without it"),
        ),
        Ok(InStep::No) => (
            true,
            "there is no index yet; the screen and rounds refresh make one".to_string(),
        ),
        Ok(InStep::Broken) => (
            false,
            "the index cannot be read. Delete search.db: it is made again from the database"
                .to_string(),
        ),
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "search",
        ok,
        says,
    }
}

/// How large the database is and how much of it holds nothing.
fn room(reader: &Reader) -> Finding {
    let (ok, says) = match reader.room() {
        Ok(room) => {
            let advice = match room.is_airy() {
                true => "; rounds tidy gives it back",
                false => "",
            };
            let (all, free) = (spoken_size(room.n_bytes), spoken_size(room.n_free));
            (true, format!("{all}, {free} of it free{advice}"))
        }
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "room",
        ok,
        says,
    }
}

/// How long what nobody keeps stays.
fn keeping(world: &World) -> Finding {
    let says = match world.config.retention.days() {
        None => "everything stays; [keep] days in config.toml would change that".to_string(),
        Some(days) => format!(
            "what is older than {days} days goes when the screen is idle, but nothing you saved, \
             noted, study or logged, nothing a source still carries, and not the newest {} of each",
            retention::NEWEST
        ),
    };
    Finding {
        what: "keeping",
        ok: true,
        says,
    }
}

/// The copies beside the database.
fn copies(world: &World) -> Finding {
    let (ok, says) = match checking::copies(world.data()) {
        Ok(copies) if copies.is_empty() => (
            true,
            "none beside the database; rounds backup FILE writes one".to_string(),
        ),
        Ok(copies) => {
            let one = |copy: &Copy| {
                let name = copy.file.file_name().unwrap_or_default().to_string_lossy();
                format!("{name} ({})", spoken_size(copy.n_bytes))
            };
            let names: Vec<String> = copies.iter().map(one).collect();
            (
                true,
                format!(
                    "{}; rounds restore FILE puts one back, and you may delete them",
                    names.join(", ")
                ),
            )
        }
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "backups",
        ok,
        says,
    }
}

fn sources(reader: &Reader) -> Finding {
    let (ok, says) = match reader.sources() {
        Ok(sources) => {
            let failing: Vec<String> = sources
                .iter()
                .filter(|source| matches!(source.standing, Standing::Failing | Standing::Gone))
                .map(|source| format!("{} ({})", source.title, source.what))
                .collect();
            match failing.as_slice() {
                [] => (
                    true,
                    format!("{}, none failing", counted(sources.len(), "source")),
                ),
                failing => (
                    false,
                    format!(
                        "{} of {} failing: {}",
                        failing.len(),
                        sources.len(),
                        failing.join("; ")
                    ),
                ),
            }
        }
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "sources",
        ok,
        says,
    }
}

/// How many secrets are kept, and where; never which.
fn passwords(world: &World, reader: &Reader) -> Finding {
    let (ok, says) = match said_of_passwords(world, reader) {
        Ok(says) => match world.keepers.is_open_to_others() {
            Some(open) => (false, format!("{says}; {open}. rounds refresh closes it")),
            None => (true, says),
        },
        Err(problem) => (false, problem.to_string()),
    };
    Finding {
        what: "passwords",
        ok,
        says,
    }
}

fn said_of_passwords(world: &World, reader: &Reader) -> Result<String, Problem> {
    let names = reader.secret_names()?;
    let n_left = names.iter().filter(|(_, followed)| !followed).count();
    let (n_in_file, file) = world.keepers.in_file().map_err(Problem::said)?;
    let who = world.keepers.who().join(", then ");
    let mut says = match names.len() {
        0 => "no source has one".to_string(),
        1 => "1 source has one".to_string(),
        n => format!("{n} sources have one"),
    };
    if n_left > 0 {
        says.push_str(&format!(
            " ({n_left} no longer followed; rounds undo brings it back, rounds password --forget ends it)"
        ));
    }
    if n_in_file > 0 {
        says.push_str(&format!("; {n_in_file} in {}", file.display()));
    }
    Ok(format!("{says}. Asked for them: {who}"))
}

/// Whether a client can be made: certificates and the proxy. Sends nothing.
fn network(world: &World) -> Finding {
    let settings = runtime::net_settings(&world.config.fetch);
    let (ok, mut says) = match Client::new(&settings) {
        Ok(_) => (true, "certificates are there".to_string()),
        Err(error) => (false, error.to_string()),
    };
    if ok && settings.proxy.is_some() {
        says.push_str("; through the proxy of config.toml, which finds hosts itself");
    }
    if ok && let Some(file) = &settings.ca_file {
        says.push_str(&format!("; those of {} are trusted too", file.display()));
    }
    Finding {
        what: "network",
        ok,
        says,
    }
}

fn browser(world: &World) -> Finding {
    let (ok, says) = match open::way(&world.surroundings) {
        Ok(Way::Command(words)) => (true, format!("links open with {}", words.join(" "))),
        Ok(Way::System) => (true, "links open the system's way".to_string()),
        Ok(Way::Nowhere) => (
            true,
            "no display here: links are shown and copied. ROUNDS_BROWSER names a command that opens them".to_string(),
        ),
        Err(why) => (false, why),
    };
    Finding {
        what: "browser",
        ok,
        says,
    }
}
