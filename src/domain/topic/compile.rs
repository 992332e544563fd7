//! All topics as one search.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use aho_corasick::AhoCorasickKind;
use aho_corasick::MatchKind;

use super::Topic;
use super::Vocabulary;
use super::pattern::Pattern;
use super::pattern::is_capitals;
use super::pattern::plurals;
use super::pattern::spread;
use super::vocabulary;
use crate::domain::id::TopicId;
use crate::domain::text;

/// What a phrase does where it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Makes the item belong.
    Strong,
    /// Makes it belong in the title, or beside another weak one.
    Weak,
    /// Makes it belong beside its company: an index of `companies`.
    Ambiguous(usize),
    /// Is company for an ambiguous one.
    Company(usize),
    /// Nothing counts where it stands.
    Not,
    /// No weak one counts in the whole item.
    Mute,
}

/// A word or phrase, of whichever forms.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its topic's index.
    pub(super) topic: usize,
    pub(super) role: Role,
    /// As it is told: `MI (myocardial infarction)`.
    pub(super) said: String,
}

/// Everything the search knows; made once for all topics.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// `None` where there is nothing to look for, or more than it can hold.
    pub(super) search: Option<AhoCorasick>,
    /// For each anchor the forms that have it: pattern and its phrase's index.
    pub(super) forms: Vec<Vec<(Pattern, usize)>>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) n_companies: usize,
    pub(super) topics: Vec<TopicId>,
    /// Folded names that headings may have, and MeSH's numbers, to topics.
    pub(super) headings: HashMap<String, Vec<usize>>,
    /// MeSH tree numbers with their topics.
    pub(super) trees: Vec<(String, usize)>,
}

impl Compiled {
    pub(super) fn new(topics: &[Topic], shipped: &[Vocabulary]) -> Compiled {
        let mut compiled = Compiled::default();
        let mut anchors = Vec::new();
        let mut seen = HashMap::new();
        let mut forms: Vec<(Pattern, usize)> = Vec::new();
        for (index, topic) in topics.iter().enumerate() {
            compiled.topics.push(topic.id);
            let own = topic.shipped.as_deref();
            if let Some(shipped) = own.and_then(|id| vocabulary::find(shipped, id)) {
                compiled.add_shipped(index, shipped, topic, &mut forms);
            }
            compiled.name(index, &topic.name);
            for word in &topic.words {
                compiled.add_own(index, Role::Strong, word, &mut forms);
            }
            for word in &topic.not {
                compiled.add_own(index, Role::Not, word, &mut forms);
            }
        }
        for (pattern, phrase) in forms {
            let at = *seen
                .entry(pattern.anchor.to_lowercase())
                .or_insert_with(|| {
                    anchors.push(pattern.anchor.clone());
                    compiled.forms.push(Vec::new());
                    anchors.len() - 1
                });
            if let Some(forms) = compiled.forms.get_mut(at) {
                forms.push((pattern, phrase));
            }
        }
        if !anchors.is_empty() {
            compiled.search = AhoCorasick::builder()
                // Overlapping search needs it: a shorter phrase of one topic
                // may lie inside a longer one of another.
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::DFA))
                .ascii_case_insensitive(true)
                .build(&anchors)
                .ok();
        }
        compiled
    }

    fn add_shipped(
        &mut self,
        index: usize,
        shipped: &Vocabulary,
        topic: &Topic,
        forms: &mut Vec<(Pattern, usize)>,
    ) {
        let is_wanted = |word: &str| {
            let folded = text::fold(word);
            !topic.without.iter().any(|off| text::fold(off) == folded)
        };
        let strong = shipped.terms.iter().map(|word| (word, Role::Strong));
        let weak = shipped.weak.iter().map(|word| (word, Role::Weak));
        let not = shipped.not.iter().map(|word| (word, Role::Not));
        let mute = shipped.mute.iter().map(|word| (word, Role::Mute));
        for (word, role) in strong.chain(weak).chain(not).chain(mute) {
            if is_wanted(word) {
                let phrase = self.phrase(index, role, word);
                push(forms, &plurals(word), false, phrase);
            }
        }
        for word in shipped.abbreviations.iter().filter(|word| is_wanted(word)) {
            let phrase = self.phrase(index, Role::Strong, word);
            push(forms, &[word.clone(), format!("{word}s")], true, phrase);
        }
        for word in &shipped.ambiguous {
            let short = &word.abbreviation;
            if !is_wanted(short) {
                continue;
            }
            let company = self.n_companies;
            self.n_companies += 1;
            let said = format!("{short} ({})", word.means);
            let phrase = self.phrase(index, Role::Ambiguous(company), &said);
            push(forms, &[short.clone(), format!("{short}s")], true, phrase);
            for need in &word.needs {
                let phrase = self.phrase(index, Role::Company(company), need);
                push(forms, &[format!("{need}*")], false, phrase);
            }
        }
        for tag in shipped.hashtags.iter().filter(|tag| is_wanted(tag)) {
            let phrase = self.phrase(index, Role::Strong, tag);
            push(forms, std::slice::from_ref(tag), false, phrase);
        }
        self.name(index, &shipped.label);
        for heading in &shipped.headings {
            self.name(index, heading);
        }
        for descriptor in shipped.mesh.iter().filter(|it| is_wanted(&it.name)) {
            self.name(index, &descriptor.name);
            self.name(index, &descriptor.ui);
            let trees = descriptor.trees.iter();
            self.trees.extend(trees.map(|tree| (tree.clone(), index)));
        }
    }

    /// A word as a person writes it, see [`Matcher`](super::Matcher).
    fn add_own(&mut self, index: usize, role: Role, word: &str, forms: &mut Vec<(Pattern, usize)>) {
        let word = text::clean(word);
        let phrase = self.phrase(index, role, &word);
        match is_capitals(&word) {
            true => push(forms, &[word.to_string(), format!("{word}s")], true, phrase),
            false => push(forms, &plurals(&word), false, phrase),
        }
    }

    fn phrase(&mut self, topic: usize, role: Role, said: &str) -> usize {
        self.phrases.push(Phrase {
            topic,
            role,
            said: said.to_string(),
        });
        self.phrases.len() - 1
    }

    fn name(&mut self, index: usize, name: &str) {
        let name = heading_key(name);
        if name.is_empty() {
            return;
        }
        let topics = self.headings.entry(name).or_default();
        if !topics.contains(&index) {
            topics.push(index);
        }
    }
}

/// How names of headings are compared.
pub(super) fn heading_key(name: &str) -> String {
    spread(&text::fold(name).replace('_', " "))
}

fn push(forms: &mut Vec<(Pattern, usize)>, written: &[String], exact: bool, phrase: usize) {
    let patterns = written.iter().filter_map(|word| Pattern::new(word, exact));
    forms.extend(patterns.map(|pattern| (pattern, phrase)));
}
