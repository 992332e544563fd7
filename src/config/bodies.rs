//! The bodies that count learning: `bodies.toml`, the person's own copy where
//! there is one, else the one that is shipped.
//!
//! Their figures are data with a date, because they change every year.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::config::ConfigError;
use crate::config::line_of;
use crate::domain::learning::Day;
use crate::domain::learning::Kind;
use crate::domain::learning::body::Body;
use crate::domain::learning::body::Unit;
use crate::domain::learning::body::Worth;

/// What a person without a file of their own has.
pub const SHIPPED: &str = include_str!("../../assets/bodies.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    body: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: String,
    unit: WrittenUnit,
    target: Option<f64>,
    years: i16,
    begins: Day,
    #[serde(default)]
    page: String,
    page_of: Option<String>,
    #[serde(default)]
    note: String,
    per_hour: Option<f64>,
    step_minutes: Option<u32>,
    per_item: Option<BTreeMap<String, f64>>,
    most: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenUnit {
    Hours,
    Credits,
}

/// The bodies of a file; the shipped ones where there is none.
///
/// # Errors
///
/// [`ConfigError`] with file and line.
pub fn read(file: &Path) -> Result<Vec<Body>, ConfigError> {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => parse(&text, &name),
        Err(error) if error.kind() == io::ErrorKind::NotFound => parse(SHIPPED, "bodies.toml"),
        Err(source) => Err(ConfigError::Unreadable { file: name, source }),
    }
}

/// The bodies that a text says; `file` is only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line.
pub fn parse(text: &str, file: &str) -> Result<Vec<Body>, ConfigError> {
    let malformed = |line: usize, what: String| ConfigError::Malformed {
        file: file.to_string(),
        line,
        what,
    };
    let read: File = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        malformed(line_of(text, start), error.message().to_string())
    })?;
    let mut bodies: Vec<Body> = Vec::new();
    for written in read.body {
        let id = written.id.clone();
        let line = text.find(&format!("id = \"{id}\""));
        let line = line_of(text, line.unwrap_or(0));
        if bodies.iter().any(|known| known.id == id) {
            return Err(malformed(line, format!("two bodies are called {id:?}")));
        }
        let body = meaning(written).map_err(|what| malformed(line, format!("{id}: {what}")))?;
        bodies.push(body);
    }
    Ok(bodies)
}

/// Those of these names, in their order, and a sentence for each name that
/// means none.
pub fn chosen(all: &[Body], names: &[String]) -> (Vec<Body>, Vec<String>) {
    let mut chosen = Vec::new();
    let mut problems = Vec::new();
    for name in names {
        match all.iter().find(|body| body.id == *name) {
            Some(body) => chosen.push(body.clone()),
            None => {
                let known: Vec<&str> = all.iter().map(|body| body.id.as_str()).collect();
                problems.push(format!(
                    "learning.bodies names {name:?}, which bodies.toml does not; it has {}",
                    known.join(", ")
                ));
            }
        }
    }
    (chosen, problems)
}

fn meaning(written: Written) -> Result<Body, String> {
    let worth = match (written.per_hour, written.per_item) {
        (Some(_), Some(_)) => return Err("per_hour and per_item exclude each other".to_string()),
        (Some(per_hour), None) => Worth::Time {
            per_hour: hundredths(per_hour)?,
            step: written.step_minutes.unwrap_or(1),
        },
        (None, Some(items)) => {
            let of = |(word, amount): (String, f64)| match Kind::from_word(&word) {
                Some(kind) => Ok((kind, hundredths(amount)?)),
                None => Err(format!("{word:?} is no kind of learning")),
            };
            Worth::Items(items.into_iter().map(of).collect::<Result<_, _>>()?)
        }
        (None, None) => Worth::Nothing,
    };
    if !(1..=20).contains(&written.years) {
        return Err(format!("years is {}; it must be 1 to 20", written.years));
    }
    Ok(Body {
        id: written.id,
        name: written.name,
        unit: match written.unit {
            WrittenUnit::Hours => Unit::Hours,
            WrittenUnit::Credits => Unit::Credits,
        },
        target: written.target.map(hundredths).transpose()?,
        years: written.years,
        begins: written.begins,
        page: written.page,
        page_of: written.page_of,
        note: written.note,
        worth,
        most: written.most.map(hundredths).transpose()?,
    })
}

/// An amount in hundredths; up to ten thousand of a unit.
fn hundredths(amount: f64) -> Result<u32, String> {
    match amount {
        0.0..=10_000.0 => Ok((amount * 100.0).round() as u32),
        _ => Err(format!("{amount} is no amount from 0 to 10000")),
    }
}

#[cfg(test)]
mod tests {
    use super::SHIPPED;
    use super::parse;

    #[test]
    fn the_shipped_bodies_are_read_and_say_how_old_they_are() {
        let bodies = parse(SHIPPED, "bodies.toml").unwrap();
        let ids: Vec<&str> = bodies.iter().map(|body| body.id.as_str()).collect();
        for wanted in [
            "mine",
            "ama-pra-2",
            "aafp",
            "royal-college-moc",
            "uk-federation",
            "australia-mba",
            "eaccme",
        ] {
            assert!(ids.contains(&wanted), "{wanted}");
        }
        for body in &bodies {
            assert_eq!(body.page.is_empty(), body.id == "mine", "{}", body.id);
            assert!(!body.note.is_empty(), "{}", body.id);
            if let Some(date) = &body.page_of {
                let year: i16 = date[..4].parse().unwrap();
                assert!((2015..=2100).contains(&year), "{}", body.id);
            }
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_its_line() {
        let said = |change: &str| {
            let text = format!(
                "# one\n[[body]]\nid = \"a\"\nname = \"A\"\nunit = \"hours\"\n\
                 begins = \"2025-01-01\"\n{change}\n"
            );
            parse(&text, "b.toml").unwrap_err().to_string()
        };
        assert!(said("years = 0").starts_with("b.toml, line 3: a: years is 0"));
        assert!(said("years = 1\nper_item = { book = 1 }").contains("\"book\" is no kind"));
        assert!(said("years = 1\ntarget = -5").contains("-5"));
        assert!(said("years = 1\nbegin = 3").starts_with("b.toml, line 8"));
    }
}
