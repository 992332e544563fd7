//! "Why is this here?": which sources and lists carry a work, which topics it
//! met and by which words, what joined it, what says its badge.
//!
//! Reasons are found anew from what is on the desk; none is stored as a
//! sentence, and none ranks anything.

use std::collections::HashSet;

use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::member::Agreement;
use crate::domain::member::How;
use crate::domain::topic;
use crate::domain::work::Carrier;
use crate::domain::work::Related;
use crate::domain::work::Work;

/// So many reasons of one topic say enough; `rounds topic why` has all.
const MOST: usize = 6;

/// How wide the box of the answer is at most, and its column of labels.
pub const WIDTH: u16 = 76;
pub const LABEL: u16 = 8;

/// The reasons in lines, as wide as their box is on this screen: each with its
/// reason's number and, on the first of it, its label.
pub fn lines(
    model: &Model,
    geometry: &Geometry,
    spell: impl Fn(&str) -> String,
) -> Vec<(usize, &'static str, String)> {
    let width = WIDTH.min(geometry.place.width.saturating_sub(4));
    let room = usize::from(width.saturating_sub(LABEL + 6)).max(1);
    let mut lines = Vec::new();
    for (nth, reason) in reasons(model).into_iter().enumerate() {
        let mut label = reason.label;
        for runs in wrap(&[Run::plain(spell(&reason.text))], room) {
            let words = runs.iter().map(|run| run.text.as_str()).collect();
            lines.push((nth, std::mem::take(&mut label), words));
        }
    }
    lines
}

/// The lines that the box takes.
pub fn height(n_lines: usize) -> u16 {
    u16::try_from(n_lines.max(1))
        .unwrap_or(u16::MAX / 4)
        .saturating_add(4)
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub label: &'static str,
    pub text: String,
}

/// Why the work of the article is here; empty until it has come.
pub fn reasons(model: &Model) -> Vec<Reason> {
    let Some(work) = model.article.as_ref().and_then(|it| it.loaded.as_deref()) else {
        return Vec::new();
    };
    let mut reasons = Vec::new();
    let mut add = |label: &'static str, text: String| reasons.push(Reason { label, text });
    for (nth, carrier) in work.carriers.iter().enumerate() {
        let label = if nth == 0 { "Source" } else { "" };
        let since = carrier.published.age(model.now);
        add(label, format!("{}, {since}", carrier.source_title));
    }
    if work.carriers.is_empty() {
        add(
            "Source",
            "none now: it is here because you kept it".to_string(),
        );
    }
    let lists = lists_of(model, work);
    if !lists.is_empty() {
        add("List", lists.join(", "));
    }
    for (nth, text) in topics_of(model, work).into_iter().enumerate() {
        add(if nth == 0 { "Topic" } else { "" }, text);
    }
    let joined = work.carriers.iter().skip(1);
    for (nth, carrier) in joined.enumerate() {
        let label = if nth == 0 { "Joined" } else { "" };
        let how = how_whole(&carrier.how);
        add(label, format!("{}: {how}", carrier.source_title));
    }
    if let Some(badge) = work.row.badge {
        let why = work.badge_why.as_deref().unwrap_or("its source said so");
        add("Badge", format!("{}: {why}", badge.word()));
    }
    for (nth, related) in work.related.iter().enumerate() {
        let label = if nth == 0 { "Related" } else { "" };
        add(
            label,
            format!("{}: {}", relation_words(related), related.title),
        );
    }
    let place = match (work.row.undated, work.row.guessed) {
        (true, true) => {
            "behind the news: no source gave a date, and it was there before you followed it"
                .to_string()
        }
        (true, false) => "by when it was first seen: no source gave a date".to_string(),
        (false, _) => format!("by its date, {}", work.row.published.local()),
    };
    add("Place", format!("{place}; nothing ranks rows"));
    reasons
}

/// Names of the lists that hold a source of the work.
fn lists_of(model: &Model, work: &Work) -> Vec<String> {
    let lists = model.overview.lists.iter();
    lists
        .filter(|list| {
            let carried = |carrier: &Carrier| list.sources.contains(&carrier.source);
            work.carriers.iter().any(carried)
        })
        .map(|list| list.name().to_string())
        .collect()
}

/// Each topic of the work with what made it belong, as the store's reader found
/// it anew; only the name where nothing is known (any more).
fn topics_of(model: &Model, work: &Work) -> Vec<String> {
    let found = model.article.as_ref().map(|article| &article.why);
    let topics = model.overview.topics.iter();
    topics
        .filter(|topic| work.topics.contains(&topic.id))
        .map(|topic| {
            let mut found = found.into_iter().flatten();
            let reasons = found.find(|(of, _)| *of == topic.id);
            let reasons = reasons.map_or(&[][..], |(_, reasons)| reasons);
            // What the title says needs not be said of the text as well.
            let mut seen = HashSet::new();
            let mut reasons: Vec<&topic::Reason> = reasons.iter().collect();
            reasons.sort_by_key(|reason| reason.place);
            let mut words: Vec<String> = reasons
                .into_iter()
                .filter(|reason| seen.insert(reason.said.to_lowercase()))
                .map(reason_words)
                .collect();
            if words.len() > MOST {
                let more = format!("and {} more", words.len() - MOST);
                words.truncate(MOST);
                words.push(more);
            }
            match words.is_empty() {
                true => topic.name.clone(),
                false => format!("{}: {}", topic.name, words.join(", ")),
            }
        })
        .collect()
}

/// `“HFpEF” in the title`.
fn reason_words(reason: &topic::Reason) -> String {
    let said = &reason.said;
    match reason.place {
        topic::Place::Title => format!("“{said}” in the title"),
        topic::Place::Text => format!("“{said}” in the text"),
        topic::Place::Heading => format!("filed under “{said}”"),
        topic::Place::Source => "its source is about this".to_string(),
    }
}

/// What joined a carrier, short enough to be counted: `same DOI`.
pub fn how_words(how: &How) -> &'static str {
    match how {
        How::First => "first",
        How::Name(name) => match name.split_once(':').map(|(kind, _)| kind) {
            Some("doi") => "same DOI",
            Some("pmid") => "same PubMed number",
            Some("pmcid") => "same PMC number",
            Some("arxiv") => "same arXiv number",
            Some("pii") => "same article number",
            _ => "same address",
        },
        How::Title(Agreement::FirstAuthor) => "same title and first author",
        How::Title(Agreement::Journal) => "same title and journal",
        How::Title(Agreement::Site) => "same title and site",
        How::ByHand => "joined by you",
        How::Before => "as it said before",
    }
}

/// The same with what is shared: `same DOI, 10.1056/…`.
fn how_whole(how: &How) -> String {
    let words = how_words(how);
    match how {
        How::Name(name) => match name.split_once(':') {
            Some((_, value)) => format!("{words}, {value}"),
            None => words.to_string(),
        },
        _ => words.to_string(),
    }
}

/// How the carriers were joined, counted: `same DOI (3), same title (1)`.
pub fn joined_by(carriers: &[Carrier]) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for carrier in carriers.iter().filter(|it| it.how != How::First) {
        let words = how_words(&carrier.how);
        match counted.iter_mut().find(|(known, _)| *known == words) {
            Some((_, n)) => *n += 1,
            None => counted.push((words, 1)),
        }
    }
    let parts: Vec<String> = counted
        .into_iter()
        .map(|(words, n)| format!("{words} ({n})"))
        .collect();
    parts.join(", ")
}

/// What a related work is to this one: `correction in NEJM`, `about this
/// comment`.
pub fn relation_words(related: &Related) -> String {
    let word = related.relation.word();
    match related.is_about_other {
        true => format!("what this {word} is about, in {}", related.source_title),
        false => format!("{word}, in {}", related.source_title),
    }
}
