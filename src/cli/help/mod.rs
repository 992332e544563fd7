//! `rounds help`: pages on topics, from one table; any verb's own help; and
//! what there is.
//!
//! Nothing is said here that a table says already: those pages are made of it.

mod newsboat;
mod words;

use clap::Args as ClapArgs;
use clap::CommandFactory;

use crate::app::actions;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::cli::Args;
use crate::cli::Outcome;
use crate::cli::manual;
use crate::cli::output::Out;
use crate::cli::query;
use crate::config::table;
use crate::domain::query::fields::nearest;
use crate::domain::text;
use crate::export::FORMATS;
use crate::problem::Problem;

/// Tell about a topic or a verb: rounds help query. Without one, list them.
#[derive(Debug, ClapArgs)]
pub struct Help {
    /// A topic (keys, query, config, privacy, files, cme …) or a verb.
    what: Vec<String>,
}

/// One page of help.
pub(super) struct Topic {
    pub name: &'static str,
    /// What it tells, for the list of topics.
    pub about: &'static str,
    /// Lines of 80 columns at most.
    pub page: fn() -> String,
}

/// Every topic, in the order of the list.
pub(super) static TOPICS: &[Topic] = &[
    Topic {
        name: "start",
        about: "the first five minutes",
        page: || words::START.to_string(),
    },
    Topic {
        name: "newsboat",
        about: "coming over from it: feeds, keys, queries",
        page: || newsboat::PAGE.to_string(),
    },
    Topic {
        name: "numbers",
        about: "what 3 means in rounds show 3",
        page: || words::NUMBERS.to_string(),
    },
    Topic {
        name: "keys",
        about: "every key of the screen",
        page: keys,
    },
    Topic {
        name: "query",
        about: "the language of search, filters and kept timelines",
        page: query::page,
    },
    Topic {
        name: "config",
        about: "every setting, and the defaults",
        page: config,
    },
    Topic {
        name: "files",
        about: "which files there are and what they hold",
        page: || words::FILES.to_string(),
    },
    Topic {
        name: "privacy",
        about: "who is asked, and what never leaves",
        page: || words::PRIVACY.to_string(),
    },
    Topic {
        name: "busy",
        about: "when a source or a subject brings too much",
        page: || words::BUSY.to_string(),
    },
    Topic {
        name: "cme",
        about: "the learning log, and what it may claim",
        page: || words::CME.to_string(),
    },
    Topic {
        name: "study",
        about: "saving, notes and review",
        page: || words::STUDY.to_string(),
    },
    Topic {
        name: "formats",
        about: "what can be exported and imported",
        page: formats,
    },
    Topic {
        name: "linear",
        about: "line by line, for screen readers",
        page: || words::LINEAR.to_string(),
    },
    Topic {
        name: "scripts",
        about: "JSON, exit codes, cron",
        page: || words::SCRIPTS.to_string(),
    },
    Topic {
        name: "verbs",
        about: "every verb of the command line",
        page: verbs,
    },
];

impl Help {
    pub fn run(self, out: &mut Out) -> Result<Outcome, Problem> {
        let page = match self.what.as_slice() {
            [] => contents(),
            what => page(what)?,
        };
        out.raw(page.as_bytes())?;
        out.flush()?;
        Ok(Outcome::Done)
    }
}

/// The page of a topic, else of a verb or of a verb's verb (`list add`).
fn page(what: &[String]) -> Result<String, Problem> {
    let first = what.first().map_or("", String::as_str);
    let topic = TOPICS.iter().find(|topic| topic.name == first);
    if let (Some(topic), 1) = (topic, what.len()) {
        return Ok((topic.page)());
    }
    let mut command = Args::command();
    command.build();
    let mut found = &mut command;
    for word in what {
        let Some(inner) = found.find_subcommand_mut(word) else {
            return Err(unknown(&what.join(" ")));
        };
        found = inner;
    }
    Ok(found.render_long_help().to_string())
}

fn unknown(said: &str) -> Problem {
    let command = Args::command();
    let verbs = command.get_subcommands().map(|verb| verb.get_name());
    let known = TOPICS.iter().map(|topic| topic.name).chain(verbs);
    let next = match nearest(said, known) {
        Some(near) => format!("Did you mean rounds help {near}"),
        None => "rounds help lists the topics".to_string(),
    };
    Problem::new(
        format!("There is no help on {said:?}"),
        "it is neither a topic nor a verb",
        next,
    )
}

fn contents() -> String {
    let mut page = String::from("rounds help TOPIC tells about one of these:\n\n");
    for topic in TOPICS {
        page.push_str(&format!("  {:<10} {}\n", topic.name, topic.about));
    }
    page.push_str(
        "\nrounds help VERB tells about a verb. On the screen, ? shows the keys that\n\
         hold there, and : finds what can be done by its name.\n",
    );
    page
}

fn keys() -> String {
    let mut page = String::new();
    let mut group = None;
    for action in manual::by_group() {
        if group != Some(action.group) {
            group = Some(action.group);
            page.push_str(&format!("{}:\n", action.group.title()));
        }
        let keys = action.keys.join("  ");
        page.push_str(&hung(&format!("  {keys:<16} "), action.help));
    }
    let n = actions::all().count();
    page.push_str(&format!(
        "\nEach of these {n} can have other keys, in config.toml under [keys], by its name:\n\
         rounds keys lists the names.\n"
    ));
    page
}

fn config() -> String {
    let mut page = String::from(
        "config.toml holds the settings. rounds config init makes it with every line\n\
         below as a comment, rounds config path says where, rounds config check what is\n\
         wrong with it. An open screen reads it again when it was saved.\n\n",
    );
    page.push_str(&table::file());
    page
}

fn formats() -> String {
    let mut page = String::from(
        "rounds export --saved -o FILE writes what you saved, in the form of the file's\n\
         ending; --list, --topic, --query or single items choose otherwise. rounds\n\
         import FILE sees from its content what a file is.\n\n",
    );
    for format in FORMATS {
        let comes_in = match format.read {
            Some(_) => " (comes in, too)",
            None => "",
        };
        let words = format!("{}{comes_in}", format.help);
        page.push_str(&hung(&format!("  {:<12} ", format.id), &words));
    }
    page
}

fn verbs() -> String {
    let mut page = String::new();
    for verb in Args::command().get_subcommands() {
        let about = verb.get_about().map(ToString::to_string);
        let about = about.unwrap_or_default();
        page.push_str(&hung(&format!("  {:<12} ", verb.get_name()), &about));
    }
    page
}

/// Words behind what they tell of, in lines of 80 columns at most that all
/// begin in the same one.
pub(super) fn hung(left: &str, words: &str) -> String {
    let column = text::width(left);
    let mut lines = String::new();
    for (nth, line) in wrap(&[Run::plain(words)], 80 - column).iter().enumerate() {
        let line: String = line.iter().map(|run| run.text.as_str()).collect();
        let before = match nth {
            0 => left.to_string(),
            _ => " ".repeat(column),
        };
        lines.push_str(&format!("{before}{}\n", line.trim_end()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_words_and_fits_eighty_columns() {
        for topic in TOPICS {
            let page = (topic.page)();
            assert!(page.ends_with('\n'), "{}", topic.name);
            for line in page.lines() {
                assert!(line.chars().count() <= 80, "{}: {line}", topic.name);
            }
        }
    }

    #[test]
    fn a_verb_of_a_verb_has_its_help_and_a_slip_is_understood() {
        let said = |what: &[&str]| page(&what.iter().map(|it| it.to_string()).collect::<Vec<_>>());
        assert!(said(&["list", "add"]).unwrap().contains("Usage"));
        let wrong = said(&["qery"]).unwrap_err().to_string();
        assert!(wrong.contains("Did you mean rounds help query"), "{wrong}");
    }
}
