//! Manual pages, completions and help, as people get them.

use std::process::Command;

use crate::home::Home;

#[test]
fn the_three_pages_are_written_and_roff_takes_them() {
    let home = Home::new();
    let folder = home.path().join("man");
    home.done(&["man", "--folder", &folder.to_string_lossy()]);
    for (file, holds) in [
        ("rounds.1", "EXIT STATUS"),
        ("rounds-config.5", "interval"),
        ("rounds-query.7", "type:rct"),
    ] {
        let page = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(page.contains(holds), "{file}: {page}");
        assert!(page.contains(".TH"), "{file}");
        // Where there is a formatter, it has nothing to complain of.
        let output = Command::new("groff")
            .args(["-k", "-man", "-Tutf8", "-ww", "-z"])
            .arg(folder.join(file))
            .output();
        match output {
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(said.is_empty(), "{file}: {said}");
            }
            Err(_) => eprintln!("skipped: groff is not here"),
        }
    }
    let page = home.done(&["man"]);
    assert!(page.contains("rounds follow") && !page.contains("follow(1)"));
    assert_eq!(
        home.done(&["man", "query"]),
        std::fs::read_to_string(folder.join("rounds-query.7")).unwrap()
    );
}

#[test]
fn every_shell_gets_every_verb() {
    let home = Home::new();
    let verbs = home.done(&["help", "verbs"]);
    let verbs: Vec<&str> = verbs
        .lines()
        // What goes on in the next line stands further in.
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 25, "{verbs:?}");
    for shell in ["bash", "zsh", "fish"] {
        let script = home.done(&["completions", shell]);
        for verb in &verbs {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn help_lists_its_topics_and_each_has_a_page() {
    let home = Home::new();
    let contents = home.done(&["help"]);
    let topics: Vec<&str> = contents
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for wanted in ["keys", "query", "config", "privacy", "files", "cme"] {
        assert!(topics.contains(&wanted), "{contents}");
    }
    for topic in topics {
        assert!(home.done(&["help", topic]).lines().count() > 5, "{topic}");
    }
    assert!(home.done(&["help", "show"]).contains("--next"));
    let output = home.run(&["help", "qery"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("Did you mean rounds help query"), "{said}");
}
