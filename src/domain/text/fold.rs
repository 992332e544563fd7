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
    let mut out = fold_but_case(text);
    out.make_ascii_lowercase();
    out
}

/// As [`fold`], but letters that end up in ASCII keep their case: for
/// abbreviations, where `AIDS` and `aids` are two things.
pub fn fold_but_case(text: &str) -> String {
    if text.is_ascii() {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    // ASCII stands for itself; nothing that follows it changes it but accents,
    // and those go. Only the stretches between are taken apart.
    while !rest.is_empty() {
        let plain = rest.bytes().position(|b| !b.is_ascii());
        let (ascii, other) = rest.split_at(plain.unwrap_or(rest.len()));
        out.push_str(ascii);
        let odd = other.bytes().position(|b| b.is_ascii());
        let (odd, further) = other.split_at(odd.unwrap_or(other.len()));
        push_folded(&mut out, odd);
        rest = further;
    }
    out
}

fn push_folded(out: &mut String, text: &str) {
    for c in text
        .nfkd()
        .filter(|&c| !is_accent(c) && !is_invisible(c))
        .nfc()
    {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        match plain_letter(c) {
            Some(name) => out.push_str(name),
            None => {
                for c in c.to_lowercase().filter(|&c| !is_accent(c)) {
                    push_plain(out, c);
                }
            }
        }
    }
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
    use super::fold_but_case;

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
        assert_eq!(fold_but_case("É HFpEF, Łódź, AIDS"), "E HFpEF, Lodz, AIDS");
    }

    #[test]
    fn letters_of_other_scripts_keep_what_tells_them_apart() {
        check("がん 한국 हिन्दी", "がん 한국 हिन्दी");
    }
}
