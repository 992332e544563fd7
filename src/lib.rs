//! **rounds**: a terminal feed reader for continuing medical education.

pub mod app;
pub mod domain;
pub mod opml;
pub mod page;
pub mod sources;
pub mod store;
pub mod ui;
pub mod wire;
