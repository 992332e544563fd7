//! The images of an article on its sheet: rows that are kept free for them, or
//! words in their place.

use crate::app::paper::Hung;
use crate::app::paper::Role;
use crate::app::paper::Run;
use crate::app::paper::TextLine;
use crate::app::paper::sheet::Sheet;
use crate::app::pictures::Album;
use crate::app::pictures::Frame;
use crate::app::pictures::Stand;
use crate::domain::document::Picture;
use crate::domain::picture;
use crate::domain::picture::Room;

/// An image that waits for its place.
pub(super) struct Image {
    nth: usize,
    /// So many blocks stand before it.
    after: usize,
    shape: Shape,
}

enum Shape {
    Room(Room),
    Words(String),
}

impl Sheet {
    /// Takes the images of a document as they stand; one that nobody looked at
    /// yet will be asked for.
    pub(super) fn take_images(&mut self, pictures: &[Picture], album: &Album, frame: Frame) {
        let most = Room {
            columns: u16::try_from(self.width).unwrap_or(u16::MAX),
            rows: frame.most_rows,
        };
        let images = pictures.iter().enumerate().map(|(nth, image)| {
            let shape = match album.stand(&image.address).unwrap_or(&Stand::Asked) {
                Stand::Here(width, height) => {
                    Shape::Room(picture::room((*width, *height), frame.cell, most))
                }
                stand => Shape::Words(stand.in_words()),
            };
            Image {
                nth,
                after: image.after,
                shape,
            }
        });
        self.images = images.collect();
    }

    /// Hangs the images that stand before the block of this number; whether
    /// there was one.
    pub(super) fn hang(&mut self, block: usize) -> bool {
        let mut was_one = false;
        while self.images.front().is_some_and(|it| it.after <= block)
            && let Some(image) = self.images.pop_front()
        {
            self.hang_one(image);
            was_one = true;
        }
        was_one
    }

    /// Hangs those that stand below the text.
    pub(super) fn hang_rest(&mut self) -> bool {
        self.hang(usize::MAX)
    }

    fn hang_one(&mut self, image: Image) {
        self.blank();
        let (nth, block) = (image.nth, self.block);
        match image.shape {
            Shape::Room(room) => self.lines.extend((0..room.rows).map(|row| TextLine {
                runs: Vec::new(),
                block,
                picture: Some(Hung::Row { nth, row, room }),
            })),
            Shape::Words(words) => {
                let first = self.lines.len();
                self.wrapped(&[Run::of(Role::Dim, self.spell(&words))], "", "");
                for line in &mut self.lines[first..] {
                    line.picture = Some(Hung::Words);
                }
            }
        }
    }
}
