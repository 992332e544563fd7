//! The colours of a theme as numbers: those that rounds ships, and how a
//! person's own become one of them. What they are used for is `ui`'s.

/// A colour: red, green and blue, or one of the terminal's 256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Rgb(u8, u8, u8),
    Nth(u8),
}

/// The colours of a theme, by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paints {
    /// Grounds.
    pub page: Paint,
    pub surface: Paint,
    pub overlay: Paint,
    pub selected: Paint,
    pub selected_elsewhere: Paint,
    /// Under what a search found.
    pub found: Paint,
    /// Rules and boxes.
    pub border: Paint,
    /// Letters.
    pub text: Paint,
    pub dim: Paint,
    pub faint: Paint,
    pub accent: Paint,
    pub ok: Paint,
    pub warn: Paint,
    pub err: Paint,
    pub saved: Paint,
    /// Letters on a filled ground.
    pub on_fill: Paint,
}

/// A theme as it is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the terminal's own ground asks for; dark where it does not say.
    #[default]
    Auto,
    Dark,
    Light,
    ContrastDark,
    ContrastLight,
    /// The person's own.
    Own(Own),
}

impl Theme {
    /// The person's own, where it is that.
    pub fn own(self) -> Option<Own> {
        match self {
            Theme::Own(own) => Some(own),
            _ => None,
        }
    }
}

/// A person's own theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    pub paints: Paints,
    /// Whether it stands on a light ground: for terminals with 16 colours.
    pub light: bool,
}

/// The themes by the names they are chosen by.
pub const NAMES: [(&str, Theme); 5] = [
    ("auto", Theme::Auto),
    ("dark", Theme::Dark),
    ("light", Theme::Light),
    ("contrast-dark", Theme::ContrastDark),
    ("contrast-light", Theme::ContrastLight),
];

const fn hex(rgb: u32) -> Paint {
    Paint::Rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn nth(index: u8) -> Paint {
    Paint::Nth(index)
}

/// Source: ux/palette.toml, `truecolor.dark`.
pub static DARK: Paints = Paints {
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
pub static LIGHT: Paints = Paints {
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

/// Source: ux/palette.toml, `truecolor.contrast-dark`.
pub static CONTRAST_DARK: Paints = Paints {
    page: hex(0x000000),
    surface: hex(0x000000),
    overlay: hex(0x0a0a0a),
    selected: hex(0x173150),
    selected_elsewhere: hex(0x262626),
    border: hex(0x9aa4b0),
    text: hex(0xffffff),
    dim: hex(0xdde2e8),
    faint: hex(0xc2c9d1),
    accent: hex(0xa9ceff),
    ok: hex(0x93efcd),
    warn: hex(0xffeb94),
    err: hex(0xffb595),
    saved: hex(0xffcdea),
    on_fill: hex(0x000000),
    found: hex(0x4a3f00),
};

/// Source: ux/palette.toml, `truecolor.contrast-light`.
pub static CONTRAST_LIGHT: Paints = Paints {
    page: hex(0xffffff),
    surface: hex(0xffffff),
    overlay: hex(0xffffff),
    selected: hex(0xcfe2f7),
    selected_elsewhere: hex(0xe8e8e8),
    border: hex(0x5c6068),
    text: hex(0x000000),
    dim: hex(0x2b3036),
    faint: hex(0x3f454c),
    accent: hex(0x003c80),
    ok: hex(0x0b4a30),
    warn: hex(0x573600),
    err: hex(0x6b0a10),
    saved: hex(0x560049),
    on_fill: hex(0xffffff),
    found: hex(0xffe08a),
};

/// Source: ux/palette.toml, `ansi256.dark`.
pub static INDEXED_DARK: Paints = Paints {
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
pub static INDEXED_LIGHT: Paints = Paints {
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

impl Paint {
    /// Reads `"#14181d"`.
    pub fn parse(written: &str) -> Option<Paint> {
        let digits = written.strip_prefix('#')?;
        let is_hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let rgb = u32::from_str_radix(digits, 16).ok()?;
        is_hex.then(|| hex(rgb))
    }

    /// Red, green and blue. The first 16 are the terminal's own; what they
    /// usually are stands for them.
    pub fn rgb(self) -> (u8, u8, u8) {
        /// The steps of the cube.
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match self {
            Paint::Rgb(red, green, blue) => (red, green, blue),
            Paint::Nth(index @ 0..=15) => {
                let level = if index > 7 { 255 } else { 170 };
                let on = |bit: u8| if index & bit > 0 { level } else { 0 };
                (on(1), on(2), on(4))
            }
            Paint::Nth(index @ 16..=231) => {
                let at = usize::from(index - 16);
                (STEPS[at / 36], STEPS[at / 6 % 6], STEPS[at % 6])
            }
            Paint::Nth(index) => {
                let grey = 8 + (index - 232) * 10;
                (grey, grey, grey)
            }
        }
    }

    /// The nearest of the 256 that are the same everywhere.
    pub fn indexed(self) -> Paint {
        let Paint::Rgb(red, green, blue) = self else {
            return self;
        };
        let far = |index: u8| {
            let (r, g, b) = Paint::Nth(index).rgb();
            let square = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
            square(r, red) + square(g, green) + square(b, blue)
        };
        let nearest = (16..=255).min_by_key(|index| far(*index));
        nearest.map_or(self, Paint::Nth)
    }
}

impl Paints {
    /// The same in the 256 colours of a terminal.
    pub fn indexed(&self) -> Paints {
        let mut out = *self;
        for (_, paint) in out.named_mut() {
            *paint = paint.indexed();
        }
        out
    }

    /// Every colour under the name it is written by in a theme's file.
    pub fn named_mut(&mut self) -> [(&'static str, &mut Paint); 16] {
        [
            ("page", &mut self.page),
            ("surface", &mut self.surface),
            ("overlay", &mut self.overlay),
            ("selected", &mut self.selected),
            ("selected_elsewhere", &mut self.selected_elsewhere),
            ("found", &mut self.found),
            ("border", &mut self.border),
            ("text", &mut self.text),
            ("dim", &mut self.dim),
            ("faint", &mut self.faint),
            ("accent", &mut self.accent),
            ("ok", &mut self.ok),
            ("warn", &mut self.warn),
            ("err", &mut self.err),
            ("saved", &mut self.saved),
            ("on_fill", &mut self.on_fill),
        ]
    }
}

/// How far two colours stand apart, 1 to 21.
///
/// Source: WCAG 2.2, "contrast ratio" and "relative luminance".
pub fn contrast(one: Paint, other: Paint) -> f64 {
    let light = |paint: Paint| {
        let (red, green, blue) = paint.rgb();
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            match value <= 0.04045 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests;
