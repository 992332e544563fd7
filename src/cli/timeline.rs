//! `rounds timeline` and `rounds search`: rows as plain sentences, or as JSON.

use clap::Args;
use serde_json::Value;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::cli::query;
use crate::domain::id::TopicId;
use crate::domain::query::Anchor;
use crate::domain::query::Kept;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::problem::Problem;
use crate::store::Reader;

/// List what is new, newest first, one item a paragraph.
#[derive(Debug, Args)]
pub struct Timeline {
    /// Only this list.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
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
    /// where no source says), sorted_by, unread, saved, badge, sources.
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
            (None, false) => Place::All,
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
        let mut anchor = Anchor::Top;
        while shown.len() < limit {
            let page = reader.page(query, anchor, (limit - shown.len()).min(500))?;
            if let Some(caveat) = &page.caveat {
                out.note(caveat)?;
            }
            for row in &page.rows {
                shown.push(row.work);
                match self.json {
                    true => out.json(&object(row))?,
                    false => out.line(&sentence(shown.len(), row, world.now()))?,
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

/// A row as one paragraph for a listener: number first, then what matters.
///
/// Source: ux/screens §19, linear mode.
fn sentence(number: usize, row: &Row, now: UtcTime) -> String {
    let mut parts = vec![format!("{number}.")];
    if !row.read {
        parts.push("Unread.".to_string());
    }
    if row.saved {
        parts.push("Saved.".to_string());
    }
    if let Some(badge) = row.badge {
        parts.push(format!("{}.", badge.word()));
    }
    let age = match row.undated {
        true => format!("no date, first seen {}", spoken_age(row.published, now)),
        false => spoken_age(row.published, now),
    };
    parts.push(format!("{}, {age}.", row.source));
    let title = match row.title.is_empty() {
        true => "Without a title",
        false => row.title.as_str(),
    };
    let end = match title.ends_with(['.', '?', '!', '。']) {
        true => "",
        false => ".",
    };
    parts.push(format!("{title}{end}"));
    if row.n_sources > 1 {
        parts.push(format!("{} sources carry this.", row.n_sources));
    }
    parts.join(" ")
}

/// An age in words: `5 hours ago`.
fn spoken_age(time: UtcTime, now: UtcTime) -> String {
    let age = time.age(now);
    let digits = age.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &age[digits.len()..] {
        "m" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" => "week",
        "mo" => "month",
        "y" => "year",
        _ => return "now".to_string(),
    };
    match digits {
        "1" => format!("1 {unit} ago"),
        _ => format!("{digits} {unit}s ago"),
    }
}

fn object(row: &Row) -> Value {
    json!({
        "id": row.work.0,
        "title": row.title,
        "link": row.link,
        "source": row.source,
        "published": (!row.undated).then(|| row.published.rfc3339()),
        "sorted_by": row.published.rfc3339(),
        "unread": !row.read,
        "saved": row.saved,
        "badge": row.badge.map(|badge| badge.word()),
        "sources": row.n_sources,
    })
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
    use super::sentence;
    use crate::cli::query::since;
    use crate::domain::badge::Badge;
    use crate::domain::time::UtcTime;
    use crate::domain::work::Row;

    #[test]
    fn a_row_is_spoken_in_order_of_what_matters() {
        let now = UtcTime(1_800_000_000);
        let row = Row {
            title: "Chronic heart failure in adults: guideline update".to_string(),
            source: "NICE".to_string(),
            published: now.plus(-5 * 3_600),
            badge: Some(Badge::Guideline),
            n_sources: 3,
            ..Row::default()
        };
        assert_eq!(
            sentence(3, &row, now),
            "3. Unread. GUIDELINE. NICE, 5 hours ago. Chronic heart failure in adults: \
             guideline update. 3 sources carry this."
        );
    }

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
