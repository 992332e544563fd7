//! Where the images of the article stand on the screen, and that they are drawn
//! there. In the reader alone.
//!
//! Nothing here has pixels: whoever has them is handed in.

use ratatui::buffer::Buffer;

use crate::app::geometry::Area;
use crate::app::geometry::geometry_of;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::paper::Hung;
use crate::domain::picture::Room;
use crate::domain::picture::Way;
use crate::ui::canvas::Canvas;
use crate::ui::text::to_u16;

/// The part of an image that is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'a> {
    pub address: &'a str,
    /// The whole image.
    pub room: Room,
    /// The cells that show something of it.
    pub area: Area,
    /// Rows of it that lie above these.
    pub skip: u16,
}

impl Placed<'_> {
    /// Whether all of it is on screen.
    pub fn is_whole(&self) -> bool {
        self.skip == 0 && self.area.height == self.room.rows
    }
}

/// Who has the pixels.
pub trait Pictures {
    /// Draws the part of an image into its cells and no others; does nothing
    /// where it is not ready.
    fn draw(&self, placed: &Placed<'_>, buffer: &mut Buffer);
}

/// Nobody has any.
pub struct NoPictures;

impl Pictures for NoPictures {
    fn draw(&self, _: &Placed<'_>, _: &mut Buffer) {}
}

/// The images that are on screen, from the top down.
pub fn placed(model: &Model) -> Vec<Placed<'_>> {
    let mut found: Vec<Placed<'_>> = Vec::new();
    let Some(article) = model.article.as_ref().filter(|it| it.frame.is_some()) else {
        return found;
    };
    let document = article.loaded.as_ref().and_then(|it| it.document.as_ref());
    let area = geometry_of(model, View::Reader).article;
    let (Some(document), Some(area), View::Reader) = (document, area, model.view()) else {
        return found;
    };
    let mut before = None;
    let shown = article.lines.iter().skip(article.top);
    for (n_line, line) in shown.take(usize::from(area.height)).enumerate() {
        let Some(Hung::Row { nth, row, room }) = line.picture else {
            before = None;
            continue;
        };
        match found.last_mut() {
            Some(last) if before == Some(nth) => last.area.height += 1,
            _ => {
                let Some(picture) = document.pictures.get(nth) else {
                    continue;
                };
                found.push(Placed {
                    address: &picture.address,
                    room,
                    area: Area {
                        y: area.y + to_u16(n_line),
                        width: room.columns.min(area.width),
                        height: 1,
                        ..area
                    },
                    skip: row,
                });
            }
        }
        before = Some(nth);
    }
    found
}

/// Draws what can be drawn of them. What cannot stays blank: a part of an image
/// where the terminal takes whole ones only, and all of them under a box where
/// letters cannot stand over an image.
pub fn draw(model: &Model, pictures: &dyn Pictures, canvas: &mut Canvas) {
    let Some(way) = model.settings.pictures() else {
        return;
    };
    let is_covered = model.popup.is_some() || model.which_key;
    if is_covered && !way.lies_under() {
        return;
    }
    for placed in placed(model) {
        if way.clips() || placed.is_whole() {
            canvas.picture(&placed, pictures, way == Way::HalfBlocks);
        }
    }
}
