//! Blocks on their way into a document, and between which of them images
//! stand.
//!
//! Images lie beside the blocks, never among them: whether one is there changes
//! nothing of what is read.

use crate::domain::document::Block;
use crate::domain::document::Picture;

/// A run of blocks with the images between them.
#[derive(Debug, Default)]
pub struct Gathered {
    pub blocks: Vec<Block>,
    /// Where each stands is counted within `blocks`.
    pub pictures: Vec<Picture>,
}

impl Gathered {
    /// An image below what is here so far.
    pub fn picture(&mut self, address: String) {
        let after = self.blocks.len();
        self.pictures.push(Picture { after, address });
    }

    /// Adds all of another run for which `push` has a place; it is given this
    /// run's blocks and the next one.
    pub fn add(&mut self, more: Gathered, mut push: impl FnMut(&mut Vec<Block>, Block)) {
        let mut pictures = more.pictures.into_iter().peekable();
        for (at, block) in more.blocks.into_iter().enumerate() {
            while let Some(picture) = pictures.next_if(|picture| picture.after <= at) {
                self.picture(picture.address);
            }
            push(&mut self.blocks, block);
        }
        for picture in pictures {
            self.picture(picture.address);
        }
    }

    /// The same without the block at the end.
    pub fn pop(&mut self) {
        self.blocks.pop();
        let after = self.blocks.len();
        for picture in &mut self.pictures {
            picture.after = picture.after.min(after);
        }
    }
}

impl From<Vec<Block>> for Gathered {
    fn from(blocks: Vec<Block>) -> Gathered {
        Gathered {
            blocks,
            ..Gathered::default()
        }
    }
}
