//! What part a carrier plays: the journal itself, an index, an agency, a
//! critique. As far as its address or its name says so; else nothing.

use crate::domain::ident;
use crate::domain::ident::Identifier;
use crate::domain::link;
use crate::domain::text;

/// The part of one carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The journal or server that published it.
    Original,
    /// A database that lists it.
    Index,
    Agency,
    Critique,
    Summary,
}

impl Role {
    pub const fn word(self) -> &'static str {
        match self {
            Role::Original => "original",
            Role::Index => "index",
            Role::Agency => "agency",
            Role::Critique => "critique",
            Role::Summary => "summary",
        }
    }
}

/// Sites and names that play one part.
struct Rule {
    role: Role,
    /// Hosts, with what lies under them.
    hosts: &'static [&'static str],
    /// Words in the name of the source, folded.
    names: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        role: Role::Index,
        hosts: &[
            "pubmed.ncbi.nlm.nih.gov",
            "pmc.ncbi.nlm.nih.gov",
            "ncbi.nlm.nih.gov",
            "europepmc.org",
            "scholar.google.com",
            "semanticscholar.org",
        ],
        names: &["pubmed", "europe pmc"],
    },
    Rule {
        role: Role::Agency,
        hosts: &[
            "fda.gov",
            "cdc.gov",
            "nih.gov",
            "ahrq.gov",
            "uspreventiveservicestaskforce.org",
            "ema.europa.eu",
            "ecdc.europa.eu",
            "nice.org.uk",
            "gov.uk",
            "who.int",
            "tga.gov.au",
            "canada.ca",
            "bfarm.de",
            "swissmedic.ch",
            "ansm.sante.fr",
            "has-sante.fr",
        ],
        names: &[],
    },
    Rule {
        role: Role::Critique,
        hosts: &["pubpeer.com", "nephjc.com", "retractionwatch.com"],
        names: &["journal club", "critical appraisal"],
    },
    Rule {
        role: Role::Summary,
        hosts: &["jwatch.org", "evidencealerts.com", "2minutemedicine.com"],
        names: &["journal watch", "evidence alerts", "evidencealerts"],
    },
];

/// The part a source plays for an item, by where its link leads and what the
/// source is called. Whoever's own link names the DOI is the original.
pub fn role(source_title: &str, address: Option<&str>) -> Option<Role> {
    let host = address.and_then(link::host).unwrap_or("");
    let host = host.to_ascii_lowercase();
    let name = text::fold(source_title);
    let is_at = |site: &&str| host == **site || host.ends_with(&format!(".{site}"));
    let known = RULES.iter().find(|rule| {
        rule.hosts.iter().any(&is_at) || rule.names.iter().any(|words| name.contains(words))
    });
    if let Some(rule) = known {
        return Some(rule.role);
    }
    let address = address?;
    let is_resolver = is_at(&"doi.org");
    let names_doi = ident::from_link(address)
        .iter()
        .any(|found| matches!(found, Identifier::Doi(_)));
    let is_original = !is_resolver && (names_doi || ident::pii(address).is_some());
    is_original.then_some(Role::Original)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, address: &str, expected: Option<Role>) {
        let address = Some(address).filter(|it| !it.is_empty());
        assert_eq!(role(source, address), expected, "{source} {address:?}");
    }

    #[test]
    fn the_part_is_told_by_address_or_name() {
        let nejm = "https://www.nejm.org/doi/full/10.1056/NEJMoa0000001";
        check("NEJM", nejm, Some(Role::Original));
        check(
            "The Lancet",
            "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(21)01431-8/fulltext",
            Some(Role::Original),
        );
        check(
            "My search",
            "https://pubmed.ncbi.nlm.nih.gov/38785209/",
            Some(Role::Index),
        );
        check(
            "Drug safety",
            "https://www.fda.gov/drugs/x",
            Some(Role::Agency),
        );
        check(
            "Kidney Journal Club",
            "https://example.org/1",
            Some(Role::Critique),
        );
    }

    #[test]
    fn what_says_nothing_plays_no_part() {
        check("A blog", "https://blog.example/post", None);
        check("A blog", "https://notfda.gov.example/post", None);
        check("News", "https://doi.org/10.1056/NEJMoa0000001", None);
        check("News", "", None);
    }
}
