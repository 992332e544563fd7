//! Where the lines of a box stand that can be chosen, and the words in it that
//! are keys; used by drawing and by clicks alike. Nothing is drawn here.

use crate::app::entry::FIELDS;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::boxes::centred;
use crate::app::geometry::boxes::export;
use crate::app::geometry::boxes::inside;
use crate::app::geometry::boxes::window;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::palette;
use crate::app::tending;
use crate::app::why;

/// Lines of offers of the palette at most.
const MOST: u16 = 10;

/// Lines that a feed takes among those that are offered.
const PER_FEED: u16 = 2;

/// A box, and the lines in it that can be chosen: which, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub outer: Area,
    pub lines: Vec<(usize, Area)>,
}

impl Chosen {
    /// The line in a cell.
    pub fn at(&self, x: u16, y: u16) -> Option<usize> {
        let holds =
            |area: &Area| x >= area.x && x < area.right() && y >= area.y && y < area.bottom();
        let mut lines = self.lines.iter();
        lines.find(|(_, area)| holds(area)).map(|(at, _)| *at)
    }

    pub fn inside(&self) -> Area {
        inside(self.outer)
    }
}

/// The box of a popup whose lines are one under the other; `None` for those
/// that have none, and for the filter, which has columns.
pub fn of(model: &Model, popup: &Popup, geometry: &Geometry) -> Option<Chosen> {
    let tall = |n: usize, more: u16| {
        u16::try_from(n)
            .unwrap_or(u16::MAX / 4)
            .saturating_add(more)
    };
    let boxed = |size| centred(geometry, size);
    Some(match popup {
        Popup::Links { cursor } => {
            let n = model.links().len();
            let outer = boxed((76, tall(n.max(1), 6)));
            list(outer, (2, 2), 1, n, *cursor)
        }
        Popup::Palette { input, cursor } => {
            let n = palette::commands(model, &input.text).len();
            offers(geometry, 76, n, *cursor)
        }
        Popup::Jump { input, cursor } => {
            let n = palette::places(model, &input.text).len();
            offers(geometry, 68, n, *cursor)
        }
        Popup::Follow(Follow::Picking { found, cursor, .. }) => {
            let outer = boxed((76, tall(found.len() * usize::from(PER_FEED), 4)));
            list(outer, (2, 0), PER_FEED, found.len(), *cursor)
        }
        Popup::Tend { of, cursor } => {
            let n = tending::choices(of).len();
            list(boxed((52, tall(n, 4))), (1, 0), 1, n, *cursor)
        }
        Popup::Lists { cursor, .. } => {
            let n = model.overview.lists.len();
            list(boxed((52, tall(n.max(1), 4))), (1, 0), 1, n, *cursor)
        }
        Popup::Export { of, cursor } => {
            let n = model.forms_of(*of).len();
            list(export(geometry, n), (1, 0), 1, n, *cursor)
        }
        Popup::Carriers { cursor } => carriers(model, geometry, *cursor),
        // Fields, the evidence, and two lines for what stands in the way.
        Popup::Entry(form) => {
            let outer = boxed((72, tall(FIELDS.len(), 5)));
            let foot = entry_foot(inside(outer));
            list(outer, (0, foot), 1, FIELDS.len(), form.at)
        }
        Popup::Follow(_)
        | Popup::Ask { .. }
        | Popup::Address { .. }
        | Popup::Why { .. }
        | Popup::Filter(_) => return None,
    })
}

/// The lines under the fields of a log entry.
pub const fn entry_foot(inside: Area) -> u16 {
    if inside.height > 8 { 3 } else { 2 }
}

/// The offers of the palette, of so many.
fn offers(geometry: &Geometry, width: u16, n: usize, cursor: usize) -> Chosen {
    list(centred(geometry, (width, MOST + 5)), (2, 1), 1, n, cursor)
}

/// A list of `n`, each of so many lines, with lines above and under it that are
/// something else.
fn list(outer: Area, (above, under): (u16, u16), per: u16, n: usize, cursor: usize) -> Chosen {
    let inside = inside(outer);
    let height = inside.height.saturating_sub(above + under);
    let lines = window(cursor, n, usize::from(height / per)).enumerate();
    let lines = lines.map(|(nth, at)| {
        let nth = u16::try_from(nth).unwrap_or(u16::MAX / 4);
        let y = inside.y.saturating_add(above + nth * per);
        let height = per;
        (
            at,
            Area {
                y,
                height,
                ..inside
            },
        )
    });
    Chosen {
        outer,
        lines: lines.collect(),
    }
}

/// Who carries the work, then what is about it, after some air where there is.
fn carriers(model: &Model, geometry: &Geometry, cursor: usize) -> Chosen {
    let (n_carriers, n_related) = (model.carriers().len(), model.related().len());
    let n_lines = n_carriers + n_related + usize::from(n_related > 0);
    let height = u16::try_from(n_lines.max(1))
        .unwrap_or(u16::MAX / 4)
        .saturating_add(7);
    let outer = centred(geometry, (76, height));
    let inside = inside(outer);
    // How they were joined takes three lines under them.
    let n_words = match why::joined_by(model.carriers()).is_empty() {
        true => 1,
        false => 3,
    };
    // One line of air above, one before the words where there is room.
    let room = inside.height.saturating_sub(n_words);
    let top = u16::from(room > 3);
    let height = usize::from(room.saturating_sub(2 * top));
    let with_gap = height > n_lines.saturating_sub(1) && n_related > 0;
    let shown = window(cursor, n_carriers + n_related, height).enumerate();
    let lines = shown.map(|(nth, at)| {
        let gap = usize::from(with_gap && at >= n_carriers);
        let nth = u16::try_from(nth + gap).unwrap_or(u16::MAX / 4);
        let y = inside.y.saturating_add(top + nth);
        (
            at,
            Area {
                y,
                height: 1,
                ..inside
            },
        )
    });
    Chosen {
        outer,
        lines: lines.collect(),
    }
}
