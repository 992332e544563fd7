//! The person's editor, on a file of the note.
//!
//! The terminal is the editor's as long as it runs; whoever calls this has
//! given it back. What was written is never thrown away: where it cannot be
//! taken in, the file stays and is named.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use tempfile::NamedTempFile;

use crate::domain::text::clean;

/// What edits text: `VISUAL`, else `EDITOR`, else what the system has.
pub(super) fn named() -> String {
    const USUAL: &str = if cfg!(windows) { "notepad" } else { "vi" };
    let said = |name| std::env::var(name).ok().filter(|it| !it.trim().is_empty());
    said("VISUAL")
        .or_else(|| said("EDITOR"))
        .unwrap_or_else(|| USUAL.to_string())
}

/// Has a note edited and gives it as it was left.
///
/// # Errors
///
/// A sentence: the command cannot be read or started, it ended with an error,
/// or what it left is no text. It names the file where one was written to.
pub(super) fn edit(command: &str, note: &str, folder: &Path) -> Result<String, String> {
    let words = shell_words::split(command);
    let words = words.map_err(|_| format!("{} has a quote without its end", clean(command)))?;
    let Some((program, rest)) = words.split_first() else {
        return Err("EDITOR names no program".to_string());
    };
    let file = write_down(note, folder)
        .map_err(|error| format!("no file to edit could be made: {error}"))?;
    let mut parts: Vec<OsString> = rest.iter().map(OsString::from).collect();
    parts.push(file.path().into());
    let program = clean(program).into_owned();
    let status = Command::new(&program)
        .args(parts)
        .status()
        .map_err(|error| {
            format!("{program} could not be started: {error}. EDITOR names another")
        })?;
    let left = fs::read(file.path());
    match (left, status.success()) {
        (Ok(left), true) => match String::from_utf8(left) {
            Ok(text) => Ok(text),
            Err(_) => Err(keep(file, "what was written is not UTF-8")),
        },
        (Ok(left), false) if left == note.as_bytes() => {
            Err(format!("{program} ended with an error"))
        }
        (Ok(_), false) => Err(keep(file, &format!("{program} ended with an error"))),
        (Err(error), _) => Err(format!("{program} left no file behind: {error}")),
    }
}

fn write_down(note: &str, folder: &Path) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix("note-")
        .suffix(".md")
        .tempfile_in(folder)?;
    file.write_all(note.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// Leaves the file where it is and says so.
fn keep(file: NamedTempFile, why: &str) -> String {
    match file.keep() {
        Ok((_, path)) => format!(
            "{why}; what you wrote is in {}",
            clean(&path.to_string_lossy())
        ),
        Err(error) => format!("{why}, and its file could not be kept: {error}"),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use super::edit;

    /// An editor that does so with the file it is given.
    #[cfg(unix)]
    fn editor(folder: &std::path::Path, script: &str) -> String {
        let file = folder.join("editor.sh");
        std::fs::write(&file, script).unwrap();
        format!("sh '{}'", file.display())
    }

    #[cfg(unix)]
    fn files(folder: &std::path::Path) -> Vec<String> {
        let found = std::fs::read_dir(folder).unwrap();
        let names = found.map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("note-")).collect()
    }

    #[cfg(unix)]
    #[test]
    fn what_the_editor_leaves_is_the_note() {
        let folder = tempfile::tempdir().unwrap();
        let command = editor(folder.path(), "printf '\\n- more é心' >> \"$1\"");
        let note = edit(&command, "was", folder.path());
        assert_eq!(note.as_deref(), Ok("was\n- more é心"));
        assert!(files(folder.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn an_editor_that_fails_loses_nothing_and_says_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let command = editor(folder.path(), "printf typed > \"$1\"; exit 3");
        let why = edit(&command, "was", folder.path()).unwrap_err();
        let [name] = files(folder.path()).try_into().unwrap();
        assert!(why.contains(&name), "{why}");
        let left = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(left, "typed");
    }

    #[cfg(unix)]
    #[test]
    fn one_that_does_nothing_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let command = editor(folder.path(), "exit 1");
        let why = edit(&command, "was", folder.path()).unwrap_err();
        assert_eq!(why, "sh ended with an error");
        let why = edit("no-such-editor-here", "was", folder.path()).unwrap_err();
        assert!(why.contains("could not be started"), "{why}");
        assert!(edit("vi 'x", "was", folder.path()).is_err());
        let command = editor(folder.path(), "rm \"$1\"");
        assert!(edit(&command, "was", folder.path()).is_err());
        assert!(files(folder.path()).is_empty());
    }
}
