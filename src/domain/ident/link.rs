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
use super::publishers::acm;
use super::publishers::copernicus;
use super::publishers::gms;
use super::publishers::hindawi;
use super::publishers::lancet;
use super::publishers::nature;
use super::publishers::rxiv;

/// One way in which links carry an identifier.
pub struct Rule {
    pub name: &'static str,
    /// Whose addresses these are.
    pub publisher: &'static str,
    /// Links, and the key or number in each; empty where there must be none.
    pub examples: &'static [(&'static str, &'static str)],
    read: fn(&Parts) -> Option<Identifier>,
}

/// A link taken apart: host without proxy, path and query as they stand.
pub(super) struct Parts {
    host: String,
    pub(super) path: String,
    query: String,
}

/// Tried in order; the first that answers is taken.
#[rustfmt::skip]
pub const IDENTIFIERS: &[Rule] = &[
    Rule { name: "PubMed", publisher: "NLM", read: pubmed, examples: &[
        ("https://pubmed.ncbi.nlm.nih.gov/38785209/?utm_source=a b&fc=1", "pmid:38785209"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/38785209", "pmid:38785209"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/?term=38785209", "pmid:38785209"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/38785209/", "pmid:38785209"),
        ("https://pubmed-ncbi-nlm-nih-gov.ezproxy.example.edu/38785209/", "pmid:38785209"),
        ("https://pubmed.ncbi.nlm.nih.gov.proxy.example.edu/38785209/", "pmid:38785209"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=sepsis", ""),
        ("https://example.org/pubmed/38785209", ""),
    ] },
    Rule { name: "PubMed Central", publisher: "NLM", read: pmc, examples: &[
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "pmcid:PMC1234567"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/?report=reader", "pmcid:PMC1234567"),
        ("https://europepmc.org/article/PMC/PMC1234567", "pmcid:PMC1234567"),
        ("https://example.org/PMC1234567", ""),
    ] },
    Rule { name: "Europe PMC", publisher: "EMBL-EBI", read: europe_pmc, examples: &[
        ("https://europepmc.org/article/MED/38785209", "pmid:38785209"),
        ("https://europepmc.org/abstract/med/38785209", "pmid:38785209"),
        ("https://europepmc.org/article/PPR/PPR12345", ""),
    ] },
    Rule { name: "arXiv", publisher: "Cornell University", read: arxiv, examples: &[
        ("https://arxiv.org/abs/2401.01234v2", "arxiv:2401.01234"),
        ("https://arxiv.org/pdf/2401.01234.pdf", "arxiv:2401.01234"),
        ("http://export.arxiv.org/abs/hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://arxiv.org/list/q-bio/recent", ""),
    ] },
    Rule { name: "ClinicalTrials.gov", publisher: "NLM", read: trial, examples: &[
        ("https://clinicaltrials.gov/study/NCT03819153?cond=x", "NCT03819153"),
        ("https://www.clinicaltrials.gov/ct2/show/NCT03819153", "NCT03819153"),
        ("https://clinicaltrials.gov/search?cond=x", ""),
    ] },
    Rule { name: "DOI in the path", publisher: "resolvers and most publishers", read: doi_in_path, examples: &[
        ("https://doi.org/10.1056/NEJMoa2403347", "doi:10.1056/nejmoa2403347"),
        ("https://dx.doi.org/10.1056%2FNEJMoa2403347?rss=1", "doi:10.1056/nejmoa2403347"),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2403347?query=TOC", "doi:10.1056/nejmoa2403347"),
        ("https://onlinelibrary.wiley.com/doi/abs/10.1002/(SICI)1000-0000(200)39:1%3C165::AID-X%3E3.0.CO;2-B", "doi:10.1002/(sici)1000-0000(200)39:1<165::aid-x>3.0.co;2-b"),
        ("https://www.tandfonline.com/doi/full/10.1080/00000000.2021.1?af=R#abstract", "doi:10.1080/00000000.2021.1"),
        ("https://www.emerald.com/insight/content/doi/10.1108/X-1/full/html", "doi:10.1108/x-1"),
        ("https://www.frontiersin.org/articles/10.3389/fmed.2021.000001/full", "doi:10.3389/fmed.2021.000001"),
        ("https://link.springer.com/content/pdf/10.1007/s00000-021-00001-1.pdf", "doi:10.1007/s00000-021-00001-1"),
        ("https://bmcmedicine.biomedcentral.com/articles/10.1186/s12916-021-00001-1/figures/1", "doi:10.1186/s12916-021-00001-1"),
        ("https://academic.oup.com/eurheartj/article-abstract/doi/10.1093/eurheartj/ehab001/6000000?redirectedFrom=fulltext", "doi:10.1093/eurheartj/ehab001"),
        ("https://ashpublications.org/blood/article/doi/10.1182/blood.2019000001/474417/A-title-of-it", "doi:10.1182/blood.2019000001"),
        ("https://www.medrxiv.org/content/10.1101/2021.06.16.21258632v1.full.pdf+html", "doi:10.1101/2021.06.16.21258632"),
        ("https://www.biorxiv.org/content/10.1101/744003v2", "doi:10.1101/744003"),
        ("https://www.taylorfrancis.com/books/mono/10.1201/9780000000001/some-title", "doi:10.1201/9780000000001"),
        ("https://onlinelibrary.wiley.com/doi/10.1155/2013/868174", "doi:10.1155/2013/868174"),
        ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD000001.pub2/full", "doi:10.1002/14651858.cd000001.pub2"),
        ("https://www-nejm-org.ezproxy.example.edu/doi/full/10.1056/NEJMoa2403347", "doi:10.1056/nejmoa2403347"),
        ("https://www.nejm.org/doi/full/10.1056", ""),
    ] },
    Rule { name: "DOI in the query", publisher: "PLOS, AEA, Thieme, mEDRA, SFX and others", read: doi_in_query, examples: &[
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001&type=printable", "doi:10.1371/journal.pone.0000001"),
        ("https://example.org/resolve?doi=10.1108%2FX%28201%291&lang=en", "doi:10.1108/x(201)1"),
        ("https://www.thieme-connect.de/DOI/DOI?10.1055/s-0038-0000001", "doi:10.1055/s-0038-0000001"),
        ("https://example.org/search?q=10.5", ""),
    ] },
    Rule { name: "Nature", publisher: "Springer Nature", read: nature, examples: &[
        ("https://www.nature.com/articles/s41586-021-03972-8?error=x", "doi:10.1038/s41586-021-03972-8"),
        ("https://www.nature.com/articles/nature10669.pdf", "doi:10.1038/nature10669"),
        // Its DOI has points that the address has lost.
        ("https://www.nature.com/articles/sdata201618", ""),
        ("https://www.nature.com/nature/articles", ""),
    ] },
    Rule { name: "The Lancet", publisher: "Elsevier", read: lancet, examples: &[
        ("https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(21)01431-8/fulltext", "doi:10.1016/s0140-6736(21)01431-8"),
        ("https://www.thelancet.com/journals/lancet/article/PIIS0140-6736%2821%2901431-8/abstract?rss=yes", "doi:10.1016/s0140-6736(21)01431-8"),
        ("https://www.thelancet.com/pdfs/journals/lancet/PIIS0140-6736(21)01431-8.pdf", "doi:10.1016/s0140-6736(21)01431-8"),
        ("https://www.thelancet.com/journals/lancet/home", ""),
    ] },
    Rule { name: "bioRxiv and medRxiv feeds", publisher: "openRxiv", read: rxiv, examples: &[
        ("http://biorxiv.org/cgi/content/short/744003v1?rss=1", "doi:10.1101/744003"),
        ("http://medrxiv.org/cgi/content/short/2021.06.16.21258632v1?rss=1", "doi:10.1101/2021.06.16.21258632"),
        ("https://www.medrxiv.org/content/medrxiv/early/2021/06/18/2021.06.16.21258632.full.pdf", "doi:10.1101/2021.06.16.21258632"),
        ("https://www.medrxiv.org/collection/cardiovascular-medicine", ""),
    ] },
    Rule { name: "Copernicus", publisher: "Copernicus", read: copernicus, examples: &[
        ("https://acp.copernicus.org/articles/14/4349/2014/acp-14-4349-2014-metrics.html", "doi:10.5194/acp-14-4349-2014"),
        ("https://acp.copernicus.org/articles/14/4349/2014/", ""),
    ] },
    Rule { name: "German Medical Science", publisher: "GMS", read: gms, examples: &[
        ("https://www.egms.de/static/de/journals/zma/2017-34/zma001100.shtml", "doi:10.3205/zma001100"),
        ("https://www.egms.de/static/de/journals/zma/index.htm", ""),
    ] },
    Rule { name: "Hindawi", publisher: "Hindawi", read: hindawi, examples: &[
        ("https://www.hindawi.com/journals/ije/2015/210527/", "doi:10.1155/2015/210527"),
        ("https://www.hindawi.com/journals/ije/", ""),
    ] },
    Rule { name: "ACM", publisher: "ACM", read: acm, examples: &[
        ("http://dl.acm.org/citation.cfm?doid=3207677.3278062", "doi:10.1145/3207677.3278062"),
        ("http://dl.acm.org/citation.cfm?id=3207677", ""),
    ] },
];

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

/// The host behind a library's proxy: `www-nejm-org.ezproxy.example.edu` and
/// `www.nejm.org.ezproxy.example.edu` are `www.nejm.org`.
fn without_proxy(host: &str) -> String {
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
        _ => labels
            .replace("--", "\n")
            .replace('-', ".")
            .replace('\n', "-"),
    }
}

fn pubmed(link: &Parts) -> Option<Identifier> {
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

fn pmc(link: &Parts) -> Option<Identifier> {
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

fn europe_pmc(link: &Parts) -> Option<Identifier> {
    let number = link.after("med").filter(|_| link.is("europepmc.org"))?;
    is_digits(number, 1, 8).then(|| Identifier::Pmid(number.to_string()))
}

fn arxiv(link: &Parts) -> Option<Identifier> {
    if !link.is("arxiv.org") {
        return None;
    }
    let rest = ["/abs/", "/pdf/", "/html/", "/format/"]
        .iter()
        .find_map(|start| link.path.strip_prefix(start))?;
    let rest = rest.trim_end_matches('/');
    arxiv_id(rest.strip_suffix(".pdf").unwrap_or(rest)).map(Identifier::Arxiv)
}

fn trial(link: &Parts) -> Option<Identifier> {
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

fn doi_in_path(link: &Parts) -> Option<Identifier> {
    let doi = doi::all(&link.path, Place::Link).into_iter().next()?;
    without_ending(&doi, link).map(Identifier::Doi)
}

fn doi_in_query(link: &Parts) -> Option<Identifier> {
    let doi = doi::all(&link.query, Place::Link).into_iter().next()?;
    without_ending(&doi, link).map(Identifier::Doi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_reads_its_examples() {
        for rule in IDENTIFIERS {
            assert!(
                rule.examples
                    .iter()
                    .any(|(_, expected)| expected.is_empty())
                    || !rule.publisher.is_empty()
            );
            for (link, expected) in rule.examples {
                let found: Vec<String> = from_link(link)
                    .iter()
                    .map(|found| match found {
                        Identifier::Nct(nct) => nct.clone(),
                        _ => found.key().unwrap_or_default(),
                    })
                    .collect();
                assert_eq!(found.join(" "), *expected, "{}: {link}", rule.name);
            }
        }
    }

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
