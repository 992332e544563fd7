//! The keyring of the system, through the program that comes with it.
//!
//! The program gets names on its command line and secrets on standard input.
//! On Linux that is `secret-tool` (libsecret) where a session bus answers; on
//! macOS it is `security`, which takes a whole command on standard input. The
//! latter is written after its manual and was not tried on a Mac.

use std::ffi::OsStr;
use std::path::Path;
use std::path::PathBuf;

use crate::domain::secret::Secret;

use super::Keeper;
use super::Trouble;
use super::program;

/// A keyring's program, and how it wants to be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    SecretTool,
    Security,
}

/// A keyring that is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyring {
    tongue: Tongue,
    program: PathBuf,
}

/// The status with which `security` says that it has no such item.
const SECURITY_KNOWS_NONE: &str = "could not be found";

pub(super) const KEEPER: Keeper = Keeper {
    name: |keepers| match &keepers.keyring {
        Some(keyring) => format!("the keyring ({})", file_name(&keyring.program)),
        None => "the keyring".to_string(),
    },
    is_here: |keepers| keepers.keyring.is_some(),
    read: |keepers, name| match &keepers.keyring {
        Some(keyring) => keyring.read(name),
        None => Ok(None),
    },
    keep: Some(|keepers, secrets| {
        let Some(keyring) = &keepers.keyring else {
            return Err(Trouble::Nowhere);
        };
        secrets
            .iter()
            .try_for_each(|(name, secret)| keyring.keep(name, secret))
    }),
    forget: |keepers, name| match &keepers.keyring {
        Some(keyring) => keyring.forget(name),
        None => Ok(()),
    },
};

/// The keyring of this system, if there is one that could answer. `path` is
/// the variable PATH, `has_bus` whether there is a session bus.
pub fn keyring_of_system(path: &OsStr, has_bus: bool) -> Option<Keyring> {
    let (name, tongue) = match cfg!(target_os = "macos") {
        true => ("security", Tongue::Security),
        false => ("secret-tool", Tongue::SecretTool),
    };
    if tongue == Tongue::SecretTool && !has_bus {
        return None;
    }
    std::env::split_paths(path)
        // An entry that is not absolute would mean whatever lies around here.
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
        .map(|program| Keyring { tongue, program })
}

impl Keyring {
    fn read(&self, name: &str) -> Result<Option<Secret>, Trouble> {
        let name = &plain(name);
        let args: &[&str] = match self.tongue {
            Tongue::SecretTool => &["lookup", "service", "rounds", "source", name],
            Tongue::Security => &["find-generic-password", "-s", "rounds", "-a", name, "-w"],
        };
        let said = program::run(&self.program, args, "")?;
        let text = said.out.trim_end_matches(['\r', '\n']);
        // Both end with a failure where they have none; one says so.
        let has_none = said.complaint.is_empty() || said.complaint.contains(SECURITY_KNOWS_NONE);
        match said.ok {
            true => Ok(decoded(text)),
            false if has_none => Ok(None),
            false => Err(self.failed(said.complaint)),
        }
    }

    fn keep(&self, name: &str, secret: &Secret) -> Result<(), Trouble> {
        let name = &plain(name);
        let text = encoded(secret);
        let label = format!("rounds: {name}");
        let said = match self.tongue {
            Tongue::SecretTool => {
                let args = [
                    "store", "--label", &label, "service", "rounds", "source", name,
                ];
                program::run(&self.program, &args, &text)?
            }
            Tongue::Security => {
                let line = format!("add-generic-password -U -s rounds -a {name} -w {text}\n");
                program::run(&self.program, &["-i"], &line)?
            }
        };
        match said.ok && said.complaint.is_empty() {
            true => Ok(()),
            false => Err(self.failed(said.complaint)),
        }
    }

    fn forget(&self, name: &str) -> Result<(), Trouble> {
        let name = &plain(name);
        let args: &[&str] = match self.tongue {
            Tongue::SecretTool => &["clear", "service", "rounds", "source", name],
            Tongue::Security => &["delete-generic-password", "-s", "rounds", "-a", name],
        };
        let said = program::run(&self.program, args, "")?;
        let has_none = said.complaint.is_empty() || said.complaint.contains(SECURITY_KNOWS_NONE);
        match said.ok || has_none {
            true => Ok(()),
            false => Err(self.failed(said.complaint)),
        }
    }

    fn failed(&self, why: String) -> Trouble {
        Trouble::Failed {
            program: file_name(&self.program),
            why: match why.is_empty() {
                true => "it gave no reason".to_string(),
                false => why,
            },
        }
    }

    /// A keyring that speaks as this system's does, of a test's own.
    #[cfg(test)]
    pub(super) fn of_test(program: PathBuf, is_security: bool) -> Keyring {
        Keyring {
            tongue: match is_security {
                true => Tongue::Security,
                false => Tongue::SecretTool,
            },
            program,
        }
    }
}

fn file_name(program: &Path) -> String {
    let name = program.file_name().unwrap_or(program.as_os_str());
    name.to_string_lossy().into_owned()
}

/// A name without anything that a command line would read as more than a name.
fn plain(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            b':' | b'/' | b'.' | b'_' | b'-' | b'~' | b'?' | b'=' | b'&' | b'%' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Letters and digits only: one of the programs reads a line of words, the
/// other drops line breaks, and both may print what is no ASCII otherwise.
fn encoded(secret: &Secret) -> String {
    let bytes = secret.text().bytes();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// `None` for what was never written by [`encoded`].
fn decoded(text: &str) -> Option<Secret> {
    let digits: Vec<u8> = text
        .bytes()
        .map(|byte| char::from(byte).to_digit(16).map(|digit| digit as u8))
        .collect::<Option<_>>()?;
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let bytes = digits.chunks(2).map(|two| two[0] << 4 | two[1]).collect();
    let text = String::from_utf8(bytes).ok()?;
    Some(Secret::of_text(&text))
}
