//! An image as one terminal takes it, in one size.
//!
//! What reaches the terminal is made by `ratatui-image` from pixels alone: no
//! byte of the file that came, and no name, goes along.

use image::imageops::FilterType;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::layout::Size;
use ratatui::widgets::Widget;
use ratatui_image::FontSize;
use ratatui_image::Resize;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use ratatui_image::sliced::SignedPosition;
use ratatui_image::sliced::SlicedImage;
use ratatui_image::sliced::SlicedProtocol;

use crate::domain::picture::Cell;
use crate::domain::picture::Room;
use crate::domain::picture::Way;
use crate::picture::Image;

/// An image ready to be drawn.
pub struct Print {
    made: Made,
    room: Room,
}

enum Made {
    /// Any of its rows can be drawn.
    Rows(SlicedProtocol),
    /// All of it or nothing.
    Whole(Protocol),
}

impl Print {
    /// Makes a print. `id` names the image to a terminal that keeps it (kitty):
    /// one that is used again takes the place of the one before.
    ///
    /// # Errors
    ///
    /// A sentence part.
    pub fn of(image: &Image, way: Way, cell: Cell, room: Room, id: u32) -> Result<Print, String> {
        let size = Size::new(room.columns.max(1), room.rows.max(1));
        // Half blocks are made from any number of pixels; the others want as
        // many as the cells have.
        let fitted = || {
            let font = FontSize::new(cell.width, cell.height);
            let resize = Resize::Scale(Some(FilterType::Triangle));
            resize.resize(&image.pixels, font, size, None)
        };
        let made = match way {
            Way::HalfBlocks => Halfblocks::new(image.pixels.clone(), size)
                .map(|it| Made::Rows(SlicedProtocol::Halfblocks(it))),
            // Packed, it is a third and less of what goes to the terminal.
            Way::Kitty => Kitty::new(fitted(), size, id, false, true)
                .map(|it| Made::Rows(SlicedProtocol::Kitty(it))),
            Way::Sixel => {
                Sixel::new(fitted(), size, false).map(|it| Made::Whole(Protocol::Sixel(it)))
            }
            Way::Iterm2 => {
                Iterm2::new(fitted(), size, false).map(|it| Made::Whole(Protocol::ITerm2(it)))
            }
        };
        match made {
            Ok(made) => Ok(Print { made, room }),
            Err(error) => Err(format!("it could not be drawn: {error}")),
        }
    }

    /// Draws what of the image is in an area, its first `skip` rows left out.
    /// Writes nothing beyond the area; a terminal that takes whole images only
    /// gets nothing where not all of it fits.
    pub fn draw(&self, area: Rect, skip: u16, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() || skip >= self.room.rows {
            return;
        }
        match &self.made {
            Made::Rows(rows) => {
                let top = i16::try_from(skip).unwrap_or(i16::MAX);
                let place = SignedPosition { x: 0, y: -top };
                SlicedImage::new(rows, place).render(area, buffer);
            }
            Made::Whole(image) if skip == 0 => {
                ratatui_image::Image::new(image).render(area, buffer)
            }
            Made::Whole(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Color;

    use super::Print;
    use crate::domain::picture::Cell;
    use crate::domain::picture::Room;
    use crate::domain::picture::Way;
    use crate::picture::Image;
    use crate::picture::testing;

    const ROOM: Room = Room {
        columns: 4,
        rows: 4,
    };
    const RED: Color = Color::Rgb(255, 0, 0);
    const BLUE: Color = Color::Rgb(0, 0, 255);

    fn print(way: Way) -> Print {
        let bytes = testing::image(ImageFormat::Png, 32, 64);
        let image = Image::decode(&bytes, (500, 500)).unwrap();
        Print::of(&image, way, Cell::default(), ROOM, 7).unwrap()
    }

    /// A screen of 8×8 with the print at 2, 2 in so many rows.
    fn drawn(way: Way, rows: u16, skip: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 8));
        print(way).draw(Rect::new(2, 2, 4, rows), skip, &mut buffer);
        buffer
    }

    fn touched(buffer: &Buffer) -> Vec<(u16, u16)> {
        let blank = ratatui::buffer::Cell::EMPTY;
        let cells = buffer.content().iter().enumerate();
        let touched = cells.filter(|(_, cell)| **cell != blank);
        touched.map(|(at, _)| buffer.pos_of(at)).collect()
    }

    #[test]
    fn half_blocks_are_two_colours_a_cell() {
        let buffer = drawn(Way::HalfBlocks, 4, 0);
        assert_eq!(buffer[(2, 2)].bg, RED);
        assert_eq!(buffer[(5, 5)].bg, BLUE);
        assert_eq!(touched(&buffer).len(), 16);
    }

    #[test]
    fn a_part_of_an_image_stays_within_its_rows() {
        for way in [Way::HalfBlocks, Way::Kitty] {
            for skip in 0..5 {
                for rows in 0..5 {
                    let buffer = drawn(way, rows, skip);
                    for (x, y) in touched(&buffer) {
                        let is_in = (2..6).contains(&x) && (2..2 + rows).contains(&y);
                        assert!(is_in, "{way:?} {skip} {rows}: {x} {y}");
                    }
                }
            }
        }
        let below = drawn(Way::HalfBlocks, 2, 2);
        assert_eq!(below[(2, 2)].bg, BLUE);
    }

    #[test]
    fn an_image_that_cannot_be_cut_is_drawn_whole_or_not_at_all() {
        for way in [Way::Sixel, Way::Iterm2] {
            assert!(!touched(&drawn(way, 4, 0)).is_empty(), "{way:?}");
            assert!(touched(&drawn(way, 3, 0)).is_empty(), "{way:?}");
            assert!(touched(&drawn(way, 3, 1)).is_empty(), "{way:?}");
        }
    }

    #[test]
    fn each_way_speaks_its_own_language_and_no_other() {
        let first = |way| drawn(way, 4, 0)[(2, 2)].symbol().to_string();
        assert!(first(Way::Kitty).starts_with("\u{1b}_Gq=2,i=7,a=T,U=1"));
        assert!(first(Way::Sixel).contains("\u{1b}P"));
        assert!(first(Way::Iterm2).contains("\u{1b}]1337;File=inline=1"));
        assert!(!first(Way::HalfBlocks).contains('\u{1b}'));
    }

    #[test]
    fn what_stands_at_the_edge_of_a_screen_is_cut_there() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 3));
        for way in [Way::HalfBlocks, Way::Kitty] {
            print(way).draw(Rect::new(2, 2, 4, 4), 0, &mut buffer);
            print(way).draw(Rect::new(9, 9, 4, 4), 0, &mut buffer);
        }
    }
}
