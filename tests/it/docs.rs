//! What is written about the program: each file says what it is for, the README
//! tells the keys as they are, and nothing names the machine it was made on.

use std::fs;
use std::path::Path;

use crate::home::Home;
use crate::layers::files_under;
use crate::layers::room_of;
use crate::layers::rust_files;

const KEYS_BEGIN: &str = "<!-- keys:begin -->";
const KEYS_END: &str = "<!-- keys:end -->";

#[track_caller]
fn none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let silent = rust_files()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("{}: begin with //! and what it is for", file.path));
    none(silent.collect());
}

/// The lines, from 1, of each `///` that says nothing: between two lines of a
/// comment it parts paragraphs, at an end of one it is empty.
fn bare_comments(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_comment = |idx: Option<usize>| {
        idx.and_then(|idx| lines.get(idx))
            .is_some_and(|line| line.starts_with("///"))
    };
    (0..lines.len())
        .filter(|&idx| lines[idx] == "///")
        .filter(|&idx| !is_comment(idx.checked_sub(1)) || !is_comment(Some(idx + 1)))
        .map(|idx| idx + 1)
        .collect()
}

#[test]
fn no_comment_is_empty() {
    assert_eq!(
        bare_comments("/// A.\n///\n/// B.\n///\nfn f() {}\n///\n"),
        [4, 6]
    );
    let bare = rust_files().into_iter().flat_map(|file| {
        let path = file.path;
        let say = move |line| format!("{path}:{line}: an empty ///");
        bare_comments(&file.text).into_iter().map(say)
    });
    none(bare.collect());
}

/// The calls in a line of code that write to standard output or error.
fn printing(line: &str) -> Option<&'static str> {
    ["println!", "eprintln!", "print!", "eprint!", "dbg!"]
        .into_iter()
        .find(|call| {
            line.match_indices(call).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        })
}

#[test]
fn only_the_command_line_prints() {
    assert_eq!(printing("    eprintln!()"), Some("eprintln!"));
    assert_eq!(printing("my_print!()"), None);
    let mut found = Vec::new();
    for file in rust_files() {
        if matches!(room_of(&file.path), "cli" | "main") {
            continue;
        }
        for (idx, line) in file.code.lines().enumerate() {
            if let Some(call) = printing(line) {
                found.push(format!(
                    "{}:{}: {call} outside of cli and main",
                    file.path,
                    idx + 1
                ));
            }
        }
    }
    none(found);
}

/// What the top level of the repository may hold; `target` and `.git` come by
/// themselves.
const TOP: &[&str] = &[
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "assets",
    "benches",
    "clippy.toml",
    "packaging",
    "rustfmt.toml",
    "src",
    "tests",
];

/// Every file of the repository under [`TOP`].
fn our_files() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    TOP.iter()
        .filter(|name| root.join(name).exists())
        .flat_map(|name| match root.join(name).is_dir() {
            true => files_under(root, name),
            false => vec![(*name).to_string()],
        })
        .collect()
}

/// Paths of the machine rounds was written on; in two parts, so that this file
/// does not name them itself.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/fa", "rm/")];

/// The machine's path that a text names, if any. `a.example/work/1` is a link.
fn machine_path(text: &str) -> Option<&'static str> {
    MACHINE.iter().copied().find(|path| {
        text.match_indices(path).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        })
    })
}

#[test]
fn nothing_names_the_machine_it_was_made_on() {
    assert_eq!(
        machine_path(&format!("see {}x", MACHINE[0])),
        Some(MACHINE[0])
    );
    assert_eq!(
        machine_path(&format!("https://a.example{}x", MACHINE[0])),
        None
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for path in our_files() {
        let bytes = fs::read(root.join(&path)).unwrap();
        if let Some(name) = machine_path(&String::from_utf8_lossy(&bytes)) {
            found.push(format!("{path}: names {name}"));
        }
    }
    none(found);
}

/// What stands between the two markers.
fn between(text: &str) -> Option<&str> {
    let (_, after) = text.split_once(KEYS_BEGIN)?;
    let (inside, _) = after.split_once(KEYS_END)?;
    Some(inside)
}

#[test]
fn the_readme_tells_the_keys_as_they_are() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(readme).expect("a README");
    let Some(written) = between(&text) else {
        panic!("README.md: the key table stands between {KEYS_BEGIN} and {KEYS_END}");
    };
    let expected = Home::new().done(&["keys", "--markdown"]);
    assert!(
        written.trim() == expected.trim(),
        "README.md: the key table is not that of the actions; put this between the markers:\n{expected}"
    );
}

#[test]
fn the_readme_tells_the_formats_as_they_are() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, rest) = readme.split_once("<!-- formats:begin -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- formats:end -->").unwrap();
    let mut expected =
        "| `--format` | ending | good for | comes in |\n|---|---|---|---|\n".to_string();
    for format in rounds::export::FORMATS {
        let comes_in = if format.read.is_some() { "yes " } else { "" };
        expected.push_str(&format!(
            "| `{}` | `.{}` | {} | {comes_in}|\n",
            format.id, format.ending, format.help
        ));
    }
    assert_eq!(table, expected);
}
