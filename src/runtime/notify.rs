//! Notices of what came in: for safety notices, retractions, and the kept
//! timelines a person named. Off unless `[notify] about` says otherwise.
//!
//! What stood there before is no news. Nothing goes through a shell, every text
//! is cleaned, and at most a few notices come of one refresh.

use std::collections::HashMap;
use std::collections::HashSet;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use crate::app::effect::Msg;
use crate::config::Notify;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::text::clean;
use crate::domain::time::Clock;
use crate::domain::time::UtcTime;
use crate::open;
use crate::page;
use crate::problem::Problem;
use crate::store::Reader;

/// How many notices one refresh gives; the rest is one more, with their number.
const MANY: usize = 5;

/// How many of the newest hits are looked at.
const DEEP: usize = 2_000;

/// Characters of a notice at most.
const LONG: usize = 200;

/// One thing to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Clean, and never the beginning of an option: `SAFETY: Recall of …`.
    pub text: String,
    /// Empty where there is none.
    pub link: String,
}

/// Knows what has been told.
pub struct Announcer {
    folder: PathBuf,
    /// What each wish found so far.
    seen: HashMap<String, HashSet<WorkId>>,
}

/// The badges one can be told of, as they are written.
const BADGES: [&str; 3] = ["safety", "retracted", "concern"];

/// A sentence for each wish that names nothing, of kept timelines by name.
pub fn unknown_notices<'a>(
    about: impl Iterator<Item = &'a String>,
    timelines: &[String],
) -> Vec<String> {
    let is_kept = |name: &str| {
        let name = name.to_lowercase();
        timelines.iter().any(|kept| kept.to_lowercase() == name)
    };
    about
        .filter(|name| !BADGES.contains(&name.as_str()) && !is_kept(name))
        .map(|name| unknown_name(name))
        .collect()
}

fn unknown_name(name: &str) -> String {
    format!(
        "notify.about names {name:?}, which is no kept timeline; write safety, \
         retracted, concern or a name of yours"
    )
}

impl Announcer {
    /// What stands there now is no news; also a sentence for each wish that
    /// names nothing.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn begin(
        folder: &Path,
        notify: &Notify,
        now: UtcTime,
    ) -> Result<(Announcer, Vec<String>), Problem> {
        let mut announcer = Announcer {
            folder: folder.to_path_buf(),
            seen: HashMap::new(),
        };
        let mut unknown = Vec::new();
        if !notify.about.is_empty() {
            announcer.look(notify, now, &mut unknown)?;
        }
        Ok((announcer, unknown))
    }

    /// What came since the last look.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn news(&mut self, notify: &Notify, now: UtcTime) -> Result<Vec<Notice>, Problem> {
        match notify.about.is_empty() {
            true => Ok(Vec::new()),
            false => self.look(notify, now, &mut Vec::new()),
        }
    }

    fn look(
        &mut self,
        notify: &Notify,
        now: UtcTime,
        unknown: &mut Vec<String>,
    ) -> Result<Vec<Notice>, Problem> {
        let mut reader = Reader::open(&self.folder)?;
        reader.read_text_with(page::plain_text);
        let timelines = reader.timelines()?;
        let mut notices = Vec::new();
        let mut told = HashSet::new();
        for about in &notify.about {
            let kept = timelines
                .iter()
                .find(|kept| kept.name.to_lowercase() == about.to_lowercase());
            let text = match (about.as_str(), kept) {
                (badge, _) if BADGES.contains(&badge) => format!("type:{badge}"),
                (_, Some(kept)) => kept.query.clone(),
                (name, None) => {
                    unknown.push(unknown_name(name));
                    continue;
                }
            };
            let query = Query {
                wish: Wish::strict(&text, now).unwrap_or_default(),
                hits_only: true,
                ..Query::default()
            };
            if query.wish.is_empty() {
                continue;
            }
            let label = match kept {
                Some(kept) => kept.name.clone(),
                None => about.to_uppercase(),
            };
            let rows = reader.page(&query, Anchor::Top, DEEP)?.rows;
            let first_look = !self.seen.contains_key(about);
            let seen = self.seen.entry(about.clone()).or_default();
            for row in rows {
                if seen.insert(row.work) && !first_look && told.insert(row.work) {
                    notices.push(notice(&label, &row.title, row.link));
                }
            }
        }
        if notices.len() > MANY {
            let more = notices.split_off(MANY).len();
            notices.push(notice(
                "rounds",
                &format!("{more} more of what you wanted to be told of"),
                None,
            ));
        }
        Ok(notices)
    }
}

fn notice(label: &str, title: &str, link: Option<String>) -> Notice {
    let text = format!("{label}: {title}");
    let text: String = clean(&text)
        .trim_start_matches('-')
        .chars()
        .take(LONG)
        .collect();
    Notice {
        text,
        link: link
            .filter(|link| open::may_open(link))
            .map(|link| clean(&link).into_owned())
            .unwrap_or_default(),
    }
}

/// Runs the person's command for a notice, its text and link as the last two
/// words. Waits two seconds for it to fail.
///
/// # Errors
///
/// A sentence part: `notify-send (not found)`.
pub fn run_command(words: &[String], notice: &Notice) -> Result<(), String> {
    open::run(words, &[&notice.text, &notice.link])
}

/// Shows a text as a notice of the terminal's own (OSC 9), through tmux where
/// we are in one. A terminal that knows none shows nothing.
///
/// # Errors
///
/// Where the terminal cannot be written.
pub fn by_terminal(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(sequence(text, std::env::var_os("TMUX").is_some()).as_bytes())?;
    out.flush()
}

fn sequence(text: &str, in_tmux: bool) -> String {
    let text = clean(text);
    match in_tmux {
        true => format!("\u{1b}Ptmux;\u{1b}\u{1b}]9;{text}\u{7}\u{1b}\\"),
        false => format!("\u{1b}]9;{text}\u{7}"),
    }
}

/// Tells after each refresh, until there are no more.
pub async fn run(
    mut announcer: Announcer,
    notify: watch::Receiver<Notify>,
    clock: Clock,
    mut ended: mpsc::UnboundedReceiver<()>,
    inbox: mpsc::Sender<Msg>,
) {
    while ended.recv().await.is_some() {
        let (wanted, now) = (notify.borrow().clone(), clock());
        let looked = spawn_blocking(move || {
            let notices = announcer.news(&wanted, now);
            let notices = notices.unwrap_or_else(|problem| {
                tracing::error!("nothing was told: {problem}");
                Vec::new()
            });
            let mut wrong = None;
            if !wanted.command.is_empty() {
                for notice in &notices {
                    wrong = run_command(&wanted.command, notice).err().or(wrong);
                }
            }
            (announcer, notices, wanted.command.is_empty(), wrong)
        });
        let Ok((back, notices, by_terminal, wrong)) = looked.await else {
            return;
        };
        announcer = back;
        if notices.is_empty() {
            continue;
        }
        let msg = Msg::Announced {
            texts: notices.into_iter().map(|notice| notice.text).collect(),
            by_terminal,
            wrong,
        };
        if inbox.send(msg).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_clean_no_option_and_opens_nothing_odd() {
        let odd = notice(
            "--rf",
            "a\u{1b}]0;x\u{7}\nb",
            Some("javascript:alert(1)".to_string()),
        );
        assert!(odd.text.starts_with("rf: "), "{odd:?}");
        assert!(!odd.text.contains(char::is_control), "{odd:?}");
        assert_eq!(odd.link, "");
        let long = notice("SAFETY", &"x".repeat(900), None);
        assert_eq!(long.text.chars().count(), LONG);
    }

    #[test]
    fn a_title_cannot_end_the_sequence_it_stands_in() {
        let said = sequence("a\u{7}b\u{1b}\\c\u{9c}d", false);
        assert_eq!(said.matches('\u{7}').count(), 1);
        assert_eq!(said.matches('\u{1b}').count(), 1);
        assert!(said.ends_with('\u{7}') && !said.contains('\u{9c}'));
    }
}
