//! `rounds undo` and `rounds redo`: the same steps as on the screen.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::mute;
use crate::cli::output::Out;
use crate::problem::Problem;

/// Take back your last change: read, saved, followed, lists. Works after a
/// restart too, 200 steps deep.
#[derive(Debug, Args)]
pub struct Undo {}

/// Do again what was taken back last.
#[derive(Debug, Args)]
pub struct Redo {}

impl Undo {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut store = world.store()?;
        let undone = store.undo(world.now())?;
        mute::finish(&mut store)?;
        match undone {
            Some(what) => out.note(&format!("Taken back: {what}"))?,
            None => out.note("There is nothing to take back")?,
        }
        Ok(Outcome::Done)
    }
}

impl Redo {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut store = world.store()?;
        let redone = store.redo(world.now())?;
        mute::finish(&mut store)?;
        match redone {
            Some(what) => out.note(&format!("Done again: {what}"))?,
            None => out.note("There is nothing to do again")?,
        }
        Ok(Outcome::Done)
    }
}
