//! An image of an article on its way to the screen: how it may be drawn, how
//! large, and what is never asked for.
//!
//! Asking for an image tells its server that somebody reads this, so nothing
//! here is done unless the person wants it. Nothing here asks or draws.

use url::Url;

/// Of one article not more images than this are asked for.
pub const MOST_OF_ARTICLE: usize = 12;

/// Not more bytes than this are taken for one image.
pub const MOST_BYTES: usize = 5 << 20;

/// No image is wider or higher than this, in pixels.
pub const LONGEST_SIDE: u32 = 4_096;

/// Up to so many pixels on both sides an image is a point that only tells who
/// reads.
pub const POINT: u32 = 2;

/// How an image gets onto a screen of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Two colours a cell, in any terminal that has colours.
    HalfBlocks,
    Kitty,
    Sixel,
    Iterm2,
}

impl Way {
    /// The words of the setting, and what each means.
    pub const ALL: [(&'static str, Option<Way>); 5] = [
        ("off", None),
        ("half-blocks", Some(Way::HalfBlocks)),
        ("kitty", Some(Way::Kitty)),
        ("sixel", Some(Way::Sixel)),
        ("iterm2", Some(Way::Iterm2)),
    ];

    /// Whether a part of an image can be drawn, when the rest is above or
    /// below the screen.
    pub fn clips(self) -> bool {
        matches!(self, Way::HalfBlocks | Way::Kitty)
    }

    /// Whether letters can stand over an image that is drawn. Kitty's could,
    /// but what makes it known to the terminal rides on its first cell, and a
    /// box that covers that one would keep it from ever being known.
    pub fn lies_under(self) -> bool {
        self == Way::HalfBlocks
    }
}

/// One cell of the terminal, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub width: u16,
    pub height: u16,
}

impl Default for Cell {
    /// Where the terminal does not say: twice as high as wide, as most are.
    fn default() -> Cell {
        Cell {
            width: 8,
            height: 16,
        }
    }
}

impl Cell {
    /// A cell of a screen of so many cells and pixels; `None` where those
    /// cannot be true.
    pub fn of(cells: (u16, u16), pixels: (u16, u16)) -> Option<Cell> {
        let width = pixels.0.checked_div(cells.0)?;
        let height = pixels.1.checked_div(cells.1)?;
        let is_sound = (2..=64).contains(&width) && (4..=128).contains(&height);
        is_sound.then_some(Cell { width, height })
    }
}

/// The room an image takes, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    pub columns: u16,
    pub rows: u16,
}

/// The room for an image of so many pixels: never larger than it is, than
/// `most`, and never without a cell; its shape stays.
pub fn room(pixels: (u32, u32), cell: Cell, most: Room) -> Room {
    let (width, height) = (f64::from(pixels.0.max(1)), f64::from(pixels.1.max(1)));
    let (cell_width, cell_height) = (f64::from(cell.width.max(1)), f64::from(cell.height.max(1)));
    let across = f64::from(most.columns) * cell_width / width;
    let down = f64::from(most.rows) * cell_height / height;
    let scale = across.min(down).min(1.0);
    let cells = |side: f64, cell: f64, most: u16| {
        // A float becomes the nearest whole number there is; never a panic.
        let cells = (side * scale / cell).ceil() as u16;
        cells.clamp(1, most.max(1))
    };
    Room {
        columns: cells(width, cell_width, most.columns),
        rows: cells(height, cell_height, most.rows),
    }
}

/// Why an address of an image is not asked for, as a sentence part; `None`
/// where it may be. Not encrypted, everybody on the way would see what is
/// read: only a source that is followed that way itself may do so.
pub fn objection(address: &str, followed: &str) -> Option<&'static str> {
    let Ok(address) = Url::parse(address) else {
        return Some("its address cannot be read");
    };
    let followed = Url::parse(followed).ok();
    let is_own = followed.is_some_and(|it| it.scheme() == "http" && it.host() == address.host());
    let is_drawing = address.path().to_ascii_lowercase().ends_with(".svg");
    match address.scheme() {
        _ if is_drawing => Some(SVG),
        "https" => None,
        "http" if is_own => None,
        _ => Some("its address is not https, so everybody on the way would see what you read"),
    }
}

/// Why a drawing of lines is not shown: it is a program, not pixels.
pub const SVG: &str = "it is an SVG drawing, which is not drawn here";

#[cfg(test)]
mod tests {
    use super::Cell;
    use super::Room;
    use super::objection;
    use super::room;

    #[track_caller]
    fn check(pixels: (u32, u32), most: (u16, u16), expected: (u16, u16)) {
        let cell = Cell {
            width: 10,
            height: 20,
        };
        let most = Room {
            columns: most.0,
            rows: most.1,
        };
        let Room { columns, rows } = room(pixels, cell, most);
        assert_eq!((columns, rows), expected, "{pixels:?} in {most:?}");
    }

    #[test]
    fn an_image_keeps_its_shape_and_is_never_made_larger() {
        check((100, 100), (76, 10), (10, 5));
        check((1_520, 400), (76, 10), (76, 10));
        check((1_520, 200), (76, 10), (76, 5));
        check((400, 4_000), (76, 10), (2, 10));
        check((4_096, 3), (76, 10), (76, 1));
        check((3, 4_096), (76, 10), (1, 10));
        check((0, 0), (0, 0), (1, 1));
        check(
            (u32::MAX, u32::MAX),
            (u16::MAX, u16::MAX),
            (u16::MAX, u16::MAX / 2 + 1),
        );
    }

    #[test]
    fn a_cell_that_cannot_be_is_not_believed() {
        assert_eq!(Cell::of((80, 24), (0, 0)), None);
        assert_eq!(Cell::of((0, 0), (800, 480)), None);
        assert_eq!(Cell::of((80, 24), (u16::MAX, u16::MAX)), None);
        let cell = Cell {
            width: 10,
            height: 20,
        };
        assert_eq!(Cell::of((80, 24), (800, 480)), Some(cell));
    }

    #[test]
    fn an_image_is_asked_for_over_https_or_as_its_own_source_is() {
        let own = "http://10.0.0.7:8080/feed";
        assert_eq!(objection("https://a.example/x.png", ""), None);
        assert_eq!(objection("http://10.0.0.7:9/x.png", own), None);
        for refused in [
            "http://a.example/x.png",
            "https://a.example/x.SVG?v=2",
            "ftp://a.example/x.png",
            "file:///etc/passwd",
            "no address",
        ] {
            assert!(objection(refused, own).is_some(), "{refused}");
        }
        assert!(objection("http://a.example/x.png", "https://a.example/feed").is_some());
    }
}
