//! One refresh, shared by the screen and the command line: whom to ask, asking,
//! reading, and records ready for the store.
//!
//! Nothing here writes: what came goes out as [`Intake`](crate::domain::intake::Intake)s,
//! and whoever called gives them to the store. Nothing here reads the clock:
//! time comes with the question.
//!
//! Reading order: [`plan`] (when), [`refresh`] (asking many), [`status`]
//! (what a status means in words), [`prepare`] (drafts to records), [`find`]
//! (what an address offers to follow).

pub mod borrowed;
pub mod find;
pub mod plan;
pub mod prepare;
pub mod read;
pub mod refresh;
pub mod status;
#[cfg(test)]
mod tests;

pub use find::find;
pub use refresh::Refresh;
pub use refresh::refresh;
