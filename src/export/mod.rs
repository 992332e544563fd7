//! What leaves rounds as a file, one folder a sort of thing.
//!
//! Pure: records become text. Nothing here writes a file, asks the store or
//! reads a clock.

pub mod log;
