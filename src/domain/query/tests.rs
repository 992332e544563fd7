//! The rules of the grammar, one test each.

use proptest::prelude::*;

use super::fields::FIELDS;
use super::fields::Values;
use super::parse::strict;
use super::parse::tidy;
use super::parse::typing;
use super::tree::Clause;
use super::tree::Column;
use super::tree::Fixed;
use super::tree::Named;
use super::tree::Term;
use super::tree::Words;
use super::when::When;
use crate::domain::badge::Badge;

/// A tree as one sees it: `[a | !b]`.
fn seen(clause: &Clause) -> String {
    let all = |clauses: &[Clause]| clauses.iter().map(seen).collect::<Vec<_>>();
    match clause {
        Clause::Every(clauses) => format!("({})", all(clauses).join(" & ")),
        Clause::Either(clauses) => format!("({})", all(clauses).join(" | ")),
        Clause::Not(clause) => format!("!{}", seen(clause)),
        Clause::Is(Term::Words(words)) => {
            let column = match words.column {
                Column::Anywhere => String::new(),
                column => format!("{column:?}="),
            };
            let text = match words.quoted {
                true => format!("'{}'", words.text),
                false => words.text.clone(),
            };
            format!("{column}{text}{}", if words.beginning { "*" } else { "" })
        }
        Clause::Is(Term::Named(named, name)) => format!("{named:?}={name}"),
        Clause::Is(Term::Fixed(fixed)) => format!("{fixed:?}"),
        Clause::Is(Term::Since(when)) => format!(">={when}"),
        Clause::Is(Term::Before(when)) => format!("<{when}"),
    }
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let clause = strict(text).unwrap_or_else(|trouble| panic!("{text}: {trouble}"));
    let clause = clause.unwrap_or_else(|| panic!("{text}: nothing"));
    assert_eq!(seen(&clause), expected, "{text}");
    let printed = clause.to_string();
    assert_eq!(
        strict(&printed),
        Ok(Some(clause)),
        "{text} printed {printed}"
    );
}

/// Refused, with the column and a piece of the sentence; and what is
/// understood of it while typing.
#[track_caller]
fn refused(text: &str, column: usize, piece: &str, understood: &str) {
    let trouble = strict(text).expect_err(text);
    let said = trouble.to_string();
    assert!(
        said.starts_with(&format!("Column {column}: ")),
        "{text}: {said}"
    );
    assert!(said.contains(piece), "{text}: {said}");
    let reading = typing(text);
    let clause = reading.clause.as_ref().map(seen).unwrap_or_default();
    assert_eq!(clause, understood, "{text}");
    assert!(!reading.troubles.is_empty(), "{text}");
}

#[test]
fn words_beside_each_other_all_have_to_be_there() {
    check("heart", "heart");
    check("heart  failure", "(heart & failure)");
    check("heart AND failure", "(heart & failure)");
}

#[test]
fn quotes_make_a_phrase() {
    check("\"heart failure\" trial", "('heart failure' & trial)");
    check("\"  heart   failure \"", "'heart failure'");
    check("\"AND\"", "'AND'");
}

#[test]
fn or_binds_less_than_what_stands_beside_each_other() {
    check("a b OR c d", "((a & b) | (c & d))");
    check("a (b OR c) d", "(a & (b | c) & d)");
    check("a OR b OR c", "(a | b | c)");
    check("(a OR b) OR c", "(a | b | c)");
    check("a AND b OR c", "((a & b) | c)");
}

#[test]
fn not_and_a_hyphen_exclude() {
    check("a NOT b", "(a & !b)");
    check("a AND NOT b", "(a & !b)");
    check("-a", "!a");
    check("-(a OR b)", "!(a | b)");
    check("-\"a b\"", "!'a b'");
    check("-type:case", "!Badge(Case)");
    check("NOT NOT a", "a");
    check("NOT -a", "a");
    check("a -b OR -c", "((a & !b) | !c)");
}

#[test]
fn a_star_makes_a_beginning() {
    check("cardio*", "cardio*");
    check("\"heart fai\"*", "'heart fai'*");
    check("title:cardio*", "Title=cardio*");
}

#[test]
fn a_field_takes_what_stands_right_behind_its_colon() {
    check("title:heart", "Title=heart");
    check("title:\"heart failure\" x", "(Title='heart failure' & x)");
    check("author:O'Brien", "Authors=O'Brien");
    check("mesh:\"Heart Failure\"", "Subjects='Heart Failure'");
    check(
        "journal:BMJ note:ward text:dose",
        "(Journal=BMJ & Note=ward & Text=dose)",
    );
    check("source:\"The Lancet\"", "Source=The Lancet");
    check(
        "list:Renal&Diabetes topic:CKD",
        "(List=Renal&Diabetes & Topic=CKD)",
    );
    check("TYPE:Rct", "Badge(Rct)");
    check(
        "by:smith from:nejm kind:review",
        "(Authors=smith & Source=nejm & Badge(Review))",
    );
    check(
        "is:unread is:saved has:note",
        "(IsUnread & IsSaved & HasNote)",
    );
    check("since:7d before:2025-11-01", "(>=7d & <2025-11-01)");
    check("type:warning", "Warning");
}

#[test]
fn plain_typing_is_not_taken_for_signs() {
    check("p<0.001", "p<0.001");
    check("IL-6", "IL-6");
    check("5-HT₃", "5-HT₃");
    check("covid-19", "covid-19");
    check("land and sand or not", "(land & and & sand & or & not)");
    check("ANDROGEN ORAL NOTCH", "(ANDROGEN & ORAL & NOTCH)");
    check("Risk: a review", "(Risk: & a & review)");
    check("IL:6 10:30", "(IL:6 & 10:30)");
    check("https://doi.org/10.1000/x", "https://doi.org/10.1000/x");
    check("5\" tube", "(5\" & tube)");
    check("heart & lung - trial", "(heart & lung & trial)");
    check("TNF(alpha) x", "(TNF(alpha) & x)");
    check("(IL(6) OR x)", "(IL(6) | x)");
    check("NEAR( a) b", "('NEAR(' & 'a)' & b)");
    check("がん 心不全", "(がん & 心不全)");
}

#[test]
fn blanks_want_everything() {
    assert_eq!(strict(""), Ok(None));
    assert_eq!(strict(" \t\n"), Ok(None));
}

#[test]
fn what_is_not_closed_is_told_where_it_opens() {
    refused(
        "a \"heart fai",
        3,
        "quote is not closed",
        "(a & 'heart fai'*)",
    );
    refused("a (b OR c", 3, "( is not closed", "(a & (b | c*))");
    refused("a ) b", 3, "nothing is open", "(a & b*)");
    refused("() a", 1, "nothing stands", "a*");
}

#[test]
fn an_operator_without_one_side_is_told() {
    refused("heart AND", 7, "AND stands between", "heart");
    refused("OR heart", 1, "OR stands between", "heart*");
    refused("a OR OR b", 6, "OR stands between", "(a | b*)");
    refused("a AND AND b", 7, "AND stands between", "(a & b*)");
    refused("a NOT", 3, "NOT stands before", "a");
    refused("AND", 1, "AND stands between", "'AND'");
}

#[test]
fn a_field_without_a_value_or_with_an_odd_one_is_told() {
    refused("a title:", 3, "nothing stands behind title:", "a");
    refused(
        "title: heart",
        1,
        "Write it right behind the colon",
        "heart*",
    );
    refused("a type:rtc", 8, "Did you mean type:rct", "a");
    refused("type:meta", 6, "It knows rct, review, guideline", "");
    refused("since:soon a", 7, "Write one of 12h, 7d", "a*");
    refused("is:", 1, "It knows unread, read, saved", "");
    refused("source:-- a", 8, "does not know", "a*");
}

#[test]
fn a_slip_in_a_field_is_told_and_looked_for_as_words() {
    refused("tpye:rct", 1, "Did you mean type:", "'tpye:rct'*");
    refused(
        "covid:19 x",
        1,
        "in quotes it is looked for",
        "('covid:19' & x*)",
    );
    check("\"covid:19\"", "'covid:19'");
}

#[test]
fn nothing_to_look_for_is_told() {
    refused("***", 1, "no word to look for", "");
    refused("NOT &", 1, "no word to look for", "");
    refused("\"--\"", 1, "no word to look for", "");
}

#[test]
fn what_is_too_much_is_told_and_not_followed() {
    let many = "a ".repeat(200);
    refused(
        &many,
        201,
        "more than 100 conditions",
        &format!("({})", ["a"; 100].join(" & ")),
    );
    let deep = format!("{}a", "(".repeat(100_000));
    assert!(strict(&deep).is_err());
    let long = "x".repeat(5_000);
    assert!(strict(&long).unwrap_err().what.contains("4000"));
    let negated = format!("{}a", "NOT ".repeat(900));
    check(&negated, "a");
}

#[test]
fn only_the_word_that_is_being_typed_is_a_beginning() {
    let seen_typing = |text: &str| typing(text).clause.as_ref().map(seen).unwrap_or_default();
    assert_eq!(seen_typing("heart fai"), "(heart & fai*)");
    assert_eq!(
        seen_typing("heart fai "),
        "(heart & fai)",
        "a blank ends it"
    );
    assert_eq!(seen_typing("fai type:rct"), "(fai & Badge(Rct))");
    assert_eq!(seen_typing("title:fai"), "Title=fai*");
    assert_eq!(seen_typing("\"heart failure\""), "'heart failure'");
}

/// Words that can be written without quotes.
fn word() -> impl Strategy<Value = (String, bool)> {
    prop_oneof![
        "[a-z]{1,8}".prop_map(|it| (it, false)),
        "[A-Za-z0-9][A-Za-z0-9<>.,'+-]{0,8}".prop_map(|it| (it, false)),
        "[ -~é心₂]{0,12}".prop_map(|it| (format!("a{}", tidy(&it.replace('"', ""))), true)),
        Just(("-<x".to_string(), false)),
        Just(("f(x)".to_string(), false)),
        Just(("AND".to_string(), true)),
    ]
    .prop_filter("not an operator", |(text, quoted)| {
        *quoted || !["AND", "OR", "NOT"].contains(&text.as_str())
    })
}

fn term() -> impl Strategy<Value = Term> {
    let column = prop::sample::select(vec![
        Column::Anywhere,
        Column::Title,
        Column::Text,
        Column::Authors,
        Column::Journal,
        Column::Subjects,
        Column::Note,
    ]);
    let fixed: Vec<Fixed> = FIELDS
        .iter()
        .filter_map(|field| match field.values {
            Values::OneOf(values) => Some(values.iter().map(|value| value.means)),
            _ => None,
        })
        .flatten()
        .collect();
    let times = [
        "7d",
        "2w",
        "3mo",
        "today",
        "yesterday",
        "2025",
        "2025-02",
        "2025-11-01",
    ];
    let when = prop::sample::select(times.map(|it| When::parse(it).unwrap()).to_vec());
    let named = prop::sample::select(vec![Named::Source, Named::List, Named::Topic, Named::Tag]);
    prop_oneof![
        4 => (column, word(), any::<bool>()).prop_map(|(column, (text, quoted), beginning)| {
            Term::Words(Words { column, text, quoted, beginning })
        }),
        1 => (named, "[a-zA-Z0-9][ -~é*]{0,12}").prop_map(|(named, name)| {
            Term::Named(named, tidy(&name.replace('"', "")))
        }),
        1 => prop::sample::select(fixed).prop_map(Term::Fixed),
        1 => (any::<bool>(), when).prop_map(|(since, when)| match since {
            true => Term::Since(when),
            false => Term::Before(when),
        }),
    ]
}

fn clause() -> impl Strategy<Value = Clause> {
    let leaf = term().prop_map(Clause::Is);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several.clone().prop_filter_map("some", Clause::every),
            several.prop_filter_map("some", Clause::either),
            inner.prop_map(Clause::without),
        ]
    })
}

/// Text as a person and as a cat may type it.
fn typed() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        3 => "[ -~]{0,8}",
        1 => "\\PC{0,4}",
        1 => any::<char>().prop_map(String::from),
        3 => prop::sample::select(vec![
            "(", ")", "\"", " ", "-", "*", "AND", " OR ", "NOT ", "title:", "type:", "type:rct",
            "since:7d", "since:", "source:", "foo:bar", "is:unread", "\0", "é", "₂", "心",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn printing_and_reading_agree(clause in clause()) {
        let printed = clause.to_string();
        prop_assert_eq!(strict(&printed), Ok(Some(clause)), "{}", printed);
    }

    #[test]
    fn every_text_is_understood_or_refused_with_a_column(text in typed()) {
        let n_chars = text.chars().count();
        match strict(&text) {
            Ok(None) => prop_assert!(text.chars().all(|c| c.is_whitespace() || c.is_control())),
            Ok(Some(clause)) => {
                let printed = clause.to_string();
                prop_assert_eq!(strict(&printed), Ok(Some(clause)), "{}", printed);
            }
            Err(trouble) => {
                prop_assert!(trouble.at < n_chars && trouble.at + trouble.len <= n_chars.max(1),
                    "{:?} in {:?}", trouble, text);
                prop_assert!(!trouble.what.is_empty() && !trouble.next.is_empty());
            }
        }
        for trouble in typing(&text).troubles {
            prop_assert!(trouble.at < n_chars, "{:?}", trouble);
        }
    }

    #[test]
    fn what_is_understood_while_typing_can_be_kept(text in typed()) {
        if let Some(clause) = typing(&text).clause {
            let printed = clause.to_string();
            prop_assert_eq!(strict(&printed), Ok(Some(clause)), "{}", printed);
        }
    }
}

#[test]
fn a_badge_of_every_kind_is_a_condition() {
    for badge in Badge::ALL {
        let text = format!("type:{}", badge.word().to_lowercase());
        check(&text, &format!("Badge({badge:?})"));
    }
}
