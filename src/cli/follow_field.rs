//! `rounds follow --specialty`: the lists of the first start without a screen.

use serde_json::json;

use crate::app::effect::Wanted;
use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::catalogue;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::refresh;
use crate::config::topics;
use crate::domain::catalogue::field_named;
use crate::domain::catalogue::offers;
use crate::problem::Problem;

/// Follows the lists that the first screen would tick for this field, and
/// fetches them unless `unchecked`.
pub fn run(
    world: &World,
    out: &mut Out,
    said: &str,
    unchecked: bool,
    as_json: bool,
) -> Result<Outcome, Problem> {
    let Some(field) = field_named(said) else {
        out.wrong(&catalogue::unknown_field(said))?;
        return Ok(Outcome::WrongUse);
    };
    let catalogue = catalogue::load(world, out)?;
    let mut offers = offers(&catalogue, &[field]);
    offers.retain(|offer| offer.ticked);
    let mut entries = Vec::new();
    for offer in &offers {
        let sources = offer.entries.iter().map(|entry| entry.as_source());
        entries.extend(sources.map(|source| (vec![offer.name.clone()], source)));
    }
    let topics = field.specialties.first();
    let topics: Vec<(String, String)> = topics
        .map(|id| (field.name.to_string(), (*id).to_string()))
        .into_iter()
        .collect();
    let has_begun = topics::begin(&world.paths.topics_file(), &topics)?;
    let mut store = world.store()?;
    let begun = has_begun.then_some(topics.as_slice());
    let imported = store.follow_all(&entries, begun, true, world.now())?;
    drop(store);
    if !unchecked {
        refresh::quietly(world, Wanted::Due)?;
    }
    // Once they answered: who is not who the catalogue says.
    for source in world.reader()?.sources()? {
        if let Some(why) = catalogue.mistaken(&source) {
            out.wrong(&format!("{}: {why}", source.title))?;
        }
    }
    if as_json {
        let lists: Vec<&str> = offers.iter().map(|it| it.name.as_str()).collect();
        out.json(&json!({
            "field": field.name,
            "lists": lists,
            "new": imported.n_new,
            "known": imported.n_known,
        }))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    for offer in &offers {
        let n = counted(offer.entries.len(), "source");
        out.note(&format!("{}: {n}", offer.name))?;
    }
    out.note(&format!(
        "Following {} for {}, {} of them new. rounds sources lists them, rounds undo takes it back",
        counted(entries.len(), "source"),
        field.name,
        imported.n_new
    ))?;
    Ok(Outcome::Done)
}
