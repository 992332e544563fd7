//! What is known of a work, as a reference.

use super::Kind;
use super::Reference;
use crate::domain::day::Day;
use crate::domain::details::Details;
use crate::domain::document::Document;
use crate::domain::time::UtcTime;
use crate::domain::work::Row;
use crate::domain::work::Work;

#[test]
fn a_work_with_a_doi_is_an_article_and_without_any_a_page() {
    let mut work = Work {
        row: Row {
            title: "A".to_string(),
            source: "NEJM".to_string(),
            published: UtcTime(1_763_462_640),
            ..Row::default()
        },
        ..Work::default()
    };
    assert_eq!(Reference::of(&work).kind, Kind::Page);
    work.keys = vec!["doi:10.1056/a".to_string()];
    let reference = Reference::of(&work);
    assert_eq!(reference.kind, Kind::Article);
    assert_eq!(reference.journal.as_deref(), Some("NEJM"));
    assert_eq!(
        reference.published.map(Day::iso).as_deref(),
        Some("2025-11-18")
    );
    work.row.undated = true;
    assert_eq!(Reference::of(&work).published, None);
}

#[test]
fn identifiers_are_brought_to_their_normal_form_at_the_door() {
    let reference = Reference {
        doi: Some("https://doi.org/10.1056/NEJMoa2403347".to_string()),
        pmid: Some("38785209".to_string()),
        pmcid: Some("PMC1234567".to_string()),
        title: " A\u{1b}[2J \n title ".to_string(),
        link: Some("javascript:alert(1)".to_string()),
        ..Reference::default()
    }
    .cleaned();
    assert_eq!(reference.title, "A title");
    assert_eq!(reference.link, None);
    assert_eq!(
        reference.keys(),
        [
            "doi:10.1056/nejmoa2403347",
            "pmid:38785209",
            "pmcid:PMC1234567"
        ]
    );
}

#[test]
fn a_reference_survives_json() {
    let reference = Reference {
        title: "A".to_string(),
        saved: Some(UtcTime(1_763_462_640)),
        published: Day::of(2025, Some(11), None),
        badge: Some(crate::domain::badge::Badge::Rct),
        read: true,
        ..Reference::default()
    };
    let json = serde_json::to_string(&reference).unwrap();
    assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
}

#[test]
fn what_sources_say_of_its_place_in_a_journal_is_given_out() {
    let mut work = Work {
        journal: Some("Lancet".to_string()),
        details: Details {
            volume: Some("390".to_string()),
            issue: Some("5".to_string()),
            first_page: Some("123".to_string()),
            last_page: Some("130".to_string()),
            language: Some("en".to_string()),
            ..Details::default()
        },
        document: Some(Document::default()),
        ..Work::default()
    };
    let reference = Reference::of(&work);
    assert_eq!(reference.volume.as_deref(), Some("390"));
    assert_eq!(reference.issue.as_deref(), Some("5"));
    assert_eq!(reference.pages.as_deref(), Some("123-130"));
    assert_eq!(reference.language.as_deref(), Some("en"));
    // A document of links alone is no text.
    assert_eq!(reference.text, None);
    assert_eq!(reference.details(), work.details);
    work.details.last_page = Some("123".to_string());
    assert_eq!(Reference::of(&work).pages.as_deref(), Some("123"));
    // The date that was stated, also where it lies ahead of its row.
    work.ahead = Some(UtcTime(1_763_462_640));
    assert_eq!(Reference::of(&work).published_at, work.ahead);
}
