//! One pass over an item.

use std::fmt;
use std::sync::OnceLock;

use super::Topic;
use super::Vocabulary;
use super::compile::Compiled;
use super::compile::Role;
use super::compile::heading_key;
use super::pattern::spread_into;
use super::why::Place;
use super::why::Reason;
use crate::domain::id::TopicId;
use crate::domain::text;

/// All that may say what an item is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    pub title: &'a str,
    /// Plain, not HTML.
    pub text: &'a str,
    /// Categories the item carries: words, MeSH headings, MeSH numbers.
    pub headings: &'a [String],
    /// What its source is about.
    pub source: &'a [TopicId],
}

/// Finds the topics an item belongs to; made once for all topics.
///
/// Of a person's own words: whole words only, without regard to case, accents
/// and the kind of hyphen; a blank in a phrase also stands for a hyphen and
/// for a line break, the last word also counts in its plural, `*` stands for
/// the rest of a word and `?` for one letter or none. Words of up to 4 letters
/// that the person wrote in capitals (`MI`, `CKD`, `HIV`) must stand in
/// capitals, for `aids` and `AIDS` are two things. What else holds for shipped
/// topics stands in the head of `assets/topics.toml`.
///
/// Making one costs nothing: the search is built when it is first used, by
/// whoever reads an answer, so that no screen waits for it.
pub struct Matcher {
    topics: Vec<Topic>,
    shipped: fn() -> &'static [Vocabulary],
    compiled: OnceLock<Compiled>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matcher")
            .field("topics", &self.topics)
            .finish_non_exhaustive()
    }
}

/// A phrase that counts, and where it stands.
struct Hit {
    phrase: usize,
    start: usize,
    end: usize,
}

/// The item's words as one folded text, parts divided by line breaks.
struct Folded {
    text: String,
    title_end: usize,
    /// Where each heading stands.
    headings: Vec<(usize, usize)>,
    /// Whether the title, or else all of it, knows no small letters: then
    /// capitals say nothing.
    shouts: bool,
}

/// What speaks for a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Phrase { phrase: usize, place: Place },
    Heading(usize),
    Source,
}

impl Matcher {
    /// A matcher of these topics; `shipped` is asked once, when it is first
    /// used. Without topics, or with empty ones, it finds nothing.
    pub fn new(topics: &[Topic], shipped: fn() -> &'static [Vocabulary]) -> Matcher {
        Matcher {
            topics: topics.to_vec(),
            shipped,
            compiled: OnceLock::new(),
        }
    }

    /// A matcher of topics that stand on no shipped ones.
    pub fn of_words(topics: &[Topic]) -> Matcher {
        Matcher::new(topics, || &[])
    }

    /// The topics of an item, sorted, each once.
    pub fn topics_of(&self, item: &Evidence<'_>) -> Vec<TopicId> {
        let compiled = self.compiled();
        let grounds = compiled.grounds(item);
        let topics = grounds
            .iter()
            .filter_map(|(topic, _)| compiled.topics.get(*topic));
        let mut found: Vec<TopicId> = topics.copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Why an item belongs to its topics: those of [`Matcher::topics_of`], each
    /// with its reasons, of which none is said twice.
    pub fn why(&self, item: &Evidence<'_>) -> Vec<(TopicId, Vec<Reason>)> {
        let compiled = self.compiled();
        let mut told: Vec<(TopicId, Vec<Reason>)> = Vec::new();
        for (topic, ground) in compiled.grounds(item) {
            let Some(&id) = compiled.topics.get(topic) else {
                continue;
            };
            let reason = compiled.reason(item, ground);
            match told.iter_mut().find(|(known, _)| *known == id) {
                Some((_, reasons)) if reasons.contains(&reason) => {}
                Some((_, reasons)) => reasons.push(reason),
                None => told.push((id, vec![reason])),
            }
        }
        told.sort_by_key(|(id, _)| *id);
        for (_, reasons) in &mut told {
            reasons.sort_by_key(|reason| reason.place);
        }
        told
    }

    /// Bytes that the search takes; builds it.
    pub fn memory(&self) -> usize {
        let search = self.compiled().search.as_ref();
        search.map_or(0, |search| search.memory_usage())
    }

    fn compiled(&self) -> &Compiled {
        self.compiled
            .get_or_init(|| Compiled::new(&self.topics, (self.shipped)()))
    }
}

impl Compiled {
    /// What speaks for which topic, by index.
    fn grounds(&self, item: &Evidence<'_>) -> Vec<(usize, Ground)> {
        if self.topics.is_empty() {
            return Vec::new();
        }
        let folded = Folded::new(item);
        let mut grounds = self.in_words(&folded, &|topic| self.is_of(item, topic));
        self.in_headings(item, &mut grounds);
        self.of_source(item, &mut grounds);
        grounds
    }

    fn is_of(&self, item: &Evidence<'_>, topic: usize) -> bool {
        let id = self.topics.get(topic);
        id.is_some_and(|id| item.source.contains(id))
    }

    fn in_words(
        &self,
        folded: &Folded,
        is_of_source: &dyn Fn(usize) -> bool,
    ) -> Vec<(usize, Ground)> {
        let (hits, has_company) = self.hits(folded);
        let role = |hit: &Hit| self.phrases.get(hit.phrase);
        let mutes = hits.iter().filter_map(role);
        let muted: Vec<usize> = mutes
            .filter(|phrase| phrase.role == Role::Mute)
            .map(|phrase| phrase.topic)
            .collect();
        let mut grounds = Vec::new();
        let mut weak: Vec<(usize, &Hit)> = Vec::new();
        for hit in &hits {
            let Some(phrase) = self.phrases.get(hit.phrase) else {
                continue;
            };
            let place = folded.place(hit);
            let counts = match phrase.role {
                Role::Strong => true,
                Role::Weak if muted.contains(&phrase.topic) => false,
                Role::Weak => {
                    weak.push((phrase.topic, hit));
                    place == Place::Title || folded.is_heading(hit) || is_of_source(phrase.topic)
                }
                Role::Ambiguous(company) => {
                    !folded.shouts
                        && (has_company.get(company) == Some(&true) || is_of_source(phrase.topic))
                }
                Role::Company(_) | Role::Not | Role::Mute => false,
            };
            if counts {
                let ground = Ground::Phrase {
                    phrase: hit.phrase,
                    place,
                };
                grounds.push((phrase.topic, ground));
            }
        }
        // Two different weak ones are as good as a strong one, if they stand
        // apart: `gut` inside `gut microbiota` says nothing more.
        for (topic, hit) in &weak {
            let mut others = weak.iter();
            let has_other = others.any(|(of, other)| {
                of == topic
                    && other.phrase != hit.phrase
                    && (other.end <= hit.start || hit.end <= other.start)
            });
            if has_other {
                let ground = Ground::Phrase {
                    phrase: hit.phrase,
                    place: folded.place(hit),
                };
                grounds.push((*topic, ground));
            }
        }
        grounds
    }

    /// The phrases that stand where nothing forbids them, and which companies
    /// are there.
    fn hits(&self, folded: &Folded) -> (Vec<Hit>, Vec<bool>) {
        let mut hits: Vec<Hit> = Vec::new();
        let mut not: Vec<Hit> = Vec::new();
        let mut has_company = vec![false; self.n_companies];
        let Some(search) = &self.search else {
            return (hits, has_company);
        };
        for found in search.find_overlapping_iter(&folded.text) {
            let forms = self.forms.get(found.pattern().as_usize());
            for (pattern, phrase) in forms.into_iter().flatten() {
                let Some((start, end)) = pattern.at(&folded.text, found.start(), found.end())
                else {
                    continue;
                };
                let hit = Hit {
                    phrase: *phrase,
                    start,
                    end,
                };
                match self.phrases.get(*phrase).map(|phrase| phrase.role) {
                    Some(Role::Company(company)) => {
                        if let Some(has) = has_company.get_mut(company) {
                            *has = true;
                        }
                    }
                    Some(Role::Not) => not.push(hit),
                    Some(_) => hits.push(hit),
                    None => {}
                }
            }
        }
        if !not.is_empty() {
            let topic = |hit: &Hit| self.phrases.get(hit.phrase).map(|phrase| phrase.topic);
            let is_mute = |hit: &Hit| {
                let phrase = self.phrases.get(hit.phrase);
                phrase.is_some_and(|phrase| phrase.role == Role::Mute)
            };
            hits.retain(|hit| {
                // An exclusion takes away and never lets in.
                is_mute(hit)
                    || !not.iter().any(|not| {
                        not.start < hit.end && hit.start < not.end && topic(not) == topic(hit)
                    })
            });
        }
        (hits, has_company)
    }

    fn in_headings(&self, item: &Evidence<'_>, grounds: &mut Vec<(usize, Ground)>) {
        for (at, heading) in item.headings.iter().enumerate() {
            let heading = heading.trim();
            if let Some(topics) = self.headings.get(&heading_key(heading)) {
                grounds.extend(topics.iter().map(|&topic| (topic, Ground::Heading(at))));
            }
            for (tree, topic) in &self.trees {
                let below = heading.strip_prefix(tree.as_str());
                if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
                    grounds.push((*topic, Ground::Heading(at)));
                }
            }
        }
    }

    /// What a source is about is about its items: always where that is one
    /// topic; where there are several and words tell which, only those.
    fn of_source(&self, item: &Evidence<'_>, grounds: &mut Vec<(usize, Ground)>) {
        let topics = 0..self.topics.len();
        let of_source: Vec<usize> = topics.filter(|&topic| self.is_of(item, topic)).collect();
        let told = |topic: &usize| grounds.iter().any(|(known, _)| known == topic);
        if of_source.len() == 1 || !of_source.iter().any(told) {
            grounds.extend(of_source.into_iter().map(|topic| (topic, Ground::Source)));
        }
    }

    fn reason(&self, item: &Evidence<'_>, ground: Ground) -> Reason {
        match ground {
            Ground::Phrase { phrase, place } => Reason {
                place,
                said: self
                    .phrases
                    .get(phrase)
                    .map(|phrase| phrase.said.clone())
                    .unwrap_or_default(),
            },
            Ground::Heading(at) => Reason {
                place: Place::Heading,
                said: item.headings.get(at).cloned().unwrap_or_default(),
            },
            Ground::Source => Reason {
                place: Place::Source,
                said: String::new(),
            },
        }
    }
}

impl Folded {
    fn new(item: &Evidence<'_>) -> Folded {
        let mut text = String::with_capacity(item.title.len() + item.text.len() + 64);
        spread_into(&text::fold_but_case(item.title), &mut text);
        let title_end = text.len();
        let mut headings = Vec::with_capacity(item.headings.len());
        for heading in item.headings {
            text.push('\n');
            let start = text.len();
            spread_into(&text::fold_but_case(heading), &mut text);
            headings.push((start, text.len()));
        }
        text.push('\n');
        spread_into(&text::fold_but_case(item.text), &mut text);
        let loud = match item.title.trim().is_empty() {
            true => item.text,
            false => item.title,
        };
        Folded {
            text,
            title_end,
            headings,
            shouts: shouts(loud),
        }
    }

    fn place(&self, hit: &Hit) -> Place {
        if hit.start < self.title_end {
            return Place::Title;
        }
        match self.headings.last() {
            Some((_, end)) if hit.start < *end => Place::Heading,
            _ => Place::Text,
        }
    }

    /// Whether a hit is a whole heading.
    fn is_heading(&self, hit: &Hit) -> bool {
        self.headings.contains(&(hit.start, hit.end))
    }
}

/// Whether a text of several words has no small letter.
fn shouts(text: &str) -> bool {
    text.split_whitespace().nth(3).is_some() && !text.chars().any(char::is_lowercase)
}
