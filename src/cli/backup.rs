//! `rounds backup` and `rounds restore`: a whole copy of the one file that
//! matters, and such a copy put back.
//!
//! Neither deletes anything: a file that is there is replaced only where that
//! was said, and what is restored over is laid aside.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::refresh::index;
use crate::domain::enclosure::spoken_size;
use crate::problem::Problem;
use crate::store;
use crate::store::StoreError;
use crate::store::backup::CopyError;

/// Write a whole, checked copy of everything rounds keeps to a file.
///
/// Works while a screen is open. Settings, topics and passwords are files of
/// their own and not in it.
#[derive(Debug, Args)]
pub struct Backup {
    /// Where to; made so that only you can read it.
    file: PathBuf,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

/// Put a backup in the place of everything rounds keeps.
///
/// The backup is checked first; what is there now is laid aside as
/// rounds.db.before-restore, and the search index is made anew.
#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `rounds backup` wrote, or a copy rounds.db.before-… .
    file: PathBuf,
}

impl Backup {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let written = store::backup::backup(world.data(), &self.file, self.force);
        let n_bytes = written.map_err(|error| refused("Nothing was backed up", &error))?;
        out.note(&format!(
            "Backed up to {}, {}, and checked",
            self.file.display(),
            spoken_size(n_bytes)
        ))?;
        Ok(Outcome::Done)
    }
}

impl Restore {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let restored = store::restore(world.data(), &self.file);
        let aside = restored.map_err(|error| refused("Nothing was restored", &error))?;
        let file = self.file.display();
        out.note(&match aside.as_deref().map(Path::display) {
            Some(aside) => format!("Restored from {file}. What was there is in {aside}"),
            None => format!("Restored from {file}"),
        })?;
        // An older backup is brought to this program's schema now.
        drop(world.store()?);
        index::fill(world)?;
        Ok(Outcome::Done)
    }
}

/// A refusal with what to do about it.
fn refused(what: &str, error: &CopyError) -> Problem {
    let next = match error {
        CopyError::Exists(_) => "Choose another name; a file is replaced with --force",
        CopyError::Itself(_) => "Name another file",
        CopyError::Missing(_) | CopyError::NotOurs(_) => "Name a file that rounds backup wrote",
        CopyError::Newer { .. } => "Update rounds first",
        CopyError::Damaged { .. } => {
            "Take another copy; rounds doctor lists those beside the database"
        }
        CopyError::InUse => "Quit it first",
        CopyError::Unwritable { .. } => "Check the folder and its disk",
        CopyError::Store(StoreError::Full) => "Make room and try again",
        CopyError::Store(_) => "",
    };
    Problem::new(what, error, next)
}
