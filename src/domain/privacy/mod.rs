//! What in a free text may identify a patient, as one table of rules.
//!
//! A rule marks; it never changes, keeps or sends anything, and the person may
//! leave the text as it is. It says more than it must rather than less: a
//! patient is found by several harmless pieces put together.
//!
//! Source: HIPAA Safe Harbor (45 CFR 164.514(b)(2)) for dates, ages over 89,
//! numbers and addresses; GMC and MDU guidance on social media for pieces that
//! identify together.

mod days;
mod finding;
mod tokens;

use std::ops::Range;

use tokens::Token;
use tokens::tokens;

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
        find: days::dates,
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
        find: finding::ages,
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
        find: finding::record_numbers,
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
        find: finding::initials,
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
        find: finding::phones,
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
        find: finding::emails,
        examples: &["wrote to j.smith@example.org", "(a@b.co)"],
        counter_examples: &["@nejm said", "5 mg @ 8 h", "meet@ noon"],
    },
    Rule {
        name: "place and day",
        says: "a place with a day",
        find: finding::places,
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
