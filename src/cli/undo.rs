//! `rounds undo` and `rounds redo`: the same steps as on the screen.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::mute;
use crate::cli::output::Out;
use crate::cli::topics;
use crate::config;
use crate::domain::answer::Turned;
use crate::problem::Problem;

/// So many steps are listed.
const LISTED: u32 = 20;

/// Take back your last change: read, saved, followed, lists. Works after a
/// restart too, 200 steps deep. It is the last change of whoever made it, on the
/// screen or by a verb.
#[derive(Debug, Args)]
pub struct Undo {
    /// Take nothing back; print what would be, the next first.
    #[arg(long)]
    list: bool,
}

/// Do again what was taken back last.
#[derive(Debug, Args)]
pub struct Redo {}

impl Undo {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        if self.list {
            let steps = world.reader()?.steps(LISTED)?;
            if steps.is_empty() {
                out.note("There is nothing to take back")?;
            }
            for step in steps {
                out.line(&step)?;
            }
            out.flush()?;
            return Ok(Outcome::Done);
        }
        let mut store = world.store()?;
        let undone = store.step_back(world.now())?;
        mute::finish(&mut store)?;
        drop(store);
        match undone {
            Some(step) => out.note(&format!("Taken back: {}", turn_topics(world, step, false)?))?,
            None => out.note("There is nothing to take back")?,
        }
        Ok(Outcome::Done)
    }
}

impl Redo {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut store = world.store()?;
        let redone = store.step_again(world.now())?;
        mute::finish(&mut store)?;
        drop(store);
        match redone {
            Some(step) => out.note(&format!("Done again: {}", turn_topics(world, step, true)?))?,
            None => out.note("There is nothing to do again")?,
        }
        Ok(Outcome::Done)
    }
}

/// The topics that began with a step go with it; what to say of the step.
fn turn_topics(world: &World, step: Turned, stands: bool) -> Result<String, Problem> {
    let Turned { what, topics } = step;
    let Some(begun) = topics else {
        return Ok(what);
    };
    let file = world.paths.topics_file();
    let changed = match stands {
        true => config::topics::begin(&file, &begun)?,
        false => config::topics::take_back(&file, &begun)?,
    };
    match changed {
        true => {
            topics::match_again(world)?;
            Ok(what)
        }
        false => Ok(format!(
            "{what}, but not the topics: their file was changed since"
        )),
    }
}
