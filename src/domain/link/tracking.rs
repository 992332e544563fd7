//! Parameters that follow the reader and change nothing on the page.
//!
//! Only what is surely such is here: a parameter that chooses the page on some
//! site is bound to the sites where it does not.

/// One parameter that may go.
struct Rule {
    /// Its name, in lower case; a last `*` stands for any ending.
    name: &'static str,
    /// The values for which it goes, in lower case; any, where empty.
    values: &'static [&'static str],
    /// The hosts (and their subdomains) where it goes; all, where empty.
    hosts: &'static [&'static str],
    /// A query with it, and what is left of it.
    #[cfg_attr(not(test), allow(dead_code))]
    example: (&'static str, &'static str),
}

/// Goes everywhere, whatever its value.
const fn any(name: &'static str, example: (&'static str, &'static str)) -> Rule {
    Rule {
        name,
        values: &[],
        hosts: &[],
        example,
    }
}

/// Goes everywhere with these values.
const fn valued(
    name: &'static str,
    values: &'static [&'static str],
    example: (&'static str, &'static str),
) -> Rule {
    Rule {
        name,
        values,
        hosts: &[],
        example,
    }
}

/// Goes on these hosts, whatever its value.
const fn on(
    hosts: &'static [&'static str],
    name: &'static str,
    example: (&'static str, &'static str),
) -> Rule {
    Rule {
        name,
        values: &[],
        hosts,
        example,
    }
}

/// Publishers on Atypon's platform, whose feeds mark their links.
const ATYPON: &[&str] = &[
    "acs.org",
    "acpjournals.org",
    "ahajournals.org",
    "ascopubs.org",
    "annualreviews.org",
    "atsjournals.org",
    "healio.com",
    "liebertpub.com",
    "nejm.org",
    "physiology.org",
    "psychiatryonline.org",
    "sagepub.com",
    "tandfonline.com",
    "wiley.com",
    "worldscientific.com",
];

const PUBMED: &[&str] = &["pubmed.ncbi.nlm.nih.gov"];

#[rustfmt::skip]
const RULES: &[Rule] = &[
    // Campaigns.
    any("utm_*", ("?a=1&utm_source=rss&utm_medium=x", "?a=1")),
    any("utm-*", ("?utm-source=rss", "")),
    any("mtm_*", ("?mtm_campaign=a", "")),
    any("pk_*", ("?pk_source=a", "")),
    any("piwik_*", ("?piwik_kwd=a", "")),
    any("at_*", ("?at_medium=rss&at_campaign=x", "")),
    any("ns_*", ("?ns_mchannel=rss", "")),
    any("wt.*", ("?WT.mc_id=a&p=2", "?p=2")),
    any("wt_mc*", ("?wt_mc=rss.a", "")),
    any("elq*", ("?elqTrackId=a", "")),
    any("mc_cid", ("?mc_cid=a", "")),
    any("mc_eid", ("?mc_eid=a", "")),
    any("mkt_tok", ("?mkt_tok=a", "")),
    any("_hsenc", ("?_hsenc=a", "")),
    any("_hsmi", ("?_hsmi=a", "")),
    any("hsctatracking", ("?hsCtaTracking=a", "")),
    any("vero_*", ("?vero_id=a", "")),
    any("oly_*", ("?oly_enc_id=a", "")),
    any("trk*", ("?trk=rss&trkCampaign=a", "")),
    any("xtor", ("?xtor=RSS-1", "")),
    any("ncid", ("?ncid=rss", "")),
    any("cmpid", ("?cmpid=rss", "")),
    any("icid", ("?icid=a", "")),
    any("s_cid", ("?s_cid=a", "")),
    any("sc_cid", ("?sc_cid=a", "")),
    any("smid", ("?smid=rss", "")),
    any("ftag", ("?ftag=a", "")),
    any("dgcid", ("?dgcid=rss_sd_all", "")),
    any("casa_token", ("?casa_token=a", "")),
    any("spm", ("?spm=a", "")),
    // Clicks.
    any("fbclid", ("?fbclid=a", "")),
    any("gclid", ("?gclid=a", "")),
    any("gclsrc", ("?gclsrc=a", "")),
    any("dclid", ("?dclid=a", "")),
    any("gbraid", ("?gbraid=a", "")),
    any("wbraid", ("?wbraid=a", "")),
    any("msclkid", ("?msclkid=a", "")),
    any("yclid", ("?yclid=a", "")),
    any("twclid", ("?twclid=a", "")),
    any("ttclid", ("?ttclid=a", "")),
    any("igshid", ("?igshid=a", "")),
    any("igsh", ("?igsh=a", "")),
    any("fb_*", ("?fb_action_ids=a", "")),
    any("_ga", ("?_ga=a", "")),
    any("_gl", ("?_gl=a", "")),
    any("gad_source", ("?gad_source=1", "")),
    any("srsltid", ("?srsltid=a", "")),
    any("li_fat_id", ("?li_fat_id=a", "")),
    any("mibextid", ("?mibextid=a", "")),
    any("hss_channel", ("?hss_channel=tw-1", "")),
    any("guccounter", ("?guccounter=1", "")),
    any("guce_referrer*", ("?guce_referrer_sig=a", "")),
    any("_branch_match_id", ("?_branch_match_id=1", "")),
    // The marks of feeds.
    valued("rss", &["1", "yes", "true", ""], ("?rss=1&p=2", "?p=2")),
    valued("af", &["r"], ("?af=R", "")),
    valued("via", &["rss", "ihub", "feed"], ("?via=rss", "")),
    // ScienceDirect encodes its own sign.
    any("via%3dihub", ("?via%3Dihub", "")),
    valued("ref", &["rss", "feed", "atom"], ("?ref=rss", "")),
    valued("source", &["rss", "feed", "atom"], ("?source=rss", "")),
    valued("src", &["rss", "feed"], ("?src=rss", "")),
    valued("from", &["rss", "feed"], ("?from=rss", "")),
    valued("cid", &["rss"], ("?cid=rss", "")),
    valued("mod", &["rss"], ("?mod=rss", "")),
    valued("partner", &["rss"], ("?partner=rss", "")),
    valued("emc", &["rss"], ("?emc=rss", "")),
    valued("cmp", &["rss"], ("?CMP=rss", "")),
    // Sites of their own.
    on(PUBMED, "fc", ("?fc=20240101&term=x", "?term=x")),
    on(PUBMED, "ff", ("?ff=20240101", "")),
    on(PUBMED, "v", ("?v=2.18.0", "")),
    on(ATYPON, "ai", ("?ai=1&mi=2&af=R", "")),
    on(ATYPON, "mi", ("?mi=a", "")),
    on(ATYPON, "ui", ("?ui=a", "")),
    on(ATYPON, "cookieset", ("?cookieSet=1", "")),
    on(ATYPON, "journalcode", ("?journalCode=a", "")),
    on(&["tandfonline.com"], "needaccess", ("?needAccess=true", "")),
    on(&["nejm.org"], "query", ("?query=TOC", "")),
    on(&["nejm.org"], "emp", ("?emp=marcom", "")),
    on(&["jamanetwork.com"], "resultclick", ("?resultClick=1", "")),
    on(&["jamanetwork.com"], "linkid", ("?linkId=1", "")),
    on(&["academic.oup.com"], "redirectedfrom", ("?redirectedFrom=fulltext", "")),
    on(&["academic.oup.com"], "login", ("?login=false", "")),
    on(&["nature.com", "springer.com"], "error", ("?error=cookies_not_supported", "")),
    on(&["nature.com", "springer.com"], "code", ("?code=a", "")),
    on(&["medscape.com"], "src", ("?src=mkm", "")),
    on(&["medscape.com"], "faf", ("?faf=1", "")),
    on(&["medscape.com"], "uac", ("?uac=1", "")),
    on(&["medscape.com"], "impid", ("?impID=1", "")),
    on(&["medpagetoday.com"], "xid", ("?xid=rss", "")),
    on(&["medpagetoday.com"], "eun", ("?eun=1", "")),
    on(&["youtube.com", "youtu.be"], "feature", ("?v=a&feature=youtu.be", "?v=a")),
    on(&["youtube.com", "youtu.be"], "si", ("?si=a", "")),
    on(&["twitter.com", "x.com"], "s", ("?s=20", "")),
    on(&["twitter.com", "x.com"], "ref_src", ("?ref_src=a", "")),
];

/// The link without what only follows the reader, and whether anything went.
/// The rest keeps its order and spelling. Also takes fragments that track
/// (`#utm_…`, `#xtor=…`) or mark text (`#:~:text=…`).
pub fn without_tracking(link: &str) -> (String, bool) {
    let (address, fragment) = match link.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (link, None),
    };
    let host = super::host(address).unwrap_or("");
    let fragment = fragment.filter(|fragment| !fragment_tracks(fragment, host));
    let (page, query) = match address.split_once('?') {
        Some((page, query)) => (page, Some(query)),
        None => (address, None),
    };
    let parts = || {
        query
            .unwrap_or("")
            .split('&')
            .filter(|part| !part.is_empty())
    };
    let mut out = match parts().any(|part| tracks(part, host)) {
        true => page.to_string(),
        // Byte for byte, with odd `&&` and lone `?`.
        false => address.to_string(),
    };
    if out.len() < address.len() {
        let mut mark = '?';
        for part in parts().filter(|part| !tracks(part, host)) {
            out.push(mark);
            out.push_str(part);
            mark = '&';
        }
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    let changed = out.len() != link.len();
    (out, changed)
}

fn fragment_tracks(fragment: &str, host: &str) -> bool {
    fragment.starts_with(":~:")
        || (fragment.contains('=') && fragment.split('&').all(|part| tracks(part, host)))
}

fn tracks(part: &str, host: &str) -> bool {
    // A query that was escaped once too often.
    let part = part.strip_prefix("amp;").unwrap_or(part);
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    RULES.iter().any(|rule| {
        let named = match rule.name.strip_suffix('*') {
            Some(start) => name
                .get(..start.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(start)),
            None => name.eq_ignore_ascii_case(rule.name),
        };
        named
            && (rule.values.is_empty()
                || rule
                    .values
                    .iter()
                    .any(|known| value.eq_ignore_ascii_case(known)))
            && (rule.hosts.is_empty() || rule.hosts.iter().any(|known| is_under(host, known)))
    })
}

/// Whether a host is a site or lies under it.
pub(super) fn is_under(host: &str, site: &str) -> bool {
    let Some(cut) = host.len().checked_sub(site.len()) else {
        return false;
    };
    host.get(cut..)
        .is_some_and(|end| end.eq_ignore_ascii_case(site))
        && (cut == 0 || host.as_bytes()[cut - 1] == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_does_what_its_example_says() {
        for rule in RULES {
            let host = rule.hosts.first().unwrap_or(&"example.org");
            let (with, left) = rule.example;
            let link = format!("https://www.{host}/a{with}");
            assert_eq!(
                without_tracking(&link),
                (format!("https://www.{host}/a{left}"), true),
                "{}",
                rule.name
            );
            let name = rule.name.trim_end_matches('*');
            assert!(
                with.to_ascii_lowercase().contains(name),
                "{name}: its example has another name"
            );
            assert_eq!(name, name.to_ascii_lowercase());
        }
    }

    #[track_caller]
    fn check_kept(link: &str) {
        assert_eq!(without_tracking(link), (link.to_string(), false));
    }

    #[test]
    fn what_chooses_the_page_stays() {
        check_kept("https://example.org/?p=12&v=3&fc=4");
        check_kept("https://example.org/?feed=rss2");
        check_kept("https://example.org/?ref=5&source=journal");
        check_kept("https://example.org/search?query=TOC");
        check_kept("https://example.org/a?&&b=1#c");
        check_kept("https://example.org/a?");
        check_kept("no link at all");
    }

    #[test]
    fn marked_text_and_doubly_escaped_marks_go_too() {
        let (link, changed) =
            without_tracking("https://example.org/a?b=1&amp;utm_source=rss#:~:text=c");
        assert_eq!(
            (link.as_str(), changed),
            ("https://example.org/a?b=1", true)
        );
        assert_eq!(
            without_tracking("https://example.org/a#xtor=RSS-1").0,
            "https://example.org/a"
        );
    }
}
