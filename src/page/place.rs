//! Where in a page one is: which blocks are open, and what a line becomes
//! when it ends there.
//!
//! This is not HTML's tree construction, only what is needed so that a tag
//! left open or closed twice spoils no more than its own block.

use crate::page::inline::Style;

/// Blocks deeper than this are read without their structure.
pub const DEEPEST: usize = 500;

/// A sort of block element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Paragraph,
    Heading(u8),
    Summary,
    List,
    Item,
    Definitions,
    Term,
    Meaning,
    Quote,
    Code,
    Table,
    Caption,
    Row,
    Cell,
    Figure,
    FigureCaption,
    Form,
}

impl Kind {
    pub fn of(name: &str) -> Option<Kind> {
        Some(match name {
            "p" => Kind::Paragraph,
            "div" | "section" | "article" | "aside" | "header" | "footer" | "main" | "nav"
            | "address" | "center" | "details" | "fieldset" | "hgroup" | "legend" | "search" => {
                Kind::Plain
            }
            "h1" => Kind::Heading(1),
            "h2" => Kind::Heading(2),
            "h3" => Kind::Heading(3),
            "h4" => Kind::Heading(4),
            "h5" => Kind::Heading(5),
            "h6" => Kind::Heading(6),
            "summary" => Kind::Summary,
            "ul" | "ol" | "menu" | "dir" => Kind::List,
            "li" => Kind::Item,
            "dl" => Kind::Definitions,
            "dt" => Kind::Term,
            "dd" => Kind::Meaning,
            "blockquote" => Kind::Quote,
            "pre" | "listing" | "xmp" => Kind::Code,
            "table" => Kind::Table,
            "caption" => Kind::Caption,
            "tr" => Kind::Row,
            "td" | "th" => Kind::Cell,
            "figure" => Kind::Figure,
            "figcaption" => Kind::FigureCaption,
            "form" => Kind::Form,
            _ => return None,
        })
    }

    /// What ends by itself where this begins.
    pub fn ends_before(self) -> &'static [Kind] {
        match self {
            Kind::Item => &[Kind::Item],
            Kind::Term | Kind::Meaning => &[Kind::Term, Kind::Meaning],
            Kind::Row => &[Kind::Row, Kind::Caption],
            Kind::Cell => &[Kind::Cell, Kind::Caption],
            Kind::Caption => &[],
            _ => &[Kind::Paragraph],
        }
    }

    /// Whether looking outwards for `wanted` stops here.
    pub fn holds(self, wanted: Kind) -> bool {
        match wanted {
            Kind::Table => false,
            Kind::Row | Kind::Cell | Kind::Caption => self == Kind::Table,
            Kind::Item => matches!(self, Kind::List | Kind::Cell | Kind::Caption),
            Kind::Term | Kind::Meaning => {
                matches!(self, Kind::Definitions | Kind::Cell | Kind::Caption)
            }
            _ => matches!(self, Kind::Cell | Kind::Caption | Kind::Table),
        }
    }

    /// Whether its blocks are gathered until it ends.
    pub fn gathers(self) -> bool {
        matches!(
            self,
            Kind::Cell | Kind::Caption | Kind::FigureCaption | Kind::Form
        )
    }
}

/// What a line becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    Paragraph,
    Heading(u8),
    Item,
    Quote,
}

/// What holds for a line, from all that is open around it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    pub line: Line,
    /// How many lists are open.
    pub lists: u8,
    pub quotes: u8,
    pub code: bool,
}

impl Place {
    pub fn within(self, kind: Kind) -> Place {
        let mut place = self;
        match kind {
            Kind::Heading(level) if place.line != Line::Item => place.line = Line::Heading(level),
            Kind::List => place.lists = place.lists.saturating_add(1),
            Kind::Item | Kind::Meaning => place.line = Line::Item,
            Kind::Term => place.line = Line::Paragraph,
            Kind::Quote => {
                place.quotes = place.quotes.saturating_add(1);
                place.line = Line::Quote;
            }
            Kind::Code => place.code = true,
            Kind::Cell | Kind::Caption | Kind::FigureCaption => place = Place::default(),
            _ => {}
        }
        place
    }

    pub fn depth(self) -> u8 {
        self.lists.saturating_sub(1)
    }
}

/// An open block and what held before it.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub kind: Kind,
    pub place: Place,
    pub style: Style,
}

/// How a list counts.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    next: i64,
    step: i64,
    form: Form,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Bullet,
    Number,
    Letter(u8),
    Roman { upper: bool },
}

impl Counter {
    pub fn bullets() -> Counter {
        Counter {
            next: 1,
            step: 1,
            form: Form::Bullet,
        }
    }

    /// A numbered list with its `type`, `start` and whether it is reversed.
    pub fn numbers(form: Option<&str>, start: Option<i64>, reversed: bool) -> Counter {
        Counter {
            next: start.unwrap_or(1),
            // A reversed list without a start would have to be counted first.
            step: if reversed && start.is_some() { -1 } else { 1 },
            form: match form {
                Some("a") => Form::Letter(b'a'),
                Some("A") => Form::Letter(b'A'),
                Some("i") => Form::Roman { upper: false },
                Some("I") => Form::Roman { upper: true },
                _ => Form::Number,
            },
        }
    }

    /// The next entry's mark; `value` is what the entry says of itself.
    pub fn mark(&mut self, value: Option<i64>) -> String {
        let n = value.unwrap_or(self.next);
        self.next = n.saturating_add(self.step);
        match (self.form, u8::try_from(n)) {
            (Form::Bullet, _) => "•".to_owned(),
            (Form::Letter(first), Ok(n @ 1..=26)) => format!("{}.", char::from(first + n - 1)),
            (Form::Roman { upper }, Ok(n @ 1..)) => roman(n, upper),
            _ => format!("{n}."),
        }
    }
}

fn roman(mut n: u8, upper: bool) -> String {
    let mut out = String::new();
    for (value, digit) in [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while n >= value {
            out.push_str(digit);
            n -= value;
        }
    }
    out.push('.');
    if upper { out.to_uppercase() } else { out }
}
