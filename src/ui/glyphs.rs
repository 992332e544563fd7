//! The characters the program itself draws with: one set for Unicode, one for
//! screens that know only ASCII. All of width 1, none with an emoji form.

/// Source: ux/principles, "Glyphs".
#[derive(Debug)]
pub struct Glyphs {
    pub ascii: bool,
    /// The selected row of the pane.
    pub bar: &'static str,
    pub unread: &'static str,
    pub saved: &'static str,
    pub noted: &'static str,
    /// Marked for one action on many.
    pub marked: &'static str,
    pub done: &'static str,
    pub problem: &'static str,
    pub care: &'static str,
    pub dot: &'static str,
    /// In the place of a letter of a password.
    pub hidden: &'static str,
    pub times: &'static str,
    pub cut: &'static str,
    pub path: &'static str,
    pub full: &'static str,
    pub left: &'static str,
    pub horizontal: &'static str,
    pub vertical: &'static str,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

static UNICODE: Glyphs = Glyphs {
    ascii: false,
    bar: "▌",
    unread: "●",
    saved: "★",
    noted: "✎",
    marked: "◆",
    done: "✓",
    problem: "✗",
    care: "▲",
    dot: "·",
    hidden: "•",
    times: "×",
    cut: "…",
    path: "▸",
    full: "█",
    left: "░",
    horizontal: "─",
    vertical: "│",
    corners: ["╭", "╮", "╰", "╯"],
};

static ASCII: Glyphs = Glyphs {
    ascii: true,
    bar: ">",
    unread: "*",
    saved: "S",
    noted: "n",
    marked: "=",
    done: "v",
    problem: "X",
    care: "!",
    dot: "-",
    hidden: "*",
    times: "x",
    cut: "~",
    path: ">",
    full: "#",
    left: ".",
    horizontal: "-",
    vertical: "|",
    corners: ["+", "+", "+", "+"],
};

impl Glyphs {
    /// The set for what the terminal can show.
    pub fn of(ascii: bool) -> &'static Glyphs {
        match ascii {
            true => &ASCII,
            false => &UNICODE,
        }
    }
}
