//! `rounds save` and `rounds read`: the person's marks.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::problem::Problem;

/// Save something for later study, or take it back.
#[derive(Debug, Args)]
pub struct Save {
    /// Its number in the last listing, its id, DOI or link.
    what: String,
    /// Take the save back.
    #[arg(long)]
    remove: bool,
}

/// Mark something as read, or as unread.
#[derive(Debug, Args)]
pub struct Read {
    /// Its number in the last listing, its id, DOI or link.
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
        match self.remove {
            true => out.note("No longer saved. rounds undo saves it again")?,
            false => out.note("Saved. rounds undo takes it back")?,
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
