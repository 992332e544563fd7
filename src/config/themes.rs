//! A person's own theme: a file of colours over one of those that rounds has.
//!
//! `themes/NAME.toml` beside the settings: `base` names a theme that is there,
//! and what is not named comes from it.

use std::fs;
use std::path::Path;

use crate::app::paints;
use crate::app::paints::Own;
use crate::app::paints::Paint;
use crate::config::ConfigError;
use crate::config::line_of;

/// Reads a theme.
///
/// # Errors
///
/// [`ConfigError`] with file and line.
pub fn read(file: &Path) -> Result<Own, ConfigError> {
    let name = file.display().to_string();
    match fs::read_to_string(file) {
        Ok(text) => parse(&text, &name),
        Err(source) => Err(ConfigError::Unreadable { file: name, source }),
    }
}

/// Reads a theme from text; `file` is only for the message.
///
/// # Errors
///
/// [`ConfigError::Malformed`] with the line.
pub fn parse(text: &str, file: &str) -> Result<Own, ConfigError> {
    let wrong = |line: usize, what: String| ConfigError::Malformed {
        file: file.to_string(),
        line,
        what,
    };
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        wrong(line, error.message().to_string())
    })?;
    // The parser gives no places of values; a name stands once.
    let line_with = |name: &str| {
        let begins = |line: &str| line.trim_start().starts_with(name);
        text.lines().position(begins).map_or(1, |at| at + 1)
    };
    let base = table.get("base").and_then(toml::Value::as_str);
    let (mut paints, light) = match base.unwrap_or("dark") {
        "dark" => (paints::DARK, false),
        "light" => (paints::LIGHT, true),
        "contrast-dark" => (paints::CONTRAST_DARK, false),
        "contrast-light" => (paints::CONTRAST_LIGHT, true),
        other => {
            let what = format!(
                "base is {other:?}; it must be dark, light, contrast-dark or contrast-light"
            );
            return Err(wrong(line_with("base"), what));
        }
    };
    for (name, value) in table.iter().filter(|(name, _)| *name != "base") {
        let mut named = paints.named_mut();
        let Some((_, paint)) = named.iter_mut().find(|(known, _)| known == name) else {
            let known = named.map(|(known, _)| known).join(", ");
            let what = format!("no colour is called {name:?}; there are {known}");
            return Err(wrong(line_with(name), what));
        };
        let read = match value {
            toml::Value::String(hex) => Paint::parse(hex),
            value => value
                .as_integer()
                .and_then(|index| u8::try_from(index).ok())
                .map(Paint::Nth),
        };
        match read {
            Some(read) => **paint = read,
            None => {
                let what = format!("{name} must be \"#rrggbb\" or a number from 0 to 255");
                return Err(wrong(line_with(name), what));
            }
        }
    }
    Ok(Own { paints, light })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::app::paints;
    use crate::app::paints::Paint;

    #[test]
    fn what_a_theme_does_not_name_comes_from_its_base() {
        let own = parse("base = \"light\"\ntext = \"#102030\"\naccent = 25\n", "x").unwrap();
        assert!(own.light);
        assert_eq!(own.paints.text, Paint::Rgb(0x10, 0x20, 0x30));
        assert_eq!(own.paints.accent, Paint::Nth(25));
        assert_eq!(own.paints.dim, paints::LIGHT.dim);
        assert_eq!(parse("", "x").unwrap().paints, paints::DARK);
    }

    #[test]
    fn a_wrong_theme_says_where_and_what() {
        for (text, line, what) in [
            ("base = \"dim\"", 1, "base is \"dim\""),
            ("\ntexte = \"#102030\"", 2, "no colour is called \"texte\""),
            ("text = \"red\"", 1, "text must be"),
            ("text = 256", 1, "text must be"),
            ("text = ", 1, ""),
        ] {
            let said = parse(text, "mine.toml").unwrap_err().to_string();
            assert!(said.contains(&format!("mine.toml, line {line}:")), "{said}");
            assert!(said.contains(what), "{said}");
        }
    }
}
