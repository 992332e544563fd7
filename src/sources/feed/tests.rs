//! Whole answers, read as they come.
