//! Superscripts and subscripts in plain characters, without loss of meaning.
//!
//! `10<sup>-3</sup>` must never become 10-3. Where Unicode has every
//! character raised or lowered it is used; else the text says it: `x^(a.b)`.

/// Above or below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Super,
    Sub,
}

/// How a raised or lowered text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Each character that has one is replaced by its raised or lowered form.
    Mapped,
    /// As it stands: the sign is not mistaken for anything on the line.
    Plain,
    /// In parentheses after `^` or `_`.
    Wrapped,
}

/// How `text` is best written when `before` stands in front of it.
pub fn writing(script: Script, before: &str, text: &str) -> Writing {
    if text.chars().all(|c| form(script, c).is_some()) {
        return Writing::Mapped;
    }
    match script {
        Script::Super if text.chars().all(is_mark) => Writing::Plain,
        Script::Super if is_references(before, text) => Writing::Mapped,
        Script::Sub if is_number_and_letter(text) => Writing::Mapped,
        _ => Writing::Wrapped,
    }
}

/// What opens the parenthesis.
pub fn opening(script: Script) -> &'static str {
    match script {
        Script::Super => "^(",
        Script::Sub => "_(",
    }
}

/// A whole text raised or lowered, for callers that have it in one piece.
pub fn written(script: Script, before: &str, text: &str) -> String {
    match writing(script, before, text) {
        Writing::Plain => text.to_owned(),
        Writing::Mapped => text.chars().map(|c| form(script, c).unwrap_or(c)).collect(),
        Writing::Wrapped => format!("{}{text})", opening(script)),
    }
}

/// A character's raised or lowered form.
pub fn form(script: Script, c: char) -> Option<char> {
    let (plain, formed) = match script {
        Script::Super => (SUPER.0, SUPER.1),
        Script::Sub => (SUB.0, SUB.1),
    };
    let at = plain.chars().position(|known| known == c)?;
    formed.chars().nth(at)
}

const SUPER: (&str, &str) = (
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
);
const SUB: (&str, &str) = (
    "0123456789+-−–=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
);

/// Signs that mean the same on the line: footnote marks, ® and ™.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '®' | '™' | '©' | '°' | '℠' | '′' | '″'
    ) || form(Script::Super, c).is_none() && SUPER.1.contains(c)
}

/// References such as `1,2` or `3-5` after a word. After a number or a single
/// letter a comma may be a decimal one, so there the text stays wrapped.
fn is_references(before: &str, text: &str) -> bool {
    let mut last = before.chars().rev();
    let after_word = match (last.next(), last.next()) {
        (Some('.' | ',' | ';' | ':' | ')' | '"' | '”' | '’'), Some(c)) => !c.is_ascii_digit(),
        (Some(a), Some(b)) => a.is_alphabetic() && b.is_alphabetic(),
        _ => false,
    };
    after_word
        && text
            .split([',', '-', '–'])
            .map(str::trim)
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// As in HbA1c, whose `c` has no lowered form and needs none.
fn is_number_and_letter(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    text.len() == digits.len() + 1
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: Script, before: &str, text: &str, expected: &str) {
        assert_eq!(written(script, before, text), expected);
    }

    #[test]
    fn both_tables_are_as_long_as_what_they_map() {
        for (plain, formed) in [SUPER, SUB] {
            assert_eq!(plain.chars().count(), formed.chars().count());
        }
    }

    #[test]
    fn powers_and_formulas_keep_their_meaning() {
        check(Script::Super, "10", "-3", "⁻³");
        check(Script::Super, "10", "−3", "⁻³");
        check(Script::Sub, "CO", "2", "₂");
        check(Script::Super, "10", "x+1", "ˣ⁺¹");
        check(Script::Super, "10", "0.5", "^(0.5)");
        check(Script::Super, "10", "0,5", "^(0,5)");
        check(Script::Sub, "C", "max", "ₘₐₓ");
        check(Script::Sub, "V", "d", "_(d)");
        check(Script::Sub, "HbA", "1c", "₁c");
    }

    #[test]
    fn references_after_a_word_are_raised() {
        check(Script::Super, "in adults", "1,2", "¹,²");
        check(Script::Super, "in adults.", "3–5", "³⁻⁵");
        check(Script::Super, "x", "1,2", "^(1,2)");
        check(Script::Super, "12.", "1,2", "^(1,2)");
    }

    #[test]
    fn marks_stay_as_they_are() {
        check(Script::Super, "Xarelto", "®", "®");
        check(Script::Super, "p", "*", "*");
        check(Script::Super, "word", "[1]", "^([1])");
    }
}
