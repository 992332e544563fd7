//! The state machine: what is on screen and what a key does.
//!
//! [`model::Model`] holds everything the screen shows; `update` takes what
//! happened ([`effect::Msg`]) and gives what the world is asked to do
//! ([`effect::Effect`]). Nothing here draws, reads, sends or knows the time
//! but by a message.

pub mod actions;
mod answering;
pub mod asking;
pub mod bulk;
pub mod card;
pub mod carriers;
pub mod clocking;
pub mod counting;
pub mod desk;
pub mod drafts;
pub mod effect;
pub mod ended;
pub mod entry;
pub mod filter;
pub mod find;
pub mod followed;
pub mod geometry;
pub mod giving;
pub mod health;
pub mod help;
pub mod hints;
pub mod hunt;
pub mod input;
pub mod keymap;
pub mod limiting;
pub mod listing;
pub mod lists;
pub mod logbook;
pub mod marking;
pub mod model;
pub mod muting;
pub mod news;
pub mod notices;
pub mod noting;
pub mod paints;
pub mod palette;
pub mod paper;
pub mod pending;
pub mod pictures;
pub mod pointing;
pub mod popups;
pub mod reader;
pub mod reading;
pub mod replies;
pub mod reviewing;
pub mod rounds;
pub mod sayings;
pub mod search;
pub mod session;
pub mod settings;
pub mod shelf;
pub mod tabs;
pub mod tending;
pub mod titling;
pub mod typing;
pub mod undoing;
pub mod update;
pub mod walking;
pub mod welcome;
pub mod who;
pub mod why;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
