//! Everything that lies on top of a screen, one file each; at most one at a
//! time.

pub mod address;
pub mod ask;
pub mod carriers;
pub mod entry;
pub mod export;
pub mod filter;
pub mod follow;
pub mod jump;
pub mod links;
pub mod palette;
pub mod tend;
pub mod whichkey;
pub mod why;

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::ui::canvas::Canvas;
use crate::ui::text;

pub fn draw(model: &Model, popup: &Popup, geometry: &Geometry, canvas: &mut Canvas) {
    // What lies below has no cursor while something is on top.
    canvas.cursor = None;
    match popup {
        Popup::Links { cursor } => links::draw(model, *cursor, geometry, canvas),
        Popup::Palette { input, cursor } => palette::draw(model, input, *cursor, geometry, canvas),
        Popup::Jump { input, cursor } => jump::draw(model, input, *cursor, geometry, canvas),
        Popup::Follow(follow) => follow::draw(model, follow, geometry, canvas),
        Popup::Tend { of, cursor } => tend::draw(model, of, *cursor, geometry, canvas),
        Popup::Ask { what, input } => ask::draw(model, what, input, geometry, canvas),
        Popup::Lists { source, cursor } => {
            tend::draw_lists(model, *source, *cursor, geometry, canvas);
        }
        Popup::Entry(form) => entry::draw(model, form, geometry, canvas),
        Popup::Filter(filter) => filter::draw(model, filter, geometry, canvas),
        Popup::Export { of, cursor } => export::draw(model, *of, *cursor, geometry, canvas),
        Popup::Address { link, why } => address::draw(link, why, geometry, canvas),
        Popup::Why { cursor } => why::draw(model, *cursor, geometry, canvas),
        Popup::Carriers { cursor } => carriers::draw(model, *cursor, geometry, canvas),
    }
}

/// The line `nth` lines below the top of a popup's inside.
fn line(inside: Area, nth: usize) -> Area {
    Area {
        y: inside.y.saturating_add(text::to_u16(nth)),
        height: 1,
        ..inside
    }
}
