//! Where the boxes stand that the mouse can tick lines in; used by drawing and
//! by clicks alike. Nothing is drawn here.

use crate::app::filter::Column;
use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::text;
use crate::domain::text::clean;

/// The size of the filter's box in cells, where there is room.
const FILTER: (u16, u16) = (64, 17);

/// Under this width of its inside it has one column.
const NARROW: u16 = 54;

/// How wide its columns are.
const COLUMNS: [(Column, u16); 3] = [(Column::Topic, 22), (Column::Kind, 19), (Column::Show, 19)];

/// A box of at most so many cells in the middle of the body. It covers neither
/// the place line nor the message line.
pub fn centred(geometry: &Geometry, (width, height): (u16, u16)) -> Area {
    let screen = geometry.place.width;
    let body = geometry.message.y;
    let width = width.min(screen.saturating_sub(4));
    let height = height.min(body.saturating_sub(1));
    Area {
        x: (screen - width) / 2,
        y: (body.saturating_sub(height) / 2).max(1),
        width,
        height,
    }
}

/// What its frame leaves.
pub fn inside(area: Area) -> Area {
    Area {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Which lines of a long list show, so that the cursor is among them.
pub fn window(cursor: usize, n_lines: usize, height: usize) -> std::ops::Range<usize> {
    let top = (cursor + 1).saturating_sub(height);
    top..(top + height).min(n_lines)
}

/// The filter's box and its columns; of these only the `shown` one where it is
/// narrow. The first line of a column is its head.
pub fn filter(geometry: &Geometry, shown: Column) -> (Area, Vec<(Column, Area)>) {
    let outer = centred(geometry, FILTER);
    let inside = inside(outer);
    // What always shows and the keys stand below, with air where there is some.
    let lists = Area {
        y: inside.y + 1,
        height: inside.height.saturating_sub(4),
        ..inside
    };
    if inside.width < NARROW {
        return (outer, vec![(shown, lists)]);
    }
    let mut x = inside.x + 1;
    let columns = COLUMNS.map(|(column, width)| {
        let area = Area {
            x,
            width: width.min(inside.right().saturating_sub(x)),
            ..lists
        };
        x += width;
        (column, area)
    });
    (outer, columns.to_vec())
}

/// The box of what can be given out, in so many forms. The first line of its
/// inside is its head.
pub fn export(geometry: &Geometry, n_forms: usize) -> Area {
    let n_forms = u16::try_from(n_forms).unwrap_or(u16::MAX - 4);
    centred(geometry, (76, n_forms.saturating_add(4)))
}

/// The box of one line of text.
pub fn ask(geometry: &Geometry) -> Area {
    centred(geometry, (76, 5))
}

/// The box of an address to follow, until there are feeds to pick.
pub fn follow(geometry: &Geometry) -> Area {
    centred(geometry, (68, 5))
}

/// The box of an address that could not be opened, with what is said of it and
/// the address, wrapped.
pub fn address(geometry: &Geometry, link: &str, why: &str) -> (Area, Vec<String>, Vec<String>) {
    let width = geometry.place.width.saturating_sub(4).min(76);
    let room = usize::from(width.saturating_sub(4)).max(1);
    // As it is, cell for cell: only a border of the box stands between lines.
    let letters: Vec<char> = clean(link).chars().collect();
    let link: Vec<String> = letters.chunks(room).map(|it| it.iter().collect()).collect();
    let said = wrap(&[Run::plain(format!("{why} The address is copied:"))], room);
    let said = said.into_iter();
    let said: Vec<String> = said
        .map(|line| line.into_iter().map(|run| run.text).collect())
        .collect();
    let height = u16::try_from(said.len() + link.len() + 3).unwrap_or(u16::MAX);
    (centred(geometry, (width, height)), said, link)
}

/// The box of what may follow a key: at the bottom right, on narrow screens a
/// band above the hints.
pub fn which_key<'a>(
    geometry: &Geometry,
    follow: impl Iterator<Item = (&'a str, &'a str)>,
) -> Area {
    let (mut n_lines, mut longest) = (0_u16, 0);
    for (key, label) in follow {
        n_lines += 1;
        longest = longest.max(text::width(key) + text::width(label));
    }
    let longest = u16::try_from(longest).unwrap_or(u16::MAX / 4);
    let screen = geometry.place.width;
    let width = match screen {
        ..80 => screen,
        _ => (longest + 8).max(24),
    };
    let height = (n_lines + 2).min(geometry.message.y.saturating_sub(1));
    Area {
        x: match screen {
            ..80 => 0,
            _ => screen.saturating_sub(width + 3),
        },
        y: geometry.message.y - height,
        width,
        height,
    }
}
