//! The table of ways in which links carry identifiers. To add a publisher,
//! add a line with its examples, and its function to `publishers` where the
//! address leaves something out.
//!
//! A rule is written only where the whole identifier stands in the address or
//! what is left out is the same for all of a publisher: never guessed.

use super::Identifier;
use super::link::Parts;
use super::link::arxiv;
use super::link::doi_in_path;
use super::link::doi_in_query;
use super::link::europe_pmc;
use super::link::pmc;
use super::link::pubmed;
use super::link::trial;
use super::publishers::acm;
use super::publishers::bmj;
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
    pub(super) read: fn(&Parts) -> Option<Identifier>,
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
        ("https://0-pubmed-ncbi-nlm-nih-gov.library.example.edu/38785209/", "pmid:38785209"),
        ("https://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=38785209", "pmid:38785209"),
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
        ("https://agsjournals.onlinelibrary.wiley.com/doi/epdf/10.1111/jgs.00000", "doi:10.1111/jgs.00000"),
        ("https://jamanetwork.com/journals/jama/fullarticle/10.1001/jama.2021.0001", "doi:10.1001/jama.2021.0001"),
        ("https://www.bmj.com/lookup/doi/10.1136/bmj.n71", "doi:10.1136/bmj.n71"),
        ("https://journals.sagepub.com/doi/reader/10.1177/0000000000000001?ai=1&mi=2&af=R", "doi:10.1177/0000000000000001"),
        ("https://www.ahajournals.org/doi/abs/10.1161/CIRCULATIONAHA.120.000001", "doi:10.1161/circulationaha.120.000001"),
        ("https://www.acpjournals.org/doi/10.7326/M20-0001?utm_source=x", "doi:10.7326/m20-0001"),
        ("https://karger.com/nec/article/doi/10.1159/000000001/826521/A-Title", "doi:10.1159/000000001"),
        ("https://www.thieme-connect.com/products/ejournals/abstract/10.1055/s-0040-0000001", "doi:10.1055/s-0040-0000001"),
        ("https://www.science.org/doi/10.1126/science.abc0001?af=R", "doi:10.1126/science.abc0001"),
        ("https://www.pnas.org/doi/pdf/10.1073/pnas.2100000001", "doi:10.1073/pnas.2100000001"),
        ("https://ccforum.biomedcentral.com/counter/pdf/10.1186/s13054-021-00001-1.pdf", "doi:10.1186/s13054-021-00001-1"),
        ("https://www.jacc.org/doi/10.1016/j.jacc.2021.01.001", "doi:10.1016/j.jacc.2021.01.001"),
        ("https://www.medrxiv.org/content/10.64898/2025.12.01.25000001v1", "doi:10.64898/2025.12.01.25000001"),
        ("https://0-www-nejm-org.library.example.edu/doi/full/10.1056/NEJMoa2403347", "doi:10.1056/nejmoa2403347"),
        ("https://login.ezproxy.example.edu/login?qurl=https%3a%2f%2fwww.nejm.org%2fdoi%2f10.1056%2fNEJMoa2403347", "doi:10.1056/nejmoa2403347"),
        ("https://go.openathens.net/redirector/example.edu?url=https%3A%2F%2Fwww.nejm.org%2Fdoi%2F10.1056%2FNEJMoa2403347", "doi:10.1056/nejmoa2403347"),
        // Its own number is no part of the DOI.
        ("https://jamanetwork.com/journals/jama/fullarticle/2777389", ""),
        ("https://academic.oup.com/eurheartj/article/42/1/1/6000000", ""),
        ("https://journals.lww.com/ccmjournal/fulltext/2021/01000/a_title.1.aspx", ""),
        ("https://www.cureus.com/articles/50000-a-title", ""),
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
        ("https://www.thelancet.com/action/showPdf?pii=S0140-6736%2821%2901431-8", "doi:10.1016/s0140-6736(21)01431-8"),
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
    Rule { name: "The BMJ", publisher: "BMJ", read: bmj, examples: &[
        ("https://www.bmj.com/content/372/bmj.n71.full.pdf", "doi:10.1136/bmj.n71"),
        ("https://www.bmj.com/content/384/bmj-2023-000000?rss=1", "doi:10.1136/bmj-2023-000000"),
        ("https://www-bmj-com.proxy.lib.example.edu/content/372/bmj.n71", "doi:10.1136/bmj.n71"),
        // Volume, issue and page alone are no DOI.
        ("https://www.bmj.com/content/322/7277/29.1", ""),
        ("https://heart.bmj.com/content/107/1/1", ""),
    ] },
    Rule { name: "German Medical Science", publisher: "GMS", read: gms, examples: &[
        ("https://www.egms.de/static/de/journals/zma/2017-34/zma001100.shtml", "doi:10.3205/zma001100"),
        ("https://www.egms.de/static/de/journals/zma/index.htm", ""),
    ] },
    Rule { name: "Hindawi", publisher: "Hindawi", read: hindawi, examples: &[
        ("https://www.hindawi.com/journals/ije/2015/210527/", "doi:10.1155/2015/210527"),
        ("https://downloads.hindawi.com/journals/ije/2015/210527.pdf", "doi:10.1155/2015/210527"),
        ("https://www.hindawi.com/journals/ije/", ""),
    ] },
    Rule { name: "ACM", publisher: "ACM", read: acm, examples: &[
        ("http://dl.acm.org/citation.cfm?doid=3207677.3278062", "doi:10.1145/3207677.3278062"),
        ("http://dl.acm.org/citation.cfm?id=3207677", ""),
    ] },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ident::from_link;

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
}
