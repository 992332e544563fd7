//! Reading OPML 1 and 2, and two older lists that look much like it.

use crate::domain::secret;
use crate::domain::source::NewSource;
use crate::opml::Entry;
use crate::opml::Outline;
use crate::opml::bytes::text;
use crate::opml::tags::Piece;
use crate::opml::tags::Pieces;
use crate::opml::tags::Tag;
use crate::opml::urls::can_be_followed;

/// More sources than this are not taken; nobody follows as many.
const MOST_ENTRIES: usize = 100_000;
/// Folders deeper than this are left out, not what lies in them.
const DEEPEST: usize = 50;
const MOST_PROBLEMS: usize = 100;
/// The names of the folders around all sources together, in bytes, for each
/// byte of the file: long folders around many sources would fill the memory.
const MOST_FOLDERS: usize = 4;

/// The sources of a list, with the folders they lie in.
///
/// Addresses are found under `xmlUrl` in any case, or under `url` where the
/// outline says that it is a feed. An outline's further attributes are kept.
/// Never fails; [`Outline::problems`] says what was passed over.
pub fn read(bytes: &[u8]) -> Outline {
    let text = text(bytes);
    let mut reader = Reader {
        n_folders_left: (text.len() * MOST_FOLDERS).max(1 << 20),
        ..Reader::default()
    };
    let mut pieces = Pieces::of(&text);
    for piece in pieces.by_ref() {
        match piece {
            Piece::Start(tag) => reader.start(tag),
            Piece::End(name) => reader.end(&name),
            Piece::Text(words) if reader.in_title => reader.outline.title.push_str(&words),
            Piece::Text(_) => {}
        }
    }
    reader.finish(pieces.cut())
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    /// The open outlines.
    open: Vec<Level>,
    n_too_deep: usize,
    in_title: bool,
    is_past_head: bool,
    is_foaf: bool,
    was_too_many: bool,
    /// How many bytes of folders' names may still be given to sources.
    n_folders_left: usize,
    n_problems: usize,
}

/// An open outline: a folder, or a source with outlines inside.
struct Level {
    folder: Option<String>,
    line: usize,
    name: String,
    is_empty: bool,
}

impl Reader {
    fn start(&mut self, tag: Tag) {
        self.outline.is_markup = true;
        self.is_foaf |= tag.full_name.starts_with("foaf:");
        match tag.name.as_str() {
            "opml" => self.outline.recognised = true,
            "body" => self.is_past_head = true,
            "title" => self.in_title = !self.is_past_head && !tag.closes_itself,
            // Half a tag without its address says nothing of its own.
            "outline" if tag.is_cut && address(&tag).is_none() => self.outline.recognised = true,
            "outline" => self.outline(tag),
            // A person's weblogs in FOAF.
            "channel" if self.is_foaf => self.bare(tag.attribute("rdf:about")),
            // The tabs of iGoogle.
            "moduleprefs" => self.bare(tag.attribute("xmlurl")),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "title" => self.in_title = false,
            "head" => self.is_past_head = true,
            "outline" if self.n_too_deep > 0 => self.n_too_deep -= 1,
            "outline" => {
                if let Some(level) = self.open.pop()
                    && level.is_empty
                {
                    self.without_address(level.line, &level.name);
                }
            }
            _ => {}
        }
    }

    fn outline(&mut self, tag: Tag) {
        self.outline.recognised = true;
        self.is_past_head = true;
        self.in_title = false;
        if let Some(level) = self.open.last_mut() {
            level.is_empty = false;
        }
        let name = name(&tag).to_owned();
        let (line, closes_itself) = (tag.line, tag.closes_itself);
        let folder = match address(&tag) {
            Some(address) => {
                self.check_address(line, &address);
                let source = from_outline(tag, address);
                self.entry(source);
                None
            }
            None if closes_itself => {
                self.without_address(line, &name);
                None
            }
            None => Some(name.clone()),
        };
        if closes_itself {
            return;
        }
        if self.open.len() >= DEEPEST {
            if self.n_too_deep == 0 {
                self.problem(format!(
                    "line {line}: folders more than {DEEPEST} deep were left out, their sources kept"
                ));
            }
            self.n_too_deep += 1;
            return;
        }
        self.open.push(Level {
            is_empty: folder.is_some(),
            folder,
            line,
            name,
        });
    }

    /// An address without a name; a blank one is none.
    fn bare(&mut self, address: Option<&str>) {
        if let Some(address) = address.filter(|address| !address.trim().is_empty()) {
            self.entry(source(address, ""));
        }
    }

    fn entry(&mut self, mut source: NewSource) {
        self.outline.recognised = true;
        if self.outline.entries.len() >= MOST_ENTRIES {
            if !std::mem::replace(&mut self.was_too_many, true) {
                self.problem(format!("only the first {MOST_ENTRIES} sources were taken"));
            }
            return;
        }
        let (address, secret) = secret::taken(&source.address);
        if secret.is_some() {
            source.address = address;
        }
        // Some readers write the address as the title too.
        source.title = secret::hidden(&source.title);
        source.home = source.home.map(|home| secret::hidden(&home));
        for (_, value) in &mut source.extra {
            *value = secret::hidden(value);
        }
        let folders = self.open.iter().filter_map(|level| level.folder.as_ref());
        let folders = folders.filter(|folder| !folder.is_empty());
        let n_bytes: usize = folders.clone().map(String::len).sum();
        let path = match self.n_folders_left.checked_sub(n_bytes) {
            Some(left) => {
                self.n_folders_left = left;
                folders.cloned().collect()
            }
            None => Vec::new(),
        };
        if n_bytes > 0 && path.is_empty() {
            self.problem(format!(
                "«{}» stands in no list: the names of its folders are too long",
                shown(&source.title)
            ));
        }
        self.outline.entries.push(Entry {
            path,
            source,
            secret,
        });
    }

    fn check_address(&mut self, line: usize, address: &str) {
        if !can_be_followed(address) {
            let address = shown(address);
            self.problem(format!(
                "line {line}: this address can not be followed: «{address}»"
            ));
        }
    }

    fn without_address(&mut self, line: usize, name: &str) {
        let name = shown(name);
        self.problem(format!(
            "line {line}: an outline without an address was passed over: «{name}»"
        ));
    }

    fn problem(&mut self, sentence: String) {
        self.n_problems += 1;
        if self.n_problems <= MOST_PROBLEMS {
            self.outline.problems.push(sentence);
        }
    }

    /// `cut` is the line in which the file breaks off.
    fn finish(mut self, cut: Option<usize>) -> Outline {
        if cut.is_some() {
            // What lay in them may be what is missing.
            self.open.clear();
        }
        while let Some(level) = self.open.pop() {
            if level.is_empty {
                self.without_address(level.line, &level.name);
            }
        }
        if self.n_problems > MOST_PROBLEMS {
            let n_more = self.n_problems - MOST_PROBLEMS;
            self.outline
                .problems
                .push(format!("{n_more} more outlines were passed over"));
        }
        if let Some(line) = cut.filter(|_| self.outline.recognised) {
            self.outline.is_cut = true;
            self.outline.problems.push(format!(
                "line {line}: the file ends in the middle: what stands before was read, the rest is missing from the file. Get the file again"
            ));
        }
        if !self.outline.recognised {
            self.outline
                .problems
                .push("this is no OPML: it holds no outline".to_owned());
        }
        self.outline.title = self.outline.title.trim().to_owned();
        self.outline
    }
}

/// Where an outline's feed is.
fn address(tag: &Tag) -> Option<String> {
    let kind = tag.attribute("type").map(str::to_ascii_lowercase);
    let is_feed = matches!(
        kind.as_deref(),
        Some("rss" | "atom" | "feed" | "rdf" | "pie" | "json")
    );
    let address = tag.attribute("xmlurl").or_else(|| match is_feed {
        true => tag.attribute("url"),
        false => None,
    })?;
    let address = address.trim();
    (!address.is_empty()).then(|| address.to_owned())
}

/// What an outline is called: `text`, as OPML 2 has it, else `title`.
fn name(tag: &Tag) -> &str {
    let name = tag.attribute("text").or_else(|| tag.attribute("title"));
    name.unwrap_or_default()
}

fn from_outline(tag: Tag, address: String) -> NewSource {
    let title = name(&tag).to_owned();
    let home = tag.attribute("htmlurl").map(str::to_owned);
    let mut taken = [false; 3];
    let extra = tag
        .attributes
        .into_iter()
        .filter(|(key, value)| {
            let mut first =
                |at: usize, is_used: bool| is_used && !std::mem::replace(&mut taken[at], true);
            match key.to_ascii_lowercase().as_str() {
                "xmlurl" | "url" => !first(0, value.trim() == address),
                "htmlurl" => !(value.trim().is_empty() || first(1, home.as_ref() == Some(value))),
                "text" => !(value.is_empty() || first(2, *value == title)),
                "title" => *value != title,
                "type" => value != "rss",
                _ => true,
            }
        })
        .collect();
    NewSource {
        title,
        home,
        extra,
        ..source(&address, "")
    }
}

fn source(address: &str, title: &str) -> NewSource {
    NewSource {
        kind: "feed".to_owned(),
        address: address.trim().to_owned(),
        title: title.to_owned(),
        home: None,
        extra: Vec::new(),
    }
}

/// A name as a sentence may quote it.
fn shown(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(80)
        .collect();
    name.trim().to_owned()
}
