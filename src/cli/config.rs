//! `rounds config`: the settings file made, checked and found.
//!
//! A file that is there is never changed from here.

use std::fs;
use std::io::ErrorKind;

use clap::Subcommand;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::config::check;
use crate::config::table;
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
    let troubles = check::troubles(&text);
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
