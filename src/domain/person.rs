//! Who wrote something: a name read into its parts, where they can be told.
//!
//! Feeds and files give names as people write them: `Kosiborod MN`, `Mikhail
//! Kosiborod`, `Kosiborod, Mikhail N.`, `WHO Solidarity Trial Consortium`. What
//! cannot be told apart is never guessed: it stays one whole.

use serde::Deserialize;
use serde::Serialize;

/// One author.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Person {
    /// A name in parts. `family` is never empty and begins with its particle
    /// (`van der Berg`); `suffix` is `Jr`, `III`.
    Named {
        family: String,
        given: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        suffix: String,
    },
    /// A group, or a name nobody can take apart.
    Whole(String),
}

/// Words that only the names of groups hold, folded to lower case.
const GROUPS: &[&str] = &[
    "academy",
    "agency",
    "association",
    "authors",
    "board",
    "bureau",
    "center",
    "centers",
    "centre",
    "centres",
    "clinic",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "commission",
    "committee",
    "consortium",
    "council",
    "department",
    "directorate",
    "editorial",
    "editors",
    "federation",
    "foundation",
    "fund",
    "group",
    "groups",
    "hospital",
    "initiative",
    "institute",
    "institutes",
    "investigators",
    "journal",
    "ministry",
    "network",
    "newsroom",
    "office",
    "organisation",
    "organization",
    "panel",
    "partnership",
    "program",
    "programme",
    "project",
    "registry",
    "services",
    "society",
    "staff",
    "study",
    "team",
    "trial",
    "trialists",
    "trust",
    "union",
    "university",
    "who",
    "workforce",
];

/// Words in lower case that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "af", "al", "am", "av", "bin", "bint", "da", "dal", "das", "de", "degli", "dei", "del",
    "della", "den", "der", "di", "do", "dos", "du", "e", "el", "het", "ibn", "la", "las", "le",
    "les", "lo", "los", "op", "san", "t", "te", "ten", "ter", "van", "vom", "von", "y", "zu",
    "zum", "zur",
];

/// What stands behind a name without being part of it; only those that cannot
/// be anybody's initials.
const DEGREES: &[&str] = &[
    "bsc", "dphil", "drph", "facc", "facp", "frcp", "frcpc", "frcs", "mbbs", "mbchb", "md", "mph",
    "mphil", "msc", "pharmd", "phd", "scd",
];

const TITLES: &[&str] = &["dr", "prof", "professor", "sir", "dame"];

/// More words than this are a sentence.
const MOST_WORDS: usize = 6;

impl Person {
    /// A name with both parts given; a whole where there is no family name.
    pub fn named(family: &str, given: &str, suffix: &str) -> Person {
        match family.is_empty() {
            true => Person::Whole(given.to_string()),
            false => Person::Named {
                family: family.to_string(),
                given: given.to_string(),
                suffix: suffix.to_string(),
            },
        }
    }

    /// Reads a name as it was written. Degrees and titles are left out; what
    /// cannot be told stays whole.
    ///
    /// Source: NLM, "Citing Medicine", chapter 1 (`Family AB`, without stops);
    /// BibTeX for the comma and for particles in lower case.
    pub fn read(written: &str) -> Person {
        let words: Vec<&str> = written.split_whitespace().collect();
        let written = words.join(" ");
        let whole = || Person::Whole(written.clone());
        if is_no_person(&written) {
            return whole();
        }
        let parts: Vec<&str> = written.split(',').map(str::trim).collect();
        match parts[..] {
            [name] => in_order(name),
            [family, rest] if is_degree(rest) && family.contains(' ') => in_order(family),
            [name, suffix] if is_suffix(suffix) && name.contains(' ') => {
                with_suffix(in_order(name), suffix)
            }
            [family, given] if is_family(family) && !given.is_empty() => {
                Some(Person::named(family, given, ""))
            }
            [family, given, suffix] if is_suffix(suffix) && is_family(family) => {
                Some(Person::named(family, given, suffix))
            }
            [family, given, ref more @ ..] if more.iter().all(|part| is_degree(part)) => {
                match is_degree(given) {
                    true => in_order(family),
                    false if is_family(family) => Some(Person::named(family, given, "")),
                    false => None,
                }
            }
            _ => None,
        }
        .unwrap_or_else(whole)
    }

    /// Reads a field in which feeds put one name or all of them: `Smith J, Jones
    /// K`, `Jan Smith and Eva Jones`, `Smith, Jan; Jones, Eva`. Several only
    /// where each is a name by itself; two with one comma between them may be
    /// one turned around, and count as two only in the form with initials.
    pub fn read_all(written: &str) -> Vec<Person> {
        let one = || vec![Person::read(written)];
        if written.contains(';') {
            let parts = written.split(';').map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            return parts.map(Person::read).collect();
        }
        let divided = written.replace(" and ", ", ").replace(" & ", ", ");
        let says_and = divided != written;
        let parts: Vec<&str> = divided
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let persons: Option<Vec<Person>> = parts
            .iter()
            .map(|part| in_order(part).filter(|_| !is_no_person(part)))
            .collect();
        let has_initials = |part: &&str| part.split(' ').next_back().is_some_and(is_initials);
        match persons {
            Some(persons) if parts.len() > 2 || says_and => persons,
            Some(persons) if parts.len() == 2 && parts.iter().all(has_initials) => persons,
            _ => one(),
        }
    }

    /// Family name first: `Kosiborod, Mikhail N., Jr`; a whole as it is.
    pub fn listed(&self) -> String {
        match self {
            Person::Whole(whole) => whole.clone(),
            Person::Named {
                family,
                given,
                suffix,
            } => joined([family, given, suffix], ", "),
        }
    }

    /// As one is called: `Mikhail N. Kosiborod Jr`.
    pub fn spoken(&self) -> String {
        match self {
            Person::Whole(whole) => whole.clone(),
            Person::Named {
                family,
                given,
                suffix,
            } => joined([given, family, suffix], " "),
        }
    }

    /// As medical journals list it: `Kosiborod MN`, `King ML Jr`; at most two
    /// initials of what is written out, a name in another script as it is.
    ///
    /// Source: NLM, "Citing Medicine", chapter 1, "Author".
    pub fn with_initials(&self) -> String {
        match self {
            Person::Whole(whole) => whole.clone(),
            Person::Named {
                family,
                given,
                suffix,
            } => {
                let mut out = family.clone();
                for part in [initials(given), suffix.replace('.', "")] {
                    if !part.is_empty() {
                        out.push(' ');
                        out.push_str(&part);
                    }
                }
                out
            }
        }
    }
}

/// What there is of these, in this order.
fn joined(parts: [&str; 3], between: &str) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

/// `Mikhail N.` → `MN`, `Jean-Pierre` → `JP`, `JJV` → `JJV`, `太郎` → `太郎`.
fn initials(given: &str) -> String {
    if given.chars().any(is_east_asian) {
        return given.to_string();
    }
    let mut out = String::new();
    for word in given
        .split([' ', '-', '.', '‐'])
        .filter(|word| !word.is_empty())
    {
        match is_initials(word) {
            true => out.push_str(word),
            false => {
                let first = word.chars().find(|c| c.is_alphabetic());
                out.extend(first.into_iter().flat_map(char::to_uppercase));
            }
        }
    }
    out
}

fn is_no_person(written: &str) -> bool {
    let has_word = |words: &[&str]| {
        written
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
            .any(|word| words.contains(&word.to_lowercase().as_str()))
    };
    written.is_empty()
        || written.contains(['@', '&', ';', ':', '/', '(', '|', '"'])
        || written.chars().any(|c| c.is_ascii_digit()) && !written.split_whitespace().any(is_suffix)
        || has_word(GROUPS)
        || has_word(&["and", "on", "for", "of", "the", "by"])
        || written
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .count()
            > MOST_WORDS
}

/// A name without a comma: `Kosiborod MN`, `Mikhail N. Kosiborod`, `中村 太郎`.
fn in_order(name: &str) -> Option<Person> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if let [first, _, ..] = words[..]
        && TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str())
    {
        words.remove(0);
    }
    let suffix = match words[..] {
        [_, _, .., last] if is_suffix(last) => words.pop().unwrap_or(""),
        _ => "",
    };
    let [first, .., last] = words[..] else {
        return None;
    };
    if name.chars().any(is_east_asian) {
        // The family name comes first there, and only a blank tells its end.
        return match words[..] {
            [family, given] => Some(Person::named(family, given, suffix)),
            _ => None,
        };
    }
    let is_shouted = words.iter().all(|word| *word == word.to_uppercase());
    if is_initials(last) && !is_initial(first) {
        // `JOHN DOE` may be either; `SMITH JA` is not.
        if is_shouted && last.chars().count() > 2 {
            return None;
        }
        let family = words[..words.len() - 1].join(" ");
        return is_family(&family).then(|| Person::named(&family, last, suffix));
    }
    let begins = |word: &str| word.chars().next();
    if begins(last).is_some_and(char::is_lowercase) || is_initial(last) {
        return None;
    }
    let mut start = words.len() - 1;
    while start > 1 && PARTICLES.contains(&words[start - 1]) {
        start -= 1;
    }
    let (given, family) = words.split_at(start);
    if given.iter().any(|word| PARTICLES.contains(word)) {
        return None;
    }
    // A handle, not a name.
    if begins(first).is_some_and(char::is_lowercase) {
        return None;
    }
    Some(Person::named(&family.join(" "), &given.join(" "), suffix))
}

fn with_suffix(person: Option<Person>, suffix: &str) -> Option<Person> {
    match person? {
        Person::Named { family, given, .. } => Some(Person::named(&family, &given, suffix)),
        whole => Some(whole),
    }
}

fn is_family(part: &str) -> bool {
    !part.is_empty() && part.split(' ').count() <= 4
}

/// One to four capitals without stops: `MN`, `JJV`.
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| *c != '-');
    (1..=4).contains(&letters.clone().count())
        && letters.clone().all(|c| c.is_uppercase())
        && !word.starts_with('-')
}

/// One letter, with or without its stop.
fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
}

fn is_suffix(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Jr" | "Sr" | "II" | "III" | "IV" | "2nd" | "3rd" | "4th"
    )
}

fn is_degree(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    DEGREES.contains(&plain.to_lowercase().as_str())
}

/// Han, kana and hangul.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{2FFFF}')
}

#[cfg(test)]
mod tests;
