//! `rounds keys`, `rounds man` and `rounds completions`: what is made from the
//! tables of actions and of verbs.

use clap::Args as ClapArgs;
use clap::CommandFactory;
use clap_complete::Shell;
use serde_json::json;

use crate::app::actions;
use crate::app::actions::Action;
use crate::cli::Args;
use crate::cli::Outcome;
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

/// Print the manual page, for `rounds man | man -l -`.
#[derive(Debug, ClapArgs)]
pub struct Man {}

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

fn by_group() -> Vec<&'static Action> {
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
        let mut page = Vec::new();
        let man = clap_mangen::Man::new(Args::command());
        man.render(&mut page)?;
        page.extend(b".SH KEYS\n");
        for action in by_group() {
            page.extend(b".TP\n");
            page.extend(roff(&action.keys.join("  ")).as_bytes());
            page.extend(b"\n");
            page.extend(roff(action.help).as_bytes());
            page.extend(b"\n");
        }
        page.extend(b".SH EXIT STATUS\n0 done, 1 something failed and was said, 2 wrong use, 101 a bug of ours.\n");
        out.raw(&page)?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

/// Text that roff takes as it stands.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
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
