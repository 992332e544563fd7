//! `rounds lists` and `rounds list`: named sets of sources.

use clap::Args;
use clap::Subcommand;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::domain::list;
use crate::problem::Problem;

/// Name your lists, with their sources and unread counts.
#[derive(Debug, Args)]
pub struct Lists {
    /// Print one JSON object a line: id, name, sources, unread.
    #[arg(long)]
    json: bool,
}

/// Make, rename or delete a list; move sources between lists. All of it can be
/// undone.
#[derive(Debug, Subcommand)]
pub enum List {
    /// Make a list. `A / B` makes B inside A.
    New { name: String },
    /// Give a list another name.
    Rename { list: String, name: String },
    /// Delete a list. Its sources are still followed.
    Delete { list: String },
    /// Put a source into a list; it may stand in several.
    Add { list: String, source: String },
    /// Take a source out of a list. It is still followed.
    Remove { list: String, source: String },
    /// Move a source from one list to another.
    Move {
        source: String,
        from: String,
        to: String,
    },
}

impl Lists {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let lists = world.reader()?.lists()?;
        if lists.is_empty() && !self.json {
            out.note("No lists yet. rounds list new NAME makes one")?;
        }
        for list in &lists {
            let n_sources = list.sources.len();
            match self.json {
                true => out.json(&json!({
                    "id": list.id.0,
                    "name": list.name(),
                    "sources": list.sources.iter().map(|source| source.0).collect::<Vec<_>>(),
                    "unread": list.n_unread,
                }))?,
                false => out.line(&format!(
                    "{}. {}, {} unread",
                    list.name(),
                    counted(n_sources, "source"),
                    list.n_unread
                ))?,
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

impl List {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let now = world.now();
        let mut store = world.store()?;
        let reader = world.reader()?;
        let done = match self {
            List::New { name } => {
                let path = path(&name)?;
                let is_there = reader.lists()?.iter().any(|list| list.path == path);
                store.make_list(&path, now)?;
                match is_there {
                    true => format!("There is a list {name} already"),
                    false => format!("Made the list {name}"),
                }
            }
            List::Rename { list, name } => {
                let list = pick::list(&reader, &list)?;
                store.rename_list(list.id, &path(&name)?, now)?;
                format!("{} is now called {name}", list.name())
            }
            List::Delete { list } => {
                let list = pick::list(&reader, &list)?;
                store.delete_list(list.id, now)?;
                format!(
                    "Deleted the list {}; its sources are still followed. rounds undo brings it back",
                    list.name()
                )
            }
            List::Add { list, source } => {
                let source = pick::source(&reader, &source)?;
                let to = store.make_list(&path(&list)?, now)?;
                store.set_member(to, source.id, true, now)?;
                format!("{} stands in {list} now", source.title)
            }
            List::Remove { list, source } => {
                let (list, source) = (pick::list(&reader, &list)?, pick::source(&reader, &source)?);
                store.set_member(list.id, source.id, false, now)?;
                format!("{} stands in {} no more", source.title, list.name())
            }
            List::Move { source, from, to } => {
                let (source, from) = (pick::source(&reader, &source)?, pick::list(&reader, &from)?);
                let into = store.make_list(&path(&to)?, now)?;
                store.move_source(source.id, from.id, into, now)?;
                format!("Moved {} from {} to {to}", source.title, from.name())
            }
        };
        out.note(&done)?;
        Ok(Outcome::Done)
    }
}

/// A name as a path that is not empty.
fn path(name: &str) -> Result<Vec<String>, Problem> {
    match list::path_of(name) {
        path if path.is_empty() => Err(Problem::said("A list needs a name")),
        path => Ok(path),
    }
}
