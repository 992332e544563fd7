//! One refresh, shared by the screen and the command line: whom to ask, asking,
//! reading, and records ready for the store.
//!
//! Nothing here writes: what came goes out as [`Intake`](crate::domain::intake::Intake)s,
//! and whoever called gives them to the store. Nothing here reads the clock:
//! time comes with the question.
//!
//! Reading order: [`plan`] (when), [`mod@refresh`] (asking many) and `ask` (asking
//! one), [`mod@examine`] (one, loudly), [`read`] and [`status`] (what an answer says), [`prepare`] (drafts to
//! records), [`mod@find`] (what an address offers to follow), [`look`] (who
//! answers there), [`living()`] (lists that live elsewhere); apart from them
//! [`mod@article`] (the articles of what is saved), [`robots`] (who may be
//! asked for one) and [`picture()`] (an image of what is read).

pub mod article;
mod ask;
pub mod examine;
mod failing;
pub mod find;
mod living;
pub mod look;
mod picture;
pub mod plan;
pub mod prepare;
pub mod read;
pub mod refresh;
pub mod robots;
pub mod status;
#[cfg(test)]
mod tests;

pub use article::articles;
pub use examine::examine;
pub use find::find;
pub use living::living;
pub use picture::picture;
pub use refresh::Clock;
pub use refresh::Refresh;
pub use refresh::refresh;
