//! Newsboat's file of addresses, and any list with one address a line.
//!
//! Nothing here opens a file or follows an address, and no command that such a
//! file names is ever run: it is told as not taken, like everything that is no
//! feed's address.

use crate::domain::secret;
use crate::domain::source::NewSource;
use crate::opml::Entry;
use crate::opml::Outline;
use crate::opml::bytes::text;

/// More sources than this are not taken; nobody follows as many.
const MOST_ENTRIES: usize = 100_000;
const MOST_PROBLEMS: usize = 100;
/// More tags than this of one line are not taken.
const MOST_TAGS: usize = 20;

/// Whether an address is one that rounds asks: http, https or `feed:`.
pub fn can_be_followed(address: &str) -> bool {
    ["http://", "https://", "feed:"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The sources of a file with one address a line; behind it newsboat's tags,
/// each the name of a list, and its own name as `"~Name"`. Comments and tags
/// that hide (`!`) count for nothing.
///
/// Never fails; [`Outline::problems`] says what was not taken, and why.
/// [`Outline::recognised`] where at least half of its lines begin as such a
/// line does.
///
/// Source: newsboat's manual, "Tagging" and "Local, query and exec feeds".
pub fn read(bytes: &[u8]) -> Outline {
    let mut outline = Outline::default();
    let (mut n_lines, mut n_known, mut n_problems) = (0_usize, 0_usize, 0_usize);
    for (idx, line) in text(bytes).lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        n_lines += 1;
        let mut words = words(line).into_iter();
        let address = words.next().unwrap_or_default();
        let why = refusal(&address);
        n_known += usize::from(why != Some(NO_ADDRESS));
        match why {
            Some(why) => {
                n_problems += 1;
                if n_problems <= MOST_PROBLEMS {
                    let line: String = secret::hidden(line).chars().take(80).collect();
                    outline
                        .problems
                        .push(format!("line {}: not taken: «{line}»: {why}", idx + 1));
                }
            }
            None if outline.entries.len() < MOST_ENTRIES => {
                outline
                    .entries
                    .extend(entries(&address, words.take(MOST_TAGS)));
            }
            None => {}
        }
    }
    if n_problems > MOST_PROBLEMS {
        let n_more = n_problems - MOST_PROBLEMS;
        outline
            .problems
            .push(format!("{n_more} more were not taken"));
    }
    outline.recognised = n_known > 0 && 2 * n_known >= n_lines;
    outline
}

const NO_ADDRESS: &str = "it is no address";

/// Why something cannot be followed; a sentence part.
fn refusal(address: &str) -> Option<&'static str> {
    if can_be_followed(address) {
        return None;
    }
    let (scheme, _) = address.split_once(':').unwrap_or_default();
    Some(match scheme.to_ascii_lowercase().as_str() {
        "exec" | "filter" => "rounds runs no command for a feed",
        "query" => "rounds timeline --query … --keep NAME keeps a query under a name",
        "file" => "rounds follows servers, no files of this machine",
        "ftp" | "gopher" | "gemini" | "sftp" => "only http and https are asked",
        _ => NO_ADDRESS,
    })
}

/// One source, once for each list it stands in.
fn entries(address: &str, tags: impl Iterator<Item = String>) -> Vec<Entry> {
    let (address, secret) = match secret::taken(address) {
        (address, Some(secret)) => (address, Some(secret)),
        (_, None) => (address.to_owned(), None),
    };
    let mut title = String::new();
    let mut paths = Vec::new();
    for tag in tags {
        match tag.strip_prefix('~') {
            Some(name) => title = secret::hidden(name.trim()),
            None if tag.starts_with('!') || tag.trim().is_empty() => {}
            None => paths.push(vec![tag.trim().to_owned()]),
        }
    }
    if paths.is_empty() {
        paths.push(Vec::new());
    }
    let entry = |path| Entry {
        path,
        source: NewSource {
            kind: "feed".to_owned(),
            address: address.clone(),
            title: title.clone(),
            home: None,
            extra: Vec::new(),
        },
        secret: secret.clone(),
    };
    paths.into_iter().map(entry).collect()
}

/// The words of a line: between blanks, or in double quotes with `\"` for one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = line.chars();
    let (mut in_quotes, mut begun) = (false, false);
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_quotes => word.extend(chars.next()),
            '"' => {
                in_quotes = !in_quotes;
                begun = true;
            }
            c if c.is_whitespace() && !in_quotes => {
                if std::mem::take(&mut begun) {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::opml::tests;

    fn drawn(text: &str) -> Vec<String> {
        tests::drawn(&read(text.as_bytes()))
    }

    #[test]
    fn tags_of_newsboat_are_lists_and_a_tilde_is_the_name() {
        let text = "# mine\n\nhttps://a.example/feed \"ward 7\" trials \"~The \\\"A\\\"\" !\n\
            http://b.example/feed !hidden\nhttps://c.example/ \"~C\"\n";
        assert_eq!(
            drawn(text),
            [
                "ward 7 | The \"A\" | https://a.example/feed",
                "trials | The \"A\" | https://a.example/feed",
                " |  | http://b.example/feed",
                " | C | https://c.example/",
            ]
        );
        assert!(read(text.as_bytes()).problems.is_empty());
    }

    #[test]
    fn what_is_no_feed_of_a_server_is_told_with_its_reason() {
        let outline = read(
            b"https://a.example/feed\n\"exec:~/bin/feed.sh\" x\nfilter:x:http://y/\n\
              \"query:New:unread = \\\"yes\\\"\"\nfile:///x.xml\nftp://x/\nnot a url\n",
        );
        assert!(outline.recognised);
        assert_eq!(outline.entries.len(), 1);
        let ends = [
            "no command for a feed",
            "no command for a feed",
            "under a name",
            "no files of this machine",
            "http and https are asked",
            "no address",
        ];
        assert_eq!(outline.problems.len(), ends.len());
        for (n, (problem, end)) in outline.problems.iter().zip(ends).enumerate() {
            assert!(
                problem.starts_with(&format!("line {}: not taken: ", n + 2)),
                "{problem}"
            );
            assert!(problem.ends_with(end), "{problem}");
        }
    }

    #[test]
    fn a_password_in_an_address_goes_apart() {
        let outline = read(b"https://me:secret@a.example/feed\n");
        assert!(outline.entries[0].secret.is_some());
        assert_eq!(outline.entries[0].source.address, "https://a.example/feed");
    }

    #[test]
    fn prose_is_no_list_of_addresses() {
        for text in [
            "",
            "no list at all",
            "Dear all,\nsee\nhttps://a.example/\nand write back.\n",
            "# only\n",
        ] {
            assert!(!read(text.as_bytes()).recognised, "{text}");
        }
        assert!(read(b"\xff\xfe\x00 \"\\").entries.is_empty());
    }
}
