//! Identifiers in links: registries, publishers, resolvers, library proxies.
//!
//! Only what the address says; pages are never fetched.

use url::Url;

use super::Identifier;
use super::doi;
use super::doi::Place;
use super::ending::without_ending;
use super::prose::arxiv_id;
use super::prose::is_digits;
use super::rules::IDENTIFIERS;

/// A link taken apart: host without proxy, path and query as they stand.
pub(super) struct Parts {
    host: String,
    pub(super) path: String,
    query: String,
}

/// The most bytes of a link that is read; no publisher needs so many.
const LONGEST: usize = 8_192;

/// The identifiers in a link; today at most one. Looks into links that carry
/// another one (`…/login?url=https://…`).
pub fn from_link(link: &str) -> Vec<Identifier> {
    if link.len() > LONGEST {
        return Vec::new();
    }
    let mut link = doi::plain(link.trim()).into_owned();
    // A proxy in front of a redirect in front of a page; more is a game.
    for _ in 0..3 {
        let Ok(url) = Url::parse(&link) else {
            break;
        };
        let Some(parts) = Parts::of(&url) else {
            break;
        };
        if let Some(found) = IDENTIFIERS.iter().find_map(|rule| (rule.read)(&parts)) {
            return vec![found];
        }
        let inner = url.query_pairs().map(|(_, value)| value.into_owned());
        let Some(inner) = inner.into_iter().find(|value| value.starts_with("http")) else {
            break;
        };
        link = inner;
    }
    Vec::new()
}

/// Elsevier's number of an article, from links that carry it instead of a DOI:
/// `S0140673621014318`. 17 characters, without punctuation.
pub fn pii(link: &str) -> Option<String> {
    if link.len() > LONGEST {
        return None;
    }
    let url = Url::parse(link.trim()).ok()?;
    if url.path().contains("/10.") {
        return None;
    }
    let path = url.path().replace("%28", "(").replace("%29", ")");
    let segment = path.split('/').find(|segment| {
        let bare = segment.strip_prefix("PII").unwrap_or(segment);
        bare.starts_with('S')
            && bare.len() >= 17
            && bare[1..].starts_with(|c: char| c.is_ascii_digit())
    })?;
    let bare = segment.strip_prefix("PII").unwrap_or(segment);
    let number: String = bare
        .chars()
        .filter(|c| !matches!(c, '-' | '(' | ')'))
        .collect();
    let is_pii = number.len() == 17
        && number.is_ascii()
        && is_digits(&number[1..16], 15, 15)
        && number.ends_with(|c: char| c.is_ascii_digit() || c == 'X');
    is_pii.then_some(number)
}

impl Parts {
    fn of(url: &Url) -> Option<Parts> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        Some(Parts {
            host: without_proxy(url.host_str()?),
            path: url.path().to_string(),
            query: url.query().unwrap_or("").to_string(),
        })
    }

    pub(super) fn is(&self, site: &str) -> bool {
        self.host == site
            || self
                .host
                .strip_suffix(site)
                .is_some_and(|start| start.ends_with('.'))
    }

    pub(super) fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.path.split('/').filter(|segment| !segment.is_empty())
    }

    pub(super) fn last(&self) -> &str {
        self.segments().next_back().unwrap_or("")
    }

    /// The segment after one with this name, whatever its case.
    pub(super) fn after(&self, name: &str) -> Option<&str> {
        self.segments()
            .skip_while(|segment| !segment.eq_ignore_ascii_case(name))
            .nth(1)
    }

    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.query
            .split('&')
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
    }
}

/// The host behind a library's proxy: `www-nejm-org.ezproxy.example.edu`,
/// `www.nejm.org.ezproxy.example.edu` and `0-www-nejm-org.library.example.edu`
/// are `www.nejm.org`.
fn without_proxy(host: &str) -> String {
    if let Some(behind) = host.strip_prefix("0-") {
        return behind_catalogue(behind);
    }
    const MARKS: &[&str] = &[
        "proxy",
        "ezp",
        "idm.oclc.org",
        "remotexs",
        "libaccess",
        "remotlog",
    ];
    let Some(at) = MARKS.iter().filter_map(|mark| host.find(mark)).min() else {
        return host.to_string();
    };
    let before = host[..at]
        .trim_end_matches(|c: char| c != '.')
        .trim_end_matches('.');
    let labels = before.split_once('.').map_or(before, |(first, _)| first);
    match labels.matches('-').count() {
        0 if before.contains('.') => before.to_string(),
        0 => host.to_string(),
        _ => dotted(labels),
    }
}

/// `www-nejm-org` as `www.nejm.org`; two hyphens are one.
fn dotted(label: &str) -> String {
    label
        .replace("--", "\n")
        .replace('-', ".")
        .replace('\n', "-")
}

/// What a library's catalogue puts its own host behind: one label with
/// hyphens, or the whole name up to its ending.
fn behind_catalogue(behind: &str) -> String {
    let first = behind.split('.').next().unwrap_or(behind);
    if first.contains('-') {
        return dotted(first);
    }
    let end = [".com.", ".org.", ".gov.", ".net.", ".edu."]
        .iter()
        .filter_map(|ending| behind.find(ending).map(|at| at + ending.len() - 1))
        .min();
    behind[..end.unwrap_or(behind.len())].to_string()
}

pub(super) fn pubmed(link: &Parts) -> Option<Identifier> {
    let number = match () {
        _ if link.is("pubmed.ncbi.nlm.nih.gov") || link.is("pubmed.gov") => link.segments().next(),
        _ if link.is("ncbi.nlm.nih.gov") => link.after("pubmed").or_else(|| link.after("pmid")),
        _ => return None,
    };
    let number = number
        .or_else(|| link.param("term"))
        .or_else(|| link.param("list_uids"))?;
    is_digits(number, 1, 8).then(|| Identifier::Pmid(number.to_string()))
}

pub(super) fn pmc(link: &Parts) -> Option<Identifier> {
    if !link.is("ncbi.nlm.nih.gov") && !link.is("europepmc.org") {
        return None;
    }
    link.segments().find_map(|segment| {
        let number = segment
            .get(3..)
            .filter(|_| segment[..3].eq_ignore_ascii_case("pmc"))?;
        let number = number.split('.').next().unwrap_or(number);
        is_digits(number, 1, 8).then(|| Identifier::Pmcid(format!("PMC{number}")))
    })
}

pub(super) fn europe_pmc(link: &Parts) -> Option<Identifier> {
    let number = link.after("med").filter(|_| link.is("europepmc.org"))?;
    is_digits(number, 1, 8).then(|| Identifier::Pmid(number.to_string()))
}

pub(super) fn arxiv(link: &Parts) -> Option<Identifier> {
    if !link.is("arxiv.org") {
        return None;
    }
    let rest = ["/abs/", "/pdf/", "/html/", "/format/"]
        .iter()
        .find_map(|start| link.path.strip_prefix(start))?;
    let rest = rest.trim_end_matches('/');
    arxiv_id(rest.strip_suffix(".pdf").unwrap_or(rest)).map(Identifier::Arxiv)
}

pub(super) fn trial(link: &Parts) -> Option<Identifier> {
    if !link.is("clinicaltrials.gov") {
        return None;
    }
    link.segments().find_map(|segment| {
        let number = segment
            .strip_prefix("NCT")
            .or_else(|| segment.strip_prefix("nct"))?;
        is_digits(number, 8, 8).then(|| Identifier::Nct(format!("NCT{number}")))
    })
}

pub(super) fn doi_in_path(link: &Parts) -> Option<Identifier> {
    let doi = doi::all(&link.path, Place::Link).into_iter().next()?;
    without_ending(&doi, link).map(Identifier::Doi)
}

pub(super) fn doi_in_query(link: &Parts) -> Option<Identifier> {
    let doi = doi::all(&link.query, Place::Link).into_iter().next()?;
    without_ending(&doi, link).map(Identifier::Doi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_carries_another_is_looked_into() {
        let link = "https://login.proxy.example.edu/login?url=https%3A%2F%2Fwww.nature.com%2Farticles%2Fs41586-021-03972-8";
        assert_eq!(
            from_link(link),
            [Identifier::Doi("10.1038/s41586-021-03972-8".to_string())]
        );
    }

    #[test]
    fn numbers_of_elsevier_are_read_with_and_without_punctuation() {
        let expected = Some("S0140673621014318".to_string());
        assert_eq!(
            pii("https://www.sciencedirect.com/science/article/pii/S0140673621014318#b5"),
            expected
        );
        assert_eq!(
            pii(
                "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(21)01431-8/fulltext"
            ),
            expected
        );
        assert_eq!(
            pii("https://www.sciencedirect.com/journal/the-lancet"),
            None
        );
    }
}
