//! Roles and grounds, and what they look like in each number of colours.
//!
//! Code names roles, never hues. Every state is a glyph or a word first, so a
//! terminal without colours loses nothing.

use ratatui::style::Color;
use ratatui::style::Modifier;
use ratatui::style::Style;

use crate::app::model::Colour;
use crate::app::model::Settings;
use crate::app::paints;
use crate::app::paints::Paint;
use crate::app::paints::Paints;
use crate::app::paints::Theme as Chosen;
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
    paints: Paints,
}

impl Theme {
    /// The theme for what the person chose and the terminal can do.
    pub fn of(settings: &Settings) -> Theme {
        let light = match settings.theme {
            Chosen::Auto => settings.light,
            Chosen::Light | Chosen::ContrastLight => true,
            Chosen::Dark | Chosen::ContrastDark => false,
            Chosen::Own(own) => own.light,
        };
        let full = match settings.theme {
            Chosen::ContrastDark => paints::CONTRAST_DARK,
            Chosen::ContrastLight => paints::CONTRAST_LIGHT,
            Chosen::Own(own) => own.paints,
            _ if light => paints::LIGHT,
            _ => paints::DARK,
        };
        let paints = match (settings.colour, settings.theme) {
            (Colour::Ansi256, Chosen::Auto | Chosen::Dark | Chosen::Light) => match light {
                true => paints::INDEXED_LIGHT,
                false => paints::INDEXED_DARK,
            },
            (Colour::Ansi256, _) => full.indexed(),
            _ => full,
        };
        Theme {
            colour: settings.colour,
            light,
            paints,
        }
    }

    /// Whether there are 256 colours.
    pub const fn is_indexed(&self) -> bool {
        matches!(self.colour, Colour::Ansi256)
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
            Ground::Page => self.paints.page,
            Ground::Surface => self.paints.surface,
            Ground::Overlay => self.paints.overlay,
            Ground::Selected => self.paints.selected,
            Ground::SelectedElsewhere => self.paints.selected_elsewhere,
        };
        Style::new()
            .bg(colour(background))
            .fg(colour(self.paints.text))
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
                .bg(colour(self.paints.found))
                .fg(colour(self.paints.text))
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
                .bg(colour(self.paints.err))
                .fg(colour(self.paints.on_fill))
                .add_modifier(Modifier::BOLD),
            false => self
                .text(Role::Err)
                .add_modifier(Modifier::REVERSED | Modifier::BOLD),
        }
    }

    fn painted(&self, role: Role) -> Color {
        let paints = &self.paints;
        colour(match role {
            Role::Text => paints.text,
            Role::Dim => paints.dim,
            Role::Faint => paints.faint,
            Role::Accent => paints.accent,
            Role::Ok => paints.ok,
            Role::Warn => paints.warn,
            Role::Err => paints.err,
            Role::Saved => paints.saved,
            Role::Border => paints.border,
        })
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

/// The nearest of 256 colours.
pub fn indexed(painted: Color) -> Color {
    match painted {
        Color::Rgb(red, green, blue) => colour(Paint::Rgb(red, green, blue).indexed()),
        other => other,
    }
}

const fn colour(paint: Paint) -> Color {
    match paint {
        Paint::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Paint::Nth(index) => Color::Indexed(index),
    }
}
