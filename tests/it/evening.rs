//! A person's evening, from nothing, by keys on the real screen: follow, save,
//! lose the network, read, note, review, log, and give it out. What is written
//! is compared to the letter.

use std::fs;

use crate::home::Home;
use crate::server::Answer;
use crate::server::Server;
use crate::terminal::PATIENCE;
use crate::terminal::Term;

/// Invented; so long that it is read in several screens.
const LONG: usize = 120;

fn feed() -> String {
    let words = "Salt words go on. ".repeat(LONG);
    let items = [
        (
            "Sodium and heart failure",
            format!("{words}The end of salt."),
        ),
        (
            "Beta blockers after infarction",
            "The trial in short.".to_string(),
        ),
        (
            "Cuffs that are too small",
            "They read too high.".to_string(),
        ),
        ("A letter nobody saves", "Words.".to_string()),
    ];
    let items: String = items
        .iter()
        .enumerate()
        .map(|(n, (title, text))| {
            format!(
                "<item><guid>{n}</guid><title>{title}</title><link>https://a.example/{n}</link>\
                 <pubDate>{:02} Nov 2025 08:00:00 GMT</pubDate>\
                 <description>{text}</description></item>",
                10 - n
            )
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>Heart Letters</title>{items}</channel></rss>")
}

fn message(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(2)].to_string()
}

/// The line below an article: how far it was read.
fn foot(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(3)].to_string()
}

/// Types keys, and waits until the message line says so.
#[track_caller]
fn says(term: &mut Term, keys: &str, words: &str) -> String {
    term.send(keys);
    match term.wait(PATIENCE, |text| message(text).contains(words)) {
        Ok((text, _)) => text,
        Err(text) => panic!("{words:?} was never said:\n{text}"),
    }
}

/// Types keys, and waits until this shows anywhere.
#[track_caller]
fn shows(term: &mut Term, keys: &str, words: &str) -> String {
    term.send(keys);
    term.expect(words)
}

/// Selects the row of a title, going down from the top.
#[track_caller]
fn select(term: &mut Term, title: &str) {
    let on = |text: &str| {
        let mut lines = text.lines();
        lines.any(|line| line.contains('▌') && line.contains(title))
    };
    term.send("gg");
    for _ in 0..6 {
        if term.wait(std::time::Duration::from_millis(300), on).is_ok() {
            return;
        }
        term.send("j");
    }
    panic!("{title} is not there:\n{}", term.text());
}

/// Gives out what is offered, in the first form, to a file.
#[track_caller]
fn give(term: &mut Term, keys: &str, file: &std::path::Path) {
    shows(term, keys, "Enter: where to");
    shows(term, "\r", "Export to");
    // Ctrl-U empties the line.
    term.send("\u{15}");
    term.send(&file.to_string_lossy());
    says(term, "\r", "written to");
}

const RIS: &str = "TY  - ELEC\r\nTI  - Sodium and heart failure\r\nPY  - 2025\r\nDA  - 2025/11/10/\r\n\
    UR  - https://a.example/0\r\nDP  - Heart Letters\r\nY2  - 2025/11/18/10:44:00Z\r\nAB  - {salt}\r\n\
    N1  - Ask the renal team on Tuesday\r\nER  - \r\n\r\n\
    TY  - ELEC\r\nTI  - Beta blockers after infarction\r\nPY  - 2025\r\nDA  - 2025/11/09/\r\n\
    UR  - https://a.example/1\r\nDP  - Heart Letters\r\nY2  - 2025/11/18/10:44:00Z\r\n\
    AB  - The trial in short.\r\nER  - \r\n\r\n\
    TY  - ELEC\r\nTI  - Cuffs that are too small\r\nPY  - 2025\r\nDA  - 2025/11/08/\r\n\
    UR  - https://a.example/2\r\nDP  - Heart Letters\r\nY2  - 2025/11/18/10:44:00Z\r\n\
    AB  - They read too high.\r\nER  - \r\n\r\n";

const CSV: &str = "id,learned_on,title,source,kind,minutes,minutes_from,scope,doi,pmid,url,question,takeaway,change,record\r\n\
    1,2025-11-18,Sodium and heart failure,Heart Letters,article,12,user,Heart failure,,,a.example/0,,,,\
    Self-recorded learning. Not accredited CME/CPD credit.\r\n";

#[test]
fn an_evening_from_nothing_to_the_exported_files() {
    let server = Server::start();
    let body = Answer::Body("application/rss+xml", feed());
    server.set("/heart", body);
    let home = Home::new();
    let mut term = home.screen(80, 24, &[]);
    term.expect("You follow nothing yet.");

    // Follow a source.
    shows(&mut term, "+", "Address of a feed");
    term.send(&server.url("/heart"));
    shows(&mut term, "\r", "4 items");
    shows(&mut term, "\r", "Sodium and heart failure");
    says(&mut term, "", "1 of 1 fetched");

    // Save three.
    for title in [
        "Sodium and heart failure",
        "Beta blockers after infarction",
        "Cuffs that are too small",
    ] {
        select(&mut term, title);
        term.send("s");
        let starred = |text: &str| {
            let row = text
                .lines()
                .find(|line| line.contains('▌'))
                .unwrap_or_default();
            row.contains('★') && message(text).contains("Saved.")
        };
        term.wait(PATIENCE, starred).unwrap();
    }

    // The network goes.
    server.stop();
    shows(&mut term, "R", "offline");
    assert_eq!(server.hits().len(), 2, "found and fetched, nothing since");

    // Read one to its end, without it.
    select(&mut term, "Sodium and heart failure");
    shows(&mut term, "\r", "Article 1 of 4");
    shows(&mut term, "", "51%");
    let mut n_screens = 1;
    while !foot(&term.text()).contains("end") {
        let before = term.text();
        term.send(" ");
        // The line below the text is painted after it.
        term.wait(PATIENCE, |text| foot(text) != foot(&before))
            .unwrap();
        n_screens += 1;
        assert!(n_screens < 9, "{}", term.text());
    }
    assert!(n_screens > 1);
    let text = term.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("The end of salt."), "{text}");

    // A note, a card, an entry.
    shows(&mut term, "e", "Never write patient details.");
    term.send("Ask the renal team on Tuesday");
    says(&mut term, "\r", "Note kept.");
    shows(&mut term, "zr", "Enter");
    term.send("How much salt?");
    says(&mut term, "\r", "In review; due now.");
    shows(&mut term, "gr", "How much salt?");
    shows(&mut term, " ", "Ask the renal team on Tuesday");
    let done = "1 card reviewed. The next is due on 2025-11-20.";
    shows(&mut term, "3", done);
    shows(&mut term, "q", "of salt.");
    shows(&mut term, "c", "Log this");
    term.send("12");
    says(&mut term, "\r", "Logged 0:12.");
    shows(&mut term, "q", "A letter nobody saves");

    // And out.
    let (ris, csv) = (home.path().join("saved.ris"), home.path().join("log.csv"));
    shows(&mut term, "X", "this item");
    give(&mut term, "\t", &ris);
    shows(&mut term, "C", "0:12 h recorded");
    give(&mut term, "X", &csv);
    term.send("Q");
    assert_eq!(term.code(), 0);

    let salt = format!("{}The end of salt.", "Salt words go on. ".repeat(LONG));
    let expected = RIS.replace("{salt}", &salt);
    assert_eq!(fs::read_to_string(&ris).unwrap(), expected);
    assert_eq!(fs::read_to_string(&csv).unwrap(), CSV);

    // The next morning it is all there.
    let term = home.screen(80, 24, &[]);
    term.expect("Sodium and heart failure");
    drop(term);
    assert_eq!(home.json(&["timeline", "--saved", "--json"]).len(), 3);
    assert!(
        home.done(&["show", "https://a.example/0"])
            .contains("Ask the renal team on Tuesday")
    );
    // Its one source is away, which the doctor says; the file is whole.
    let found = home.run(&["doctor"]).stdout;
    assert!(String::from_utf8_lossy(&found).contains("rounds.db is whole"));
}
