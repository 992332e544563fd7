//! The nouns of rounds and their rules.
//!
//! Nothing here reads a file, a socket or a clock; nothing here knows a screen.
//! Reading order: [`time`] and [`id`], then [`source`] and [`list`], then what
//! comes in ([`item`], [`ident`], [`link`], [`badge`]), what is shown
//! ([`work`], [`query`], [`document`]), what is given to other programs
//! ([`mod@reference`], [`person`], [`day`]), what the person wants ([`topic`]) and
//! how text is made safe and short ([`text`]).

pub mod answer;
pub mod badge;
pub mod day;
pub mod document;
pub mod id;
pub mod ident;
pub mod intake;
pub mod item;
pub mod link;
pub mod list;
pub mod person;
pub mod query;
pub mod reference;
pub mod same;
pub mod source;
pub mod text;
pub mod time;
pub mod topic;
pub mod work;
