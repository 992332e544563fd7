//! What the person sees: the model, drawn.
//!
//! Nothing here decides, asks or remembers; a frame is a function of the model
//! and its size. Three lines never move: the place, the messages, the hints.
//! Reading order: [`canvas`] and [`theme`], `row`, then the screens.

pub mod canvas;
mod glyphs;
mod lists;
pub mod pictures;
mod popup;
mod popups;
mod progress;
mod row;
mod screens;
mod status;
mod strip;
mod text;
pub mod theme;
mod totals;

#[cfg(test)]
mod acceptance_tests;
#[cfg(test)]
mod edge_tests;
#[cfg(test)]
mod every;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod pointing_tests;
#[cfg(test)]
mod sizes_tests;
#[cfg(test)]
mod storm_tests;
#[cfg(test)]
mod testing;

use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::geometry::Area;
use crate::app::geometry::geometry_of;
use crate::app::model::Model;
use crate::app::model::View;
use crate::ui::canvas::Canvas;
use crate::ui::pictures::NoPictures;
use crate::ui::pictures::Pictures;
use crate::ui::theme::Ground;

/// Draws everything the model shows, and puts the terminal's own cursor on
/// what is selected or typed, so that a screen reader that follows it speaks
/// that line.
pub fn draw(model: &Model, frame: &mut Frame) {
    draw_with(model, &NoPictures, frame);
}

/// The same with the images of the article that is read.
pub fn draw_with(model: &Model, pictures: &dyn Pictures, frame: &mut Frame) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let mut canvas = Canvas::new(buffer, &model.settings);
    let whole = Area {
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    };
    canvas.fill(whole, Ground::Page);
    draw_on(model, whole, pictures, &mut canvas);
    let cursor = canvas.cursor;
    if let Some((x, y)) = cursor
        && x < area.width
        && y < area.height
    {
        frame.set_cursor_position(Position::new(x, y));
    }
}

fn draw_on(model: &Model, whole: Area, pictures: &dyn Pictures, canvas: &mut Canvas) {
    let view = model.view();
    let geometry = geometry_of(model, view);
    if geometry.too_small {
        screens::empty::too_small(model, whole, canvas);
        return;
    }
    match view {
        View::Timeline => screens::timeline::draw(model, &geometry, canvas),
        View::Reader => {
            screens::reader::draw(model, &geometry, canvas);
            pictures::draw(model, pictures, canvas);
        }
        View::Saved => screens::saved::draw(model, &geometry, canvas),
        View::Search => screens::search::draw(model, &geometry, canvas),
        View::Health => screens::health::draw(model, &geometry, canvas),
        View::Log => screens::log::draw(model, &geometry, canvas),
        View::Review => screens::review::draw(model, &geometry, canvas),
        View::Welcome => screens::welcome::draw(model, &geometry, canvas),
        View::Who => screens::who::draw(model, &geometry, canvas),
        View::Help => screens::help::draw(model, &geometry, canvas),
        View::Messages => screens::messages::draw(model, &geometry, canvas),
    }
    status::place(model, &geometry, canvas);
    status::message(model, &geometry, canvas);
    status::hints(model, &geometry, canvas);
    if let Some(popup) = &model.popup {
        popups::draw(model, popup, &geometry, canvas);
    } else if model.which_key && !model.waiting.is_empty() {
        popups::whichkey::draw(model, &geometry, canvas);
    }
}
