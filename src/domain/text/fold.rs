//! Text as it is compared: without case, accents and other dress.
//!
//! Never shown. Both sides of a comparison are folded, so that odd results
//! (a Greek word spelled by letter names) do no harm.

use unicode_normalization::UnicodeNormalization;

use super::greek;
use super::is_accent;
use super::is_invisible;
use super::plain_letter;

/// Folds text for matching and search: compatibility forms plain (NFKC:
/// `CO₂` is `co2`), lower case, accents off, `ß` as `ss`, Greek letters by
/// name (`β-blocker` is `beta-blocker`), every dash a hyphen, quotes straight.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text
        .nfkd()
        .filter(|&c| !is_accent(c) && !is_invisible(c))
        .nfc()
    {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for c in c.to_lowercase().filter(|&c| !is_accent(c)) {
            push_plain(&mut out, c);
        }
    }
    out
}

fn push_plain(out: &mut String, c: char) {
    match c {
        '‐'..='―' | '−' | '﹘' => out.push('-'),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => out.push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
        '⁄' | '∕' => out.push('/'),
        _ => match greek(c).or_else(|| plain_letter(c)) {
            Some(name) => out.push_str(name),
            None => out.push(c),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected);
    }

    #[test]
    fn dress_does_not_matter() {
        check("HFpEF", "hfpef");
        check("CO₂ and 5-HT₃, 10⁻³", "co2 and 5-ht3, 10-3");
        check("β-Blocker, TNF‑α", "beta-blocker, tnf-alpha");
        check(
            "Straße, Ménière, Sjögren, Ødegård",
            "strasse, meniere, sjogren, odegard",
        );
        check("ﬁbrosis ½ ＡＢＣ Ⅳ", "fibrosis 1/2 abc iv");
        check("“it’s”", "\"it's\"");
    }

    #[test]
    fn letters_of_other_scripts_keep_what_tells_them_apart() {
        check("がん 한국 हिन्दी", "がん 한국 हिन्दी");
    }
}
