//! Links: what two spellings of one address have in common, and how an
//! address is shown.
//!
//! Nothing is fetched here, and no link but http and https passes.

mod copies;
mod tracking;

pub use tracking::without_tracking;

/// The most bytes of a link; browsers and servers stop near here too.
const LONGEST: usize = 8_192;

/// The clean spelling of an absolute http or https link: without tracking
/// parameters, fragment, default port and credentials, host in lower case,
/// percent-encoding only where it is needed. Links that only forward
/// (`google.com/url?q=…`, AMP caches) become the link they carry. `None` for
/// anything that is no such link. Canonical links stay as they are.
///
/// Source: RFC 3986, section 6.2.2; WHATWG URL.
pub fn canonical(link: &str) -> Option<String> {
    let mut link = link.trim().to_string();
    // Each carried link is shorter than its carrier, so this ends.
    loop {
        let spelled = spell(&link)?;
        match copies::carried(&spelled) {
            Some(inner) if inner.len() < link.len() => link = inner,
            _ => return Some(spelled),
        }
    }
}

/// The key a work answers to by its link: `url:` and the canonical link
/// without scheme, `www.` and last slash, mobile and AMP forms folded.
///
/// `None` for a link to a whole site (`https://example.org/`): entries without
/// a page of their own carry it, and they are not one work. A fragment counts
/// where it seems to name an entry on a page (`/updates#2024-05`), not where it
/// names a part of one (`#comments`).
pub fn key(link: &str) -> Option<String> {
    let clean = canonical(link)?;
    let bare = clean.split_once("://").map(|(_, rest)| rest)?;
    let (host, path) = bare.split_at(bare.find(['/', '?']).unwrap_or(bare.len()));
    let path = copies::without_amp(path);
    let path = path.trim_end_matches('/');
    let anchor = link
        .split_once('#')
        .map(|(_, anchor)| anchor)
        .filter(|anchor| names_an_entry(anchor));
    if path.is_empty() && anchor.is_none() {
        return None;
    }
    let host = copies::desktop_host(host);
    Some(match anchor {
        Some(anchor) => format!("url:{host}{path}#{anchor}"),
        None => format!("url:{host}{path}"),
    })
}

/// An address for a sentence: without the name and password it may carry.
pub fn without_secrets(address: &str) -> String {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => return address.to_string(),
    };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or(rest);
    let open = match authority.rfind('@') {
        Some(at) => &rest[at + 1..],
        None => rest,
    };
    format!("{scheme}://{open}")
}

/// The host as a person may read it: lower case is not forced, `www.`, port and
/// credentials are not shown. `None` unless the link is http or https.
pub fn host(link: &str) -> Option<&str> {
    let link = link.trim();
    let (scheme, rest) = link.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    // Browsers read `\` as `/`: without it `https://evil.example\@nejm.org`
    // would show the wrong host.
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = &rest[..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len())];
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.starts_with('[') {
        true => &host[..=host.find(']')?],
        false => host.split_once(':').map_or(host, |(host, _)| host),
    };
    let bare = match host.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("www.") => &host[4..],
        _ => host,
    };
    let is_readable =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    (!bare.is_empty() && bare.chars().all(is_readable)).then_some(bare)
}

/// One link by the rules, without following what it carries.
fn spell(link: &str) -> Option<String> {
    if link.len() > LONGEST {
        return None;
    }
    let mut url = url::Url::parse(link).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.').to_string();
    if host.is_empty() {
        return None;
    }
    url.set_fragment(None);
    url.set_host(Some(&host)).ok()?;
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    let (mut spelled, _) = without_tracking(&plain_percent(url.as_str()));
    if let Some((page, query)) = spelled.split_once('?')
        && query.bytes().all(|b| b == b'?')
    {
        spelled.truncate(page.len());
    }
    Some(spelled)
}

/// Percent-encoding in upper case, and none where a character may stand as it
/// is; a `%` that encodes nothing is encoded itself.
fn plain_percent(link: &str) -> String {
    if !link.contains('%') {
        return link.to_string();
    }
    let mut out = String::with_capacity(link.len());
    let mut rest = link;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let byte = rest
            .get(..2)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                let c = char::from(byte);
                match c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') {
                    true => out.push(c),
                    false => out.push_str(&format!("%{byte:02X}")),
                }
                rest = &rest[2..];
            }
            None => out.push_str("%25"),
        }
    }
    out.push_str(rest);
    out
}

/// Parts of a page that links point to; none of them is an entry.
const PARTS: &[&str] = &[
    "abstract",
    "article",
    "comment",
    "comments",
    "content",
    "discussion",
    "disqus_thread",
    "figures",
    "full-text",
    "fulltext",
    "header",
    "home",
    "main",
    "main-content",
    "methods",
    "metrics",
    "more",
    "references",
    "replies",
    "respond",
    "results",
    "rss",
    "section",
    "start",
    "top",
];

/// Whether a fragment seems to name an entry. When in doubt it does: two rows
/// for one thing are a smaller harm than one row for two.
fn names_an_entry(anchor: &str) -> bool {
    let is_word = anchor
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let is_part = PARTS.iter().any(|part| part.eq_ignore_ascii_case(anchor));
    !anchor.is_empty()
        && is_word
        && !is_part
        && !anchor.starts_with("comment-")
        && !is_numbered_part(anchor)
}

/// `#Sec1`, `#bib12`, `#ref-CR3`: what publishers number within one article.
fn is_numbered_part(anchor: &str) -> bool {
    let anchor = anchor.to_ascii_lowercase();
    let bare = anchor.trim_end_matches(|c: char| c.is_ascii_digit());
    let n_digits = anchor.len() - bare.len();
    let named = ["abs", "bib", "cr", "fig", "fn", "ref", "sec", "tab", "tbl"]
        .iter()
        .any(|part| bare.trim_start_matches("ref-").trim_end_matches(['-', '_']) == *part);
    named && (1..=3).contains(&n_digits)
}

#[cfg(test)]
mod tests;
