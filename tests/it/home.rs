//! A person's files in a folder of the test, and rounds run on them.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

use tempfile::TempDir;

use crate::server::Server;
use crate::terminal::Term;

/// The program under test.
pub const ROUNDS: &str = env!("CARGO_BIN_EXE_rounds");

/// The clock of every test, unless it says otherwise.
pub const NOW: &str = "2025-11-18T10:44:00Z";

pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        // Invented links are not asked for: a test that wants articles says so.
        let config = folder.path().join("config");
        std::fs::create_dir(&config).expect("a folder");
        std::fs::write(config.join("config.toml"), "[keep]\narticles = \"never\"\n")
            .expect("a file");
        Home { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.path().join("data")
    }

    /// Runs a verb to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("rounds runs")
    }

    /// Runs a verb that reads standard input.
    pub fn told(&self, args: &[&str], input: &str) -> Output {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("rounds runs");
        let mut stdin = child.stdin.take().expect("a way in");
        stdin.write_all(input.as_bytes()).expect("input is taken");
        drop(stdin);
        child.wait_with_output().expect("rounds ends")
    }

    /// A verb about to be run, away from everything of the machine.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(ROUNDS);
        command
            .args(args)
            .env_clear()
            .env("ROUNDS_HOME", self.path())
            .env("ROUNDS_NOW", NOW)
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .env("NO_PROXY", "*")
            .env("PATH", std::env::var("PATH").unwrap_or_default());
        command
    }

    /// Runs a verb that must be done; what it printed.
    #[track_caller]
    pub fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a verb that must be done; its JSON lines.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Vec<serde_json::Value> {
        self.done(args)
            .lines()
            .map(|line| serde_json::from_str(line).expect("a JSON object"))
            .collect()
    }

    /// Opens the screen.
    pub fn screen(&self, width: u16, height: u16, variables: &[(&str, &str)]) -> Term {
        let home = self.path().to_string_lossy().into_owned();
        let mut all = vec![("ROUNDS_HOME", home.as_str()), ("ROUNDS_NOW", NOW)];
        all.extend_from_slice(variables);
        Term::start(Path::new(ROUNDS), &[], &all, width, height)
    }
}

/// A home that follows so many feeds of five items each, fetched.
pub fn fetched(server: &Server, n_sources: usize) -> Home {
    let home = Home::new();
    let mut outline = String::from("<opml version=\"2.0\"><body><outline text=\"All journals\">");
    for n in 0..n_sources {
        server.set_feed(&format!("/{n}"), &format!("Journal {n}"), 0, 5);
        let url = server.url(&format!("/{n}"));
        outline.push_str(&format!(
            "<outline text=\"Journal {n}\" type=\"rss\" xmlUrl=\"{url}\"/>"
        ));
    }
    outline.push_str("</outline></body></opml>");
    let file = home.path().join("in.opml");
    std::fs::write(&file, outline).unwrap();
    home.done(&["import", &file.to_string_lossy()]);
    home.done(&["refresh", "--quiet"]);
    home
}
