//! Filling the search index once a refresh is done.
//!
//! Nothing is lost where it is stopped: the next refresh, or the screen, goes
//! on from there, and search looks through what is not indexed by itself.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;

use super::SLICE;
use crate::cli::World;
use crate::page;
use crate::problem::Problem;
use crate::store::Reader;
use crate::store::StoreError;
use crate::store::search::Index;

/// Fills the search index, unless another rounds is at it.
pub fn fill(world: &World) -> Result<(), Problem> {
    let folder = world.data().to_path_buf();
    // The next refresh, or the screen, goes on where this one is stopped.
    let stopped = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&stopped))?;
    let filled = thread::spawn(move || -> Result<(), Problem> {
        let reader = Reader::open(&folder)?;
        let mut index = Index::open(&folder)?;
        loop {
            match index.step(&reader, &page::plain_text, SLICE) {
                Ok(progress) if progress.n_left > 0 && !stopped.load(Ordering::Relaxed) => {}
                // Another rounds is at it, and does all of it.
                Ok(_) | Err(StoreError::Busy) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    });
    filled.join().unwrap_or_else(|_| {
        Err(Problem::said(
            "The search index was not filled; search still works, slower",
        ))
    })
}
