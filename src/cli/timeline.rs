//! `rounds timeline` and `rounds search`: rows as plain sentences, or as JSON.

use clap::Args;
use serde_json::Value;
use serde_json::json;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::domain::id::TopicId;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
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
    #[command(flatten)]
    much: Much,
}

/// Search titles and texts; the last word counts as a beginning.
#[derive(Debug, Args)]
pub struct Search {
    #[arg(required = true)]
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
        let mut reader = world.reader()?;
        let place = match (&self.list, self.saved) {
            (Some(name), _) => Place::List(pick::list(&reader, name)?.id),
            (None, true) => Place::Saved,
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
            words: String::new(),
            since: self
                .much
                .since
                .as_deref()
                .map(|said| since(said, world.now()))
                .transpose()?,
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
            words: self.words.join(" "),
            since: self
                .much
                .since
                .as_deref()
                .map(|said| since(said, world.now()))
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

/// Every row there is, as sentences.
pub fn everything(world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    let much = Much {
        since: None,
        limit: 0,
        json: false,
    };
    much.list(world, &mut world.reader()?, &Query::default(), out)
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

/// A point in time as people say it: `12h`, `3d`, `2w`, `2026-01-31`.
///
/// # Errors
///
/// A sentence where it is none.
pub fn since(said: &str, now: UtcTime) -> Result<UtcTime, Problem> {
    let seconds = |unit: char| match unit {
        'm' => Some(60),
        'h' => Some(3_600),
        'd' => Some(86_400),
        'w' => Some(7 * 86_400),
        _ => None,
    };
    let span = said.chars().next_back().and_then(|unit| {
        Some((
            seconds(unit)?,
            said[..said.len() - unit.len_utf8()].parse::<u32>().ok()?,
        ))
    });
    let time = match span {
        Some((seconds, n)) => Some(now.plus(-seconds * i64::from(n))),
        None => UtcTime::parse(said).or_else(|| UtcTime::parse(&format!("{said}T00:00:00Z"))),
    };
    time.ok_or_else(|| {
        Problem::new(
            format!("{said:?} is no point in time"),
            "it is neither a span nor a date",
            "Write 12h, 3d, 2w or 2026-01-31",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use super::since;
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
        for odd in ["", "d", "3y", "soon", "é", "-1d"] {
            assert!(since(odd, now).is_err(), "{odd}");
        }
    }
}
