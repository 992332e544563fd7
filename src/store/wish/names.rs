//! The names a person may mean in a query: whole ones first, else every one
//! that holds what was written.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::query::fields;
use crate::domain::query::tree::Named;
use crate::domain::text::fold;
use crate::store::error::StoreError;

/// Every name there is, folded, and what was looked up.
pub(super) struct Names {
    known: HashMap<Named, Vec<(i64, Vec<String>)>>,
    found: HashMap<(Named, String), Vec<i64>>,
    caveat: Option<String>,
}

impl Names {
    pub fn of(conn: &Connection) -> Result<Names, StoreError> {
        let mut known: HashMap<Named, Vec<(i64, Vec<String>)>> = HashMap::new();
        let mut sources = conn.prepare_cached(
            "SELECT id, title, given, own, host FROM sources WHERE followed IS NOT NULL",
        )?;
        let rows = sources.query_map([], |row| {
            let names: [String; 4] = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok((row.get(0)?, names))
        })?;
        for row in rows {
            let (id, names) = row?;
            let names = names.iter().map(|name| fold(name)).collect();
            known.entry(Named::Source).or_default().push((id, names));
        }
        let mut lists = conn.prepare_cached("SELECT id, path FROM lists")?;
        let rows = lists.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (id, path) = row?;
            let path: Vec<String> = serde_json::from_str(&path)?;
            let own = path.last().map(|name| fold(name)).unwrap_or_default();
            let names = vec![own, fold(&path.join("/"))];
            known.entry(Named::List).or_default().push((id, names));
        }
        let mut topics =
            conn.prepare_cached("SELECT id, name FROM topics WHERE position IS NOT NULL")?;
        let rows = topics.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (id, name) = row?;
            let names = vec![fold(&name)];
            known.entry(Named::Topic).or_default().push((id, names));
        }
        let mut tags = conn.prepare_cached(
            "SELECT id, name FROM tags t
             WHERE EXISTS (SELECT 1 FROM kept_tags k WHERE k.tag = t.id)",
        )?;
        let rows = tags.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (id, name) = row?;
            let names = vec![fold(&name)];
            known.entry(Named::Tag).or_default().push((id, names));
        }
        Ok(Names {
            known,
            found: HashMap::new(),
            caveat: None,
        })
    }

    /// Whom a name means; nobody is remembered as a caveat.
    pub fn ids(&mut self, named: Named, name: &str) -> &[i64] {
        let key = (named, name.to_string());
        if !self.found.contains_key(&key) {
            let ids = self.look_up(named, name);
            if ids.is_empty() {
                let what = fields::of_named(named);
                let sentence = format!("no {what} is called “{name}”");
                self.caveat.get_or_insert(sentence);
            }
            self.found.insert(key.clone(), ids);
        }
        self.found.get(&key).map_or(&[], Vec::as_slice)
    }

    fn look_up(&self, named: Named, name: &str) -> Vec<i64> {
        let wanted = plain(&fold(name));
        let Some(known) = self.known.get(&named) else {
            return Vec::new();
        };
        let all_that = |fits: &dyn Fn(&str) -> bool| -> Vec<i64> {
            let fitting = known
                .iter()
                .filter(|(_, names)| names.iter().any(|name| fits(&plain(name))));
            fitting.map(|(id, _)| *id).collect()
        };
        let whole = all_that(&|name| name == wanted);
        // A host has letters that nobody means: it counts where a dot is written.
        let is_host = |name: &str| name.contains('.') && !name.contains(' ');
        let is_meant = |name: &str| wanted.contains('.') || !is_host(name);
        match whole.is_empty() {
            true => all_that(&|name| is_meant(name) && name.contains(&wanted)),
            false => whole,
        }
    }

    /// What was not found, as a sentence.
    pub fn caveat(self) -> Option<String> {
        self.caveat
    }
}

/// Quotes cannot be written within quotes, so they count for nothing.
fn plain(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '"')
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    words.join(" ")
}
