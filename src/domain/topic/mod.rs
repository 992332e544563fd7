//! Topics: what the person wants to learn about, in words.
//!
//! A topic is not a word: `MI` is an infarct only beside the heart, and the
//! sinus of sinus rhythm is no matter for an ear, nose and throat surgeon. So
//! the topics that rounds ships ([`Vocabulary`]) know strong and weak words,
//! abbreviations that need company, and phrases that do not count. A topic of
//! the person's own ([`Topic`]) is plain words, laid over a shipped topic or
//! standing alone.
//!
//! Reading files is not here; this is what the words mean:
//!
//! - [`vocabulary`]: what is said of a topic;
//! - [`pattern`]: one word or phrase, looked for in folded text;
//! - [`compile`]: all topics as one search;
//! - [`find`]: one pass over an item;
//! - [`why`]: what brought an item into a topic, in words.

mod compile;
mod find;
mod pattern;
#[cfg(test)]
mod tests;
mod vocabulary;
mod why;

pub use find::Evidence;
pub use find::Matcher;
pub use vocabulary::Ambiguous;
pub use vocabulary::Descriptor;
pub use vocabulary::Topic;
pub use vocabulary::Vocabulary;
pub use vocabulary::find as find_shipped;
pub use why::Place;
pub use why::Reason;
