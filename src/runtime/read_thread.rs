//! The thread that answers what the screen asks, from a snapshot of its own.
//!
//! It never writes, so a question never waits behind a refresh.

use std::mem::discriminant;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc::Sender;

use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::domain::answer::Overview;
use crate::domain::article::Fate;
use crate::domain::article::Record;
use crate::domain::document::Document;
use crate::domain::id::WorkId;
use crate::domain::work::Text;
use crate::domain::work::Work;
use crate::export::cite;
use crate::page;
use crate::runtime::bell::Bell;
use crate::runtime::giving;
use crate::runtime::topics::Why;
use crate::store::Reader;
use crate::store::StoreError;

/// How often to look whether somebody changed the data. During a refresh that
/// is how often the screen is asked to look again.
const LOOK: Duration = Duration::from_millis(250);

/// Who has asked nothing for so long is reading, or away.
const CALM: Duration = Duration::from_secs(1);

/// Starts the thread.
///
/// # Errors
///
/// Where the system gives no thread.
pub fn start(
    mut reader: Reader,
    inbox: Sender<Msg>,
) -> std::io::Result<(mpsc::Sender<Question>, JoinHandle<()>)> {
    reader.read_text_with(page::plain_text);
    let (questions, lane) = mpsc::channel();
    let thread = thread::Builder::new()
        .name("reader".to_string())
        .spawn(move || {
            let _bell = Bell::new("reader", &inbox);
            read(&mut reader, &lane, &inbox);
        })?;
    Ok((questions, thread))
}

fn read(reader: &mut Reader, lane: &mpsc::Receiver<Question>, inbox: &Sender<Msg>) {
    let mut seen = version(reader);
    let mut looked = Instant::now();
    let mut why = Why::default();
    // When something was asked last, until what that took is given back.
    let mut asked = Some(Instant::now());
    loop {
        let mut waiting = Vec::new();
        match lane.recv_timeout(LOOK) {
            Ok(question) => {
                waiting.push(question);
                asked = Some(Instant::now());
            }
            Err(RecvTimeoutError::Timeout) => {
                if asked.is_some_and(|at| at.elapsed() >= CALM) {
                    asked = None;
                    if let Err(error) = reader.rest() {
                        tracing::warn!("the memory of pages is not given back: {error}");
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        waiting.extend(lane.try_iter());
        for question in worth_answering(waiting) {
            let reply = answer(reader, &mut why, question);
            if inbox.blocking_send(Msg::Store(reply)).is_err() {
                return;
            }
        }
        if looked.elapsed() < LOOK {
            continue;
        }
        looked = Instant::now();
        let version = version(reader);
        if version != seen {
            seen = version;
            let revision = reader.revision().unwrap_or(0);
            let changed = Msg::Store(Reply::Changed { revision });
            if inbox.blocking_send(changed).is_err() {
                return;
            }
        }
    }
}

/// Of several questions of one sort only the newest, and what a key waits for
/// before what only refreshes the screen.
fn worth_answering(waiting: Vec<Question>) -> Vec<Question> {
    let mut kept: Vec<Question> = Vec::new();
    for question in waiting {
        let sort = discriminant(&question);
        kept.retain(|older| discriminant(older) != sort);
        kept.push(question);
    }
    kept.sort_by_key(|question| match question {
        Question::Work(_) | Question::NextUnread { .. } | Question::Citation { .. } => 0,
        Question::Page { .. } => 1,
        Question::Facets { .. } | Question::Snippet { .. } | Question::Why(_) => 2,
        Question::Overview { .. } | Question::Sources | Question::Book | Question::Clues => 3,
        Question::Count { .. } => 4,
    });
    kept
}

/// SQLite's own word on whether another connection wrote; `None` where it
/// cannot be asked, which then counts as no change.
fn version(reader: &Reader) -> Option<i64> {
    reader.data_version().ok()
}

fn answer(reader: &mut Reader, why: &mut Why, question: Question) -> Reply {
    let asked = match &question {
        Question::Page { generation, .. }
        | Question::NextUnread { generation, .. }
        | Question::Overview { generation, .. }
        | Question::Facets { generation, .. }
        | Question::Count { generation, .. } => Some(*generation),
        Question::Work(_)
        | Question::Why(_)
        | Question::Citation { .. }
        | Question::Sources
        | Question::Book
        | Question::Clues
        | Question::Snippet { .. } => None,
    };
    let reply = match question {
        Question::Page {
            generation,
            query,
            anchor,
            limit,
        } => reader
            .page(&query, anchor, limit as usize)
            .map(|page| Reply::Page { generation, page }),
        Question::NextUnread {
            generation,
            query,
            from,
            older,
        } => reader
            .next_unread(&query, from, older)
            .map(|row| Reply::NextUnread { generation, row }),
        Question::Overview {
            generation,
            query,
            now,
            n_cards,
        } => reader.agenda(now, n_cards).and_then(|review| {
            let overview = Overview {
                review: Box::new(review),
                ..reader.overview(&query)?
            };
            Ok(Reply::Overview {
                generation,
                overview: Box::new(overview),
            })
        }),
        Question::Facets {
            generation,
            base,
            wanted,
        } => reader
            .facets(&base, &wanted)
            .map(|facets| Reply::Facets { generation, facets }),
        Question::Count { generation, query } => {
            reader.count_some(&query).map(|counted| Reply::Count {
                generation,
                counted,
            })
        }
        Question::Snippet { work, wish } => reader
            .snippet(work, &wish)
            .map(|text| Reply::Snippet { work, wish, text }),
        Question::Work(work) => {
            whole(reader, work).map(|whole| Reply::Work(work, whole.map(Box::new)))
        }
        Question::Why(work) => why
            .of(reader, work)
            .map(|reasons| Reply::Why(work, reasons)),
        Question::Citation { work, style } => {
            giving::reference(reader, work).map(|reference| Reply::Citation {
                style,
                text: reference.map(|reference| cite::cite(&reference, style)),
            })
        }
        Question::Sources => reader.sources().map(Reply::Sources),
        Question::Book => reader.book().map(Reply::Book),
        Question::Clues => reader.clues().map(Reply::Clues),
    };
    reply.unwrap_or_else(|error| {
        tracing::error!("a question was not answered: {error}");
        Reply::Unanswered {
            generation: asked,
            why: error.to_string(),
        }
    })
}

/// A work with its text laid out as a document: the article where it is kept,
/// else what a source gave.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn whole(reader: &Reader, id: WorkId) -> Result<Option<Work>, StoreError> {
    let Some((mut work, body)) = reader.work(id)? else {
        return Ok(None);
    };
    let mut document = body
        .map(|body| page::document(&body.html, body.base.as_deref()))
        .unwrap_or_default();
    if let Some(record) = reader.article(id)? {
        add_article(&mut work, &mut document, record);
    }
    document.add_pictures(work.details.pictures());
    document.add_links(work.details.links());
    if let Some(other) = &mut work.other {
        other.document.add_links(work.details.links());
    }
    if let Some(first) = document.pictures.first() {
        work.followed = reader.followed(id, &first.address)?;
    }
    let is_empty =
        document.blocks.is_empty() && document.links.is_empty() && document.pictures.is_empty();
    work.document = (!is_empty).then_some(document);
    Ok(Some(work))
}

/// Puts the article in the place of the text a source gave, or says why it is
/// not here.
fn add_article(work: &mut Work, document: &mut Document, record: Record) {
    let has_text = !document.blocks.is_empty();
    let said = record.fate.in_words(has_text);
    match record.fate {
        Fate::Kept { .. } => {
            let article = page::document(&record.article.html, Some(&record.address));
            let document = std::mem::replace(document, article);
            let origin = std::mem::replace(&mut work.origin, said);
            work.other = has_text.then(|| Box::new(Text { document, origin }));
        }
        // What is not saved is not kept; nothing is said of it.
        _ if work.row.saved => work.origin = said,
        _ => {}
    }
    work.article = Some(record.fate);
}
