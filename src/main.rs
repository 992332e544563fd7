//! Reads the surroundings once, then hands over to the command line.
//!
//! The only place that looks at environment variables, the clock and whether
//! there is a terminal; everybody else is told.

use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use clap::Parser;

use rounds::cli;
use rounds::cli::Args;
use rounds::cli::World;
use rounds::config;
use rounds::config::Given;
use rounds::config::paths::Paths;
use rounds::domain::text;
use rounds::domain::time::Clock;
use rounds::domain::time::UtcTime;
use rounds::open::Surroundings;
use rounds::problem::Problem;
use rounds::runtime;
use rounds::secrets::Keepers;
use rounds::secrets::keyring_of_system;

fn main() -> ExitCode {
    // Laying out every verb takes a tenth of the time to the first frame.
    let is_bare = env::args_os().nth(1).is_none();
    let args = match is_bare {
        true => Args::default(),
        false => match Args::try_parse() {
            Ok(args) => args,
            Err(wrong) => return ExitCode::from(cli::misunderstood(&wrong)),
        },
    };
    match world(&args).and_then(|world| cli::run(args, world)) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(problem) => {
            eprintln!("rounds: {}", text::clean(&problem.to_string()));
            ExitCode::from(1)
        }
    }
}

/// What there is around us: files, clock, terminal, browser.
fn world(args: &Args) -> Result<World, Problem> {
    let paths = match env::var_os("ROUNDS_HOME") {
        Some(home) if !home.is_empty() => Paths::under(PathBuf::from(home)),
        _ => Paths::of_system().ok_or_else(|| {
            Problem::new(
                "Nothing was opened",
                "this system names no home folder",
                "Set ROUNDS_HOME to a folder",
            )
        })?,
    };
    runtime::restore_on_panic(paths.data.clone(), paths.log_file());
    runtime::log_to(&paths.log_file());
    let clock = clock()?;
    let given = Given {
        ascii: args.ascii,
        no_color: args.no_color || is_set("NO_COLOR"),
        colorterm: variable("COLORTERM"),
        term: variable("TERM"),
        locale: ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .map(variable)
            .find(|locale| !locale.is_empty())
            .unwrap_or_default(),
        takes_links: takes_links(),
        browser: variable("ROUNDS_BROWSER"),
    };
    let (config, problems) = match config::load(&paths, &given) {
        Ok(loaded) => loaded,
        // Some verbs work beside a broken file, not least those that mend it.
        Err(error) if args.mends_or_explains() => {
            let (config, mut problems) = config::defaults(&paths, &given);
            problems.push(error.to_string());
            (config, problems)
        }
        Err(error) => return Err(error.into()),
    };
    let keepers = Keepers {
        command: config.fetch.password_command.clone(),
        // Whoever names a folder wants everything in it.
        keyring: match is_set("ROUNDS_HOME") {
            true => None,
            false => keyring_of_system(
                &env::var_os("PATH").unwrap_or_default(),
                is_set("DBUS_SESSION_BUS_ADDRESS"),
            ),
        },
        folder: paths.data.clone(),
    };
    let surroundings = Surroundings {
        command: config.browser.clone(),
        display: has_display(),
    };
    Ok(World {
        paths,
        catalogue: variable("ROUNDS_CATALOG"),
        keepers,
        config,
        given,
        clock,
        surroundings,
        problems,
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        width: runtime::width(),
    })
}

/// The system's clock, or the fixed time of `ROUNDS_NOW`.
fn clock() -> Result<Clock, Problem> {
    let fixed = variable("ROUNDS_NOW");
    if fixed.is_empty() {
        return Ok(Arc::new(|| {
            match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => UtcTime(i64::try_from(since.as_secs()).unwrap_or(i64::MAX)),
                // A clock before 1970 is not set; the beginning is as good a guess.
                Err(_) => UtcTime(0),
            }
        }));
    }
    match UtcTime::parse(&fixed) {
        Some(time) => Ok(Arc::new(move || time)),
        None => Err(Problem::new(
            "Nothing was opened",
            format!("ROUNDS_NOW is {fixed:?}, which is no time"),
            "Write it as 2025-11-18T10:44:00Z",
        )),
    }
}

/// Whether a window can be shown here.
fn has_display() -> bool {
    if cfg!(any(target_os = "macos", target_os = "windows")) {
        return !is_set("SSH_CONNECTION");
    }
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Whether the terminal is known to take links (OSC 8). A multiplexer stands
/// between us and it, and older ones swallow or garble them.
fn takes_links() -> bool {
    let term = variable("TERM");
    if term.starts_with("tmux") || term.starts_with("screen") {
        return false;
    }
    let program = variable("TERM_PROGRAM");
    let known = ["iTerm.app", "WezTerm", "ghostty", "vscode", "kitty", "rio"];
    let vte = variable("VTE_VERSION").parse().unwrap_or(0_u32);
    let named = [
        "kitty",
        "foot",
        "alacritty",
        "ghostty",
        "wezterm",
        "contour",
    ];
    known.contains(&program.as_str())
        || vte >= 5_000
        || is_set("WT_SESSION")
        || is_set("KONSOLE_VERSION")
        || named.iter().any(|name| term.contains(name))
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
