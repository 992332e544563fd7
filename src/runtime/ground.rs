//! Whether the terminal stands on a light ground: asked by OSC 11, closed by a
//! question (DA1) that every terminal answers, so that one that does not know
//! the first is not waited for.
//!
//! What was typed meanwhile is kept. An answer that comes too late is not taken
//! for keys.

use std::io;
use std::io::Write;
use std::time::Duration;

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyModifiers;
use crossterm::terminal::disable_raw_mode;
use crossterm::terminal::enable_raw_mode;
use tokio::time::Instant;

/// How long an answer is waited for.
pub const WITHIN: Duration = Duration::from_millis(100);

/// For so long a late answer is watched for.
const LATE: Duration = Duration::from_secs(10);

/// An answer has no more letters than this.
const LONGEST: usize = 40;

const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";

/// A question that was asked; the terminal is raw until it is dropped.
pub struct Asked {
    until: Instant,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// `None` where the terminal does not say.
    pub light: Option<bool>,
    /// Keys that were pressed meanwhile.
    pub typed: String,
    /// Whether the terminal has said all it will.
    pub whole: bool,
}

impl Asked {
    /// Asks.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be made raw or written.
    pub fn ask() -> io::Result<Asked> {
        enable_raw_mode()?;
        let asked = Asked {
            until: Instant::now() + WITHIN,
        };
        let mut out = io::stdout();
        out.write_all(QUESTION)?;
        out.flush()?;
        Ok(asked)
    }

    /// What the terminal has answered by then.
    #[cfg(unix)]
    pub async fn answer(self) -> Answer {
        use std::io::Read;
        use std::os::fd::AsFd;

        use tokio::io::unix::AsyncFd;

        let Ok(own) = io::stdin().as_fd().try_clone_to_owned() else {
            return Answer::default();
        };
        #[expect(
            deprecated,
            reason = "what takes its place is unsafe; a File owns its descriptor, which is all it asks"
        )]
        let input = AsyncFd::new(std::fs::File::from(own));
        let Ok(input) = input else {
            return Answer::default();
        };
        let mut came = Vec::new();
        let mut bytes = [0; 4_096];
        loop {
            let answer = read(&came);
            if answer.whole {
                return answer;
            }
            let Ok(Ok(mut ready)) = tokio::time::timeout_at(self.until, input.readable()).await
            else {
                return answer;
            };
            // It is ready, so this does not wait.
            let mut file: &std::fs::File = input.get_ref();
            match file.read(&mut bytes) {
                Ok(n) if n > 0 => came.extend_from_slice(&bytes[..n]),
                _ => return answer,
            }
            ready.clear_ready();
        }
    }

    #[cfg(not(unix))]
    pub async fn answer(self) -> Answer {
        Answer::default()
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        // What follows takes it raw again, or is told why not.
        let _ = disable_raw_mode();
    }
}

/// Reads answers and keys as they came, in any order.
fn read(came: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(came);
    let mut answer = Answer::default();
    let mut rest = text.as_ref();
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("\u{1b}]") {
            let bell = after.find('\u{7}').map(|at| (at, 1));
            let string = after.find("\u{1b}\\").map(|at| (at, 2));
            let Some((end, length)) = bell.into_iter().chain(string).min() else {
                return answer;
            };
            answer.light = light_of(&after[..end]).or(answer.light);
            rest = &after[end + length..];
            continue;
        }
        if let Some(after) = rest.strip_prefix("\u{1b}[?") {
            let Some(end) = after.find(|c: char| !matches!(c, '0'..='9' | ';')) else {
                return answer;
            };
            answer.whole |= after[end..].starts_with('c');
            rest = after.get(end + 1..).unwrap_or_default();
            continue;
        }
        if !first.is_control() {
            answer.typed.push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
    answer
}

/// `11;rgb:ffff/ffff/ffff`, with one to four digits a part.
///
/// Source: xterm, "Control Sequences", OSC 11; ITU-R BT.709 for the weights.
fn light_of(answer: &str) -> Option<bool> {
    let parts = answer.strip_prefix("11;")?;
    let parts = parts.strip_prefix("rgba:").or(parts.strip_prefix("rgb:"))?;
    let share = |part: &str| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        Some(f64::from(value) / f64::from(most.max(1)))
    };
    let mut parts = parts.split('/');
    let (red, green, blue) = (parts.next()?, parts.next()?, parts.next()?);
    let light = 0.2126 * share(red)? + 0.7152 * share(green)? + 0.0722 * share(blue)?;
    Some(light > 0.5)
}

/// Watches for an answer that comes after its time, which the terminal library
/// reads as keys: `A-]`, its letters, `A-\` or `C-g`.
pub struct Late {
    until: Option<Instant>,
    n_taken: Option<usize>,
}

impl Late {
    /// Nothing is waited for where the terminal has said all it will.
    pub fn of(whole: bool) -> Late {
        Late {
            until: (!whole).then(|| Instant::now() + LATE),
            n_taken: None,
        }
    }

    /// Whether an event is part of a late answer.
    pub fn takes(&mut self, event: &Event) -> bool {
        let Event::Key(key) = event else {
            return false;
        };
        let Some(until) = self.until else {
            return false;
        };
        let with = |modifier| key.modifiers.contains(modifier);
        match (self.n_taken, key.code) {
            (None, _) if Instant::now() > until => self.until = None,
            (None, KeyCode::Char(']')) if with(KeyModifiers::ALT) => {
                self.n_taken = Some(0);
                return true;
            }
            (None, _) => {}
            (Some(n_taken), code) => {
                let ends = match code {
                    KeyCode::Char('\\') => with(KeyModifiers::ALT),
                    KeyCode::Char('g') => with(KeyModifiers::CONTROL),
                    _ => false,
                };
                match ends || n_taken > LONGEST {
                    true => (self.until, self.n_taken) = (None, None),
                    false => self.n_taken = Some(n_taken + 1),
                }
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;

    #[track_caller]
    fn check(came: &str, light: Option<bool>, typed: &str, whole: bool) {
        let answer = read(came.as_bytes());
        assert_eq!(answer.light, light, "{came:?}");
        assert_eq!(answer.typed, typed, "{came:?}");
        assert_eq!(answer.whole, whole, "{came:?}");
    }

    #[test]
    fn light_and_dark_are_told_from_the_terminals_answer() {
        check(
            "\u{1b}]11;rgb:ffff/ffff/dddd\u{1b}\\\u{1b}[?62;4c",
            Some(true),
            "",
            true,
        );
        check(
            "\u{1b}]11;rgb:14/18/1d\u{7}\u{1b}[?6c",
            Some(false),
            "",
            true,
        );
        check(
            "\u{1b}]11;rgba:ffff/ffff/ffff/ffff\u{7}",
            Some(true),
            "",
            false,
        );
    }

    #[test]
    fn no_answer_is_no_answer_and_keys_are_kept() {
        check("", None, "", false);
        check("\u{1b}[?6c", None, "", true);
        check("jj\u{1b}[?6ck", None, "jjk", true);
        check("\u{1b}]11;rgb:ff", None, "", false);
        check(
            "\u{1b}]11;rgb:zz/1/1\u{7}\u{1b}]4;x\u{7}\u{1b}[?6c",
            None,
            "",
            true,
        );
        check("\u{1b}]11;rgb:fffffffffff/1/1\u{7}", None, "", false);
    }

    #[test]
    fn a_late_answer_is_not_typed_and_what_follows_is() {
        let key = |c: char, modifiers| Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers));
        let plain = |c| key(c, KeyModifiers::NONE);
        let mut late = Late::of(false);
        assert!(!late.takes(&plain('j')));
        assert!(late.takes(&key(']', KeyModifiers::ALT)));
        for letter in "11;rgb:14/18/1d".chars() {
            assert!(late.takes(&plain(letter)), "{letter}");
        }
        assert!(late.takes(&key('\\', KeyModifiers::ALT)));
        assert!(!late.takes(&plain('j')));
        let mut none = Late::of(true);
        assert!(!none.takes(&key(']', KeyModifiers::ALT)));
    }
}
