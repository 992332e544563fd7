//! What a person wrote in a box, with what it means.

use crate::domain::query::parse;
use crate::domain::query::parse::Trouble;
use crate::domain::query::spots;
use crate::domain::query::spots::Wanted;
use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Fixed;
use crate::domain::query::tree::Term;
use crate::domain::time::UtcTime;

/// A query in words. Wants everything where nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wish {
    text: String,
    clause: Option<Clause>,
    /// When it was written, where `7d`, `due` and the like stand in it; else 0.
    now: UtcTime,
    troubles: Vec<Trouble>,
}

impl Wish {
    /// A wish that is meant as it stands.
    ///
    /// # Errors
    ///
    /// The first trouble, with its column.
    pub fn strict(text: &str, now: UtcTime) -> Result<Wish, Trouble> {
        let clause = parse::strict(text)?;
        Ok(Wish::new(text, clause, now, Vec::new()))
    }

    /// A wish that is being typed: what is understood of it, and where it is
    /// not.
    pub fn typing(text: &str, now: UtcTime) -> Wish {
        let reading = parse::typing(text);
        Wish::new(text, reading.clause, now, reading.troubles)
    }

    /// A wish that was put together, not written.
    pub fn of(clause: Option<Clause>, now: UtcTime) -> Wish {
        let text = clause.as_ref().map(Clause::to_string).unwrap_or_default();
        Wish::new(&text, clause, now, Vec::new())
    }

    fn new(text: &str, clause: Option<Clause>, now: UtcTime, troubles: Vec<Trouble>) -> Wish {
        let relative = clause
            .iter()
            .flat_map(Clause::terms)
            .any(|term| match term {
                Term::Since(when) | Term::Before(when) => when.is_relative(),
                Term::Fixed(Fixed::IsDue) => true,
                _ => false,
            });
        Wish {
            text: text.trim().to_string(),
            clause,
            now: if relative { now } else { UtcTime(0) },
            troubles,
        }
    }

    /// As it was written, without blanks around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn clause(&self) -> Option<&Clause> {
        self.clause.as_ref()
    }

    /// What spans in it count back from.
    pub fn now(&self) -> UtcTime {
        self.now
    }

    /// What of it is not understood.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// Whether nothing is asked for, so that everything is wanted.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What is to be marked in a hit.
    pub fn wanted(&self) -> Vec<Wanted> {
        self.clause().map(spots::wanted).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Wish;
    use crate::domain::time::UtcTime;

    #[test]
    fn a_wish_without_spans_is_the_same_at_any_time() {
        let at = |text: &str, now: i64| Wish::strict(text, UtcTime(now)).unwrap();
        assert_eq!(at("gout since:2025", 1), at(" gout since:2025 ", 2));
        assert_ne!(at("since:7d", 1), at("since:7d", 2));
        assert!(at(" ", 1).is_empty());
    }

    #[test]
    fn what_is_put_together_reads_as_what_was_written() {
        let written = Wish::strict("gout (a OR b)", UtcTime(1)).unwrap();
        assert_eq!(Wish::of(written.clause().cloned(), UtcTime(2)), written);
    }
}
