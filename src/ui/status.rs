//! The three lines that never move: place and totals, messages, hints.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::geometry::nothing_followed;
use crate::app::hints;
use crate::app::model::Find;
use crate::app::model::Model;
use crate::app::model::Notice;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::domain::query::Place;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::progress;
use crate::ui::screens::saved;
use crate::ui::screens::welcome;
use crate::ui::screens::who;
use crate::ui::text;
use crate::ui::text::cells_u16;
use crate::ui::theme::Ground;
use crate::ui::theme::Role;
use crate::ui::totals::totals;

/// Line 1: where one is, and at the right how much there is.
pub fn place(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let area = geometry.place;
    canvas.fill(area, Ground::Surface);
    let dot = format!(" {} ", canvas.glyphs.dot);
    // A part leaves whole, the last one first.
    let mut parts = totals(model);
    while parts.len() > 1 && cells_u16(&parts.join(&dot)) > area.width.saturating_sub(10) {
        parts.pop();
    }
    let total = parts.join(&dot);
    let left = canvas.put_right(
        area.right().saturating_sub(1),
        area.y,
        area.width.saturating_sub(9),
        &total,
        canvas.theme.text(Role::Dim),
    );
    let room = left.saturating_sub(2);
    let path = path(model, canvas, usize::from(room));
    let bold = canvas.theme.bold(Role::Text);
    canvas.put(1, area.y, room, &path, bold);
}

/// The parts of the path that fit, joined.
fn path(model: &Model, canvas: &Canvas, room: usize) -> String {
    let joint = format!(" {} ", canvas.glyphs.path);
    let full = parts(model);
    let mut candidates = vec![full.clone()];
    if model.view() == View::Reader
        && let [first, under, .., last] = full.as_slice()
    {
        let short = last.trim_start_matches("Article ").to_string();
        candidates.push(vec![first.clone(), under.clone(), short]);
    }
    // Where less than everything is shown, that is what must be said.
    let narrowed = full.last().filter(|last| *last != "All lists");
    if model.view() == View::Timeline {
        candidates.extend(narrowed.map(|last| vec![last.clone()]));
    }
    for n_kept in (2..full.len()).rev() {
        candidates.push(full[..n_kept].to_vec());
    }
    candidates.extend(full.last().map(|last| vec![last.clone()]));
    for candidate in &candidates {
        let path = candidate.join(&joint);
        let path = text::spell(&path, canvas.glyphs);
        if usize::from(cells_u16(&path)) <= room {
            return path.into_owned();
        }
        // A list's name is cut rather than left out while enough of it stays.
        let before = candidate[..candidate.len() - 1].join(&joint).len() + joint.len();
        if candidate.len() == full.len() && full.len() > 1 && before + 12 <= room {
            return text::fit(&path, room, canvas.glyphs).into_owned();
        }
    }
    "rounds".to_string()
}

fn parts(model: &Model) -> Vec<String> {
    let mut parts = vec!["rounds".to_string()];
    let mut push = |part: &str| parts.push(part.to_string());
    match model.view() {
        View::Timeline if nothing_followed(model) => push("Timeline"),
        View::Timeline => {
            push("Timeline");
            push(&place_and_filters(model));
        }
        View::Reader => {
            match model.listing_view() {
                View::Saved => push("Saved"),
                View::Search => push("Search"),
                _ => {
                    push("Timeline");
                    push(&model.place_name());
                }
            }
            push(&position(model));
        }
        View::Saved => push("Saved"),
        View::Search => push("Search"),
        View::Health => push("Source health"),
        View::Review => {
            push("Saved");
            push("Review");
        }
        View::Log => {
            push("CME log");
            push(&model.log_year().to_string());
        }
        View::Welcome => welcome::path(model).into_iter().for_each(push),
        View::Who => push("Who to follow"),
        View::Help => push("Keys"),
        View::Messages => push("Messages"),
    }
    parts
}

/// The place, and what narrows it where no tab says so.
fn place_and_filters(model: &Model) -> String {
    let query = model.query();
    let mut words = match query.place {
        Place::Round => model.round_words(),
        _ => model.place_name(),
    };
    if let Some(topic) = topic_name(model)
        && model.height < 16
    {
        words = format!("{words} + {topic}");
    }
    if query.unread_only {
        words.push_str(", unread");
    }
    if !query.wish.is_empty() && model.kept_name().is_none() {
        words.push_str(", filtered");
    }
    words
}

/// The name of the topic that is shown.
pub fn topic_name(model: &Model) -> Option<&str> {
    let wanted = model.query().topic?;
    let topics = &model.overview.topics;
    let topic = topics.iter().find(|topic| topic.id == wanted)?;
    Some(&topic.name)
}

/// `Article 10 of 38`, as far as that is known.
fn position(model: &Model) -> String {
    let listing = model.listing();
    let work = model.article.as_ref().map(|article| article.work);
    let index = listing.rows.iter().position(|row| Some(row.work) == work);
    let above = match (listing.n_above, listing.at_top) {
        (Some(n_above), _) => Some(n_above),
        (None, true) => Some(0),
        (None, false) => None,
    };
    match (index, above, listing.n_all) {
        (Some(index), Some(above), Some(n_all)) => {
            format!("Article {} of {n_all}", above + index as u64 + 1)
        }
        _ => "Article".to_string(),
    }
}

/// The line above the hints: what happened, how far a refresh is, what is
/// looked for in an article. What a screen says of its own keys is not said over
/// a box, where they act otherwise.
pub fn message(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let area = geometry.message;
    canvas.fill(area, Ground::Page);
    let names = matches!(model.view(), View::Help | View::Welcome | View::Who);
    if let (true, None, Some(typed)) = (names, &model.popup, model.field()) {
        return popup::find(typed, area, canvas);
    }
    let find = model.article.as_ref().and_then(|it| it.find.as_ref());
    match (find, &model.notice, &model.fetching) {
        (Some(find), _, _) if find.typing || model.notice.is_none() => {
            draw_find(model, find, area, canvas);
        }
        (_, Some(notice), _) => draw_notice(notice, area, canvas),
        (_, None, None) if model.popup.is_some() => {}
        (_, None, _) if model.view() == View::Welcome => {
            welcome::message(model, area, canvas);
        }
        (_, None, None) if model.view() == View::Who => who::message(model, area, canvas),
        (_, None, Some(fetching)) => progress::draw(model, fetching, area, canvas),
        (_, None, None) => match model.marked_words() {
            Some(words) => sentence(&words, area, canvas),
            None if model.view() == View::Saved => saved::due(model, area, canvas),
            None => {}
        },
    }
}

/// What stands as long as it is true; it is cut as a message is.
fn sentence(words: &str, area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    let words = text::fit_message(words, true, usize::from(room), canvas.glyphs);
    canvas.put(1, area.y, room, &words, canvas.theme.text(Role::Text));
}

fn draw_notice(notice: &Notice, area: Area, canvas: &mut Canvas) {
    let (glyph, role) = match notice.tone {
        Tone::Plain => ("", Role::Text),
        Tone::Done => (canvas.glyphs.done, Role::Ok),
        Tone::Care => (canvas.glyphs.care, Role::Warn),
        Tone::Failed => (canvas.glyphs.problem, Role::Err),
    };
    let mut x = 1;
    if !glyph.is_empty() {
        x += canvas.put(x, area.y, 1, glyph, canvas.theme.bold(role)) + 1;
    }
    let room = area.width.saturating_sub(x + 1);
    let asides = matches!(notice.tone, Tone::Plain | Tone::Done);
    let words = text::fit_message(&notice.text, asides, usize::from(room), canvas.glyphs);
    canvas.put(x, area.y, room, &words, canvas.theme.text(Role::Text));
}

fn draw_find(model: &Model, find: &Find, area: Area, canvas: &mut Canvas) {
    let room = area.width.saturating_sub(2);
    let typed = format!("/{}", find.input.text);
    let accent = canvas.theme.bold(Role::Accent);
    let x = 1 + canvas.put(1, area.y, room, &typed, accent);
    if find.typing {
        let before = find.input.text.get(..find.input.cursor).unwrap_or_default();
        canvas.cursor = Some((2 + cells_u16(&text::spell(before, canvas.glyphs)), area.y));
    }
    let n = find.lines.len();
    let state = match (n, find.input.text.is_empty()) {
        (_, true) => String::new(),
        (0, _) => "no match".to_string(),
        _ => format!("{} of {n}", find.current + 1),
    };
    let next = model.keymap.first_key("unread.next");
    let back = model.keymap.first_key("find.prev");
    let mut words = format!("   {state}");
    if n > 0 && !find.typing {
        let done = model.keymap.first_key("esc");
        words.push_str(&format!("    {next} next   {back} previous   {done} done"));
    }
    let room = area.right().saturating_sub(x + 1);
    canvas.put(x, area.y, room, &words, canvas.theme.text(Role::Dim));
}

/// The last line.
pub fn hints(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let area = geometry.hints;
    canvas.fill(area, Ground::Surface);
    let bold = canvas.theme.bold(Role::Accent);
    let dim = canvas.theme.text(Role::Dim);
    for hint in hints::shown(model) {
        let x = hint.x + canvas.put(hint.x, area.y, area.width, &hint.keys, bold) + 1;
        canvas.put(x, area.y, area.width, &hint.label, dim);
    }
}
