//! What a page states of its article in `<meta>`, weighed by who says it.
//!
//! Highwire's `citation_*` was made for references and comes first, then
//! PRISM, Dublin Core, schema.org and what is written for social networks.
//!
//! Source: Google Scholar, "Inclusion Guidelines for Webmasters"; PRISM 3.0;
//! DCMI Metadata Terms.

use url::Url;

use crate::domain::article::Stated;
use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::page::article::linked_data;
use crate::page::characters::line;
use crate::page::characters::shortened;
use crate::page::tokens::StartTag;

/// Who says it, the most trusted first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    Citation,
    Prism,
    Dublin,
    Schema,
    Social,
}

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Author,
    Journal,
    Volume,
    Issue,
    FirstPage,
    LastPage,
    Doi,
    Pmid,
    Published,
    Modified,
    Abstract,
    Language,
    Pdf,
}

/// Names of `<meta>`, in lower case, and what they say.
const NAMES: &[(&str, Voice, Field)] = &[
    ("citation_title", Voice::Citation, Field::Title),
    ("citation_author", Voice::Citation, Field::Author),
    ("citation_authors", Voice::Citation, Field::Author),
    ("citation_journal_title", Voice::Citation, Field::Journal),
    ("citation_volume", Voice::Citation, Field::Volume),
    ("citation_issue", Voice::Citation, Field::Issue),
    ("citation_firstpage", Voice::Citation, Field::FirstPage),
    ("citation_lastpage", Voice::Citation, Field::LastPage),
    ("citation_doi", Voice::Citation, Field::Doi),
    ("citation_pmid", Voice::Citation, Field::Pmid),
    (
        "citation_publication_date",
        Voice::Citation,
        Field::Published,
    ),
    ("citation_online_date", Voice::Citation, Field::Published),
    ("citation_date", Voice::Citation, Field::Published),
    ("citation_abstract", Voice::Citation, Field::Abstract),
    ("citation_language", Voice::Citation, Field::Language),
    ("citation_pdf_url", Voice::Citation, Field::Pdf),
    ("bepress_citation_title", Voice::Citation, Field::Title),
    ("bepress_citation_author", Voice::Citation, Field::Author),
    ("bepress_citation_doi", Voice::Citation, Field::Doi),
    ("bepress_citation_pdf_url", Voice::Citation, Field::Pdf),
    ("prism.publicationname", Voice::Prism, Field::Journal),
    ("prism.volume", Voice::Prism, Field::Volume),
    ("prism.number", Voice::Prism, Field::Issue),
    ("prism.issue", Voice::Prism, Field::Issue),
    ("prism.startingpage", Voice::Prism, Field::FirstPage),
    ("prism.endingpage", Voice::Prism, Field::LastPage),
    ("prism.doi", Voice::Prism, Field::Doi),
    ("prism.publicationdate", Voice::Prism, Field::Published),
    ("prism.modificationdate", Voice::Prism, Field::Modified),
    ("dc.title", Voice::Dublin, Field::Title),
    ("dc.creator", Voice::Dublin, Field::Author),
    ("dc.contributor", Voice::Dublin, Field::Author),
    ("dc.identifier", Voice::Dublin, Field::Doi),
    ("dc.identifier.doi", Voice::Dublin, Field::Doi),
    ("dc.date", Voice::Dublin, Field::Published),
    ("dc.date.issued", Voice::Dublin, Field::Published),
    ("dcterms.issued", Voice::Dublin, Field::Published),
    ("dcterms.modified", Voice::Dublin, Field::Modified),
    ("dc.description", Voice::Dublin, Field::Abstract),
    ("dcterms.abstract", Voice::Dublin, Field::Abstract),
    ("dc.language", Voice::Dublin, Field::Language),
    ("doi", Voice::Dublin, Field::Doi),
    ("headline", Voice::Schema, Field::Title),
    ("article:published_time", Voice::Social, Field::Published),
    ("article:modified_time", Voice::Social, Field::Modified),
    ("og:description", Voice::Social, Field::Abstract),
    ("description", Voice::Social, Field::Abstract),
];

/// More authors than that are a consortium's; more of one field is no name.
const MOST_AUTHORS: usize = 500;
const LONGEST: usize = 1_000;
const LONGEST_ABSTRACT: usize = 20_000;

/// Words of robots' rules by which a page asks that no copy be kept.
const KEEP_NONE: &[&str] = &["noarchive", "nocache", "noai"];

/// Everything that was said, in order.
#[derive(Default)]
pub struct Collected {
    said: Vec<(Voice, Field, String)>,
    language: Option<String>,
    pub no_archive: bool,
    /// What it states as title for where it is passed on; dom_smoothie weighs
    /// what it says.
    pub shared_as: String,
}

impl Collected {
    pub fn say(&mut self, voice: Voice, field: Field, text: &str) {
        let most = match field {
            Field::Abstract => LONGEST_ABSTRACT,
            _ => LONGEST,
        };
        let text = shortened(&line(text), most);
        if !text.is_empty() && self.said.len() < 4 * MOST_AUTHORS {
            self.said.push((voice, field, text));
        }
    }

    pub fn meta(&mut self, tag: &StartTag<'_>) {
        let Some(content) = tag.words("content") else {
            return;
        };
        // `id` is what some journals write for `name`.
        let names = ["name", "property", "itemprop", "id"];
        let Some(name) = names.iter().find_map(|it| tag.words(it)) else {
            return;
        };
        let name = name.to_ascii_lowercase();
        if matches!(name.as_str(), "robots" | "rounds") {
            self.no_archive |= keeps_none(content);
        }
        if matches!(name.as_str(), "og:title" | "twitter:title") {
            self.shared_as = shortened(&line(content), LONGEST);
        }
        let plain = plain_name(&name);
        let known = NAMES.iter().find(|(it, _, _)| *it == plain);
        if let Some((_, voice, field)) = known {
            self.say(*voice, *field, content);
        }
    }

    pub fn link(&mut self, tag: &StartTag<'_>) {
        let (Some(rel), Some(href)) = (tag.words("rel"), tag.words("href")) else {
            return;
        };
        let kind = tag.words("type").unwrap_or_default();
        if rel.eq_ignore_ascii_case("alternate") && kind.eq_ignore_ascii_case("application/pdf") {
            self.say(Voice::Social, Field::Pdf, href);
        }
    }

    pub fn language(&mut self, tag: &StartTag<'_>) {
        let said = tag.words("lang").or_else(|| tag.words("xml:lang"));
        self.language = self.language.take().or(said.map(line));
    }

    pub fn linked_data(&mut self, json: &str) {
        linked_data::read(json, self);
    }

    /// The best word on each field. Addresses are resolved against `base`.
    pub fn into_stated(self, base: &str) -> Stated {
        let best = |field: Field| {
            let said = self.said.iter().filter(|(_, it, _)| *it == field);
            said.min_by_key(|(voice, _, _)| *voice)
                .map(|(_, _, text)| text.clone())
        };
        let identifiers = |field: Field| {
            let mut said: Vec<&(Voice, Field, String)> =
                self.said.iter().filter(|(_, it, _)| *it == field).collect();
            said.sort_by_key(|(voice, _, _)| *voice);
            let name = match field {
                Field::Pmid => "pmid",
                _ => "doi",
            };
            said.into_iter()
                .flat_map(move |(_, _, text)| ident::from_field(name, text))
        };
        let doi = identifiers(Field::Doi).find_map(|it| match it {
            Identifier::Doi(doi) => Some(doi),
            _ => None,
        });
        let pmid = identifiers(Field::Pmid).find_map(|it| match it {
            Identifier::Pmid(pmid) => Some(pmid),
            _ => None,
        });
        let pdf = best(Field::Pdf).and_then(|it| absolute(&it, base));
        Stated {
            title: best(Field::Title).unwrap_or_default(),
            authors: self.authors(),
            journal: best(Field::Journal),
            volume: best(Field::Volume),
            issue: best(Field::Issue),
            first_page: best(Field::FirstPage),
            last_page: best(Field::LastPage),
            doi,
            pmid,
            published: best(Field::Published),
            modified: best(Field::Modified),
            abstract_: best(Field::Abstract),
            language: best(Field::Language).or(self.language),
            pdf,
        }
    }

    /// All that the most trusted voice names, each once.
    fn authors(&self) -> Vec<String> {
        let named = |(_, field, _): &&(Voice, Field, String)| *field == Field::Author;
        let all = || self.said.iter().filter(named);
        let Some(voice) = all().map(|(voice, _, _)| *voice).min() else {
            return Vec::new();
        };
        let mut authors: Vec<String> = Vec::new();
        for (_, _, text) in all().filter(|(it, _, _)| *it == voice) {
            // `citation_authors` has several in one.
            for name in text.split(';').map(str::trim).filter(|it| !it.is_empty()) {
                let name = in_order(name);
                if authors.len() < MOST_AUTHORS && !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
        authors
    }
}

/// Whether robots' rules, of a page or of an answer's header, ask that no copy
/// be kept. A rule for another program (`googlebot: noarchive`) is not ours.
pub fn keeps_none(rules: &str) -> bool {
    let rules = rules.to_ascii_lowercase();
    let rules = match rules.split_once(':') {
        Some((agent, rest)) if agent.trim() == "rounds" => rest.to_string(),
        Some((agent, _)) if !agent.contains(',') && !agent.contains("unavailable_after") => {
            return false;
        }
        _ => rules,
    };
    rules
        .split([',', ' '])
        .any(|word| KEEP_NONE.contains(&word.trim()))
}

/// `DCTERMS:issued`, `dc:title` and `prism:doi` are written with dots too.
fn plain_name(name: &str) -> String {
    for start in ["prism:", "dc:", "dcterms:", "dcterm:", "dcterm."] {
        if let Some(rest) = name.strip_prefix(start) {
            let start = start
                .replace("dcterm:", "dcterms:")
                .replace("dcterm.", "dcterms.");
            return format!("{}.{rest}", start.trim_end_matches([':', '.']));
        }
    }
    name.to_string()
}

/// `Family, Given` as `Given Family`.
fn in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((family, given)) if !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_string(),
    }
}

pub fn absolute(href: &str, base: &str) -> Option<String> {
    let address = Url::parse(base).ok()?.join(href).ok()?;
    matches!(address.scheme(), "http" | "https").then(|| address.into())
}
