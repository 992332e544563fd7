//! `rounds import`: follow what an OPML file or a list of addresses names, or
//! save what a file of another program holds. Sends nothing.

use std::collections::HashSet;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::export;
use crate::opml;
use crate::opml::Outline;
use crate::problem::Problem;

/// No list of sources or references is larger than this, in bytes.
const LARGEST: u64 = 64 << 20;

/// Follow everything an OPML file lists, its folders and categories become lists,
/// or a file with an address a line, such as newsboat's urls; or save the
/// references and bookmarks of a file: RIS, BibTeX, CSL-JSON, NBIB, CSV (also
/// of Pocket, Instapaper and Raindrop), bookmarks, JSON lines of rounds. What
/// it is, is seen from its content. Nothing is fetched. One undo takes all of
/// it back.
#[derive(Debug, Args)]
pub struct Import {
    /// The file; - for standard input.
    file: PathBuf,
    /// Read it as this, whatever it looks like.
    #[arg(long = "as", value_name = "FORMAT", value_parser = readable())]
    format: Option<String>,
    /// Print one JSON object: new, known, lists, problems; of references:
    /// format, new, found, saved_before, problems.
    #[arg(long)]
    json: bool,
}

/// What can be read, by the names of [`export::FORMATS`].
fn readable() -> PossibleValuesParser {
    let known = export::FORMATS
        .iter()
        .filter(|format| format.read.is_some());
    let names = known.map(|format| format.id).chain(["opml", "urls"]);
    PossibleValuesParser::new(names.collect::<Vec<_>>())
}

impl Import {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let name = self.file.display().to_string();
        let bytes = read(&self.file)?;
        if !matches!(self.format.as_deref(), Some("opml" | "urls")) {
            let format = self.format.as_deref().and_then(export::named);
            if let Some((format, reading)) = export::read(&bytes, format) {
                return self.save(world, out, format, &reading);
            }
        }
        let mut outline = self.outline(&bytes);
        for problem in &outline.problems {
            out.note(&format!("{name}: {problem}"))?;
        }
        let outcome = match outline.is_cut {
            true => Outcome::Failed,
            false => Outcome::Done,
        };
        if !outline.recognised {
            return Err(Problem::new(
                format!("{name} was not imported"),
                "it is no OPML file, no list of addresses, and neither references nor bookmarks in a form that is known",
                "Other programs write one under Export or Backup; --as names the form",
            ));
        }
        outline
            .entries
            .retain(|entry| opml::urls::can_be_followed(&entry.source.address));
        let addresses = outline.entries.iter().map(|it| &it.source.address);
        let n_sources = addresses.collect::<HashSet<_>>().len();
        let mut problems = outline.problems;
        let secrets: Vec<_> = outline
            .entries
            .iter()
            .filter_map(|entry| Some((entry.source.address.clone(), entry.secret.clone()?)))
            .collect();
        let entries: Vec<_> = opml::with_categories(outline.entries)
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
            return Ok(outcome);
        }
        let known = match imported.n_known {
            0 => String::new(),
            n => format!(", {n} you followed before"),
        };
        out.note(&format!(
            "{} read: {} new{known}; {}. rounds refresh fetches them, rounds undo takes this back",
            counted(n_sources, "source"),
            imported.n_new,
            counted(imported.n_lists as usize, "new list")
        ))?;
        Ok(outcome)
    }
}

impl Import {
    /// The sources of a file, whichever way it lists them.
    fn outline(&self, bytes: &[u8]) -> Outline {
        if self.format.as_deref() == Some("urls") {
            return Outline {
                recognised: true,
                ..opml::urls::read(bytes)
            };
        }
        let outline = opml::read(bytes);
        if outline.recognised || outline.is_markup || self.format.is_some() {
            return outline;
        }
        match opml::urls::read(bytes) {
            addresses if addresses.recognised => addresses,
            _ => outline,
        }
    }

    /// Saves what was read.
    fn save(
        &self,
        world: &World,
        out: &mut Out,
        format: &export::Format,
        reading: &export::Reading,
    ) -> Result<Outcome, Problem> {
        let name = self.file.display().to_string();
        for problem in &reading.problems {
            out.note(&format!("{name}, {problem}"))?;
        }
        let n_read = reading.references.len();
        if n_read == 0 && !reading.problems.is_empty() {
            return Err(Problem::new(
                format!("Nothing of {name} was saved"),
                format!("it was read as {}, and nothing in it could be", format.name),
                "--as names another form",
            ));
        }
        let brought = world.store()?.bring(&reading.references, world.now())?;
        if self.json {
            out.json(&json!({
                "format": format.id,
                "new": brought.n_new,
                "found": brought.n_found,
                "saved_before": brought.n_saved_before,
                "problems": reading.problems,
            }))?;
            out.flush()?;
            return Ok(Outcome::Done);
        }
        let part = |n: u64, words: &str| match n {
            0 => String::new(),
            n => format!(", {n} {words}"),
        };
        let unread = reading.problems.len() as u64;
        out.note(&format!(
            "{} read as {}: {} new{}{}{}. rounds timeline --saved lists them{}",
            counted(n_read, "reference"),
            format.name,
            brought.n_new,
            part(brought.n_found, "known here and saved now"),
            part(brought.n_saved_before, "saved before"),
            part(unread, "not read (see above)"),
            // Undo would take back something older.
            match brought.n_new + brought.n_found {
                0 => "",
                _ => ", rounds undo takes this back",
            },
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
