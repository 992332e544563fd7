//! Running a helper program: words in, words out, and an end to waiting.
//!
//! Secrets go in by standard input only.

use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Trouble;

/// How long a program may take. One that asks the person something at a
/// screen we cannot see would take for ever.
const PATIENCE: Duration = Duration::from_secs(15);

/// The most bytes that an answer may have.
const LONGEST: u64 = 64 << 10;

/// What a program said, and whether it was content.
pub(super) struct Said {
    pub(super) out: String,
    pub(super) ok: bool,
    pub(super) complaint: String,
}

/// Runs a program to its end.
pub(super) fn run(program: &Path, args: &[&str], input: &str) -> Result<Said, Trouble> {
    run_within(program, args, input, PATIENCE)
}

pub(super) fn run_within(
    program: &Path,
    args: &[&str],
    input: &str,
    patience: Duration,
) -> Result<Said, Trouble> {
    let name = program.display().to_string();
    let not_started = |error: std::io::Error| Trouble::NotStarted {
        program: name.clone(),
        why: error.to_string(),
    };
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    let stdin = child.stdin.take();
    let input = input.to_string();
    // A program that does not read its input is no trouble.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
    let (out, complaint) = (gather(child.stdout.take()), gather(child.stderr.take()));
    let said = out.recv_timeout(patience);
    let complained = complaint.recv_timeout(patience.min(Duration::from_secs(1)));
    let Ok(out) = said else {
        end(&mut child);
        return Err(Trouble::Silent {
            program: name,
            seconds: patience.as_secs(),
        });
    };
    let status = child.wait().map_err(not_started)?;
    let complaint = complained.unwrap_or_default();
    Ok(Said {
        out,
        ok: status.success(),
        complaint: complaint.lines().next().unwrap_or_default().to_string(),
    })
}

fn gather(from: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (give, get) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(from) = from {
            // What was read until it broke off is judged by whoever asked.
            let _ = from.take(LONGEST).read_to_end(&mut bytes);
        }
        let _ = give.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    get
}

/// Ends a program that did not answer; it may have ended just now.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}
