//! `rounds save` and `rounds read`: the person's marks.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::articles;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::problem::Problem;
use crate::runtime;

/// Save something for later study, or take it back. Its article is fetched
/// from the publisher and kept too.
#[derive(Debug, Args)]
pub struct Save {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    what: String,
    /// Take the save back.
    #[arg(long)]
    remove: bool,
}

/// Mark something as read, or as unread.
#[derive(Debug, Args)]
pub struct Read {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    what: String,
    #[arg(long)]
    unread: bool,
}

impl Save {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let work = pick::work(world, &reader, &self.what)?;
        let before = reader.work(work)?.is_some_and(|(work, _)| work.row.saved);
        world.store()?.set_saved(work, !self.remove, world.now())?;
        if before != self.remove {
            out.note(match before {
                true => "It was saved already",
                false => "It was not saved",
            })?;
            return Ok(Outcome::Done);
        }
        if self.remove {
            out.note("No longer saved. rounds undo saves it again")?;
            return Ok(Outcome::Done);
        }
        out.note("Saved. rounds undo takes it back")?;
        out.flush()?;
        articles::keep(world, Some(work), true)?;
        if let Some(record) = reader.article(work)? {
            let has_text = runtime::whole(&reader, work)?.is_some_and(|it| it.has_text());
            let said = record.fate.in_words(has_text);
            out.note(&said.replacen("kept", "Kept", 1))?;
        }
        Ok(Outcome::Done)
    }
}

impl Read {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let work = pick::work(world, &world.reader()?, &self.what)?;
        world
            .store()?
            .set_read(&[work], !self.unread, world.now())?;
        match self.unread {
            true => out.note("Unread again")?,
            false => out.note("Marked as read")?,
        }
        Ok(Outcome::Done)
    }
}
