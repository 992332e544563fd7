//! What kind of thing a work is, as far as its sources say so in words.
//!
//! Never a guess: where no rule of the table fits there is no badge.

#[cfg(test)]
mod measured;
mod rules;
mod standing;

use crate::domain::ident::Identifier;

/// At most one a row; declared in order of precedence, strongest first.
///
/// Source: ux/principles, "Badges, in order of precedence".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Badge {
    Retracted,
    Concern,
    Safety,
    Corrected,
    Preprint,
    Guideline,
    Review,
    Rct,
    Case,
    News,
}

impl Badge {
    /// Every badge, in order of precedence.
    pub const ALL: [Badge; 10] = [
        Badge::Retracted,
        Badge::Concern,
        Badge::Safety,
        Badge::Corrected,
        Badge::Preprint,
        Badge::Guideline,
        Badge::Review,
        Badge::Rct,
        Badge::Case,
        Badge::News,
    ];

    /// The whole word that is shown and stored; never shortened.
    pub const fn word(self) -> &'static str {
        match self {
            Badge::Retracted => "RETRACTED",
            Badge::Concern => "CONCERN",
            Badge::Safety => "SAFETY",
            Badge::Corrected => "CORRECTED",
            Badge::Preprint => "PREPRINT",
            Badge::Guideline => "GUIDELINE",
            Badge::Review => "REVIEW",
            Badge::Rct => "RCT",
            Badge::Case => "CASE",
            Badge::News => "NEWS",
        }
    }

    /// Reads a stored word back.
    pub fn from_word(word: &str) -> Option<Badge> {
        Badge::ALL.into_iter().find(|badge| badge.word() == word)
    }

    /// Whether no filter, mute or narrow window may hide it.
    pub const fn is_safety_word(self) -> bool {
        matches!(self, Badge::Retracted | Badge::Concern | Badge::Safety)
    }

    /// Whether a DOI is one that only preprint servers give.
    pub fn is_preprint_doi(doi: &str) -> bool {
        rules::is_preprint_doi(doi)
    }

    /// The strongest badge that title, categories, source and identifiers say,
    /// `None` where they say nothing plainly.
    pub fn of(
        title: &str,
        categories: &[String],
        source_title: &str,
        identifiers: &[Identifier],
    ) -> Option<Badge> {
        rules::strongest(title, categories, source_title, identifiers).map(|(badge, _)| badge)
    }

    /// The same, with what said so: `title says: randomised controlled trial`.
    pub fn why(
        title: &str,
        categories: &[String],
        source_title: &str,
        identifiers: &[Identifier],
    ) -> Option<(Badge, String)> {
        let (badge, witness) = rules::strongest(title, categories, source_title, identifiers)?;
        Some((badge, witness.to_string()))
    }
}
