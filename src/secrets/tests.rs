//! The keepers, with a folder and programs of each test's own. No test here
//! knows of a real keyring.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use crate::domain::secret::Secret;

use super::Keepers;
use super::Keyring;
use super::Trouble;
use super::keyring_of_system;
use super::program;

const NAME: &str = "https://a.example/feed?x='1' 2";

fn file_only(folder: &TempDir) -> Keepers {
    Keepers {
        folder: folder.path().join("data"),
        ..Keepers::default()
    }
}

fn one(name: &str, secret: &Secret) -> [(String, Secret); 1] {
    [(name.to_string(), secret.clone())]
}

/// Tests that start programs take turns: a program that is still being written
/// while another test starts its own cannot be started ("text file busy").
#[cfg(unix)]
fn turn() -> std::sync::MutexGuard<'static, ()> {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    TURN.lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A program of the shell.
#[cfg(unix)]
fn script(folder: &TempDir, name: &str, text: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let file = folder.path().join(name);
    fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).unwrap();
    file
}

#[test]
fn what_the_file_keeps_it_gives_back_until_it_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let keepers = file_only(&folder);
    let secret = Secret::new("me", "p\u{e4}ss:\"word\"");
    assert_eq!(keepers.read(NAME), Err(Trouble::Nowhere));
    keepers.forget(NAME).unwrap();
    assert!(!keepers.folder.exists(), "nothing kept, nothing made");
    keepers.keep(&one("https://b.example/", &secret)).unwrap();
    let place = keepers.keep(&one(NAME, &secret)).unwrap();
    assert!(place.ends_with("secrets.json (mode 600)"), "{place}");
    assert_eq!(keepers.read(NAME), Ok(secret.clone()));
    assert_eq!(keepers.in_file().unwrap().0, 2);
    keepers.forget(NAME).unwrap();
    assert_eq!(keepers.read(NAME), Err(Trouble::Nowhere));
    assert_eq!(keepers.read("https://b.example/"), Ok(secret));
}

#[cfg(unix)]
#[test]
fn the_file_is_the_persons_alone_and_closed_again_where_it_stood_open() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |file: &Path| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let keepers = file_only(&folder);
    assert_eq!(keepers.close_to_others(), None);
    keepers.keep(&one(NAME, &Secret::new("me", "x"))).unwrap();
    let file = keepers.in_file().unwrap().1;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(keepers.close_to_others(), None);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let said = keepers.close_to_others().unwrap();
    assert!(said.contains("could read") && said.contains("yours alone again"));
    assert_eq!(mode(&file), 0o600);
    assert_eq!(keepers.read(NAME), Ok(Secret::new("me", "x")));
}

#[test]
fn a_damaged_file_is_said_without_its_words_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let keepers = file_only(&folder);
    let file = keepers.in_file().unwrap().1;
    fs::create_dir_all(&keepers.folder).unwrap();
    let damaged = "{\n\"https://a.example/\": hunter2\n";
    fs::write(&file, damaged).unwrap();
    let secret = Secret::new("me", "x");
    for trouble in [
        keepers.read(NAME).unwrap_err(),
        keepers.keep(&one(NAME, &secret)).unwrap_err(),
    ] {
        let said = trouble.to_string();
        assert!(said.contains("line 2 is damaged"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    assert_eq!(fs::read_to_string(file).unwrap(), damaged);
}

/// A `secret-tool` that keeps in a folder and writes down how it was called.
#[cfg(unix)]
const SECRET_TOOL: &str = r#"
here=$(dirname "$0")
echo "$@" >> "$here/calls"
case $1 in
store) cat > "$here/kept";;
lookup) cat "$here/kept" 2>/dev/null || exit 1;;
clear) rm -f "$here/kept";;
esac
"#;

#[cfg(unix)]
#[test]
fn a_keyring_takes_secrets_by_standard_input_and_the_file_lets_go_of_them() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let program = script(&folder, "secret-tool", SECRET_TOOL);
    let file = file_only(&folder);
    let secret = Secret::new("me", "hunter2 \u{e4}");
    file.keep(&one(NAME, &Secret::new("me", "old"))).unwrap();
    let keepers = Keepers {
        keyring: Some(Keyring::of_test(program, false)),
        ..file.clone()
    };
    let place = keepers.keep(&one(NAME, &secret)).unwrap();
    assert_eq!(place, "the keyring (secret-tool)");
    assert_eq!(keepers.read(NAME), Ok(secret));
    assert_eq!(file.read(NAME), Err(Trouble::Nowhere), "not the old one");
    keepers.forget(NAME).unwrap();
    assert_eq!(keepers.read(NAME), Err(Trouble::Nowhere));
    let calls = fs::read_to_string(folder.path().join("calls")).unwrap();
    let named = "service rounds source https://a.example/feed?x=%271%27%202";
    let expected = format!(
        "store --label rounds: https://a.example/feed?x=%271%27%202 {named}\nlookup {named}\n\
         clear {named}\nlookup {named}\n"
    );
    assert_eq!(calls, expected);
}

#[cfg(unix)]
#[test]
fn a_keyring_of_a_mac_gets_its_command_by_standard_input() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let text = "cat > \"$(dirname \"$0\")/said\"; echo \"$@\" > \"$(dirname \"$0\")/args\"";
    let program = script(&folder, "security", text);
    let keepers = Keepers {
        keyring: Some(Keyring::of_test(program, true)),
        ..file_only(&folder)
    };
    keepers
        .keep(&one("https://a.example/", &Secret::new("a", "b")))
        .unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("args"), "-i\n");
    assert_eq!(
        read("said"),
        "add-generic-password -U -s rounds -a https://a.example/ -w 613a62\n"
    );
}

#[cfg(unix)]
#[test]
fn where_the_keyring_does_not_answer_the_file_takes_it() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let text = "echo 'secret-tool: Cannot autolaunch D-Bus' >&2; exit 1";
    let keepers = Keepers {
        keyring: Some(Keyring::of_test(
            script(&folder, "secret-tool", text),
            false,
        )),
        ..file_only(&folder)
    };
    let secret = Secret::new("me", "x");
    let place = keepers.keep(&one(NAME, &secret)).unwrap();
    assert!(place.contains("secrets.json"), "{place}");
    assert_eq!(keepers.read(NAME), Ok(secret));
    let trouble = keepers.read("https://other.example/").unwrap_err();
    assert_eq!(
        trouble.to_string(),
        "secret-tool failed: secret-tool: Cannot autolaunch D-Bus"
    );
    let gone = Keepers {
        keyring: Some(Keyring::of_test(folder.path().join("gone"), false)),
        ..file_only(&folder)
    };
    assert!(gone.keep(&one(NAME, &Secret::new("me", "y"))).is_ok());
}

#[cfg(unix)]
#[test]
fn a_command_of_the_person_answers_first_and_is_never_written_to() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let text = "[ \"$2\" = https://a.example/ ] || exit 3\necho hunter2\necho \"login: $1\"";
    let program = script(&folder, "pass", text);
    let keepers = Keepers {
        command: vec![program.display().to_string(), "me".to_string()],
        ..file_only(&folder)
    };
    let known = Secret::new("me", "hunter2");
    assert_eq!(keepers.read("https://a.example/"), Ok(known.clone()));
    assert_eq!(
        keepers.read_by_command("https://a.example/"),
        Ok(Some(known))
    );
    // What it does not know the file may.
    let secret = Secret::new("you", "x");
    keepers.keep(&one(NAME, &secret)).unwrap();
    assert_eq!(keepers.read(NAME), Ok(secret));
    assert!(keepers.read("https://b.example/").is_err());
    assert_eq!(keepers.who().len(), 2);
}

#[cfg(unix)]
#[test]
fn a_program_that_never_ends_is_ended() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    // It must not outlive its own shell, so it becomes the shell's own name.
    let program = script(&folder, "waits", "exec tail -f /dev/null");
    let said = program::run_within(&program, &[], "", Duration::from_millis(50));
    assert!(matches!(said, Err(Trouble::Silent { .. })));
}

#[cfg(target_os = "linux")]
#[test]
fn a_keyring_needs_its_program_and_a_session() {
    let _turn = turn();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().as_os_str();
    assert_eq!(keyring_of_system(path, true), None);
    script(&folder, "secret-tool", "exit 1");
    assert!(keyring_of_system(path, true).is_some());
    assert_eq!(keyring_of_system(path, false), None);
    assert_eq!(keyring_of_system(Path::new(".").as_os_str(), true), None);
}
