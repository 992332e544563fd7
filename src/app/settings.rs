//! What the person chose and what the terminal can do, as the screen needs it.
//!
//! Made by `config`; nothing here reads a file.

use crate::app::keymap::Keymap;
use crate::app::model::Model;
use crate::app::model::Tone;
use crate::app::notices::said;
use crate::app::paints::Theme;
use crate::app::titling;
use crate::domain::learning::body::Body;
use crate::domain::picture::Way;

/// What the person chose and what the terminal can do; made by `config`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub ascii: bool,
    pub colour: Colour,
    pub theme: Theme,
    /// Whether the terminal stands on a light ground; what `Auto` follows.
    pub light: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// How the images of an article are drawn; `None` where none is asked for.
    pub images: Option<Way>,
    /// Whether links are written so that the terminal opens them.
    pub links: bool,
    /// The words in the terminal's title; none leaves it alone.
    pub title: String,
    /// Whether what is due is fetched by itself.
    pub scheduled: bool,
    /// Whether opening a row marks it read.
    pub read_on_open: bool,
    /// Whose figures stand beside the learning log.
    pub bodies: Vec<Body>,
    /// Cards a day at most.
    pub cards_per_day: u32,
    /// Whether nothing may count or move by itself.
    pub reduced_motion: bool,
    /// Keys by action name that replace the table's.
    pub keys: Vec<(String, Vec<String>)>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            ascii: false,
            colour: Colour::True,
            theme: Theme::Dark,
            light: false,
            mouse: true,
            images: None,
            links: false,
            title: titling::USUAL.to_string(),
            scheduled: true,
            read_on_open: true,
            bodies: Vec::new(),
            cards_per_day: 20,
            reduced_motion: false,
            keys: Vec::new(),
        }
    }
}

/// How many colours there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    True,
    Ansi256,
    Ansi16,
    /// Attributes only.
    None,
}

impl Model {
    /// New settings hold from now on.
    pub(super) fn set(&mut self, settings: Settings, problems: Vec<String>) {
        self.keymap = Keymap::new(&settings.keys);
        self.desk.colour = settings.colour;
        self.desk.own_theme = settings.theme.own();
        // What the terminal answered holds as long as it is this one.
        let light = self.settings.light;
        self.settings = Settings { light, ..settings };
        self.lay_out_again();
        self.fit();
        match problems.is_empty() {
            true => self.mention(Tone::Done, "The settings were read again."),
            false => self.mention(
                Tone::Care,
                "The settings were read again; not all of them can be used.",
            ),
        }
        let no_pictures = self.settings.no_pictures().map(str::to_string);
        for problem in problems.into_iter().chain(no_pictures) {
            self.mention(Tone::Care, said(&problem));
        }
    }

    /// The file of settings cannot be understood, so the old ones hold.
    pub(super) fn keep_settings(&mut self, why: &str) {
        let text = format!("Old settings hold; {}", said(why));
        self.mention(Tone::Care, text);
    }
}
