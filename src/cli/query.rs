//! `rounds query`: the page of help on queries, or how one is understood.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::output::Out;
use crate::domain::query::help;
use crate::domain::query::parse;
use crate::domain::query::parse::Trouble;
use crate::problem::Problem;

/// Tell the language of search and filters, or how a query is understood.
#[derive(Debug, Args)]
#[command(after_long_help = page())]
pub struct Query {
    /// Print how this is understood instead of the page.
    #[arg(allow_hyphen_values = true)]
    words: Vec<String>,
}

impl Query {
    pub fn run(self, out: &mut Out) -> Result<Outcome, Problem> {
        match self.words.is_empty() {
            true => out.raw(page().as_bytes())?,
            false => {
                let text = self.words.join(" ");
                match parse::strict(&text).map_err(|trouble| problem(&text, &trouble))? {
                    Some(clause) => out.line(&clause.to_string())?,
                    None => out.note("Nothing is asked for, so everything is found")?,
                }
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

/// What is wrong with a query, for the command line.
pub fn problem(text: &str, trouble: &Trouble) -> Problem {
    Problem::new(
        format!("The query {text:?} is not understood"),
        format!("column {}: {}", trouble.at + 1, trouble.what),
        format!("{}. rounds help query tells the language", trouble.next),
    )
}

/// The page of help as lines of text.
fn page() -> String {
    let lines = help::page();
    let widest = lines
        .iter()
        .filter(|line| !line.finds.is_empty())
        .map(|line| line.write.chars().count())
        .max()
        .unwrap_or(0);
    let mut page = String::new();
    for line in lines {
        match line.finds.is_empty() {
            true => page.push_str(&format!("{}:\n", line.write)),
            false => {
                let blanks = " ".repeat(widest - line.write.chars().count());
                page.push_str(&format!("  {}{blanks}  {}\n", line.write, line.finds));
            }
        }
    }
    page
}
