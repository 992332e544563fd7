//! What in a free text may identify a patient, as one table of rules.
//!
//! A rule marks; it never changes, keeps or sends anything, and the person may
//! leave the text as it is. It says more than it must rather than less: a
//! patient is found by several harmless pieces put together.
//!
//! Source: HIPAA Safe Harbor (45 CFR 164.514(b)(2)) for dates, ages over 89,
//! numbers and addresses; GMC and MDU guidance on social media for pieces that
//! identify together.

use std::ops::Range;

/// One thing that may identify a patient.
pub struct Rule {
    pub name: &'static str,
    /// What is said of it, a sentence part.
    pub says: &'static str,
    find: fn(&[Token<'_>]) -> Vec<Range<usize>>,
    /// Texts it marks, and texts that only look like it.
    pub examples: &'static [&'static str],
    pub counter_examples: &'static [&'static str],
}

/// A place in a text that a rule marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub rule: &'static str,
    pub says: &'static str,
    pub place: Range<usize>,
}

pub const RULES: &[Rule] = &[
    Rule {
        name: "date",
        says: "a full date",
        find: dates,
        examples: &[
            "Seen on 2025-11-18 with chest pain",
            "admitted 18/11/2025",
            "Discharged 18 November 2025.",
            "November 18, 2025 clinic",
            "op 3.4.24",
        ],
        counter_examples: &[
            "HR 0.76 (0.66 to 0.88)",
            "guideline of 2024",
            "stage 3/4 disease",
            "doi 10.1056/NEJMoa2403347",
            "May 2025 update",
            "NYHA II/III",
        ],
    },
    Rule {
        name: "age",
        says: "an age over 89",
        find: ages,
        examples: &[
            "a 93-year-old woman",
            "man aged 91",
            "94 years old",
            "97 yo with falls",
            "92y, frail",
        ],
        counter_examples: &[
            "a 65-year-old man",
            "adults aged 65 to 89",
            "93% recovered",
            "90 mg daily",
            "aged 18",
            "followed for 95 days",
        ],
    },
    Rule {
        name: "record number",
        says: "a record number",
        find: record_numbers,
        examples: &[
            "MRN 482913",
            "NHS number 943 476 5919",
            "hospital no: 1234567",
            "chart #99812",
            "case 12345678",
        ],
        counter_examples: &[
            "PMID 38785209",
            "NCT03819153",
            "3,533 adults",
            "n = 20000",
            "doi:10.1056/NEJMoa2403347",
            "record linkage study",
        ],
    },
    Rule {
        name: "initials",
        says: "initials with an age",
        find: initials,
        examples: &[
            "J.S., 74",
            "JS 74F",
            "AB (67 years)",
            "Mr K.L. 81",
            "MT, 45 y",
        ],
        counter_examples: &[
            "HF, 40% ejection fraction",
            "CKD 3",
            "BP 140",
            "BP, 90 mmHg",
            "RCT 2024",
            "U.S. 2019 guideline",
        ],
    },
    Rule {
        name: "phone",
        says: "a telephone number",
        find: phones,
        examples: &[
            "call 020 7946 0018",
            "+44 20 7946 0018",
            "555-123-4567",
            "(03) 9123 4567 rang back",
        ],
        counter_examples: &[
            "95% CI 0.66 to 0.88",
            "2024;391:109-121",
            "50 100 200 mg",
            "ISO 2025-11-18",
            "eGFR 25-50",
        ],
    },
    Rule {
        name: "e-mail",
        says: "an e-mail address",
        find: emails,
        examples: &["wrote to j.smith@example.org", "(a@b.co)"],
        counter_examples: &["@nejm said", "5 mg @ 8 h", "meet@ noon"],
    },
    Rule {
        name: "place and day",
        says: "a place with a day",
        find: places,
        examples: &[
            "bed 12 on Tuesday",
            "Ward 4, 18 November",
            "at St Mary hospital last Friday",
        ],
        counter_examples: &[
            "ward teaching",
            "in hospital within 30 days",
            "ask pharmacy on Monday",
            "clinic letters get shorter",
        ],
    },
];

/// Everything that may identify a patient, in the order of the text.
pub fn marks(text: &str) -> Vec<Mark> {
    let tokens = tokens(text);
    let mut marks: Vec<Mark> = Vec::new();
    for rule in RULES {
        let found = (rule.find)(&tokens).into_iter();
        marks.extend(found.map(|place| Mark {
            rule: rule.name,
            says: rule.says,
            place,
        }));
    }
    marks.sort_by_key(|mark| mark.place.start);
    marks
}

/// The marks of several texts as a sentence part: `a full date, an e-mail
/// address`; `None` where nothing is marked.
pub fn said(texts: &[&str]) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for mark in texts.iter().flat_map(|text| marks(text)) {
        if !parts.contains(&mark.says) {
            parts.push(mark.says);
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What stands between two blanks, without the punctuation around it.
struct Token<'a> {
    word: &'a str,
    /// What followed it: `,` and the like.
    after: &'a str,
    before: &'a str,
    start: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.word.len()
    }

    fn lower(&self) -> String {
        self.word.to_lowercase()
    }

    fn number(&self) -> Option<u32> {
        self.word.parse().ok()
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split(char::is_whitespace) {
        let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '@' | '+');
        let word = piece.trim_matches(is_edge);
        if !word.is_empty() {
            let lead = piece.find(word).unwrap_or(0);
            found.push(Token {
                word,
                before: &piece[..lead],
                after: &piece[lead + word.len()..],
                start: at + lead,
            });
        }
        at += piece.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const WEEKDAYS: [&str; 10] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tonight",
];

fn is_month(token: &Token<'_>) -> bool {
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = token.lower();
    WHOLE.contains(&lower.as_str()) || lower == "sept" || MONTHS.contains(&lower.as_str())
}

fn is_day_number(token: &Token<'_>) -> bool {
    let digits = token
        .word
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &token.word[digits.len()..];
    matches!(tail, "" | "st" | "nd" | "rd" | "th")
        && digits
            .parse::<u32>()
            .is_ok_and(|day| (1..=31).contains(&day))
}

fn is_year(token: &Token<'_>) -> bool {
    token.word.len() == 4
        && token
            .number()
            .is_some_and(|year| (1900..2100).contains(&year))
}

/// `2025-11-18`, `18/11/2025`, `3.4.24`.
fn is_numeric_date(word: &str) -> bool {
    ['-', '/', '.'].into_iter().any(|mark| {
        let parts: Vec<&str> = word.split(mark).collect();
        let [a, b, c] = parts.as_slice() else {
            return false;
        };
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        let small = |part: &str| digits(part, 2) && part.parse::<u32>().is_ok_and(|n| n <= 31);
        let year = |part: &str| digits(part, 4) && matches!(part.len(), 2 | 4);
        (digits(a, 4) && a.len() == 4 && small(b) && small(c)) || (small(a) && small(b) && year(c))
    })
}

fn dates(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = tokens
        .iter()
        .filter(|token| is_numeric_date(token.word))
        .map(|token| token.start..token.end())
        .collect();
    for three in tokens.windows(3) {
        let [a, b, c] = three else { continue };
        let named = (is_day_number(a) && is_month(b)) || (is_month(a) && is_day_number(b));
        if named && is_year(c) {
            found.push(a.start..c.end());
        }
    }
    found
}

const AGE_WORDS: [&str; 9] = [
    "y",
    "yo",
    "y/o",
    "yr",
    "yrs",
    "year",
    "years",
    "year-old",
    "years-old",
];

/// An age written with its unit in one word or two: `93-year-old`, `92y`,
/// `97 yo`; and whether it took the next word.
fn age_at(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let word = tokens.get(at)?.lower();
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let age: u32 = digits.parse().ok().filter(|age| *age <= 125)?;
    let unit = word[digits.len()..].trim_start_matches('-');
    if AGE_WORDS.contains(&unit) || matches!(unit, "f" | "m") {
        return Some((age, at));
    }
    let next = tokens.get(at + 1)?.lower();
    let follows = unit.is_empty() && AGE_WORDS.contains(&next.as_str());
    let duration = matches!(next.as_str(), "years" | "year")
        && tokens
            .get(at + 2)
            .is_none_or(|third| third.lower() != "old")
        && tokens[at + 1].after.is_empty()
        && tokens[at].before.is_empty();
    (follows && !duration).then_some((age, at + 1))
}

fn ages(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let Some((90.., last)) = age_at(tokens, at) {
            found.push(token.start..tokens[last].end());
        } else if matches!(token.lower().as_str(), "aged" | "age")
            && let Some(next) = tokens.get(at + 1)
            && next.number().is_some_and(|age| (90..=125).contains(&age))
        {
            found.push(token.start..next.end());
        }
    }
    found
}

fn record_numbers(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    const NAMES: [&str; 9] = [
        "mrn", "nhs", "hospital", "chart", "case", "patient", "record", "medicare", "chi",
    ];
    const PUBLIC: [&str; 6] = ["pmid", "pmcid", "isbn", "issn", "doi", "id:pubmed"];
    let is_digits =
        |word: &str, least: usize| word.len() >= least && word.bytes().all(|b| b.is_ascii_digit());
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| tokens[at].lower());
        let is_public = before.is_some_and(|word| PUBLIC.contains(&word.as_str()));
        if is_digits(token.word, 8) && !is_public {
            found.push(token.start..token.end());
            continue;
        }
        if !NAMES.contains(&token.lower().as_str()) {
            continue;
        }
        let skips = |token: &Token<'_>| {
            matches!(
                token.lower().as_str(),
                "number" | "no" | "num" | "nr" | "id" | "is"
            )
        };
        let mut next = at + 1;
        while tokens.get(next).is_some_and(skips) {
            next += 1;
        }
        let n_digits: usize = tokens[next.min(tokens.len())..]
            .iter()
            .take(3)
            .take_while(|token| is_digits(token.word, 1))
            .map(|token| token.word.len())
            .sum();
        if n_digits >= 5 {
            found.push(token.start..tokens[next].end());
        }
    }
    found
}

fn initials(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let letters: Vec<char> = token.word.chars().filter(|c| *c != '.').collect();
        let is_capitals = letters.iter().all(|c| c.is_uppercase());
        if !is_capitals || !(2..=3).contains(&letters.len()) {
            continue;
        }
        let Some(next) = tokens.get(at + 1) else {
            continue;
        };
        let dotted = token.word.contains('.');
        // A bare number is an age only after a comma or between dots, and
        // only where no unit follows.
        let is_bare_age = next.word.len() == 2
            && next.number().is_some()
            && (dotted || token.after.starts_with(','))
            && letters.len() == 2
            && (tokens.get(at + 2).is_none() || !next.after.is_empty());
        if let Some((_, last)) = age_at(tokens, at + 1) {
            found.push(token.start..tokens[last].end());
        } else if is_bare_age {
            found.push(token.start..next.end());
        } else if next.before.contains('(')
            && next.number().is_some_and(|age| age <= 125)
            && tokens
                .get(at + 2)
                .is_some_and(|unit| AGE_WORDS.contains(&unit.lower().as_str()))
        {
            found.push(token.start..tokens[at + 2].end());
        }
    }
    found
}

fn phones(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let is_part = |word: &str| {
        word.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '+' | '(' | ')'))
    };
    let n_digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at;
        while end < tokens.len()
            && is_part(tokens[end].word)
            && !is_numeric_date(tokens[end].word)
            && (end == at || !tokens[end - 1].after.contains([',', ';', '%']))
        {
            end += 1;
        }
        let run = &tokens[at..end];
        let all: usize = run.iter().map(|token| n_digits(token.word)).sum();
        let pieces: usize = run
            .iter()
            .map(|token| 1 + token.word.matches('-').count())
            .sum();
        let begins = run.first().is_some_and(|first| {
            let lead = first.word.starts_with(['0', '+']) || first.before.contains('(');
            lead || first.word.matches('-').count() >= 2
        });
        if begins && pieces >= 3 && (9..=14).contains(&all) {
            found.push(tokens[at].start..tokens[end - 1].end());
        }
        at = end.max(at + 1);
    }
    found
}

fn emails(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let is_email = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        })
    };
    tokens
        .iter()
        .filter(|token| is_email(token.word))
        .map(|token| token.start..token.end())
        .collect()
}

/// A ward, a bed, a hospital by name, with a day in the same sentence.
fn places(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    const PLACES: [&str; 9] = [
        "ward", "bed", "room", "bay", "hospital", "clinic", "street", "road", "surgery",
    ];
    let is_named = |at: usize| {
        let numbered = tokens
            .get(at + 1)
            .is_some_and(|next| next.word.starts_with(|c: char| c.is_ascii_digit()));
        let capital = at.checked_sub(1).is_some_and(|before| {
            let word = tokens[before].word;
            word.starts_with(char::is_uppercase) && tokens[before].after.is_empty()
        });
        numbered || capital
    };
    let is_day = |at: usize| {
        let named = WEEKDAYS.contains(&tokens[at].lower().as_str());
        let pair = tokens.get(at + 1).is_some_and(|next| {
            (is_day_number(&tokens[at]) && is_month(next))
                || (is_month(&tokens[at]) && is_day_number(next))
        });
        named || pair || is_numeric_date(tokens[at].word)
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !PLACES.contains(&token.lower().as_str()) || !is_named(at) {
            continue;
        }
        let ends = |token: &Token<'_>| token.after.contains(['.', ';', '!', '?']);
        let first = tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1);
        let last = tokens[at..]
            .iter()
            .position(ends)
            .map_or(tokens.len() - 1, |n| at + n);
        if (first..=last).any(is_day) {
            found.push(token.start..token.end());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_rule_marks_its_examples_and_leaves_what_only_looks_so() {
        let mut wrong = Vec::new();
        for rule in RULES {
            let by_rule = |text: &str| marks(text).iter().any(|mark| mark.rule == rule.name);
            for text in rule.examples {
                if !by_rule(text) {
                    wrong.push(format!("{} misses {text:?}", rule.name));
                }
            }
            for text in rule.counter_examples {
                if by_rule(text) {
                    wrong.push(format!("{} marks {text:?}", rule.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn plain_take_home_messages_are_left_alone() {
        for text in [
            "HR 0.76 for major kidney events; stopped early. Ask renal pharmacist.",
            "Start SGLT2 inhibitor when eGFR is 25 to 50, recheck in 2 weeks",
            "Use the 4C score in the clinic; NNT 22 over 3.4 years",
        ] {
            assert_eq!(marks(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_marked_is_named_once() {
        let texts = ["2025-11-18 and 2025-11-19", "a@b.co"];
        assert_eq!(
            said(&texts).as_deref(),
            Some("a full date, an e-mail address")
        );
        assert_eq!(said(&["nothing"]), None);
    }

    proptest! {
        #[test]
        fn marks_lie_within_any_text(text in "\\PC{0,60}") {
            for mark in marks(&text) {
                prop_assert!(text.get(mark.place.clone()).is_some(), "{:?}", mark);
            }
        }
    }
}
