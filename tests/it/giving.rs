//! What is kept, given to other programs and taken from them, from outside.

use std::fs;

use crate::home::Home;

const RIS: &str = "TY  - JOUR\r\nTI  - Dapagliflozin in heart failure\r\nAU  - McMurray, John J. V.\r\nT2  - N Engl J Med\r\nPY  - 2019\r\nDO  - 10.1056/NEJMoa1911303\r\nN1  - Ask on Tuesday\r\nER  - \r\nTY  - ELEC\r\nTI  - A post\r\nUR  - https://blog.example/a\r\nER  - \r\n";

/// A home into which two references were brought.
fn brought() -> Home {
    let home = Home::new();
    let file = home.path().join("in.ris");
    fs::write(&file, RIS).unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("2 references read as RIS: 2 new."), "{said}");
    home
}

#[test]
fn what_came_in_a_file_is_saved_and_goes_out_in_every_form() {
    let home = brought();
    let saved = home.json(&["timeline", "--saved", "--json"]);
    assert_eq!(saved.len(), 2);
    for format in [
        "ris",
        "bibtex",
        "biblatex",
        "csl-json",
        "nbib",
        "markdown",
        "csv",
        "html",
        "jsonl",
        "bookmarks",
        "vancouver",
        "ama",
    ] {
        let text = home.done(&["export", "--format", format]);
        assert!(
            text.contains("apagliflozin in heart failure"),
            "{format}: {text}"
        );
    }
    home.done(&["undo"]);
    assert!(home.json(&["timeline", "--saved", "--json"]).is_empty());
}

#[test]
fn tags_are_given_found_taken_off_and_go_out_in_every_form_that_has_them() {
    let home = brought();
    let doi = "10.1056/nejmoa1911303";
    home.done(&["tag", doi, "CKD", "journal club"]);
    home.done(&["tag", "https://blog.example/a", "#ckd"]);
    assert_eq!(home.done(&["tag"]), "CKD: 2 saved\njournal club: 1 saved\n");
    assert_eq!(home.done(&["tag", doi]), "CKD\njournal club\n");
    let query = ["timeline", "--query", "tag:\"journal club\"", "--json"];
    assert_eq!(home.json(&query).len(), 1);
    for (format, written) in [
        ("ris", "KW  - journal club"),
        ("bibtex", "keywords = {CKD, journal club}"),
        ("csl-json", "\"CKD; journal club\""),
        ("nbib", "OT  - journal club"),
        ("markdown", "#CKD"),
        ("csv", "CKD; journal club"),
        ("html", "Tags: CKD, journal club"),
        ("jsonl", "[\"CKD\",\"journal club\"]"),
        ("bookmarks", "TAGS=\"CKD\""),
    ] {
        let text = home.done(&["export", "--saved", "--format", format]);
        assert!(text.contains(written), "{format}: {text}");
    }

    // Another home gets them by a file.
    let file = home.path().join("out.ris");
    let text = home.done(&["export", "--saved", "--format", "ris"]);
    fs::write(&file, &text).unwrap();
    let other = Home::new();
    other.done(&["import", &file.to_string_lossy()]);
    assert_eq!(
        other.done(&["tag"]),
        "CKD: 2 saved\njournal club: 1 saved\n"
    );
    other.done(&["undo"]);
    assert_eq!(other.done(&["tag"]), "");

    home.done(&["tag", doi, "journal club", "--remove"]);
    assert_eq!(home.done(&["tag"]), "CKD: 2 saved\n");
    home.done(&["undo"]);
    assert_eq!(home.done(&["tag", doi]), "CKD\njournal club\n");
}

#[test]
fn json_lines_bring_all_of_it_to_another_home() {
    let home = brought();
    let text = home.done(&["export", "--format", "jsonl", "--saved"]);
    let file = home.path().join("out.jsonl");
    fs::write(&file, &text).unwrap();
    let other = Home::new();
    other.done(&["import", &file.to_string_lossy()]);
    assert_eq!(other.done(&["export", "--format", "jsonl"]), text);
    let again = other.json(&["import", &file.to_string_lossy(), "--json"]);
    assert_eq!(
        (&again[0]["new"], &again[0]["saved_before"]),
        (&0.into(), &2.into())
    );
}

#[test]
fn one_item_a_query_and_a_file_that_is_there() {
    let home = brought();
    home.done(&["timeline", "--saved"]);
    let one = home.done(&["export", "10.1056/nejmoa1911303", "--format", "vancouver"]);
    assert!(
        one.starts_with("1. McMurray JJV. Dapagliflozin in heart failure."),
        "{one}"
    );
    let words = home.done(&["export", "--saved", "--query", "post", "--format", "ris"]);
    assert_eq!(words.matches("TY  - ").count(), 1);
    let file = home.path().join("out.bib");
    let name = file.to_string_lossy().into_owned();
    home.done(&["export", "--saved", "-o", &name]);
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .contains("@article{mcmurray2019dapagliflozin,")
    );
    let refused = home.run(&["export", "--saved", "-o", &name]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is there already"));
    home.done(&["export", "--saved", "-o", &name, "--force"]);
    let bom = home.done(&["export", "--saved", "--format", "csv", "--bom"]);
    assert!(bom.starts_with("\u{FEFF}title,"));
    let wrong = home.run(&["export", "--saved"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn what_cannot_be_read_is_said_with_its_line_and_stops_nothing() {
    let home = Home::new();
    let file = home.path().join("in.bib");
    fs::write(
        &file,
        "@article{a, title = {A}}\n@article{b, title = {never ends\n@misc{c, title={C}}\n",
    )
    .unwrap();
    let output = home.run(&["import", &file.to_string_lossy()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("line 2: this entry cannot be read"), "{said}");
    assert!(
        said.contains("2 references read as BibTeX: 2 new, 1 not read"),
        "{said}"
    );
}
