//! Whether two entries are about one work.
//!
//! What the store joins by stands in [`crate::domain::member`], which also
//! knows who wrote a thing and where it stands; here are the rules that look at
//! two entries alone.
//!
//! Says no when in doubt: two rows for one paper are a smaller harm than one
//! row that hides another. A preprint and its paper are two works.

use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::domain::link;
use crate::domain::text;
use crate::domain::time::UtcTime;

/// What is known of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clue {
    pub title: String,
    pub link: Option<String>,
    /// The id its source gave.
    pub id: Option<String>,
    pub published: Option<UtcTime>,
    pub identifiers: Vec<Identifier>,
    /// The address of its recording.
    pub enclosure: Option<String>,
}

/// Why two entries are one work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Both answer to this key: `doi:…`, `pmid:…`, `pii:…`.
    Identifier(String),
    /// Both lead to this address: `url:…`.
    Link(String),
    /// Both carry this recording.
    Enclosure(String),
    /// Both have this title, folded, and came within [`WINDOW_DAYS`].
    Title(String),
}

/// Entries further apart than this are not joined by title alone: series and
/// yearly updates repeat theirs.
///
/// Source: PubMed lists a paper up to about two months after its journal.
pub const WINDOW_DAYS: i64 = 90;

/// A title shorter than this names many things: `Episode 19`, `In this issue`.
const SHORTEST_TITLE: usize = 24;

/// Why the two are one work, `None` where they are not or nothing says so.
pub fn same_work(a: &Clue, b: &Clue) -> Option<Why> {
    let (names_a, names_b) = (names(a), names(b));
    if let Some(shared) = names_a.iter().find(|name| names_b.contains(name)) {
        return Some(Why::Identifier(shared.clone()));
    }
    if contradict(&names_a, &names_b) {
        return None;
    }
    if let Some(key) = shared(a, b, |clue| clue.link.as_deref().and_then(link::key)) {
        return Some(Why::Link(key));
    }
    if let Some(key) = shared(a, b, |clue| clue.enclosure.as_deref().and_then(link::key)) {
        return Some(Why::Enclosure(key));
    }
    let title = shared_title(a, b)?;
    let is_near = match (a.published, b.published) {
        (Some(a), Some(b)) => a.0.abs_diff(b.0) <= WINDOW_DAYS.unsigned_abs() * 86_400,
        _ => true,
    };
    is_near.then_some(Why::Title(title))
}

/// The keys of what is stated and what the link says.
fn names(clue: &Clue) -> Vec<String> {
    let address = clue.link.as_deref().unwrap_or("");
    let id = clue.id.as_deref().unwrap_or("");
    let from_id = match id.contains(' ') {
        true => Vec::new(),
        false => ident::from_field("id", id),
    };
    let stated = clue.identifiers.iter().cloned();
    let mut names: Vec<String> = stated
        .chain(ident::from_link(address))
        .chain(from_id)
        .filter_map(|found| found.key())
        .collect();
    names.extend(ident::pii(address).map(|pii| format!("pii:{pii}")));
    names
}

/// Whether both have an identifier of one kind and none of that kind is shared.
pub fn contradict(a: &[String], b: &[String]) -> bool {
    const KINDS: [&str; 5] = ["doi:", "pmid:", "pmcid:", "arxiv:", "pii:"];
    KINDS.iter().any(|kind| {
        let of = |names: &[String]| names.iter().any(|name| name.starts_with(kind));
        let shared = |name: &&String| name.starts_with(kind) && b.contains(name);
        of(a) && of(b) && !a.iter().any(|name| shared(&name))
    })
}

fn shared(a: &Clue, b: &Clue, key: fn(&Clue) -> Option<String>) -> Option<String> {
    key(a).filter(|key_a| key(b).as_ref() == Some(key_a))
}

/// The folded title of both, letters and digits only.
fn shared_title(a: &Clue, b: &Clue) -> Option<String> {
    let title = plain_title(&a.title)?;
    (plain_title(&b.title)? == title).then_some(title)
}

/// A title as titles are compared: folded, letters and digits only, one blank
/// between words. `None` for one that names many things: too short, or of one
/// word.
pub fn plain_title(title: &str) -> Option<String> {
    let folded = text::fold(&text::clean(title));
    let mut plain = String::with_capacity(folded.len());
    for word in folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    (plain.len() >= SHORTEST_TITLE && plain.contains(' ')).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clue(title: &str, link: &str) -> Clue {
        Clue {
            title: title.to_string(),
            link: Some(link.to_string()),
            ..Clue::default()
        }
    }

    #[test]
    fn a_shared_identifier_joins_whatever_the_titles_say() {
        let a = clue(
            "Semaglutide in X",
            "https://www.nejm.org/doi/full/10.1056/NEJMoa1",
        );
        let b = Clue {
            identifiers: vec![Identifier::Doi("10.1056/nejmoa1".to_string())],
            ..clue(
                "[In Process] Semaglutide",
                "https://pubmed.ncbi.nlm.nih.gov/1/",
            )
        };
        assert_eq!(
            same_work(&a, &b),
            Some(Why::Identifier("doi:10.1056/nejmoa1".to_string()))
        );
    }

    #[test]
    fn one_title_under_two_identifiers_is_two_works() {
        let a = clue(
            "Typifications appearing in this volume",
            "https://doi.org/10.1002/a.1",
        );
        let b = clue(
            "Typifications appearing in this volume",
            "https://doi.org/10.1002/a.2",
        );
        assert_eq!(same_work(&a, &b), None);
    }

    #[test]
    fn one_address_in_two_spellings_joins() {
        let a = clue("A", "https://www.example.org/a?utm_source=rss");
        let b = clue("B", "http://example.org/a/");
        assert_eq!(
            same_work(&a, &b),
            Some(Why::Link("url:example.org/a".to_string()))
        );
        let home = clue("A", "https://example.org/");
        assert_eq!(same_work(&home, &clue("B", "https://example.org/")), None);
    }

    #[test]
    fn a_long_title_joins_within_its_window() {
        let at = |day: i64, link: &str| Clue {
            published: Some(UtcTime(day * 86_400)),
            ..clue("Vitamin D and falls in older adults", link)
        };
        let a = at(0, "https://a.example/1");
        assert!(matches!(
            same_work(&a, &at(30, "https://b.example/2")),
            Some(Why::Title(_))
        ));
        assert_eq!(same_work(&a, &at(400, "https://b.example/2")), None);
        let short = |link: &str| clue("Episode 19", link);
        assert_eq!(
            same_work(&short("https://a.example/1"), &short("https://b.example/2")),
            None
        );
    }
}
