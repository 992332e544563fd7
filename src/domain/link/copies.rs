//! Addresses that stand for another one: links that forward, AMP copies and
//! mobile hosts.

use super::tracking::is_under;

/// Sites that only forward: host, path, and the parameters that carry the link.
///
/// Source: the addresses these services make.
const FORWARDERS: &[(&str, &str, &[&str])] = &[
    ("google.com", "/url", &["q", "url"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("lm.facebook.com", "/l.php", &["u"]),
    ("out.reddit.com", "/", &["url"]),
    ("safelinks.protection.outlook.com", "/", &["url"]),
    ("linkedin.com", "/redir/redirect", &["url"]),
    ("youtube.com", "/redirect", &["q"]),
    ("slack-redir.net", "/link", &["url"]),
];

/// The link inside a link that only forwards.
pub(super) fn carried(link: &str) -> Option<String> {
    let url = url::Url::parse(link).ok()?;
    let host = url.host_str()?;
    let path = url.path();
    for (site, start, names) in FORWARDERS {
        let is_here =
            is_under(host, site) && (path == *start || (*start == "/" && path.starts_with('/')));
        if !is_here {
            continue;
        }
        let inner = url
            .query_pairs()
            .find(|(name, _)| names.contains(&name.as_ref()));
        return inner
            .map(|(_, value)| value.into_owned())
            .filter(|value| is_web(value));
    }
    let rest = match () {
        _ if is_under(host, "google.com") => path.strip_prefix("/amp/"),
        _ if is_under(host, "cdn.ampproject.org") => path
            .strip_prefix("/c/")
            .or_else(|| path.strip_prefix("/v/")),
        _ => None,
    }?;
    let (scheme, rest) = match rest.strip_prefix("s/") {
        Some(rest) => ("https", rest),
        None => ("http", rest),
    };
    let query = url
        .query()
        .map_or(String::new(), |query| format!("?{query}"));
    rest.contains('.')
        .then(|| format!("{scheme}://{rest}{query}"))
}

fn is_web(link: &str) -> bool {
    let start = link.get(..8).unwrap_or(link).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// A host without `www.`, `m.`, `mobile.` and `amp.`, as long as a name with a
/// dot is left; `en.m.wikipedia.org` is `en.wikipedia.org`.
pub(super) fn desktop_host(host: &str) -> String {
    let mut bare = host;
    while let Some(rest) = ["www.", "m.", "mobile.", "amp."]
        .iter()
        .find_map(|start| bare.strip_prefix(start))
    {
        if !rest.contains('.') {
            break;
        }
        bare = rest;
    }
    match bare.split_once(".m.") {
        Some((before, after)) if after.contains('.') => format!("{before}.{after}"),
        _ => bare.to_string(),
    }
}

/// A path and query without the marks of an AMP copy.
pub(super) fn without_amp(path: &str) -> String {
    let (page, query) = match path.split_once('?') {
        Some((page, query)) => (page, Some(query)),
        None => (path, None),
    };
    let page = match page.strip_suffix(".amp.html") {
        Some(stem) => format!("{stem}.html"),
        None => {
            let bare = page.trim_end_matches('/');
            bare.strip_suffix("/amp")
                .or_else(|| bare.strip_suffix(".amp"))
                .unwrap_or(page)
                .to_string()
        }
    };
    let is_amp = |part: &&str| {
        matches!(
            part.to_ascii_lowercase().as_str(),
            "amp" | "amp=1" | "outputtype=amp" | "output=amp"
        )
    };
    let kept: Vec<&str> = query
        .unwrap_or("")
        .split('&')
        .filter(|part| !part.is_empty() && !is_amp(part))
        .collect();
    match kept.is_empty() {
        true => page,
        false => format!("{}?{}", page.trim_end_matches('/'), kept.join("&")),
    }
}
