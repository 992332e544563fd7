//! `rounds export`: what was kept, in the forms others read; or what is
//! followed, for other feed readers.

use clap::Args;
use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::app::giving::Selection;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Destination;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::cli::query;
use crate::cli::timeline;
use crate::domain::query::Order;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::export;
use crate::opml;
use crate::problem::Problem;
use crate::runtime;
use crate::store::Reader;

/// Write what you saved, or any other selection, for other programs; or what
/// you follow, as OPML. Without a selection and a form it is the OPML of what you
/// follow; with a form for references alone it is what you saved.
#[derive(Debug, Args)]
pub struct Export {
    /// The items themselves, by their number in the last listing, id, DOI or
    /// link.
    #[arg(conflicts_with_all = ["saved", "list", "topic", "query", "unread", "since"],
          allow_negative_numbers = true)]
    what: Vec<String>,
    /// By default what the file's name ends in, else opml.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What you saved.
    #[arg(long, conflicts_with = "list")]
    saved: bool,
    /// All of this list; as OPML its sources.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Only this topic.
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,
    /// Only what this query finds: words, author:…, since:7d (rounds help query).
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// Only what is unread.
    #[arg(long)]
    unread: bool,
    /// Only what was published since then: 12h, 3d, 2w, or a date 2026-01-31.
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    #[command(flatten)]
    to: Destination,
}

/// OPML, or a line of [`export::FORMATS`].
#[derive(Clone, Copy, Debug)]
enum Format {
    /// Sources in their lists, for any feed reader.
    Opml,
    Of(&'static export::Format),
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        static ALL: std::sync::LazyLock<Vec<Format>> = std::sync::LazyLock::new(|| {
            let others = export::FORMATS.iter().map(Format::Of);
            std::iter::once(Format::Opml).chain(others).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Format::Opml => {
                PossibleValue::new("opml").help("Sources in their lists, for any feed reader")
            }
            Format::Of(format) => {
                PossibleValue::new(format.id).help(format!("{}: {}", format.name, format.help))
            }
        })
    }
}

impl Export {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let name = self.to.file().map(|file| file.to_string_lossy());
        let by_name = name.as_deref().and_then(by_ending);
        let selects = self.selects();
        if let (None, Some(name)) = (self.format, name.as_deref().filter(|it| is_office(it))) {
            out.wrong(&format!(
                "{name} was not written: rounds writes no spreadsheet's own form, but CSV, which every spreadsheet opens: name it .csv, with --bom for Excel"
            ))?;
            return Ok(Outcome::WrongUse);
        }
        let format = match (self.format.or(by_name), selects) {
            (Some(Format::Opml), true) if self.is_one_list() => Format::Opml,
            (Some(Format::Opml), true) => {
                out.wrong("OPML holds sources, not items: alone or with --list it works; --format names another form")?;
                return Ok(Outcome::WrongUse);
            }
            (Some(format), _) => format,
            (None, true) => {
                out.wrong("in which form? --format ris, bibtex, csv or another names it")?;
                return Ok(Outcome::WrongUse);
            }
            (None, false) => Format::Opml,
        };
        let (text, what) = match format {
            Format::Opml => self.sources(world)?,
            Format::Of(format) => self.items(world, out, format)?,
        };
        out.hand_over(&text, &self.to, &what)?;
        if matches!(format, Format::Of(it) if it.id == "csv") && self.to.is_file_without_mark() {
            out.note("Where Excel garbles accents, write it again with --bom --force")?;
        }
        Ok(Outcome::Done)
    }

    /// Whether a list is all that was chosen.
    fn is_one_list(&self) -> bool {
        let narrows = [&self.topic, &self.query, &self.since];
        self.list.is_some() && !self.unread && narrows.iter().all(|it| it.is_none())
    }

    /// What is followed, or of one list with those inside it, as OPML.
    fn sources(&self, world: &World) -> Result<(String, String), Problem> {
        let reader = world.reader()?;
        let mut entries = reader.outline()?;
        let what = match &self.list {
            Some(name) => {
                let list = pick::list(&reader, name)?;
                entries.retain(|(path, _)| path.starts_with(&list.path));
                format!("the sources of {}", list.name())
            }
            None => "what you follow".to_string(),
        };
        let entries: Vec<opml::Entry> = entries
            .into_iter()
            .map(|(path, source)| opml::Entry {
                path,
                source,
                secret: None,
            })
            .collect();
        Ok((opml::write("rounds", &entries), what))
    }

    fn selects(&self) -> bool {
        self.saved
            || self.unread
            || !self.what.is_empty()
            || [&self.list, &self.topic, &self.query, &self.since]
                .iter()
                .any(|field| field.is_some())
    }

    /// The chosen items as text, and how many they are.
    fn items(
        &self,
        world: &World,
        out: &mut Out,
        format: &'static export::Format,
    ) -> Result<(String, String), Problem> {
        let mut reader = world.reader()?;
        let selection = self.selection(world, &reader)?;
        let gathered = runtime::references(&mut reader, &selection)?;
        if let Some(caveat) = gathered.caveat {
            out.note(&caveat)?;
        }
        if let Some(folded) = runtime::folded_rows(gathered.n_folded) {
            out.note(&format!("Left out {folded}: daily limits"))?;
        }
        let references = gathered.references;
        let (text, left_out) = export::write(format, &references);
        for one in &left_out {
            out.note(&format!("Left out {one}"))?;
        }
        let n = references.len() - left_out.len();
        if n == 0 {
            out.note("Nothing matches; the result is empty")?;
        }
        Ok((text, counted(n, "reference")))
    }

    /// What the arguments choose: single items, or all that a query finds. What
    /// a query can say, an export can select.
    fn selection(&self, world: &World, reader: &Reader) -> Result<Selection, Problem> {
        if !self.what.is_empty() {
            let works = self.what.iter().map(|said| pick::work(world, reader, said));
            return Ok(Selection::Works(works.collect::<Result<_, _>>()?));
        }
        let narrows = self.topic.is_some() || self.query.is_some();
        let place = match &self.list {
            Some(name) => Place::List(pick::list(reader, name)?.id),
            None if narrows && !self.saved => Place::All,
            None => Place::Saved,
        };
        let topic = self.topic.as_deref();
        let since = self.since.as_deref();
        Ok(Selection::Query(Query {
            place,
            topic: topic
                .map(|name| timeline::topic(reader, name))
                .transpose()?,
            unread_only: self.unread,
            wish: query::wish(self.query.as_deref().unwrap_or_default(), world.now())?,
            hits_only: true,
            since: since
                .map(|said| query::since(said, world.now()))
                .transpose()?,
            order: Order::Newest,
        }))
    }
}

/// The form a file's name asks for.
fn by_ending(name: &str) -> Option<Format> {
    match ending(name).as_str() {
        "opml" => Some(Format::Opml),
        _ => export::by_ending(name).map(Format::Of),
    }
}

/// Whether a file's name asks for a spreadsheet's or a text program's own form.
fn is_office(name: &str) -> bool {
    ["xlsx", "xls", "ods", "numbers"].contains(&ending(name).as_str())
}

fn ending(name: &str) -> String {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    ending.to_ascii_lowercase()
}
