//! Every format writes the same sample.

mod citing;
mod others;
mod trips;

use super::FORMATS;
use super::kinds;
use super::named;
use super::read;
use super::write;
use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::domain::time::UtcTime;

#[test]
fn no_two_items_of_csl_json_have_one_id() {
    let twice: Vec<Reference> = sample().into_iter().chain(sample()).collect();
    let (text, _) = write(named("csl-json").unwrap(), &twice);
    let items: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let ids: std::collections::HashSet<String> =
        items.iter().map(|item| item["id"].to_string()).collect();
    assert_eq!(ids.len(), 6);
}

/// Three papers and a page: with everything, with a group as author and a
/// formula for a title, without anything but title and address.
fn sample() -> Vec<Reference> {
    let text = |text: &str| Some(text.to_string());
    let names = [
        "McMurray JJV",
        "Solomon SD",
        "Inzucchi SE",
        "Køber L",
        "Kosiborod MN",
        "Martinez FA",
        "Ponikowski P",
    ];
    vec![
        Reference {
            title: "Dapagliflozin in HFrEF: 50% & more {a_b} ~ \"why\" #1".to_string(),
            authors: names.iter().map(|name| Person::read(name)).collect(),
            journal: text("New England Journal of Medicine"),
            volume: text("381"),
            issue: text("21"),
            pages: text("1995-2008"),
            published: Day::of(2019, Some(11), Some(21)),
            doi: text("10.1056/nejmoa1911303"),
            pmid: text("31535829"),
            pmcid: text("PMC1234567"),
            link: text("https://www.nejm.org/doi/full/10.1056/NEJMoa1911303?a=1&b=2"),
            text: text("Background.\nIn patients with <HFrEF>, we asked."),
            note: text("Ask at the *Tuesday* round."),
            tags: vec!["heart failure".to_string(), "SGLT2".to_string()],
            saved: Some(UtcTime(1_763_462_640)),
            read: true,
            badge: Some(Badge::Rct),
            language: text("eng"),
            source: text("NEJM"),
            ..Reference::default()
        },
        Reference {
            title: "=HYPERLINK(\"http://x\",\"click\")".to_string(),
            authors: vec![Person::read("WHO Solidarity Trial Consortium")],
            journal: text("中華醫學雜誌"),
            published: Day::of(2021, Some(2), None),
            doi: text("10.1056/nejmoa2023184"),
            badge: Some(Badge::Retracted),
            ..Reference::default()
        },
        Reference {
            kind: Kind::Page,
            title: "A post".to_string(),
            link: text("https://blog.example/a_(b)"),
            saved: Some(UtcTime(1_763_462_640)),
            source: text("A blog"),
            ..Reference::default()
        },
    ]
}

fn written(id: &str) -> String {
    write(named(id).unwrap(), &sample()).0.replace('\r', "␍")
}

#[test]
fn ris_is_tags_and_values() {
    insta::assert_snapshot!(written("ris"));
}

#[test]
fn bibtex_escapes_what_tex_takes_for_itself() {
    insta::assert_snapshot!(written("bibtex"));
}

#[test]
fn biblatex_has_fields_of_its_own() {
    insta::assert_snapshot!(written("biblatex"));
}

#[test]
fn csl_json_is_one_item_a_line() {
    insta::assert_snapshot!(written("csl-json"));
}

#[test]
fn nbib_is_broken_into_lines_as_pubmed_does() {
    insta::assert_snapshot!(written("nbib"));
}

#[test]
fn markdown_links_the_title_and_quotes_the_note() {
    insta::assert_snapshot!(written("markdown"));
}

#[test]
fn csv_makes_formulas_harmless() {
    insta::assert_snapshot!(written("csv"));
}

#[test]
fn html_is_one_page_that_loads_nothing() {
    insta::assert_snapshot!(written("html"));
}

#[test]
fn json_lines_hold_everything() {
    insta::assert_snapshot!(written("jsonl"));
}

#[test]
fn bookmarks_hold_address_tags_and_note() {
    insta::assert_snapshot!(written("bookmarks"));
}

#[test]
fn a_list_is_numbered_as_medical_journals_print_it() {
    insta::assert_snapshot!(written("vancouver"));
}

#[test]
fn a_list_is_numbered_in_ama_style() {
    insta::assert_snapshot!(written("ama"));
}

#[test]
fn the_table_names_nothing_twice_and_reads_what_it_writes() {
    let mut ids: Vec<_> = FORMATS.iter().map(|format| format.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), FORMATS.len());
    assert_eq!(kinds::NAMES.len(), 8);
    for format in FORMATS.iter().filter(|format| format.read.is_some()) {
        let (text, _) = write(format, &sample());
        let (known, reading) = read(text.as_bytes(), None).expect(format.id);
        // biblatex is BibTeX to a reader.
        assert!(
            known.id == format.id || format.id == "biblatex",
            "{}",
            format.id
        );
        assert_eq!(reading.problems, Vec::<String>::new(), "{}", format.id);
        let n_held = sample().len();
        assert_eq!(reading.references.len(), n_held, "{}", format.id);
    }
}

#[test]
fn what_was_marked_goes_out_and_json_lines_bring_it_back() {
    let reference = Reference {
        title: "A".to_string(),
        highlights: vec!["fewer <died>".to_string()],
        ..Reference::default()
    };
    let written = |id: &str| write(named(id).unwrap(), std::slice::from_ref(&reference)).0;
    assert!(written("markdown").contains("  - ==fewer \\<died\\>=="));
    assert!(written("html").contains("<mark>fewer &lt;died&gt;</mark>"));
    let (_, back) = read(written("jsonl").as_bytes(), None).unwrap();
    assert_eq!(back.references[0].highlights, reference.highlights);
}
