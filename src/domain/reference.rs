//! A reference: a work as other programs take it and give it.
//!
//! What rounds does not know of a work stays empty and is written nowhere.
//! Text is clean. Nothing here knows a file format; that is the room `export`.

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::details::Details;
use crate::domain::details::is_right_to_left;
use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::domain::link;
use crate::domain::person::Person;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::domain::work::Work;

/// What sort of thing is referred to; what each format calls it stands in
/// `export::kinds`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Article,
    Preprint,
    Page,
    Book,
    Chapter,
    Report,
    Thesis,
    Conference,
}

/// Everything worth giving out about a work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reference {
    pub kind: Kind,
    pub title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// The journal, the site or the book it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// As NLM abbreviates the journal: `N Engl J Med`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal_short: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// `497-511`, `e123`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
    /// The second it was published, where a feed said so.
    #[serde(skip_serializing_if = "Option::is_none", with = "moment")]
    pub published_at: Option<UtcTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arxiv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The abstract, or the text as far as it was kept; lines may break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What the person marked of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", with = "moment")]
    pub saved: Option<UtcTime>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read: bool,
    #[serde(skip_serializing_if = "Option::is_none", with = "word")]
    pub badge: Option<Badge>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who brought it first: `NEJM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Reference {
    /// What is known of a work, in the spelling that comes back from a file. Its
    /// text is the laid-out one, where that is
    /// loaded.
    pub fn of(work: &Work) -> Reference {
        let named = |start: &str| {
            let mut keys = work.keys.iter();
            keys.find_map(|key| key.strip_prefix(start).map(str::to_string))
        };
        let row = &work.row;
        let stated = (!row.undated).then_some(work.ahead.unwrap_or(row.published));
        let details = &work.details;
        let text = work.document.as_ref().map(|document| document.plain_text());
        let arxiv = named("arxiv:");
        let mut reference = Reference {
            title: row.title.clone(),
            authors: work
                .authors
                .iter()
                .flat_map(|names| Person::read_all(names))
                .collect(),
            journal: work.journal.clone(),
            volume: details.volume.clone(),
            issue: details.issue.clone(),
            pages: details.pages(),
            language: details.language.clone(),
            published: stated.and_then(Day::at),
            published_at: stated,
            doi: named("doi:"),
            pmid: named("pmid:"),
            pmcid: named("pmcid:"),
            link: row.link.clone(),
            text,
            note: work.note.clone(),
            tags: work.tags.clone(),
            highlights: work.highlights.iter().map(|it| it.text.clone()).collect(),
            read: row.read,
            badge: row.badge,
            source: Some(row.source.clone()).filter(|source| !source.is_empty()),
            arxiv,
            ..Reference::default()
        }
        .cleaned();
        reference.kind = match () {
            _ if row.badge == Some(Badge::Preprint) => Kind::Preprint,
            _ if reference.arxiv.is_some() && reference.journal.is_none() => Kind::Preprint,
            _ if reference.is_scholarly() => Kind::Article,
            _ => Kind::Page,
        };
        if reference.kind == Kind::Article && reference.journal.is_none() {
            reference.journal = reference.source.clone();
        }
        reference
    }

    /// What of it a source could have said beside title and text.
    pub fn details(&self) -> Details {
        let pages = self.pages.as_deref();
        let (first, last) = match pages.and_then(|pages| pages.split_once('-')) {
            Some((first, last)) => (Some(first), Some(last)),
            None => (pages, None),
        };
        Details {
            volume: self.volume.clone(),
            issue: self.issue.clone(),
            first_page: first.map(str::to_string),
            last_page: last.map(str::to_string),
            language: self.language.clone(),
            right_to_left: self.language.as_deref().is_some_and(is_right_to_left),
            ..Details::default()
        }
    }

    fn is_scholarly(&self) -> bool {
        [&self.journal, &self.doi, &self.pmid, &self.pmcid]
            .iter()
            .any(|field| field.is_some())
    }

    /// Takes from what came in a file whatever it states, but for what rounds
    /// itself keeps up to date: title, badge and marks.
    pub fn fill_from(&mut self, brought: Reference) {
        fn prefer<T>(field: &mut Option<T>, brought: Option<T>) {
            if brought.is_some() {
                *field = brought;
            }
        }
        self.kind = brought.kind;
        if !brought.authors.is_empty() {
            self.authors = brought.authors;
        }
        if brought.published.is_some() {
            self.published_at = brought.published_at;
        }
        prefer(&mut self.journal, brought.journal);
        prefer(&mut self.journal_short, brought.journal_short);
        prefer(&mut self.volume, brought.volume);
        prefer(&mut self.issue, brought.issue);
        prefer(&mut self.pages, brought.pages);
        prefer(&mut self.published, brought.published);
        prefer(&mut self.doi, brought.doi);
        prefer(&mut self.pmid, brought.pmid);
        prefer(&mut self.pmcid, brought.pmcid);
        prefer(&mut self.arxiv, brought.arxiv);
        prefer(&mut self.link, brought.link);
        prefer(&mut self.text, brought.text);
        prefer(&mut self.language, brought.language);
        prefer(&mut self.source, brought.source);
        for tag in brought.tags {
            if !self.tags.contains(&tag) {
                self.tags.push(tag);
            }
        }
    }

    /// The keys it answers to, strongest first, also those its link says.
    pub fn keys(&self) -> Vec<String> {
        let field = |field: &Option<String>, made: fn(String) -> Identifier| {
            field.clone().and_then(|value| made(value).key())
        };
        let mut keys: Vec<String> = [
            field(&self.doi, Identifier::Doi),
            field(&self.pmid, Identifier::Pmid),
            field(&self.pmcid, Identifier::Pmcid),
            field(&self.arxiv, Identifier::Arxiv),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Some(address) = &self.link {
            let said = ident::from_link(address);
            keys.extend(said.iter().filter_map(Identifier::key));
            keys.extend(link::key(address));
        }
        let mut once = Vec::with_capacity(keys.len());
        for key in keys {
            if !once.contains(&key) {
                once.push(key);
            }
        }
        once
    }

    /// The same with every text clean and every identifier in its normal form:
    /// the door for what comes from a file. Empty fields become none.
    pub fn cleaned(mut self) -> Reference {
        self.title = text::clean(&self.title).into_owned();
        let line = |field: &mut Option<String>| {
            *field = field
                .take()
                .map(|value| text::clean(&value).into_owned())
                .filter(|value| !value.is_empty());
        };
        for field in [
            &mut self.journal,
            &mut self.journal_short,
            &mut self.volume,
            &mut self.issue,
            &mut self.pages,
            &mut self.language,
            &mut self.source,
        ] {
            line(field);
        }
        for field in [&mut self.text, &mut self.note] {
            *field = field
                .take()
                .map(|value| text::clean_block(&value).into_owned())
                .filter(|value| !value.is_empty());
        }
        self.pages = self
            .pages
            .map(|pages| pages.replace("--", "-").replace('–', "-"));
        let found =
            |name: &str, value: Option<String>| ident::from_field(name, &value.unwrap_or_default());
        let mut identifiers = found("doi", self.doi.take());
        identifiers.extend(found("pmid", self.pmid.take()));
        identifiers.extend(found("pmcid", self.pmcid.take()));
        identifiers.extend(found("arxiv", self.arxiv.take()));
        for identifier in identifiers {
            match identifier {
                Identifier::Doi(doi) => _ = self.doi.get_or_insert(doi),
                Identifier::Pmid(pmid) => _ = self.pmid.get_or_insert(pmid),
                Identifier::Pmcid(pmcid) => _ = self.pmcid.get_or_insert(pmcid),
                Identifier::Arxiv(arxiv) => _ = self.arxiv.get_or_insert(arxiv),
                Identifier::Nct(_) => {}
            }
        }
        self.link = self.link.take().and_then(|link| {
            let link = text::clean(&link).into_owned();
            link::canonical(&link)
        });
        for person in &mut self.authors {
            *person = match person {
                Person::Whole(whole) => Person::Whole(text::clean(whole).into_owned()),
                Person::Named {
                    family,
                    given,
                    suffix,
                } => Person::named(
                    &text::clean(family),
                    &text::clean(given),
                    &text::clean(suffix),
                ),
            };
        }
        self.authors
            .retain(|person| *person != Person::Whole(String::new()));
        for piece in &mut self.highlights {
            *piece = text::clean(piece).into_owned();
        }
        self.highlights.retain(|piece| !piece.is_empty());
        for tag in &mut self.tags {
            *tag = text::clean(tag).into_owned();
        }
        self.tags.retain(|tag| !tag.is_empty());
        let mut once = Vec::with_capacity(self.tags.len());
        for tag in self.tags {
            if !once.contains(&tag) {
                once.push(tag);
            }
        }
        self.tags = once;
        self
    }

    /// Whether nothing says what it is: no title, no identifier, no address, not
    /// a word.
    pub fn is_nameless(&self) -> bool {
        self.title.is_empty()
            && [&self.text, &self.note, &self.link]
                .iter()
                .all(|field| field.is_none())
            && self.keys().is_empty()
    }
}

/// A time as RFC 3339.
mod moment {
    use super::*;

    pub fn serialize<S: Serializer>(time: &Option<UtcTime>, to: S) -> Result<S::Ok, S::Error> {
        time.map(UtcTime::rfc3339).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<UtcTime>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.as_deref().and_then(UtcTime::parse))
    }
}

/// A badge as its word.
mod word {
    use super::*;

    pub fn serialize<S: Serializer>(badge: &Option<Badge>, to: S) -> Result<S::Ok, S::Error> {
        badge.map(Badge::word).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Badge>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        Ok(text.as_deref().and_then(Badge::from_word))
    }
}

#[cfg(test)]
mod tests;
