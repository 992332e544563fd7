//! Words of a query in the language of FTS5.
//!
//! Every word stands in quotes, folded, so that no sign in it means anything.

use crate::domain::query::tree::Clause;
use crate::domain::query::tree::Column;
use crate::domain::query::tree::Term;
use crate::domain::query::tree::Words as Written;
use crate::domain::text::fold;

/// A beginning of so many letters is looked for in the index of titles where
/// that holds many: walking all the words that begin so would take seconds.
const SHORT: std::ops::RangeInclusive<usize> = 2..=4;

/// What the index is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::store) struct Words {
    /// All of it.
    pub whole: String,
    /// The same with a short beginning apart.
    pub short: Option<Short>,
    /// Whether that is one word or phrase, wherever it stands.
    pub single: bool,
}

/// A query whose last word is a short beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::store) struct Short {
    /// The beginning, for the index of titles.
    pub beginning: String,
    /// The other words, if there are any.
    pub others: Option<String>,
    /// All words, the last one as a whole word.
    pub exact: String,
}

/// What a clause of nothing but words means; `None` where it only excludes, or
/// has nothing that could be looked for.
pub(in crate::store) fn of(clause: &Clause) -> Option<Words> {
    Some(Words {
        whole: all(clause)?,
        short: short(clause),
        single: is_single(clause),
    })
}

fn all(clause: &Clause) -> Option<String> {
    match clause {
        Clause::Is(Term::Words(words)) => one(words, words.beginning),
        Clause::Is(_) | Clause::Not(_) => None,
        Clause::Either(clauses) => {
            let each: Option<Vec<String>> = clauses.iter().map(all).collect();
            Some(format!("({})", each?.join(" OR ")))
        }
        Clause::Every(clauses) => {
            let mut wanted = Vec::new();
            let mut unwanted = Vec::new();
            for clause in clauses {
                match clause {
                    Clause::Not(inner) => unwanted.push(all(inner)?),
                    clause => wanted.push(all(clause)?),
                }
            }
            if wanted.is_empty() {
                return None;
            }
            let mut text = wanted.join(" AND ");
            for one in unwanted {
                text = format!("({text}) NOT {one}");
            }
            Some(format!("({text})"))
        }
    }
}

fn is_single(clause: &Clause) -> bool {
    match clause.parts() {
        [Clause::Is(Term::Words(words))] => words.column == Column::Anywhere,
        _ => false,
    }
}

/// The last of several words, where it is a short beginning.
fn short(clause: &Clause) -> Option<Short> {
    let (last, others) = clause.parts().split_last()?;
    let Clause::Is(Term::Words(words)) = last else {
        return None;
    };
    let folded = fold(&words.text);
    let is_short = words.beginning
        && !words.quoted
        && words.column == Column::Anywhere
        && SHORT.contains(&folded.chars().count())
        && folded.chars().all(char::is_alphanumeric);
    if !is_short {
        return None;
    }
    let others = match others.is_empty() {
        true => None,
        false => Some(all(&Clause::every(others.to_vec())?)?),
    };
    let exact = one(words, false)?;
    Some(Short {
        beginning: one(words, true)?,
        exact: match &others {
            Some(others) => format!("{others} AND {exact}"),
            None => exact,
        },
        others,
    })
}

fn one(words: &Written, beginning: bool) -> Option<String> {
    let folded = fold(&words.text).replace(['"', '\0'], " ");
    let n_letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
    if n_letters == 0 {
        return None;
    }
    let column = match words.column {
        Column::Anywhere => "",
        Column::Title => "title : ",
        Column::Text => "text : ",
        Column::Authors => "authors : ",
        Column::Journal => "journal : ",
        Column::Subjects => "subjects : ",
        Column::Note => "note : ",
    };
    // A single letter begins a quarter of all words.
    let star = match beginning && n_letters >= 2 {
        true => "*",
        false => "",
    };
    Some(format!("({column}\"{folded}\"{star})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::parse;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let clause = parse::strict(text).unwrap().unwrap();
        let found = of(&clause).map(|words| words.whole);
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn words_stand_folded_in_quotes() {
        check("CO₂", Some("(\"co2\")"));
        check("p<0.001", Some("(\"p<0.001\")"));
        check("β-block*", Some("(\"beta-block\"*)"));
        check("5\"x", Some("(\"5 x\")"));
        check("title:gout", Some("(title : \"gout\")"));
    }

    #[test]
    fn signs_become_those_of_the_index() {
        check("a b", Some("((\"a\") AND (\"b\"))"));
        check("a OR b c", Some("((\"a\") OR ((\"b\") AND (\"c\")))"));
        check("a -b -c", Some("((((\"a\")) NOT (\"b\")) NOT (\"c\"))"));
        check("-a", None);
        check("a OR -b", None);
    }

    #[test]
    fn a_short_beginning_at_the_end_stands_apart() {
        let clause = parse::typing("heart fai").clause.unwrap();
        let short = of(&clause).unwrap().short.unwrap();
        assert_eq!(short.beginning, "(\"fai\"*)");
        assert_eq!(short.others.as_deref(), Some("(\"heart\")"));
        assert_eq!(short.exact, "(\"heart\") AND (\"fai\")");
        for long in ["heart failu", "f", "5-h", "title:fai"] {
            let clause = parse::typing(long).clause.unwrap();
            assert_eq!(of(&clause).unwrap().short, None, "{long}");
        }
    }
}
