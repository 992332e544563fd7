//! `rounds query`: the page of help on queries, or how one is understood.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::help::hung;
use crate::cli::output::Out;
use crate::domain::query::foreign;
use crate::domain::query::help;
use crate::domain::query::parse;
use crate::domain::query::parse::Trouble;
use crate::domain::query::when::When;
use crate::domain::query::wish::Wish;
use crate::domain::time::UtcTime;
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
                if let Some(hint) = foreign::hint(&text) {
                    out.note(&hint)?;
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

/// A query as it stands.
///
/// # Errors
///
/// The first trouble in it, with its column.
pub fn wish(text: &str, now: UtcTime) -> Result<Wish, Problem> {
    Wish::strict(text, now).map_err(|trouble| problem(text, &trouble))
}

/// A point in time as people say it: `12h`, `3d`, `2w`, `2026-01-31`.
///
/// # Errors
///
/// A sentence where it is none.
pub fn since(said: &str, now: UtcTime) -> Result<UtcTime, Problem> {
    let time = match When::parse(said) {
        Some(when) => Some(when.at(now)),
        None => UtcTime::parse(said),
    };
    time.ok_or_else(|| {
        Problem::new(
            format!("{said:?} is no point in time"),
            "it is neither a span nor a date",
            "Write 12h, 3d, 2w or 2026-01-31",
        )
    })
}

/// The page of help as lines of text.
pub fn page() -> String {
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
                let left = format!("  {}{blanks}  ", line.write);
                page.push_str(&hung(&left, &line.finds));
            }
        }
    }
    page
}
