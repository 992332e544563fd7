//! Identifiers of scholarly works: DOI, PMID, PMCID, arXiv, NCT.

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
