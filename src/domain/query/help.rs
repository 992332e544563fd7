//! The page of help on queries, made from the table of fields.

use crate::domain::query::fields::FIELDS;
use crate::domain::query::fields::Values;
use crate::domain::query::when;

/// One line: what to write, and what it finds. A line without the second is a
/// heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub write: String,
    pub finds: String,
}

/// What needs no field: an example each, and what it finds.
const SIGNS: &[(&str, &str)] = &[
    ("heart failure", "both words, anywhere"),
    ("\"heart failure\"", "the words one behind the other"),
    ("cardio*", "words that begin so"),
    ("gout OR pseudogout", "one of them, or both"),
    (
        "statin -review",
        "the first without the second; also NOT review",
    ),
    ("(gout OR urate) type:rct", "parentheses hold together"),
    (
        "β-blocker CO₂",
        "also beta-blocker and CO2; accents and case do not matter",
    ),
];

/// The whole page, from the top.
pub fn page() -> Vec<Line> {
    let line = |write: &str, finds: &str| Line {
        write: write.to_string(),
        finds: finds.to_string(),
    };
    let mut lines = vec![line("Words", "")];
    lines.extend(SIGNS.iter().map(|(write, finds)| line(write, finds)));
    lines.push(line("Fields", ""));
    for field in FIELDS {
        let example = field.examples.first().copied().unwrap_or_default();
        lines.push(line(example, field.help));
        match &field.values {
            Values::OneOf(values) => {
                let words: Vec<&str> = values.iter().map(|value| value.word).collect();
                let name = format!("  {}:", field.name);
                lines.push(line(&name, &words.join(", ")));
            }
            Values::Time(_) => {
                let name = format!("  {}:", field.name);
                lines.push(line(&name, when::SPELLINGS));
            }
            Values::Words(_) | Values::Names(_) => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::parse::strict;

    #[test]
    fn every_example_of_the_page_is_understood() {
        for (write, _) in SIGNS {
            assert!(matches!(strict(write), Ok(Some(_))), "{write}");
        }
        for line in page() {
            let is_example = !line.finds.is_empty() && !line.write.starts_with(' ');
            if is_example {
                assert!(strict(&line.write).is_ok(), "{}", line.write);
            }
        }
    }

    #[test]
    fn every_field_is_on_the_page() {
        let lines = page();
        for field in FIELDS {
            let is_there = lines.iter().any(|line| line.finds == field.help);
            assert!(is_there, "{}", field.name);
        }
    }
}
