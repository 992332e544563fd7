//! The thread that fills the search index and matches topics again, behind the
//! person's back and in slices.

use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc::Sender;

use crate::app::effect::Msg;
use crate::page;
use crate::runtime::bell::Bell;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::search::Index;

/// How many changes one slice takes in: some milliseconds of work.
const SLICE: usize = 500;

/// How long to rest when there is nothing to do.
const REST: Duration = Duration::from_secs(2);

/// How long to rest when the index could not be written.
const LONG_REST: Duration = Duration::from_secs(60);

/// Starts the thread; it ends when `stop` is dropped, at most a slice later.
///
/// # Errors
///
/// Where the system gives no thread.
pub fn start(
    folder: &Path,
    inbox: &Sender<Msg>,
) -> std::io::Result<(mpsc::Sender<()>, JoinHandle<()>)> {
    let folder: PathBuf = folder.to_path_buf();
    let (stop, stopped) = mpsc::channel();
    let bell = Bell::new("index", inbox);
    let thread = thread::Builder::new()
        .name("index".to_string())
        .spawn(move || {
            let _bell = bell;
            while let Err(error) = fill(&folder, &stopped) {
                // Search still works: it looks through what is not indexed.
                tracing::error!("the search index is not filled: {error}");
                if stopped.recv_timeout(LONG_REST) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
    Ok((stop, thread))
}

fn fill(folder: &Path, stopped: &mpsc::Receiver<()>) -> Result<(), StoreError> {
    let reader = Reader::open(folder)?;
    let mut index = Index::open(folder)?;
    let mut behind = true;
    loop {
        let rest = match behind {
            true => Duration::ZERO,
            false => REST,
        };
        match stopped.recv_timeout(rest) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        behind = match index.step(&reader, &page::plain_text, SLICE) {
            Ok(progress) => {
                if progress.n_left == 0 && progress.n_done > 0 {
                    index.rest()?;
                    reader.rest()?;
                }
                progress.n_left > 0
            }
            // Another rounds is at it.
            Err(StoreError::Busy) => false,
            Err(error) => return Err(error),
        };
    }
}
