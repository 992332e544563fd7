//! Identifiers of scholarly works: DOI, PMID, PMCID, arXiv, NCT.
//!
//! Read where they stand, never guessed: a bare number is a PMID only where
//! something says so. Nothing is looked up.

mod doi;
mod ending;
mod link;
mod prose;
mod publishers;
mod rules;

pub use doi::parse as parse_doi;
pub use link::from_link;
pub use link::pii;
pub use prose::from_text;
pub use rules::IDENTIFIERS;
pub use rules::Rule;

/// One identifier in its normal form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identifier {
    /// Lower-case, without resolver: `10.1056/nejmoa2403347`.
    Doi(String),
    /// Digits: `38785209`.
    Pmid(String),
    /// With prefix: `PMC1234567`.
    Pmcid(String),
    /// Without version: `2401.01234`.
    Arxiv(String),
    /// `NCT03819153`. Names a trial, not a paper: two papers may share it.
    Nct(String),
}

impl Identifier {
    /// The key under which a work answers to it: `doi:…`. `None` where the
    /// identifier does not name one work (a trial has many papers).
    pub fn key(&self) -> Option<String> {
        match self {
            Identifier::Doi(doi) => Some(format!("doi:{doi}")),
            Identifier::Pmid(pmid) => Some(format!("pmid:{pmid}")),
            Identifier::Pmcid(pmcid) => Some(format!("pmcid:{pmcid}")),
            Identifier::Arxiv(arxiv) => Some(format!("arxiv:{arxiv}")),
            Identifier::Nct(_) => None,
        }
    }
}

/// The identifiers in a field that a feed or a page gives, such as
/// `dc:identifier`, `prism:doi` or `citation_pmid`.
///
/// The name matters only for bare numbers, which are a PMID (or, without their
/// letters, a PMCID) where it ends in `pmid` or `pmcid`.
pub fn from_field(name: &str, value: &str) -> Vec<Identifier> {
    let value = value.trim();
    let name = name.to_ascii_lowercase();
    let is_number = (1..=8).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        return match () {
            _ if name.ends_with("pmcid") => vec![Identifier::Pmcid(format!("PMC{value}"))],
            _ if name.ends_with("pmid") => vec![Identifier::Pmid(value.to_string())],
            _ => Vec::new(),
        };
    }
    if value.starts_with("http://") || value.starts_with("https://") {
        return from_link(value);
    }
    if let Some(arxiv) = prose::arxiv_id(value) {
        return vec![Identifier::Arxiv(arxiv)];
    }
    from_text(value)
}

/// A text that names more works than this is a list of others' works.
const MOST: usize = 1_000;

/// Adds what is not there yet, up to [`MOST`].
fn add(found: &mut Vec<Identifier>, identifier: Identifier) {
    if found.len() < MOST && !found.contains(&identifier) {
        found.push(identifier);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(name: &str, value: &str, expected: &[&str]) {
        let keys: Vec<String> = from_field(name, value)
            .iter()
            .filter_map(Identifier::key)
            .collect();
        assert_eq!(keys, expected, "{name} {value}");
    }

    #[test]
    fn a_field_may_hold_any_identifier() {
        check(
            "prism:doi",
            "10.1056/NEJMoa2403347",
            &["doi:10.1056/nejmoa2403347"],
        );
        check(
            "dc:identifier",
            "doi:10.1056/NEJMoa2403347",
            &["doi:10.1056/nejmoa2403347"],
        );
        check(
            "dc:identifier",
            "https://doi.org/10.1056/NEJMoa2403347",
            &["doi:10.1056/nejmoa2403347"],
        );
        check("citation_pmid", " 38785209 ", &["pmid:38785209"]);
        check("dc:identifier", "pmid:38785209", &["pmid:38785209"]);
        check("pmcid", "1234567", &["pmcid:PMC1234567"]);
        check("id", "PMC1234567", &["pmcid:PMC1234567"]);
        check("id", "2401.01234v2", &["arxiv:2401.01234"]);
    }

    #[test]
    fn a_bare_number_is_nothing_unless_its_name_says_so() {
        check("guid", "38785209", &[]);
        check("dc:identifier", "20250101", &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_text_makes_identifiers_panic(text in "\\PC{0,40}", pieces in prop::collection::vec(prop::sample::select(vec![
            "10.1000/", "10.", "%", "%2F", "(", ")", "[", "<1::", "&lt;", "é", "中", "PMID", ":", " ", "PMC1", "NCT", "arXiv:",
            "https://", "doi.org/", "pubmed.ncbi.nlm.nih.gov/", "1", "２", "/v1", "?", "#", "=", "a", "-", ".", "\u{200b}",
        ]), 0..12)) {
            for text in [text, pieces.concat(), format!("https://example.org/{}", pieces.concat())] {
                let _ = (from_link(&text), from_text(&text), from_field("pmid", &text), pii(&text), parse_doi(&text));
            }
        }
    }
}
