//! Reads `{"n","a","b"}` a line and says whether they are one work; for the
//! corpus score only, until the command line has it.

use std::io::BufRead;
use std::io::Write;

use rounds::domain::ident;
use rounds::domain::same::Clue;
use rounds::domain::same::same_work;
use rounds::domain::time::UtcTime;
use serde_json::Value;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let why = same_work(&clue(&question["a"]), &clue(&question["b"]));
        let answer = serde_json::json!({ "n": question["n"], "same": why.is_some(), "why": format!("{why:?}") });
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn clue(value: &Value) -> Clue {
    let text = |name: &str| value[name].as_str().map(str::to_string);
    let mut identifiers = ident::from_field("doi", value["doi"].as_str().unwrap_or(""));
    identifiers.extend(ident::from_field(
        "pmid",
        value["pmid"].as_str().unwrap_or(""),
    ));
    Clue {
        title: text("title").unwrap_or_default(),
        link: text("link"),
        id: text("id"),
        published: value["published"].as_str().and_then(time),
        identifiers,
        enclosure: text("enc"),
    }
}

fn time(text: &str) -> Option<UtcTime> {
    if let Some(time) = UtcTime::parse(text) {
        return Some(time);
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(UtcTime(zoned.timestamp().as_second()));
    }
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    UtcTime::parse(&format!("{date}T00:00:00Z"))
}
