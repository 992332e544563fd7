//! A query as a tree: what is wanted, free of how it was written.
//!
//! Trees are made by [`Clause::every`], [`Clause::either`] and
//! [`Clause::without`], which leave no needless levels, so that one meaning
//! has one shape and printing it and reading it again gives it back.

use crate::domain::badge::Badge;
use crate::domain::query::when::When;

/// What a work must be like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    /// All of these hold; at least two.
    Every(Vec<Clause>),
    /// At least one of these holds; at least two.
    Either(Vec<Clause>),
    Not(Box<Clause>),
    Is(Term),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    Words(Words),
    /// Called so, in whole or in part.
    Named(Named, String),
    Fixed(Fixed),
    /// Published at or after.
    Since(When),
    /// Published before.
    Before(When),
}

/// Words to find one behind the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    pub column: Column,
    pub text: String,
    /// Whether it stands in quotes.
    pub quoted: bool,
    /// Whether the last word may go on.
    pub beginning: bool,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Anywhere,
    Title,
    Text,
    Authors,
    Journal,
    Subjects,
    Note,
}

/// What has a name of the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    Source,
    List,
    Topic,
    Tag,
}

/// A condition that is one of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fixed {
    Badge(Badge),
    /// Any of the safety words.
    Warning,
    HasDoi,
    HasPmid,
    HasNote,
    HasLink,
    HasText,
    HasAudio,
    HasVideo,
    HasFile,
    HasCard,
    IsUnread,
    IsRead,
    IsSaved,
    /// How far the person is with it.
    IsToRead,
    IsReading,
    IsDone,
    /// To be reviewed now.
    IsDue,
    IsLogged,
    IsUndated,
}

impl Clause {
    /// All of these; `None` of nothing.
    pub fn every(clauses: Vec<Clause>) -> Option<Clause> {
        let mut flat = Vec::new();
        for clause in clauses {
            match clause {
                Clause::Every(inner) => flat.extend(inner),
                clause => flat.push(clause),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop(),
            _ => Some(Clause::Every(flat)),
        }
    }

    /// Any of these; `None` of nothing.
    pub fn either(clauses: Vec<Clause>) -> Option<Clause> {
        let mut flat = Vec::new();
        for clause in clauses {
            match clause {
                Clause::Either(inner) => flat.extend(inner),
                clause => flat.push(clause),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop(),
            _ => Some(Clause::Either(flat)),
        }
    }

    /// The opposite.
    pub fn without(clause: Clause) -> Clause {
        match clause {
            Clause::Not(inner) => *inner,
            clause => Clause::Not(Box::new(clause)),
        }
    }

    /// A condition out of a few words.
    pub fn fixed(fixed: Fixed) -> Clause {
        Clause::Is(Term::Fixed(fixed))
    }

    /// Every term, as it stands, negated ones too.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Clause::Every(clauses) | Clause::Either(clauses) => {
                clauses.iter().flat_map(Clause::terms).collect()
            }
            Clause::Not(clause) => clause.terms(),
            Clause::Is(term) => vec![term],
        }
    }

    /// The words a hit may hold, to be marked: not those that are excluded.
    pub fn wanted_words(&self) -> Vec<&Words> {
        match self {
            Clause::Every(clauses) | Clause::Either(clauses) => {
                clauses.iter().flat_map(Clause::wanted_words).collect()
            }
            Clause::Is(Term::Words(words)) => vec![words],
            Clause::Not(_) | Clause::Is(_) => Vec::new(),
        }
    }

    /// Whether all of it is about words.
    pub fn is_words(&self) -> bool {
        self.terms()
            .iter()
            .all(|term| matches!(term, Term::Words(_)))
    }

    /// Whether any of it is about words.
    pub fn has_words(&self) -> bool {
        self.terms()
            .iter()
            .any(|term| matches!(term, Term::Words(_)))
    }

    /// The conditions that all hold.
    pub fn parts(&self) -> &[Clause] {
        match self {
            Clause::Every(clauses) => clauses,
            clause => std::slice::from_ref(clause),
        }
    }
}
