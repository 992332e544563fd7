//! How clauses stand together: OR, beside each other, NOT, parentheses.

use crate::domain::query::parse::Trouble;
use crate::domain::query::parse::is_blank;
use crate::domain::query::tree::Clause;

/// No query nests deeper.
const DEEPEST: usize = 20;

/// Where one is in a text that is being read.
pub(super) struct Parser {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    /// Groups that are open.
    pub(super) depth: usize,
    pub(super) n_terms: usize,
    /// Words, phrases and fields seen, used or not.
    pub(super) n_words: usize,
    pub(super) typing: bool,
    pub(super) troubles: Vec<Trouble>,
}

impl Parser {
    pub(super) fn trouble(&mut self, from: usize, to: usize, what: String, next: &str) {
        self.troubles.push(Trouble {
            at: from,
            len: to.saturating_sub(from).max(1),
            what,
            next: next.to_string(),
        });
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek(0).is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// Whether this operator stands here, as a whole word.
    fn is_operator(&self, operator: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let n = operator.len();
        rest.len() >= n
            && rest.iter().zip(operator.chars()).all(|(a, b)| *a == b)
            && rest
                .get(n)
                .is_none_or(|c| is_blank(*c) || *c == '(' || *c == ')' || *c == '"')
    }

    pub(super) fn either(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        // The place of an OR with nothing behind it so far.
        let mut dangling = None;
        loop {
            let every = self.every();
            if every.is_some() {
                dangling = None;
            }
            let found = every.is_some();
            clauses.extend(every);
            self.skip_blanks();
            if !self.is_operator("OR") {
                break;
            }
            if !found {
                self.lonely("OR");
            }
            dangling = Some(self.at);
            self.at += 2;
        }
        if let Some(at) = dangling {
            self.lonely_at("OR", at);
        }
        Clause::either(clauses)
    }

    fn every(&mut self) -> Option<Clause> {
        let mut clauses = Vec::new();
        let mut dangling = None;
        loop {
            self.skip_blanks();
            match self.peek(0) {
                None => break,
                Some(')') if self.depth > 0 => break,
                Some(')') => {
                    self.trouble(
                        self.at,
                        self.at + 1,
                        "nothing is open that this ) could close".to_string(),
                        "Take it out, or put it in quotes to look for it",
                    );
                    self.at += 1;
                }
                Some(_) if self.is_operator("OR") => break,
                Some(_) if self.is_operator("AND") => {
                    if clauses.is_empty() || dangling.is_some() {
                        self.lonely("AND");
                    }
                    dangling = Some(self.at);
                    self.at += 3;
                }
                Some(_) => {
                    let n_before = self.n_words;
                    clauses.extend(self.single());
                    if self.n_words > n_before {
                        dangling = None;
                    }
                }
            }
        }
        if let Some(at) = dangling {
            self.lonely_at("AND", at);
        }
        Clause::every(clauses)
    }

    fn lonely(&mut self, operator: &str) {
        self.lonely_at(operator, self.at);
    }

    fn lonely_at(&mut self, operator: &str, at: usize) {
        if self.troubles.iter().any(|trouble| trouble.at == at) {
            return;
        }
        let what = match operator {
            "NOT" => "NOT stands before what is not wanted, and nothing follows".to_string(),
            operator => format!("{operator} stands between two things, and one is missing"),
        };
        self.trouble(
            at,
            at + operator.len(),
            what,
            "Write the other one, or put the word in quotes to look for it",
        );
    }

    fn single(&mut self) -> Option<Clause> {
        let mut is_not = false;
        loop {
            self.skip_blanks();
            if self.is_operator("NOT") {
                let at = self.at;
                self.at += 3;
                self.skip_blanks();
                let ends = match self.peek(0) {
                    None => true,
                    Some(')') => self.depth > 0,
                    Some(_) => self.is_operator("AND") || self.is_operator("OR"),
                };
                if ends {
                    self.lonely_at("NOT", at);
                    return None;
                }
                is_not = !is_not;
            } else if self.peek(0) == Some('-')
                && self
                    .peek(1)
                    .is_some_and(|c| c.is_alphanumeric() || c == '"' || c == '(')
            {
                self.at += 1;
                is_not = !is_not;
            } else {
                break;
            }
        }
        let clause = match self.peek(0)? {
            '(' => self.group()?,
            ')' => return None,
            _ => self.term()?,
        };
        Some(match is_not {
            true => Clause::without(clause),
            false => clause,
        })
    }

    fn group(&mut self) -> Option<Clause> {
        let start = self.at;
        self.at += 1;
        if self.depth >= DEEPEST {
            self.trouble(
                start,
                start + 1,
                format!("parentheses stand in each other at most {DEEPEST} deep"),
                "Take some out",
            );
            // The rest is read as if this one were not there.
            return None;
        }
        let n_before = self.n_words;
        self.depth += 1;
        let clause = self.either();
        self.depth -= 1;
        self.skip_blanks();
        match self.peek(0) {
            Some(')') => self.at += 1,
            _ => self.trouble(
                start,
                start + 1,
                "this ( is not closed".to_string(),
                "Write ) where it ends, or put it in quotes to look for it",
            ),
        }
        if clause.is_none() && self.n_words == n_before {
            let end = self.at;
            self.trouble(
                start,
                end,
                "nothing stands in these parentheses".to_string(),
                "Write something, or take them out",
            );
            self.n_words += 1;
        }
        clause
    }
}
