//! Which room may use which: the plan of the house, held by a test.
//!
//! It reads text, not types, so it is a fence and not a wall. Comments, strings
//! and test code are left out before looking; what remains is searched for
//! `crate::<room>` and for crates that only some rooms may use.

use std::fs;
use std::path::Path;

/// Each room, and the rooms it may use. A new line here is a decision: say why
/// in the commit.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("wire", &[]),
    ("sources", &["domain", "wire"]),
    ("verify", &["domain", "wire"]),
    ("page", &["domain"]),
    ("opml", &["domain"]),
    ("export", &["domain"]),
    // A change of the house: `export`, whose table of formats and citation
    // styles the screen offers; it is as pure as `domain`.
    ("app", &["domain", "export"]),
    ("ui", &["app", "domain", "export"]),
    ("store", &["domain"]),
    // Images of articles: bytes to what a terminal takes. Without the feature
    // `images` it has nothing to draw with and says so.
    ("picture", &["domain"]),
    ("net", &["wire"]),
    // Pure of everything but its own file and the keyring's program.
    ("secrets", &["domain"]),
    // `app` holds the names of the actions that a configuration may name.
    ("config", &["domain", "app"]),
    // `page` finds the feeds of a web page and the plain text topics look at.
    // A change of the house: `wire`, because `sync` writes the conditional
    // headers into the request and reads the validators of the answer. And
    // `opml`, because a list that lives elsewhere is read at a refresh.
    (
        "sync",
        &[
            "domain", "wire", "sources", "verify", "net", "store", "page", "opml",
        ],
    ),
    ("problem", &["net", "sources", "store", "config", "export"]),
    ("open", &[]),
    (
        "runtime",
        &[
            "domain", "wire", "sources", "verify", "page", "opml", "export", "app", "ui", "store",
            "net", "config", "sync", "problem", "open", "secrets", "picture",
        ],
    ),
    // Changes of the house: `runtime`, because a verb may open the screen and
    // refreshes as the screen does; `wire`, because `inspect` reads a file as
    // if it were an answer.
    (
        "cli",
        &[
            "config", "sync", "store", "export", "opml", "page", "sources", "app", "open",
            "problem", "domain", "net", "runtime", "wire", "secrets",
        ],
    ),
    // `main` tells what is around: the clock, the browser, the person's own
    // theme (`app` has what a theme is).
    (
        "main",
        &[
            "app", "cli", "runtime", "config", "problem", "domain", "open", "secrets",
        ],
    ),
    ("lib", &[]),
];

/// Crates that only some rooms may use. What is not here, all may.
const CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("reqwest", &["net"]),
    ("crossterm", &["runtime"]),
    ("ratatui", &["ui", "runtime", "picture"]),
    ("ratatui_image", &["picture"]),
    ("image", &["picture"]),
    ("tokio", &["net", "sync", "cli", "runtime", "main"]),
    ("directories", &["config"]),
    ("fsrs", &["domain"]),
    ("toml", &["config"]),
    ("toml_edit", &["config"]),
    ("clap", &["cli", "main"]),
    ("clap_complete", &["cli", "main"]),
    ("clap_mangen", &["cli", "main"]),
    ("indicatif", &["cli"]),
    ("color_eyre", &["cli", "main"]),
    ("open", &["open"]),
    ("quick_xml", &["sources", "opml", "page", "verify"]),
    ("html5ever", &["page", "sources", "export"]),
    ("biblatex", &["export"]),
    ("csv", &["export"]),
    ("markup5ever", &["page", "sources"]),
    ("dom_smoothie", &["page"]),
];

/// A longer file has become two things, or stands in [`LONG`].
const MANY_LINES: usize = 400;

/// Files that are long for a reason: path, reason.
const LONG: &[(&str, &str)] = &[];

/// A Rust file under `src/`.
pub(crate) struct File {
    /// From the root, `src/ui/mod.rs`.
    pub path: String,
    pub text: String,
    /// [`code_of`] it; empty where only tests have this file.
    pub code: String,
}

/// Every Rust file under `src/`.
pub(crate) fn rust_files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<File> = files_under(root, "src")
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| {
            let text = fs::read_to_string(root.join(&path)).unwrap();
            let code = code_of(&text);
            File { path, text, code }
        })
        .collect();
    let test_files: Vec<String> = files
        .iter()
        .flat_map(|file| test_files(&file.path, &file.text))
        .collect();
    for file in &mut files {
        let folder = file.path.strip_suffix(".rs").unwrap_or(&file.path);
        let is_test = |test: &String| file.path == *test || folder.starts_with(test);
        if test_files.iter().any(is_test) {
            file.code = file.code.lines().map(|_| "\n").collect();
        }
    }
    files
}

/// The files of the modules that a file declares for tests only, each with the
/// folder of the same name: `src/net/testing.rs`, `src/net/testing/`.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => folder,
        None if path == "src/lib.rs" => "src",
        None => path.strip_suffix(".rs").unwrap_or(path),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| pair[0] == "#[cfg(test)]")
        .filter_map(|pair| {
            let (_, name) = pair[1].strip_suffix(';')?.rsplit_once("mod ")?;
            Some([format!("{folder}/{name}.rs"), format!("{folder}/{name}/")])
        })
        .flatten()
        .collect()
}

/// Every file under a folder, as paths from the root with `/`, sorted.
pub(crate) fn files_under(root: &Path, folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_string()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match entry.file_type().unwrap().is_dir() {
                true => waiting.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

/// The room a file is in: `ui` for `src/ui/row.rs`, `wire` for `src/wire.rs`.
pub(crate) fn room_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap_or(inside);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The program without comments, strings, characters and test code: blanks
/// stand where they were, so that lines and columns stay.
pub(crate) fn code_of(text: &str) -> String {
    without_tests(without_words(text))
}

/// Blanks comments, strings and characters out.
fn without_words(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let mut at = 0;
    while at < chars.len() {
        let end = word_end(&chars, at);
        for (idx, c) in out[at..end].iter_mut().enumerate() {
            // Quotes stay: `expect("…")` is still a call with something in it.
            if *c != '\n' && !(*c == '"' && (idx == 0 || idx + at + 1 == end)) {
                *c = ' ';
            }
        }
        at = end.max(at + 1);
    }
    out
}

/// Where the comment, string or character that begins at `at` ends; `at` itself
/// where none does.
fn word_end(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    let before = at.checked_sub(1).map(|idx| chars[idx]);
    let in_name = before.is_some_and(is_name);
    let length = match rest {
        ['/', '/', ..] => rest.iter().position(|&c| c == '\n'),
        ['/', '*', ..] => Some(block_comment(rest)),
        ['"', ..] => Some(string(rest)),
        ['b' | 'c', 'r', ..] if !in_name => raw_string(&rest[2..]).map(|n| n + 2),
        ['r', ..] if !in_name => raw_string(&rest[1..]).map(|n| n + 1),
        ['\'', '\\', ..] => {
            let end = rest.iter().skip(3).position(|&c| c == '\'');
            end.map(|n| n + 4)
        }
        ['\'', _, '\'', ..] => Some(3),
        _ => return at,
    };
    match length {
        Some(length) => at + length,
        // A line comment at the very end; a raw identifier or a name.
        None if rest[0] == '/' => chars.len(),
        None => at,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// The length of `"…"` or `#"…"#`; `None` where no raw string begins.
fn raw_string(rest: &[char]) -> Option<usize> {
    let n_hashes = rest.iter().take_while(|&&c| c == '#').count();
    if rest.get(n_hashes) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = format!("\"{}", "#".repeat(n_hashes)).chars().collect();
    let inside = &rest[n_hashes + 1..];
    let end = inside
        .windows(closing.len())
        .position(|some| some == closing);
    Some(end.map_or(rest.len(), |end| n_hashes + 1 + end + closing.len()))
}

/// Blanks what stands behind `#[cfg(test)]` out: a module, function or `use`.
fn without_tests(mut chars: Vec<char>) -> String {
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    while let Some(start) = chars
        .windows(mark.len())
        .position(|some| some == mark.as_slice())
    {
        let end = item_end(&chars, start + mark.len());
        for c in &mut chars[start..end] {
            if *c != '\n' {
                *c = ' ';
            }
        }
    }
    chars.into_iter().collect()
}

/// Where an item ends: at its `;`, or where its braces close.
fn item_end(chars: &[char], from: usize) -> usize {
    let mut depth = 0;
    for (idx, c) in chars.iter().enumerate().skip(from) {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            ';' if depth == 0 => return idx + 1,
            _ => {}
        }
        if *c == '}' && depth <= 0 {
            return idx + 1;
        }
    }
    chars.len()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// One path in a line of code: what stands before it, its first name, the rest.
struct Named<'a> {
    before: &'a str,
    name: &'a str,
    after: &'a str,
}

/// Every name of a line that begins a path, or stands after `::` or `.`.
fn names(line: &str) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(is_name).map(|n| n + at) {
        let end = line[start..]
            .find(|c| !is_name(c))
            .map_or(line.len(), |n| n + start);
        found.push(Named {
            before: &line[..start],
            name: &line[start..end],
            after: &line[end..],
        });
        at = end;
    }
    found
}

/// Everything a file does that the plan does not allow, as
/// `src/ui/mod.rs:9: ui uses store`.
fn faults(file: &File) -> Vec<String> {
    let path = file.path.as_str();
    let room = room_of(path);
    let Some((_, may_use)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{path}: the plan has no room {room}")];
    };
    let mut found = Vec::new();
    let lines: Vec<&str> = file.text.lines().collect();
    for (idx, line) in file.code.lines().enumerate() {
        let mut say = |what: String| found.push(format!("{path}:{}: {what}", idx + 1));
        for named in names(line) {
            if let Some(used) = used_room(room, &named)
                && used != room
                && !may_use.contains(&used)
            {
                say(match ROOMS.iter().any(|(name, _)| *name == used) {
                    true => format!("{room} uses {used}"),
                    false => format!("the plan has no room {used}"),
                });
            }
            if let Some((used, rooms)) = used_crate(&named)
                && !rooms.contains(&room)
            {
                say(format!(
                    "{room} uses the crate {used}, which is for {}",
                    rooms.join(", ")
                ));
            }
            if named.name == "super" && climbs(path, &named) {
                say("super leads out of the file's own folder; write crate::…".to_string());
            }
            if named.name == "crate" && named.after.starts_with("::{") {
                say("one path a line instead of crate::{…}".to_string());
            }
            if may_panic(&named) && !is_excused(&lines, idx) {
                say(format!(
                    "{} may panic; handle it, or say why not in a comment above: // cannot fail: …",
                    named.name
                ));
            }
        }
    }
    let n_lines = lines.len();
    match (n_lines > MANY_LINES, is_long_for_a_reason(path)) {
        (true, false) => found.push(format!(
            "{path}: {n_lines} lines; what second thing has it become?"
        )),
        (false, true) => found.push(format!("{path}: only {n_lines} lines; take it from LONG")),
        _ => {}
    }
    found
}

fn is_long_for_a_reason(path: &str) -> bool {
    LONG.iter().any(|(long, _)| *long == path)
}

/// The room that `crate::room` names; in `main`, `rounds::room`.
fn used_room<'a>(room: &str, named: &Named<'a>) -> Option<&'a str> {
    let is_root = match named.name {
        "crate" => !named.before.ends_with('$'),
        "rounds" => room == "main" && is_first(named),
        _ => false,
    };
    let inside = named.after.strip_prefix("::").filter(|_| is_root)?;
    let end = inside.find(|c| !is_name(c)).unwrap_or(inside.len());
    let after = &inside[end..];
    // `crate::Name` and `crate::function()` belong to the root itself.
    let is_module = inside.starts_with(|c: char| c.is_ascii_lowercase())
        && (after.starts_with("::") || after.starts_with(';') || after.starts_with(" as "));
    is_module.then_some(&inside[..end])
}

/// Whether a name begins a path.
fn is_first(named: &Named<'_>) -> bool {
    let before = named.before;
    let leading = before.strip_suffix("::").unwrap_or(before);
    !before.ends_with('.') && !leading.ends_with(|c| is_name(c) || c == '>' || c == ':')
}

/// The restricted crate that a path comes from, with the rooms it is for.
fn used_crate(named: &Named<'_>) -> Option<(&'static str, &'static [&'static str])> {
    let (krate, rooms) = CRATES.iter().find(|(krate, _)| *krate == named.name)?;
    let after_use = named.before.trim_end().ends_with("use");
    let is_path = named.after.starts_with("::");
    let is_bare_use =
        after_use && (named.after.starts_with(';') || named.after.starts_with(" as "));
    let is_used = match *krate {
        // A room of ours has this name: only what cannot be the room counts.
        "open" => {
            is_path && is_first(named) && (after_use || named.before.ends_with("::")) || is_bare_use
        }
        // Also behind `ratatui::`, which passes it on.
        "crossterm" => is_path || is_bare_use,
        _ => is_path && is_first(named) || is_bare_use,
    };
    is_used.then_some((*krate, *rooms))
}

/// Whether `super` leads out: in the door of a room, or twice.
fn climbs(path: &str, named: &Named<'_>) -> bool {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let is_door =
        !inside.contains('/') || inside.ends_with("/mod.rs") && inside.matches('/').count() == 1;
    named.after.starts_with("::super") || is_door && named.after.starts_with("::")
}

fn may_panic(named: &Named<'_>) -> bool {
    named.before.ends_with('.')
        && match named.name {
            "unwrap" => named.after.starts_with("()"),
            "expect" => named.after.starts_with('('),
            _ => false,
        }
}

/// Whether the comment right above a line says why it cannot fail.
fn is_excused(lines: &[&str], idx: usize) -> bool {
    lines[..idx]
        .iter()
        .rev()
        .map(|line| line.trim_start())
        .take_while(|line| line.starts_with("//"))
        .any(|line| line.starts_with("// cannot fail: "))
}

#[test]
fn every_room_uses_only_what_the_plan_allows() {
    let found: Vec<String> = rust_files().iter().flat_map(faults).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_file_that_is_long_for_a_reason_is_there() {
    let files = rust_files();
    for (path, reason) in LONG {
        assert!(files.iter().any(|file| file.path == *path), "{path}");
        assert!(!reason.is_empty(), "{path}");
    }
}

#[test]
fn the_plan_has_no_cycles_and_names_no_room_twice() {
    // Rooms are taken away whose rooms are all gone; a cycle never goes.
    let mut left: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut once = left.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), left.len());
    loop {
        let n_before = left.len();
        let stays = |room: &&str| {
            let (_, uses) = ROOMS.iter().find(|(name, _)| name == room).unwrap();
            uses.iter().any(|used| left.contains(used))
        };
        left = left.iter().copied().filter(stays).collect();
        if left.len() == n_before {
            break;
        }
    }
    assert!(left.is_empty(), "{left:?}");
}

fn found_in(path: &str, text: &str) -> Vec<String> {
    faults(&File {
        path: path.to_string(),
        text: text.to_string(),
        code: code_of(text),
    })
}

#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    assert_eq!(found_in(path, text), expected, "{text}");
}

#[test]
fn a_planted_violation_is_found_with_its_line() {
    let text = "//! A.\n\nuse crate::domain::id::WorkId;\nuse crate::store::Store;\n";
    check("src/ui/mod.rs", text, &["src/ui/mod.rs:4: ui uses store"]);
    check("src/runtime/mod.rs", text, &[]);
    let inline = "fn f() -> crate::cli::Words { $crate::net::x() }\n";
    check("src/app/x.rs", inline, &["src/app/x.rs:1: app uses cli"]);
    let whole = "use crate::store;\nuse crate::store as s;\n";
    check(
        "src/ui/a.rs",
        whole,
        &[
            "src/ui/a.rs:1: ui uses store",
            "src/ui/a.rs:2: ui uses store",
        ],
    );
    check(
        "src/main.rs",
        "fn main() { rounds::store::open() }\n",
        &["src/main.rs:1: main uses store"],
    );
}

#[test]
fn a_room_that_is_not_in_the_plan_is_named() {
    check(
        "src/utils/mod.rs",
        "",
        &["src/utils/mod.rs: the plan has no room utils"],
    );
    check(
        "src/ui/mod.rs",
        "use crate::helpers::x;\n",
        &["src/ui/mod.rs:1: the plan has no room helpers"],
    );
}

#[test]
fn a_crate_stays_in_its_rooms() {
    let text = "use rusqlite::params;\n";
    check("src/store/marks.rs", text, &[]);
    check(
        "src/ui/row.rs",
        text,
        &["src/ui/row.rs:1: ui uses the crate rusqlite, which is for store"],
    );
    check(
        "src/ui/row.rs",
        "use ratatui::crossterm::event::Event;\n",
        &["src/ui/row.rs:1: ui uses the crate crossterm, which is for runtime"],
    );
    check(
        "src/app/a.rs",
        "fn f() { let _ = ::open::that(x); tokio::spawn(y); a.tokio(); our::toml::z(); }\n",
        &[
            "src/app/a.rs:1: app uses the crate open, which is for open",
            "src/app/a.rs:1: app uses the crate tokio, which is for net, sync, cli, runtime, main",
        ],
    );
    let room = "use crate::open;\nfn f() { open::open(); }\n";
    check("src/runtime/opener.rs", room, &[]);
}

#[test]
fn comments_strings_and_tests_are_not_looked_at() {
    let text = r###"
/// See [`crate::store`]. /* not open */
/* use crate::store::A; /* nested */ use crate::store::B; */
const A: &str = "use crate::store::C; \" crate::store::D";
const B: &str = r#"crate::store::E "quoted" crate::store::F"#;
const C: (char, &'static str) = ('"', "crate::store::G");
const D: char = '\'';
#[cfg(test)]
use crate::store::H;
#[cfg(test)]
mod tests {
    use crate::store::Store;
    fn f() { let _ = "}"; x.unwrap(); }
}
use crate::store::Last;
"###;
    check("src/ui/a.rs", text, &["src/ui/a.rs:15: ui uses store"]);
    let door = "#[cfg(test)]\npub(crate) mod testing;\nmod real;\n";
    let expected = ["src/net/testing.rs", "src/net/testing/"];
    assert_eq!(test_files("src/net/mod.rs", door), expected);
    assert_eq!(test_files("src/net.rs", door), expected);
}

#[test]
fn climbing_and_gathering_are_refused() {
    let said = "super leads out of the file's own folder; write crate::…";
    let climb = "use super::super::store::Store;\n";
    check("src/ui/a.rs", climb, &[&format!("src/ui/a.rs:1: {said}")]);
    let door = "use super::store::Store;\npub(super) fn f() {}\n";
    check(
        "src/ui/mod.rs",
        door,
        &[&format!("src/ui/mod.rs:1: {said}")],
    );
    check("src/wire.rs", door, &[&format!("src/wire.rs:1: {said}")]);
    check("src/ui/a.rs", "use super::row::Row;\n", &[]);
    check(
        "src/ui/a.rs",
        "use crate::{store, app};\n",
        &["src/ui/a.rs:1: one path a line instead of crate::{…}"],
    );
}

#[test]
fn what_may_panic_needs_a_reason() {
    let text = "fn f() {\n    x.unwrap();\n    y.unwrap_or(1);\n    z.expect(\"why\");\n}\n";
    let found = found_in("src/ui/a.rs", text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("src/ui/a.rs:2: unwrap may panic"));
    assert!(found[1].starts_with("src/ui/a.rs:4: expect may panic"));
    let excused =
        "fn f() {\n    // cannot fail: the pattern\n    // is a literal.\n    x.unwrap();\n}\n";
    check("src/ui/a.rs", excused, &[]);
}

#[test]
fn a_long_file_is_asked_what_it_has_become() {
    let text = "//! A.\n".repeat(MANY_LINES + 1);
    check(
        "src/ui/a.rs",
        &text,
        &["src/ui/a.rs: 401 lines; what second thing has it become?"],
    );
}
