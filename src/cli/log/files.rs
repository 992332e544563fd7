//! `rounds log export`, `targets` and `close`.

use std::fs;

use clap::Args;

use super::figures;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Destination;
use crate::cli::output::Out;
use crate::config::bodies;
use crate::domain::learning::Day;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::Period;
use crate::export::log;
use crate::export::log::LOG_FORMATS;
use crate::export::log::LogFormat;
use crate::export::log::Sheet;
use crate::problem::Problem;

/// Write the log to a file or to standard output.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// csv, markdown, html (prints to PDF), moc-transcript or jsonl.
    #[arg(long, default_value = "csv", value_parser = format_named)]
    format: &'static LogFormat,
    /// A calendar year; this one if none is given.
    #[arg(long, conflicts_with_all = ["from", "until"])]
    year: Option<i16>,
    /// From this day on, with --until: for years that do not begin in January.
    #[arg(long, value_name = "DAY", requires = "until")]
    from: Option<Day>,
    #[arg(long, value_name = "DAY", requires = "from")]
    until: Option<Day>,
    /// Your name, for the head of the page; kept nowhere.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    to: Destination,
}

/// Show the bodies whose figures can stand beside the log.
#[derive(Debug, Args)]
pub(super) struct Targets {
    /// Put a copy of the figures into your settings folder, to be changed.
    #[arg(long)]
    write: bool,
}

/// Close the log up to a day; it can be read and exported from then on, and
/// there is no way back.
#[derive(Debug, Args)]
pub(super) struct Close {
    /// A year (2025) or the last day of one (2026-03-31).
    through: String,
    /// Really close it.
    #[arg(long)]
    yes: bool,
}

fn format_named(name: &str) -> Result<&'static LogFormat, String> {
    log::named(name).ok_or_else(|| {
        let known: Vec<String> = LOG_FORMATS
            .iter()
            .map(|format| format!("{} ({})", format.id, format.help))
            .collect();
        format!("the formats are {}", known.join("; "))
    })
}

impl Export {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let book = world.reader()?.book()?;
        let made = Day::at(world.now());
        let period = match (self.from, self.until) {
            (Some(from), Some(until)) => Period { from, until },
            _ => Period::of_year(self.year.unwrap_or(made.year())),
        };
        let written = (self.format.write)(&Sheet {
            book: &book,
            period,
            bodies: &world.config.screen.bodies,
            made,
            name: self.name.as_deref(),
        });
        for sentence in &written.left_out {
            out.note(&format!("Left out: {sentence}"))?;
        }
        out.hand_over(&written.text, &self.to, "the log")?;
        Ok(Outcome::Done)
    }
}

impl Targets {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let file = world.paths.bodies_file();
        if self.write {
            if file.exists() {
                return Err(Problem::new(
                    format!("{} was left alone", file.display()),
                    "it is there already",
                    "Change it with an editor",
                ));
            }
            fs::create_dir_all(&world.paths.config)?;
            fs::write(&file, bodies::SHIPPED)?;
            out.note(&format!(
                "Wrote {}; change it with an editor",
                file.display()
            ))?;
            return Ok(Outcome::Done);
        }
        for body in bodies::read(&file)? {
            let page = match (&body.page_of, body.page.is_empty()) {
                (_, true) => String::new(),
                (Some(date), false) => format!(" ({}, page of {date})", body.page),
                (None, false) => format!(" ({}, undated)", body.page),
            };
            out.line(&format!("{}: {}{page}", body.id, body.name))?;
            out.line(&format!("   {}", body.note))?;
        }
        let book = world.reader()?.book()?;
        figures(world, &book, Day::at(world.now()), out)?;
        out.line(NOT_CREDIT)?;
        out.line(
            "Rules change: check your own body's page. [learning] bodies in config.toml chooses.",
        )?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

impl Close {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let year = self.through.parse::<i16>().ok();
        let through = match year {
            Some(year) => Period::of_year(year).until,
            None => self.through.parse().map_err(Problem::said)?,
        };
        if !self.yes {
            return Err(Problem::new(
                "Nothing was closed",
                format!(
                    "up to {through} nothing could be added, corrected or withdrawn any more, \
                     and there is no way back"
                ),
                "Export it first; say --yes to close it",
            ));
        }
        world.store()?.close_log(through, world.now())?;
        out.note(&format!("The log is closed up to {through}"))?;
        Ok(Outcome::Done)
    }
}
