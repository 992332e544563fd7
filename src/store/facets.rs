//! How many rows a filter would leave, and the piece of a text that a search
//! found.

use rusqlite::params;

use crate::domain::answer::Counted;
use crate::domain::answer::Facets;
use crate::domain::badge::Badge;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::spots;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::wish::Wish;
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::walk;
use crate::store::walk::Way;
use crate::store::wish::Branch;
use crate::store::wish::Plan;

/// So many of the newest works of a place are looked at to count its kinds:
/// some 20 ms.
const COUNTED: i64 = 20_000;

/// More rows than this are said to be more.
const MOST: usize = 999;

/// How long a piece of text is, in characters: three lines of a strip.
const PIECE: usize = 220;

impl Reader {
    /// How many works of each kind a filter by it shows in a place, and how many
    /// a filter would leave.
    pub fn facets(&mut self, base: &Query, wanted: &Query) -> Result<Facets, StoreError> {
        let mut kinds = Vec::new();
        {
            let sql = match base.place {
                Place::Saved => {
                    "SELECT c.badge, COUNT(*)
                     FROM (SELECT badge FROM kept
                           WHERE ?1 = ?1 AND saved IS NOT NULL AND (NOT ?2 OR read IS NULL)
                           ORDER BY work DESC LIMIT ?3) c
                     WHERE c.badge IS NOT NULL GROUP BY c.badge"
                }
                _ => {
                    "SELECT w.badge, COUNT(*)
                     FROM (SELECT work FROM standing
                           WHERE place = ?1 AND topic = 0 AND (NOT ?2 OR unread = 1)
                           ORDER BY work DESC LIMIT ?3) c
                     CROSS JOIN works w ON w.id = c.work
                     WHERE w.badge IS NOT NULL GROUP BY w.badge"
                }
            };
            let mut statement = self.conn.prepare_cached(sql)?;
            let place = walk::code(base.place);
            let mut rows = statement.query(params![place, base.unread_only, COUNTED])?;
            while let Some(row) = rows.next()? {
                let word: String = row.get(0)?;
                if let Some(badge) = Badge::from_word(&word) {
                    kinds.push((badge, row.get::<_, i64>(1)?.unsigned_abs()));
                }
            }
        }
        if folds::are_in(&self.conn, base.place)? {
            self.count_as_folded(base, &mut kinds)?;
        }
        kinds.sort_unstable();
        Ok(Facets {
            kinds,
            n_all: self.page(base, Anchor::Top, 1)?.n_all,
            n_match: self.page(wanted, Anchor::Top, 1)?.n_all,
        })
    }

    /// Where daily limits fold something, a kind alone is folded anew: counts as
    /// many of each as its filter shows. Warnings are never folded.
    fn count_as_folded(
        &mut self,
        base: &Query,
        kinds: &mut Vec<(Badge, u64)>,
    ) -> Result<(), StoreError> {
        kinds.retain(|(kind, _)| kind.is_safety_word());
        let conn = self.conn.unchecked_transaction()?;
        let most = usize::try_from(COUNTED).unwrap_or(usize::MAX);
        for kind in Badge::ALL.into_iter().filter(|it| !it.is_safety_word()) {
            let query = Query {
                wish: Wish::of(Some(Clause::fixed(Fixed::Badge(kind))), base.wish.now()),
                ..base.clone()
            };
            let plan = Plan::of(&conn, &query)?;
            let hits = self
                .finder
                .all(&conn, &plan, i64::MIN, i64::MAX, Way::Down, most)?;
            // Warnings stand there whatever is wished.
            let n: i64 = conn
                .prepare_cached(
                    "SELECT COUNT(*) FROM json_each(?1) j
                     CROSS JOIN works w ON w.id = j.value
                     WHERE w.badge = ?2",
                )?
                .query_one(
                    params![serde_json::to_string(&hits.ids)?, kind.word()],
                    |row| row.get(0),
                )?;
            if n > 0 {
                kinds.push((kind, n.unsigned_abs()));
            }
        }
        Ok(())
    }

    /// How many works a query finds, up to [`MOST`] and among the newest unread
    /// (or all) [`COUNTED`] of its place: what a look at each of them costs.
    pub fn count_some(&mut self, query: &Query) -> Result<Counted, StoreError> {
        let conn = self.conn.unchecked_transaction()?;
        let plain = Branch::of(query);
        let looked_at = usize::try_from(COUNTED).unwrap_or(usize::MAX);
        let newest = walk::ids(&conn, &plain, i64::MIN, i64::MAX, Way::Down, looked_at)?;
        let cut = newest.len() >= looked_at;
        let low = newest.last().copied().filter(|_| cut);
        let plan = Plan::of(&conn, query)?;
        let low = low.unwrap_or(i64::MIN);
        let hits = self
            .finder
            .all(&conn, &plan, low, i64::MAX, Way::Down, MOST + 1)?;
        let n = hits.ids.len().min(MOST);
        Ok(Counted {
            n: n as u64,
            more: cut || hits.ids.len() > MOST || hits.caveat.is_some(),
        })
    }

    /// The piece of a work's text that shows most of the words of a wish; empty
    /// where there is no text.
    pub fn snippet(&self, work: WorkId, wish: &Wish) -> Result<String, StoreError> {
        let Some((whole, body)) = self.work(work)? else {
            return Ok(String::new());
        };
        let text = body
            .map(|body| self.finder.text_of(&body.html))
            .unwrap_or_default();
        let wanted = wish.wanted();
        // A note that was found is shown rather than a text that was not.
        let note = whole.note.unwrap_or_default();
        let is_in = |text: &str| !spots::spots(text, &wanted).is_empty();
        Ok(match !is_in(&text) && is_in(&note) {
            true => format!("Note  {}", spots::snippet(&note, &wanted, PIECE)),
            false => spots::snippet(&text, &wanted, PIECE),
        })
    }
}
