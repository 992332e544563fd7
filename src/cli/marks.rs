//! `rounds save` and `rounds read`: the person's marks.

use clap::ArgGroup;
use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::articles;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::cli::query;
use crate::cli::timeline;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::problem::Problem;
use crate::runtime;

/// Save something for later study, or take it back. Its article is fetched
/// from the publisher and kept too.
#[derive(Debug, Args)]
pub struct Save {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    #[arg(allow_negative_numbers = true)]
    what: String,
    /// Take the save back.
    #[arg(long)]
    remove: bool,
}

/// Mark something as read, or as unread; or all of a list, of a topic, of what a
/// query finds, or of everything as read. One undo takes all of it back.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true).multiple(true).args(["what", "list", "topic", "query", "all"])))]
pub struct Read {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    #[arg(conflicts_with_all = ["list", "topic", "query", "all"], allow_negative_numbers = true)]
    what: Option<String>,
    #[arg(long, requires = "what")]
    unread: bool,
    /// All of this list.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// All of this topic.
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    /// All that this query finds (rounds help query).
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// All there is.
    #[arg(long, conflicts_with_all = ["list", "topic", "query"])]
    all: bool,
}

impl Save {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let reader = world.reader()?;
        let work = pick::work(world, &reader, &self.what)?;
        let before = reader.work(work)?.is_some_and(|(work, _)| work.row.saved);
        world.store()?.set_saved(work, !self.remove, world.now())?;
        if before != self.remove {
            out.note(match before {
                true => "It was saved already",
                false => "It was not saved",
            })?;
            return Ok(Outcome::Done);
        }
        if self.remove {
            out.note("No longer saved. rounds undo saves it again")?;
            return Ok(Outcome::Done);
        }
        out.note("Saved. rounds undo takes it back")?;
        out.flush()?;
        articles::keep(world, Some(work), true)?;
        if let Some(record) = reader.article(work)? {
            let has_text = runtime::whole(&reader, work)?.is_some_and(|it| it.has_text());
            let said = record.fate.in_words(has_text);
            out.note(&said.replacen("kept", "Kept", 1))?;
        }
        Ok(Outcome::Done)
    }
}

impl Read {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let Some(what) = &self.what else {
            return self.many(world, out);
        };
        let work = pick::work(world, &world.reader()?, what)?;
        world
            .store()?
            .set_read(&[work], !self.unread, world.now())?;
        match self.unread {
            true => out.note("Unread again")?,
            false => out.note("Marked as read")?,
        }
        Ok(Outcome::Done)
    }

    /// Marks all that the arguments choose, warnings only where they are meant.
    fn many(&self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut reader = world.reader()?;
        let topic = self.topic.as_deref();
        let query = Query {
            place: match &self.list {
                Some(name) => Place::List(pick::list(&reader, name)?.id),
                None => Place::All,
            },
            topic: topic
                .map(|name| timeline::topic(&reader, name))
                .transpose()?,
            unread_only: true,
            wish: query::wish(self.query.as_deref().unwrap_or_default(), world.now())?,
            hits_only: true,
            ..Query::default()
        };
        let page = reader.page(&query, Anchor::Top, 1)?;
        let n = match page.rows.first() {
            Some(newest) => world.store()?.all_read(&query, newest.work, world.now())?,
            None => 0,
        };
        match n {
            0 => out.note("Nothing was unread there")?,
            n => out.note(&format!(
                "{} marked as read. rounds undo takes it back",
                counted(n as usize, "item")
            ))?,
        }
        Ok(Outcome::Done)
    }
}
