//! Every setting, once: one table of self-describing entries. The commented
//! file, the manual page, the check of a file and the defaults are made from
//! it; to add a setting is to add an entry here and its field in `written`.
//!
//! Nothing here reads a file.

use crate::app::actions;
use crate::app::titling;

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// The heading it stands under.
    pub section: &'static str,
    /// A promise: files name it.
    pub name: &'static str,
    pub takes: Takes,
    /// What the person gets, in whole sentences.
    pub help: &'static str,
}

/// What a setting takes, and its default.
#[derive(Debug)]
pub enum Takes {
    YesOrNo(bool),
    Number(Bounds),
    /// One of these words; the first is the default.
    OneOf(&'static [&'static str]),
    Text(&'static str),
    Names(&'static [&'static str]),
}

/// A whole number within bounds, both of them allowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds {
    pub usual: usize,
    pub least: usize,
    pub most: usize,
}

/// The headings in the order of the file, each with a line on what it is about.
pub static SECTIONS: &[(&str, &str)] = &[
    ("screen", "How it looks."),
    ("fetch", "How sources are asked."),
    ("keep", "What is kept whole."),
    ("open", "How links are opened."),
    ("notify", "Notices of what comes in; off as it stands."),
    ("learning", "Your learning log."),
    ("review", "What you go through again."),
];

const fn number(usual: usize, least: usize, most: usize) -> Takes {
    Takes::Number(Bounds { usual, least, most })
}

/// Every setting but the keys, in the order of the file.
pub static SETTINGS: &[Setting] = &[
    Setting {
        section: "screen",
        name: "ascii",
        takes: Takes::YesOrNo(false),
        help: "Only characters that every terminal has. --ascii does the same for one run.",
    },
    Setting {
        section: "screen",
        name: "colour",
        takes: Takes::OneOf(&["auto", "true", "256", "16", "none"]),
        help: "How many colours. \"auto\" follows the terminal (and NO_COLOR).",
    },
    Setting {
        section: "screen",
        name: "theme",
        takes: Takes::Text("auto"),
        help: "\"auto\" asks the terminal whether its ground is dark or light; or \"dark\", \
               \"light\", \"contrast-dark\", \"contrast-light\", or the name of a file of yours: \
               \"mine\" is themes/mine.toml beside this file: a base, which is another of these \
               names, and the colours that differ, as \"#6ca4f4\" or 111: page, surface, \
               overlay, selected, selected_elsewhere, found, border, text, dim, faint, accent, \
               ok, warn, err, saved, on_fill.",
    },
    Setting {
        section: "screen",
        name: "mouse",
        takes: Takes::YesOrNo(true),
        help: "Click, wheel and links; false leaves the mouse to the terminal.",
    },
    Setting {
        section: "screen",
        name: "links",
        takes: Takes::OneOf(&["auto", "on", "off"]),
        help: "Links that the terminal itself opens; \"auto\" where it is known to take them.",
    },
    Setting {
        section: "screen",
        name: "images",
        takes: Takes::OneOf(&["off", "half-blocks", "kitty", "sixel", "iterm2"]),
        help: "How the images of an article are drawn in the reader, and nowhere else: \
               \"half-blocks\" in any terminal with 256 colours, the others where the terminal \
               takes them. Off, none is asked for: asking for an image tells its server that \
               you read the article. Needs rounds built with the feature images.",
    },
    Setting {
        section: "screen",
        name: "title",
        takes: Takes::Text(titling::USUAL),
        help: "The terminal's title; {unread} and {place} stand for what they say. Empty leaves \
               it alone.",
    },
    Setting {
        section: "screen",
        name: "read_on_open",
        takes: Takes::YesOrNo(true),
        help: "Opening an article marks it as read.",
    },
    Setting {
        section: "screen",
        name: "reduced_motion",
        takes: Takes::YesOrNo(false),
        help: "Nothing counts or moves by itself: no progress while fetching, only what came of it.",
    },
    Setting {
        section: "fetch",
        name: "interval",
        takes: number(60, 15, 10_080),
        help: "Minutes between two asks of a source that does not say how often it changes.",
    },
    Setting {
        section: "fetch",
        name: "scheduled",
        takes: Takes::YesOrNo(true),
        help: "Ask by itself while the screen is open.",
    },
    Setting {
        section: "fetch",
        name: "at_once",
        takes: number(256, 1, 1_024),
        help: "Requests at once, in all.",
    },
    Setting {
        section: "fetch",
        name: "per_host",
        takes: number(4, 1, 16),
        help: "Requests at once to one host.",
    },
    Setting {
        section: "fetch",
        name: "memory_mb",
        takes: number(64, 1, 1_024),
        help: "Megabytes of answers held in memory at once.",
    },
    Setting {
        section: "fetch",
        name: "answer_mb",
        takes: number(10, 1, 256),
        help: "Megabytes one answer may have at most.",
    },
    Setting {
        section: "fetch",
        name: "connect_seconds",
        takes: number(10, 1, 300),
        help: "Seconds to wait for a connection.",
    },
    Setting {
        section: "fetch",
        name: "first_byte_seconds",
        takes: number(20, 1, 600),
        help: "Seconds to wait for an answer to begin.",
    },
    Setting {
        section: "fetch",
        name: "answer_seconds",
        takes: number(30, 1, 600),
        help: "Seconds to wait for all of an answer.",
    },
    Setting {
        section: "fetch",
        name: "proxy",
        takes: Takes::Text(""),
        help: "The proxy to go through: \"http://HOST:PORT\", \"socks5h://HOST:PORT\"; with a \
               password \"http://USER:PASSWORD@HOST:PORT\". Empty: what the environment \
               (http_proxy, https_proxy, all_proxy) or the system says. \"none\": no proxy at \
               all. no_proxy in the environment holds in every case. A proxy finds hosts \
               itself: rounds cannot see then whether a name leads into a private network, and \
               refuses only what is written as one.",
    },
    Setting {
        section: "fetch",
        name: "ca_file",
        takes: Takes::Text(""),
        help: "A file of certificates (PEM) to trust beside the system's, such as that of a \
               hospital's own authority; its whole path.",
    },
    Setting {
        section: "fetch",
        name: "password_command",
        takes: Takes::Text(""),
        help: "A command that prints the password of a source: the password on the first line, \
               and \"user: NAME\" on another. The source's address is added as its last word. \
               Asked only for sources that rounds password was told of. Empty: the keyring, \
               else secrets.json.",
    },
    Setting {
        section: "keep",
        name: "articles",
        takes: Takes::OneOf(&["saved", "saved and unread", "never"]),
        help: "Whose articles are fetched from their publisher and kept for reading offline; \
               \"saved and unread\" also takes the newest 200 unread. Where a publisher does not \
               want that, the feed's own text is what is kept, and said.",
    },
    Setting {
        section: "keep",
        name: "days",
        takes: number(0, 0, 36_500),
        help: "Days after which what nobody keeps is let go; 0: everything stays. 30 is the \
               least. What is saved, noted, in review or in your log stays in any case.",
    },
    Setting {
        section: "open",
        name: "browser",
        takes: Takes::Text(""),
        help: "The command that opens a link; the link is added as its last word. Empty: the \
               system's own way where there is a display.",
    },
    Setting {
        section: "notify",
        name: "about",
        takes: Takes::Names(&[]),
        help: "What to be told of when it comes in: \"safety\", \"retracted\", \"concern\", and \
               names of timelines you keep. Empty: nothing.",
    },
    Setting {
        section: "notify",
        name: "command",
        takes: Takes::Text(""),
        help: "The command that tells, such as notify-send; the title and the link are added as \
               its last two words, and no shell reads them. Empty: the terminal's own notice \
               (OSC 9) while the screen is open, a line of rounds refresh.",
    },
    Setting {
        section: "learning",
        name: "bodies",
        takes: Takes::Names(&["mine"]),
        help: "The bodies whose figures stand beside your log; rounds log targets lists them.",
    },
    Setting {
        section: "review",
        name: "per_day",
        takes: number(20, 1, 1_000),
        help: "Cards a day at most.",
    },
];

/// What is said of the keys, which have a table of their own: the actions.
pub const KEYS_HELP: &str = "Keys by the action's name (rounds keys lists them); what stands \
                             here replaces the usual keys of that action. A key is written j, \
                             G, C-d, A-x, F5, Space, or as a sequence: g g. Two actions cannot \
                             share one; what clashes is said and the usual keys hold.";

/// The setting of this name under this heading.
pub fn named(section: &str, name: &str) -> Option<&'static Setting> {
    SETTINGS
        .iter()
        .find(|setting| setting.section == section && setting.name == name)
}

/// The bounds of a number; tests hold that there are some.
pub fn bounds(section: &str, name: &str) -> Bounds {
    match named(section, name).map(|setting| &setting.takes) {
        Some(Takes::Number(bounds)) => *bounds,
        _ => Bounds::default(),
    }
}

/// The words that a setting takes, the default first; tests hold that there
/// are some.
pub fn words(section: &str, name: &str) -> &'static [&'static str] {
    match named(section, name).map(|setting| &setting.takes) {
        Some(Takes::OneOf(words)) => words,
        _ => &[""],
    }
}

impl Setting {
    /// The default as a file writes it.
    pub fn usual(&self) -> String {
        match &self.takes {
            Takes::YesOrNo(yes) => yes.to_string(),
            Takes::Number(bounds) => bounds.usual.to_string(),
            Takes::OneOf(words) => format!("{:?}", words.first().unwrap_or(&"")),
            Takes::Text(text) => format!("{text:?}"),
            Takes::Names(names) => format!("{names:?}"),
        }
    }

    /// What may be written, as a sentence part: `a whole number from 1 to 16`.
    pub fn what(&self) -> String {
        match &self.takes {
            Takes::YesOrNo(_) => "true or false".to_string(),
            Takes::Number(bounds) => {
                format!("a whole number from {} to {}", bounds.least, bounds.most)
            }
            Takes::OneOf(words) => one_of(words),
            Takes::Text(_) => "a text in quotes".to_string(),
            Takes::Names(_) => "a list of names: [\"one\", \"other\"]".to_string(),
        }
    }
}

/// `"a", "b" or "c"`.
pub fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The commented file: every line a comment or a heading, so that it says
/// nothing but the defaults.
pub fn file() -> String {
    let mut out = String::from(
        "# rounds: settings. Every line here is the default; take the `# ` off to change\n\
         # one. rounds reads this file when it starts, and again when it was saved.\n\
         # rounds config check says what is wrong with it, and where.\n",
    );
    for (section, about) in SECTIONS {
        out.push_str(&format!("\n# {about}\n[{section}]\n"));
        for setting in SETTINGS.iter().filter(|it| it.section == *section) {
            comment(&mut out, setting.help);
            if let Takes::OneOf(words) = &setting.takes {
                comment(&mut out, &format!("{}.", one_of(words)));
            }
            out.push_str(&format!("# {} = {}\n", setting.name, setting.usual()));
        }
    }
    out.push('\n');
    comment(&mut out, KEYS_HELP);
    out.push_str("[keys]\n");
    for action in actions::all() {
        out.push_str(&format!(
            "# {} = {:?}\n",
            key_name(action.name),
            action.keys
        ));
    }
    out
}

/// An action's name as the file writes it: in quotes where it has a dot, since
/// `filter` and `filter.query` could not stand side by side without.
pub fn key_name(name: &str) -> String {
    match name.contains('.') {
        true => format!("{name:?}"),
        false => name.to_string(),
    }
}

/// Adds a text as lines of comment, 80 columns at most.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.len() + 1 + word.len() > 80 {
            out.push_str(&line);
            out.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}
