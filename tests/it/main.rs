//! Tests of rounds from outside, and of the house itself.

mod assets;
mod docs;
mod layers;
