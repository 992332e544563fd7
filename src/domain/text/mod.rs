//! Text from outside, made safe, short and measurable.
//!
//! [`clean()`] and [`clean_block`] stand at the door: what has passed them can be
//! written to any terminal, file or title bar. [`width`], [`shorten`] and
//! [`shorten_middle`] count in cells. [`fold()`] is for comparing, never for
//! showing; [`ascii()`] is for screens that know nothing else. Nothing here
//! knows HTML: entities and tags are the business of `page`.

mod ascii;
mod clean;
mod fold;
mod measure;

pub use ascii::ascii;
pub use clean::LONGEST_BLOCK;
pub use clean::LONGEST_LINE;
pub use clean::clean;
pub use clean::clean_block;
pub use fold::fold;
pub use fold::fold_but_case;
pub use measure::shorten;
pub use measure::shorten_middle;
pub use measure::width;

/// Whether a character would act on a terminal, or on the text around it,
/// instead of being read: every control, and all that is invisible.
pub fn acts(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Whether a character leaves no ink and no cell, or only steers others:
/// zero-width and bidirectional marks, variation selectors, tags, fillers,
/// interlinear annotation, noncharacters.
///
/// Source: Unicode 16, `Default_Ignorable_Code_Point` and `Bidi_Control`,
/// with the annotation marks and the keycap added.
fn is_invisible(c: char) -> bool {
    match c {
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' => true,
        '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{20E3}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' => true,
        '\u{FFF0}'..='\u{FFFC}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' => true,
        '\u{E0000}'..='\u{E0FFF}' | '\u{FDD0}'..='\u{FDEF}' => true,
        _ => (c as u32) & 0xFFFE == 0xFFFE,
    }
}

/// Whether a character is an accent or point set on another one, as opposed to
/// a vowel sign that is a letter of its own (Hindi, Thai).
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5BD}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Whether a letter belongs to a script that runs from right to left.
///
/// Source: Unicode 16, blocks whose letters are `R` or `AL` in `Bidi_Class`.
pub fn runs_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

/// The name of a Greek letter, in lower case; `None` for anything else.
fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'α' | 'Α' => "alpha",
        'β' | 'Β' | 'ϐ' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' | 'Δ' | '∆' => "delta",
        'ε' | 'Ε' | 'ϵ' => "epsilon",
        'ζ' | 'Ζ' => "zeta",
        'η' | 'Η' => "eta",
        'θ' | 'Θ' | 'ϑ' => "theta",
        'ι' | 'Ι' => "iota",
        'κ' | 'Κ' | 'ϰ' => "kappa",
        'λ' | 'Λ' => "lambda",
        'μ' | 'Μ' | 'µ' => "mu",
        'ν' | 'Ν' => "nu",
        'ξ' | 'Ξ' => "xi",
        'ο' | 'Ο' => "omicron",
        'π' | 'Π' => "pi",
        'ρ' | 'Ρ' | 'ϱ' => "rho",
        'σ' | 'ς' | 'Σ' => "sigma",
        'τ' | 'Τ' => "tau",
        'υ' | 'Υ' => "upsilon",
        'φ' | 'Φ' | 'ϕ' => "phi",
        'χ' | 'Χ' => "chi",
        'ψ' | 'Ψ' => "psi",
        'ω' | 'Ω' | '\u{2126}' => "omega",
        _ => return None,
    })
}

/// Letters that Unicode does not take apart, in ASCII.
fn plain_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'þ' => "th",
        'Þ' => "Th",
        'ŧ' => "t",
        'Ŧ' => "T",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text with much of what is rare and nasty.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[ -~]{0,8}",
            1 => "\\PC{0,4}",
            2 => any::<char>().prop_map(String::from),
            2 => prop::sample::select(vec![
                "\u{1b}[2J", "\u{1b}]52;c;", "\u{7}", "\u{9b}31m", "\u{1b}", "\u{202e}", "\u{200d}",
                "\u{fe0f}", "👩", "⚕", "e\u{301}", "\u{323}\u{308}", " ", "\n", "\t", "\u{2028}",
                "…", "中文", "\u{1100}", "\u{1161}", "\u{9c7}", "\u{9be}", "²", "µg", "½", "≥",
            ]).prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn clean_text_has_no_controls_and_stays_as_it_is(text in nasty()) {
            let once = clean(&text);
            prop_assert!(!once.chars().any(|c| c.is_control() || is_invisible(c)), "{:?}", once);
            prop_assert_eq!(clean(&once), once.as_ref());
            let block = clean_block(&text);
            prop_assert!(!block.chars().any(|c| c != '\n' && (c.is_control() || is_invisible(c))));
            prop_assert_eq!(clean_block(&block), block.as_ref());
        }

        #[test]
        fn shortened_text_fits_its_cells(text in nasty(), cells in 0usize..30) {
            prop_assert!(width(&shorten(&text, cells)) <= cells);
            prop_assert!(width(&shorten_middle(&text, cells)) <= cells);
            let text = clean(&text);
            prop_assert!(width(&shorten(&text, cells)) <= cells);
            prop_assert!(width(&shorten_middle(&text, cells)) <= cells);
        }

        #[test]
        fn folding_twice_changes_nothing_and_ascii_is_ascii(text in nasty()) {
            let text = clean(&text);
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
            prop_assert!(ascii(&text).bytes().all(|b| (b' '..=b'~').contains(&b)));
        }
    }
}
