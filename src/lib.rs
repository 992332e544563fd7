//! **rounds**: a terminal feed reader for continuing medical education.

pub mod app;
pub mod domain;
pub mod net;
pub mod opml;
pub mod page;
pub mod sources;
pub mod sync;
pub mod wire;
