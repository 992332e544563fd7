//! The numbers of the colours: legible, and those that were designed.

use super::*;

/// The lowest contrast of letters on any ground, those of `faint` apart.
fn lowest(paints: &Paints) -> (f64, f64) {
    let grounds = [
        paints.page,
        paints.surface,
        paints.overlay,
        paints.selected,
        paints.selected_elsewhere,
    ];
    let letters = [
        paints.text,
        paints.dim,
        paints.accent,
        paints.ok,
        paints.warn,
        paints.err,
        paints.saved,
    ];
    let least = |letter: Paint| {
        let all = grounds.iter().map(|ground| contrast(letter, *ground));
        all.fold(21.0, f64::min)
    };
    let least_of_all = letters.into_iter().map(least).fold(21.0, f64::min);
    (least_of_all, least(paints.faint))
}

#[test]
fn contrast_is_measured_as_the_standard_says() {
    let grey = Paint::parse("#777777").unwrap();
    let white = Paint::parse("#ffffff").unwrap();
    assert_eq!(format!("{:.2}", contrast(grey, white)), "4.48");
}

#[test]
fn every_letter_can_be_read_on_every_ground() {
    for (name, paints, least, faint) in [
        ("dark", DARK, 4.5, 3.7),
        ("light", LIGHT, 4.5, 3.7),
        ("dark in 256", INDEXED_DARK, 4.5, 3.7),
        ("light in 256", INDEXED_LIGHT, 4.5, 3.7),
        ("contrast-dark", CONTRAST_DARK, 7.0, 7.0),
        ("contrast-light", CONTRAST_LIGHT, 7.0, 7.0),
    ] {
        let (of_all, of_faint) = lowest(&paints);
        assert!(of_all >= least, "{name}: {of_all:.2}");
        assert!(of_faint >= faint, "{name}, faint: {of_faint:.2}");
        // Filled words and what was found.
        assert!(
            contrast(paints.on_fill, paints.err) >= 7.0,
            "{name}, filled"
        );
        assert!(
            contrast(paints.text, paints.found) >= least,
            "{name}, found"
        );
    }
}

#[test]
fn a_colour_is_six_digits_and_has_a_near_one_among_256() {
    assert_eq!(Paint::parse("#14181D"), Some(Paint::Rgb(0x14, 0x18, 0x1d)));
    for wrong in ["", "#", "#fff", "14181d", "#14181g", "#+4181d", "red"] {
        assert_eq!(Paint::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Paint::Rgb(0xff, 0xff, 0xff).indexed(), Paint::Nth(231));
    assert_eq!(Paint::Rgb(0x87, 0xaf, 0xff).indexed(), Paint::Nth(111));
}

#[test]
fn the_numbers_are_those_that_were_designed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/ux/palette.toml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let designed: toml::Table = text.parse().expect("palette.toml");
    for (depth, name, paints) in [
        ("truecolor", "dark", DARK),
        ("truecolor", "light", LIGHT),
        ("truecolor", "contrast-dark", CONTRAST_DARK),
        ("truecolor", "contrast-light", CONTRAST_LIGHT),
        ("ansi256", "dark", INDEXED_DARK),
        ("ansi256", "light", INDEXED_LIGHT),
    ] {
        let theirs = &designed[depth][name];
        let mut paints = paints;
        for (role, paint) in paints.named_mut() {
            let role = match role {
                "page" => "bg",
                "selected" => "sel",
                "selected_elsewhere" => "sel_dim",
                "found" => "match",
                same => same,
            };
            let expected = match &theirs[role] {
                toml::Value::String(hex) => Paint::parse(hex),
                value => value
                    .as_integer()
                    .and_then(|n| u8::try_from(n).ok())
                    .map(Paint::Nth),
            };
            assert_eq!(Some(*paint), expected, "{depth} {name} {role}");
        }
    }
}
