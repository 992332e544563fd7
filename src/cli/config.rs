//! `rounds config`: the settings file made, checked and found.
//!
//! A file that is there is never changed from here.

use std::fs;
use std::io::ErrorKind;

use clap::Subcommand;
use serde_json::json;

use crate::app::paints;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::config;
use crate::config::bodies;
use crate::config::check;
use crate::config::table;
use crate::config::themes;
use crate::config::written::Written;
use crate::domain::query::fields::nearest;
use crate::problem::Problem;
use crate::runtime;

/// Make, check or find the file of settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Write config.toml with every setting, its default and what it does. A
    /// file that is there is left alone.
    Init {
        /// Print it instead.
        #[arg(long)]
        print: bool,
    },
    /// Say what is wrong with config.toml, each with its line and what was
    /// perhaps meant.
    Check {
        /// Print one JSON object a trouble: line, what.
        #[arg(long)]
        json: bool,
    },
    /// Print where config.toml lies, whether it is there or not.
    Path,
}

impl Config {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let file = world.paths.config_file();
        match self {
            Config::Path => out.line(&file.display().to_string())?,
            Config::Init { print: true } => out.raw(table::file().as_bytes())?,
            Config::Init { print: false } => {
                if file.exists() {
                    return Err(Problem::new(
                        format!("{} was not written", file.display()),
                        "it is there already",
                        "rounds config init --print prints what it would hold",
                    ));
                }
                fs::create_dir_all(&world.paths.config)?;
                runtime::put_file(&file, table::file().as_bytes(), false)?;
                out.note(&format!(
                    "Wrote {}. Every line in it is the default",
                    file.display()
                ))?;
            }
            Config::Check { json } => return check(world, json, out),
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

/// The names of the timelines that are kept. Makes no database to look.
fn timelines(world: &World) -> Result<Vec<String>, Problem> {
    if !world.paths.database().exists() {
        return Ok(Vec::new());
    }
    let kept = world.reader()?.timelines()?;
    Ok(kept.into_iter().map(|kept| kept.name).collect())
}

/// What of the settings names something that is not there.
fn beyond(world: &World, timelines: &[String], written: &Written) -> Vec<String> {
    let mut said = Vec::new();
    let (meant, _) = config::meaning(written.clone(), &world.given);
    if let Some(name) = &meant.own_theme {
        let file = world.paths.theme_file(name);
        if file.exists() {
            let error = themes::read(&file).err();
            said.extend(error.map(|error| format!("screen.theme: {error}")));
        } else {
            let known = paints::NAMES.map(|(known, _)| known);
            let next = match nearest(name, known.into_iter()) {
                Some(near) => format!("did you mean {near:?}"),
                None => format!("there are {}", known.join(", ")),
            };
            said.push(format!(
                "screen.theme is {name:?}, and neither rounds has such a theme nor is there {}; {next}",
                file.display()
            ));
        }
    }
    let about = written.notify.about.iter().flatten();
    said.extend(runtime::unknown_notices(about, timelines));
    if let (Some(wanted), Ok(known)) = (
        &written.learning.bodies,
        bodies::read(&world.paths.bodies_file()),
    ) {
        let (_, unknown) = bodies::chosen(&known, wanted);
        said.extend(
            unknown
                .iter()
                .map(|what| format!("learning.bodies: {what}")),
        );
    }
    said
}

fn check(world: &World, json: bool, out: &mut Out) -> Result<Outcome, Problem> {
    let file = world.paths.config_file();
    let name = file.display();
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            out.note(&format!(
                "{name} is not there, so the defaults hold. rounds config init makes it"
            ))?;
            return Ok(Outcome::Done);
        }
        Err(error) => {
            return Err(Problem::new(
                format!("{name} could not be read"),
                error,
                "Check who may read it",
            ));
        }
    };
    let timelines = timelines(world)?;
    let troubles = check::troubles_with(&text, |written| beyond(world, &timelines, written));
    for trouble in &troubles {
        match json {
            true => out.json(&json!({"line": trouble.line, "what": trouble.what}))?,
            false => out.wrong(&format!("{name}, line {}: {}", trouble.line, trouble.what))?,
        }
    }
    out.flush()?;
    match troubles.len() {
        0 => {
            out.note(&format!("{name} is understood"))?;
            Ok(Outcome::Done)
        }
        n => {
            out.note(&format!("{} in {name}", counted(n, "trouble")))?;
            Ok(Outcome::Failed)
        }
    }
}
