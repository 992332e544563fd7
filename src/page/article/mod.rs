//! The article in a web page: its readable part and what the page states of
//! it.
//!
//! Which part is readable is dom_smoothie's to say, Mozilla's Readability. It
//! builds a tree, so it is never given the page itself but what the `sieve`
//! lets through: no scripts, no styles, bounded in length, nesting and cost.
//! Nothing here fetches what a page names, and no panic gets out.

mod linked_data;
mod sieve;
mod stated;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use dom_smoothie::Config;
use dom_smoothie::Readability;

use crate::domain::article::Article;
use crate::domain::article::Refusal;
use crate::domain::article::Stated;
use crate::page;
use crate::page::article::sieve::Sieve;
use crate::page::article::sieve::Sifted;
pub use crate::page::article::stated::keeps_none;
use crate::page::characters::line;
use crate::page::tokens;

/// More elements than this are not weighed: the largest page of 93,016 had a
/// third of it.
const MOST_ELEMENTS: usize = 60_000;

/// An article has so many characters at least; less is a teaser or an error.
const SHORTEST: usize = 140;

/// A check for people says little beside itself, in characters.
const LONGEST_CHECK: usize = 1_500;
const FEW_WORDS: usize = 500;

/// What pages say that came instead of an article, in lower case.
const CHECKS: &[&str] = &[
    "just a moment",
    "attention required",
    "are you a robot",
    "you are not a robot",
    "you're not a robot",
    "you are a human",
    "you are human",
    "pardon our interruption",
    "access denied",
    "checking your browser",
    "security check",
    "unusual traffic",
    "captcha",
    "enable javascript and cookies",
    "cookies must be enabled",
    "before you continue",
    "we value your privacy",
    "consent to the use of cookies",
];

/// What was read of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// As far as it could be read.
    pub article: Article,
    /// Why it is not to be kept: [`Refusal::NoArchive`] where the page asks
    /// for that, [`Refusal::Check`], [`Refusal::NoText`],
    /// [`Refusal::TooTangled`].
    pub refusal: Option<Refusal>,
}

/// Reads a page; relative links are resolved against `address`, where it was
/// found.
///
/// Of a page longer than 2 MB (pictures written out in it do not count) the
/// beginning is read. Slow for large pages (some hundred milliseconds), so
/// for a thread that may block.
pub fn read(html: &str, address: &str) -> Reading {
    let read = catch_unwind(AssertUnwindSafe(|| read_page(html, address)));
    // A bug in one page is that page's trouble alone.
    read.unwrap_or_else(|_| Reading {
        refusal: Some(Refusal::NoText),
        ..Reading::default()
    })
}

fn read_page(html: &str, address: &str) -> Reading {
    let mut sieve = Sieve::default();
    tokens::read(html, &mut sieve);
    let mut sifted = sieve.finish();
    let mut stated = std::mem::take(&mut sifted.stated).into_stated(address);
    if sifted.tangled {
        let html = String::new();
        return Reading {
            article: Article { html, stated },
            refusal: Some(Refusal::TooTangled),
        };
    }
    let found = readable(&sifted.html, address);
    let text = match &found {
        Some(found) => page::plain_text(&found.content),
        None => page::plain_text(&sifted.html),
    };
    let title = found.as_ref().map_or(sifted.title.as_str(), |it| &it.title);
    let title = line(title);
    let refusal = match text.chars().count() {
        _ if sifted.no_archive => Some(Refusal::NoArchive),
        ..LONGEST_CHECK if is_check(&text, &sifted.title, &title) => Some(Refusal::Check),
        ..SHORTEST => Some(Refusal::NoText),
        _ if found.is_none() => Some(Refusal::NoText),
        _ => None,
    };
    if stated.title.is_empty() {
        stated.title = best_title(title, &sifted);
    }
    let html = found.map_or(String::new(), |found| {
        if stated.authors.is_empty() {
            let byline = found.byline.as_deref().map(line);
            stated.authors.extend(byline.filter(|it| !it.is_empty()));
        }
        let published = found.published_time.map(|it| line(&it));
        stated.published = stated.published.take().or(published);
        found.content.to_string()
    });
    if refusal == Some(Refusal::Check) {
        // What a check says of itself is nothing of the article.
        stated = Stated::default();
    }
    Reading {
        article: Article { html, stated },
        refusal,
    }
}

/// The best of what a page calls itself, where it states no title for
/// references: `title` is dom_smoothie's word, from `<title>` and what is
/// written for where the page is passed on.
///
/// - What is written for passing it on holds, where it is not `<title>` again.
/// - A heading of the first level that `<title>` repeats among the names of
///   site and section is the article's; of several the longest.
/// - The page's only such heading is, where `<title>` says other words: then
///   that is the site's, a section's or a search engine's.
fn best_title(title: String, sifted: &Sifted) -> String {
    let shared_as = words(&sifted.shared_as);
    if !shared_as.is_empty() && shared_as != words(&sifted.title) {
        return title;
    }
    let head = sifted.title.to_lowercase();
    let repeated = sifted.headings.iter().filter(|heading| {
        words(heading).len() >= FEW_IN_TITLE && head.contains(&heading.to_lowercase())
    });
    if let Some(heading) = repeated.max_by_key(|heading| heading.len()) {
        return heading.clone();
    }
    let [only] = &sifted.headings[..] else {
        return title;
    };
    let (in_title, in_only) = (words(&title), words(only));
    let n_shared = in_title.intersection(&in_only).count();
    let is_sentence = in_only.len() >= 5 && 2 * n_shared < in_only.len().min(in_title.len());
    // `Home`, `Our blog`.
    let names_no_article =
        in_title.len() < FEW_IN_TITLE && n_shared == 0 && in_only.len() >= FEW_IN_TITLE;
    match is_sentence || names_no_article {
        true => only.clone(),
        false => title,
    }
}

/// Fewer words name a site or a section, hardly an article.
const FEW_IN_TITLE: usize = 3;

/// The different words of a text, in lower case.
fn words(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|it| !it.is_empty())
        .map(str::to_string)
        .collect()
}

/// The part that is an article, if any is.
fn readable(html: &str, address: &str) -> Option<dom_smoothie::Article> {
    let config = Config {
        max_elements_to_parse: MOST_ELEMENTS,
        // Read by us, by a reader that bounds its nesting.
        disable_json_ld: true,
        ..Config::default()
    };
    let address = url::Url::parse(address).ok().map(String::from);
    Readability::new(html, address.as_deref(), Some(config))
        .ok()?
        .parse()
        .ok()
}

/// Its title says so, or its few words do: an article may be about captchas.
fn is_check(text: &str, head: &str, title: &str) -> bool {
    let text = match text.chars().count() {
        ..FEW_WORDS => text,
        _ => "",
    };
    let said = format!("{head} {title} {text}").to_lowercase();
    CHECKS.iter().any(|words| said.contains(words))
}
