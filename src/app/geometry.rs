//! Where things stand on the screen, as a pure function of its size and of
//! what is open; used by the keys (how far a page is) and by drawing alike.

use crate::app::model::Model;

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// The areas of the shown screen. What is not shown is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// Under 40 columns or 12 rows nothing but a notice fits.
    pub too_small: bool,
    pub place: Area,
    pub tabs: Option<Area>,
    pub lists: Option<Area>,
    /// The rows of the listing (or of the health screen); its height is in
    /// lines.
    pub rows: Option<Area>,
    /// Lines a row takes: 1 or 2.
    pub row_height: u16,
    /// The selected title in full; the rule above it is one line higher.
    pub strip: Option<Area>,
    /// The article's text, in the reader or at the right of the rows.
    pub article: Option<Area>,
    pub message: Area,
    pub hints: Area,
}

impl Geometry {
    /// How many rows fit.
    pub fn n_rows(&self) -> usize {
        match self.rows {
            Some(rows) => usize::from(rows.height / self.row_height.max(1)),
            None => 0,
        }
    }
}

/// The geometry of what the model shows.
pub fn geometry(model: &Model) -> Geometry {
    let (width, height) = (model.width, model.height);
    let line = |y: u16| Area {
        x: 0,
        y,
        width,
        height: 1,
    };
    Geometry {
        too_small: width < 40 || height < 12,
        place: line(0),
        rows: Some(Area {
            x: 0,
            y: 2,
            width,
            height: height.saturating_sub(4),
        }),
        row_height: 1,
        message: line(height.saturating_sub(2)),
        hints: line(height.saturating_sub(1)),
        ..Geometry::default()
    }
}
