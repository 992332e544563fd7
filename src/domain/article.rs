//! An article as its publisher's page gives it, and what became of asking for
//! it: kept, still to be asked, or refused, each refusal with its own reason.
//!
//! Nothing here fetches or reads a page. All text is clean.

use serde::Deserialize;
use serde::Serialize;

use crate::domain::enclosure::spoken_size;
use crate::domain::id::WorkId;
use crate::domain::time::UtcTime;

/// Whose articles are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    Never,
    /// Of what is saved.
    #[default]
    Saved,
    /// Of what is saved, and of the newest that is unread.
    SavedAndUnread,
}

impl Keep {
    /// As it is written in the settings.
    pub const ALL: [(&'static str, Keep); 3] = [
        ("never", Keep::Never),
        ("saved", Keep::Saved),
        ("saved and unread", Keep::SavedAndUnread),
    ];
}

/// What a page says of its article: `citation_*`, Dublin Core, PRISM,
/// schema.org. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stated {
    pub title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_page: Option<String>,
    /// In lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// Dates as they are written there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub abstract_: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The address of the article as a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdf: Option<String>,
}

impl Stated {
    pub fn is_empty(&self) -> bool {
        *self == Stated::default()
    }

    /// Nothing but where its PDF lies.
    pub fn pdf_at(address: String) -> Stated {
        Stated {
            pdf: Some(address),
            ..Stated::default()
        }
    }
}

/// What was read out of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The readable part, as HTML; `page::document` lays it out.
    pub html: String,
    pub stated: Stated,
}

/// Why an article is not kept and is not asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Programs,
    SignIn,
    Robots,
    NoArchive,
    Check,
    NoText,
    TooTangled,
    Pdf,
    OtherFile,
    Gone,
    Private,
    TooLarge,
    NotAsked,
}

impl Refusal {
    /// Each with its name in the database and what a person reads after
    /// "kept: the feed's own text; ".
    pub const ALL: [(Refusal, &'static str, &'static str); 13] = [
        (
            Refusal::Programs,
            "programs",
            "the publisher's page does not allow programs",
        ),
        (
            Refusal::SignIn,
            "sign-in",
            "the publisher's page asks for a sign-in",
        ),
        (
            Refusal::Robots,
            "robots",
            "the publisher's robots.txt asks programs to stay away",
        ),
        (
            Refusal::NoArchive,
            "noarchive",
            "the publisher asks that no copy of the page be kept",
        ),
        (
            Refusal::Check,
            "check",
            "a check for people, or a question for consent, came instead of the article",
        ),
        (
            Refusal::NoText,
            "no-text",
            "no readable text was found on the publisher's page",
        ),
        (
            Refusal::TooTangled,
            "tangled",
            "the publisher's page is nested too deeply to be read",
        ),
        (
            Refusal::Pdf,
            "pdf",
            "the article is a PDF, which is linked but not kept",
        ),
        (
            Refusal::OtherFile,
            "other-file",
            "the link leads to a file that is no web page",
        ),
        (Refusal::Gone, "gone", "the publisher's page is gone"),
        (
            Refusal::Private,
            "private",
            "the link leads into a private network, where only what you follow is asked",
        ),
        (
            Refusal::TooLarge,
            "too-large",
            "the publisher's page is too large",
        ),
        (
            Refusal::NotAsked,
            "not-asked",
            "the publisher's page could not be asked",
        ),
    ];

    /// Its name in the database.
    pub fn word(self) -> &'static str {
        self.entry().1
    }

    /// Why, as a sentence part.
    pub fn sentence(self) -> &'static str {
        self.entry().2
    }

    pub fn from_word(word: &str) -> Option<Refusal> {
        let known = Refusal::ALL.iter().find(|(_, name, _)| *name == word);
        known.map(|(refusal, _, _)| *refusal)
    }

    fn entry(self) -> &'static (Refusal, &'static str, &'static str) {
        // The table has every one of them; a test says so.
        let known = Refusal::ALL.iter().find(|(it, _, _)| *it == self);
        known.unwrap_or(&Refusal::ALL[0])
    }
}

/// An article that is to be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    pub work: WorkId,
    /// The kept row, where there is one yet.
    pub study: Option<i64>,
    pub address: String,
    /// The address of a source that the person follows and that carries it:
    /// only its host may be private.
    pub followed: String,
    /// Tries so far that may pass.
    pub n_tries: u32,
}

/// What became of asking for an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    Article(Box<Article>),
    /// With what may be said of it nevertheless: where its PDF lies, what its
    /// page stated.
    Refused {
        refusal: Refusal,
        stated: Box<Stated>,
    },
    /// It may pass: a sentence part, and how long the server asks to wait, in
    /// seconds. Where nothing was asked because of that, it is no try.
    Later {
        why: String,
        wait: Option<i64>,
        asked: bool,
    },
    /// Nobody could be reached: perhaps we are offline.
    Missed {
        why: String,
    },
}

impl Brought {
    /// A refusal of which nothing else is known.
    pub fn refused(refusal: Refusal) -> Brought {
        Brought::Refused {
            refusal,
            stated: Box::default(),
        }
    }
}

/// One answer to write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Catch {
    /// What a server's robots.txt said; the rules are empty where all may be
    /// asked.
    Robots {
        server: String,
        rules: String,
    },
    Article {
        wish: Wish,
        brought: Brought,
    },
}

/// What is kept of an article, or why nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub fate: Fate,
    /// What was asked.
    pub address: String,
    /// Its text is empty unless it is kept; what was stated may be there also
    /// where it was refused.
    pub article: Article,
}

/// How a work's article stands, as the reader says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept {
        at: UtcTime,
        n_bytes: u64,
    },
    Refused(Refusal),
    /// Three tries did not bring it; why the last one did not.
    GivenUp(String),
    /// It will be asked for again; why the last try did not bring it.
    Waiting(String),
}

impl Fate {
    /// What stands below the text: `kept: the article, 2025-11-18, 34 kB`.
    /// Without a text of the feed's own there are its title and link.
    pub fn in_words(&self, has_text: bool) -> String {
        let fed = match has_text {
            true => "kept: the feed's own text",
            false => "kept: title and link",
        };
        match self {
            Fate::Kept { at, n_bytes } => {
                format!("kept: the article, {}, {}", at.day(), spoken_size(*n_bytes))
            }
            Fate::Refused(refusal) => {
                format!("{fed}; {}", refusal.sentence())
            }
            Fate::GivenUp(why) => {
                format!("{fed}; the article could not be fetched in {TRIES} tries ({why})")
            }
            Fate::Waiting(why) => {
                format!("{fed}; the article is asked for again later ({why})")
            }
        }
    }
}

/// How often an article is asked for that did not come for a reason that may
/// pass.
pub const TRIES: u32 = 3;

/// When to try again after so many tries in vain, in seconds.
///
/// Over days: what is down for an hour is back after six, what is down for a
/// night is back after two days.
pub fn pause_after(n_tries: u32) -> i64 {
    match n_tries {
        0 | 1 => 6 * 3_600,
        _ => 48 * 3_600,
    }
}

/// When to try again where nobody was reached since `since`: often at first,
/// at last once a day; `None` after two weeks.
pub fn pause_offline(since: UtcTime, now: UtcTime) -> Option<i64> {
    let passed = now.0.saturating_sub(since.0).max(0);
    match passed > 14 * 86_400 {
        true => None,
        false => Some((passed / 2).clamp(900, 86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_name_and_a_sentence_of_its_own() {
        for (refusal, word, sentence) in Refusal::ALL {
            assert_eq!(Refusal::from_word(word), Some(refusal));
            assert_eq!((refusal.word(), refusal.sentence()), (word, sentence));
            let alike = Refusal::ALL
                .iter()
                .filter(|(_, other, said)| *other == word || *said == sentence);
            assert_eq!(alike.count(), 1, "{word}");
        }
        assert_eq!(Refusal::from_word("soon"), None);
    }

    #[test]
    fn who_is_not_reached_is_asked_ever_more_rarely_and_not_for_ever() {
        let since = UtcTime(2_000_000_000);
        assert_eq!(pause_offline(since, since), Some(900));
        assert_eq!(pause_offline(since, since.plus(7_200)), Some(3_600));
        assert_eq!(pause_offline(since, since.plus(10 * 86_400)), Some(86_400));
        assert_eq!(pause_offline(since, since.plus(15 * 86_400)), None);
    }
}
