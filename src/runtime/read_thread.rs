//! The thread that answers what the screen asks, from a snapshot of its own.
//!
//! It never writes, so a question never waits behind a refresh.

use std::path::Path;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::Sender;

use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Reply;
use crate::domain::id::WorkId;
use crate::domain::work::Work;
use crate::page;
use crate::problem::Problem;
use crate::store::Reader;
use crate::store::StoreError;

/// How often to look whether somebody changed the data.
const LOOK: Duration = Duration::from_millis(500);

/// Starts the thread on a folder whose database is there.
///
/// # Errors
///
/// Where the database cannot be read or the system gives no thread.
pub fn start(
    folder: &Path,
    inbox: Sender<Msg>,
) -> Result<(mpsc::Sender<Question>, JoinHandle<()>), Problem> {
    let mut reader = Reader::open(folder)?;
    reader.read_text_with(page::plain_text);
    let (questions, lane) = mpsc::channel();
    let thread = thread::Builder::new()
        .name("reader".to_string())
        .spawn(move || read(&mut reader, &lane, &inbox))?;
    Ok((questions, thread))
}

fn read(reader: &mut Reader, lane: &mpsc::Receiver<Question>, inbox: &Sender<Msg>) {
    let mut seen = version(reader);
    loop {
        let reply = match lane.recv_timeout(LOOK) {
            Ok(question) => Some(answer(reader, question)),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if let Some(reply) = reply
            && inbox.blocking_send(Msg::Store(reply)).is_err()
        {
            return;
        }
        let version = version(reader);
        if version != seen {
            seen = version;
            let revision = reader.revision().unwrap_or(0);
            if inbox
                .blocking_send(Msg::Store(Reply::Changed { revision }))
                .is_err()
            {
                return;
            }
        }
    }
}

/// SQLite's own word on whether another connection wrote; `None` where it
/// cannot be asked, which then counts as no change.
fn version(reader: &Reader) -> Option<i64> {
    reader.data_version().ok()
}

fn answer(reader: &mut Reader, question: Question) -> Reply {
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
        Question::Overview { generation, query } => {
            reader.overview(&query).map(|overview| Reply::Overview {
                generation,
                overview,
            })
        }
        Question::Work(work) => {
            whole(reader, work).map(|whole| Reply::Work(work, whole.map(Box::new)))
        }
        Question::Sources => reader.sources().map(Reply::Sources),
    };
    reply.unwrap_or_else(|error| {
        tracing::error!("a question was not answered: {error}");
        Reply::Unanswered(error.to_string())
    })
}

/// A work with its text laid out as a document.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn whole(reader: &Reader, work: WorkId) -> Result<Option<Work>, StoreError> {
    let Some((mut work, body)) = reader.work(work)? else {
        return Ok(None);
    };
    work.document = body
        .map(|body| page::document(&body.html, body.base.as_deref()))
        .filter(|document| !document.blocks.is_empty());
    Ok(Some(work))
}
