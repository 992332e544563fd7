//! The learning log from outside: what it keeps, refuses, prints and exports.

use std::fs;

use crate::home::Home;

const NOT_CREDIT: &str = "Self-recorded learning. Not accredited CME/CPD credit.";

#[test]
fn every_word_of_the_log_that_has_a_figure_says_that_it_is_self_recorded() {
    let home = Home::new();
    home.done(&["log", "add", "--title", "Journal club", "--minutes", "60"]);
    for verb in [
        &["log"][..],
        &["log", "list", "--json"],
        &["log", "targets"],
        &["log", "export"],
        &["log", "export", "--format", "markdown"],
        &["log", "export", "--format", "html"],
        &["log", "export", "--format", "moc-transcript"],
        &["log", "export", "--format", "jsonl"],
    ] {
        assert!(home.done(verb).contains(NOT_CREDIT), "{verb:?}");
    }
}

#[test]
fn an_entry_is_corrected_withdrawn_and_brought_back_and_never_gone() {
    let home = Home::new();
    home.done(&["log", "add", "--title", "A trial", "--minutes", "25"]);
    home.done(&["log", "correct", "1", "--minutes", "20"]);
    assert!(home.done(&["log"]).contains("0:20, Reading: A trial"));
    home.done(&["log", "withdraw", "2"]);
    assert!(!home.done(&["log"]).contains("A trial"));
    home.done(&["undo"]);
    assert!(home.done(&["log"]).contains("0:20, Reading: A trial"));
    let all = home.done(&["log", "export", "--format", "jsonl"]);
    assert_eq!(all.lines().count(), 5);
}

#[test]
fn what_may_name_a_patient_is_refused_until_the_person_says_it_does_not() {
    let home = Home::new();
    let add = |more: &[&str]| {
        let words = [
            "log",
            "add",
            "--title",
            "A case",
            "--minutes",
            "5",
            "--learned",
        ];
        home.run(&[&words[..], &["Ask J.S., 74"], more].concat())
    };
    let refused = add(&[]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("initials with an age"), "{said}");
    assert!(!home.done(&["log"]).contains("A case"));
    assert!(add(&["--anyway"]).status.success());
    assert!(
        home.done(&["log", "export", "--format", "jsonl"])
            .contains("overridden")
    );
}

#[test]
fn minutes_are_said_and_a_closed_year_takes_nothing_more() {
    let home = Home::new();
    let silent = home.run(&["log", "add", "--title", "A trial"]);
    assert_eq!(silent.status.code(), Some(2));
    let add = [
        "log",
        "add",
        "--title",
        "Old",
        "--minutes",
        "5",
        "--on",
        "2024-05-01",
    ];
    home.done(&add);
    assert_eq!(home.run(&["log", "close", "2024"]).status.code(), Some(1));
    home.done(&["log", "close", "2024", "--yes"]);
    let late = home.run(&add);
    assert!(String::from_utf8_lossy(&late.stderr).contains("closed up to 2024-12-31"));
    assert_eq!(home.run(&["log", "withdraw", "1"]).status.code(), Some(1));
    assert!(
        home.done(&["log", "list", "--year", "2024"])
            .contains("Old")
    );
}

#[test]
fn figures_of_bodies_are_the_persons_to_choose_and_to_change() {
    let home = Home::new();
    let config = home.path().join("config");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("config.toml"),
        "[learning]\nbodies = [\"uk-federation\"]\n",
    )
    .unwrap();
    home.done(&["log", "add", "--title", "A trial", "--minutes", "90"]);
    let figure = "you recorded 1.5 of 50 h (your entries; body's page, undated)";
    assert!(home.done(&["log"]).contains(figure));
    home.done(&["log", "targets", "--write"]);
    assert_eq!(
        home.run(&["log", "targets", "--write"]).status.code(),
        Some(1)
    );
    let file = config.join("bodies.toml");
    let text = fs::read_to_string(&file).unwrap();
    let own = text.replace("\ntarget = 50", "\ntarget = 30");
    fs::write(&file, own).unwrap();
    assert!(home.done(&["log"]).contains("1.5 of 30 h"));
}
