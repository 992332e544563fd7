//! Clicks on lines that can be ticked: of the filter, of what can be given out,
//! of the welcome. A click anywhere else in a box does nothing.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::welcome::FIELD;
use crate::app::welcome::Step;
use crate::app::welcome::columns;
use crate::app::welcome::field_lines;
use crate::domain::catalogue::FIELDS;

impl Model {
    pub(super) fn click_box(&mut self, x: u16, y: u16, geometry: &Geometry) {
        match &self.popup {
            Some(Popup::Filter(filter)) => {
                let (_, columns) = boxes::filter(geometry, filter.column);
                let mut columns = columns.into_iter();
                let Some((column, area)) = columns.find(|(_, area)| super::holds(*area, x, y))
                else {
                    return;
                };
                let here = column == filter.column;
                let cursor = if here { filter.cursor() } else { 0 };
                let height = usize::from(area.height.saturating_sub(1));
                if let Some(at) = line(area, y, cursor, height) {
                    self.tick_filter_at(column, at);
                }
            }
            Some(Popup::Export { of, cursor }) => {
                let (of, cursor) = (*of, *cursor);
                let n_forms = self.forms_of(of).len();
                let area = boxes::inside(boxes::export(geometry, n_forms));
                let height = usize::from(area.height.saturating_sub(1));
                let at = line(area, y, cursor, height).filter(|at| *at < n_forms);
                let Some(at) = at.filter(|_| super::holds(area, x, y)) else {
                    return;
                };
                match at == cursor {
                    true => self.accept_popup(),
                    false => self.popup = Some(Popup::Export { of, cursor: at }),
                }
            }
            _ => {}
        }
    }

    /// A field or a list of the welcome, by its line and by the cells it is from
    /// the left: ticked, or the tick taken off.
    pub(super) fn click_welcome(&mut self, x: u16, line: usize) {
        match self.welcome.step {
            Step::Fields => {
                let lines = field_lines(self.width);
                let column = usize::from(x.saturating_sub(1) / FIELD);
                let in_column = self.welcome.top + line;
                let at = column * lines + in_column;
                if column < columns(self.width) && in_column < lines && at < FIELDS.len() {
                    self.welcome.cursor = at;
                    self.tick_in_welcome();
                }
            }
            Step::Lists => {
                let at = self.welcome.offer_top + line;
                if at < self.welcome.offers.len() {
                    self.welcome.offer_cursor = at;
                    self.tick_in_welcome();
                }
            }
            Step::Inside => {}
        }
    }
}

/// Which line of a list whose head is the first line of an area is at `y`.
fn line(area: Area, y: u16, cursor: usize, height: usize) -> Option<usize> {
    let nth = usize::from(y.checked_sub(area.y + 1)?);
    let top = boxes::window(cursor, usize::MAX, height).start;
    (nth < height).then_some(top + nth)
}
