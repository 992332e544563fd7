//! `rounds export`: what is followed, as a file other readers take.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::opml;
use crate::problem::Problem;

/// Write what you follow to a file or to standard output.
#[derive(Debug, Args)]
pub struct Export {
    #[arg(long, value_enum, default_value_t = Format::Opml)]
    format: Format,
    /// The file to write; a file that is there is replaced whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Sources in their lists, for any feed reader.
    Opml,
}

impl Export {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let bytes = match self.format {
            Format::Opml => sources_as_opml(world)?,
        };
        out.hand_over(&bytes, self.output.as_deref())?;
        Ok(Outcome::Done)
    }
}

fn sources_as_opml(world: &World) -> Result<String, Problem> {
    let entries: Vec<opml::Entry> = world
        .reader()?
        .outline()?
        .into_iter()
        .map(|(path, source)| opml::Entry {
            path,
            source,
            secret: None,
        })
        .collect();
    Ok(opml::write("rounds", &entries))
}
