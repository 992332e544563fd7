//! `rounds --linear`: a prompt over the verbs, for people who listen to their
//! terminal. Plain lines one after the other; nothing is drawn, coloured, moved
//! or written over.

use std::io;
use std::io::Write;

use clap::Parser;

use crate::cli;
use crate::cli::Args;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::problem::Problem;

/// A word of the prompt that stands for a verb with its arguments.
struct Short {
    words: &'static [&'static str],
    means: &'static [&'static str],
    help: &'static str,
}

/// The words that only the prompt knows; an empty line is the first of them.
static SHORT: &[Short] = &[
    Short {
        words: &["", "next", "n"],
        means: &["show", "--next"],
        help: "next, or an empty line: the next unread, in full",
    },
    Short {
        words: &["unread"],
        means: &["timeline", "--unread"],
        help: "unread: list what is unread, newest first, numbered",
    },
    Short {
        words: &["save"],
        means: &["save", "this"],
        help: "save: save what was shown last; save 3 saves the third of the list",
    },
    Short {
        words: &["open"],
        means: &["open", "this"],
        help: "open: open it in the browser",
    },
    Short {
        words: &["read"],
        means: &["read", "this"],
        help: "read: mark it as read",
    },
];

/// What a line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    Quit,
    Help,
    Verb(Vec<String>),
    /// A sentence.
    Nothing(String),
}

fn heard(line: &str) -> Heard {
    let words = match shell_words::split(line.trim()) {
        Ok(words) => words,
        Err(_) => return Heard::Nothing("A quote in that line has no end".to_string()),
    };
    let alone = match words.as_slice() {
        [] => Some(""),
        [word] => Some(word.as_str()),
        _ => None,
    };
    match alone {
        Some("quit" | "q" | "exit") => return Heard::Quit,
        Some("help" | "?") => return Heard::Help,
        Some(word) if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Heard::Verb(vec!["show".to_string(), word.to_string()]);
        }
        _ => {}
    }
    let short = alone.and_then(|word| SHORT.iter().find(|it| it.words.contains(&word)));
    match short {
        Some(short) => Heard::Verb(short.means.iter().map(|word| word.to_string()).collect()),
        None => Heard::Verb(words),
    }
}

/// Asks for verbs and does them until there are no more.
///
/// # Errors
///
/// Where the prompt cannot be read or written.
pub fn run(mut world: World, out: &mut Out) -> Result<Outcome, Problem> {
    // Nothing draws a bar that moves.
    world.stderr_is_terminal = false;
    let prompts = world.stdin_is_terminal && world.stdout_is_terminal;
    let mut outcome = Outcome::Done;
    if prompts {
        for problem in &world.problems {
            out.note(problem)?;
        }
        out.line("rounds, line by line. Enter goes to the next unread; help tells the rest.")?;
    }
    loop {
        if prompts {
            out.raw(b"rounds> ")?;
        }
        out.flush()?;
        let mut line = String::new();
        if io::stdin().read_line(&mut line)? == 0 {
            break;
        }
        let did = match heard(&line) {
            Heard::Quit => break,
            Heard::Help => say_help(out).map(|()| Outcome::Done),
            Heard::Nothing(why) => out.wrong(&why).map(|()| Outcome::WrongUse),
            Heard::Verb(words) => act(&words, &world, out),
        };
        let did = match did {
            Ok(did) => did,
            Err(problem) => {
                out.flush()?;
                out.wrong(&problem.to_string())?;
                Outcome::Failed
            }
        };
        // To a script it must show that one of its lines failed.
        if did != Outcome::Done && !prompts {
            outcome = Outcome::Failed;
        }
    }
    out.flush()?;
    io::stdout().flush()?;
    Ok(outcome)
}

fn act(words: &[String], world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    let all = ["rounds"]
        .into_iter()
        .chain(words.iter().map(String::as_str));
    let args = match Args::try_parse_from(all) {
        Ok(args) => args,
        Err(wrong) => {
            out.flush()?;
            return Ok(match cli::misunderstood(&wrong) {
                0 => Outcome::Done,
                _ => Outcome::WrongUse,
            });
        }
    };
    match args.verb {
        Some(cli::Verb::Demo(_)) | None => Err(Problem::new(
            "That was not done",
            "no screen is opened from the prompt",
            "help tells what can be said here",
        )),
        Some(verb) => cli::act(verb, world, out),
    }
}

fn say_help(out: &mut Out) -> Result<(), Problem> {
    for short in SHORT {
        out.line(short.help)?;
    }
    out.line("3, or any number: show the third of what was listed last")?;
    out.line("search heart failure: list what has these words")?;
    out.line("refresh: fetch what is new; undo takes the last change back")?;
    out.line("Every other verb of rounds can be said too: help verbs lists them")?;
    out.line("help TOPIC tells more, such as help query; quit ends")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(words: &[&str]) -> Heard {
        Heard::Verb(words.iter().map(|word| word.to_string()).collect())
    }

    #[test]
    fn an_empty_line_goes_on_and_a_number_shows() {
        assert_eq!(heard("\n"), verb(&["show", "--next"]));
        assert_eq!(heard(" 12 \n"), verb(&["show", "12"]));
        assert_eq!(heard("save"), verb(&["save", "this"]));
        assert_eq!(heard("save 3"), verb(&["save", "3"]));
        assert_eq!(heard("quit\r\n"), Heard::Quit);
        assert_eq!(
            heard("search \"heart failure\""),
            verb(&["search", "heart failure"])
        );
        assert!(matches!(heard("search \"heart"), Heard::Nothing(_)));
    }

    #[test]
    fn what_the_prompt_abbreviates_is_understood() {
        for short in SHORT {
            let all = ["rounds"].into_iter().chain(short.means.iter().copied());
            assert!(Args::try_parse_from(all).is_ok(), "{}", short.help);
        }
    }
}
