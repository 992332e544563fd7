//! Publishers whose addresses hold a DOI without saying so: what they leave out
//! is known, so the DOI is certain.

use super::Identifier;
use super::ending::rxiv_number;
use super::link::Parts;
use super::prose::is_digits;

pub(super) fn nature(link: &Parts) -> Option<Identifier> {
    let name = link
        .after("articles")
        .filter(|_| link.is("nature.com"))?
        .to_ascii_lowercase();
    let name = name.strip_suffix(".pdf").unwrap_or(&name);
    let is_name = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
        && name.bytes().any(|b| b.is_ascii_digit())
        && name.bytes().next()?.is_ascii_alphabetic()
        && !name.starts_with("sdata");
    is_name.then(|| Identifier::Doi(format!("10.1038/{name}")))
}

pub(super) fn lancet(link: &Parts) -> Option<Identifier> {
    if !link.is("thelancet.com") {
        return None;
    }
    let of_query = link.param("pii");
    link.segments().chain(of_query).find_map(|segment| {
        let name = segment
            .replace("%28", "(")
            .replace("%29", ")")
            .to_ascii_lowercase();
        let name = name.strip_prefix("pii").unwrap_or(&name);
        let name = name.strip_suffix(".pdf").unwrap_or(name);
        let is_name =
            name.len() == 21 && name.starts_with('s') && name.contains('(') && name.contains(')');
        is_name.then(|| Identifier::Doi(format!("10.1016/{name}")))
    })
}

pub(super) fn rxiv(link: &Parts) -> Option<Identifier> {
    let is_ours = link.is("biorxiv.org") || link.is("medrxiv.org");
    let is_paper = link.path.contains("/cgi/content/") || link.path.contains("/early/");
    if !is_ours || !is_paper {
        return None;
    }
    let number = rxiv_number(link.last())?;
    // Later ones may stand under another prefix.
    let is_old = number
        .get(..5)
        .is_none_or(|year| !year.ends_with('.') || year < "2025.");
    is_old.then(|| Identifier::Doi(format!("10.1101/{number}")))
}

pub(super) fn copernicus(link: &Parts) -> Option<Identifier> {
    let name = link
        .last()
        .strip_suffix(".html")
        .or_else(|| link.last().strip_suffix(".pdf"))?;
    let parts: Vec<&str> = name.split('-').take(4).collect();
    let [journal, volume, page, year] = parts[..] else {
        return None;
    };
    let is_name = link.is("copernicus.org")
        && journal.bytes().all(|b| b.is_ascii_lowercase())
        && is_digits(volume, 1, 4)
        && is_digits(page, 1, 6)
        && is_digits(year, 4, 4);
    is_name.then(|| Identifier::Doi(format!("10.5194/{journal}-{volume}-{page}-{year}")))
}

pub(super) fn gms(link: &Parts) -> Option<Identifier> {
    let name = link
        .last()
        .strip_suffix(".shtml")
        .filter(|_| link.is("egms.de"))?;
    let number = name.trim_start_matches(|c: char| c.is_ascii_lowercase());
    is_digits(number, 6, 6).then(|| Identifier::Doi(format!("10.3205/{name}")))
}

pub(super) fn hindawi(link: &Parts) -> Option<Identifier> {
    let segments: Vec<&str> = link.segments().collect();
    let ["journals", _, year, number] = segments[..] else {
        return None;
    };
    let number = number.strip_suffix(".pdf").unwrap_or(number);
    let is_name = link.is("hindawi.com") && is_digits(year, 4, 4) && is_digits(number, 5, 8);
    is_name.then(|| Identifier::Doi(format!("10.1155/{year}/{number}")))
}

pub(super) fn bmj(link: &Parts) -> Option<Identifier> {
    let is_article = link.is("bmj.com") && link.path.starts_with("/content/");
    let name = link.last().to_ascii_lowercase();
    let name = name
        .split_once(".full")
        .or_else(|| name.split_once(".short"))
        .map_or(name.as_str(), |(name, _)| name);
    let number = name
        .strip_prefix("bmj.")
        .or_else(|| name.strip_prefix("bmj-"))?;
    let is_name = number
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && number.bytes().any(|b| b.is_ascii_digit());
    (is_article && is_name).then(|| Identifier::Doi(format!("10.1136/{name}")))
}

pub(super) fn acm(link: &Parts) -> Option<Identifier> {
    let name = link.param("doid").filter(|_| link.is("dl.acm.org"))?;
    let is_name = name.split('.').all(|part| is_digits(part, 4, 9));
    is_name.then(|| Identifier::Doi(format!("10.1145/{name}")))
}
