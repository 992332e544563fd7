//! Everything the screen shows, in one place.
