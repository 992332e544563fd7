//! `rounds open`: a work's page, or one of its links, in the browser.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::open;
use crate::open::Way;
use crate::problem::Problem;
use crate::runtime;

/// Open something in the browser. Where there is none, its address is printed.
#[derive(Debug, Args)]
pub struct Open {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    #[arg(allow_negative_numbers = true)]
    what: String,
    /// Open its Nth link instead, as numbered by `rounds show`.
    #[arg(long, value_name = "N")]
    link: Option<usize>,
}

impl Open {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let id = pick::work(world, &reader, &self.what)?;
        let work = runtime::whole(&reader, id)?;
        let link = work.as_ref().and_then(|work| match self.link {
            None => work.row.link.as_deref(),
            Some(number) => {
                let links = &work.document.as_ref()?.links;
                let index = number.checked_sub(1)?;
                links.get(index).map(|link| link.target.as_str())
            }
        });
        let Some(link) = link else {
            out.wrong("it has no such link; rounds show lists the links")?;
            return Ok(Outcome::Failed);
        };
        let way = open::way(&world.surroundings).map_err(Problem::said)?;
        if way == Way::Nowhere {
            out.line(link)?;
            out.flush()?;
            out.note("There is no display here, so the address is printed instead")?;
            return Ok(Outcome::Done);
        }
        if let Err(why) = open::open(&way, link) {
            out.line(link)?;
            out.flush()?;
            out.wrong(&format!("could not start {why}"))?;
            return Ok(Outcome::Failed);
        }
        world.store()?.set_read(&[id], true, world.now())?;
        Ok(Outcome::Done)
    }
}
