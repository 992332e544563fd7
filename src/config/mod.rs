//! What was written becomes what it means.
//!
//! [`written`] is what a file may say, [`Config`] is what holds; between them
//! one pure function, [`meaning`]. Nothing here is global: a `Config` is passed
//! down as a value.

pub mod bodies;
pub mod catalogue;
pub mod check;
mod images;
mod keys;
mod load;
pub mod paths;
pub mod table;
pub mod themes;
mod topic_edits;
pub mod topics;
pub mod vocabulary;
pub mod written;

#[cfg(test)]
mod tests;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::app::model::Colour;
use crate::app::model::Settings;
use crate::app::paints;
use crate::app::paints::Theme;
use crate::app::titling;
use crate::config::table::Bounds;
use crate::config::written::Written;
use crate::domain::article::Keep;
use crate::domain::retention;
use crate::domain::retention::Retention;

pub use load::defaults;
pub use load::load;

/// Everything that can be set, each with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub screen: Settings,
    /// The name of the person's own theme; read from a file of its own.
    pub own_theme: Option<String>,
    pub fetch: Fetch,
    /// The names of the bodies in `bodies.toml` whose figures are wanted.
    pub bodies: Vec<String>,
    /// Whose articles are kept.
    pub keep: Keep,
    /// How long what nobody keeps stays.
    pub retention: Retention,
    pub notify: Notify,
    /// The command that opens links; empty for the system's own way.
    pub browser: String,
}

/// What a person is told of when it comes in, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notify {
    /// `safety`, `retracted`, `concern` or the names of kept timelines.
    pub about: Vec<String>,
    /// The words of a command; none for the terminal's own notice.
    pub command: Vec<String>,
}

/// How fetching behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    pub interval: Duration,
    pub scheduled: bool,
    pub at_once: usize,
    pub per_host: usize,
    /// Bytes.
    pub memory: usize,
    /// Bytes.
    pub answer: usize,
    pub connect_timeout: Duration,
    /// Until an answer begins.
    pub first_byte_timeout: Duration,
    pub answer_timeout: Duration,
    pub proxy: Proxy,
    /// Certificates that are trusted beside the system's.
    pub ca_file: Option<PathBuf>,
    /// The words of a command that prints a source's password; may be none.
    pub password_command: Vec<String>,
}

/// What stands between us and the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// What the environment or the system says.
    #[default]
    OfSystem,
    /// Nothing, whatever they say.
    None,
    /// This one. Its address may carry a password.
    At(String),
    /// This one for everybody, whom NO_PROXY of the environment names too; no
    /// setting says it.
    Always(String),
}

/// What the terminal and the command line say, which beats the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub ascii: bool,
    pub no_color: bool,
    pub colorterm: String,
    pub term: String,
    /// `LC_ALL`, else `LC_CTYPE`, else `LANG`; empty where none is set.
    pub locale: String,
    /// Whether the terminal is known to take links (OSC 8).
    pub takes_links: bool,
    /// `ROUNDS_BROWSER`; empty where it is not set.
    pub browser: String,
}

/// Why the settings cannot be used; each says where and what to do.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error(
        "{file} could not be read: {source}. Mend the file, or move it away to use the defaults"
    )]
    Unreadable { file: String, source: io::Error },
    #[error("{file}, line {line}: {what}. Mend that line, or put # before it")]
    Malformed {
        file: String,
        line: usize,
        what: String,
    },
    #[error("{0} needs at least one word, for rounds ships no topic of that name")]
    NoWords(String),
    #[error("{file} could not be written: {source}")]
    Unwritable { file: String, source: io::Error },
}

/// Reads a settings file; one that is not there means the defaults.
///
/// # Errors
///
/// [`ConfigError`] with file and line.
pub fn read(file: &Path) -> Result<Written, ConfigError> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Written::default()),
        Err(source) => {
            let file = file.display().to_string();
            return Err(ConfigError::Unreadable { file, source });
        }
    };
    parse(&text, &file.display().to_string())
}

/// Reads settings from text; `file` is only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line, and what was perhaps meant.
pub fn parse(text: &str, file: &str) -> Result<Written, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let (line, what) = match check::troubles(text).into_iter().next() {
            Some(first) => (first.line, first.what),
            None => {
                let at = error.span().map_or(0, |span| span.start);
                (line_of(text, at), error.message().to_string())
            }
        };
        let file = file.to_string();
        ConfigError::Malformed { file, line, what }
    })
}

/// The line, from 1, in which a byte lies.
fn line_of(text: &str, byte: usize) -> usize {
    let head = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    1 + head.iter().filter(|byte| **byte == b'\n').count()
}

/// What the settings mean here, and a sentence for each that means nothing.
pub fn meaning(written: Written, given: &Given) -> (Config, Vec<String>) {
    let mut problems = Vec::new();
    let fetch = written.fetch;
    let mut within = |section: &str, name: &str, value: Option<usize>| {
        let Bounds { usual, least, most } = table::bounds(section, name);
        let value = value.unwrap_or(usual);
        if !(least..=most).contains(&value) {
            problems.push(format!(
                "{section}.{name} is {value}; it must be {least} to {most}, so {usual} is used"
            ));
            return usual;
        }
        value
    };
    let whole = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok());
    let minutes = within("fetch", "interval", fetch.interval.map(|it| it as usize));
    let at_once = within("fetch", "at_once", fetch.at_once);
    let per_host = within("fetch", "per_host", fetch.per_host);
    let memory_mb = within("fetch", "memory_mb", fetch.memory_mb);
    let answer_mb = within("fetch", "answer_mb", fetch.answer_mb);
    let connect = within("fetch", "connect_seconds", whole(fetch.connect_seconds));
    let first_byte = whole(fetch.first_byte_seconds);
    let first_byte = within("fetch", "first_byte_seconds", first_byte);
    let answer = within("fetch", "answer_seconds", whole(fetch.answer_seconds));
    let per_day = written.review.per_day.map(|it| it as usize);
    let per_day = within("review", "per_day", per_day);
    let proxy = match fetch.proxy.as_deref().unwrap_or_default().trim() {
        "" => Proxy::OfSystem,
        "none" => Proxy::None,
        address => Proxy::At(address.to_string()),
    };
    // One that cannot be used is said where it is used, by `net`: going on
    // without what the person asked for would be the wrong way to be helpful.
    let ca_file = fetch.ca_file.filter(|file| !file.as_os_str().is_empty());
    let mut command = |name: &str, value: Option<String>| {
        shell_words::split(&value.unwrap_or_default()).unwrap_or_else(|error| {
            problems.push(format!(
                "{name} cannot be read ({error}), so it is not used"
            ));
            Vec::new()
        })
    };
    let password_command = command("fetch.password_command", fetch.password_command);
    let notify = Notify {
        about: written.notify.about.unwrap_or_default(),
        command: command("notify.command", written.notify.command),
    };
    let mut word = |section: &str, name: &str, value: Option<String>| {
        let words = table::words(section, name);
        let usual = words.first().copied().unwrap_or_default();
        let Some(value) = value else { return usual };
        if let Some(known) = words.iter().find(|known| **known == value) {
            return known;
        }
        problems.push(format!(
            "{section}.{name} is {value:?}; it must be {}, so {usual} is used",
            table::one_of(words)
        ));
        usual
    };
    let colour = match word("screen", "colour", written.screen.colour) {
        _ if given.no_color => Colour::None,
        "true" => Colour::True,
        "256" => Colour::Ansi256,
        "16" => Colour::Ansi16,
        "none" => Colour::None,
        _ => colour_of(given),
    };
    let links = match word("screen", "links", written.screen.links) {
        "on" => true,
        "off" => false,
        _ => given.takes_links,
    };
    let images = word("screen", "images", written.screen.images);
    let articles = word("keep", "articles", written.keep.articles);
    let known = Keep::ALL.iter().find(|(name, _)| *name == articles);
    let keep = known.map_or(Keep::Saved, |(_, keep)| *keep);
    let (theme, own_theme) = chosen_theme(written.screen.theme.as_deref(), &mut problems);
    let days = written.keep.days.unwrap_or(0);
    let retention = Retention::of_days(days).unwrap_or_else(|| {
        problems.push(format!(
            "keep.days is {days}; it must be 0 or {} and more, so 0 is used and everything stays",
            retention::LEAST_DAYS
        ));
        Retention::NONE
    });
    let images = images::meant(images, &mut problems);
    let (keys, refused) = keys::usable(&written.keys);
    problems.extend(refused);
    let config = Config {
        keep,
        own_theme,
        retention,
        screen: Settings {
            ascii: given.ascii || written.screen.ascii.unwrap_or(false) || !draws_unicode(given),
            colour,
            theme,
            // Asked of the terminal once there is one.
            light: false,
            mouse: written.screen.mouse.unwrap_or(true),
            links,
            images,
            title: written
                .screen
                .title
                .unwrap_or_else(|| titling::USUAL.to_string()),
            scheduled: fetch.scheduled.unwrap_or(true),
            read_on_open: written.screen.read_on_open.unwrap_or(true),
            // Read from a file of their own, by their names below.
            bodies: Vec::new(),
            cards_per_day: u32::try_from(per_day).unwrap_or(u32::MAX),
            reduced_motion: written.screen.reduced_motion.unwrap_or(false),
            keys,
        },
        fetch: Fetch {
            interval: Duration::from_secs(60 * minutes as u64),
            scheduled: fetch.scheduled.unwrap_or(true),
            at_once,
            per_host,
            memory: memory_mb << 20,
            answer: answer_mb << 20,
            connect_timeout: Duration::from_secs(connect as u64),
            first_byte_timeout: Duration::from_secs(first_byte as u64),
            answer_timeout: Duration::from_secs(answer as u64),
            proxy,
            ca_file,
            password_command,
        },
        notify,
        bodies: written
            .learning
            .bodies
            .unwrap_or_else(|| vec!["mine".to_string()]),
        browser: match given.browser.as_str() {
            "" => written.open.browser.unwrap_or_default(),
            command => command.to_string(),
        },
    };
    (config, problems)
}

/// The theme of a name, or the name of a person's own.
fn chosen_theme(written: Option<&str>, problems: &mut Vec<String>) -> (Theme, Option<String>) {
    let name = written.unwrap_or("auto");
    if let Some((_, theme)) = paints::NAMES.iter().find(|(known, _)| *known == name) {
        return (*theme, None);
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !name.is_empty() && name.chars().all(is_name) {
        return (Theme::Auto, Some(name.to_string()));
    }
    let known = paints::NAMES.map(|(known, _)| known).join(", ");
    problems.push(format!(
        "screen.theme is {name:?}; it must be {known} or the name of a file in themes, so auto is used"
    ));
    (Theme::Auto, None)
}

/// How many colours the terminal says it has.
fn colour_of(given: &Given) -> Colour {
    match (given.colorterm.as_str(), given.term.as_str()) {
        ("truecolor" | "24bit", _) => Colour::True,
        (_, "dumb") => Colour::None,
        (_, "linux") => Colour::Ansi16,
        (_, term) if term.contains("direct") => Colour::True,
        (_, term) if term.contains("256") => Colour::Ansi256,
        _ => Colour::Ansi16,
    }
}

/// Whether the terminal can be trusted with more than ASCII: not the Linux
/// console, not `dumb`, and not a locale that says another character set.
fn draws_unicode(given: &Given) -> bool {
    if matches!(given.term.as_str(), "linux" | "dumb") {
        return false;
    }
    let locale = given.locale.to_ascii_lowercase();
    // No locale at all is usual in containers and says nothing.
    locale.is_empty() || locale.contains("utf-8") || locale.contains("utf8")
}
