//! Living lists on the command line: following one, leaving one, and what
//! became of them at a refresh.

use serde_json::json;

use crate::app::effect::Wanted;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::refresh;
use crate::cli::wait_for;
use crate::domain::link;
use crate::domain::list;
use crate::domain::living::Living;
use crate::domain::living::Reading;
use crate::net::Client;
use crate::problem::Problem;
use crate::runtime;
use crate::store::Store;

/// Follows the list at an address.
pub fn follow(
    world: &World,
    out: &mut Out,
    address: &str,
    name: Option<&str>,
    as_json: bool,
) -> Result<Outcome, Problem> {
    let settings = runtime::net_settings(&world.config.fetch);
    let asked = Living {
        address: address.to_string(),
        ..Living::default()
    };
    let mut answers = wait_for(async {
        let client = Client::new(&settings)?;
        Ok(runtime::living::ask(&client, vec![asked]).await)
    })?;
    let reading = answers.pop().map(|(_, reading)| reading);
    let (n_members, left_out) = match &reading {
        Some(Reading::Members {
            members, left_out, ..
        }) => (members.len(), left_out.clone()),
        other => {
            let why = match other {
                Some(Reading::Failed(why)) => why.as_str(),
                _ => "nothing came",
            };
            let shown = link::without_secrets(address);
            return Err(Problem::new(
                format!("{shown} was not followed"),
                why,
                "Give the address of an OPML list",
            ));
        }
    };
    for said in left_out {
        out.note(&said)?;
    }
    let path = match (name, &reading) {
        (Some(name), _) => list::path_of(name),
        (None, Some(reading)) => reading.path(address),
        (None, None) => Vec::new(),
    };
    let name = path.join(list::PATH_MARK);
    let mut store = world.store()?;
    if let Some(reading) = &reading {
        store.follow_living(address, &path, reading, world.now())?;
    }
    drop(store);
    refresh::quietly(world, Wanted::Due)?;
    if as_json {
        out.json(&json!({"list": name, "address": address, "members": n_members}))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    out.note(&format!(
        "Following the list {name} with {}: they come and go with it. rounds undo takes it back, rounds unfollow {} leaves it",
        counted(n_members, "source"),
        link::without_secrets(address),
    ))?;
    Ok(Outcome::Done)
}

/// Leaves the living list of this address or name; `None` where there is none.
pub fn unfollow(world: &World, out: &mut Out, said: &str) -> Result<Option<Outcome>, Problem> {
    let lists = world.reader()?.living(world.now())?;
    let of = |it: &&Living| it.address == said || it.title.eq_ignore_ascii_case(said);
    let Some(living) = lists.iter().find(of) else {
        return Ok(None);
    };
    let gone = world.store()?.unfollow_living(living.id, world.now())?;
    out.note(&format!(
        "You no longer follow the list {}, nor {} that it brought. What you saved stays; rounds undo follows it again",
        living.title,
        counted(gone.went.len(), "source")
    ))?;
    Ok(Some(Outcome::Done))
}

/// Asks the living lists that a refresh means and takes in what came; a
/// sentence for each that changed or could not be read.
pub fn refresh(world: &World, store: &mut Store, wanted: &Wanted) -> Result<Vec<String>, Problem> {
    let all = *wanted == Wanted::All;
    if !all && *wanted != Wanted::Due {
        return Ok(Vec::new());
    }
    let lists = runtime::living::wanted(world.data(), all, world.now())?;
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let settings = runtime::net_settings(&world.config.fetch);
    let answers = wait_for(async {
        let client = Client::new(&settings)?;
        Ok(runtime::living::ask(&client, lists).await)
    })?;
    let mut said = Vec::new();
    for (living, reading) in answers {
        let shift = store.take_living(living.id, &reading, world.now())?;
        if let Reading::Failed(why) = &reading {
            said.push(format!("  the list {}: {why}", living.title));
        }
        if !shift.is_empty() {
            said.push(format!("  {}. rounds undo takes it back", shift.sentence()));
        }
    }
    Ok(said)
}
