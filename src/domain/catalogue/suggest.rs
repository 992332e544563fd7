//! Whom to follow, and why: every suggestion carries its reasons in words and
//! in numbers that the person can count again.

use std::collections::HashSet;

use super::Catalogue;
use super::Entry;
use super::GENERAL;
use super::Kind;
use super::bare;
use super::name;
use crate::domain::link;

/// What is for everyone is suggested from so many public lists on.
const FOR_EVERYONE: u32 = 3;

/// Saved so often, an author or a journal is worth following.
const OFTEN: u32 = 2;

/// Topics within a specialty, which is what the catalogue knows.
const WITHIN: [(&str, &str); 5] = [
    ("heart-failure", "cardiology"),
    ("ckd", "nephrology"),
    ("diabetes", "endocrinology"),
    ("addiction", "psychiatry"),
    ("urology", "surgery"),
];

/// What the person's own data says about whom to follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// The addresses that are followed, and those that were hidden for good.
    pub followed: Vec<String>,
    pub hidden: Vec<String>,
    /// Ids of the shipped topics that the person has, with what they are
    /// called.
    pub topics: Vec<(String, String)>,
    /// Hosts with how many followed sources link to them in what is cached.
    pub linked: Vec<(String, u32)>,
    /// Journals and authors with how many saved works are theirs.
    pub journals: Vec<(String, u32)>,
    pub authors: Vec<(String, u32)>,
}

/// Somebody to follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// Without an address: an author whose feed nobody knows; then `home` is
    /// where to search.
    pub entry: Entry,
    /// Never empty.
    pub reasons: Vec<String>,
    /// Each of them in as few words as a row has, what decides first.
    pub brief: Vec<String>,
}

/// A reason, and the same in as few words as a row has.
type Reason = (String, String);

impl Suggestion {
    fn of(entry: Entry, reasons: Vec<Reason>) -> Suggestion {
        let (reasons, brief) = reasons.into_iter().unzip();
        Suggestion {
            entry,
            reasons,
            brief,
        }
    }

    /// What names it among those that are hidden.
    pub fn key(&self) -> &str {
        match self.entry.address.is_empty() {
            true => &self.entry.home,
            false => &self.entry.address,
        }
    }
}

/// Everybody worth following by what is known, whoever has most reasons first,
/// then the most linked and saved, then the most carried.
pub fn suggestions(catalogue: &Catalogue, clues: &Clues) -> Vec<Suggestion> {
    let gone: HashSet<&str> = clues
        .followed
        .iter()
        .chain(&clues.hidden)
        .map(|address| bare(address))
        .collect();
    let mut ranked: Vec<(usize, u32, Suggestion)> = catalogue
        .entries
        .iter()
        .filter(|entry| entry.is_offered() && !gone.contains(bare(&entry.address)))
        .filter_map(|entry| {
            let (reasons, weight) = reasons(entry, clues);
            let n_reasons = reasons.len();
            let suggestion = Suggestion::of(entry.clone(), reasons);
            (n_reasons > 0).then_some((n_reasons, weight, suggestion))
        })
        .collect();
    for (author, n) in clues.authors.iter().filter(|(_, n)| *n >= OFTEN) {
        let suggestion = author_of(author, *n);
        let known = ranked.iter().any(|(_, _, it)| is_by(&it.entry, author));
        if !known && !gone.contains(bare(suggestion.key())) {
            ranked.push((1, *n, suggestion));
        }
    }
    ranked.sort_by_key(|(n_reasons, weight, it)| {
        (usize::MAX - n_reasons, u32::MAX - weight, it.entry.rank())
    });
    ranked.into_iter().map(|(_, _, it)| it).collect()
}

/// Why an entry is suggested, and how often the person's own data says so.
fn reasons(entry: &Entry, clues: &Clues) -> (Vec<Reason>, u32) {
    let mut reasons: Vec<Reason> = Vec::new();
    let lists = match entry.n_lists {
        0 => "no list".to_string(),
        1 => "1 list".to_string(),
        n => format!("{n} lists"),
    };
    let mut weight = 0;
    let mut about: Vec<&str> = Vec::new();
    for (topic, called) in &clues.topics {
        let within = WITHIN.iter().find(|(narrow, _)| narrow == topic);
        let wide = within.is_some_and(|(_, wide)| entry.is_about(&[wide]));
        if wide || entry.specialties.contains(topic) {
            about.push(called);
        }
    }
    if !about.is_empty() {
        let (known, about) = (entry.known_from(), about.join(", "));
        reasons.push((
            format!("{known}; your topics: {about}"),
            format!("about {about}; {lists}"),
        ));
    } else if entry.is_about(&[GENERAL]) && entry.n_lists >= FOR_EVERYONE {
        reasons.push((
            format!("{}; for everyone", entry.known_from()),
            format!("for everyone; {lists}"),
        ));
    }
    let host = link::host(&entry.home).or_else(|| link::host(&entry.address));
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    if let Some((_, n)) = clues
        .linked
        .iter()
        .find(|(it, _)| Some(it.as_str()) == host)
    {
        weight += n;
        let (sources, link) = match n {
            1 => ("source", "links"),
            _ => ("sources", "link"),
        };
        reasons.push((
            format!("{n} of your sources {link} to it"),
            format!("{n} {sources} {link} to it"),
        ));
    }
    for (journal, n) in clues.journals.iter().filter(|(_, n)| *n >= OFTEN) {
        if name::is_same(&entry.name, journal) {
            weight += n;
            let brief = format!("you saved {n} papers");
            reasons.push((format!("{brief} of it"), brief));
        }
    }
    for (author, n) in clues.authors.iter().filter(|(_, n)| *n >= OFTEN) {
        if is_by(entry, author) {
            weight += n;
            reasons.push(saved_by(author, *n));
        }
    }
    (reasons, weight)
}

/// Whether an entry is a person's whose name is an author's.
fn is_by(entry: &Entry, author: &str) -> bool {
    let name = entry.name.to_lowercase();
    let mut parts = author.split(|c: char| !c.is_alphanumeric());
    entry.kind == Kind::Person
        && parts
            .clone()
            .filter(|part| part.chars().count() > 1)
            .count()
            >= 2
        && parts.all(|part| part.chars().count() < 2 || name.contains(&part.to_lowercase()))
}

/// An author whose feed nobody knows: where PubMed lists the papers, it makes
/// one.
fn author_of(author: &str, n: u32) -> Suggestion {
    let mut search = url::form_urlencoded::Serializer::new(String::new());
    search.append_pair("term", &format!("{author}[Author]"));
    let entry = Entry {
        name: author.to_string(),
        kind: Kind::Person,
        home: format!("https://pubmed.ncbi.nlm.nih.gov/?{}", search.finish()),
        ..Entry::default()
    };
    Suggestion::of(entry, vec![saved_by(author, n)])
}

/// An author's row has the name already.
fn saved_by(author: &str, n: u32) -> Reason {
    let brief = format!("you saved {n} papers");
    (format!("{brief} by {author}"), brief)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::testing::entry;

    fn catalogue() -> Catalogue {
        Catalogue {
            entries: vec![
                entry("Kidney", Kind::Journal, "nephrology", 2),
                entry("NephJC", Kind::Blog, "nephrology", 1),
                entry("Heart", Kind::Journal, "cardiology", 9),
                entry("Everybody", Kind::Journal, "general", 5),
            ],
        }
    }

    fn clues() -> Clues {
        Clues {
            topics: vec![("nephrology".to_string(), "Nephrology".to_string())],
            ..Clues::default()
        }
    }

    fn names(clues: &Clues) -> Vec<String> {
        let found = suggestions(&catalogue(), clues);
        found.into_iter().map(|it| it.entry.name).collect()
    }

    #[test]
    fn nobody_is_suggested_without_a_reason_that_can_be_read() {
        assert_eq!(names(&clues()), ["Everybody", "Kidney", "NephJC"]);
        for suggestion in suggestions(&catalogue(), &clues()) {
            assert!(suggestion.reasons.iter().all(|why| !why.is_empty()));
        }
        let kidney = &suggestions(&catalogue(), &clues())[1];
        assert_eq!(
            kidney.reasons,
            ["on 2 public lists; your topics: Nephrology"]
        );
    }

    #[test]
    fn a_row_says_each_reason_in_few_words_what_decides_first() {
        let mut catalogue = catalogue();
        for entry in &mut catalogue.entries {
            entry.evidence = super::super::Evidence::Answered;
            entry.answered = Some("2026-10-07".to_string());
        }
        let clues = Clues {
            linked: vec![("nephjc.example".to_string(), 1)],
            journals: vec![("Kidney".to_string(), 4)],
            ..clues()
        };
        let all = suggestions(&catalogue, &clues);
        let brief = |name: &str| {
            let one = all.iter().find(|it| it.entry.name == name).unwrap();
            assert_eq!(one.brief.len(), one.reasons.len());
            one.brief.join("; ")
        };
        let kidney = "about Nephrology; 2 lists; you saved 4 papers";
        assert_eq!(brief("Kidney"), kidney);
        let nephjc = "about Nephrology; 1 list; 1 source links to it";
        assert_eq!(brief("NephJC"), nephjc);
        assert_eq!(brief("Everybody"), "for everyone; 5 lists");
    }

    #[test]
    fn a_topic_within_a_specialty_is_served_by_its_sources() {
        let clues = Clues {
            topics: vec![("ckd".to_string(), "CKD".to_string())],
            ..Clues::default()
        };
        assert_eq!(names(&clues), ["Everybody", "Kidney", "NephJC"]);
    }

    #[test]
    fn who_is_linked_or_saved_goes_before_who_is_only_on_lists() {
        let clues = Clues {
            linked: vec![("nephjc.example".to_string(), 3)],
            journals: vec![("The Heart".to_string(), 4), ("Kidney".to_string(), 1)],
            ..clues()
        };
        assert_eq!(names(&clues), ["NephJC", "Heart", "Everybody", "Kidney"]);
        let all = suggestions(&catalogue(), &clues);
        assert_eq!(all[0].reasons[1], "3 of your sources link to it");
        assert_eq!(all[1].reasons, ["you saved 4 papers of it"]);
    }

    #[test]
    fn followed_and_hidden_ones_are_not_suggested_again() {
        let clues = Clues {
            followed: vec!["http://kidney.example/feed".to_string()],
            hidden: vec!["https://everybody.example/feed".to_string()],
            ..clues()
        };
        assert_eq!(names(&clues), ["NephJC"]);
    }

    #[test]
    fn an_author_who_is_saved_often_comes_with_where_the_papers_are_listed() {
        let clues = Clues {
            authors: vec![("Ann Example".to_string(), 3), ("Bo Once".to_string(), 1)],
            ..Clues::default()
        };
        let all = suggestions(&Catalogue::default(), &clues);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].reasons, ["you saved 3 papers by Ann Example"]);
        assert_eq!(
            all[0].entry.home,
            "https://pubmed.ncbi.nlm.nih.gov/?term=Ann+Example%5BAuthor%5D"
        );
    }
}
