//! Where things stand on the screen, as a pure function of its size and of
//! what is open; used by the keys (how far a page is) and by drawing alike.
//!
//! | width | lists | rows | article |
//! |---|---|---|---|
//! | under 80 | a page of their own when open | two lines each | own page |
//! | 80 to 99 | 22 wide when open | one line | own page |
//! | 100 to 149 | 24, from 110 on 27 | one line | own page |
//! | 150 and more | 27 | at most 92 wide | at the right, at most 76 |
//!
//! Under 20 rows the strip goes, under 16 the tabs. The health screen keeps a
//! small one: what is the matter with a source stands nowhere else.

pub mod boxes;
pub mod chosen;

use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::paper::WIDEST;
use crate::app::welcome::Step;

/// Below this nothing but a notice fits.
pub const LEAST_WIDTH: u16 = 40;
pub const LEAST_HEIGHT: u16 = 12;

/// A rectangle in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// The first column right of it.
    pub const fn right(&self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The first line under it.
    pub const fn bottom(&self) -> u16 {
        self.y.saturating_add(self.height)
    }
}

/// The areas of the shown screen. What is not shown is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// Under 40 columns or 12 rows nothing but a notice fits.
    pub too_small: bool,
    pub place: Area,
    /// The topics, the tabs of the health screen, or the search box.
    pub tabs: Option<Area>,
    /// The lists; the rule at their right is the column after them.
    pub lists: Option<Area>,
    /// The rows of the listing (or of the health screen, the help page, the
    /// messages); its height is in lines.
    pub rows: Option<Area>,
    /// Lines a row takes: 1 or 2.
    pub row_height: u16,
    /// The year of the learning log; the rule under it is the line after it.
    pub chart: Option<Area>,
    /// Lines under the entries of the log.
    pub log_foot: u16,
    /// The selected title in full; the rule above it is one line higher.
    pub strip: Option<Area>,
    /// The article's text, in the reader or at the right of the rows; at the
    /// right the rule is two columns before it.
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

/// Whether there is nothing to show because nothing is followed.
pub fn nothing_followed(model: &Model) -> bool {
    let nothing_kept = model.timeline.rows.is_empty();
    model.timeline.answered && nothing_kept && model.overview.n_sources == 0
}

/// The geometry of what the model shows.
pub fn geometry(model: &Model) -> Geometry {
    geometry_of(model, model.view())
}

/// The geometry of a screen that may lie under another one.
pub fn geometry_of(model: &Model, view: View) -> Geometry {
    let (width, height) = (model.width, model.height);
    let line = |y: u16| Area {
        x: 0,
        y,
        width,
        height: height.min(1),
    };
    let bare = Geometry {
        too_small: width < LEAST_WIDTH || height < LEAST_HEIGHT,
        place: line(0),
        message: line(height.saturating_sub(2)),
        hints: line(height.saturating_sub(1)),
        row_height: 1,
        ..Geometry::default()
    };
    if bare.too_small {
        return bare;
    }
    match view {
        View::Timeline => timeline(model, bare),
        View::Reader => reader(bare),
        View::Saved | View::Search | View::Health | View::Who => page_of_rows(model, view, bare),
        View::Log => log(model, bare),
        View::Help => help(bare),
        View::Welcome => welcome(model, bare),
        View::Review | View::Messages => Geometry {
            rows: Some(under(&bare, 2)),
            ..bare
        },
    }
}

/// Everything from a line down to the message line.
fn under(geometry: &Geometry, y: u16) -> Area {
    Area {
        x: 0,
        y,
        width: geometry.place.width,
        height: geometry.message.y.saturating_sub(y),
    }
}

fn timeline(model: &Model, bare: Geometry) -> Geometry {
    let (width, height) = (model.width, model.height);
    let with_tabs = Geometry {
        tabs: has_tabs(height).then_some(Area { y: 1, ..bare.place }),
        ..bare
    };
    let body = under(&with_tabs, top(height));
    let lists_open = match width {
        100.. => !model.lists_hidden,
        _ => model.lists_open,
    } && !nothing_followed(model);
    let lists_zoomed = model.zoomed && model.focus == Pane::Lists;
    if lists_open && (width < 80 || lists_zoomed) {
        return Geometry {
            lists: Some(body),
            ..with_tabs
        };
    }
    if model.zoomed && model.focus == Pane::Article && width >= 150 && !model.article_hidden {
        return Geometry {
            article: Some(column(body)),
            ..with_tabs
        };
    }
    let lists = (lists_open && !model.zoomed).then_some(Area {
        width: match width {
            110.. => 27,
            100.. => 24,
            _ => 22,
        },
        ..body
    });
    let left = lists.map_or(0, |lists| lists.width + 1);
    let rows = Area {
        x: left,
        width: width - left,
        ..body
    };
    let with_rows = Geometry {
        lists,
        row_height: row_height(model),
        ..with_tabs
    };
    if width >= 150 && !model.article_hidden && !model.zoomed && !nothing_followed(model) {
        let (rows, article) = beside(rows);
        return Geometry {
            rows: Some(rows),
            article: Some(article),
            ..with_rows
        };
    }
    let (rows, strip) = above_strip(rows, strip_height(width, height, 3));
    Geometry {
        rows: Some(rows),
        strip,
        ..with_rows
    }
}

/// Rows at the left, the article at the right of them.
fn beside(whole: Area) -> (Area, Area) {
    /// Rule and air of the article: a column each side of its text.
    const FRAME: u16 = 3;
    /// The article keeps at least so much, its air included.
    const ARTICLE: u16 = 55;
    let rows = whole.width.saturating_sub(ARTICLE + 1).min(92);
    let text = whole.width.saturating_sub(rows + FRAME).min(WIDEST);
    (
        Area {
            width: rows,
            ..whole
        },
        Area {
            x: whole.x + rows + 2,
            width: text,
            ..whole
        },
    )
}

fn reader(bare: Geometry) -> Geometry {
    let body = under(&bare, 2);
    // The rule with how far one is stands under the text.
    let text = Area {
        height: body.height.saturating_sub(1),
        ..body
    };
    Geometry {
        article: Some(column(text)),
        ..bare
    }
}

/// A text column of 76 at most, a little left of the middle.
fn column(body: Area) -> Area {
    let width = body.width.saturating_sub(2).min(WIDEST);
    let centred = body.width.saturating_sub(WIDEST + 8) / 2;
    let air = body.width.saturating_sub(width) / 2;
    Area {
        x: body.x + centred.max(air.min(2)),
        width,
        ..body
    }
}

fn page_of_rows(model: &Model, view: View, bare: Geometry) -> Geometry {
    let (width, height) = (model.width, model.height);
    let tabs = match view {
        View::Search => true,
        View::Health | View::Who | View::Saved => has_tabs(height),
        _ => false,
    };
    // Line 2, then a line of column heads or of air.
    let top = if has_tabs(height) { 3 } else { 2 };
    let least = match view {
        View::Health => 7,
        View::Who => 4,
        _ => 3,
    };
    let body = under(&bare, top);
    let strip = match view {
        View::Health => strip_height(width, height, least).or(Some(3)),
        _ => strip_height(width, height, least),
    };
    let (rows, strip) = above_strip(body, strip);
    Geometry {
        tabs: tabs.then_some(Area { y: 1, ..bare.place }),
        rows: Some(rows),
        row_height: match view {
            View::Health | View::Who => 1 + u16::from(width < 80),
            _ => row_height(model),
        },
        strip,
        ..bare
    }
}

/// The year as a chart, a rule, the entries, and a last line that says what
/// all of it is not.
fn log(model: &Model, bare: Geometry) -> Geometry {
    let height = model.height;
    let tabs = has_tabs(height).then_some(Area { y: 1, ..bare.place });
    let top = if height >= 22 { 3 } else { top(height) };
    let body = under(&bare, top);
    // Twelve lines, or three months a line.
    let chart = Area {
        height: if height >= 22 { 12 } else { 4 },
        ..body
    };
    // The sentence under them has 54 letters and is never cut.
    let log_foot = if bare.place.width < 57 { 2 } else { 1 };
    let n_claims = model.log_claims().len().min(2) as u16;
    let first = chart.bottom() + 1 + n_claims;
    let rows = Area {
        y: first,
        height: body.bottom().saturating_sub(first + log_foot),
        ..body
    };
    Geometry {
        tabs,
        chart: Some(chart),
        log_foot,
        rows: Some(rows),
        ..bare
    }
}

/// A page of its own; from 100 columns on a box whose inside this is.
/// The fields under the question; the lists above what explains them.
fn welcome(model: &Model, bare: Geometry) -> Geometry {
    let (width, height) = (model.width, model.height);
    let body = under(&bare, if has_tabs(height) { 5 } else { 2 });
    let explains = model.welcome.step != Step::Fields && height >= 20 && width >= 60;
    let strip = explains.then_some(if height >= 30 { 14 } else { 6 });
    let (rows, strip) = above_strip(body, strip);
    Geometry {
        rows: Some(rows),
        strip,
        ..bare
    }
}

fn help(bare: Geometry) -> Geometry {
    let body = under(&bare, 2);
    let rows = match bare.place.width {
        100.. => Area {
            x: (bare.place.width - 100) / 2 + 2,
            y: 2,
            width: 96,
            height: body.height.saturating_sub(2),
        },
        _ => Area {
            x: 1,
            width: body.width.saturating_sub(2),
            ..body
        },
    };
    Geometry {
        rows: Some(rows),
        ..bare
    }
}

fn above_strip(body: Area, height: Option<u16>) -> (Area, Option<Area>) {
    match height {
        Some(height) if body.height > height + 1 => {
            let rows = Area {
                height: body.height - height - 1,
                ..body
            };
            let strip = Area {
                y: rows.bottom() + 1,
                height,
                ..body
            };
            (rows, Some(strip))
        }
        _ => (body, None),
    }
}

fn strip_height(width: u16, height: u16, least: u16) -> Option<u16> {
    match (width, height) {
        (..80, _) | (_, ..20) => None,
        (100.., 30..) => Some(9),
        _ => Some(least),
    }
}

fn row_height(model: &Model) -> u16 {
    1 + u16::from(model.width < 80 || model.two_lines)
}

fn has_tabs(height: u16) -> bool {
    height >= 16
}

/// The first line of the body.
fn top(height: u16) -> u16 {
    1 + u16::from(has_tabs(height))
}

#[cfg(test)]
pub(crate) mod tests;
