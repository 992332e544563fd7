//! `secrets.json`: a file that only the person may read (mode 600), for where
//! no keyring answers.
//!
//! A JSON object of name and `user:password`. Written beside and moved into
//! place, under a lock, so that nothing in it is lost. Never made before there
//! is something to keep.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::PathBuf;

use crate::domain::secret::Secret;

use super::Keeper;
use super::Keepers;
use super::Trouble;

type Names = BTreeMap<String, String>;

pub(super) const KEEPER: Keeper = Keeper {
    name: |keepers| format!("{} (mode 600)", path(keepers).display()),
    is_here: |_| true,
    read: |keepers, name| {
        let text = load(keepers)?.remove(name);
        Ok(text.map(|text| Secret::of_text(&text)))
    },
    keep: Some(|keepers, secrets| {
        change(keepers, |names| {
            let new = secrets.iter().cloned();
            names.extend(new.map(|(name, secret)| (name, secret.text().to_string())));
            true
        })
    }),
    forget: |keepers, name| match path(keepers).exists() {
        true => change(keepers, |names| names.remove(name).is_some()),
        false => Ok(()),
    },
};

pub(super) fn path(keepers: &Keepers) -> PathBuf {
    keepers.folder.join("secrets.json")
}

/// How many names there are.
pub(super) fn names(keepers: &Keepers) -> Result<usize, Trouble> {
    Ok(load(keepers)?.len())
}

fn load(keepers: &Keepers) -> Result<Names, Trouble> {
    let bytes = match fs::read(path(keepers)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Names::new()),
        Err(error) => return Err(trouble(keepers, error)),
    };
    // serde's own words may quote what it read.
    serde_json::from_slice(&bytes).map_err(|error| {
        let line = error.line();
        trouble(
            keepers,
            format!("line {line} is damaged; it is left as it is"),
        )
    })
}

/// Changes the names where `change` says that it did.
fn change(keepers: &Keepers, change: impl FnOnce(&mut Names) -> bool) -> Result<(), Trouble> {
    let said = |error: io::Error| trouble(keepers, error);
    fs::create_dir_all(&keepers.folder).map_err(said)?;
    let lock = File::create(keepers.folder.join("secrets.lock")).map_err(said)?;
    lock.lock().map_err(said)?;
    let mut names = load(keepers)?;
    if !change(&mut names) {
        return Ok(());
    }
    let bytes = serde_json::to_vec_pretty(&names).map_err(|error| trouble(keepers, error))?;
    let beside = path(keepers).with_extension("json.new");
    write_alone(&beside, &bytes).map_err(said)?;
    fs::rename(&beside, path(keepers)).map_err(said)
}

/// Writes a file that never was anybody else's to read.
fn write_alone(file: &PathBuf, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
pub(super) fn is_open_to_others(keepers: &Keepers) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path(keepers)).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(unix)]
pub(super) fn close_to_others(keepers: &Keepers) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path(keepers), fs::Permissions::from_mode(0o600))
}

/// Elsewhere the person's own folder is theirs alone anyway.
#[cfg(not(unix))]
pub(super) fn is_open_to_others(_: &Keepers) -> bool {
    false
}

#[cfg(not(unix))]
pub(super) fn close_to_others(_: &Keepers) -> io::Result<()> {
    Ok(())
}

fn trouble(keepers: &Keepers, why: impl ToString) -> Trouble {
    Trouble::File {
        file: path(keepers).display().to_string(),
        why: why.to_string(),
    }
}
