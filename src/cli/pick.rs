//! Finding what a person means by a word on the command line: a work, a source
//! or a list.

use std::fs;

use crate::cli::World;
use crate::domain::id::WorkId;
use crate::domain::list;
use crate::domain::list::List;
use crate::domain::secret;
use crate::domain::source::Source;
use crate::problem::Problem;
use crate::store::Reader;

/// The file that remembers what the last listing numbered.
const LAST: &str = "last-listing";

/// The file that remembers what was shown last.
const SHOWN: &str = "last-shown";

/// What stands for that.
const THIS: &str = "this";

/// Digits of a number in a listing at most; ids are longer.
const LONGEST_NUMBER: usize = 7;

/// Remembers the works of a listing, so that `show 3` means its third.
/// What cannot be remembered only costs the short name.
pub fn remember(world: &World, works: &[WorkId]) {
    let lines: Vec<String> = works.iter().map(|work| work.0.to_string()).collect();
    if let Err(error) = fs::write(world.data().join(LAST), lines.join("\n")) {
        tracing::warn!("the listing was not remembered: {error}");
    }
}

/// Remembers what was shown, so that `this` means it.
pub fn remember_shown(world: &World, work: WorkId) {
    if let Err(error) = fs::write(world.data().join(SHOWN), work.0.to_string()) {
        tracing::warn!("what was shown was not remembered: {error}");
    }
}

/// What was shown last.
pub fn shown(world: &World) -> Option<WorkId> {
    let text = fs::read_to_string(world.data().join(SHOWN)).ok()?;
    text.trim().parse().ok().map(WorkId)
}

/// The work a person means: its number in the last listing, its id, its DOI or
/// its link; or what was shown last, by `this`.
///
/// # Errors
///
/// A sentence where there is none.
pub fn work(world: &World, reader: &Reader, said: &str) -> Result<WorkId, Problem> {
    if said == THIS {
        return shown(world).ok_or_else(|| {
            Problem::new(
                "Nothing is meant by \"this\" yet",
                "it is what was shown last",
                "rounds show --next shows the next unread",
            )
        });
    }
    // A short number is a place in the last listing and nothing else: it must
    // never mean something that was not listed.
    let number = said
        .parse::<usize>()
        .ok()
        .filter(|_| said.len() <= LONGEST_NUMBER);
    let found = match number {
        Some(number) => numbered(world, number),
        None => reader.find_work(said)?,
    };
    match found {
        Some(work) => Ok(work),
        None => Err(Problem::new(
            format!("Nothing is known as {said:?}"),
            "it is no number of the last listing, no id, no DOI and no link of something kept",
            "rounds timeline and rounds search number what they list",
        )),
    }
}

fn numbered(world: &World, number: usize) -> Option<WorkId> {
    let text = fs::read_to_string(world.data().join(LAST)).ok()?;
    let line = text.lines().nth(number.checked_sub(1)?)?;
    line.parse().ok().map(WorkId)
}

/// The source a person means: by its number, its address or its title.
///
/// # Errors
///
/// A sentence where there is none, or more than one.
pub fn source(reader: &Reader, said: &str) -> Result<Source, Problem> {
    let sources = reader.sources()?;
    let said = &secret::taken(said).0;
    let folded = said.trim().to_lowercase();
    let by_number = said.parse::<i64>().ok();
    let exact = sources.iter().find(|source| {
        Some(source.id.0) == by_number
            || source.address == *said
            || source.title.to_lowercase() == folded
    });
    if let Some(source) = exact {
        return Ok(source.clone());
    }
    let mut like = sources
        .into_iter()
        .filter(|source| source.title.to_lowercase().contains(&folded));
    match (like.next(), like.next()) {
        (Some(source), None) => Ok(source),
        (Some(one), Some(other)) => Err(Problem::new(
            format!("{said:?} means more than one source"),
            format!("{} and {}", one.title, other.title),
            "Give its number from rounds sources, or its address",
        )),
        (None, _) => Err(Problem::new(
            format!("No source is called {said:?}"),
            "it is no number, address or title of what you follow",
            "rounds sources lists them",
        )),
    }
}

/// The list a person means, by its whole name or its last part.
///
/// # Errors
///
/// A sentence where there is none.
pub fn list(reader: &Reader, said: &str) -> Result<List, Problem> {
    let lists = reader.lists()?;
    let path: Vec<String> = list::path_of(said)
        .iter()
        .map(|part| part.to_lowercase())
        .collect();
    let lower =
        |list: &List| -> Vec<String> { list.path.iter().map(|part| part.to_lowercase()).collect() };
    let whole = lists.iter().find(|list| lower(list) == path);
    let last = || lists.iter().find(|list| lower(list).ends_with(&path));
    match whole.or_else(last) {
        Some(list) if !path.is_empty() => Ok(list.clone()),
        _ => Err(Problem::new(
            format!("No list is called {said:?}"),
            "it is no name of a list of yours",
            "rounds lists names them",
        )),
    }
}
