//! Bookmarks of browsers and reading lists: Netscape's form, and Pocket's
//! page of links.
//!
//! Read as a stream of tags; nothing of it is loaded. Folders become tags.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::BufferQueue;
use html5ever::tokenizer::Tag;
use html5ever::tokenizer::TagKind;
use html5ever::tokenizer::Token;
use html5ever::tokenizer::TokenSink;
use html5ever::tokenizer::TokenSinkResult;
use html5ever::tokenizer::Tokenizer;
use html5ever::tokenizer::TokenizerOpts;

use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::export::Reading;
use crate::export::read::said;
use crate::export::read::table::moment;

/// More attributes on a tag are no bookmark; the tokenizer compares each with
/// all before it, which takes minutes at 100,000.
const LONGEST_LINE: usize = 64_000;

/// Folders that every browser has and nobody made.
const NO_TAGS: [&str; 10] = [
    "bookmarks",
    "bookmarks bar",
    "bookmarks menu",
    "bookmarks toolbar",
    "favorites bar",
    "mobile bookmarks",
    "other bookmarks",
    "read archive",
    "unread",
    "unsorted",
];

pub fn looks_like(text: &str) -> bool {
    let start: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    start.contains("netscape-bookmark") || start.contains("<title>pocket export</title>")
}

pub fn read(text: &str) -> Reading {
    let sink = Sink(RefCell::new(State::default()));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let mut state = tokenizer.sink.0.borrow_mut();
        state.line = number;
        if line.len() > LONGEST_LINE {
            state
                .reading
                .trouble(number, "this line is too long for a bookmark");
            continue;
        }
        drop(state);
        queue.push_back(StrTendril::from_slice(line));
        // Only a script could stop the tokenizer, and scripts are not run.
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.take();
    state.finish();
    state.reading
}

#[derive(Default)]
struct State {
    reading: Reading,
    line: usize,
    /// The bookmark that is being read, and where it began.
    current: Option<(usize, Reference)>,
    /// What text belongs to now.
    into: Into,
    folder: String,
    folders: Vec<String>,
    /// Whether what follows was read already (Pocket's second list).
    is_archive: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Into {
    #[default]
    Nothing,
    Title,
    Note,
    Folder,
}

impl State {
    fn finish(&mut self) {
        self.into = Into::Nothing;
        if let Some((line, reference)) = self.current.take() {
            self.reading.add(line, reference);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let attribute = |name: &str| {
            let mut all = tag.attrs.iter();
            let found = all.find(|attribute| &*attribute.name.local == name);
            found.and_then(|attribute| said(&attribute.value))
        };
        match &*tag.name {
            "a" => {
                self.finish();
                let tags = attribute("tags").unwrap_or_default();
                let mut tags: Vec<String> = tags.split(',').filter_map(said).collect();
                let made = |name: &&String| !NO_TAGS.contains(&name.to_lowercase().as_str());
                tags.extend(
                    self.folders
                        .iter()
                        .filter(|name| !name.is_empty())
                        .filter(made)
                        .cloned(),
                );
                let to_read = attribute("toread").is_some_and(|value| value == "1");
                let says = tag.attrs.iter().any(|it| &*it.name.local == "toread");
                let added = attribute("add_date").or_else(|| attribute("time_added"));
                self.current = Some((
                    self.line,
                    Reference {
                        kind: Kind::Page,
                        link: attribute("href"),
                        saved: added.and_then(|time| moment(&time)),
                        read: self.is_archive || (says && !to_read),
                        tags,
                        ..Reference::default()
                    },
                ));
                self.into = Into::Title;
            }
            "dd" if self.current.is_some() => self.into = Into::Note,
            "dt" | "li" => self.finish(),
            "h3" | "h1" => {
                self.finish();
                self.folder.clear();
                self.into = Into::Folder;
            }
            "dl" => {
                self.finish();
                self.folders.push(std::mem::take(&mut self.folder));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" if self.into == Into::Title => self.into = Into::Nothing,
            "h1" | "h3" => {
                self.into = Into::Nothing;
                self.is_archive = self.folder.trim() == "Read Archive";
            }
            "dl" => {
                self.finish();
                self.folders.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (self.into, &mut self.current) {
            (Into::Title, Some((_, reference))) => reference.title.push_str(text),
            (Into::Note, Some((_, reference))) => {
                reference.note.get_or_insert_default().push_str(text);
            }
            (Into::Folder, _) => self.folder.push_str(text),
            _ => {}
        }
    }
}

struct Sink(RefCell<State>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.end(&tag.name),
            Token::TagToken(tag) => state.start(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
