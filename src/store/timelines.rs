//! Timelines of the person's own: queries kept under a name.

use rusqlite::Connection;
use rusqlite::OptionalExtension;

use crate::domain::query::Kept;
use crate::domain::time::UtcTime;
use crate::store::Lane;
use crate::store::Reader;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::undo;
use crate::store::undo::Change;

impl Store {
    /// Keeps a query under a name, in place of the one of that name; without a
    /// query it is taken away. Whether anything changed; it can be taken back.
    pub fn set_timeline(
        &mut self,
        name: &str,
        query: Option<&str>,
        now: UtcTime,
    ) -> Result<bool, StoreError> {
        self.write(Lane::Person, |conn| {
            let was: Option<String> = conn
                .prepare_cached("SELECT query FROM timelines WHERE name = ?1")?
                .query_one([name], |row| row.get(0))
                .optional()?;
            let is = query.map(str::to_string);
            if was == is {
                return Ok(false);
            }
            let sentence = match is {
                Some(_) => format!("kept the timeline «{name}»"),
                None => format!("took the timeline «{name}» away"),
            };
            let change = Change::Timeline {
                name: name.to_string(),
                was,
                is,
            };
            undo::perform(conn, &sentence, &[change], now)?;
            Ok(true)
        })
    }
}

impl Reader {
    /// Every kept timeline, by name.
    pub fn timelines(&self) -> Result<Vec<Kept>, StoreError> {
        all(&self.conn)
    }
}

pub(super) fn all(conn: &Connection) -> Result<Vec<Kept>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT name, query FROM timelines ORDER BY lower(name), name")?;
    let kept = statement
        .query_map([], |row| {
            Ok(Kept {
                name: row.get(0)?,
                query: row.get(1)?,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(kept)
}

/// One side of a change.
pub(super) fn write(
    conn: &Connection,
    name: &str,
    query: Option<&String>,
) -> Result<(), StoreError> {
    match query {
        None => conn
            .prepare_cached("DELETE FROM timelines WHERE name = ?1")?
            .execute([name])?,
        Some(query) => conn
            .prepare_cached(
                "INSERT INTO timelines (name, query) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET query = excluded.query",
            )?
            .execute([name, query.as_str()])?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::store::testing::House;
    use crate::store::testing::NOW;

    #[test]
    fn a_timeline_is_kept_changed_taken_away_and_each_is_taken_back() {
        let mut house = House::new();
        let set = |house: &mut House, query: Option<&str>| {
            house.store.set_timeline("Trials", query, NOW).unwrap()
        };
        assert!(set(&mut house, Some("type:rct")));
        assert!(!set(&mut house, Some("type:rct")), "nothing changed");
        assert!(set(&mut house, Some("type:rct gout")));
        assert!(set(&mut house, None));
        let kept = |house: &House| -> Vec<String> {
            let timelines = house.reader.timelines().unwrap().into_iter();
            timelines
                .map(|it| format!("{}: {}", it.name, it.query))
                .collect()
        };
        assert!(kept(&house).is_empty());
        house.store.undo(NOW).unwrap();
        assert_eq!(kept(&house), ["Trials: type:rct gout"]);
        house.store.undo(NOW).unwrap();
        assert_eq!(kept(&house), ["Trials: type:rct"]);
        house.store.redo(NOW).unwrap();
        assert_eq!(kept(&house), ["Trials: type:rct gout"]);
        let house = house.reopen();
        assert_eq!(kept(&house).len(), 1);
        assert_eq!(
            house
                .reader
                .overview(&Default::default())
                .unwrap()
                .timelines
                .len(),
            1
        );
    }
}
