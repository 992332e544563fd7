//! **rounds**: a terminal feed reader for continuing medical education.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod net;
pub mod open;
pub mod opml;
pub mod page;
pub mod problem;
pub mod runtime;
pub mod sources;
pub mod store;
pub mod sync;
pub mod ui;
pub mod wire;
