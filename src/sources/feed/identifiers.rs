//! Names of works that feeds state in fields of their own.
//!
//! Links and texts are not searched here.

use crate::domain::ident::Identifier;

/// The DOI of `prism:doi`, `dc:identifier`, `citation_doi` and the like, with
/// or without `doi:` or a resolver.
///
/// Source: Crossref, "DOIs and matching regular expressions" (2015).
pub fn of_field(value: &str) -> Option<Identifier> {
    let value = value.trim().to_ascii_lowercase();
    let mut doi = value.as_str();
    for prefix in [
        "https://",
        "http://",
        "dx.doi.org/",
        "doi.org/",
        "info:doi/",
        "doi:",
    ] {
        doi = doi.strip_prefix(prefix).unwrap_or(doi).trim_start();
    }
    let (registrant, suffix) = doi.strip_prefix("10.")?.split_once('/')?;
    let known = (4..=9).contains(&registrant.len())
        && registrant.bytes().all(|byte| byte.is_ascii_digit())
        && !suffix.is_empty()
        && !suffix.contains(char::is_whitespace);
    known.then(|| Identifier::Doi(doi.to_string()))
}

#[cfg(test)]
mod tests {
    use super::of_field;
    use crate::domain::ident::Identifier;

    #[test]
    fn a_doi_is_read_with_and_without_prefix() {
        for value in [
            "10.1056/NEJMoa1",
            "doi:10.1056/NEJMoa1",
            "doi: 10.1056/nejmoa1",
            "https://doi.org/10.1056/NEJMoa1",
        ] {
            let doi = Identifier::Doi("10.1056/nejmoa1".to_string());
            assert_eq!(of_field(value), Some(doi), "{value}");
        }
        assert_eq!(of_field("pmid:38785209"), None);
        assert_eq!(of_field("10.1056"), None);
    }
}
