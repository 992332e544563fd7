//! What the index does not hold yet, indexed in memory with the same rules.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::domain::text::fold;
use crate::store::error::StoreError;
use crate::store::marks;
use crate::store::reading;
use crate::store::search::Entry;
use crate::store::search::PUT;
use crate::store::search::WORDS;
use crate::store::search::entry_of;

/// So many works are taken into memory for one question: about 0.2 s.
const TAKEN_AT_ONCE: i64 = 2_000;

/// And so many stay there.
const TAKEN_AT_MOST: i64 = 20_000;

/// Works whose last change the index does not hold.
pub(super) struct Tail {
    pub conn: Connection,
    uuid: String,
    /// The last change that was taken in.
    last: i64,
    pub works: HashSet<i64>,
}

/// The tail from a change on: the one we have, where it goes on from there.
pub(super) fn prepare(
    tail: &mut Option<Tail>,
    uuid: String,
    from: i64,
) -> Result<&mut Tail, StoreError> {
    let goes_on = tail
        .as_ref()
        .is_some_and(|tail| tail.uuid == uuid && tail.last >= from);
    if !goes_on {
        *tail = None;
    }
    match tail {
        Some(tail) => Ok(tail),
        none => {
            let conn = Connection::open_in_memory()?;
            conn.execute_batch(WORDS)?;
            Ok(none.insert(Tail {
                conn,
                uuid,
                last: from,
                works: HashSet::new(),
            }))
        }
    }
}

impl Tail {
    /// Just these works.
    pub fn of(
        main: &Connection,
        works: &[i64],
        text_of: fn(&str) -> String,
    ) -> Result<Tail, StoreError> {
        let conn = Connection::open_in_memory()?;
        conn.execute_batch(WORDS)?;
        let memory = conn.unchecked_transaction()?;
        for work in works {
            if let Some(entry) = entry_of(main, *work, &text_of)? {
                put(&memory, *work, &entry)?;
            }
        }
        memory.commit()?;
        Ok(Tail {
            conn,
            uuid: String::new(),
            last: 0,
            works: works.iter().copied().collect(),
        })
    }

    /// Takes in what changed since; how many works are still not searched.
    pub fn take_in(
        &mut self,
        main: &Connection,
        text_of: fn(&str) -> String,
    ) -> Result<u64, StoreError> {
        let room = TAKEN_AT_MOST - TAKEN_AT_MOST.min(self.works.len() as i64);
        let mut statement = main
            .prepare_cached("SELECT seq, work FROM changes WHERE seq > ?1 ORDER BY seq LIMIT ?2")?;
        let changes = statement
            .query_map([self.last, TAKEN_AT_ONCE.min(room)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<Result<Vec<(i64, i64)>, _>>()?;
        let memory = self.conn.unchecked_transaction()?;
        for (seq, work) in changes {
            match entry_of(main, work, &text_of)? {
                Some(entry) => put(&memory, work, &entry)?,
                None => {
                    memory
                        .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
                        .execute([work])?;
                }
            }
            self.works.insert(work);
            self.last = seq;
        }
        memory.commit()?;
        let n_left: i64 = main
            .prepare_cached("SELECT COUNT(*) FROM changes WHERE seq > ?1")?
            .query_one([self.last], |row| row.get(0))?;
        Ok(n_left.unsigned_abs())
    }

    /// What is saved but gone from the cache is in no index.
    pub fn take_in_kept(
        &mut self,
        main: &Connection,
        text_of: fn(&str) -> String,
    ) -> Result<(), StoreError> {
        let mut statement = main.prepare_cached(
            "SELECT k.work, COALESCE(k.title, ''), k.body, k.authors, COALESCE(k.journal, ''), k.id
             FROM kept k
             WHERE k.saved IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM works w WHERE w.id = k.work)",
        )?;
        let memory = self.conn.unchecked_transaction()?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let title: String = row.get(1)?;
            let body: Option<Vec<u8>> = row.get(2)?;
            let text = match body {
                Some(body) => text_of(&reading::unpack(&body)?),
                None => String::new(),
            };
            let authors: Option<String> = row.get(3)?;
            let authors: Vec<String> = match authors {
                Some(authors) => serde_json::from_str(&authors)?,
                None => Vec::new(),
            };
            let journal: String = row.get(4)?;
            let note = marks::join_notes(&marks::note_parts(main, row.get(5)?)?);
            let entry = Entry {
                title: fold(&title),
                text: fold(&text),
                authors: fold(&authors.join("\n")),
                journal: fold(&journal),
                subjects: String::new(),
                note: fold(&note.unwrap_or_default()),
            };
            let work: i64 = row.get(0)?;
            put(&memory, work, &entry)?;
            self.works.insert(work);
        }
        memory.commit()?;
        Ok(())
    }
}

fn put(memory: &Connection, work: i64, entry: &Entry) -> Result<(), StoreError> {
    memory.prepare_cached(PUT)?.execute(entry.row(work))?;
    Ok(())
}

/// Words of HTML without a parser: tags become blanks. Good enough for what
/// waits to be indexed; `page::plain_text` should be given instead.
pub(super) fn drop_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        out.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}
