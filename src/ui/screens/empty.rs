//! Success is not a blank page, and neither is nothing: why a body is empty,
//! how fresh that is, and which keys help next.

use crate::app::geometry::Area;
use crate::app::geometry::LEAST_HEIGHT;
use crate::app::geometry::LEAST_WIDTH;
use crate::app::geometry::nothing_followed;
use crate::app::model::Model;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::query::Place;
use crate::domain::query::foreign;
use crate::ui::canvas::Canvas;
use crate::ui::status::topic_name;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::text::spaced_age;
use crate::ui::theme::Role;

/// What a page without rows says: sentences, then keys with what they do.
#[derive(Default)]
struct Words {
    sentences: Vec<String>,
    keys: Vec<(String, String)>,
}

impl Words {
    fn say(mut self, sentence: impl Into<String>) -> Words {
        self.sentences.push(sentence.into());
        self
    }

    /// A key the person has, with what it does here.
    fn key(mut self, model: &Model, action: &str, what: impl Into<String>) -> Words {
        let key = model.keymap.first_key(action);
        if !key.is_empty() {
            self.keys.push((key.to_string(), what.into()));
        }
        self
    }
}

/// The notice on a screen that is too small for anything else.
pub fn too_small(model: &Model, whole: Area, canvas: &mut Canvas) {
    let lines = [
        format!("rounds needs {LEAST_WIDTH} x {LEAST_HEIGHT}"),
        format!("this window is {} x {}", whole.width, whole.height),
        match model.keymap.first_key("back") {
            "" => "enlarge it".to_string(),
            key => format!("enlarge it, or {key} quits"),
        },
    ];
    let wide = lines.iter().map(|line| cells_u16(line)).max().unwrap_or(0);
    let x = (whole.width.saturating_sub(wide) / 2).min(4);
    let y = whole.height.saturating_sub(3) / 2;
    let style = canvas.theme.text(Role::Text);
    for (nth, line) in lines.iter().enumerate() {
        let y = y + text::to_u16(nth);
        canvas.put(x, y, whole.width.saturating_sub(x), line, style);
    }
}

/// The timeline without rows.
pub fn timeline(model: &Model, area: Area, canvas: &mut Canvas) {
    let listing = &model.timeline;
    let query = &listing.query;
    let narrowed = query.topic.is_some() || query.since.is_some() || !query.wish.is_empty();
    let words = if !listing.answered {
        // Nothing is known yet, so nothing is said.
        return;
    } else if nothing_followed(model) {
        Words::default()
            .say("You follow nothing yet.")
            .key(
                model,
                "go.welcome",
                "the welcome: ready-made lists for what you work in",
            )
            .key(model, "who", "whom to follow: journals, agencies, reviews")
            .key(model, "follow", "add a journal, agency or feed by address")
            .key(model, "palette", "every command by name")
    } else if narrowed {
        let wish = query.wish.text();
        let topic = match topic_name(model) {
            _ if !wish.is_empty() => wish,
            Some(name) => name,
            None => "the filter",
        };
        let mut words = Words::default().say(format!(
            "Nothing {}matches {topic}.",
            unread_word(query.unread_only)
        ));
        words.sentences.extend(small_word(wish));
        words
            .key(model, "filter.clear", "clears the filter")
            .key(model, "refresh", "refresh")
    } else if query.unread_only {
        caught_up(model)
    } else if model.offline.is_some() && model.fetching.is_none() {
        let n = text::count(model.overview.n_sources, "source", "sources");
        Words::default()
            .say("Offline: no source could be reached.")
            .say(format!(
                "{n} will be asked by themselves when the network is back; rows appear here then."
            ))
            .key(model, "refresh.all", "try now")
            .key(model, "go.health", "what each one said")
    } else if let Some(fetching) = &model.fetching {
        Words::default().say(format!(
            "Asking {}. First items usually appear within a few seconds.",
            text::count(fetching.n_all.into(), "source", "sources")
        ))
    } else {
        Words::default()
            .say(format!("Nothing in {} yet.", model.place_name()))
            .key(model, "refresh", "refresh")
            .key(model, "list.next", "next list")
    };
    draw(&words, area, canvas);
}

fn unread_word(unread_only: bool) -> &'static str {
    match unread_only {
        true => "unread ",
        false => "",
    }
}

fn caught_up(model: &Model) -> Words {
    let overview = &model.overview;
    let place = model.place_name();
    let mut facts = vec![text::count(overview.n_sources_here, "source", "sources")];
    if let Some(newest) = overview.newest_here {
        facts.push(format!("newest item {}", spaced_age(newest, model.now)));
    }
    if let Some(fetched) = overview.fetched {
        facts.push(format!("checked {}", spaced_age(fetched, model.now)));
    }
    if overview.n_muted > 0 {
        facts.push(format!("{} muted", overview.n_muted));
    }
    if overview.n_folded > 0 {
        facts.push(format!("{} folded by daily limits", overview.n_folded));
    }
    let mut words = Words::default()
        .say(format!("All caught up in {place}."))
        .say(format!("{}.", facts.join(", ")))
        .key(model, "view.unread", "show read items too");
    if let Some((name, n_unread)) = next_list(model) {
        let what = format!("next list with unread: {name}, {n_unread}");
        words = words.key(model, "list.next", what);
    }
    if overview.n_muted > 0 {
        words = words.key(model, "mute.show", "show what is muted");
    }
    words.key(model, "refresh.all", "refresh all")
}

/// The list right after this one, where it has something unread.
fn next_list(model: &Model) -> Option<(String, u32)> {
    let lists = &model.overview.lists;
    let next = match model.query().place {
        Place::All => 0,
        Place::List(here) => lists.iter().position(|list| list.id == here)? + 1,
        Place::Source(_) | Place::Saved | Place::Muted | Place::Round => return None,
    };
    let list = lists.get(next).filter(|list| list.n_unread > 0)?;
    Some((list.name(), list.n_unread))
}

/// The saved screen without rows.
pub fn saved(model: &Model, area: Area, canvas: &mut Canvas) {
    if !model.saved.answered {
        return;
    }
    if !model.saved.query.wish.is_empty() {
        let mut words = Words::default().say("Nothing saved is like that.");
        words
            .sentences
            .extend(small_word(model.saved.query.wish.text()));
        let words = words
            .key(model, "filter.clear", "shows all that is saved")
            .key(model, "back", "back");
        return draw(&words, area, canvas);
    }
    let words = Words::default()
        .say("Nothing saved yet.")
        .key(
            model,
            "save",
            "on any item keeps it here, with its text, for offline study",
        )
        .key(model, "back", "back");
    draw(&words, area, canvas);
}

/// The search without results.
pub fn search(model: &Model, area: Area, canvas: &mut Canvas) {
    let typed = model.search.query.wish.text();
    let words = match (typed.is_empty(), model.search.answered) {
        (true, _) => Words::default().say("Type words to look for in titles and texts."),
        (false, false) => return,
        (false, true) => {
            let mut words = Words::default().say(format!("No hit for {typed}."));
            words.sentences.extend(small_word(typed));
            words.keys.push(("Tab".into(), "looks elsewhere".into()));
            words
        }
    };
    draw(&words, area, canvas);
}

/// What a query without hits may have been meant to say.
fn small_word(typed: &str) -> Option<String> {
    foreign::hint(typed).map(|hint| format!("{hint}."))
}

/// One sentence where a page has no rows.
pub fn sentence(words: &str, area: Area, canvas: &mut Canvas) {
    draw(&Words::default().say(words), area, canvas);
}

/// A block of words in the middle of a body; at its left where it is narrow.
fn draw(words: &Words, area: Area, canvas: &mut Canvas) {
    /// No line of it is longer.
    const WIDEST: u16 = 64;
    let room = area.width.saturating_sub(4).min(WIDEST);
    let keys = words.keys.iter().map(|(key, _)| cells_u16(key));
    // Where what a key does begins.
    let indent = keys.max().unwrap_or(0) + 3;
    let lines = lay_out(words, room, indent, canvas);
    let wide = |(key, line): &(Option<&str>, String)| match key {
        None => cells_u16(line),
        Some(_) => indent + cells_u16(line),
    };
    let width = lines.iter().map(wide).max().unwrap_or(0).min(room);
    let x = match area.width {
        ..60 => area.x + 2,
        _ => area.x + (area.width - width) / 2,
    };
    let top = area.y + area.height.saturating_sub(text::to_u16(lines.len())) / 2;
    let plain = canvas.theme.text(Role::Text);
    let bold = canvas.theme.bold(Role::Text);
    let accent = canvas.theme.bold(Role::Accent);
    for (nth, (key, line)) in lines.iter().take(usize::from(area.height)).enumerate() {
        let y = top + text::to_u16(nth);
        let style = if nth == 0 { bold } else { plain };
        match key {
            None => canvas.put(x, y, room, line, style),
            Some(key) => {
                canvas.put(x, y, indent, key, accent);
                canvas.put(x + indent, y, room.saturating_sub(indent), line, plain)
            }
        };
    }
}

/// Sentences and keys as lines no wider than `room`; a line of a key has the
/// key, an empty one where it goes on.
fn lay_out<'a>(
    words: &'a Words,
    room: u16,
    indent: u16,
    canvas: &Canvas,
) -> Vec<(Option<&'a str>, String)> {
    let wrapped = |words: &str, width: u16| -> Vec<String> {
        let spelled = text::spell(words, canvas.glyphs);
        let lines = wrap(&[Run::plain(spelled)], usize::from(width));
        let text = |line: Vec<Run>| line.into_iter().map(|run| run.text).collect();
        lines.into_iter().map(text).collect()
    };
    let mut lines = Vec::new();
    for sentence in &words.sentences {
        if !lines.is_empty() {
            lines.push((None, String::new()));
        }
        lines.extend(wrapped(sentence, room).into_iter().map(|line| (None, line)));
    }
    if !words.keys.is_empty() {
        lines.push((None, String::new()));
    }
    for (key, what) in &words.keys {
        for (nth, line) in wrapped(what, room.saturating_sub(indent))
            .into_iter()
            .enumerate()
        {
            let key = if nth == 0 { key.as_str() } else { "" };
            lines.push((Some(key), line));
        }
    }
    lines
}
