//! Where everything is drawn: cells, a theme and a set of glyphs.
//!
//! Nothing is ever written outside the screen or wider than it was given room;
//! what does not fit ends in one cut mark at a grapheme border.

use std::num::NonZeroU16;

use ratatui::buffer::Buffer;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::geometry::Area;
use crate::app::model::Settings;
use crate::domain::text::acts;
use crate::domain::text::width;
use crate::ui::glyphs::Glyphs;
use crate::ui::pictures::Pictures;
use crate::ui::pictures::Placed;
use crate::ui::text;
use crate::ui::theme::Ground;
use crate::ui::theme::Role;
use crate::ui::theme::Theme;
use crate::ui::theme::indexed;

/// The screen while it is drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    pub theme: Theme,
    pub glyphs: &'static Glyphs,
    /// Whether links are written for the terminal to open (OSC 8).
    links: bool,
    /// Where the terminal's own cursor goes; the last word wins.
    pub cursor: Option<(u16, u16)>,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, settings: &Settings) -> Canvas<'a> {
        Canvas {
            buffer,
            theme: Theme::of(settings),
            glyphs: Glyphs::of(settings.ascii),
            links: settings.links,
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
        if let Some(cell) = self.buffer.cell_mut(Position::new(left, y)) {
            let cells = match cell.diff_option {
                // A link is longer than what it shows.
                CellDiffOption::ForcedWidth(cells) => usize::from(cells.get()),
                _ => width(cell.symbol()),
            };
            if cells > 1 {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
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

    /// Makes cells of a line lead somewhere, where the terminal takes that.
    ///
    /// Each cell carries the whole link, because a frame may redraw any of
    /// them alone; the terminal joins them by their id.
    ///
    /// Source: "Hyperlinks in terminal emulators" (Koblinger), OSC 8.
    pub fn link(&mut self, (x, y): (u16, u16), width: u16, number: u32, target: &str) {
        let is_web = target.starts_with("https://") || target.starts_with("http://");
        let is_plain = target.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
        // Longer ones are cut by terminals, and a cut link leads elsewhere.
        if !self.links || !is_web || !is_plain || target.len() > 2_000 {
            return;
        }
        for at in x..x.saturating_add(width) {
            let Some(cell) = self.buffer.cell_mut(Position::new(at, y)) else {
                return;
            };
            let letter = cell.symbol();
            let cells = NonZeroU16::new(text::cells_u16(letter).max(1));
            let linked = format!("\u{1b}]8;id={number};{target}\u{1b}\\{letter}\u{1b}]8;;\u{1b}\\");
            cell.set_symbol(&linked);
            if let Some(cells) = cells {
                cell.set_diff_option(CellDiffOption::ForcedWidth(cells));
            }
        }
    }

    /// A part of an image; one made of letters in no more colours than there
    /// are. Others name themselves by a colour, which must stay.
    pub fn picture(&mut self, placed: &Placed<'_>, pictures: &dyn Pictures, of_letters: bool) {
        pictures.draw(placed, self.buffer);
        if !(of_letters && self.theme.is_indexed()) {
            return;
        }
        let Area {
            x,
            y,
            width,
            height,
        } = placed.area;
        let area = Rect::new(x, y, width, height).intersection(self.buffer.area);
        for at in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(at) {
                cell.fg = indexed(cell.fg);
                cell.bg = indexed(cell.bg);
            }
        }
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

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::buffer::CellDiffOption;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::Canvas;
    use crate::app::model::Settings;

    fn symbols(links: bool, target: &str) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let settings = Settings {
            links,
            ..Settings::default()
        };
        let mut canvas = Canvas::new(&mut buffer, &settings);
        canvas.write(0, 0, "a心b", Style::new());
        canvas.link((0, 0), 4, 3, target);
        buffer
            .content()
            .iter()
            .map(|cell| cell.symbol().to_string())
            .collect()
    }

    #[test]
    fn a_link_is_written_for_the_terminal_only_where_it_takes_one() {
        let target = "https://example.org/a?b=c";
        let linked = symbols(true, target);
        let expected = format!("\u{1b}]8;id=3;{target}\u{1b}\\a\u{1b}]8;;\u{1b}\\");
        assert_eq!(linked[0], expected);
        assert!(linked[1].contains('心') && linked[3].contains('b'));
        assert_eq!(linked[4], " ");
        assert_eq!(symbols(false, target)[0], "a");
    }

    #[test]
    fn no_target_carries_a_sequence_into_the_terminal() {
        for target in [
            "https://a.example/\u{1b}\\\u{1b}]52;c;eA==\u{7}",
            "https://a.example/ x",
            "https://a.example/\u{9b}2J",
            "https://é.example",
            "javascript:alert(1)",
            "file:///etc/passwd",
        ] {
            assert_eq!(symbols(true, target)[0], "a", "{target:?}");
        }
    }

    #[test]
    fn a_linked_letter_takes_the_cells_it_shows() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let settings = Settings {
            links: true,
            ..Settings::default()
        };
        let mut canvas = Canvas::new(&mut buffer, &settings);
        canvas.write(0, 0, "心", Style::new());
        canvas.link((0, 0), 2, 1, "https://example.org");
        let two = std::num::NonZeroU16::new(2).map(CellDiffOption::ForcedWidth);
        assert_eq!(Some(buffer[(0, 0)].diff_option), two);
    }
}
