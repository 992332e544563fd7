//! `rounds tag`: the words the person files what is saved under.

use clap::Args;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::domain::shelf::shown;
use crate::domain::shelf::tags_of;
use crate::problem::Problem;

/// Tag something, which saves it too; or say which tags there are. A query
/// finds them again: rounds timeline --query tag:ckd.
#[derive(Debug, Args)]
pub struct Tag {
    /// Its number in the last listing, its id, DOI or link; without it all
    /// tags are listed.
    #[arg(allow_negative_numbers = true)]
    what: Option<String>,
    /// Tags; one of several words stands in quotes, or commas between them.
    /// Without any its tags are listed.
    tags: Vec<String>,
    /// Take them off instead.
    #[arg(long, requires = "tags")]
    remove: bool,
    /// Print one JSON object a line: tag, and how many are saved under it.
    #[arg(long, conflicts_with = "what")]
    json: bool,
}

impl Tag {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let Some(what) = &self.what else {
            let tags = reader.shelf()?.tags;
            if tags.is_empty() && !self.json {
                out.note("No tags yet. rounds tag WHAT TAG gives one")?;
            }
            for (tag, n) in tags {
                match self.json {
                    true => out.json(&json!({"tag": tag, "saved": n}))?,
                    false => out.line(&format!("{tag}: {n} saved"))?,
                }
            }
            return Ok(Outcome::Done);
        };
        let work = pick::work(world, &reader, what)?;
        let tags = tags_of(&self.tags.join(","));
        if tags.is_empty() && !self.tags.is_empty() {
            out.wrong("that is no tag: it has no letter")?;
            return Ok(Outcome::WrongUse);
        }
        if tags.is_empty() {
            let known = reader.work(work)?.map_or(Vec::new(), |(work, _)| work.tags);
            for tag in known {
                out.line(&tag)?;
            }
            return Ok(Outcome::Done);
        }
        let (add, remove) = match self.remove {
            true => (Vec::new(), tags),
            false => (tags, Vec::new()),
        };
        let n = world
            .store()?
            .set_tags(&[work], &add, &remove, world.now())?;
        match (n, self.remove) {
            (0, _) => out.note("Nothing to change: it was so already")?,
            (_, true) => out.note(&format!(
                "{} taken off. rounds undo puts it back",
                shown(&remove)
            ))?,
            (_, false) => out.note(&format!(
                "Tagged {}. rounds undo takes it back",
                shown(&add)
            ))?,
        }
        Ok(Outcome::Done)
    }
}
