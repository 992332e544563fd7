//! The manual pages, in roff, made from the tables of verbs, keys, settings and
//! fields of queries.

use clap::CommandFactory;

use crate::cli::Args;
use crate::cli::help;
use crate::cli::manual::by_group;
use crate::config::table;
use crate::domain::query::help as query;
use crate::problem::Problem;

/// A manual page.
pub struct Page {
    /// What `rounds man` is asked for.
    pub name: &'static str,
    /// Under which it is installed.
    pub file: &'static str,
    pub render: fn() -> Result<Vec<u8>, Problem>,
}

pub static PAGES: &[Page] = &[
    Page {
        name: "rounds",
        file: "rounds.1",
        render: rounds,
    },
    Page {
        name: "config",
        file: "rounds-config.5",
        render: config,
    },
    Page {
        name: "query",
        file: "rounds-query.7",
        render: fields,
    },
];

fn rounds() -> Result<Vec<u8>, Problem> {
    let mut page = Vec::new();
    let command = Args::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    let mut text = String::from_utf8_lossy(&page).into_owned();
    // Verbs have no pages of their own: rounds help VERB tells of them.
    for verb in command.get_subcommands().map(|verb| verb.get_name()) {
        let page_of_verb = format!("rounds\\-{}(1)", verb.replace('-', "\\-"));
        text = text.replace(&page_of_verb, &format!("rounds {verb}"));
    }
    let mut roff = Roff::default();
    roff.heading("KEYS");
    for action in by_group() {
        roff.entry(&action.keys.join("  "), action.help);
    }
    roff.heading("EXIT STATUS");
    roff.text("0 done, 1 something failed and was said, 2 wrong use, 101 a bug of ours.");
    roff.heading("FILES");
    roff.as_it_stands(&page_of("files"));
    roff.heading("SEE ALSO");
    roff.text("rounds-config(5), rounds-query(7), and rounds help TOPIC or VERB.");
    Ok((text + &roff.0).into_bytes())
}

fn config() -> Result<Vec<u8>, Problem> {
    let mut roff = Roff::titled("rounds-config", "5", "the settings of rounds");
    roff.heading("DESCRIPTION");
    roff.text(
        "config.toml holds the settings, in TOML. rounds config init makes it with every setting \
         as a comment, rounds config path says where it lies, rounds config check says what is \
         wrong with it, and in which line. An open screen reads it again when it was saved; an \
         edit that cannot be understood changes nothing and is said.",
    );
    for (section, about) in table::SECTIONS {
        roff.heading(&format!("[{section}]"));
        roff.text(about);
        for setting in table::SETTINGS.iter().filter(|it| it.section == *section) {
            let tag = format!("{} = {}", setting.name, setting.usual());
            let help = format!("{} It is {}.", setting.help, setting.what());
            roff.entry(&tag, &help);
        }
    }
    roff.heading("[keys]");
    roff.text(table::KEYS_HELP);
    for action in by_group() {
        let tag = format!("{} = {:?}", table::key_name(action.name), action.keys);
        roff.entry(&tag, action.help);
    }
    roff.heading("SEE ALSO");
    roff.text("rounds(1), rounds-query(7)");
    Ok(roff.0.into_bytes())
}

fn fields() -> Result<Vec<u8>, Problem> {
    let mut roff = Roff::titled("rounds-query", "7", "the language of search and filters");
    roff.heading("DESCRIPTION");
    roff.text(
        "The search, the filter, kept timelines and the command line mean the same by the same \
         text. Where a query is not understood, that is said with its column, and the search \
         goes on with the rest. rounds query 'YOUR QUERY' prints how it is understood.",
    );
    for line in query::page() {
        match line.finds.is_empty() {
            true => roff.heading(&line.write.to_uppercase()),
            false => roff.entry(&line.write, &line.finds),
        }
    }
    roff.heading("SEE ALSO");
    roff.text("rounds(1), rounds-config(5)");
    Ok(roff.0.into_bytes())
}

fn page_of(name: &str) -> String {
    let topic = help::TOPICS.iter().find(|topic| topic.name == name);
    topic.map(|topic| (topic.page)()).unwrap_or_default()
}

/// A page as it grows.
#[derive(Default)]
struct Roff(String);

impl Roff {
    fn titled(name: &str, section: &str, about: &str) -> Roff {
        let mut roff = Roff(format!(".TH {name} {section}\n"));
        roff.heading("NAME");
        roff.text(&format!("{name} - {about}"));
        roff
    }

    fn heading(&mut self, heading: &str) {
        self.0.push_str(&format!(".SH {:?}\n", escaped(heading)));
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(&escaped(text));
        self.0.push('\n');
    }

    fn entry(&mut self, tag: &str, text: &str) {
        self.0.push_str(".TP\n");
        self.0.push_str(&format!("\\fB{}\\fR\n", escaped(tag)));
        self.text(text);
    }

    fn as_it_stands(&mut self, text: &str) {
        self.0.push_str(".nf\n");
        for line in text.lines() {
            self.text(line);
        }
        self.0.push_str(".fi\n");
    }
}

/// Text that roff takes as it stands.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}
