//! Images of articles: bytes become pixels, pixels become what a terminal
//! draws.
//!
//! Nothing here asks anybody for an image, and nothing it is given is believed:
//! what an image says of its size is looked at before a byte of it is unpacked,
//! one that is too large, damaged or of another kind becomes a sentence part.
//! The terminal is asked nothing either: the person names what it takes. What
//! `ratatui-image` offers for finding that out writes to the terminal and
//! changes the settings of tmux, so it is left alone.
//!
//! Slow, so nothing of it belongs on the screen's task but [`Print::draw`].
//! Built without the feature `images` there is nothing here but the sentence
//! that says so.

#[cfg(feature = "images")]
mod decode;
#[cfg(not(feature = "images"))]
mod none;
#[cfg(feature = "images")]
mod print;
#[cfg(test)]
pub(crate) mod testing;

#[cfg(feature = "images")]
pub use decode::Image;
#[cfg(not(feature = "images"))]
pub use none::Image;
#[cfg(not(feature = "images"))]
pub use none::Print;
#[cfg(feature = "images")]
pub use print::Print;
