//! `rounds keys`, `rounds man` and `rounds completions`: what is made from the
//! tables of actions and of verbs.

mod pages;

use std::fs;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap::CommandFactory;
use clap::builder::PossibleValuesParser;
use clap_complete::Shell;
use serde_json::json;

use crate::app::actions;
use crate::app::actions::Action;
use crate::cli::Args;
use crate::cli::Outcome;
use crate::cli::manual::pages::PAGES;
use crate::cli::output::Out;
use crate::problem::Problem;

/// List every key and what it does.
#[derive(Debug, ClapArgs)]
pub struct Keys {
    /// Print a Markdown table, as in the README.
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// Print one JSON object a line: name, keys, help, group.
    #[arg(long)]
    json: bool,
}

/// Print a manual page, for `rounds man | man -l -`, or write all of them.
#[derive(Debug, ClapArgs)]
pub struct Man {
    /// Which: rounds, config or query.
    #[arg(default_value = "rounds", value_parser = names())]
    page: String,
    /// Write rounds.1, rounds-config.5 and rounds-query.7 into this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "page")]
    folder: Option<PathBuf>,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(PAGES.iter().map(|page| page.name))
}

/// Print completions for a shell.
#[derive(Debug, ClapArgs)]
pub struct Completions {
    #[arg(value_enum)]
    shell: Shell,
}

impl Keys {
    pub fn run(self, out: &mut Out) -> Result<Outcome, Problem> {
        if self.markdown {
            out.raw(markdown().as_bytes())?;
        } else {
            for action in by_group() {
                match self.json {
                    true => out.json(&json!({
                        "name": action.name,
                        "keys": action.keys,
                        "help": action.help,
                        "group": action.group.title(),
                    }))?,
                    false => out.line(&format!(
                        "{:<18} {:<18} {}",
                        action.keys.join("  "),
                        action.name,
                        action.help
                    ))?,
                }
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

pub(super) fn by_group() -> Vec<&'static Action> {
    let mut all: Vec<&Action> = actions::all().collect();
    all.sort_by_key(|action| action.group);
    all
}

/// The README's table of keys; a test compares the two.
pub fn markdown() -> String {
    let mut table = String::from("| keys | does |\n|---|---|\n");
    let mut group = None;
    for action in by_group() {
        if group != Some(action.group) {
            group = Some(action.group);
            table.push_str(&format!("| **{}** | |\n", action.group.title()));
        }
        let keys: Vec<String> = action.keys.iter().map(|key| format!("`{key}`")).collect();
        table.push_str(&format!("| {} | {} |\n", keys.join(" "), action.help));
    }
    table
}

impl Man {
    pub fn run(self, out: &mut Out) -> Result<Outcome, Problem> {
        if let Some(folder) = &self.folder {
            fs::create_dir_all(folder)?;
            for page in PAGES {
                fs::write(folder.join(page.file), (page.render)()?)?;
            }
            out.note(&format!("Wrote {} pages", PAGES.len()))?;
            return Ok(Outcome::Done);
        }
        for page in PAGES.iter().filter(|page| page.name == self.page) {
            out.raw(&(page.render)()?)?;
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

impl Completions {
    pub fn run(self, out: &mut Out) -> Result<Outcome, Problem> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Args::command(), "rounds", &mut script);
        out.raw(&script)?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}
