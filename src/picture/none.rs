//! What stands in the place of images where rounds is built without them: no
//! image can be made, so nothing can be done with one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::picture::Cell;
use crate::domain::picture::Room;
use crate::domain::picture::Way;

/// An image; there is none.
#[derive(Debug)]
pub enum Image {}

impl Image {
    /// # Errors
    ///
    /// Always; a sentence part.
    pub fn decode(_: &[u8], _: (u32, u32)) -> Result<Image, String> {
        Err("this rounds is built without images".to_string())
    }

    pub fn size(&self) -> (u32, u32) {
        match *self {}
    }

    pub fn n_bytes(&self) -> usize {
        match *self {}
    }
}

/// An image as a terminal takes it; there is none.
#[derive(Debug)]
pub enum Print {}

impl Print {
    /// # Errors
    ///
    /// Never: there is no image to begin with.
    pub fn of(image: &Image, _: Way, _: Cell, _: Room, _: u32) -> Result<Print, String> {
        match *image {}
    }

    pub fn draw(&self, _: Rect, _: u16, _: &mut Buffer) {
        match *self {}
    }
}
