//! Links in every dress, and the one form they have in common.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(link: &str, expected: Option<&str>) {
    assert_eq!(canonical(link).as_deref(), expected, "{link}");
}

#[test]
fn a_canonical_link_has_nothing_that_does_not_matter() {
    check(
        "HTTP://WWW.Example.ORG:80/a?utm_source=x#top",
        Some("http://www.example.org/a"),
    );
    check("https://example.org:443", Some("https://example.org/"));
    check(
        "https://someone:secret@example.org./a",
        Some("https://example.org/a"),
    );
    check(
        "https://example.org/a?b=1&utm_medium=rss&c=2",
        Some("https://example.org/a?b=1&c=2"),
    );
    check(
        "https://example.org/%7euser/%c3%a9%2f",
        Some("https://example.org/~user/%C3%A9%2F"),
    );
    check(
        " https://example.org/a b ",
        Some("https://example.org/a%20b"),
    );
    check(
        "https://example.org:8443/a",
        Some("https://example.org:8443/a"),
    );
}

#[test]
fn only_the_web_passes() {
    check("javascript:alert(1)", None);
    check("ftp://example.org/a", None);
    check("/doi/10.1056/x", None);
    check("mailto:a@example.org", None);
    check("data:text/html,x", None);
    check("", None);
}

#[test]
fn a_link_that_forwards_becomes_what_it_carries() {
    check(
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&sa=D",
        Some("https://example.org/a?b=1"),
    );
    check(
        "https://www.google.com/amp/s/example.org/a",
        Some("https://example.org/a"),
    );
    check(
        "https://example-org.cdn.ampproject.org/c/s/example.org/a",
        Some("https://example.org/a"),
    );
}

#[track_caller]
fn check_equal(a: &str, b: &str) {
    assert!(key(a).is_some(), "{a}");
    assert_eq!(key(a), key(b), "{a} and {b}");
}

#[test]
fn two_spellings_of_one_address_have_one_key() {
    assert_eq!(
        key("https://www.example.org/a/").as_deref(),
        Some("url:example.org/a")
    );
    check_equal("http://example.org/a", "https://www.example.org/a/");
    check_equal(
        "https://m.example.org/a",
        "https://example.org/a?utm_source=rss",
    );
    check_equal(
        "https://en.m.wikipedia.org/wiki/Sepsis",
        "https://en.wikipedia.org/wiki/Sepsis",
    );
    check_equal("https://example.org/a/amp/", "https://example.org/a");
    check_equal("https://example.org/a?amp=1", "https://example.org/a");
    check_equal(
        "https://amp.example.org/a.amp.html",
        "https://example.org/a.html",
    );
    check_equal("https://example.org/a#comments", "https://example.org/a");
    check_equal("https://example.org/a#Sec1", "https://example.org/a");
    check_equal("https://example.org/a#ref-CR12", "https://example.org/a");
    check_equal(
        "https://example.org/a?via%3Dihub#bib5",
        "https://example.org/a",
    );
    check_equal(
        "https://example.org/a#:~:text=sepsis",
        "https://example.org/a",
    );
}

#[test]
fn different_things_keep_different_keys() {
    assert_ne!(
        key("https://example.org/?p=1"),
        key("https://example.org/?p=2")
    );
    assert_ne!(
        key("https://example.org/u#2024-05"),
        key("https://example.org/u#2024-06")
    );
    assert_ne!(
        key("https://example.org/u#section-2024"),
        key("https://example.org/u")
    );
    assert_eq!(key("https://example.org/"), None);
    assert_eq!(key("https://example.org?utm_source=rss"), None);
}

#[test]
fn the_host_shown_is_the_host_asked() {
    assert_eq!(host("https://www.nejm.org/doi/full"), Some("nejm.org"));
    assert_eq!(
        host("https://nejm.org@evil.example/a"),
        Some("evil.example")
    );
    assert_eq!(
        host("https://evil.example\\@nejm.org"),
        Some("evil.example")
    );
    assert_eq!(host("http://[::1]:80/a"), Some("[::1]"));
    assert_eq!(host("http://example.org:8080"), Some("example.org"));
    assert_eq!(host("mailto:a@example.org"), None);
    assert_eq!(host("https://exa\u{202e}mple.org"), None);
    assert_eq!(host("https:///"), None);
}

fn link() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "https://",
        "http://",
        "www.",
        "m.",
        "example.org",
        "google.com",
        "/",
        "/amp",
        "/url?q=",
        "/amp/s/",
        "?",
        "&",
        "=",
        "utm_source=rss",
        "%75tm_x=1",
        "%",
        "%2",
        "%41",
        "%25",
        "#",
        "@",
        ":80",
        "a",
        "é",
        "..",
        "\\",
        " ",
        "&amp;",
        "rss=1",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn canonical_links_stay_as_they_are(start in "https?://(www\\.)?(google\\.com|example\\.org)", rest in link()) {
        if let Some(once) = canonical(&format!("{start}{rest}")) {
            prop_assert_eq!(canonical(&once), Some(once.clone()));
            prop_assert!(!once.contains('#'));
        }
    }

    #[test]
    fn no_text_makes_links_panic(text in "\\PC*", rest in link()) {
        for text in [&text, &rest] {
            let _ = (canonical(text), key(text), host(text), without_tracking(text));
        }
    }
}

#[test]
fn an_address_is_shown_without_its_password() {
    for (address, shown) in [
        ("https://me:word@a.org/x?y=b@c", "https://a.org/x?y=b@c"),
        ("https://a.org/@me", "https://a.org/@me"),
        ("a.org", "a.org"),
    ] {
        assert_eq!(super::without_secrets(address), shown);
    }
}
