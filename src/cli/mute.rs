//! `rounds mute`: queries whose works stand in no timeline.

use clap::Subcommand;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::domain::query::mute;
use crate::domain::query::mute::NoMute;
use crate::problem::Problem;
use crate::store::Store;

/// How many works are looked at in one transaction.
const SLICE: usize = 500;

/// Keep what a query finds out of timelines and counts. Saved and searches show
/// it, and every retraction, concern and safety notice is shown everywhere. All
/// of it can be undone.
#[derive(Debug, Subcommand)]
pub enum Mute {
    /// Mute what a query finds; rounds help query tells the language.
    Add {
        #[arg(required = true, allow_hyphen_values = true)]
        query: Vec<String>,
    },
    /// List your mutes.
    List,
    /// Take a mute away: as it was written, or its number in the list.
    Remove {
        #[arg(required = true, allow_hyphen_values = true)]
        query: Vec<String>,
    },
}

impl Mute {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        match self {
            Mute::Add { query } => {
                let text = query.join(" ");
                let clause = mute::read(&text).map_err(|why| refused(&text, &why))?;
                let query = clause.to_string();
                let mut store = world.store()?;
                let is_new = store.set_mute(&query, true, world.now())?;
                finish(&mut store)?;
                let n = world.reader()?.overview(&Default::default())?.n_muted;
                out.note(&match is_new {
                    true => format!(
                        "Muted: {query}. {n} unread are muted now; rounds timeline --muted lists \
                         what is muted, rounds undo takes it back"
                    ),
                    false => format!("{query} is muted already"),
                })?;
            }
            Mute::List => {
                let reader = world.reader()?;
                let mutes = reader.mutes()?;
                for (nth, query) in mutes.iter().enumerate() {
                    out.line(&format!("{}. {query}", nth + 1))?;
                }
                out.flush()?;
                let n = reader.overview(&Default::default())?.n_muted;
                out.note(&match mutes.is_empty() {
                    true => "Nothing is muted. rounds mute add QUERY mutes what it finds".into(),
                    false => format!("{n} unread are muted; rounds timeline --muted lists them"),
                })?;
            }
            Mute::Remove { query } => {
                let text = query.join(" ");
                let mutes = world.reader()?.mutes()?;
                let by_number = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let written = mute::read(&text).map(|clause| clause.to_string());
                let known = mutes.iter().find(|it| {
                    **it == text || written.as_ref().is_ok_and(|written| *it == written)
                });
                let known = known.or_else(|| by_number.and_then(|nth| mutes.get(nth)));
                let Some(query) = known else {
                    return Err(Problem::new(
                        "No mute was taken away",
                        format!("there is none like {text:?}"),
                        "rounds mute list names them",
                    ));
                };
                let mut store = world.store()?;
                store.set_mute(query, false, world.now())?;
                finish(&mut store)?;
                out.note(&format!(
                    "{query} is muted no more; rounds undo mutes it again"
                ))?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn refused(text: &str, why: &NoMute) -> Problem {
    match why {
        NoMute::Trouble(trouble) => crate::cli::query::problem(text, trouble),
        why => Problem::new(
            "Nothing was muted",
            why.to_string(),
            "rounds help query tells the language",
        ),
    }
}

/// Looks at everything that is here, for mutes and daily limits that changed.
pub fn finish(store: &mut Store) -> Result<(), Problem> {
    while store.mute_again(SLICE)? {}
    while store.fold_again(SLICE)? {}
    Ok(())
}
