//! `rounds log`: the learning log without a screen.
//!
//! What a total or a figure stands in also says that it is self-recorded.

mod files;
mod words;
mod writing;

use clap::Args;
use clap::Subcommand;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Entry;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::Period;
use crate::domain::learning::hours;
use crate::problem::Problem;

/// Your learning log: what you read, how long, what you will do differently.
/// Self-recorded; an entry is never changed, a correction is another one.
#[derive(Debug, Args)]
pub struct Log {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    List(List),
    Add(writing::Add),
    Correct(writing::Correct),
    Withdraw(writing::Withdraw),
    Targets(files::Targets),
    Export(files::Export),
    Close(files::Close),
}

/// List the entries of a year, newest first.
#[derive(Debug, Default, Args)]
struct List {
    /// A calendar year; this one if none is given.
    #[arg(long)]
    year: Option<i16>,
    /// One JSON object a line: id, learned_on, title, source, kind, minutes,
    /// scope, keys, question, takeaway, change, claim_by.
    #[arg(long)]
    json: bool,
}

impl Log {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        match self.what.unwrap_or(What::List(List::default())) {
            What::List(verb) => verb.run(world, out),
            What::Add(verb) => verb.run(world, out),
            What::Correct(verb) => verb.run(world, out),
            What::Withdraw(verb) => verb.run(world, out),
            What::Targets(verb) => verb.run(world, out),
            What::Export(verb) => verb.run(world, out),
            What::Close(verb) => verb.run(world, out),
        }
    }
}

impl List {
    fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let book = world.reader()?.book()?;
        let today = Day::at(world.now());
        let year = self.year.unwrap_or(today.year());
        let entries = book.within(Period::of_year(year));
        if self.json {
            for entry in &entries {
                out.json(&as_json(entry))?;
            }
            out.flush()?;
            return Ok(Outcome::Done);
        }
        for (entry, by) in book.claims(today) {
            out.line(&format!("{}: {}", due(today, by), entry.draft.title))?;
        }
        for entry in &entries {
            say(entry, out)?;
        }
        let minutes: u32 = entries.iter().map(|it| it.draft.minutes).sum();
        let entries = match entries.len() {
            1 => "1 entry".to_string(),
            n => format!("{n} entries"),
        };
        out.line(&format!("{year}: {} in {entries}", hours(minutes)))?;
        figures(world, &book, today, out)?;
        out.line(NOT_CREDIT)?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn say(entry: &Entry, out: &mut Out) -> Result<(), Problem> {
    let draft = &entry.draft;
    out.line(&format!(
        "{}. {}, {}, {}: {}",
        entry.id.0,
        draft.learned_on,
        hours(draft.minutes),
        draft.kind.label(),
        draft.title
    ))?;
    for text in [&draft.takeaway, &draft.change] {
        if !text.is_empty() {
            out.line(&format!("   {text}"))?;
        }
    }
    Ok(())
}

/// One line for each body the person chose.
fn figures(world: &World, book: &Book, today: Day, out: &mut Out) -> Result<(), Problem> {
    for body in &world.config.screen.bodies {
        let tally = body.tally(book, today);
        let Period { from, until } = tally.period;
        let sentence = body.sentence(&tally);
        out.line(&format!("{}, {from} to {until}: {sentence}", body.name))?;
    }
    Ok(())
}

/// How long there is to claim something elsewhere.
fn due(today: Day, by: Day) -> String {
    match today.days_to(by) {
        ..0 => format!("The time to claim it ended on {by}"),
        0 => "To be claimed today".to_string(),
        n => format!(
            "To be claimed by {by}, in {}",
            counted(usize::try_from(n).unwrap_or(0), "day")
        ),
    }
}

fn as_json(entry: &Entry) -> serde_json::Value {
    let draft = &entry.draft;
    json!({
        "id": entry.id.0,
        "learned_on": draft.learned_on,
        "title": draft.title,
        "source": draft.source,
        "kind": draft.kind,
        "minutes": draft.minutes,
        "scope": draft.scope,
        "keys": draft.keys,
        "question": draft.question,
        "takeaway": draft.takeaway,
        "change": draft.change,
        "claim_by": draft.claim_by,
        "about": NOT_CREDIT,
    })
}
