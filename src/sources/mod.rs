//! Every kind of place items come from.
//!
//! A source kind is pure: it says what to ask and what an answer means.
//! To add one, write a folder with its fixtures and add one line to [`KINDS`].

pub mod feed;

use thiserror::Error;

use crate::domain::item::Draft;
use crate::domain::item::SourceInfo;
use crate::wire::Request;
use crate::wire::Response;

/// A kind of source.
pub trait SourceKind: Sync {
    /// Stored with each source; never changes.
    fn id(&self) -> &'static str;
    /// Whether an address is for this kind, from its form alone.
    fn recognises(&self, address: &str) -> bool;
    /// What to ask for an address.
    fn request(&self, address: &str) -> Request;
    /// What an answer means. Pure, and never panics out.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] where the whole answer cannot be used; a single bad
    /// entry spoils only itself and is named in [`Page::skipped`].
    fn decode(&self, response: &Response) -> Result<Page, DecodeError>;
}

/// What an answer held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub info: SourceInfo,
    /// In document order.
    pub items: Vec<Draft>,
    /// One sentence for each entry that could not be used.
    pub skipped: Vec<String>,
    /// What to ask next for the rest, if the kind pages.
    pub next: Option<Request>,
}

/// Why a whole answer could not be used. Each is a sentence for the health
/// screen.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    #[error("the answer is empty")]
    Empty,
    #[error("this is a web page, not a feed{}", offered(.feeds))]
    HtmlPage {
        /// The feeds the page links, address and title.
        feeds: Vec<(String, String)>,
    },
    #[error("this is no feed: it begins with {begins:?}")]
    NotAFeed { begins: String },
    #[error("the reader stumbled over this answer (a bug of ours, please report it)")]
    Panicked,
}

fn offered(feeds: &[(String, String)]) -> String {
    match feeds {
        [] => String::new(),
        [(address, _)] => format!("; it links {address}"),
        [(address, _), rest @ ..] => format!("; it links {address} and {} more", rest.len()),
    }
}

/// Every kind, in the order in which an address is offered to them.
pub static KINDS: &[&dyn SourceKind] = &[&feed::Feed];

/// The kind of that id.
pub fn kind(id: &str) -> Option<&'static dyn SourceKind> {
    KINDS.iter().copied().find(|kind| kind.id() == id)
}

/// The first kind that recognises an address.
pub fn kind_for(address: &str) -> Option<&'static dyn SourceKind> {
    KINDS.iter().copied().find(|kind| kind.recognises(address))
}
