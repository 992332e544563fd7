//! What a source says of an item beyond its title, text and time: where in the
//! journal it stands, what comes with it, where it was first, its language.
//!
//! Kept as JSON beside the item and, with a saved work, beside the person's
//! marks; a field that is missing there is empty here. All text is clean.

use serde::Deserialize;
use serde::Serialize;

use crate::domain::document::Link;
use crate::domain::enclosure::Enclosure;
use crate::domain::link::without_tracking;

/// Files beyond this many tell nothing more; a gallery is read on its page.
const MOST_FILES: usize = 20;

/// What a source says of an item beyond its title, text and time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The number within the volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// A page, or the number of an article that has none (`e123`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_page: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosure>,
    /// The page of its comments, and how many there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_comments: Option<u32>,
    /// Where an item that is passed on was published first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// As stated: `en`, `pt-br`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether its text runs from right to left, by what it states or by its
    /// language.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub right_to_left: bool,
}

/// Where something was published first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// Never empty.
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Details {
    pub fn is_empty(&self) -> bool {
        *self == Details::default()
    }

    /// Takes what another source of the same work says and this one does not.
    /// Volume, number and pages come from one source or not at all: they are
    /// one statement.
    pub fn fill(&mut self, other: Details) {
        let place =
            |it: &Details| it.volume.is_some() || it.issue.is_some() || it.first_page.is_some();
        if !place(self) {
            self.volume = other.volume;
            self.issue = other.issue;
            self.first_page = other.first_page;
            self.last_page = other.last_page;
        }
        for file in other.enclosures {
            if self.enclosures.iter().all(|known| known.link != file.link) {
                self.enclosures.push(file);
            }
        }
        if self.comments.is_none() {
            self.comments = other.comments;
            self.n_comments = other.n_comments;
        }
        self.origin = self.origin.take().or(other.origin);
        if self.language.is_none() {
            self.language = other.language;
            self.right_to_left |= other.right_to_left;
        }
    }

    /// Its pages as files for other programs have them: `123-130`, `e7`.
    pub fn pages(&self) -> Option<String> {
        let first = self.first_page.as_ref()?;
        let last = self.last_page.as_ref().filter(|last| *last != first);
        Some(last.map_or_else(|| first.clone(), |last| format!("{first}-{last}")))
    }

    /// Where in its journal it stands, as references write it:
    /// `390(5):123–130`. Empty where nothing is known.
    pub fn place_in_journal(&self) -> String {
        let mut place = self.volume.clone().unwrap_or_default();
        if let Some(issue) = &self.issue {
            place.push_str(&format!("({issue})"));
        }
        let Some(first) = &self.first_page else {
            return place;
        };
        place.push_str(match place.is_empty() {
            true => "p. ",
            false => ":",
        });
        place.push_str(first);
        if let Some(last) = self.last_page.as_ref().filter(|last| *last != first) {
            place.push_str(&format!("–{last}"));
        }
        place
    }

    /// The images that come with the item, each as its address.
    pub fn pictures(&self) -> impl Iterator<Item = String> {
        let images = self.enclosures.iter().filter(|file| file.sort() == "image");
        let images = images.map(|file| file.link.clone());
        images.filter(|link| link.starts_with("https://") || link.starts_with("http://"))
    }

    /// What comes with the item as links that say what they are: its files
    /// (`audio, 42 min, 38 MB`), its comments, where it was first.
    pub fn links(&self) -> Vec<Link> {
        let files = self
            .enclosures
            .iter()
            .take(MOST_FILES)
            .map(|file| (file.link.as_str(), file.said()));
        let comments = self.comments.as_deref().map(|link| {
            let said = match self.n_comments {
                None => "comments".to_string(),
                Some(1) => "1 comment".to_string(),
                Some(n) => format!("{n} comments"),
            };
            (link, said)
        });
        let origin = self.origin.as_ref().and_then(|origin| {
            let link = origin.link.as_deref()?;
            Some((link, format!("first in {}", origin.title)))
        });
        files
            .chain(comments)
            .chain(origin)
            .map(|(link, label)| {
                let (target, stripped) = without_tracking(link);
                Link {
                    target,
                    label,
                    stripped,
                }
            })
            .collect()
    }
}

/// Whether a language is written from right to left, by its tag (`ar`,
/// `fa-IR`, `az-Arab`).
///
/// Source: CLDR 45, scripts Arab, Hebr, Thaa, Syrc, Nkoo as likely scripts.
pub fn is_right_to_left(language: &str) -> bool {
    let lower = language.trim().to_ascii_lowercase();
    let mut parts = lower.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    if let Some(script) = script {
        return matches!(script, "arab" | "hebr" | "thaa" | "syrc" | "nkoo" | "aran");
    }
    matches!(
        first,
        "ar" | "he"
            | "iw"
            | "fa"
            | "ur"
            | "ps"
            | "sd"
            | "ug"
            | "yi"
            | "ji"
            | "dv"
            | "ckb"
            | "syr"
            | "arc"
            | "arz"
            | "ary"
            | "nqo"
    )
}

#[cfg(test)]
mod tests {
    use super::Details;
    use super::Origin;
    use super::is_right_to_left;
    use crate::domain::enclosure::Enclosure;

    fn text(text: &str) -> Option<String> {
        Some(text.to_string()).filter(|text| !text.is_empty())
    }

    #[test]
    fn the_place_in_a_journal_is_written_as_in_references() {
        let check = |volume: &str, issue: &str, first: &str, last: &str, expected: &str| {
            let details = Details {
                volume: text(volume),
                issue: text(issue),
                first_page: text(first),
                last_page: text(last),
                ..Details::default()
            };
            assert_eq!(details.place_in_journal(), expected);
        };
        check("390", "5", "123", "130", "390(5):123–130");
        check("390", "", "e7", "", "390:e7");
        check("", "5", "", "", "(5)");
        check("", "", "12", "12", "p. 12");
        check("", "", "", "9", "");
    }

    #[test]
    fn what_comes_with_an_item_is_linked_under_what_it_is() {
        let details = Details {
            comments: text("https://a.org/1#respond"),
            n_comments: Some(3),
            origin: Some(Origin {
                title: "NEJM".to_string(),
                link: text("https://nejm.org/?utm_source=x"),
            }),
            ..Details::default()
        };
        let links: Vec<(String, String)> = details
            .links()
            .into_iter()
            .map(|link| (link.label, link.target))
            .collect();
        assert_eq!(links[0].0, "3 comments");
        assert_eq!(links[1].0, "first in NEJM");
        assert!(!links[1].1.contains("utm_source"), "{}", links[1].1);
    }

    #[test]
    fn one_source_completes_another_and_never_mixes_two_places() {
        let mut first = Details {
            volume: text("1"),
            language: text("he"),
            right_to_left: true,
            ..Details::default()
        };
        first.fill(Details {
            volume: text("2"),
            first_page: text("7"),
            comments: text("https://a.org/c"),
            language: text("en"),
            enclosures: vec![Enclosure::default()],
            ..Details::default()
        });
        assert_eq!(first.place_in_journal(), "1");
        assert_eq!(first.comments.as_deref(), Some("https://a.org/c"));
        assert_eq!(first.language.as_deref(), Some("he"));
        assert_eq!(first.enclosures.len(), 1);
    }

    #[test]
    fn what_is_stored_is_small_and_read_again_as_it_was() {
        let details = Details {
            volume: text("1"),
            enclosures: vec![Enclosure {
                link: "https://a.org/x".to_string(),
                ..Enclosure::default()
            }],
            right_to_left: true,
            ..Details::default()
        };
        let json = serde_json::to_string(&details).unwrap();
        assert_eq!(
            json,
            r#"{"volume":"1","enclosures":[{"link":"https://a.org/x"}],"right_to_left":true}"#
        );
        assert_eq!(serde_json::from_str::<Details>(&json).unwrap(), details);
        assert_eq!(
            serde_json::from_str::<Details>("{}").unwrap(),
            Details::default()
        );
    }

    #[test]
    fn a_language_tells_its_direction() {
        for (language, expected) in [
            ("ar", true),
            ("he-IL", true),
            ("fa_IR", true),
            ("az-Arab", true),
            ("ar-Latn", false),
            ("en", false),
            ("", false),
        ] {
            assert_eq!(is_right_to_left(language), expected, "{language}");
        }
    }
}
