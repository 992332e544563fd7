//! Roles and grounds, and what they look like in each number of colours.
//!
//! Code names roles, never hues. Every state is a glyph or a word first, so a
//! terminal without colours loses nothing.

use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

use crate::app::model::Colour;
use crate::app::model::Settings;
use crate::domain::badge::Badge;

/// What a piece of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    /// Read rows, second lines.
    Dim,
    /// Only what can be missed: column heads, separators.
    Faint,
    /// Focus, keys, links, headings.
    Accent,
    Ok,
    Warn,
    Err,
    Saved,
    Border,
}

/// What text stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Page,
    /// Place and hint line.
    Surface,
    /// Popups.
    Overlay,
    /// The selected row of the focused pane.
    Selected,
    /// The selected row of another pane.
    SelectedElsewhere,
}

/// Colours for one number of colours and one brightness.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colour: Colour,
    light: bool,
    palette: &'static Palette,
}

#[derive(Debug)]
struct Palette {
    page: Color,
    surface: Color,
    overlay: Color,
    selected: Color,
    selected_elsewhere: Color,
    border: Color,
    text: Color,
    dim: Color,
    faint: Color,
    accent: Color,
    ok: Color,
    warn: Color,
    err: Color,
    saved: Color,
    on_fill: Color,
    found: Color,
}

const fn hex(rgb: u32) -> Color {
    Color::Rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn nth(index: u8) -> Color {
    Color::Indexed(index)
}

/// Source: ux/palette.toml, `truecolor.dark`.
static TRUE_DARK: Palette = Palette {
    page: hex(0x14181d),
    surface: hex(0x1b2027),
    overlay: hex(0x222933),
    selected: hex(0x26374d),
    selected_elsewhere: hex(0x2a313a),
    border: hex(0x4f5a68),
    text: hex(0xe3e7ec),
    dim: hex(0xa9b2bd),
    faint: hex(0x8a95a2),
    accent: hex(0x6ca4f4),
    ok: hex(0x74d9b5),
    warn: hex(0xf7e07a),
    err: hex(0xec8a60),
    saved: hex(0xf5b8de),
    on_fill: hex(0x101418),
    found: hex(0x574b10),
};

/// Source: ux/palette.toml, `truecolor.light`.
static TRUE_LIGHT: Palette = Palette {
    page: hex(0xfbfaf7),
    surface: hex(0xf2f0ea),
    overlay: hex(0xffffff),
    selected: hex(0xd3e4f5),
    selected_elsewhere: hex(0xe6e4dd),
    border: hex(0xa5a299),
    text: hex(0x1c2126),
    dim: hex(0x4b535c),
    faint: hex(0x666d75),
    accent: hex(0x0653a8),
    ok: hex(0x2a6b4d),
    warn: hex(0x8a5800),
    err: hex(0x83191d),
    saved: hex(0x770c67),
    on_fill: hex(0xffffff),
    found: hex(0xffe08a),
};

/// Source: ux/palette.toml, `ansi256.dark`.
static INDEXED_DARK: Palette = Palette {
    page: nth(233),
    surface: nth(234),
    overlay: nth(235),
    selected: nth(237),
    selected_elsewhere: nth(236),
    border: nth(240),
    text: nth(255),
    dim: nth(250),
    faint: nth(246),
    accent: nth(111),
    ok: nth(115),
    warn: nth(222),
    err: nth(209),
    saved: nth(218),
    on_fill: nth(233),
    found: nth(58),
};

/// Source: ux/palette.toml, `ansi256.light`.
static INDEXED_LIGHT: Palette = Palette {
    page: nth(231),
    surface: nth(255),
    overlay: nth(231),
    selected: nth(189),
    selected_elsewhere: nth(254),
    border: nth(247),
    text: nth(234),
    dim: nth(239),
    faint: nth(241),
    accent: nth(25),
    ok: nth(23),
    warn: nth(58),
    err: nth(88),
    saved: nth(90),
    on_fill: nth(231),
    found: nth(222),
};

impl Theme {
    /// The theme for what the person chose and the terminal can do.
    pub fn of(settings: &Settings) -> Theme {
        let palette = match (settings.colour, settings.light) {
            (Colour::Ansi256, false) => &INDEXED_DARK,
            (Colour::Ansi256, true) => &INDEXED_LIGHT,
            (_, false) => &TRUE_DARK,
            (_, true) => &TRUE_LIGHT,
        };
        Theme {
            colour: settings.colour,
            light: settings.light,
            palette,
        }
    }

    /// Whether grounds are our own. With 16 colours or none they are the
    /// terminal's, and no contrast can be promised.
    const fn paints(&self) -> bool {
        matches!(self.colour, Colour::True | Colour::Ansi256)
    }

    /// What fills an area before text is put on it.
    pub fn ground(&self, ground: Ground) -> Style {
        if !self.paints() {
            return match ground {
                Ground::Selected => Style::new().add_modifier(Modifier::REVERSED),
                Ground::SelectedElsewhere => Style::new().add_modifier(Modifier::UNDERLINED),
                _ => Style::new(),
            };
        }
        let background = match ground {
            Ground::Page => self.palette.page,
            Ground::Surface => self.palette.surface,
            Ground::Overlay => self.palette.overlay,
            Ground::Selected => self.palette.selected,
            Ground::SelectedElsewhere => self.palette.selected_elsewhere,
        };
        Style::new().bg(background).fg(self.palette.text)
    }

    /// Text in a role; the ground under it stays.
    pub fn text(&self, role: Role) -> Style {
        match self.colour {
            Colour::True | Colour::Ansi256 => Style::new().fg(self.painted(role)),
            Colour::Ansi16 => self.sixteen(role),
            Colour::None => match role {
                Role::Accent => Style::new().add_modifier(Modifier::BOLD),
                _ => Style::new(),
            },
        }
    }

    /// Headings, keys and what is selected.
    pub fn bold(&self, role: Role) -> Style {
        self.text(role).add_modifier(Modifier::BOLD)
    }

    /// Links in running text.
    pub fn link(&self) -> Style {
        self.text(match self.colour {
            Colour::None => Role::Text,
            _ => Role::Accent,
        })
        .add_modifier(Modifier::UNDERLINED)
    }

    /// What a search found.
    pub fn found(&self) -> Style {
        match self.paints() {
            true => Style::new()
                .bg(self.palette.found)
                .fg(self.palette.text)
                .add_modifier(Modifier::BOLD),
            false => Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        }
    }

    /// A badge's word. Only RETRACTED and CONCERN are filled: filled colour
    /// means danger.
    pub fn badge(&self, badge: Badge) -> Style {
        match badge {
            Badge::Retracted | Badge::Concern => self.filled(),
            Badge::Safety => self.text(Role::Err),
            Badge::Corrected | Badge::Preprint => self.text(Role::Warn),
            Badge::Guideline => self.text(Role::Ok),
            Badge::Review | Badge::Rct => self.text(Role::Accent),
            Badge::Case | Badge::News => self.text(Role::Dim),
        }
    }

    fn filled(&self) -> Style {
        match self.paints() {
            true => Style::new()
                .bg(self.palette.err)
                .fg(self.palette.on_fill)
                .add_modifier(Modifier::BOLD),
            false => self
                .text(Role::Err)
                .add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }

    fn painted(&self, role: Role) -> Color {
        let palette = self.palette;
        match role {
            Role::Text => palette.text,
            Role::Dim => palette.dim,
            Role::Faint => palette.faint,
            Role::Accent => palette.accent,
            Role::Ok => palette.ok,
            Role::Warn => palette.warn,
            Role::Err => palette.err,
            Role::Saved => palette.saved,
            Role::Border => palette.border,
        }
    }

    /// Source: ux/palette.toml, `ansi16`.
    fn sixteen(&self, role: Role) -> Style {
        let (dark, light) = match role {
            Role::Text | Role::Dim | Role::Faint | Role::Border => return Style::new(),
            Role::Accent => (Color::LightBlue, Color::Blue),
            Role::Ok => (Color::LightCyan, Color::Reset),
            Role::Warn => (Color::LightYellow, Color::Reset),
            Role::Err => (Color::LightRed, Color::Red),
            Role::Saved => (Color::LightMagenta, Color::Magenta),
        };
        let heavy = matches!(role, Role::Warn | Role::Err);
        match self.light {
            true if heavy => Style::new().fg(light).add_modifier(Modifier::BOLD),
            true => Style::new().fg(light),
            false => Style::new().fg(dark),
        }
    }
}
