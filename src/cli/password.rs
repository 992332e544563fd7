//! `rounds password`: tell a source's server who you are.
//!
//! Never from an argument, which others on the machine could see, and never
//! back to standard output.

use std::io::BufRead;
use std::io::Write;

use clap::Args;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::pick;
use crate::domain::secret::Secret;
use crate::domain::source::Source;
use crate::problem::Problem;
use crate::runtime;
use crate::secrets::Trouble;

/// Give a source a user name and a password (Basic authentication).
///
/// They are asked for without showing the password; without a terminal they are
/// the first two lines of standard input. They are kept in the system's keyring
/// where one answers, else in secrets.json (mode 600) beside the database, and
/// are sent to the source's own server only. Unfollowing keeps them, so that
/// undo brings the source back whole; --forget takes them away for good.
#[derive(Debug, Args)]
pub struct Password {
    /// Its number, address or title.
    source: String,
    /// Forget what is kept. Undo does not bring it back.
    #[arg(long)]
    forget: bool,
}

impl Password {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let mut store = world.store()?;
        for said in runtime::secrets_in_order(&mut store, &world.keepers)? {
            out.note(&said)?;
        }
        let source = pick::source(&world.reader()?, &self.source)?;
        if self.forget {
            return forget(world, out, &source);
        }
        if let Some(said) = by_command(world, &source)? {
            store.note_secret(&source.address)?;
            out.note(&said)?;
            return Ok(Outcome::Done);
        }
        let Some(secret) = ask(world, &source)? else {
            out.note("Nothing was changed")?;
            return Ok(Outcome::Failed);
        };
        let place = keep(world, &source.address, secret)?;
        store.note_secret(&source.address)?;
        out.note(&format!(
            "The password of {} is kept in {place}. rounds refresh --source {} tries it",
            source.title, source.id.0
        ))?;
        if let Some(warning) = warning(&source.address) {
            out.note(&warning)?;
        }
        Ok(Outcome::Done)
    }
}

/// Keeps a secret for an address; where, in words.
///
/// # Errors
///
/// Where nobody takes it.
pub fn keep(world: &World, address: &str, secret: Secret) -> Result<String, Problem> {
    let kept = world.keepers.keep(&[(address.to_string(), secret)]);
    kept.map_err(|trouble| not_kept(&trouble))
}

fn not_kept(trouble: &Trouble) -> Problem {
    Problem::new(
        "The password was not kept",
        trouble,
        "rounds doctor says where passwords go",
    )
}

/// What to say where a password will go over the wire for all to read.
pub fn warning(address: &str) -> Option<String> {
    let is_open = address.to_ascii_lowercase().starts_with("http://");
    is_open.then(|| {
        "Its address is http, so anyone on the way can read the password. \
         If its server has https, follow that address instead"
            .to_string()
    })
}

/// Whether the person's own command answers for a source: then nothing is to
/// be kept.
fn by_command(world: &World, source: &Source) -> Result<Option<String>, Problem> {
    match world.keepers.read_by_command(&source.address) {
        Ok(None) => Ok(None),
        Ok(Some(_)) => Ok(Some(format!(
            "password_command has the password of {}; it is asked at each refresh",
            source.title
        ))),
        Err(Trouble::Failed { .. }) => Ok(None),
        Err(trouble) => Err(Problem::new(
            "password_command was not asked",
            trouble,
            "Mend it in config.toml",
        )),
    }
}

fn forget(world: &World, out: &mut Out, source: &Source) -> Result<Outcome, Problem> {
    let mut names = vec![source.address.clone()];
    let mut store = world.store()?;
    // Forgotten by the keepers first: what the database no longer names could
    // not be found again.
    let noted = world.reader()?.secret_of(source.id)?;
    names.extend(noted.clone());
    for name in &names {
        world.keepers.forget(name).map_err(|trouble| {
            Problem::new(
                "The password may still be kept",
                trouble,
                "Try again when the keyring is open",
            )
        })?;
    }
    store.forget_secret(source.id)?;
    match noted {
        Some(_) => out.note(&format!("The password of {} is forgotten", source.title))?,
        None => out.note(&format!("{} has no password", source.title))?,
    }
    Ok(Outcome::Done)
}

/// Asks for both; `None` where the person gave up.
fn ask(world: &World, source: &Source) -> Result<Option<Secret>, Problem> {
    let mut lines = std::io::stdin().lock().lines();
    if !world.stdin_is_terminal {
        let (Some(user), Some(password)) = (lines.next(), lines.next()) else {
            return Err(Problem::new(
                "The password was not kept",
                "standard input has fewer than two lines",
                "Give the user's name on the first and the password on the second",
            ));
        };
        let (user, password) = (user?, password?);
        return Ok(Some(Secret::new(
            user.trim(),
            password.trim_end_matches('\r'),
        )));
    }
    prompt(&format!("User name for {}: ", host(source)))?;
    let Some(user) = lines.next() else {
        return Ok(None);
    };
    drop(lines);
    prompt("Password (it is not shown): ")?;
    let password = runtime::read_unseen()?;
    prompt("\n")?;
    let user = user?;
    Ok(password.map(|password| Secret::new(user.trim(), &password)))
}

fn host(source: &Source) -> &str {
    crate::domain::link::host(&source.address).unwrap_or(&source.title)
}

fn prompt(words: &str) -> Result<(), Problem> {
    let mut err = std::io::stderr().lock();
    write!(err, "{words}")?;
    err.flush()?;
    Ok(())
}
