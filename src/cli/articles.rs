//! Asking for the articles of what is saved, for the verbs that do.
//!
//! The same queue as the screen's. What became of one work is for the verb to
//! say.

use tokio::sync::mpsc;

use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::wait_for;
use crate::domain::article::Brought;
use crate::domain::article::Catch;
use crate::domain::id::WorkId;
use crate::net::Client;
use crate::problem::Problem;
use crate::runtime;
use crate::sync;

/// Asks for all that is due, and says how many articles came.
pub fn keep_all(world: &World, back: bool, out: &mut Out) -> Result<(), Problem> {
    match keep(world, None, back)? {
        0 => Ok(()),
        1 => out.note("1 article kept"),
        n_kept => out.note(&format!("{n_kept} articles kept")),
    }
}

/// Asks for what is due, or for `only` one; how many articles came. Nothing
/// where another rounds asks just now: then that one brings them.
///
/// `back` also asks for those that nobody was reached for before their time.
pub fn keep(world: &World, only: Option<WorkId>, back: bool) -> Result<usize, Problem> {
    let due = runtime::due_articles(world.data(), world.config.keep, back, world.now())?;
    let Some(mut due) = due else {
        return Ok(0);
    };
    due.wishes
        .retain(|wish| only.is_none_or(|only| wish.work == only));
    if due.wishes.is_empty() {
        return Ok(0);
    }
    let client = Client::new(&runtime::net_settings(&world.config.fetch))?;
    let mut store = world.store()?;
    wait_for(async move {
        let (wishes, robots) = (
            std::mem::take(&mut due.wishes),
            std::mem::take(&mut due.robots),
        );
        let (sender, mut catches) = mpsc::channel(1);
        let asking = tokio::spawn(sync::articles(client, wishes, robots, sender));
        let mut n_kept = 0;
        while let Some(catch) = catches.recv().await {
            store.take_catch(&catch, world.now())?;
            let brought = match &catch {
                Catch::Article { brought, .. } => Some(brought),
                Catch::Robots { .. } => None,
            };
            n_kept += usize::from(matches!(brought, Some(Brought::Article(_))));
        }
        asking
            .await
            .map_err(|error| Problem::new("The articles were not fetched", error, ""))?;
        drop(due);
        Ok(n_kept)
    })
}
