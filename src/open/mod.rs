//! Opening a link outside of rounds.
//!
//! A link is never given to a shell, only http, https and mailto links are
//! opened at all, and no program started here gets our terminal: not its
//! input, not its output, not its signals.

use std::io;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a browser has to fail before it counts as started. `xdg-open`
/// says within this time that it found nothing to start.
const TIME_TO_FAIL: Duration = Duration::from_secs(2);

/// What the surroundings say about browsers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// `ROUNDS_BROWSER`, else the setting; empty where neither is set.
    pub command: String,
    /// Whether a window can be shown here: `DISPLAY` or `WAYLAND_DISPLAY` on
    /// Unix, no ssh elsewhere.
    pub display: bool,
}

/// How a link will be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The person's own command, split into words.
    Command(Vec<String>),
    /// What the system opens links with.
    System,
    /// Nothing here can show a page: the link is shown and copied instead.
    Nowhere,
}

/// Decides how links are opened. A text browser is never started unasked:
/// without a display and without a command of the person there is no way.
///
/// # Errors
///
/// A sentence where the person's command cannot be split into words.
pub fn way(surroundings: &Surroundings) -> Result<Way, String> {
    let words = shell_words::split(&surroundings.command).map_err(|_| {
        format!(
            "the browser command {:?} has a quote without its end",
            surroundings.command
        )
    })?;
    match (words.is_empty(), surroundings.display) {
        (false, _) => Ok(Way::Command(words)),
        (true, true) => Ok(Way::System),
        (true, false) => Ok(Way::Nowhere),
    }
}

/// Whether a link may leave rounds at all.
pub fn may_open(link: &str) -> bool {
    let known = ["http://", "https://", "mailto:"];
    known.iter().any(|scheme| {
        link.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// Opens a link and waits until the browser runs or has failed, at most two
/// seconds. Blocks: call it where waiting is allowed.
///
/// # Errors
///
/// A sentence part: `xdg-open (not found)`.
pub fn open(way: &Way, link: &str) -> Result<(), String> {
    if !may_open(link) {
        return Err("the link (only http, https and mailto links are opened)".to_string());
    }
    match way {
        Way::Nowhere => Err("a browser (there is no display here)".to_string()),
        Way::Command(words) => run(words, &[link]),
        Way::System => {
            let mut failed = String::from("a browser (none was found)");
            for command in ::open::commands(link) {
                match start(command) {
                    Ok(()) => return Ok(()),
                    Err(why) => failed = why,
                }
            }
            Err(failed)
        }
    }
}

/// Runs a command of the person's with these words behind its own, and waits
/// until it runs or has failed, at most two seconds. No shell reads any of it.
///
/// # Errors
///
/// A sentence part: `notify-send (not found)`.
pub fn run(words: &[String], more: &[&str]) -> Result<(), String> {
    match words.split_first() {
        Some((program, rest)) => {
            let mut command = Command::new(program);
            command.args(rest).args(more);
            start(command)
        }
        None => Err("a command (it is empty)".to_string()),
    }
}

/// Starts a command without our terminal and sees whether it fails at once.
fn start(mut command: Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Its own group: Ctrl-C in our terminal is not for it.
        command.process_group(0);
    }
    let child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{name} (not found)"),
        io::ErrorKind::PermissionDenied => format!("{name} (it may not be run)"),
        _ => format!("{name} ({error})"),
    })?;
    match first_news(child) {
        Some(Ok(status)) if !status.success() => Err(format!("{name} ({status})")),
        Some(Err(error)) => Err(format!("{name} ({error})")),
        // Ended well, or still runs.
        Some(Ok(_)) | None => Ok(()),
    }
}

/// How a child ended, if it did within [`TIME_TO_FAIL`]. It is waited for to
/// its end either way, so that none is left behind as a zombie.
fn first_news(mut child: Child) -> Option<io::Result<ExitStatus>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more once it has run long enough.
        let _ = sender.send(child.wait());
    });
    receiver.recv_timeout(TIME_TO_FAIL).ok()
}

#[cfg(test)]
mod tests {
    use super::Surroundings;
    use super::Way;
    use super::may_open;
    use super::open;
    use super::way;

    fn given(command: &str, display: bool) -> Result<Way, String> {
        way(&Surroundings {
            command: command.to_string(),
            display,
        })
    }

    #[test]
    fn the_persons_command_beats_the_system_and_is_split_like_a_shell_would() {
        let words = vec!["my browser".to_string(), "--new".to_string()];
        assert_eq!(given("'my browser' --new", true), Ok(Way::Command(words)));
    }

    #[test]
    fn without_a_display_no_browser_is_started_unasked() {
        assert_eq!(given("", false), Ok(Way::Nowhere));
        assert_eq!(given("", true), Ok(Way::System));
    }

    #[test]
    fn only_links_for_people_leave_rounds() {
        for link in [
            "https://a.example/",
            "HTTP://a.example/",
            "mailto:a@b.example",
        ] {
            assert!(may_open(link), "{link}");
        }
        for link in ["file:///etc/passwd", "javascript:alert(1)", "-rf", "", "ß"] {
            assert!(!may_open(link), "{link}");
        }
    }

    #[test]
    fn a_browser_that_is_not_there_is_named() {
        let way = Way::Command(vec!["/nowhere/browser".to_string()]);
        assert_eq!(
            open(&way, "https://a.example/"),
            Err("/nowhere/browser (not found)".to_string())
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_browser_that_fails_at_once_is_told() {
        let way = Way::Command(vec!["false".to_string()]);
        assert!(open(&way, "https://a.example/").is_err());
        let way = Way::Command(vec!["true".to_string()]);
        assert_eq!(open(&way, "https://a.example/"), Ok(()));
    }
}
