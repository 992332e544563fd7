//! The words in dates: months, days of the week, zones.
//!
//! Only names; what makes a date of them is in `dates`. All text is in lower
//! case already.

/// Whether a word says nothing a date needs: a day of the week, `at`, `de`.
pub fn is_filler(word: &str) -> bool {
    const DAYS: [&str; 20] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", // English
        "die", "mit", "don", "fre", "sam", "son", // German
        "lun", "mer", "jeu", "ven", "dim", "mie", "jue", // French, Spanish
    ];
    word == "at"
        || word == "de"
        || DAYS
            .iter()
            .any(|day| word.starts_with(day) && month_named(word).is_none())
        || ["κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ"].contains(&word)
}

/// The month of a name or its beginning, in the languages feeds write.
pub fn month_named(word: &str) -> Option<i64> {
    const MONTHS: [(&str, i64); 54] = [
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        // German, French, Spanish, Italian, Portuguese, Dutch.
        ("jän", 1),
        ("mär", 3),
        ("mrz", 3),
        ("mai", 5),
        ("okt", 10),
        ("dez", 12),
        ("fév", 2),
        ("fev", 2),
        ("avr", 4),
        ("juin", 6),
        ("juil", 7),
        ("aoû", 8),
        ("aou", 8),
        ("déc", 12),
        ("ene", 1),
        ("abr", 4),
        ("ago", 8),
        ("dic", 12),
        ("gen", 1),
        ("mag", 5),
        ("giu", 6),
        ("lug", 7),
        ("set", 9),
        ("ott", 10),
        ("out", 10),
        ("mei", 5),
        // Greek.
        ("ιαν", 1),
        ("φεβ", 2),
        ("μάώ", 3),
        ("μαώ", 3),
        ("απρ", 4),
        ("μάι", 5),
        ("μαϊ", 5),
        ("μαι", 5),
        ("ιούν", 6),
        ("ιον", 6),
        ("ιούλ", 7),
        ("αύγ", 8),
        ("αυγ", 8),
        ("σεπ", 9),
        ("οκτ", 10),
        ("δεκ", 12),
    ];
    let known = MONTHS
        .iter()
        .find(|(name, _)| word.starts_with(name))
        .map(|(_, number)| *number);
    match known {
        None if word.starts_with("νο") => Some(11),
        None if word.starts_with("ιολ") => Some(7),
        known => known,
    }
}

/// Seconds east of Greenwich of `+01:00`, `-0500`, `gmt+1`, `est`.
pub fn zone(text: &str) -> Option<i64> {
    let text = text.strip_prefix("etc/").unwrap_or(text);
    let figures = text
        .strip_prefix("gmt")
        .or_else(|| text.strip_prefix("utc"))
        .filter(|rest| rest.starts_with(['+', '-']))
        .unwrap_or(text);
    let (sign, figures) = match figures.split_at_checked(1)? {
        ("+", figures) => (1, figures),
        ("-", figures) => (-1, figures),
        _ => return named_zone(text),
    };
    let figures = figures.split(' ').next()?;
    let (hours, minutes) = match figures.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if figures.len() > 2 => figures.split_at_checked(figures.len() - 2)?,
        None => (figures, "0"),
    };
    let hours: i64 = hours.parse().ok()?;
    let minutes: i64 = minutes.get(..2).unwrap_or(minutes).parse().ok()?;
    ((0..=24).contains(&hours) && (0..60).contains(&minutes))
        .then(|| sign * (hours * 3_600 + minutes * 60))
}

/// Zones by the names mail and feeds use. Unknown letters are taken as UTC:
/// an hour off is better than no date.
fn named_zone(name: &str) -> Option<i64> {
    let minutes = match name {
        "adt" | "brt" | "art" => -180,
        "ast" | "at" | "edt" | "clt" => -240,
        "est" | "et" | "cdt" | "cot" | "pet" => -300,
        "cst" | "ct" | "mdt" => -360,
        "mst" | "mt" | "pdt" => -420,
        "pst" | "pt" | "akdt" => -480,
        "akst" => -540,
        "hst" => -600,
        "a" => -60,
        "n" | "met" | "mez" | "cet" | "bst" | "west" | "wat" => 60,
        "mest" | "mesz" | "cest" | "eet" | "sast" | "cat" => 120,
        "eest" | "msk" | "eat" | "trt" => 180,
        "ist" => 330,
        "ict" | "wib" => 420,
        "hkt" | "sgt" | "awst" | "pht" => 480,
        "jst" | "kst" => 540,
        "acst" => 570,
        "aest" => 600,
        "aedt" => 660,
        "nzst" | "y" => 720,
        "nzdt" => 780,
        "m" => -720,
        name if name.len() <= 5 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) => 0,
        _ => return None,
    };
    Some(minutes * 60)
}
