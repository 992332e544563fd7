//! The catalogue as it is written: `assets/catalogue.toml`, built in, or a list
//! of somebody else in the same form.
//!
//! Nothing is fetched here, and no entry is taken in that could not be
//! followed: a mistake is told with its line.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;

use crate::config::ConfigError;
use crate::config::line_of;
use crate::config::vocabulary;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::Evidence;
use crate::domain::catalogue::GENERAL;
use crate::domain::catalogue::KINDS;
use crate::domain::text;

const SHIPPED: &str = include_str!("../../assets/catalogue.toml");

/// No list is longer; a longer one is somebody's mistake.
const LONGEST: usize = 10_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: u32,
    /// Stands beside the shipped one, not in its place.
    #[serde(default)]
    adds: bool,
    #[serde(default, rename = "source")]
    sources: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    kind: String,
    address: String,
    #[serde(default)]
    home: String,
    #[serde(default)]
    specialties: Vec<String>,
    issn: Option<String>,
    nlm: Option<String>,
    #[serde(default)]
    lists: u32,
    evidence: Option<String>,
    answered: Option<String>,
    #[serde(default)]
    note: String,
    off: Option<String>,
}

/// The shipped catalogue; read when first asked for, which takes milliseconds,
/// so not on the screen's task.
pub fn shipped() -> &'static Catalogue {
    static SHIPPED_ONE: LazyLock<Catalogue> = LazyLock::new(|| match parse(SHIPPED, "assets") {
        Ok((catalogue, _)) => catalogue,
        // A test reads it, so this is only what a broken build would say.
        Err(error) => {
            tracing::error!("the shipped catalogue could not be read: {error}");
            Catalogue::default()
        }
    });
    &SHIPPED_ONE
}

/// Reads a catalogue, and whether it stands beside the shipped one; `file` is
/// only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line: no TOML, an unknown word, an
/// address twice or one that cannot be followed.
pub fn parse(text: &str, file: &str) -> Result<(Catalogue, bool), ConfigError> {
    let malformed = |byte: usize, what: String| ConfigError::Malformed {
        file: file.to_string(),
        line: line_of(text, byte),
        what,
    };
    let read: File = toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        malformed(byte, error.message().to_string())
    })?;
    if read.sources.len() > LONGEST {
        return Err(malformed(
            0,
            format!("it lists more than {LONGEST} sources"),
        ));
    }
    let mut seen = HashSet::new();
    let mut entries = Vec::with_capacity(read.sources.len());
    for source in read.sources {
        let byte = source.span().start;
        let entry = entry(source.into_inner()).map_err(|what| malformed(byte, what))?;
        if !seen.insert(entry.address.clone()) {
            return Err(malformed(
                byte,
                format!("{} stands here twice", entry.address),
            ));
        }
        entries.push(entry);
    }
    Ok((Catalogue { entries }, read.adds))
}

fn entry(written: Written) -> Result<Entry, String> {
    let name = text::clean(written.name.trim()).into_owned();
    if name.is_empty() {
        return Err("a source needs a name".to_string());
    }
    let kind = KINDS.iter().find(|(_, word)| *word == written.kind);
    let Some((kind, _)) = kind else {
        let words: Vec<&str> = KINDS.iter().map(|(_, word)| *word).collect();
        return Err(format!(
            "{name} is of kind {:?}; there are {}",
            written.kind,
            words.join(", ")
        ));
    };
    let is_address = |address: &str| {
        url::Url::parse(address).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
        })
    };
    if !is_address(&written.address) {
        return Err(format!("the address of {name} is none of http or https"));
    }
    if !written.home.is_empty() && !is_address(&written.home) {
        return Err(format!("the home of {name} is no address of http or https"));
    }
    if let Some(odd) = written.specialties.iter().find(|it| !is_specialty(it)) {
        return Err(format!(
            "{name} is about {odd:?}; rounds topic list --all names the specialties, or {GENERAL}"
        ));
    }
    let evidence = match written.evidence.as_deref() {
        Some("answered") => Evidence::Answered,
        Some("broken") => Evidence::Broken,
        Some("listed") | None => Evidence::Listed,
        Some(odd) => {
            return Err(format!(
                "the evidence of {name} is {odd:?}; it must be answered, listed or broken"
            ));
        }
    };
    let cleaned = |text: Option<String>| text.map(|text| text::clean(text.trim()).into_owned());
    Ok(Entry {
        name,
        kind: *kind,
        address: written.address,
        home: written.home,
        specialties: written.specialties,
        issn: cleaned(written.issn),
        nlm: cleaned(written.nlm),
        n_lists: written.lists,
        evidence,
        answered: cleaned(written.answered),
        note: text::clean(written.note.trim()).into_owned(),
        off: cleaned(written.off),
    })
}

fn is_specialty(id: &str) -> bool {
    id == GENERAL || vocabulary::name_of(id).is_some_and(|(known, _)| known == id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::SHIPPED;
    use super::is_specialty;
    use super::parse;
    use super::shipped;
    use crate::domain::catalogue::Evidence;
    use crate::domain::catalogue::FIELDS;
    use crate::domain::catalogue::is_called;
    use crate::domain::catalogue::offers;

    #[test]
    fn every_shipped_source_has_its_shape() {
        let (catalogue, adds) = parse(SHIPPED, "catalogue.toml").unwrap();
        assert!(!adds);
        assert_eq!(catalogue.entries.len(), 270);
        let mut names = HashSet::new();
        for entry in &catalogue.entries {
            let name = &entry.name;
            assert!(names.insert(name.to_lowercase()), "{name} is there twice");
            assert!(entry.address.starts_with("https://"), "{name}");
            assert!(entry.home.starts_with("https://"), "{name}");
            assert!(!entry.specialties.is_empty(), "{name}");
            assert!(entry.n_lists > 0, "{name}: where was it seen?");
            assert!(!entry.known_from().is_empty());
            assert!(entry.answered.is_none() || entry.evidence == Evidence::Answered);
            let is_broken = entry.evidence == Evidence::Broken;
            assert!(!is_broken || entry.off.is_some(), "{name} is off, and why?");
            assert!(is_called(name, name, ""));
            if let Some(issn) = &entry.issn {
                assert!(has_its_check_digit(issn), "{name}: {issn}");
            }
            if let Some(nlm) = &entry.nlm {
                assert!(nlm.bytes().all(|b| b.is_ascii_digit()), "{name}: {nlm}");
            }
        }
    }

    /// Source: ISO 3297, the check digit by modulus 11 with weights 8 to 2.
    fn has_its_check_digit(issn: &str) -> bool {
        let digits: Vec<u32> = issn
            .chars()
            .filter(|c| *c != '-')
            .filter_map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) })
            .collect();
        let weighed = digits.iter().zip((1..=8).rev());
        digits.len() == 8 && weighed.map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
    }

    #[test]
    fn every_field_leads_to_lists_and_to_a_topic_that_rounds_ships() {
        for field in FIELDS {
            assert!(
                field.specialties.iter().all(|it| is_specialty(it)),
                "{field:?}"
            );
            let offers = offers(shipped(), &[field]);
            let n_ticked = offers.iter().filter(|offer| offer.ticked).count();
            assert!(n_ticked >= 4, "{}: {n_ticked}", field.name);
            let has_own = offers[0].name.starts_with(field.name);
            // No journal of urology is known yet; its topic is.
            let expected = !field.specialties.is_empty() && field.name != "Urology";
            assert_eq!(has_own, expected, "{}", field.name);
        }
    }

    #[test]
    fn a_list_of_somebody_else_is_refused_with_its_line() {
        let check = |text: &str, expected: &str| {
            let error = parse(text, "ours.toml").unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        };
        let source = |more: &str| {
            format!("schema = 1\n\n[[source]]\nname = \"Ours\"\nkind = \"blog\"\n{more}\n")
        };
        check(
            "schema = 1\nfoo = 2\n",
            "ours.toml, line 2: unknown field `foo`",
        );
        check(
            &source("address = \"javascript:alert(1)\""),
            "ours.toml, line 3: the address of Ours is none of http or https",
        );
        check(
            &source("address = \"https://me:pw@a.example/\""),
            "ours.toml, line 3: the address of Ours",
        );
        check(
            &source("address = \"https://a.example/\"\nspecialties = [\"alchemy\"]"),
            "ours.toml, line 3: Ours is about \"alchemy\"",
        );
        let twice = source("address = \"https://a.example/\"");
        let twice = format!("{twice}\n{}", &twice["schema = 1\n".len()..]);
        check(
            &twice,
            "ours.toml, line 9: https://a.example/ stands here twice",
        );
    }

    #[test]
    fn a_list_of_somebody_else_may_stand_beside_ours_and_at_http() {
        let text = "schema = 1\nadds = true\n[[source]]\nname = \"Ward \\u001b[2J 7\"\n\
                    kind = \"blog\"\naddress = \"http://ward7.example/feed\"\n";
        let (catalogue, adds) = parse(text, "ours.toml").unwrap();
        assert!(adds);
        let name = &catalogue.entries[0].name;
        assert!(name.chars().all(|c| !c.is_control()), "{name:?}");
    }
}
