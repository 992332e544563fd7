//! The nouns of rounds and their rules.
//!
//! Nothing here reads a file, a socket or a clock; nothing here knows a screen.
//! Reading order: [`time`] and [`id`], then [`source`] and [`list`], then what
//! comes in ([`item`], [`undated`], [`details`], [`ident`], [`link`], [`badge`]), what is shown
//! ([`work`], [`query`], [`document`], [`picture`], [`round`]), what is given to other programs
//! ([`mod@reference`], [`person`], [`day`]), what the person wants ([`topic`]) and
//! how text is made safe and short ([`text`]); what they learned ([`learning`]),
//! when to look at it again ([`review`]), what in their words might name a
//! patient ([`privacy`]) and what of all this may go with time ([`retention`]).

pub mod about;
pub mod answer;
pub mod article;
pub mod badge;
pub mod catalogue;
pub mod day;
pub mod details;
pub mod document;
pub mod enclosure;
pub mod id;
pub mod ident;
pub mod intake;
pub mod item;
pub mod learning;
pub mod link;
pub mod list;
pub mod living;
pub mod member;
pub mod person;
pub mod picture;
pub mod privacy;
pub mod query;
pub mod reference;
pub mod retention;
pub mod review;
pub mod role;
pub mod round;
pub mod same;
pub mod secret;
pub mod shelf;
pub mod source;
pub mod text;
pub mod time;
pub mod topic;
pub mod undated;
pub mod work;
