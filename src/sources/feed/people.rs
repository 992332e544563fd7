//! Names of authors, out of the forms feeds write them in.
//!
//! Addresses of e-mail are left out where there is a name: a person reads who
//! wrote, not where to write.

use crate::sources::feed::names::Space;
use crate::sources::feed::tree::Tree;
use crate::sources::feed::words::plain;

/// The names in an author element, in order.
pub fn of(tree: &Tree, place: usize) -> Vec<String> {
    let child = |local: &str| {
        tree.elements(place)
            .find(|place| tree.nodes[*place].is(Space::Feed, local))
            .map(|place| plain(&tree.text(place)))
            .filter(|text| !text.is_empty())
    };
    match child("name").or_else(|| child("email")) {
        Some(name) => vec![name],
        None => split(&tree.text(place)),
    }
}

/// `a@b.org (Ann Author)`, `Ann Author <a@b.org>`, or several names on lines
/// of their own or between semicolons. A comma does not part names: it stands
/// within them, too.
pub fn split(text: &str) -> Vec<String> {
    text.split([';', '\n'])
        .map(|part| one(&plain(part)))
        .filter(|name| !name.is_empty())
        .collect()
}

fn one(text: &str) -> String {
    let text = text.trim().trim_end_matches(',').trim_end();
    let is_mail = |text: &str| text.contains('@') && !text.contains(' ');
    for (open, close) in [('(', ')'), ('<', '>')] {
        let Some((before, inside)) = text.split_once(open) else {
            continue;
        };
        let Some((inside, _)) = inside.split_once(close) else {
            continue;
        };
        let (before, inside) = (before.trim(), inside.trim());
        if is_mail(before) && !inside.is_empty() {
            return inside.to_string();
        }
        if is_mail(inside) && !before.is_empty() {
            return before.trim_matches('"').to_string();
        }
    }
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_name_is_found_beside_an_address() {
        assert_eq!(split("a@b.org (Ann Author)"), ["Ann Author"]);
        assert_eq!(split("Ann Author <a@b.org>"), ["Ann Author"]);
        assert_eq!(split("info@b.org（編集部）"), ["info@b.org（編集部）"]);
    }

    #[test]
    fn names_on_lines_of_their_own_are_several_and_a_comma_is_part_of_one() {
        assert_eq!(
            split("Ann Author, \nBen Writer"),
            ["Ann Author", "Ben Writer"]
        );
        assert_eq!(
            split("Author, Ann; Writer, Ben"),
            ["Author, Ann", "Writer, Ben"]
        );
    }
}
