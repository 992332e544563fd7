//! `rounds show`: one work as plain text, with its links numbered; with `--next`
//! the next unread one.

use clap::Args;
use serde_json::Value;
use serde_json::json;

use crate::app::paper;
use crate::app::why;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::cli::timeline;
use crate::domain::enclosure::Enclosure;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::time::UtcTime;
use crate::problem::Problem;
use crate::runtime;
use crate::store::Reader;

/// Print one item: title, who carries it, its text and its links.
#[derive(Debug, Args)]
pub struct Show {
    /// Its number in the last listing, its id, DOI or link; this is what was
    /// shown last.
    #[arg(
        required_unless_present = "next",
        conflicts_with = "next",
        allow_negative_numbers = true
    )]
    what: Option<String>,
    /// The next unread, newest first; it is marked as read unless read_on_open
    /// is off. Again and again, it goes from unread to unread.
    #[arg(long)]
    next: bool,
    /// With --next: only of this list.
    #[arg(long, value_name = "NAME", requires = "next")]
    list: Option<String>,
    /// With --next: only of this topic.
    #[arg(long, value_name = "NAME", requires = "next")]
    topic: Option<String>,
    /// Print one JSON object: id, title, authors, journal, volume, issue,
    /// first_page, last_page, link, keys, published, stated, unread, saved,
    /// badge, badge_why, sources, related, first_in, language, direction,
    /// files, comments, n_comments, note, text, text_from, feed_text, links.
    /// What is not known is null or empty; names that stand here keep their
    /// meaning in later versions.
    #[arg(long)]
    json: bool,
}

impl Show {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut reader = world.reader()?;
        let id = match &self.what {
            Some(what) => pick::work(world, &reader, what)?,
            None => match self.next(world, &mut reader)? {
                Some(next) => next,
                None => {
                    out.note("Nothing is unread. rounds refresh fetches what is new")?;
                    return Ok(Outcome::Done);
                }
            },
        };
        let Some(work) = runtime::whole(&reader, id)? else {
            return Err(Problem::said("It is no longer kept"));
        };
        if self.json {
            let document = work.document.clone().unwrap_or_default();
            let links: Vec<_> = document
                .links
                .iter()
                .map(|link| json!({"target": link.target, "label": link.label}))
                .collect();
            let carriers: Vec<_> = work
                .carriers
                .iter()
                .map(|carrier| {
                    json!({
                        "source": carrier.source_title,
                        "title": carrier.title,
                        "link": carrier.link,
                        "joined": why::how_words(&carrier.how),
                    })
                })
                .collect();
            let related: Vec<_> = work
                .related
                .iter()
                .map(|related| {
                    json!({
                        "id": related.work.0,
                        "relation": related.relation.word(),
                        "is_about_other": related.is_about_other,
                        "source": related.source_title,
                        "title": related.title,
                    })
                })
                .collect();
            let details = &work.details;
            let published = (!work.row.undated).then_some(work.row.published);
            out.json(&json!({
                "id": id.0,
                "title": work.row.title,
                "authors": work.authors,
                "journal": work.journal,
                "volume": details.volume,
                "issue": details.issue,
                "first_page": details.first_page,
                "last_page": details.last_page,
                "link": work.row.link,
                "keys": work.keys,
                "published": published.map(UtcTime::rfc3339),
                "stated": work.ahead.or(published).map(UtcTime::rfc3339),
                "unread": !work.row.read,
                "saved": work.row.saved,
                "badge": work.row.badge.map(|badge| badge.word()),
                "badge_why": work.badge_why,
                "sources": carriers,
                "related": related,
                "first_in": details.origin.as_ref().map(|origin| json!({"title": origin.title, "link": origin.link})),
                "language": details.language,
                "direction": if details.right_to_left { "rtl" } else { "ltr" },
                "files": details.enclosures.iter().map(file).collect::<Vec<_>>(),
                "comments": details.comments,
                "n_comments": details.n_comments,
                "note": work.note,
                "tags": work.tags,
                "stage": work.row.shelf.as_ref().map(|shelf| shelf.stage.word()),
                "text": document.plain_text(),
                "text_from": work.origin,
                "feed_text": work.other.as_ref().map(|it| it.document.plain_text()),
                "links": links,
            }))?;
        } else {
            let width = world.width.clamp(20, 78);
            let ascii = world.config.screen.ascii;
            for line in paper::lay_out(&work, width, world.now(), ascii) {
                let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
                out.line(text.trim_end())?;
            }
            if let Some(link) = &work.row.link {
                out.line("")?;
                out.line(link)?;
            }
        }
        out.flush()?;
        pick::remember_shown(world, id);
        if self.next && world.config.screen.read_on_open {
            world.store()?.set_read(&[id], true, world.now())?;
        }
        Ok(Outcome::Done)
    }

    /// The next unread: the newest, or where showing does not mark as read the
    /// next below what was shown last, and then from the top again.
    fn next(&self, world: &World, reader: &mut Reader) -> Result<Option<WorkId>, Problem> {
        let query = Query {
            place: match &self.list {
                Some(name) => Place::List(pick::list(reader, name)?.id),
                None => Place::All,
            },
            topic: match &self.topic {
                Some(name) => Some(timeline::topic(reader, name)?),
                None => None,
            },
            ..Query::default()
        };
        let below = match world.config.screen.read_on_open {
            true => None,
            false => pick::shown(world),
        };
        let mut row = reader.next_unread(&query, below, true)?;
        if row.is_none() && below.is_some() {
            row = reader.next_unread(&query, None, true)?;
        }
        Ok(row.map(|row| row.work))
    }
}

/// A file: link, what (`audio`, `video`, `image`, `PDF`, `transcript`, …),
/// type, bytes, seconds, title, credit.
pub fn file(file: &Enclosure) -> Value {
    json!({
        "link": file.link,
        "what": file.sort(),
        "type": file.kind,
        "bytes": file.n_bytes,
        "seconds": file.seconds,
        "title": file.title,
        "credit": file.credit,
    })
}
