//! Text for a screen that knows only ASCII.
//!
//! Never guesses where a guess could change a dose, a sign or a comparison:
//! what has no safe spelling is `?`. Source: ux/principles, rule 14.

use unicode_normalization::UnicodeNormalization;

use super::greek;
use super::is_accent;
use super::is_invisible;
use super::plain_letter;

/// Spellings that mean the same, whatever stands around them.
const SPELLINGS: &[(&[char], &str)] = &[
    (&['≥', '⩾', '≧'], ">="),
    (&['≤', '⩽', '≦'], "<="),
    (&['≫'], ">>"),
    (&['≪'], "<<"),
    (&['±'], "+/-"),
    (&['∓'], "-/+"),
    (&['≠'], "!="),
    (&['≈', '∼', '˜', '～'], "~"),
    (&['≡'], "=="),
    (&['×', '✕', '✖'], "x"),
    (&['÷', '⁄', '∕'], "/"),
    (&['∗', '•', '●', '▪', '◦', '‣'], "*"),
    (&['‐', '‑', '‒', '–', '—', '―', '−', '⁃'], "-"),
    (&['‘', '’', '‛', '′', 'ʼ', 'ʹ', '´'], "'"),
    (&['“', '”', '„', '‟', '″', '«', '»'], "\""),
    (&['‚'], ","),
    (&['‹'], "<"),
    (&['›'], ">"),
    (&['…'], "..."),
    (&['→', '⟶'], "->"),
    (&['←', '⟵'], "<-"),
    (&['↔'], "<->"),
    (&['⇒'], "=>"),
    (&['€'], "EUR "),
    (&['£'], "GBP "),
    (&['©'], "(c)"),
    (&['®'], "(R)"),
    (&['™'], "(TM)"),
    (&['§'], "Sec. "),
    (&['¦'], "|"),
    (&['¡'], "!"),
    (&['¿'], "?"),
    (&['㎍'], "mcg"),
    (&['℞'], "Rx"),
];

/// Units that a micro sign stands before; before anything else it is a Greek
/// letter (`μ-opioid`).
const MICRO_UNITS: &[&str] = &[
    "g", "gram", "grams", "m", "M", "L", "l", "s", "mol", "mole", "moles", "V", "A", "U", "IU",
    "Ci", "Sv", "Gy", "kat", "Eq", "W", "T", "F",
];

/// Text in ASCII, as far as it can be said there; `?` for the rest.
pub fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(|c| !c.is_control() || *c == '\n')
            .collect();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.as_str();
        match c {
            '\n' | ' '..='~' => out.push(c),
            '\u{338}' | '\u{337}' | '\u{336}' | '\u{335}' => out.push('?'),
            _ if c.is_control() || is_invisible(c) || is_accent(c) => {}
            _ if c.is_whitespace() => out.push(' '),
            '°' | '℃' | '℉' | '‰' => push_spaced(&mut out, unit_word(c), after),
            // A decimal point in The Lancet, a product elsewhere.
            '·' | '⋅' | '∙' => out.push(dot(&out, after)),
            'µ' | 'μ' => out.push_str(micro(after)),
            _ => match raised(c) {
                Some((mark, first)) => {
                    let mut run = String::from(first);
                    while let Some((_, next)) =
                        peek(&rest).and_then(raised).filter(|&(m, _)| m == mark)
                    {
                        run.push(next);
                        rest.next();
                    }
                    push_raised(&mut out, mark, &run, rest.as_str());
                }
                None => push_letter(&mut out, c),
            },
        }
    }
    out
}

fn push_letter(out: &mut String, c: char) {
    if let Some((_, spelling)) = SPELLINGS.iter().find(|(chars, _)| chars.contains(&c)) {
        out.push_str(spelling);
        return;
    }
    if let Some(name) = greek(c) {
        // `Δ` is not `δ`: a change is not a mutation.
        match c.is_uppercase() || c == '∆' {
            true => {
                out.push(name.as_bytes()[0].to_ascii_uppercase() as char);
                out.push_str(&name[1..]);
            }
            false => out.push_str(name),
        }
        return;
    }
    if let Some(letters) = plain_letter(c) {
        out.push_str(letters);
        return;
    }
    if let '\u{FF01}'..='\u{FF5E}' = c {
        out.extend(char::from_u32(c as u32 - 0xFEE0));
        return;
    }
    let parts: String = [c].into_iter().nfkd().collect();
    let letters: String = parts.chars().filter(|&c| !is_accent(c)).collect();
    let has_overlay = parts.chars().any(|c| matches!(c, '\u{335}'..='\u{338}'));
    if !letters.is_empty()
        && !has_overlay
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(c, 'ª' | 'º')
    {
        out.push_str(&letters);
        return;
    }
    match letters.split_once('⁄') {
        // `1½` must not become `11/2`.
        Some((above, below)) if is_number(above) && is_number(below) => {
            if out.ends_with(|c: char| c.is_ascii_digit()) {
                out.push(' ');
            }
            out.push_str(above);
            out.push('/');
            out.push_str(below);
        }
        _ => out.push('?'),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn unit_word(c: char) -> &'static str {
    match c {
        '℃' => "degC",
        '℉' => "degF",
        '‰' => "per mille",
        _ => "deg",
    }
}

fn push_spaced(out: &mut String, word: &str, after: &str) {
    if out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        out.push(' ');
    }
    out.push_str(word);
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        out.push(' ');
    }
}

fn dot(out: &str, after: &str) -> char {
    let digit_before = out.ends_with(|c: char| c.is_ascii_digit());
    let digit_after = after.starts_with(|c: char| c.is_ascii_digit());
    match (digit_before, digit_after) {
        (_, true) => '?',
        _ if after.starts_with(' ') => '-',
        _ => '.',
    }
}

fn micro(after: &str) -> &'static str {
    let end = after
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(after.len());
    match MICRO_UNITS.contains(&&after[..end]) {
        true => "mc",
        false => "mu",
    }
}

fn peek(rest: &std::str::Chars<'_>) -> Option<char> {
    rest.clone().next()
}

/// A raised or lowered character: `^` or `_`, and what it is when plain.
fn raised(c: char) -> Option<(char, char)> {
    let plain = |first: char, zero: u8| char::from(zero + (c as u32 - first as u32) as u8);
    Some(match c {
        '²' => ('^', '2'),
        '³' => ('^', '3'),
        '¹' => ('^', '1'),
        '⁰' => ('^', '0'),
        '⁴'..='⁹' => ('^', plain('⁴', b'4')),
        '⁺' => ('^', '+'),
        '⁻' => ('^', '-'),
        '⁼' => ('^', '='),
        '⁽' => ('^', '('),
        '⁾' => ('^', ')'),
        'ⁿ' => ('^', 'n'),
        'ⁱ' => ('^', 'i'),
        '₀'..='₉' => ('_', plain('₀', b'0')),
        '₊' => ('_', '+'),
        '₋' => ('_', '-'),
        '₌' => ('_', '='),
        '₍' => ('_', '('),
        '₎' => ('_', ')'),
        'ₐ' => ('_', 'a'),
        'ₑ' => ('_', 'e'),
        'ₒ' => ('_', 'o'),
        'ₓ' => ('_', 'x'),
        'ₘ' => ('_', 'm'),
        'ₙ' => ('_', 'n'),
        'ₚ' => ('_', 'p'),
        'ₛ' => ('_', 's'),
        'ₜ' => ('_', 't'),
        _ => return None,
    })
}

/// `10⁻³` as `10^-3`; in brackets where a digit follows, which would join it.
fn push_raised(out: &mut String, mark: char, run: &str, after: &str) {
    let joins = run.ends_with(|c: char| c.is_ascii_digit())
        && after.starts_with(|c: char| c.is_ascii_digit());
    out.push(mark);
    match joins {
        true => {
            out.push('(');
            out.push_str(run);
            out.push(')');
        }
        false => out.push_str(run),
    }
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(ascii(text), expected);
    }

    #[test]
    fn comparisons_and_signs_keep_their_meaning() {
        check(
            "p≤0.05, ≥65 years, ±2, −3, 2×4",
            "p<=0.05, >=65 years, +/-2, -3, 2x4",
        );
        check("a – b — c “d” ‘e’…", "a - b - c \"d\" 'e'...");
        check("≰ ≯ ≠", "? ? !=");
    }

    #[test]
    fn doses_keep_their_size() {
        check("5 µg, 5μg/mL, 3 µmol/L", "5 mcg, 5mcg/mL, 3 mcmol/L");
        check("μ-opioid", "mu-opioid");
        check("1½ tablets, ½", "1 1/2 tablets, 1/2");
        check("HR 0·72", "HR 0?72");
        check("37°C, 37 °C", "37 deg C, 37 deg C");
    }

    #[test]
    fn raised_and_lowered_digits_do_not_join_their_neighbours() {
        check("10⁻³ kg/m² Ca²⁺ CO₂ H₂O", "10^-3 kg/m^2 Ca^2+ CO_2 H_2O");
        check("x²3", "x^(2)3");
        check("10①", "10?");
    }

    #[test]
    fn letters_lose_their_accents_and_greek_is_named() {
        check(
            "Ménière Sjögren Straße Łódź",
            "Meniere Sjogren Strasse Lodz",
        );
        check("TNF-α, Δ", "TNF-alpha, Delta");
        check("中文", "??");
    }
}
