//! **rounds**: a terminal feed reader for continuing medical education.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod open;
pub mod opml;
pub mod page;
pub mod sources;
pub mod wire;
