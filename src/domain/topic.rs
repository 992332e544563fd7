//! Topics: what the person wants to learn about, as words.
//!
//! Reading the person's file is not here; this is what the words mean.

use aho_corasick::AhoCorasick;
use aho_corasick::MatchKind;

use crate::domain::id::TopicId;
use crate::domain::text;

/// A topic as the person wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    /// Words and phrases; any of them makes an item belong.
    pub words: Vec<String>,
    pub n_unread: u32,
}

/// Finds the topics a text belongs to; made once for all topics.
///
/// Whole words only, without regard to case, accents and the kind of hyphen;
/// a blank in a phrase also stands for a hyphen and for a line break, and the
/// last word also counts in its plural. Words of up to 4 letters that the
/// person wrote in capitals (`MI`, `CKD`, `HIV`) must stand in capitals, for
/// `aids` and `AIDS` are two things.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    folded: Words,
    capitals: Words,
}

/// Words of one kind and whose they are.
#[derive(Clone, Debug, Default)]
struct Words {
    /// `None` where there are none, or more than the search can hold.
    search: Option<AhoCorasick>,
    /// For each pattern its topic.
    topics: Vec<TopicId>,
}

impl Matcher {
    /// Makes a matcher; without topics, or with empty ones, it finds nothing.
    pub fn new(topics: &[Topic]) -> Matcher {
        let mut folded = Vec::new();
        let mut capitals = Vec::new();
        for topic in topics {
            for word in &topic.words {
                let word = text::clean(word);
                if is_capitals(&word) {
                    capitals.extend([(word.to_string(), topic.id), (format!("{word}s"), topic.id)]);
                    continue;
                }
                let word = spaced(&text::fold(&word));
                folded.extend(plurals(&word).into_iter().map(|word| (word, topic.id)));
            }
        }
        Matcher {
            folded: Words::new(folded),
            capitals: Words::new(capitals),
        }
    }

    /// The topics of an item, sorted, each once. The text is plain, not HTML.
    pub fn topics_of(&self, title: &str, text: &str) -> Vec<TopicId> {
        let mut found = Vec::new();
        for part in [title, text] {
            if self.folded.search.is_some() {
                self.folded.find(&spaced(&text::fold(part)), &mut found);
            }
            self.capitals.find(part, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Words {
    fn new(words: Vec<(String, TopicId)>) -> Words {
        let words: Vec<(String, TopicId)> = words
            .into_iter()
            .filter(|(word, _)| !word.is_empty())
            .collect();
        if words.is_empty() {
            return Words::default();
        }
        let search = AhoCorasick::builder()
            // Overlapping search needs it: the shorter word of one topic may
            // lie inside the longer one of another.
            .match_kind(MatchKind::Standard)
            .build(words.iter().map(|(word, _)| word))
            .ok();
        Words {
            search,
            topics: words.into_iter().map(|(_, topic)| topic).collect(),
        }
    }

    fn find(&self, text: &str, found: &mut Vec<TopicId>) {
        let Some(search) = &self.search else {
            return;
        };
        for hit in search.find_overlapping_iter(text) {
            let topic = self.topics.get(hit.pattern().as_usize());
            if let Some(&topic) = topic
                && found.last() != Some(&topic)
                && stands_alone(text, hit.start(), hit.end())
            {
                found.push(topic);
            }
        }
    }
}

/// Whether no letter or digit touches the match, unless it ends in a sign.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let touches = |outside: Option<char>, inside: Option<char>| {
        outside.is_some_and(char::is_alphanumeric) && inside.is_some_and(char::is_alphanumeric)
    };
    // Patterns are whole characters of valid text, so these are borders.
    let (Some(before), Some(word), Some(after)) =
        (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    !touches(before.chars().next_back(), word.chars().next())
        && !touches(after.chars().next(), word.chars().next_back())
}

fn is_capitals(word: &str) -> bool {
    (1..=4).contains(&word.chars().count())
        && word.chars().any(char::is_alphabetic)
        && !word.chars().any(char::is_lowercase)
}

/// Hyphens and white space as one blank.
fn spaced(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c.is_whitespace() || c == '-' {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    match out.starts_with(' ') {
        true => out.split_off(1),
        false => out,
    }
}

/// The word itself and its plurals: `biopsy`, `biopsies`; `abscess`,
/// `abscesses`. A few that no one writes do no harm.
fn plurals(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_string()];
    if word.chars().count() < 3 || !word.ends_with(|c: char| c.is_alphabetic()) {
        return forms;
    }
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            forms.push(format!("{stem}ies"))
        }
        _ => forms.push(format!("{word}s")),
    }
    if word.ends_with(['s', 'x', 'z', 'o']) || word.ends_with("ch") || word.ends_with("sh") {
        forms.push(format!("{word}es"));
    }
    if let Some(stem) = word.strip_suffix("sis") {
        forms.push(format!("{stem}ses"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matcher(topics: &[&[&str]]) -> Matcher {
        let topics: Vec<Topic> = topics
            .iter()
            .zip(1..)
            .map(|(words, id)| Topic {
                id: TopicId(id),
                words: words.iter().map(|word| word.to_string()).collect(),
                ..Topic::default()
            })
            .collect();
        Matcher::new(&topics)
    }

    #[track_caller]
    fn check(word: &str, text: &str, expected: bool) {
        let found = matcher(&[&[word]]).topics_of(text, "");
        assert_eq!(!found.is_empty(), expected, "{word:?} in {text:?}");
    }

    #[test]
    fn a_word_is_found_whole_in_any_dress() {
        check("heart failure", "HEART FAILURE in 2025", true);
        check("heart failure", "Heart-failure care", true);
        check("heart failure", "heart\nfailures", true);
        check("ménière", "Meniere's disease", true);
        check("TNF-alpha", "Anti-TNF‑α therapy", true);
        check("biopsy", "Renal biopsies", true);
        check("abscess", "abscesses", true);
        check("diagnosis", "diagnoses", true);
        check("renal", "adrenal", false);
        check("stroke", "strokes; heatstroke", true);
        check("stroke", "heatstroke", false);
    }

    #[test]
    fn short_words_in_capitals_stand_in_capitals() {
        check("MI", "Acute MI and after", true);
        check("MI", "Mi casa, millimetre", false);
        check("AIDS", "Hearing aids", false);
        check("AIDS", "HIV/AIDS", true);
        check("CKD", "CKDs", true);
        check("ckd", "CKD", true);
        check("HFPEF", "hfpef", true);
    }

    #[test]
    fn a_topic_inside_a_longer_word_of_another_is_found_too() {
        let matcher = matcher(&[
            &["heart failure"],
            &["acute heart failure unit", "failure"],
            &["unit"],
        ]);
        let found = matcher.topics_of("In an acute heart failure unit", "heart failure");
        assert_eq!(found, [TopicId(1), TopicId(2), TopicId(3)]);
    }

    #[test]
    fn no_topics_find_nothing() {
        assert_eq!(Matcher::default().topics_of("a", "b"), []);
        assert_eq!(matcher(&[&[], &["", " ", "-"]]).topics_of("a", "b - c"), []);
    }

    #[test]
    fn a_matcher_goes_to_any_thread() {
        fn goes<T: Send + Sync>() {}
        goes::<Matcher>();
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn no_text_makes_it_panic(words in prop::collection::vec("\\PC{0,6}", 0..5), text in "\\PC{0,40}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let _ = matcher(&[&words]).topics_of(&text, &words.concat());
        }
    }
}
