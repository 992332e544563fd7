//! `rounds import`: follow what an OPML file lists. Sends nothing.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::opml;
use crate::problem::Problem;

/// No list of sources is larger than this, in bytes.
const LARGEST: u64 = 64 << 20;

/// Follow everything an OPML file lists; its folders become lists. Nothing is
/// fetched: `rounds refresh` does that. One undo takes all of it back.
#[derive(Debug, Args)]
pub struct Import {
    /// The file; - for standard input.
    file: PathBuf,
    /// Print one JSON object: new, known, lists, problems.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let name = self.file.display().to_string();
        let outline = opml::read(&read(&self.file)?);
        for problem in &outline.problems {
            out.note(&format!("{name}: {problem}"))?;
        }
        if !outline.recognised {
            return Err(Problem::new(
                format!("{name} was not imported"),
                "it is no OPML file",
                "Other readers write one under Export or Backup",
            ));
        }
        let n_entries = outline.entries.len();
        let mut problems = outline.problems;
        let secrets: Vec<_> = outline
            .entries
            .iter()
            .filter_map(|entry| Some((entry.source.address.clone(), entry.secret.clone()?)))
            .collect();
        let entries: Vec<_> = outline
            .entries
            .into_iter()
            .map(|entry| (entry.path, entry.source))
            .collect();
        let mut store = world.store()?;
        let imported = store.import(&entries, world.now())?;
        if !secrets.is_empty() {
            match world.keepers.keep(&secrets) {
                Ok(place) => {
                    for (address, _) in &secrets {
                        store.note_secret(address)?;
                    }
                    let n = counted(secrets.len(), "password");
                    out.note(&format!("{n} of their addresses went into {place}"))?;
                }
                Err(trouble) => {
                    let problem = format!(
                        "the passwords in its addresses were not kept ({trouble}); rounds password SOURCE gives one again"
                    );
                    out.note(&format!("{name}: {problem}"))?;
                    problems.push(problem);
                }
            }
        }
        if self.json {
            out.json(&json!({
                "new": imported.n_new,
                "known": imported.n_known,
                "lists": imported.n_lists,
                "problems": problems,
            }))?;
            out.flush()?;
            return Ok(Outcome::Done);
        }
        let known = match imported.n_known {
            0 => String::new(),
            n => format!(", {n} you followed before"),
        };
        out.note(&format!(
            "{n_entries} sources read: {} new{known}; {} new lists. rounds refresh fetches them, rounds undo takes this back",
            imported.n_new, imported.n_lists
        ))?;
        Ok(Outcome::Done)
    }
}

/// A file's bytes, or those of standard input, up to [`LARGEST`].
pub fn read(file: &PathBuf) -> Result<Vec<u8>, Problem> {
    let cannot = |why: String| {
        Problem::new(
            format!("{} was not read", file.display()),
            why,
            "Check the name",
        )
    };
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes),
        false => {
            fs::File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        }
    };
    match read {
        Err(error) => Err(cannot(error.to_string())),
        Ok(n) if n as u64 > LARGEST => Err(cannot("it is larger than 64 MB".to_string())),
        Ok(_) => Ok(bytes),
    }
}
