//! The health screen: which sources stand on which tab.

use crate::app::model::HealthTab;
use crate::app::model::Model;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::notices::said;
use crate::domain::id::SourceId;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::source::Stays;

/// A source is quiet when nothing new came for so many days.
const QUIET_DAYS: i64 = 60;

/// The sources of the shown tab, problems first, else by name.
pub fn health_rows(model: &Model) -> Vec<&Source> {
    health_rows_of(model, model.health.tab)
}

/// The sources of a tab.
pub fn health_rows_of(model: &Model, tab: HealthTab) -> Vec<&Source> {
    let mut rows: Vec<&Source> = model
        .sources
        .iter()
        .filter(|source| match tab {
            HealthTab::Problems => rank(model, source) < 3,
            HealthTab::All => true,
            HealthTab::Quiet => is_quiet(model, source),
        })
        .collect();
    rows.sort_by_key(|source| (rank(model, source), source.title.to_lowercase()));
    rows
}

/// What to say of a source that is not who the catalogue says it is.
pub fn mistaken(model: &Model, source: &Source) -> Option<String> {
    model.catalogue.as_ref()?.mistaken(source)
}

fn rank(model: &Model, source: &Source) -> u8 {
    match source.standing {
        Standing::Gone => 0,
        Standing::Failing => 1,
        Standing::Odd => 2,
        Standing::New | Standing::Good if mistaken(model, source).is_some() => 2,
        Standing::New | Standing::Good => 3,
    }
}

fn is_quiet(model: &Model, source: &Source) -> bool {
    source
        .newest
        .is_some_and(|newest| newest < model.now.plus(-QUIET_DAYS * 86_400))
}

/// Another address that may be the right one: the feed that a page links which
/// came instead of one, else where it is redirected to for good, where nobody
/// else lives. `Enter` uses it.
pub fn better_address(source: &Source) -> Option<&str> {
    let linked = source.offers.first().map(|(address, _)| address.as_str());
    let redirected = source.moving_to.as_ref().filter(|moving| {
        // Said once, it will move by itself or be forgotten.
        moving.why == Stays::TakenBack
    });
    linked
        .filter(|address| *address != source.address)
        .or(redirected.map(|moving| moving.to.as_str()))
}

impl Model {
    /// The source under the cursor of the health screen.
    pub fn health_source(&self) -> Option<&Source> {
        health_rows(self).get(self.health.cursor).copied()
    }

    /// Says once who answers under another name than the catalogue's.
    pub(super) fn say_mistaken(&mut self) {
        let known = &self.desk.mistaken;
        let found: Vec<(SourceId, String, String)> = self
            .sources
            .iter()
            .filter(|source| !known.contains(&source.id))
            .filter_map(|it| Some((it.id, it.title.clone(), mistaken(self, it)?)))
            .collect();
        self.desk.mistaken.extend(found.iter().map(|(id, ..)| *id));
        let which = self.by_key("go.health", "shows which");
        match found.as_slice() {
            [] => {}
            [(_, title, why)] => {
                let text = format!("{}: {}.", said(title), said(why));
                self.mention(Tone::Care, text);
            }
            many => self.mention(
                Tone::Care,
                format!(
                    "{} sources call themselves something else.{which}",
                    many.len()
                ),
            ),
        }
    }

    /// Keeps the cursor on a source and on the screen.
    pub(super) fn keep_health(&mut self) {
        let n_rows = self.n_rows_of(View::Health);
        let n = health_rows(self).len();
        let health = &mut self.health;
        health.cursor = health.cursor.min(n.saturating_sub(1));
        let lowest = (health.cursor + 1).saturating_sub(n_rows);
        health.top = health.top.clamp(lowest, health.cursor);
    }

    pub(super) fn show_health_tab(&mut self, number: u8) {
        let tab = match number {
            1 => HealthTab::Problems,
            2 => HealthTab::All,
            3 => HealthTab::Quiet,
            _ => return self.say(format!("There is no tab {number} here.")),
        };
        self.health.tab = tab;
        self.health.cursor = 0;
        self.keep_health();
    }
}
