//! What a server's robots.txt lets a program ask for, as RFC 9309 has it.
//!
//! Of our own, since it is a page of rules: the crates for it bring a regex
//! engine of the time before 2023 or are a port that nobody tends. Pure: what
//! was asked is judged here, nothing is asked. Never fails: a line that cannot
//! be read says nothing.
//!
//! Source: RFC 9309, section 2.2.

/// The name we are called by there.
pub const AGENT: &str = "rounds";

/// More of it is not read: 500 kB, the least a reader has to read.
///
/// Source: RFC 9309, section 2.5.
pub const MOST_BYTES: usize = 500 * 1_024;

/// Whether the rules let us ask for a path with its query (`/a?b`).
pub fn allows(rules: &str, path: &str) -> bool {
    let path = plain(path);
    if path == "/robots.txt" {
        return true;
    }
    let (mut ours, mut theirs) = (Group::default(), Group::default());
    let mut for_us = false;
    let mut for_all = false;
    // Several lines of agents in a row head one group.
    let mut in_head = false;
    let rules = &rules[..rules.floor_char_boundary(MOST_BYTES)];
    for line in rules.trim_start_matches('\u{feff}').split(['\n', '\r']) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        let allow = match name.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                if !in_head {
                    (for_us, for_all) = (false, false);
                }
                in_head = true;
                for_us |= product(value).eq_ignore_ascii_case(AGENT);
                for_all |= value == "*";
                ours.is_there |= for_us;
                continue;
            }
            "allow" => true,
            "disallow" => false,
            _ => continue,
        };
        in_head = false;
        if for_us {
            ours.weigh(value, allow, &path);
        }
        if for_all {
            theirs.weigh(value, allow, &path);
        }
    }
    match ours.is_there {
        true => ours.allows(),
        false => theirs.allows(),
    }
}

/// The rules for one agent, as far as they match the path.
#[derive(Default)]
struct Group {
    is_there: bool,
    /// The longest rule that matches: its length, and what it says.
    best: Option<(usize, bool)>,
}

impl Group {
    fn weigh(&mut self, pattern: &str, allow: bool, path: &str) {
        // `Disallow:` alone forbids nothing.
        if pattern.is_empty() {
            return;
        }
        let pattern = plain(pattern);
        if matches(&pattern, path) {
            // The longest holds; of two as long, the one that allows.
            self.best = self.best.max(Some((pattern.len(), allow)));
        }
    }

    fn allows(&self) -> bool {
        self.best.is_none_or(|(_, allow)| allow)
    }
}

/// The product of `Product/1.0 (words)`.
fn product(agent: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let end = agent.find(|c| !is_part(c)).unwrap_or(agent.len());
    &agent[..end]
}

/// Whether a path begins as a pattern says; `*` is any run, `$` at the end the
/// end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if to_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        // The first place leaves the most room for what follows.
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// One spelling: what need not be percent-encoded is not, what is not ASCII
/// is.
fn plain(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let coded = match (byte, bytes.get(at + 1), bytes.get(at + 2)) {
            (b'%', Some(high), Some(low)) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        let byte = match coded {
            Some((high, low)) => {
                at += 3;
                high * 16 + low
            }
            None => {
                at += 1;
                *byte
            }
        };
        let is_unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        match is_unreserved || (coded.is_none() && byte.is_ascii_graphic()) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rules: &str, path: &str, expected: bool) {
        assert_eq!(allows(rules, path), expected, "{path} by {rules:?}");
    }

    #[test]
    fn no_rule_allows_and_the_longest_rule_holds() {
        check("", "/a", true);
        check("User-agent: *\nDisallow:", "/a", true);
        check("User-agent: *\nDisallow: /", "/a", false);
        check("User-agent: *\nDisallow: /\nAllow: /a", "/a/1", true);
        check("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true);
        check(
            "User-agent: *\nAllow: /\nDisallow: /doi/full",
            "/doi/full/1",
            false,
        );
        check("User-agent: *\nDisallow: /robots.txt", "/robots.txt", true);
    }

    #[test]
    fn our_own_group_beats_the_one_for_all() {
        let rules = "user-agent: *\ndisallow: /\n\nUSER-AGENT: Rounds/2\nDisallow: /private # us";
        check(rules, "/a", true);
        check(rules, "/private/1", false);
        check("User-agent: roundsbot\nDisallow: /", "/a", true);
        let several = "User-agent: a\nUser-agent: rounds\nUser-agent: b\nDisallow: /x";
        check(several, "/x", false);
        check(
            "User-agent: rounds\nUser-agent: *\nDisallow: /x",
            "/x",
            false,
        );
        let twice = "User-agent: rounds\nDisallow: /x\nUser-agent: rounds\nDisallow: /y";
        check(twice, "/x", false);
        check(twice, "/y", false);
        check(
            "User-agent: rounds\n\nUser-agent: *\nDisallow: /",
            "/a",
            false,
        );
    }

    #[test]
    fn stars_and_ends_are_read() {
        let of = |pattern: &str| format!("User-agent: *\nDisallow: {pattern}");
        check(&of("/*.pdf$"), "/a/b.pdf", false);
        check(&of("/*.pdf$"), "/a/b.pdf?x", true);
        check(&of("/a*b*c"), "/a1b2c3", false);
        check(&of("/a*b*c"), "/a1c2b3", true);
        check(&of("/x$"), "/x", false);
        check(&of("/x$"), "/xy", true);
        check(&of("*"), "/anything", false);
        check(&of("/a*aa$"), "/aa", true);
    }

    #[test]
    fn one_address_has_one_spelling() {
        let of = |pattern: &str| format!("User-agent: *\nDisallow: {pattern}");
        check(&of("/%61"), "/a", false);
        check(&of("/é"), "/%c3%a9", false);
        check(&of("/a%2Fb"), "/a/b", true);
        check(&of("/%"), "/%", false);
    }

    #[test]
    fn what_cannot_be_read_says_nothing() {
        check("<html>Not found</html>", "/a", true);
        check("Disallow: /\nUser-agent: *", "/a", true);
        check("User-agent *\nDisallow /", "/a", true);
        check("\u{feff}User-agent: *\rDisallow: /", "/a", false);
        check(
            &"User-agent: *\nDisallow: /*a*a*a*a*a*a*b\n".repeat(2_000),
            &"/a".repeat(500),
            true,
        );
    }
}
