//! `rounds tidy`: lets go of what is old and nobody keeps, and gives the room
//! back.
//!
//! The same as the screen does when it has nothing else to do. It cannot be
//! taken back, so it never asks for less than was set or said.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::refresh::index;
use crate::domain::retention;
use crate::domain::retention::Retention;
use crate::problem::Problem;
use crate::store::tidying;

/// How many old works are looked at at a time, so that others can write.
const SLICE: usize = 500;

/// Let go of old items that nobody keeps, and give their room back.
///
/// Nothing that you saved, noted, study or logged goes, nor what a source
/// still carries, nor the newest 20 of each source.
#[derive(Debug, Args)]
pub struct Tidy {
    /// What is older than this goes; without it `days` in config.toml
    /// says.
    #[arg(long, value_name = "N")]
    days: Option<u32>,
}

impl Tidy {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let retention = match self.days {
            None => world.config.retention,
            Some(days) => match Retention::of_days(days) {
                Some(retention) => retention,
                None => {
                    out.wrong(&format!(
                        "--days is {days}; it must be {} or more",
                        retention::LEAST_DAYS
                    ))?;
                    return Ok(Outcome::WrongUse);
                }
            },
        };
        let mut store = world.store()?;
        let mut n_gone = 0;
        let mut from = Some(tidying::BEGINNING);
        while let Some(start) = from {
            let tidied = store.tidy(retention, start, SLICE, world.now())?;
            n_gone += usize::try_from(tidied.n_gone).unwrap_or(usize::MAX);
            from = tidied.next;
        }
        let gave_back = store.give_room_back()?;
        drop(store);
        let gone = match (retention.days(), n_gone) {
            (None, _) => "Everything stays: [keep] days in config.toml, or --days, says how old it may become".to_string(),
            (Some(days), 0) => format!("Nothing is older than {days} days that nobody keeps"),
            (Some(days), n) => format!("{} older than {days} days let go", counted(n, "item")),
        };
        let room = if gave_back { "; room given back" } else { "" };
        out.note(&format!("{gone}{room}"))?;
        index::fill(world)?;
        Ok(Outcome::Done)
    }
}
