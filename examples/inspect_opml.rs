//! Prints the sources of an OPML file, a line of JSON each.

use std::process::ExitCode;

use rounds::opml::Entry;

fn main() -> ExitCode {
    let Some(bytes) = std::env::args()
        .nth(1)
        .and_then(|path| std::fs::read(path).ok())
    else {
        eprintln!("usage: inspect_opml FILE");
        return ExitCode::from(2);
    };
    let outline = rounds::opml::read(&bytes);
    for problem in &outline.problems {
        eprintln!("{problem}");
    }
    for entry in &outline.entries {
        println!("{}", line(entry));
    }
    match outline.recognised {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

pub fn line(entry: &Entry) -> serde_json::Value {
    serde_json::json!({
        "title": entry.source.title,
        "url": entry.source.address,
        "folder": entry.path,
    })
}
