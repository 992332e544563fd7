//! Identifiers in running text: a summary's last line, a reference, a record.

use super::Identifier;
use super::add;
use super::doi;
use super::doi::Place;

/// Every identifier a text names, without repeats, DOIs first. PMIDs only after
/// the word `PMID`, arXiv numbers only after `arXiv`.
pub fn from_text(text: &str) -> Vec<Identifier> {
    let text = doi::plain(text);
    let mut found = Vec::new();
    for doi in doi::all(&text, Place::Prose) {
        add(&mut found, Identifier::Doi(doi));
    }
    // Most text names nothing: one pass for each word, none of them copies.
    for rest in after_word(&text, "pmid") {
        if let Some(pmid) = digits(skip_dress(rest), 1, 8) {
            add(&mut found, Identifier::Pmid(pmid.to_string()));
        }
    }
    for rest in after_word(&text, "pubmed id") {
        if let Some(pmid) = digits(skip_dress(rest), 1, 8) {
            add(&mut found, Identifier::Pmid(pmid.to_string()));
        }
    }
    for rest in after_word(&text, "pubmed.ncbi.nlm.nih.gov/") {
        if let Some(pmid) = digits(rest, 1, 8) {
            add(&mut found, Identifier::Pmid(pmid.to_string()));
        }
    }
    for rest in after_word(&text, "pmc") {
        if let Some(pmcid) = digits(rest.strip_prefix("id").map_or(rest, skip_dress), 3, 8) {
            add(&mut found, Identifier::Pmcid(format!("PMC{pmcid}")));
        }
    }
    for rest in after_word(&text, "nct") {
        if let Some(nct) = digits(rest, 8, 8) {
            add(&mut found, Identifier::Nct(format!("NCT{nct}")));
        }
    }
    for rest in after_word(&text, "arxiv") {
        let rest = rest
            .strip_prefix(".org/abs/")
            .or_else(|| rest.strip_prefix(".org/pdf/"))
            .unwrap_or(rest);
        let rest = rest.trim_start_matches([':', ' ']);
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '/' | '-'))
            .unwrap_or(rest.len());
        if let Some(arxiv) = arxiv_id(rest[..end].trim_end_matches(['.', '/'])) {
            add(&mut found, Identifier::Arxiv(arxiv));
        }
    }
    found
}

/// What follows each place where a word begins, whatever its case.
fn after_word<'a>(text: &'a str, word: &'static str) -> impl Iterator<Item = &'a str> {
    let bytes = text.as_bytes();
    let first = word.as_bytes()[0];
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), bytes).filter_map(move |at| {
        let end = at + word.len();
        let named = bytes.get(at..end)?.eq_ignore_ascii_case(word.as_bytes());
        let begins = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        (named && begins).then(|| &text[end..])
    })
}

/// Past what stands between a name and its number: `: `, ` = {`, `</b> `.
fn skip_dress(text: &str) -> &str {
    let skip = |text: &'_ str| {
        text.find(|c: char| {
            !matches!(
                c,
                ':' | ' ' | '\n' | '\t' | '=' | '-' | '"' | '\'' | '{' | '}' | '#' | '.'
            )
        })
    };
    let mut rest = text;
    for _ in 0..3 {
        rest = &rest[skip(rest).unwrap_or(rest.len()).min(12)..];
        // Tags are short; looking further would make this quadratic.
        let tag = rest
            .starts_with('<')
            .then(|| rest.bytes().take(200).position(|b| b == b'>'))
            .flatten();
        match tag {
            Some(end) => rest = &rest[end + 1..],
            None => break,
        }
    }
    rest
}

/// The digits at the start, if there are so many and no letter follows.
fn digits(text: &str, least: usize, most: usize) -> Option<&str> {
    let end = text
        .bytes()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    let joined = text[end..].starts_with(|c: char| c.is_alphanumeric());
    (least..=most)
        .contains(&end)
        .then_some(&text[..end])
        .filter(|_| !joined)
}

/// An arXiv number without its version, if the text is one: `2401.01234`,
/// `hep-th/9901001`.
///
/// Source: arXiv, "Understanding the arXiv identifier".
pub(super) fn arxiv_id(text: &str) -> Option<String> {
    let bare = match text.rsplit_once('v') {
        Some((bare, version)) if is_digits(version, 1, 3) => bare,
        _ => text,
    };
    if let Some((month, number)) = bare
        .split_once('.')
        .filter(|(month, _)| is_digits(month, 4, 4))
    {
        let is_month = ("01"..="12").contains(&&month[2..]);
        return (is_month && is_digits(number, 4, 5)).then(|| bare.to_string());
    }
    let (archive, number) = bare.split_once('/')?;
    let (archive, subject) = archive.split_once('.').unwrap_or((archive, ""));
    let is_archive =
        archive.len() > 1 && archive.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_subject =
        subject.is_empty() || subject.len() == 2 && subject.bytes().all(|b| b.is_ascii_uppercase());
    (is_archive && is_subject && is_digits(number, 7, 7)).then(|| bare.to_ascii_lowercase())
}

pub(super) fn is_digits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = from_text(text)
            .iter()
            .map(|found| match found {
                Identifier::Nct(nct) => nct.clone(),
                _ => found.key().unwrap_or_default(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_last_line_of_a_summary_names_its_work() {
        check(
            "Text. PMID: 34811339 | PMC: PMC8652127 | DOI: 10.1000/abc.1",
            &["doi:10.1000/abc.1", "pmid:34811339", "pmcid:PMC8652127"],
        );
        check("PMID- 34811339", &["pmid:34811339"]);
        check("note = {{PMID:} 23439512}", &["pmid:23439512"]);
        check(
            "<b>PMID:</b><a href=\"/x\">34811339</a>",
            &["pmid:34811339"],
        );
        check("ClinicalTrials.gov number, NCT03819153.", &["NCT03819153"]);
        check(
            "arXiv:2401.01234v2 [q-bio], arXiv:hep-th/9901001",
            &["arxiv:2401.01234", "arxiv:hep-th/9901001"],
        );
    }

    #[test]
    fn a_text_of_names_alone_is_not_compared_without_end() {
        let text: String = (0..40_000).map(|n| format!("10.1000/a{n} ")).collect();
        assert_eq!(from_text(&text).len(), 1_000);
    }

    #[test]
    fn a_number_alone_names_nothing() {
        check("34811339", &[]);
        check("In 2401.01234 patients", &[]);
        check("pmid = {P123456}", &[]);
        check("NCT123, NCT038191530, PMC-12", &[]);
        check("PMID: none 2024", &[]);
    }
}
