//! Members of a work: what one source says of it, and what joins it to what
//! the others say.
//!
//! Says no when in doubt. A title alone never joins: who wrote it or where it
//! stands must agree too, and two things of one source are two things.

use crate::domain::badge::Badge;
use crate::domain::id::SourceId;
use crate::domain::link;
use crate::domain::same::WINDOW_DAYS;
use crate::domain::same::contradict;
use crate::domain::same::plain_title;
use crate::domain::text;
use crate::domain::time::UtcTime;

/// One item, as far as joining looks at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    pub source: SourceId,
    pub title: String,
    pub link: Option<String>,
    /// The time it sorts by.
    pub time: UtcTime,
    pub authors: Vec<String>,
    /// As stated, else what the source calls itself.
    pub journal: Option<String>,
    /// The names its source gives it: `doi:…`, `pmid:…`, `url:…`.
    pub names: Vec<String>,
    /// Names it shares with what the person joined it to.
    pub by_hand: Vec<String>,
    /// The person said that it is not what the others are: its own names join
    /// it to nothing.
    pub alone: bool,
    /// Its source calls it a preprint.
    pub preprint: bool,
}

/// What joins a member to the others of its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It was there first.
    First,
    /// It shares this name with another: `doi:10.1056/…`.
    Name(String),
    /// Title and first author, title and journal, or title and site.
    Title(Agreement),
    /// The person joined them.
    ByHand,
    /// It was joined by what its source said before.
    Before,
}

/// What agrees besides the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    FirstAuthor,
    Journal,
    Site,
}

impl Member {
    /// The names that may join it to others.
    pub fn joining_names(&self) -> impl Iterator<Item = &String> {
        let own = self.names.iter().filter(|_| !self.alone);
        own.chain(&self.by_hand)
    }

    /// Whether it is a version before peer review, by its badge or its names.
    pub fn is_preprint(&self) -> bool {
        self.preprint || self.names.iter().any(|name| names_preprint(name))
    }
}

/// Whether a name is one that only preprints have.
pub fn names_preprint(name: &str) -> bool {
    match name.split_once(':') {
        Some(("arxiv", _)) => true,
        Some(("doi", doi)) => Badge::is_preprint_doi(doi),
        _ => false,
    }
}

/// What agrees besides the title, where the title may join the two: equal and
/// long enough, of two sources, near in time, under no contradicting names,
/// and no preprint with its paper.
pub fn joined_by_title(a: &Member, b: &Member) -> Option<Agreement> {
    let may = !a.alone
        && !b.alone
        && a.source != b.source
        && a.time.0.abs_diff(b.time.0) <= WINDOW_DAYS.unsigned_abs() * 86_400
        && a.is_preprint() == b.is_preprint()
        && !contradict(&a.names, &b.names);
    if !may {
        return None;
    }
    let title = plain_title(&a.title)?;
    if plain_title(&b.title)? != title {
        return None;
    }
    match (a.authors.first(), b.authors.first()) {
        (Some(one), Some(other)) if share_a_name(one, other) => {
            return Some(Agreement::FirstAuthor);
        }
        // Two columns under one heading by two hands.
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    if let (Some(one), Some(other)) = (&a.journal, &b.journal)
        && is_one_journal(one, other)
    {
        return Some(Agreement::Journal);
    }
    let site = |member: &Member| {
        let host = member.link.as_deref().and_then(link::host)?;
        Some(host.to_ascii_lowercase())
    };
    (site(a)? == site(b)?).then_some(Agreement::Site)
}

/// Whether two spellings of a person share a name: `Smith J`, `Jane Smith`.
fn share_a_name(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let long = |word: &&String| word.chars().count() > 2 || !word.is_ascii();
    one.iter().filter(long).any(|word| other.contains(word))
}

/// Whether two names of a journal are one, the one perhaps in short:
/// `N Engl J Med`, `The New England Journal of Medicine`.
fn is_one_journal(one: &str, other: &str) -> bool {
    let bare = |name: &str| -> Vec<String> {
        let words = words(name).into_iter();
        words
            .filter(|word| !["the", "of", "and", "for", "in"].contains(&word.as_str()))
            .collect()
    };
    let (one, other) = (bare(one), bare(other));
    !one.is_empty()
        && one.len() == other.len()
        && one
            .iter()
            .zip(&other)
            .all(|(a, b)| a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
}

fn words(text: &str) -> Vec<String> {
    text::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// For each member why it belongs to the others; the first was there first.
pub fn reasons(members: &[Member]) -> Vec<How> {
    (0..members.len()).map(|at| reason(members, at)).collect()
}

fn reason(members: &[Member], at: usize) -> How {
    let me = &members[at];
    let others = || {
        let others = members.iter().enumerate();
        others.filter(move |(other, _)| *other != at).map(|it| it.1)
    };
    if at == 0 {
        return How::First;
    }
    if others().any(|other| me.by_hand.iter().any(|name| other.by_hand.contains(name))) {
        return How::ByHand;
    }
    let mut names: Vec<&String> = me.names.iter().filter(|_| !me.alone).collect();
    names.sort_by_key(|name| strength(name));
    let shared = |name: &&String| others().any(|other| !other.alone && other.names.contains(name));
    if let Some(name) = names.into_iter().find(shared) {
        return How::Name(name.clone());
    }
    match others().find_map(|other| joined_by_title(me, other)) {
        Some(agreement) => How::Title(agreement),
        None => How::Before,
    }
}

/// Strongest names first; the order in which names are looked at everywhere.
pub fn strength(name: &str) -> usize {
    const ORDER: [&str; 7] = ["doi:", "pmid:", "pmcid:", "arxiv:", "pii:", "url:", "item:"];
    let place = ORDER.iter().position(|start| name.starts_with(start));
    place.unwrap_or(ORDER.len())
}

/// Which members hang together: for each the index of the first one that it
/// hangs together with.
pub fn groups(members: &[Member]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..members.len()).collect();
    for at in 1..members.len() {
        for before in 0..at {
            let is_joined = share_a_joining_name(&members[at], &members[before])
                || joined_by_title(&members[at], &members[before]).is_some();
            if is_joined && group[at] != group[before] {
                let (stays, goes) = (group[at].min(group[before]), group[at].max(group[before]));
                for one in &mut group {
                    if *one == goes {
                        *one = stays;
                    }
                }
            }
        }
    }
    group
}

fn share_a_joining_name(a: &Member, b: &Member) -> bool {
    a.joining_names()
        .any(|name| b.joining_names().any(|other| other == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(source: i64) -> Member {
        Member {
            source: SourceId(source),
            title: "Vitamin D and falls in older adults".to_string(),
            ..Member::default()
        }
    }

    fn by(author: &str, member: Member) -> Member {
        Member {
            authors: vec![author.to_string()],
            ..member
        }
    }

    fn in_journal(journal: &str, member: Member) -> Member {
        Member {
            journal: Some(journal.to_string()),
            ..member
        }
    }

    #[test]
    fn a_title_joins_where_first_author_or_journal_agree() {
        let agree = |a: &Member, b: &Member| joined_by_title(a, b);
        assert_eq!(agree(&member(1), &member(2)), None, "a title alone");
        assert_eq!(
            agree(&by("Smith J", member(1)), &by("Jane Smith, MD", member(2))),
            Some(Agreement::FirstAuthor)
        );
        assert_eq!(
            agree(&by("Smith J", member(1)), &by("Doe A", member(2))),
            None
        );
        assert_eq!(
            agree(
                &in_journal("N Engl J Med", member(1)),
                &in_journal("The New England Journal of Medicine", member(2))
            ),
            Some(Agreement::Journal)
        );
        assert_eq!(
            agree(
                &in_journal("JAMA", member(1)),
                &in_journal("JAMA Internal Medicine", member(2))
            ),
            None
        );
    }

    #[test]
    fn a_title_never_joins_against_better_knowledge() {
        let one = by("Smith J", member(1));
        let other = || by("Smith J", member(2));
        let named = |name: &str, member: Member| Member {
            names: vec![name.to_string()],
            ..member
        };
        assert!(joined_by_title(&one, &other()).is_some());
        let of_one_source = by("Smith J", member(1));
        assert_eq!(joined_by_title(&one, &of_one_source), None);
        assert_eq!(
            joined_by_title(
                &named("doi:10.1000/a", one.clone()),
                &named("doi:10.1000/b", other())
            ),
            None
        );
        assert_eq!(
            joined_by_title(
                &named("doi:10.1101/2021.06.16.21258632", one.clone()),
                &other()
            ),
            None,
            "a preprint and its paper are two works"
        );
        let late = Member {
            time: UtcTime((WINDOW_DAYS + 1) * 86_400),
            ..other()
        };
        assert_eq!(joined_by_title(&one, &late), None);
        let alone = Member {
            alone: true,
            ..other()
        };
        assert_eq!(joined_by_title(&one, &alone), None);
        let short = |member: Member| Member {
            title: "In this issue".to_string(),
            ..member
        };
        assert_eq!(joined_by_title(&short(one.clone()), &short(other())), None);
    }

    #[test]
    fn each_member_says_what_joined_it() {
        let names = |names: &[&str], member: Member| Member {
            names: names.iter().map(ToString::to_string).collect(),
            ..member
        };
        let hand = Member {
            by_hand: vec!["hand:a=b".to_string()],
            ..names(&["doi:10.1000/z"], member(5))
        };
        let members = [
            by(
                "Smith J",
                names(&["doi:10.1000/a", "url:a.example/1"], member(1)),
            ),
            names(&["url:a.example/1", "doi:10.1000/a"], member(2)),
            by("J. Smith", member(3)),
            Member {
                by_hand: vec!["hand:a=b".to_string()],
                ..member(4)
            },
            hand,
            Member::default(),
        ];
        assert_eq!(
            reasons(&members),
            [
                How::First,
                How::Name("doi:10.1000/a".to_string()),
                How::Title(Agreement::FirstAuthor),
                How::ByHand,
                How::ByHand,
                How::Before,
            ]
        );
        assert_eq!(groups(&members), [0, 0, 0, 3, 3, 5]);
    }
}
