//! `rounds follow` and `rounds unfollow`.

use std::io::BufRead;
use std::io::Write;
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use crate::app::effect::Wanted;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::follow_field;
use crate::cli::living;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::password;
use crate::cli::pick;
use crate::cli::refresh;
use crate::cli::wait_for;
use crate::config;
use crate::domain::answer::Found;
use crate::domain::catalogue;
use crate::domain::id::ListId;
use crate::domain::link;
use crate::domain::list;
use crate::domain::living::looks_like_a_list;
use crate::domain::secret;
use crate::domain::secret::Secret;
use crate::domain::source::NewSource;
use crate::net::Client;
use crate::problem::Problem;
use crate::runtime;
use crate::sources;
use crate::sync;

/// Follow a feed, or the feeds of a web page.
#[derive(Debug, Args)]
pub struct Follow {
    /// The address of a feed, of a page that links feeds, or of an OPML list,
    /// which is followed as it changes.
    #[arg(required_unless_present = "specialty")]
    address: Option<String>,
    /// Follow the ready-made lists of a field of work (cardiology, pediatrics);
    /// rounds catalogue --specialty shows who is in them.
    #[arg(long, value_name = "FIELD", conflicts_with_all = ["address", "list", "pick"])]
    specialty: Option<String>,
    /// Put it into this list; it is made if it is not there.
    #[arg(long, value_name = "NAME")]
    list: Option<String>,
    /// Take the Nth feed where a page has several.
    #[arg(long, value_name = "N")]
    pick: Option<usize>,
    /// Follow the address as it is, without looking at it first.
    #[arg(long)]
    unchecked: bool,
    /// Print one JSON object: id, title, address, items, before.
    #[arg(long)]
    json: bool,
}

/// Stop following a source. What you saved of it stays; `rounds undo` follows
/// it again.
#[derive(Debug, Args)]
pub struct Unfollow {
    /// Its number, address or title, or those of a living list.
    source: String,
}

impl Follow {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        let said = match (&self.specialty, &self.address) {
            (Some(field), _) => {
                return follow_field::run(world, out, field, self.unchecked, self.json);
            }
            (None, said) => said.as_deref().unwrap_or_default(),
        };
        // From here on the secret is in no message and in no address.
        let (address, secret) = secret::taken(&whole_address(said)?);
        if looks_like_a_list(&address) && !self.unchecked {
            return living::follow(world, out, &address, self.list.as_deref(), self.json);
        }
        let found = match self.unchecked {
            true => Found {
                address,
                with_secret: secret.is_some(),
                ..Found::default()
            },
            false => match self.choose(world, out, &address, secret.as_ref())? {
                Some(found) => found,
                None => return Ok(Outcome::WrongUse),
            },
        };
        // Kept before anything is followed: without it the source would only be
        // refused.
        let kept = match secret {
            Some(secret) if found.with_secret => {
                Some(password::keep(world, &found.address, secret)?)
            }
            Some(_) => {
                out.note("The feed is on another server, which is not told the password")?;
                None
            }
            None => None,
        };
        let known = config::catalogue::shipped().at(&found.address);
        let host = link::host(&found.address).unwrap_or_default();
        let odd = known.and_then(|it| catalogue::warning(&it.name, &found.title, host));
        if let Some(odd) = odd {
            out.wrong(&odd)?;
        }
        let mut store = world.store()?;
        let list: Option<ListId> = match &self.list {
            Some(name) => Some(store.make_list(&list::path_of(name), world.now())?),
            None => None,
        };
        let new = NewSource {
            kind: "feed".to_string(),
            address: found.address.clone(),
            title: found.title.clone(),
            home: found.home.clone(),
            extra: Vec::new(),
        };
        let (source, before) = store.follow(&new, list, world.now())?;
        if let Some(place) = &kept {
            store.note_secret(&found.address)?;
            out.note(&format!("Its password is kept in {place}"))?;
            if let Some(warning) = password::warning(&found.address) {
                out.note(&warning)?;
            }
        }
        drop(store);
        if !self.unchecked {
            refresh::quietly(world, Wanted::Source(source))?;
        }
        let title = match found.title.is_empty() {
            true => found.address.clone(),
            false => found.title.clone(),
        };
        if self.json {
            out.json(&json!({
                "id": source.0,
                "title": title,
                "address": found.address,
                "items": found.n_items,
                "before": before,
            }))?;
            return Ok(Outcome::Done);
        }
        let items = match (&found.newest, found.n_items) {
            (Some(newest), n) => format!(" {}; newest: {newest}", counted(n as usize, "item")),
            (None, n @ 1..) => format!(" {}, dated ahead", counted(n as usize, "item")),
            (None, _) if self.unchecked => " rounds refresh fetches it".to_string(),
            (None, _) => " No items yet".to_string(),
        };
        match before {
            true => out.note(&format!("You followed {title} before.{items}"))?,
            false => out.note(&format!("Following {title}.{items}"))?,
        }
        Ok(Outcome::Done)
    }

    /// Looks at the address; `None` where the person has to choose and cannot
    /// be asked.
    fn choose(
        &self,
        world: &World,
        out: &mut Out,
        address: &str,
        secret: Option<&Secret>,
    ) -> Result<Option<Found>, Problem> {
        let settings = runtime::net_settings(&world.config.fetch);
        let clock = Arc::clone(&world.clock);
        let found = wait_for(async {
            let client = Client::new(&settings)?;
            let found = sync::find(&client, address, secret, &*clock).await;
            found.map_err(|why| {
                Problem::new(
                    format!("{address} was not followed"),
                    why,
                    "--unchecked follows it as it is",
                )
            })
        })?;
        let n = found.len();
        let number = match (n, self.pick) {
            (0, _) => {
                return Err(Problem::new(
                    format!("{address} was not followed"),
                    "no feed was found there",
                    "Give the address of the feed itself",
                ));
            }
            (_, Some(number)) => number,
            (1, None) => 1,
            (_, None) => {
                for (number, one) in (1..).zip(&found) {
                    let line = format!(
                        "{number}  {}  {} ({} items)",
                        one.title, one.address, one.n_items
                    );
                    out.line(&line)?;
                }
                out.flush()?;
                if !world.stdin_is_terminal {
                    out.wrong("there are several feeds; --pick N takes one of them")?;
                    return Ok(None);
                }
                ask(n)?
            }
        };
        match number
            .checked_sub(1)
            .and_then(|index| found.into_iter().nth(index))
        {
            Some(one) => Ok(Some(one)),
            None => {
                out.wrong(&format!("there is no feed {number}; there are {n}"))?;
                Ok(None)
            }
        }
    }
}

/// Asks for a number until one of 1 to `n` is given.
fn ask(n: usize) -> Result<usize, Problem> {
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let mut prompt = std::io::stderr().lock();
        write!(prompt, "Which one (1 to {n})? ")?;
        prompt.flush()?;
        let Some(line) = lines.next() else {
            return Err(Problem::said("Nothing was chosen, so nothing is followed"));
        };
        if let Ok(number) = line?.trim().parse::<usize>()
            && (1..=n).contains(&number)
        {
            return Ok(number);
        }
    }
}

/// The address as a person means it: https where they left the scheme out.
///
/// # Errors
///
/// A sentence where rounds has no way to ask such an address.
pub fn whole_address(said: &str) -> Result<String, Problem> {
    let said = said.trim();
    let address = match said.contains("://") {
        true => said.to_string(),
        false => format!("https://{said}"),
    };
    let readable = url::Url::parse(&address).is_ok_and(|url| url.has_host());
    match sources::kind_for(&address) {
        Some(_) if readable => Ok(address),
        _ => Err(Problem::new(
            format!("{} was not followed", secret::taken(said).0),
            "it is no address that rounds can ask",
            "An address begins with https:// or http://",
        )),
    }
}

impl Unfollow {
    pub fn run(self, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
        if let Some(outcome) = living::unfollow(world, out, &self.source)? {
            return Ok(outcome);
        }
        let source = pick::source(&world.reader()?, &self.source)?;
        world.store()?.unfollow(source.id, world.now())?;
        out.note(&format!(
            "You no longer follow {}. What you saved of it stays; rounds undo follows it again",
            source.title
        ))?;
        Ok(Outcome::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::whole_address;

    #[test]
    fn an_address_without_scheme_is_asked_by_https() {
        assert_eq!(
            whole_address(" a.example/feed ").unwrap(),
            "https://a.example/feed"
        );
        assert_eq!(
            whole_address("http://a.example/").unwrap(),
            "http://a.example/"
        );
    }

    #[test]
    fn what_cannot_be_asked_is_refused_with_a_sentence() {
        for said in ["ftp://a.example/", "file:///etc/passwd", "", "https://"] {
            assert!(whole_address(said).is_err(), "{said}");
        }
    }
}
