//! What a query means to the database: which index is walked, and what a work
//! on the way must be like.
//!
//! A plan is a few [`Branch`]es whose works are taken together. What an index
//! can serve (a place, a topic, unread, a badge, a stretch of time) becomes
//! the branch's walk; words become an expression for the search index; the
//! rest is asked of each work on the way, in SQL with bound values.

mod conditions;
mod names;

use rusqlite::Connection;

use crate::domain::badge::Badge;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Named;
use crate::domain::query::tree::Term;
use crate::domain::time::UtcTime;
use crate::store::error::StoreError;
use crate::store::folds;
use crate::store::search::expression;
use crate::store::search::expression::Words;
use crate::store::walk;

pub(super) use conditions::Condition;
use names::Names;

/// No more branches are walked for one query; what would need more is asked of
/// each work instead.
const MOST_BRANCHES: usize = 16;

/// A query, ready to be walked.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub branches: Vec<Branch>,
    /// What of it cannot be meant as it was written; a sentence.
    pub caveat: Option<String>,
    /// Whether what the branches find is folded by day, as in
    /// [`super::daily`]: they also walk what is folded in the index.
    pub folds: bool,
}

/// One walk; all of it holds at once.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    pub place: Place,
    /// Whether it walks what is folded in the place, and nothing else of it.
    pub folded: bool,
    pub topic: Option<TopicId>,
    pub unread_only: bool,
    pub badge: Option<Badge>,
    /// Ids from here on,
    pub low: i64,
    /// to below here.
    pub end: i64,
    pub condition: Option<Condition>,
    /// What the search index is asked for.
    pub words: Option<Words>,
    /// What neither alone can say: looked at work by work.
    pub mixed: Option<Mixed>,
}

/// Words and other conditions under one NOT or OR.
#[derive(Clone, Debug)]
pub(super) enum Mixed {
    Every(Vec<Mixed>),
    Either(Vec<Mixed>),
    Not(Box<Mixed>),
    Words(Words),
    Condition(Condition),
}

impl Mixed {
    /// Whether any of it is about words.
    pub fn has_words(&self) -> bool {
        match self {
            Mixed::Every(all) | Mixed::Either(all) => all.iter().any(Mixed::has_words),
            Mixed::Not(inner) => inner.has_words(),
            Mixed::Words(_) => true,
            Mixed::Condition(_) => false,
        }
    }
}

impl Plan {
    /// Names are looked up in the database, so it is good for one snapshot.
    pub fn of(conn: &Connection, query: &Query) -> Result<Plan, StoreError> {
        let start = Branch::of(query);
        if query.wish.is_empty() {
            let mut branches = vec![start];
            // Whatever is given out or searched has what is folded, too.
            if query.hits_only {
                branches.extend(among_the_folded(conn, &branches)?);
            }
            return Ok(Plan {
                branches,
                ..Plan::default()
            });
        }
        let mut branches = match query.hits_only {
            true => Vec::new(),
            false => warnings(&start),
        };
        // Written, but nothing in it that could be looked for.
        let Some(clause) = query.wish.clause() else {
            return Ok(Plan {
                branches,
                ..Plan::default()
            });
        };
        let mut names = Names::of(conn)?;
        let apart = match query.hits_only && walk::n_all(conn, walk::code(Place::Muted), 0)? > 0 {
            true => start.among_the_muted(),
            false => None,
        };
        for start in std::iter::once(&start).chain(&apart) {
            for alternative in alternatives(clause) {
                branches.extend(branch(start, &alternative, query.wish.now(), &mut names)?);
            }
        }
        let folded = among_the_folded(conn, &branches)?;
        let folds = !folded.is_empty() && !query.hits_only;
        branches.extend(folded);
        Ok(Plan {
            branches,
            caveat: names.caveat(),
            folds,
        })
    }

    /// Whether the search index is asked.
    pub fn has_words(&self) -> bool {
        self.branches.iter().any(|branch| branch.words.is_some())
    }
}

impl Branch {
    /// The walk of a query, its wish apart.
    pub fn of(query: &Query) -> Branch {
        Branch {
            place: query.place,
            folded: false,
            topic: query.topic,
            unread_only: query.unread_only,
            badge: None,
            low: walk::lowest(query),
            end: i64::MAX,
            condition: None,
            words: None,
            mixed: None,
        }
    }

    /// The same walk among what is muted: a search finds that too.
    fn among_the_muted(&self) -> Option<Branch> {
        let condition = match self.place {
            Place::All => None,
            Place::List(_) | Place::Source(_) => Some(Condition::stands_at(walk::code(self.place))),
            Place::Saved | Place::Muted | Place::Round => return None,
        };
        Some(Branch {
            place: Place::Muted,
            condition,
            ..self.clone()
        })
    }

    /// Whether it is one walk along one index and nothing else.
    pub fn is_plain(&self) -> bool {
        self.badge.is_none()
            && self.condition.is_none()
            && self.words.is_none()
            && self.mixed.is_none()
    }
}

/// The same walks among what is folded in their places: a search finds that,
/// too, and what a wish leaves is folded by itself.
fn among_the_folded(conn: &Connection, branches: &[Branch]) -> Result<Vec<Branch>, StoreError> {
    let mut folded = Vec::new();
    for branch in branches {
        // No warning is ever folded.
        let warns = branch.badge.is_some_and(Badge::is_safety_word);
        if !warns && folds::are_in(conn, branch.place)? {
            folded.push(Branch {
                folded: true,
                ..branch.clone()
            });
        }
    }
    Ok(folded)
}

/// What no filter hides, as walks beside those of the wish.
fn warnings(start: &Branch) -> Vec<Branch> {
    let words = Badge::ALL.into_iter().filter(|it| it.is_safety_word());
    words
        .map(|badge| Branch {
            badge: Some(badge),
            ..start.clone()
        })
        .collect()
}

/// The clause as alternatives that can each be walked along an index of their
/// own, as far as that helps: `(topic:a OR topic:b) x` is two.
fn alternatives(clause: &Clause) -> Vec<Clause> {
    let mut found = vec![expand(clause)];
    loop {
        let mut next = Vec::new();
        for clause in &found {
            next.extend(split(clause));
        }
        if next.len() == found.len() || next.len() > MOST_BRANCHES {
            return found;
        }
        found = next;
    }
}

/// A warning is one of its words.
fn expand(clause: &Clause) -> Clause {
    let all = |clauses: &[Clause]| clauses.iter().map(expand).collect();
    match clause {
        Clause::Is(Term::Fixed(Fixed::Warning)) => {
            let words = Badge::ALL.into_iter().filter(|it| it.is_safety_word());
            let words = words.map(|badge| Clause::fixed(Fixed::Badge(badge)));
            Clause::either(words.collect()).unwrap_or_else(|| clause.clone())
        }
        Clause::Is(_) => clause.clone(),
        Clause::Not(inner) => Clause::without(expand(inner)),
        Clause::Every(clauses) => Clause::every(all(clauses)).unwrap_or_else(|| clause.clone()),
        Clause::Either(clauses) => Clause::either(all(clauses)).unwrap_or_else(|| clause.clone()),
    }
}

/// Takes the first choice apart that is between walks.
fn split(clause: &Clause) -> Vec<Clause> {
    if let Clause::Either(clauses) = clause {
        return match clauses.iter().all(is_walk) {
            true => clauses.clone(),
            false => vec![clause.clone()],
        };
    }
    let parts = clause.parts();
    let choice = parts.iter().position(|part| match part {
        Clause::Either(clauses) => clauses.iter().all(is_walk),
        _ => false,
    });
    let Some(choice) = choice else {
        return vec![clause.clone()];
    };
    let Clause::Either(clauses) = &parts[choice] else {
        return vec![clause.clone()];
    };
    let mut found = Vec::new();
    for one in clauses {
        let mut parts = parts.to_vec();
        parts[choice] = one.clone();
        found.extend(Clause::every(parts));
    }
    found
}

/// Whether an index can serve a part of it.
fn is_walk(clause: &Clause) -> bool {
    clause.parts().iter().any(|part| match part {
        Clause::Is(Term::Named(named, _)) => *named != Named::Tag,
        Clause::Is(Term::Fixed(Fixed::Badge(_) | Fixed::IsSaved)) => true,
        Clause::Is(Term::Words(_)) => true,
        Clause::Either(clauses) => clauses.iter().all(is_walk),
        _ => false,
    })
}

/// One alternative as walks: none where it cannot hold.
fn branch(
    start: &Branch,
    clause: &Clause,
    now: UtcTime,
    names: &mut Names,
) -> Result<Option<Branch>, StoreError> {
    let mut branch = start.clone();
    let mut words = Vec::new();
    let mut rest = Vec::new();
    for part in clause.parts() {
        if branch.take(part, now, names) {
            continue;
        }
        match part.is_words() {
            true => words.push(part.clone()),
            false => rest.push(part.clone()),
        }
    }
    let mut mixed = Vec::new();
    if let Some(all) = Clause::every(words) {
        match expression::of(&all) {
            Some(words) => branch.words = Some(words),
            None => mixed.push(all),
        }
    }
    let mut conditions: Vec<Condition> = start.condition.iter().cloned().collect();
    for clause in rest {
        match clause.has_words() {
            true => mixed.push(clause),
            false => conditions.push(conditions::of(&clause, now, names)?),
        }
    }
    branch.condition = Condition::every(conditions);
    if let Some(mixed) = Clause::every(mixed) {
        branch.mixed = Some(mix(&mixed, now, names)?);
    }
    Ok((branch.low < branch.end).then_some(branch))
}

impl Branch {
    /// Takes a part into the walk itself; whether that is done.
    fn take(&mut self, part: &Clause, now: UtcTime, names: &mut Names) -> bool {
        let Clause::Is(term) = part else {
            return false;
        };
        let first_of = |time: UtcTime| time.0.saturating_mul(WorkId::PER_SECOND);
        match term {
            Term::Since(when) => self.low = self.low.max(first_of(when.at(now))),
            Term::Before(when) => self.end = self.end.min(first_of(when.at(now))),
            Term::Fixed(Fixed::IsUnread) => self.unread_only = true,
            Term::Fixed(Fixed::IsSaved) if matches!(self.place, Place::All | Place::Saved) => {
                self.place = Place::Saved;
            }
            // Only what is saved has these: the rest need not be looked at.
            Term::Named(Named::Tag, _)
            | Term::Fixed(Fixed::IsToRead | Fixed::IsReading | Fixed::IsDone | Fixed::IsDue)
                if self.place == Place::All =>
            {
                self.place = Place::Saved;
                return false;
            }
            Term::Fixed(Fixed::Badge(badge)) if self.badge.is_none() => {
                self.badge = Some(*badge);
            }
            Term::Named(Named::Source, name) if self.place == Place::All => {
                match names.ids(Named::Source, name) {
                    [one] => self.place = Place::Source(SourceId(*one)),
                    _ => return false,
                }
            }
            Term::Named(Named::List, name) if self.place == Place::All => {
                match names.ids(Named::List, name) {
                    [one] => self.place = Place::List(ListId(*one)),
                    _ => return false,
                }
            }
            Term::Named(Named::Topic, name) if self.topic.is_none() => {
                match names.ids(Named::Topic, name) {
                    [one] => self.topic = Some(TopicId(*one)),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }
}

/// A clause that is asked of one work at a time. Spans in it have no today.
pub(super) fn mixed(conn: &Connection, clause: &Clause) -> Result<Mixed, StoreError> {
    mix(clause, UtcTime(0), &mut Names::of(conn)?)
}

fn mix(clause: &Clause, now: UtcTime, names: &mut Names) -> Result<Mixed, StoreError> {
    if !clause.has_words() {
        return Ok(Mixed::Condition(conditions::of(clause, now, names)?));
    }
    if clause.is_words()
        && let Some(words) = expression::of(clause)
    {
        return Ok(Mixed::Words(words));
    }
    let mut all = |clauses: &[Clause]| -> Result<Vec<Mixed>, StoreError> {
        clauses.iter().map(|it| mix(it, now, names)).collect()
    };
    Ok(match clause {
        Clause::Every(clauses) => Mixed::Every(all(clauses)?),
        Clause::Either(clauses) => Mixed::Either(all(clauses)?),
        Clause::Not(inner) => Mixed::Not(Box::new(mix(inner, now, names)?)),
        // Words that the index cannot be asked for: there are none of them.
        Clause::Is(_) => Mixed::Either(Vec::new()),
    })
}
