//! `rounds limit`: how many items of a day a timeline shows of one source.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::mute;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::domain::source;
use crate::problem::Problem;

/// Show at most so many a day of a source in timelines, and how many more there
/// are.
///
/// Of what this source alone brings on a day, All, lists, topics and kept
/// timelines show the newest; the last of these says "and 12 more". Nothing is
/// lost: rounds timeline --source, searches and Saved show all of it. Warnings,
/// what you saved or noted, and what another source you follow carries too are
/// never folded. rounds undo takes it back.
#[derive(Debug, Args)]
pub struct Limit {
    /// Its number, address or title.
    source: String,
    /// How many a day, from 1; none for all.
    #[arg(long, value_name = "N", required = true)]
    daily: String,
}

impl Limit {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let daily = source::read_daily(&self.daily).map_err(|why| {
            Problem::new(
                "No limit was set",
                why,
                "rounds limit SOURCE --daily 5, or --daily none",
            )
        })?;
        let source = pick::source(&world.reader()?, &self.source)?;
        let mut store = world.store()?;
        let is_new = store.set_daily(source.id, daily, world.now())?;
        mute::finish(&mut store)?;
        let title = &source.title;
        out.note(&match (daily, is_new) {
            (Some(n), true) => format!(
                "{title}: at most {n} a day in timelines; rounds timeline --source lists all of \
                 it, rounds undo takes it back"
            ),
            (None, true) => format!("{title}: no daily limit any more; rounds undo brings it back"),
            (Some(n), false) => format!("{title} is limited to {n} a day already"),
            (None, false) => format!("{title} has no daily limit"),
        })?;
        Ok(Outcome::Done)
    }
}
