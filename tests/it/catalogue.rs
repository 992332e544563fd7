//! The catalogue from the command line, against a server on loopback.

use crate::home::Home;
use crate::server::Server;

/// A list of somebody's own whose sources lie at the server.
pub fn list_at(server: &Server, more: &str, sources: &[(&str, &str, &str, &str)]) -> String {
    let mut text = format!("schema = 1\n{more}\n");
    for (name, kind, path, specialty) in sources {
        let address = server.url(path);
        text.push_str(&format!(
            "[[source]]\nname = {name:?}\nkind = {kind:?}\naddress = {address:?}\n\
             home = \"https://home.example{path}\"\nspecialties = [{specialty:?}]\nlists = 3\n",
        ));
    }
    text
}

fn run(home: &Home, catalogue: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = home.command(args);
    let output = command.env("ROUNDS_CATALOG", catalogue).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn the_shipped_catalogue_is_listed_and_searched_without_asking_anybody() {
    let home = Home::new();
    let said = home.done(&["catalogue", "jama", "cardiology"]);
    assert!(
        said.contains("JAMA Cardiology · journal · on 3 public lists"),
        "{said}"
    );
    assert!(!said.contains("Lancet"), "{said}");
    let all = home.json(&["catalogue", "--json", "--all"]);
    assert_eq!(all.len(), 270);
    assert_eq!(all.iter().filter(|it| !it["off"].is_null()).count(), 3);
    let wrong = home.run(&["catalogue", "--specialty", "alchemy"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_list_of_ones_own_stands_in_the_place_of_ours_or_beside_it() {
    let (home, server) = (Home::new(), Server::start());
    let file = home.path().join("ours.toml");
    let sources = [("Ward 7", "blog", "/ward", "cardiology")];
    std::fs::write(&file, list_at(&server, "", &sources)).unwrap();
    let file = file.to_str().unwrap();
    let (_, said, _) = run(&home, file, &["catalogue"]);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.starts_with("Ward 7 · blog"), "{said}");
    std::fs::write(file, list_at(&server, "adds = true", &sources)).unwrap();
    let (_, said, _) = run(&home, file, &["catalogue"]);
    assert!(
        said.contains("Ward 7") && said.contains("JAMA Cardiology"),
        "{said}"
    );
}

#[test]
fn a_list_at_an_address_is_kept_for_when_it_cannot_be_asked() {
    let (home, server) = (Home::new(), Server::start());
    let text = list_at(&server, "", &[("Ward 7", "blog", "/ward", "cardiology")]);
    server.set(
        "/list.toml",
        crate::server::Answer::Body("text/plain", text),
    );
    let list = server.url("/list.toml");
    home.done(&["sources"]);
    let (_, said, _) = run(&home, &list, &["catalogue"]);
    assert!(said.starts_with("Ward 7"), "{said}");
    server.set("/list.toml", crate::server::Answer::Status(500));
    let (_, said, why) = run(&home, &list, &["catalogue"]);
    assert!(said.starts_with("Ward 7"), "{said}");
    assert!(
        why.contains("The list is used as it was last read"),
        "{why}"
    );
}

#[test]
fn a_broken_list_is_named_with_its_line_and_ours_is_used() {
    let home = Home::new();
    let file = home.path().join("ours.toml");
    std::fs::write(&file, "schema = 1\nwhat = 2\n").unwrap();
    let (code, said, why) = run(
        &home,
        file.to_str().unwrap(),
        &["catalogue", "retraction watch"],
    );
    assert_eq!(code, Some(0));
    assert!(said.starts_with("Retraction Watch"), "{said}");
    assert!(
        why.contains("ours.toml, line 2") && why.contains("shipped catalogue"),
        "{why}"
    );
}

#[test]
fn a_check_says_who_is_dead_and_who_answers_under_another_name() {
    let (home, server) = (Home::new(), Server::start());
    server.set_feed("/heart", "Heart", 1, 3);
    server.set_feed("/stroke", "Facial Plastic Surgery", 1, 3);
    let file = home.path().join("ours.toml");
    let sources = [
        ("Heart", "journal", "/heart", "cardiology"),
        ("Stroke", "journal", "/stroke", "stroke"),
        ("Gone", "blog", "/gone", "cardiology"),
    ];
    std::fs::write(&file, list_at(&server, "", &sources)).unwrap();
    let file = file.to_str().unwrap();
    let (code, said, note) = run(&home, file, &["catalogue", "--check"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("dead Gone: 404"), "{said}");
    assert!(
        said.contains("look Stroke: It calls itself Facial Plastic Surgery"),
        "{said}"
    );
    assert!(!said.contains("Heart"), "{said}");
    assert!(
        note.contains("3 sources asked: 1 as the catalogue says, 1 to look at, 1 dead"),
        "{note}"
    );
    let (_, json, _) = run(&home, file, &["catalogue", "--check", "--json", "stroke"]);
    let object: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(object["title"], "Facial Plastic Surgery");
    assert_eq!(object["answers"], true);
}
