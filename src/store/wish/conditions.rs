//! Conditions that are asked of one work at a time, as SQL over `c.work`.
//!
//! Text here is only ever our own; what a person wrote is bound.

use rusqlite::types::Value;

use crate::domain::badge::Badge;
use crate::domain::id::WorkId;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::review;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::wish::names::Names;

/// An SQL expression about `c.work`, with the values of its `?` in order.
#[derive(Clone, Debug)]
pub(in crate::store) struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Condition {
    fn of(sql: &str, values: Vec<Value>) -> Condition {
        Condition {
            sql: sql.to_string(),
            values,
        }
    }

    /// One of its sources stands at a place of this number.
    pub(super) fn stands_at(place: i64) -> Condition {
        Condition::of(
            "EXISTS (SELECT 1 FROM items i JOIN source_places p ON p.source = i.source
                     WHERE i.work = c.work AND p.place = ?)",
            vec![Value::Integer(place)],
        )
    }

    /// All of these; `None` of nothing.
    pub fn every(conditions: Vec<Condition>) -> Option<Condition> {
        joined(conditions, " AND ")
    }
}

fn joined(conditions: Vec<Condition>, sign: &str) -> Option<Condition> {
    if conditions.is_empty() {
        return None;
    }
    let texts: Vec<&str> = conditions.iter().map(|it| it.sql.as_str()).collect();
    Some(Condition {
        sql: format!("({})", texts.join(sign)),
        values: conditions.into_iter().flat_map(|it| it.values).collect(),
    })
}

/// A clause without words.
pub(super) fn of(
    clause: &Clause,
    now: UtcTime,
    names: &mut Names,
) -> Result<Condition, StoreError> {
    let never = || Condition::of("0", Vec::new());
    let mut all = |clauses: &[Clause]| -> Result<Vec<Condition>, StoreError> {
        clauses.iter().map(|it| of(it, now, names)).collect()
    };
    Ok(match clause {
        Clause::Every(clauses) => joined(all(clauses)?, " AND ").unwrap_or_else(never),
        Clause::Either(clauses) => joined(all(clauses)?, " OR ").unwrap_or_else(never),
        Clause::Not(inner) => {
            let inner = of(inner, now, names)?;
            Condition {
                sql: format!("NOT {}", inner.sql),
                values: inner.values,
            }
        }
        Clause::Is(term) => of_term(term, now, names)?,
    })
}

fn of_term(term: &Term, now: UtcTime, names: &mut Names) -> Result<Condition, StoreError> {
    Ok(match term {
        Term::Named(named, name) => {
            let ids = serde_json::to_string(names.ids(*named, name))?;
            Condition::of(called(*named), vec![Value::Text(ids)])
        }
        Term::Fixed(Fixed::IsDue) => Condition::of(
            "EXISTS (SELECT 1 FROM kept k JOIN review_cards r ON r.kept = k.id
                     WHERE k.work = c.work AND k.saved IS NOT NULL
                       AND r.active = 1 AND r.united = 0 AND r.due <= ?)",
            vec![Value::Integer(review::due_until(now).0)],
        ),
        Term::Fixed(fixed) => of_fixed(*fixed),
        Term::Since(when) => Condition::of("(c.work >= ?)", vec![first_of(when.at(now))]),
        Term::Before(when) => Condition::of("(c.work < ?)", vec![first_of(when.at(now))]),
        // Words are asked of the search index, never here.
        Term::Words(_) => Condition::of("0", Vec::new()),
    })
}

/// The first id of a point in time.
fn first_of(time: UtcTime) -> Value {
    Value::Integer(time.0.saturating_mul(WorkId::PER_SECOND))
}

fn called(named: Named) -> &'static str {
    match named {
        Named::Source => {
            "EXISTS (SELECT 1 FROM items i
                     WHERE i.work = c.work AND i.source IN (SELECT value FROM json_each(?)))"
        }
        Named::List => {
            "EXISTS (SELECT 1 FROM items i JOIN list_sources m ON m.source = i.source
                     WHERE i.work = c.work AND m.list IN (SELECT value FROM json_each(?)))"
        }
        Named::Tag => {
            "EXISTS (SELECT 1 FROM kept k JOIN kept_tags x ON x.kept = k.id
                     WHERE k.work = c.work AND k.saved IS NOT NULL
                       AND x.tag IN (SELECT value FROM json_each(?)))"
        }
        Named::Topic => {
            "EXISTS (SELECT 1 FROM items i JOIN item_topics x ON x.item = i.id
                     WHERE i.work = c.work AND x.topic IN (SELECT value FROM json_each(?)))"
        }
    }
}

/// A condition that no clock is needed for.
fn of_fixed(fixed: Fixed) -> Condition {
    const BADGE: &str = "COALESCE((SELECT w.badge FROM works w WHERE w.id = c.work),
                  (SELECT k.badge FROM kept k WHERE k.work = c.work), '')";
    let key_from = |start: &str, end: &str| {
        let bounds = [start, end, start, end].map(|it| Value::Text(it.to_string()));
        Condition::of(
            "(EXISTS (SELECT 1 FROM work_keys n
                      WHERE n.work = c.work AND n.key >= ? AND n.key < ?)
              OR EXISTS (SELECT 1 FROM kept k JOIN kept_keys n ON n.kept = k.id
                         WHERE k.work = c.work AND n.key >= ? AND n.key < ?))",
            bounds.to_vec(),
        )
    };
    let plain = |sql: &str| Condition::of(sql, Vec::new());
    match fixed {
        Fixed::Badge(badge) => Condition {
            sql: format!("({BADGE} = ?)"),
            values: vec![Value::Text(badge.word().to_string())],
        },
        Fixed::Warning => {
            let words = Badge::ALL.into_iter().filter(|it| it.is_safety_word());
            let words: Vec<Condition> = words.map(|it| of_fixed(Fixed::Badge(it))).collect();
            joined(words, " OR ").unwrap_or_else(|| plain("0"))
        }
        Fixed::HasDoi => key_from("doi:", "doi;"),
        Fixed::HasPmid => key_from("pmid:", "pmid;"),
        Fixed::HasNote => plain(
            "EXISTS (SELECT 1 FROM kept k JOIN kept_notes n ON n.kept = k.id
                     WHERE k.work = c.work)",
        ),
        Fixed::HasLink => plain(
            "(COALESCE((SELECT w.link FROM works w WHERE w.id = c.work),
                       (SELECT k.link FROM kept k WHERE k.work = c.work)) IS NOT NULL)",
        ),
        Fixed::HasText => plain(
            "(EXISTS (SELECT 1 FROM items i JOIN bodies b ON b.item = i.id
                      WHERE i.work = c.work)
              OR EXISTS (SELECT 1 FROM kept k WHERE k.work = c.work AND k.body IS NOT NULL))",
        ),
        Fixed::HasAudio => with_file("LIKE 'audio%'"),
        Fixed::HasVideo => with_file("LIKE 'video%'"),
        Fixed::HasFile => with_file("NOT LIKE 'image%'"),
        Fixed::HasCard => plain(
            "EXISTS (SELECT 1 FROM kept k JOIN review_cards r ON r.kept = k.id
                     WHERE k.work = c.work AND k.saved IS NOT NULL
                       AND r.active = 1 AND r.united = 0)",
        ),
        // The works that a standing entry names, looked up once.
        Fixed::IsLogged => plain(
            "(c.work IN (
                SELECT COALESCE(n.work, k.work)
                FROM log_entries l, json_each(l.entry, '$.keys') said
                LEFT JOIN work_keys n ON n.key = said.value
                LEFT JOIN kept_keys s ON s.key = said.value
                LEFT JOIN kept k ON k.id = s.kept
                WHERE COALESCE(n.work, k.work) IS NOT NULL
                  AND l.withdraws = 0
                  AND NOT EXISTS (SELECT 1 FROM log_entries x WHERE x.replaces = l.id)))",
        ),
        Fixed::IsUnread => {
            plain("NOT EXISTS (SELECT 1 FROM kept k WHERE k.work = c.work AND k.read IS NOT NULL)")
        }
        Fixed::IsRead => {
            plain("EXISTS (SELECT 1 FROM kept k WHERE k.work = c.work AND k.read IS NOT NULL)")
        }
        Fixed::IsSaved => {
            plain("EXISTS (SELECT 1 FROM kept k WHERE k.work = c.work AND k.saved IS NOT NULL)")
        }
        Fixed::IsToRead => staged("k.stage IS NULL"),
        Fixed::IsReading => staged("k.stage = 'reading'"),
        Fixed::IsDone => staged("k.stage = 'done'"),
        // It is asked with the time, above.
        Fixed::IsDue => plain("0"),
        Fixed::IsUndated => plain(
            "(COALESCE((SELECT w.undated FROM works w WHERE w.id = c.work),
                       (SELECT k.undated FROM kept k WHERE k.work = c.work), 0) > 0)",
        ),
    }
}

/// What is saved and stands so; `stage` is our own SQL.
fn staged(stage: &str) -> Condition {
    Condition::of(
        &format!(
            "EXISTS (SELECT 1 FROM kept k
                     WHERE k.work = c.work AND k.saved IS NOT NULL AND {stage})"
        ),
        Vec::new(),
    )
}

/// Works with a file of such a type, as stated: of what is cached, and of what
/// is only kept. `kind` is our own SQL.
fn with_file(kind: &str) -> Condition {
    let file = format!("COALESCE(json_extract(f.value, '$.kind'), '') {kind}");
    Condition::of(
        &format!(
            "(EXISTS (SELECT 1 FROM items i, json_each(i.details, '$.enclosures') f
                      WHERE i.work = c.work AND {file})
              OR EXISTS (SELECT 1 FROM kept k, json_each(k.details) d,
                                       json_each(d.value, '$.enclosures') f
                         WHERE k.work = c.work AND {file}))"
        ),
        Vec::new(),
    )
}
