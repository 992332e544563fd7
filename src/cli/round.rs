//! `rounds round`: a finite list of what is unread, picked and listed.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::timeline;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::round;
use crate::problem::Problem;

/// Pick a round: a finite list of unread items of your topics, newest first,
/// spread over your sources. On the screen g o goes through it.
///
/// Every unread retraction, concern and safety notice is in it.
#[derive(Debug, Args)]
pub struct Round {
    /// About how long reading it takes.
    #[arg(
        long,
        value_name = "N",
        default_value_t = round::MINUTES,
        value_parser = clap::value_parser!(u32).range(1..=i64::from(round::MOST_MINUTES))
    )]
    minutes: u32,
    /// List what is left of the last round instead of picking another.
    #[arg(long, conflicts_with = "minutes")]
    left: bool,
    /// Print one JSON object a line, as rounds timeline does.
    #[arg(long)]
    json: bool,
}

impl Round {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let unread = Query {
            place: Place::Round,
            unread_only: true,
            ..Query::default()
        };
        if self.left {
            let overview = world.reader()?.overview(&Default::default())?;
            let (n_all, n_unread) = (overview.n_round, overview.n_round_unread);
            if n_unread == 0 {
                out.note(&match n_all {
                    0 => "There is no round. rounds round picks one".to_string(),
                    n => format!("Done: {n} read in this round. rounds round picks another"),
                })?;
                return Ok(Outcome::Done);
            }
            timeline::whole(world, &unread, self.json, out)?;
            return Ok(Outcome::Done);
        }
        let n = world.store()?.begin_round(self.minutes)?;
        if n == 0 {
            out.note("Nothing is unread in your topics, so there is no round")?;
            return Ok(Outcome::Done);
        }
        timeline::whole(world, &unread, self.json, out)?;
        out.note(&format!(
            "That is the round: {}, about {} min. rounds round --left lists what is left of it",
            counted(usize::try_from(n).unwrap_or(usize::MAX), "item"),
            self.minutes
        ))?;
        Ok(Outcome::Done)
    }
}
