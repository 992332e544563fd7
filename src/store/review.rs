//! What is under review: events that are only ever added, and a card for each
//! thing that they make.
//!
//! A card's row can be computed again from its events at any time; a test
//! does. Where two works become one, the card that was begun first speaks for
//! it; the other's events stay.

use rusqlite::Connection;
use rusqlite::OptionalExtension;
use rusqlite::params;

use crate::domain::id::WorkId;
use crate::domain::review;
use crate::domain::review::Agenda;
use crate::domain::review::Card;
use crate::domain::review::Deed;
use crate::domain::review::Event;
use crate::domain::review::Grade;
use crate::domain::review::Memory;
use crate::domain::review::Scheduler;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::kept;
use crate::store::marks;
use crate::store::undo;
use crate::store::undo::Change;
use crate::store::works;

impl Store {
    /// Puts a work into review, with the person's own question or an empty
    /// one, or takes it out.
    pub fn set_review(
        &mut self,
        work: WorkId,
        question: Option<&str>,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let (kept, work) = kept::of_work(conn, work)?;
            let (card, is_active) = match card_of(conn, kept)? {
                Some(found) => found,
                None => (begin(conn, kept, now)?, false),
            };
            let (deed, what) = match question {
                Some(question) => (
                    Deed::In {
                        question: question.to_string(),
                    },
                    "put into review:",
                ),
                None if !is_active => return Ok(()),
                None => (Deed::Out, "taken out of review:"),
            };
            let sentence = format!("{what} «{}»", marks::title_of(conn, work)?);
            perform(conn, card, &deed, &sentence, now)
        })
    }

    /// Grades the card of a work.
    pub fn grade(&mut self, work: WorkId, grade: Grade, now: UtcTime) -> Result<(), StoreError> {
        self.write(Lane::Person, |conn| {
            works::begin(conn)?;
            let (kept, work) = kept::of_work(conn, work)?;
            let Some((card, true)) = card_of(conn, kept)? else {
                return Err(StoreError::NotInReview);
            };
            let title = marks::title_of(conn, work)?;
            let sentence = format!("graded {}: «{title}»", grade.name());
            perform(conn, card, &Deed::Grade(grade), &sentence, now)
        })
    }
}

/// A local day and what clocks are set by: whoever was seen longer ago was not
/// seen today.
const LONG_DAY: i64 = 26 * 3_600;

impl Reader {
    /// How review of what is saved stands at a moment, with so many of the
    /// cards that are due at most. All others are only counted.
    pub fn agenda(&self, now: UtcTime, most: u32) -> Result<Agenda, StoreError> {
        let conn = &*self.conn.unchecked_transaction()?;
        let mut agenda = conn
            .prepare_cached(
                "SELECT COUNT(*), COALESCE(SUM(c.due <= ?1), 0),
                        MIN(iif(c.due > ?1, c.due, NULL))
                 FROM review_cards c INDEXED BY review_cards_due
                 CROSS JOIN kept k ON k.id = c.kept
                 WHERE c.active = 1 AND c.united = 0 AND k.saved IS NOT NULL",
            )?
            .query_one([review::due_until(now).0], |row| {
                Ok(Agenda {
                    at: now,
                    n_all: row.get::<_, i64>(0)?.unsigned_abs(),
                    n_waiting: row.get::<_, i64>(1)?.unsigned_abs(),
                    next: row.get::<_, Option<i64>>(2)?.map(UtcTime),
                    ..Agenda::default()
                })
            })?;
        let mut statement = conn.prepare_cached(
            "SELECT c.last
             FROM review_cards c INDEXED BY review_cards_due
             CROSS JOIN kept k ON k.id = c.kept
             WHERE c.active = 1 AND c.united = 0 AND k.saved IS NOT NULL AND c.last > ?1",
        )?;
        let today = now.day();
        for last in statement.query_map([now.0 - LONG_DAY], |row| row.get(0))? {
            agenda.n_done += u64::from(UtcTime(last?).day() == today);
        }
        agenda.cards = cards(conn, now, most)?;
        Ok(agenda)
    }
}

/// The cards of what is saved that are due, the one due first first.
fn cards(conn: &Connection, now: UtcTime, most: u32) -> Result<Vec<Card>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT k.work, c.scheduler, c.question, c.due, c.last, c.stability, c.difficulty,
                c.n_reviews, c.n_lapses
         FROM review_cards c INDEXED BY review_cards_due
         CROSS JOIN kept k ON k.id = c.kept
         WHERE c.active = 1 AND c.united = 0 AND c.due <= ?1 AND k.saved IS NOT NULL
         ORDER BY c.due, k.work
         LIMIT ?2",
    )?;
    let mut rows = statement.query(params![review::due_until(now).0, most])?;
    let mut cards = Vec::new();
    while let Some(row) = rows.next()? {
        let scheduler: String = row.get(1)?;
        let stability: Option<f64> = row.get(5)?;
        let difficulty: Option<f64> = row.get(6)?;
        cards.push(Card {
            work: WorkId(row.get(0)?),
            scheduler: serde_json::from_str(&scheduler)?,
            active: true,
            question: row.get(2)?,
            due: UtcTime(row.get(3)?),
            last: row.get::<_, Option<i64>>(4)?.map(UtcTime),
            // Both were written from these numbers.
            memory: stability
                .zip(difficulty)
                .map(|(stability, difficulty)| Memory {
                    stability: stability as f32,
                    difficulty: difficulty as f32,
                }),
            n_reviews: row.get(7)?,
            n_lapses: row.get(8)?,
        });
    }
    Ok(cards)
}

/// The card that speaks for a kept row, and whether it is under review.
fn card_of(conn: &Connection, kept: i64) -> Result<Option<(i64, bool)>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT id, active FROM review_cards WHERE kept = ?1 AND united = 0")?
        .query_one([kept], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn begin(conn: &Connection, kept: i64, now: UtcTime) -> Result<i64, StoreError> {
    let scheduler = serde_json::to_string(&Scheduler::default())?;
    conn.prepare_cached(
        "INSERT INTO review_cards (kept, begun_on, since, scheduler) VALUES (?1, ?1, ?2, ?3)",
    )?
    .execute(params![kept, now.0, scheduler])?;
    Ok(conn.last_insert_rowid())
}

fn perform(
    conn: &Connection,
    card: i64,
    deed: &Deed,
    sentence: &str,
    now: UtcTime,
) -> Result<(), StoreError> {
    let event = add(conn, card, deed, now)?;
    undo::record(conn, sentence, &[Change::Review { card, event }], now)?;
    compute(conn, card)
}

fn add(conn: &Connection, card: i64, deed: &Deed, now: UtcTime) -> Result<i64, StoreError> {
    conn.prepare_cached("INSERT INTO review_events (card, at, deed) VALUES (?1, ?2, ?3)")?
        .execute(params![card, now.0, serde_json::to_string(deed)?])?;
    Ok(conn.last_insert_rowid())
}

/// Takes an event back, or what took it back: each time the last of them.
pub(super) fn turn(
    conn: &Connection,
    card: i64,
    event: i64,
    now: UtcTime,
) -> Result<(), StoreError> {
    let mut last = event;
    for later in events(conn, card)? {
        if later.deed == (Deed::Undo { event: last }) {
            last = later.id;
        }
    }
    add(conn, card, &Deed::Undo { event: last }, now)?;
    compute(conn, card)
}

fn events(conn: &Connection, card: i64) -> Result<Vec<Event>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT id, at, deed FROM review_events WHERE card = ?1 ORDER BY id")?;
    let mut rows = statement.query([card])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let deed: String = row.get(2)?;
        events.push(Event {
            id: row.get(0)?,
            at: UtcTime(row.get(1)?),
            deed: serde_json::from_str(&deed)?,
        });
    }
    Ok(events)
}

/// Computes a card's row from its events.
pub(super) fn compute(conn: &Connection, card: i64) -> Result<(), StoreError> {
    let scheduler: String = conn
        .prepare_cached("SELECT scheduler FROM review_cards WHERE id = ?1")?
        .query_one([card], |row| row.get(0))?;
    let scheduler: Scheduler = serde_json::from_str(&scheduler)?;
    let made = review::replay(&events(conn, card)?, &scheduler).map_err(StoreError::Scheduler)?;
    conn.prepare_cached(
        "UPDATE review_cards
         SET active = ?2, question = ?3, due = ?4, last = ?5, stability = ?6,
             difficulty = ?7, n_reviews = ?8, n_lapses = ?9
         WHERE id = ?1",
    )?
    .execute(params![
        card,
        made.active,
        made.question,
        made.due.0,
        made.last.map(|last| last.0),
        made.memory.map(|memory| f64::from(memory.stability)),
        made.memory.map(|memory| f64::from(memory.difficulty)),
        made.n_reviews,
        made.n_lapses
    ])?;
    Ok(())
}

/// Two kept rows are about to become one: the older card speaks for it, both
/// keep their events.
pub(super) fn unite(conn: &Connection, stays: i64, gone: i64) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE review_cards SET kept = ?1 WHERE kept = ?2")?
        .execute([stays, gone])?;
    choose(conn, stays)
}

/// One kept row became two again: what was begun on the side that leaves,
/// before the two were one, goes with it.
pub(super) fn part(
    conn: &Connection,
    stays: i64,
    leaves: i64,
    side: i64,
    united_at: i64,
) -> Result<(), StoreError> {
    let begun: Vec<(i64, i64)> = conn
        .prepare_cached("SELECT id, begun_on FROM review_cards WHERE kept = ?1 AND since <= ?2")?
        .query_map([stays, united_at], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (card, begun_on) in begun {
        if kept::resolve(conn, begun_on)? == side {
            conn.prepare_cached("UPDATE review_cards SET kept = ?2 WHERE id = ?1")?
                .execute([card, leaves])?;
        }
    }
    choose(conn, stays)?;
    choose(conn, leaves)
}

/// Of several cards of a kept row the one that was begun first speaks.
fn choose(conn: &Connection, kept: i64) -> Result<(), StoreError> {
    conn.prepare_cached(
        "UPDATE review_cards
         SET united = id <> (
             SELECT id FROM review_cards WHERE kept = ?1 ORDER BY since, id LIMIT 1)
         WHERE kept = ?1",
    )?
    .execute([kept])?;
    Ok(())
}
