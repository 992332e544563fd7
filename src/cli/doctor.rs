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
use crate::domain::source::Standing;
use crate::net::Client;
use crate::open;
use crate::open::Way;
use crate::problem::Problem;
use crate::runtime;
use crate::store::Reader;
use crate::store::search::Index;

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
        match findings.iter().all(|finding| finding.ok) {
            true => Ok(Outcome::Done),
            false => Ok(Outcome::Failed),
        }
    }
}

fn findings(world: &World) -> Vec<Finding> {
    let mut findings = vec![settings(world), person_topics(world)];
    match world.reader() {
        Ok(reader) => {
            findings.push(database(world, &reader));
            findings.push(search(world));
            findings.push(sources(&reader));
            findings.push(passwords(world, &reader));
        }
        Err(problem) => findings.push(Finding {
            what: "database",
            ok: false,
            says: format!(
                "{problem}. The file is {}; it was left as it is",
                world.paths.database().display()
            ),
        }),
    }
    findings.push(network(world));
    findings.push(browser(world));
    findings
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
        Ok(troubles) => (
            false,
            format!(
                "{} is damaged ({}). Copy the file before anything else; the copies beside it (rounds.db.before-N) are from before updates",
                file.display(),
                troubles.join("; ")
            ),
        ),
        Err(error) => (false, error.to_string()),
    };
    Finding {
        what: "database",
        ok,
        says,
    }
}

fn search(world: &World) -> Finding {
    let (ok, says) = match Index::open(world.data()) {
        Ok(_) => (true, "the index is there".to_string()),
        Err(error) => (
            false,
            format!("{error}. Delete search.db: it is made again from the database"),
        ),
    };
    Finding {
        what: "search",
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
