//! How it looks.
pub fn draw(_: &crate::app::model::Model, _: &mut ratatui::Frame) {}
