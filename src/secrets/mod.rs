//! Where the passwords of sources lie, and fetching them from there.
//!
//! The database never holds one: it holds under which name a source's secret
//! lies here. Nothing here sends a secret, logs it or passes it on a command
//! line, where other people's `ps` would see it.
//!
//! [`KEEPERS`] is the table. Reading asks from the first on: a command that the
//! person set up knows best; a file of ours only has what the keyring would not
//! take. Keeping tries from the last on: the keyring, where one answers, is
//! locked when the person is away; the file is always there.
//!
//! The keyring is reached through the program that comes with it, because the
//! crate for it would bring 101 crates and two minutes of compiling for the few
//! who follow a source with a password. Under `ROUNDS_HOME` there is none:
//! whoever names a folder wants everything in it, and tests touch no keyring.

mod command;
mod file;
mod keyring;
mod program;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use thiserror::Error;

use crate::domain::secret::Secret;

pub use keyring::Keyring;
pub use keyring::keyring_of_system;

/// Who may be asked for secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keepers {
    /// The words of the person's own command; none where it is not set.
    pub command: Vec<String>,
    pub keyring: Option<Keyring>,
    /// The folder of the file.
    pub folder: PathBuf,
}

/// Why a secret could not be had or kept; a sentence part.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Trouble {
    #[error("{file}: {why}")]
    File { file: String, why: String },
    #[error("{program} could not be started: {why}")]
    NotStarted { program: String, why: String },
    #[error("{program} did not answer within {seconds} s; is the keyring locked?")]
    Silent { program: String, seconds: u64 },
    #[error("{program} failed: {why}")]
    Failed { program: String, why: String },
    #[error("it is kept nowhere any more")]
    Nowhere,
}

/// Keeps secrets, each under its name.
type Keep = fn(&Keepers, &[(String, Secret)]) -> Result<(), Trouble>;

/// One who keeps secrets by name.
struct Keeper {
    /// As a sentence names it.
    name: fn(&Keepers) -> String,
    /// Whether there is one here.
    is_here: fn(&Keepers) -> bool,
    read: fn(&Keepers, &str) -> Result<Option<Secret>, Trouble>,
    /// `None` where it only answers.
    keep: Option<Keep>,
    /// Forgets a name; one that it does not know is no trouble.
    forget: fn(&Keepers, &str) -> Result<(), Trouble>,
}

/// Everybody who can keep a secret.
static KEEPERS: [Keeper; 3] = [command::KEEPER, file::KEEPER, keyring::KEEPER];

impl Keepers {
    fn here(&self) -> impl DoubleEndedIterator<Item = &'static Keeper> {
        KEEPERS.iter().filter(|keeper| (keeper.is_here)(self))
    }

    /// The secret of that name.
    ///
    /// # Errors
    ///
    /// Where nobody has it; the first trouble that somebody had.
    pub fn read(&self, name: &str) -> Result<Secret, Trouble> {
        let mut trouble = None;
        for keeper in self.here() {
            match (keeper.read)(self, name) {
                Ok(Some(secret)) => return Ok(secret),
                Ok(None) => {}
                Err(error) => trouble = trouble.or(Some(error)),
            }
        }
        Err(trouble.unwrap_or(Trouble::Nowhere))
    }

    /// What the person's own command says of a name; `None` without one.
    ///
    /// # Errors
    ///
    /// Where the command fails.
    pub fn read_by_command(&self, name: &str) -> Result<Option<Secret>, Trouble> {
        match self.command.is_empty() {
            true => Ok(None),
            false => command::read(self, name),
        }
    }

    /// Keeps secrets under their names, all at one place. Gives that place's
    /// name, for a sentence.
    ///
    /// # Errors
    ///
    /// Where nobody takes them; then the last one's trouble.
    pub fn keep(&self, secrets: &[(String, Secret)]) -> Result<String, Trouble> {
        let mut trouble = Trouble::Nowhere;
        for keeper in self.here().rev() {
            let Some(keep) = keeper.keep else { continue };
            match keep(self, secrets) {
                Ok(()) => {
                    self.forget_elsewhere(keeper, secrets)?;
                    return Ok((keeper.name)(self));
                }
                Err(error) => {
                    tracing::warn!("a secret was kept elsewhere: {error}");
                    trouble = error;
                }
            }
        }
        Err(trouble)
    }

    /// Older secrets of these names must not be found before the new ones: the
    /// file is asked before the keyring.
    fn forget_elsewhere(
        &self,
        kept_by: &Keeper,
        secrets: &[(String, Secret)],
    ) -> Result<(), Trouble> {
        let before = self
            .here()
            .take_while(|keeper| !std::ptr::eq(*keeper, kept_by));
        for keeper in before {
            for (name, _) in secrets {
                (keeper.forget)(self, name)?;
            }
        }
        Ok(())
    }

    /// Forgets a name, wherever it lies.
    ///
    /// # Errors
    ///
    /// Where somebody may still have it.
    pub fn forget(&self, name: &str) -> Result<(), Trouble> {
        for keeper in self.here() {
            (keeper.forget)(self, name)?;
        }
        Ok(())
    }

    /// Who is there to ask, in words.
    pub fn who(&self) -> Vec<String> {
        self.here().map(|keeper| (keeper.name)(self)).collect()
    }

    /// How many secrets lie in the file, and the file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn in_file(&self) -> Result<(usize, PathBuf), Trouble> {
        Ok((file::names(self)?, file::path(self)))
    }

    /// Whether others on this machine could read the file: a sentence.
    pub fn is_open_to_others(&self) -> Option<String> {
        file::is_open_to_others(self).then(|| {
            format!(
                "others on this machine could read {}",
                file::path(self).display()
            )
        })
    }

    /// Closes the file to others where it stands open; a sentence that says so.
    pub fn close_to_others(&self) -> Option<String> {
        let open = self.is_open_to_others()?;
        let closed = match file::close_to_others(self) {
            Ok(()) => "it is yours alone again. Set new passwords if somebody may have looked",
            Err(_) => "it could not be closed to them; chmod 600 does that",
        };
        Some(format!("Passwords: {open}; {closed}"))
    }
}
