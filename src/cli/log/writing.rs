//! `rounds log add`, `correct` and `withdraw`.

use clap::Args;

use super::words::Words;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::domain::learning::Book;
use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::domain::learning::Looked;
use crate::domain::learning::body;
use crate::domain::privacy;
use crate::domain::query::Query;
use crate::domain::text;
use crate::problem::Problem;

/// Write an entry: about an item, or about anything with --title.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The item: its number in the last listing, its id, DOI or link.
    #[arg(allow_negative_numbers = true)]
    what: Option<String>,
    #[command(flatten)]
    words: Words,
}

/// Correct an entry: another one is written that stands in its place.
#[derive(Debug, Args)]
pub(super) struct Correct {
    /// Its number in `rounds log`.
    entry: i64,
    #[command(flatten)]
    words: Words,
}

/// Take an entry away; it stays in the log as what was withdrawn.
#[derive(Debug, Args)]
pub(super) struct Withdraw {
    /// Its number in `rounds log`.
    entry: i64,
}

impl Add {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let today = Day::at(world.now());
        let reader = world.reader()?;
        let draft = match &self.what {
            Some(what) => {
                let id = pick::work(world, &reader, what)?;
                let Some((work, _)) = reader.work(id)? else {
                    return Err(Problem::said("It is no longer kept"));
                };
                let topics = reader.overview(&Query::default())?.topics;
                Draft::of_work(&work, &topics, today)
            }
            None if self.words.has_title() => Draft {
                learned_on: today,
                ..Draft::default()
            },
            None => {
                out.wrong("What was it? Name an item, or say --title")?;
                return Ok(Outcome::WrongUse);
            }
        };
        if !self.words.has_minutes() {
            out.wrong("How long did it take? Say --minutes; 0 for what is only noted")?;
            return Ok(Outcome::WrongUse);
        }
        write(world, &reader.book()?, draft, None, self.words, out)
    }
}

impl Correct {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let book = world.reader()?.book()?;
        let id = EntryId(self.entry);
        let Some(entry) = book.entry(id).filter(|entry| !entry.withdraws) else {
            return Err(Problem::new(
                format!("There is no entry {}", self.entry),
                "the log has none of this number",
                "rounds log lists them",
            ));
        };
        let draft = entry.draft.clone();
        write(world, &book, draft, Some(id), self.words, out)
    }
}

impl Withdraw {
    pub(super) fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let id = EntryId(self.entry);
        world.store()?.withdraw_log(id, world.now())?;
        out.note("Withdrawn; the log still shows that it was there. rounds undo brings it back")?;
        Ok(Outcome::Done)
    }
}

fn write(
    world: &World,
    book: &Book,
    draft: Draft,
    replaces: Option<EntryId>,
    words: Words,
    out: &mut Out,
) -> Result<Outcome, Problem> {
    let anyway = words.anyway;
    let mut draft = words.over(draft);
    let today = Day::at(world.now());
    if let Some(fault) = draft.fault(today, book.closed) {
        return Err(Problem::new("Nothing was logged", fault, ""));
    }
    draft.privacy = Looked::Clear;
    if let Some(marked) = privacy::said(&draft.free_text()) {
        if !anyway {
            return Err(Problem::new(
                "Nothing was logged",
                format!("the words may identify a patient: {marked}"),
                "Say it without, or --anyway if it identifies nobody",
            ));
        }
        draft.privacy = Looked::Overridden;
    }
    let period = body::longest_cycle(&world.config.screen.bodies, draft.learned_on);
    if let Some(before) = book.said_before(&draft, replaces, period) {
        out.note(&format!(
            "The same work is in this cycle already, on {} (entry {})",
            before.draft.learned_on, before.id.0
        ))?;
    }
    let id = world.store()?.log(&draft, replaces, world.now())?;
    let what = match replaces {
        Some(old) => format!("Entry {} stands in the place of {}", id.0, old.0),
        None => format!("Logged as entry {}", id.0),
    };
    // A number may have meant another paper than the person thought.
    let title = text::clean(&draft.title);
    let about = text::shorten(&title, 100);
    out.note(&format!("{what}: {about}. rounds undo takes it back"))?;
    Ok(Outcome::Done)
}
