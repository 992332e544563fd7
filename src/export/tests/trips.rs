//! What goes out comes in again as it was, as far as a format can hold it.

use proptest::prelude::*;

use super::sample;
use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Reference;
use crate::domain::text;
use crate::domain::time::UtcTime;
use crate::export::FORMATS;
use crate::export::kinds;
use crate::export::named;
use crate::export::read;
use crate::export::table;
use crate::export::write;

/// What a format cannot hold is taken off before comparing.
fn held(id: &str, reference: &Reference) -> Reference {
    let mut held = reference.clone();
    held.published_at = held.published_at.filter(|_| id == "jsonl");
    if id == "jsonl" {
        return held;
    }
    held.read = false;
    // Only days there.
    let day = |time: Option<UtcTime>| time.and_then(Day::at).and_then(Day::begins);
    match id {
        "csl-json" => held.saved = day(held.saved),
        "bibtex" | "biblatex" => {
            held.saved = day(held.saved);
            held.source = None;
            let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            held.text = held.text.map(flat);
            held.note = held.note.map(flat);
        }
        _ => {}
    }
    held
}

#[track_caller]
fn comes_back(id: &str, references: &[Reference]) {
    let (text, _) = write(named(id).unwrap(), references);
    let (_, reading) = read(text.as_bytes(), named(id)).unwrap();
    assert_eq!(reading.problems, Vec::<String>::new(), "{text}");
    let expected: Vec<Reference> = references.iter().map(|it| held(id, it)).collect();
    let found: Vec<Reference> = reading.references.iter().map(|it| held(id, it)).collect();
    assert_eq!(found, expected, "{text}");
}

/// Anything that can stand in one line.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z0-9 ,.:;!?'\"(){}\\\\$&#%_~^@=+<>|/*`\\[\\]-]{1,60}",
        2 => "\\PC{1,40}",
        1 => "[a-zé中ß ]{1,3000}",
        1 => Just("TY  - x ER  - y } { \\ @article{a, title={b}}".to_string()),
        1 => Just("--- -- - \\textbackslash{} {\\'e} $x^2$ \\& %".to_string()),
    ]
    .prop_map(|text| text::clean(&text).into_owned())
    .prop_filter("says something", |text| !text.is_empty())
}

fn block() -> impl Strategy<Value = String> {
    proptest::collection::vec(line(), 1..5)
        .prop_map(|lines| text::clean_block(&lines.join("\n")).into_owned())
        .prop_filter("says something", |text| !text.is_empty())
}

fn word() -> impl Strategy<Value = String> {
    "[A-Za-z0-9éß中-]{1,12}"
        .prop_map(|text| text::clean(&text).into_owned())
        .prop_filter("says something", |text| {
            text.chars().any(char::is_alphanumeric)
        })
}

/// Names as [`Person::read`] gives them.
fn person() -> impl Strategy<Value = Person> {
    prop_oneof![
        "[A-Z][a-zé'-]{1,10}, [A-Z][a-z]{1,8} [A-Z]\\.",
        "(van der |de )?[A-Z][a-zø]{2,10} [A-Z]{1,3}",
        "[A-Z][a-z]{2,10}, [A-Z][a-z]{2,8}, Jr\\.",
        "[A-Z]{3,6} Collaborative Group \\{[a-z&%_#=]{0,3}\\}",
        Just("中村 太郎".to_string()),
        Just("University of California, Berkeley".to_string()),
        Just("Marks and Spencer Trial Group".to_string()),
    ]
    .prop_map(|name| Person::read(&name))
}

fn day() -> impl Strategy<Value = Day> {
    (1900_u16..2100, 1_u8..=12, 1_u8..=28, 0..3).prop_map(|(year, month, day, parts)| Day {
        year,
        month: (parts > 0).then_some(month),
        day: (parts > 1).then_some(day),
    })
}

prop_compose! {
    fn reference()(
        kind in 0..kinds::NAMES.len(),
        title in line(),
        authors in proptest::collection::vec(person(), 0..9),
        (journal, journal_short) in (proptest::option::of(line()), proptest::option::of(line())),
        (volume, issue) in (proptest::option::of(word()), proptest::option::of(word())),
        pages in proptest::option::of("[0-9]{1,4}(-[0-9]{1,4}x)?|e[0-9]{1,5}|S[0-9]-S1[0-9]"),
        published in proptest::option::of(day()),
        doi in proptest::option::of("10\\.[0-9]{4}/[a-z0-9._;()-]{1,20}[a-z0-9]"),
        pmid in proptest::option::of("[1-9][0-9]{4,7}"),
        pmcid in proptest::option::of("PMC[1-9][0-9]{4,6}"),
        arxiv in proptest::option::of("2[0-4]0[1-9]\\.[0-9]{5}"),
        link in proptest::option::of("https://[a-z]{2,8}\\.example/[a-z0-9_~%]{0,2}[a-z]{1,9}(\\?id=[0-9]{1,4}&q=[a-z]{1,5})?"),
        (text, note) in (proptest::option::of(block()), proptest::option::of(block())),
        tags in proptest::collection::vec("[a-zé中&%#{}]{1,10}( [a-z]{1,6})?", 0..4),
        saved in proptest::option::of(0_i64..4_000_000_000),
        read in any::<bool>(),
        badge in proptest::option::of(0..Badge::ALL.len()),
        (language, source) in (proptest::option::of("[a-z]{2,3}"), proptest::option::of(line())),
    ) -> Reference {
        Reference {
            kind: kinds::NAMES[kind].kind, title, authors, journal, journal_short, volume, issue,
            pages, published, published_at: published.and_then(Day::begins), doi, pmid, pmcid,
            arxiv, link, text, note, tags, saved: saved.map(UtcTime), read,
            badge: badge.map(|at| Badge::ALL[at]), language, source, highlights: Vec::new(),
        }
        .cleaned()
    }
}

#[test]
fn a_line_of_a_note_that_looks_like_an_entry_stays_in_the_note() {
    let reference = Reference {
        title: "A title".to_string(),
        note: Some("first\n @yx(-:8?\n@misc{x,\nlast".to_string()),
        ..Reference::default()
    };
    comes_back("bibtex", std::slice::from_ref(&reference));
    comes_back("biblatex", &[reference]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn ris_comes_back_as_it_was(references in proptest::collection::vec(reference(), 1..4)) {
        comes_back("ris", &references);
    }

    #[test]
    fn bibtex_comes_back_as_it_was(references in proptest::collection::vec(reference(), 1..4)) {
        comes_back("bibtex", &references);
        comes_back("biblatex", &references);
    }

    #[test]
    fn csl_json_comes_back_as_it_was(references in proptest::collection::vec(reference(), 1..4)) {
        comes_back("csl-json", &references);
    }

    #[test]
    fn json_lines_come_back_as_they_were(references in proptest::collection::vec(reference(), 1..4)) {
        comes_back("jsonl", &references);
    }

    #[test]
    fn csv_has_every_cell_whole(references in proptest::collection::vec(reference(), 1..4)) {
        let (text, _) = write(named("csv").unwrap(), &references);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for (row, reference) in rows.records().zip(&references) {
            let row = row.unwrap();
            prop_assert_eq!(row.len(), table::COLUMNS.len());
            for cell in &row {
                prop_assert!(!table::is_formula(cell), "{}", cell);
            }
            prop_assert_eq!(row[0].trim_start_matches('\''), reference.title.trim_start_matches('\''));
        }
    }

    #[test]
    fn whatever_a_file_holds_is_read_to_its_end(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..FORMATS.len(), cut in 0_usize..4000) {
        let _ = read(&bytes, None);
        let _ = read(&bytes, Some(&FORMATS[at]));
        // And a good file that was cut off.
        let (text, _) = write(&FORMATS[at], &sample());
        let bytes = text.as_bytes();
        let _ = read(&bytes[..cut.min(bytes.len())], Some(&FORMATS[at]));
    }
}
