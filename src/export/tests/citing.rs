//! Citations against published samples.

use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Reference;
use crate::export::cite;

/// Source: NLM/ICMJE, "Samples of Formatted References", items 1, 2, 3, 13.
#[test]
fn citations_are_those_of_the_published_samples() {
    let text = |text: &str| Some(text.to_string());
    let halpern = Reference {
        title: "Solid-organ transplantation in HIV-infected patients".to_string(),
        authors: ["Halpern SD", "Ubel PA", "Caplan AL"]
            .iter()
            .map(|it| Person::read(it))
            .collect(),
        journal: text("The New England Journal of Medicine"),
        volume: text("347"),
        issue: text("4"),
        pages: text("284-287"),
        published: Day::of(2002, Some(7), Some(25)),
        ..Reference::default()
    };
    assert_eq!(
        cite::vancouver(&halpern),
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. \
         N Engl J Med. 2002 Jul 25;347(4):284-7."
    );
    assert_eq!(
        cite::ama(&halpern),
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. \
         N Engl J Med. 2002;347(4):284-287."
    );
    let rose = Reference {
        title: "Regulation of interstitial excitatory amino acid concentrations after cortical contusion injury".to_string(),
        authors: ["Rose ME", "Huerbin MB", "Melick J", "Marion DW", "Palmer AM", "Schiding JK", "Kochanek PM", "Graham SH"].iter().map(|it| Person::read(it)).collect(),
        journal: text("Brain research"),
        journal_short: text("Brain Res"),
        volume: text("935"),
        issue: text("1-2"),
        pages: text("40-46"),
        published: Day::of(2002, None, None),
        ..Reference::default()
    };
    assert_eq!(
        cite::vancouver(&rose),
        "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of \
         interstitial excitatory amino acid concentrations after cortical contusion injury. \
         Brain Res. 2002;935(1-2):40-6."
    );
    assert!(cite::ama(&rose).starts_with("Rose ME, Huerbin MB, Melick J, et al. Regulation"));
    let group = Reference {
        title:
            "Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance"
                .to_string(),
        authors: vec![Person::read("Diabetes Prevention Program Research Group")],
        journal: text("Hypertension"),
        volume: text("40"),
        issue: text("5"),
        pages: text("679-686"),
        published: Day::of(2002, None, None),
        ..Reference::default()
    };
    assert_eq!(
        cite::vancouver(&group),
        "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in \
         participants with impaired glucose tolerance. Hypertension. 2002;40(5):679-86."
    );
    let ahead = Reference {
        title: "Is it so?".to_string(),
        journal: text("BMJ"),
        published: Day::of(2021, Some(2), Some(3)),
        doi: text("10.1136/bmj.n1"),
        ..Reference::default()
    };
    assert_eq!(
        cite::vancouver(&ahead),
        "Is it so? BMJ. 2021 Feb 3. doi: 10.1136/bmj.n1."
    );
    assert_eq!(
        cite::ama(&ahead),
        "Is it so? BMJ. Published online February 3, 2021. doi:10.1136/bmj.n1"
    );
}
