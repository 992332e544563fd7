//! Identifiers out of prose, fields and links, and the spelling of links, which
//! stays as it is once it is canonical.
#![no_main]

use libfuzzer_sys::fuzz_target;

use rounds::domain::ident;
use rounds::domain::ident::Identifier;
use rounds::domain::link;
use rounds::domain::same::Clue;
use rounds::domain::same::same_work;
use rounds_fuzz::in_proportion;
use rounds_fuzz::in_time;
use rounds_fuzz::quiet;
use rounds_fuzz::stretched;

const HOSTS: &[&str] = &[
    "", "https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/", "https://www.nature.com/articles/", "https://arxiv.org/abs/",
    "https://www-nejm-org.ezproxy.a.example/", "http://www.google.com/url?q=", "https://a.example/login?url=",
];

fuzz_target!(|given: &[u8]| {
    let bytes = stretched(given);
    let host = HOSTS[usize::from(given.first().copied().unwrap_or(0) / 32) % HOSTS.len()];
    let words = format!("{host}{}", String::from_utf8_lossy(&bytes));
    let n = words.len();

    let found = in_time(n, "from text", || ident::from_text(&words));
    let in_link = in_time(n, "from link", || ident::from_link(&words));
    let in_field = in_time(n, "from field", || ident::from_field("dc:identifier.pmid", &words));
    let n_out = found.iter().filter_map(Identifier::key).map(|key| key.len()).sum();
    in_proportion(n, n_out, 4, "from text");
    for one in found.iter().chain(&in_link).chain(&in_field) {
        if let Some(key) = one.key() {
            quiet(&key, "a key");
        }
        if let Identifier::Doi(doi) = one {
            // Not read again: what was percent-encoded may end a DOI where it
            // stands bare.
            let is_plain = |c: char| c.is_ascii_graphic() && !c.is_ascii_uppercase();
            assert!(doi.starts_with("10.") && doi.chars().all(is_plain), "{doi:?}");
        }
    }
    let _ = in_time(n, "pii", || ident::pii(&words));
    if let Some(canonical) = in_time(n, "canonical", || link::canonical(&words)) {
        assert_eq!(link::canonical(&canonical).as_deref(), Some(canonical.as_str()), "{words:?}");
        quiet(&canonical, "a canonical link");
    }
    let key = in_time(n, "key", || link::key(&words));
    in_proportion(n, key.map_or(0, |key| key.len()), 8, "key");
    let (bare, _) = in_time(n, "without tracking", || link::without_tracking(&words));
    assert_eq!(link::without_tracking(&bare), (bare.clone(), false), "{words:?}");
    let clue = Clue {
        title: words.clone(),
        link: Some(words.clone()),
        identifiers: found,
        ..Clue::default()
    };
    let _ = in_time(n, "same work", || same_work(&clue, &clue).is_some());
});
