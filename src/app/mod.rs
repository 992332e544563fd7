//! The state machine: what is on screen and what a key does.
//!
//! [`model::Model`] holds everything the screen shows; `update` takes what
//! happened ([`effect::Msg`]) and gives what the world is asked to do
//! ([`effect::Effect`]). Nothing here draws, reads, sends or knows the time
//! but by a message.

pub mod actions;
pub mod effect;
pub mod geometry;
pub mod hints;
pub mod input;
pub mod listing;
pub mod model;
pub mod palette;
pub mod paper;
