//! Screens, looked at: the picture stands beside the data that made it. The
//! sizes and the pictures follow ux/frames.

mod boxes;
mod explained;
mod filter;
mod first;
mod folded;
mod health;
mod learning;
mod library;
mod motion;
mod nothing;
mod pages;
mod pictures;
mod reader;
mod review;
mod timeline;
mod warned;
mod who;
