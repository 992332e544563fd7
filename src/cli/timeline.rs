//! `rounds timeline` and `rounds search`: rows as plain sentences, or as JSON.

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::cli::query;
use crate::cli::spoken;
use crate::domain::id::TopicId;
use crate::domain::query::Anchor;
use crate::domain::query::Kept;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::problem::Problem;
use crate::store::Reader;

/// List what is new, newest first, one item a paragraph.
#[derive(Debug, Args)]
pub struct Timeline {
    /// Only this list.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// All of this source: its number, address or title.
    #[arg(long, value_name = "SOURCE", conflicts_with_all = ["list", "saved", "muted"])]
    source: Option<String>,
    /// Only this topic.
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    /// Only what is unread.
    #[arg(long)]
    unread: bool,
    /// What you saved, followed or not.
    #[arg(long, conflicts_with = "list")]
    saved: bool,
    /// What is muted.
    #[arg(long, conflicts_with_all = ["list", "saved"])]
    muted: bool,
    /// Only what a query finds, and every retraction, concern and safety
    /// notice; rounds help query tells the language.
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Keep the query under this name, as a timeline of your own.
    #[arg(long, value_name = "NAME", requires = "query", conflicts_with = "name")]
    keep: Option<String>,
    /// What the timeline kept under this name finds.
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    name: Option<String>,
    /// Take the timeline of this name away; rounds undo brings it back.
    #[arg(long, value_name = "NAME", exclusive = true)]
    forget: Option<String>,
    #[command(flatten)]
    much: Much,
}

/// Search titles, texts, authors, journals and notes, by words or a query; the
/// last word counts as a beginning.
///
/// rounds help query tells the language: "phrases", OR, -word, begin*,
/// title:word, type:rct, source:name, since:7d and more.
#[derive(Debug, Args)]
pub struct Search {
    #[arg(required = true, allow_hyphen_values = true)]
    words: Vec<String>,
    /// Only what you saved.
    #[arg(long)]
    saved: bool,
    #[command(flatten)]
    much: Much,
}

#[derive(Debug, Args)]
struct Much {
    /// Only what was published since then: 12h, 3d, 2w, or a date 2026-01-31.
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// How many at most; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print one JSON object a line: id, title, link, source, published (null
    /// where no source says), sorted_by, unread, saved, badge, sources, more
    /// (of its source on that day, folded behind it).
    #[arg(long)]
    json: bool,
}

impl Timeline {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        if let Some(name) = &self.forget {
            let name = kept(&world.reader()?, name)?.name;
            world.store()?.set_timeline(&name, None, world.now())?;
            out.note(&format!(
                "Timeline {name} is taken away; rounds undo brings it back"
            ))?;
            return Ok(Outcome::Done);
        }
        if let (Some(name), Some(text)) = (&self.keep, &self.query) {
            let wish = query::wish(text, world.now())?;
            let name = text::clean(name.trim());
            if name.is_empty() || wish.is_empty() {
                return Err(Problem::new(
                    "Nothing was kept",
                    "the name or the query is empty",
                    "rounds timeline --query 'type:rct' --keep Trials",
                ));
            }
            let mut store = world.store()?;
            store.set_timeline(&name, Some(wish.text()), world.now())?;
            out.note(&format!("Timeline {name} is kept"))?;
        }
        let mut reader = world.reader()?;
        let place = match (&self.list, self.saved) {
            (Some(name), _) => Place::List(pick::list(&reader, name)?.id),
            (None, true) => Place::Saved,
            (None, false) if self.muted => Place::Muted,
            (None, false) => match &self.source {
                Some(said) => Place::Source(pick::source(&reader, said)?.id),
                None => Place::All,
            },
        };
        let query = Query {
            place,
            topic: self
                .topic
                .as_deref()
                .map(|name| topic(&reader, name))
                .transpose()?,
            unread_only: self.unread,
            wish: match (&self.query, &self.name) {
                (Some(text), _) => query::wish(text, world.now())?,
                (None, Some(name)) => query::wish(&kept(&reader, name)?.query, world.now())?,
                (None, None) => Wish::default(),
            },
            since: self
                .much
                .since
                .as_deref()
                .map(|said| query::since(said, world.now()))
                .transpose()?,
            ..Query::default()
        };
        self.much.list(world, &mut reader, &query, out)
    }
}

impl Search {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let query = Query {
            place: match self.saved {
                true => Place::Saved,
                false => Place::All,
            },
            wish: searched(&self.words.join(" "), world.now(), out)?,
            hits_only: true,
            since: self
                .much
                .since
                .as_deref()
                .map(|said| query::since(said, world.now()))
                .transpose()?,
            ..Query::default()
        };
        self.much.list(world, &mut world.reader()?, &query, out)
    }
}

impl Much {
    fn list(
        &self,
        world: &World,
        reader: &mut Reader,
        query: &Query,
        out: &mut Out,
    ) -> Result<Outcome, Problem> {
        let limit = match self.limit {
            0 => usize::MAX,
            limit => limit,
        };
        let mut shown = Vec::new();
        // The first source of which more is folded.
        let mut folded: Option<String> = None;
        let mut anchor = Anchor::Top;
        while shown.len() < limit {
            let page = reader.page(query, anchor, (limit - shown.len()).min(500))?;
            if let Some(caveat) = &page.caveat {
                out.note(caveat)?;
            }
            for row in &page.rows {
                shown.push(row.work);
                if row.n_folded > 0 {
                    folded.get_or_insert_with(|| row.source.clone());
                }
                match self.json {
                    true => out.json(&spoken::object(row))?,
                    false => out.line(&spoken::sentence(shown.len(), row, world.now()))?,
                }
            }
            match page.rows.last() {
                Some(last) if !page.at_bottom => anchor = Anchor::Below(last.work),
                _ => break,
            }
        }
        out.flush()?;
        if shown.is_empty() {
            let follows = !reader.sources()?.is_empty();
            out.note(match follows {
                true => "Nothing matches",
                false => "You follow nothing yet. rounds follow ADDRESS follows a source",
            })?;
        }
        if let Some(source) = folded.filter(|_| !self.json) {
            out.note(&format!(
                "What is folded by a daily limit: rounds timeline --source {source:?} lists all of it"
            ))?;
        }
        if !self.json {
            pick::remember(world, &shown);
        }
        Ok(Outcome::Done)
    }
}

/// Every row of a query, as sentences or as JSON.
pub fn whole(world: &World, query: &Query, json: bool, out: &mut Out) -> Result<Outcome, Problem> {
    let much = Much {
        since: None,
        limit: 0,
        json,
    };
    much.list(world, &mut world.reader()?, query, out)
}

/// The topic a person means.
///
/// # Errors
///
/// A sentence where there is none.
pub fn topic(reader: &Reader, name: &str) -> Result<TopicId, Problem> {
    let overview = reader.overview(&Query::default())?;
    let wanted = name.to_lowercase();
    let found = overview
        .topics
        .iter()
        .find(|topic| topic.name.to_lowercase() == wanted);
    found.map(|topic| topic.id).ok_or_else(|| {
        Problem::new(
            format!("No topic is called {name:?}"),
            "it is not in your topics file",
            "rounds topic list names them",
        )
    })
}

/// The timeline that is kept under a name, whatever its case.
fn kept(reader: &Reader, name: &str) -> Result<Kept, Problem> {
    let timelines = reader.timelines()?;
    let wanted = name.to_lowercase();
    let found = timelines.iter().find(|it| it.name.to_lowercase() == wanted);
    found.cloned().ok_or_else(|| {
        let names: Vec<&str> = timelines.iter().map(|it| it.name.as_str()).collect();
        Problem::new(
            format!("No timeline is called {name:?}"),
            match names.is_empty() {
                true => "none is kept yet".to_string(),
                false => format!("there are {}", names.join(", ")),
            },
            "rounds timeline --query QUERY --keep NAME keeps one",
        )
    })
}

/// A query as the search box takes it: what is not understood of it is said,
/// and the rest is looked for.
///
/// # Errors
///
/// Where nothing is left to look for.
fn searched(text: &str, now: UtcTime, out: &mut Out) -> Result<Wish, Problem> {
    let wish = Wish::typing(text, now);
    for trouble in wish.troubles() {
        if wish.clause().is_none() {
            return Err(query::problem(text, trouble));
        }
        out.note(&trouble.to_string())?;
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use crate::cli::query::since;
    use crate::domain::time::UtcTime;

    #[test]
    fn spans_and_dates_are_both_understood() {
        let now = UtcTime(1_800_000_000);
        assert_eq!(since("2d", now).unwrap(), now.plus(-172_800));
        assert_eq!(
            since("2026-01-31", now).unwrap().rfc3339(),
            "2026-01-31T00:00:00Z"
        );
        for odd in ["", "d", "3x", "soon", "é", "-1d"] {
            assert!(since(odd, now).is_err(), "{odd}");
        }
    }
}
