//! Where everything is drawn: cells, a theme and a set of glyphs.
//!
//! Nothing is ever written outside the screen or wider than it was given room;
//! what does not fit ends in one cut mark at a grapheme border.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::geometry::Area;
use crate::app::model::Settings;
use crate::domain::text::acts;
use crate::domain::text::width;
use crate::ui::glyphs::Glyphs;
use crate::ui::text;
use crate::ui::theme::Ground;
use crate::ui::theme::Role;
use crate::ui::theme::Theme;

/// The screen while it is drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    pub theme: Theme,
    pub glyphs: &'static Glyphs,
    /// Where the terminal's own cursor goes; the last word wins.
    pub cursor: Option<(u16, u16)>,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, settings: &Settings) -> Canvas<'a> {
        Canvas {
            buffer,
            theme: Theme::of(settings),
            glyphs: Glyphs::of(settings.ascii),
            cursor: None,
        }
    }

    /// Empties an area and gives it a ground.
    pub fn fill(&mut self, area: Area, ground: Ground) {
        let style = self.theme.ground(ground);
        let screen = self.buffer.area;
        let area = Rect::new(area.x, area.y, area.width, area.height).intersection(screen);
        for y in area.top()..area.bottom() {
            self.uncover(area.left(), y);
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// A wide letter whose right half is about to be covered becomes a blank:
    /// half a letter would push the rest of the line.
    fn uncover(&mut self, x: u16, y: u16) {
        let Some(left) = x.checked_sub(1) else {
            return;
        };
        if let Some(cell) = self.buffer.cell_mut(Position::new(left, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }

    /// Text of ours or of others in at most `room` cells; gives how many it
    /// took. Colours its letters only, the ground stays.
    pub fn put(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let spelled = text::spell(words, self.glyphs);
        let shown = text::fit(&spelled, usize::from(room), self.glyphs);
        self.write(x, y, &shown, style)
    }

    /// Like [`Canvas::put`], but ends at `right` (which it does not touch);
    /// gives where it began.
    pub fn put_right(&mut self, right: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let spelled = text::spell(words, self.glyphs);
        let shown = text::fit(&spelled, usize::from(room), self.glyphs);
        let x = right.saturating_sub(text::cells_u16(&shown));
        self.write(x, y, &shown, style);
        x
    }

    /// Writes what already fits, and gives how many cells it took.
    pub fn write(&mut self, x: u16, y: u16, shown: &str, style: Style) -> u16 {
        let right = self.buffer.area.right();
        let mut at = x;
        for grapheme in shown.graphemes(true) {
            let wide = text::cells_u16(grapheme);
            if wide == 0 {
                continue;
            }
            if at.saturating_add(wide) > right {
                break;
            }
            if let Some(cell) = self.buffer.cell_mut(Position::new(at, y)) {
                match grapheme.contains(acts) {
                    // Joined to a letter that is seen, as a tag or a mark of
                    // direction may be: the letter stays.
                    true => cell.set_symbol(&grapheme.replace(acts, "")),
                    false => cell.set_symbol(grapheme),
                };
                cell.set_style(style);
            }
            for rest in at + 1..at + wide {
                if let Some(cell) = self.buffer.cell_mut(Position::new(rest, y)) {
                    cell.set_symbol(" ");
                    cell.set_style(style);
                }
            }
            at += wide;
        }
        at - x
    }

    /// One glyph over and over, to the right.
    pub fn rule(&mut self, x: u16, y: u16, width: u16, role: Role) {
        let style = self.theme.text(role);
        for at in x..x.saturating_add(width) {
            self.write(at, y, self.glyphs.horizontal, style);
        }
    }

    /// One glyph over and over, downwards.
    pub fn upright(&mut self, x: u16, y: u16, height: u16, role: Role) {
        let style = self.theme.text(role);
        for at in y..y.saturating_add(height) {
            self.write(x, at, self.glyphs.vertical, style);
        }
    }

    /// The ground of one row, its cursor bar included, where it is selected.
    pub fn select(&mut self, row: Area, focused: bool) {
        let (ground, role) = match focused {
            true => (Ground::Selected, Role::Accent),
            false => (Ground::SelectedElsewhere, Role::Dim),
        };
        self.fill(row, ground);
        let style = self.theme.text(role);
        for y in row.y..row.bottom() {
            self.write(row.x, y, self.glyphs.bar, style);
        }
        if focused {
            self.cursor = Some((row.x, row.y));
        }
    }
}
