//! Works that are about another work: corrections, retraction notices,
//! comments, replies; and preprints beside their papers.
//!
//! Never joined with what they are about: a row of their own, and a line where
//! the other is shown.

use crate::domain::badge::Badge;
use crate::domain::same::plain_title;
use crate::domain::text;

/// What one work is to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    Retraction,
    Concern,
    Correction,
    Comment,
    Reply,
    Editorial,
    /// The version before peer review, and the one after.
    Preprint,
    Published,
}

impl Relation {
    pub const ALL: [Relation; 8] = [
        Relation::Retraction,
        Relation::Concern,
        Relation::Correction,
        Relation::Comment,
        Relation::Reply,
        Relation::Editorial,
        Relation::Preprint,
        Relation::Published,
    ];

    /// The word that is shown and stored.
    pub const fn word(self) -> &'static str {
        match self {
            Relation::Retraction => "retraction",
            Relation::Concern => "expression of concern",
            Relation::Correction => "correction",
            Relation::Comment => "comment",
            Relation::Reply => "reply",
            Relation::Editorial => "editorial",
            Relation::Preprint => "preprint",
            Relation::Published => "published version",
        }
    }

    /// The notice that gives a paper the badge, whatever its own sources say.
    /// A correction does not: the paper stands.
    pub const fn that_warns(badge: Badge) -> Option<Relation> {
        match badge {
            Badge::Retracted => Some(Relation::Retraction),
            Badge::Concern => Some(Relation::Concern),
            _ => None,
        }
    }

    /// Reads a stored word back.
    pub fn from_word(word: &str) -> Option<Relation> {
        Relation::ALL.into_iter().find(|it| it.word() == word)
    }

    /// Whether whoever reads the paper must know of it.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Relation::Retraction | Relation::Concern | Relation::Correction
        )
    }
}

/// How a title begins that is about another.
struct Rule {
    relation: Relation,
    /// Any of these, folded; longer ones first.
    words: &'static [&'static str],
    /// Titles, and what each is about; empty where it is about none.
    #[cfg_attr(not(test), allow(dead_code))]
    examples: &'static [(&'static str, &'static str)],
}

#[rustfmt::skip]
const RULES: &[Rule] = &[
    Rule { relation: Relation::Retraction,
        words: &["retracted and republished:", "retracted article:", "retracted paper:", "retracted:", "retracted]", "notice of retraction:", "retraction notice to", "retraction notice:", "retraction note to:", "retraction note:", "retraction to:", "retraction:", "retraction of"],
        examples: &[
            ("Retraction: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Retraction notice to “Vitamin D and falls in older adults”", "Vitamin D and falls in older adults"),
            ("[Retracted] Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Retraction rates in cardiology journals over ten years", ""),
        ] },
    Rule { relation: Relation::Concern,
        words: &["editorial expression of concern:", "expression of concern:", "expression of concern on", "expression of concern for", "expression of concern regarding", "expression of concern]"],
        examples: &[
            ("Expression of Concern: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Expressions of concern in medical journals: a survey", ""),
        ] },
    Rule { relation: Relation::Correction,
        words: &["author correction:", "publisher correction:", "editorial correction:", "correction to:", "corrections to:", "correction for", "correction to", "corrections:", "correction:", "corrigendum to:", "corrigendum to", "corrigendum:", "erratum to:", "erratum to", "erratum for", "erratum:", "errata:"],
        examples: &[
            ("Correction to: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Corrigendum to \"Vitamin D and falls in older adults\" [J Ex 12 (2020) 1-9]", "Vitamin D and falls in older adults"),
            ("Author Correction: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Correction of hyponatraemia in hospital: a cohort study", ""),
        ] },
    Rule { relation: Relation::Reply,
        words: &["response to letter regarding article,", "response to comment on", "response to:", "reply to:", "author reply:", "authors' reply:", "author response:", "authors' response to", "in reply to", "in response to", "reply to", "response to"],
        examples: &[
            ("Reply to: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Response to letter regarding article, “Vitamin D and falls in older adults”", "Vitamin D and falls in older adults"),
        ] },
    Rule { relation: Relation::Comment,
        words: &["letter to the editor regarding", "letter to the editor:", "letter regarding article,", "letter regarding", "letter by author regarding article,", "comments on:", "comments on", "comment on:", "comment on", "comment:", "commentary on:", "commentary on", "regarding:", "regarding", "re:"],
        examples: &[
            ("Re: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("RE: “Vitamin D and falls in older adults”", "Vitamin D and falls in older adults"),
            ("Comment on \"Vitamin D and falls in older adults\"", "Vitamin D and falls in older adults"),
            ("Re-entry of older adults into society after long stays", ""),
        ] },
    Rule { relation: Relation::Editorial,
        words: &["invited commentary on:", "invited commentary on", "invited commentary:", "editorial comment on", "editorial comment:", "editorial on:", "editorial on", "editorial for", "editorial:"],
        examples: &[
            ("Editorial on: Vitamin D and falls in older adults", "Vitamin D and falls in older adults"),
            ("Editorial", ""),
        ] },
];

/// What a title is about, if it says so: the relation and the other title,
/// ready to be compared ([`plain_title`]). That a work of that title exists is
/// for the store to find; without one the words mean nothing.
pub fn about(title: &str) -> Option<(Relation, String)> {
    // The Lancet's `Retraction—…`.
    let spaced = text::clean(title).replace('—', ": ");
    let folded = text::fold(&spaced);
    let folded = folded.trim_start_matches(['[', '(', ' ']);
    let (relation, rest) = RULES.iter().find_map(|rule| {
        let rest = rule.words.iter().find_map(|words| {
            let rest = folded.strip_prefix(words)?;
            let ends = words.ends_with(|c: char| !c.is_alphanumeric());
            (ends || rest.starts_with([' ', ':', '"', '\''])).then_some(rest)
        })?;
        Some((rule.relation, rest))
    })?;
    let rest = rest.trim_start_matches([' ', ':', ',', ']', ')']);
    // What is quoted is the title; what follows is where it stood.
    let quoted = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let other = quoted.map_or(rest, |(other, _)| other);
    Some((relation, plain_title(other)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_what_its_examples_are_about() {
        for rule in RULES {
            for words in rule.words {
                assert_eq!(text::fold(words), **words, "words are folded");
            }
            for (title, other) in rule.examples {
                let found = about(title);
                match other.is_empty() {
                    true => assert_eq!(found, None, "{title}"),
                    false => {
                        let wanted = plain_title(other).unwrap();
                        assert_eq!(found, Some((rule.relation, wanted)), "{title}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_are_read_back() {
        for relation in Relation::ALL {
            assert_eq!(Relation::from_word(relation.word()), Some(relation));
        }
        assert_eq!(Relation::from_word("gossip"), None);
    }
}
