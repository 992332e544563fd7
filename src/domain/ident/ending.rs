//! What addresses put behind a DOI: views, formats, versions, slugs.

use super::link::Parts;
use super::prose::is_digits;

/// What publishers put behind a DOI to name a view of it.
const VIEWS: &[&str] = &[
    "abs",
    "abstract",
    "citation",
    "citations",
    "comments",
    "download",
    "epdf",
    "epub",
    "figure",
    "figures",
    "full",
    "full-text",
    "fulltext",
    "fulltext.html",
    "html",
    "info",
    "meta",
    "metrics",
    "pdf",
    "pdfplus",
    "peer-review",
    "reader",
    "references",
    "related",
    "summary",
    "suppl",
    "suppl_file",
    "supplementary",
    "supplementary-material",
    "tables",
    "text",
    "xml",
];

const ENDINGS: &[&str] = &[
    ".full.pdf+html",
    ".full-text",
    ".full+html",
    ".full.pdf",
    ".abstract",
    ".full",
    ".long",
    ".short",
    ".epdf",
    ".pdf",
    ".html",
];

/// A DOI as an address carries it, without what the address adds.
pub(super) fn without_ending(doi: &str, link: &Parts) -> Option<String> {
    let (registrant, suffix) = doi.split_once('/')?;
    let one_segment = [
        "taylorfrancis.com",
        "tandfonline.com",
        "nejm.org",
        "thieme-connect.com",
    ]
    .iter()
    .any(|site| link.is(site));
    // Silverchair: …/article/doi/10.1093/x/y/5999080/slug
    let numbered = link.path.contains("article") && link.path.contains("/doi/")
        || link.path.contains("chapter-abstract");
    let kept: Vec<&str> = suffix
        .split('/')
        .enumerate()
        .take_while(|(at, segment)| {
            *at == 0
                || !(one_segment
                    || VIEWS.contains(segment)
                    || numbered && is_digits(segment, 5, 12))
        })
        .map(|(_, segment)| segment)
        .collect();
    let mut suffix = kept.join("/");
    if matches!(registrant, "10.1101" | "10.64898")
        && let Some(bare) = rxiv_number(&suffix)
    {
        suffix = bare.to_string();
    }
    if let Some(bare) = ENDINGS
        .iter()
        .find_map(|ending| suffix.strip_suffix(ending))
    {
        suffix = bare.to_string();
    }
    (!suffix.is_empty()).then(|| format!("{registrant}/{suffix}"))
}

/// `2021.06.16.21258632` or `744003`, from the same with a version and a view.
pub(super) fn rxiv_number(text: &str) -> Option<&str> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    let last = number.rsplit('.').next()?;
    let is_number = matches!(number.matches('.').count(), 0 | 3) && (6..=8).contains(&last.len());
    let goes_on = matches!(
        text[number.len()..].bytes().next(),
        None | Some(b'v' | b'.' | b'/')
    );
    (is_number && goes_on).then_some(number)
}
