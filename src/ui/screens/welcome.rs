//! The first start, in two screens of ticks: what one works in, and the lists
//! that fit.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::welcome::FIELD;
use crate::app::welcome::Step;
use crate::app::welcome::columns;
use crate::app::welcome::field_lines;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::FIELDS;
use crate::domain::catalogue::Offer;
use crate::ui::canvas::Canvas;
use crate::ui::screens::empty;
use crate::ui::text;
use crate::ui::theme::Role;

/// Where in the welcome one is, for line 1.
pub fn path(model: &Model) -> Vec<&str> {
    let inner = match model.welcome.step {
        Step::Fields => None,
        Step::Lists => Some("Lists for you"),
        Step::Inside => model.welcome.offer().map(|it| it.name.as_str()),
    };
    std::iter::once("Welcome").chain(inner).collect()
}

/// What stands at the right of line 1.
pub fn step(model: &Model) -> String {
    match model.welcome.step {
        Step::Fields => "step 1 of 2".to_string(),
        Step::Lists | Step::Inside => "step 2 of 2".to_string(),
    }
}

/// How much is ticked, and what the next key does.
pub fn message(model: &Model, area: Area, canvas: &mut Canvas) {
    let style = canvas.theme.text(Role::Text);
    let on = model.keymap.first_key("welcome.on");
    let welcome = &model.welcome;
    let room = area.width.saturating_sub(2);
    let narrow = area.width < 60;
    let words = match (welcome.step, welcome.chosen()) {
        (Step::Fields, _) => {
            let n = welcome.ticked.len();
            match narrow {
                true => format!("{n} ticked. {on} shows fitting lists."),
                false => format!("{n} ticked. {on} shows the lists that fit them."),
            }
        }
        (Step::Inside, _) => {
            let offer = welcome.offer();
            let n = offer.map_or(0, |it| it.entries.len());
            let sources = text::count(n as u64, "source", "sources");
            let tick = model.keymap.first_key("pick");
            let (state, turns) = match offer.is_some_and(|it| it.ticked) {
                true => ("ticked", "unticks"),
                false => ("not ticked", "ticks"),
            };
            match narrow {
                true => format!("List {state}: {tick} {turns}, {on} back"),
                false => {
                    format!("The list is {state}: {sources}. {tick} {turns} it, {on} goes back.")
                }
            }
        }
        (_, (0, _)) => {
            let ticks = model.by_key("pick", "ticks one");
            let none = model.by_key("welcome.on", "starts with none");
            match narrow {
                true => format!("No list is ticked.{ticks}"),
                false => format!("No list is ticked.{ticks}{none}"),
            }
        }
        (_, (n_lists, n_sources)) => {
            let lists = text::count(n_lists as u64, "list", "lists");
            let sources = text::count(n_sources as u64, "source", "sources");
            match (narrow, model.offline) {
                (true, _) => format!("{sources} ticked. {on} follows them."),
                (false, None) => {
                    format!("{lists}, {sources} ticked. {on} follows them and opens the timeline.")
                }
                (false, Some(_)) => format!(
                    "{lists}, {sources} ticked. Offline: fetching starts when the network is back."
                ),
            }
        }
    };
    canvas.put(1, area.y, room, &words, style);
}

/// Where the lists come from, longest first.
const FROM: [&str; 3] = [
    "Ready-made from public lists of journals, agencies and reviewers.",
    "From public lists of journals and agencies.",
    "Made from public lists.",
];

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    let Some(rows) = geometry.rows else {
        return;
    };
    let room = rows.width.saturating_sub(3);
    match model.welcome.step {
        Step::Fields => {
            let ticks = match model.keymap.first_key("pick") {
                "" => "Tick any.".to_string(),
                key => format!("Tick any with {key}."),
            };
            let whole = format!("{ticks} You can change this later. No account needed.");
            let short = format!("{ticks} No account needed.");
            let words = text::longest(&[&whole, &short, &ticks], room);
            head(&["What do you work in?", words], rows, canvas);
            fields(model, rows, canvas);
        }
        Step::Lists => {
            let words = text::longest(&FROM, room);
            head(&["Follow the best in your fields", words], rows, canvas);
            lists(model, rows, canvas);
            explained(model, geometry.strip, canvas);
        }
        Step::Inside => {
            if let Some(offer) = model.welcome.offer() {
                let why = format!("Why: {}", offer.why);
                head(&[&offer.name, &why], rows, canvas);
                let whole = Area {
                    height: geometry.message.y.saturating_sub(rows.y),
                    ..rows
                };
                sources(&offer.entries, whole, canvas);
            }
        }
    }
}

/// One or two lines above the rows, as many as there is room for.
fn head(lines: &[&str], rows: Area, canvas: &mut Canvas) {
    let bold = canvas.theme.bold(Role::Text);
    let dim = canvas.theme.text(Role::Dim);
    let room = rows.width.saturating_sub(3);
    match rows.y {
        ..3 => _ = canvas.put(2, 1, room, lines[0], bold),
        _ => {
            canvas.put(2, 2, room, lines[0], bold);
            canvas.put(2, 3, room, lines[1], dim);
        }
    }
}

fn tick(ticked: bool) -> &'static str {
    if ticked { "[x]" } else { "[ ]" }
}

fn fields(model: &Model, rows: Area, canvas: &mut Canvas) {
    let lines = field_lines(model.width);
    let height = usize::from(rows.height);
    for column in 0..columns(model.width) {
        for line in 0..height.min(lines) {
            let at = column * lines + model.welcome.top + line;
            let in_column = model.welcome.top + line < lines;
            let Some(field) = FIELDS.get(at).filter(|_| in_column) else {
                continue;
            };
            let x = rows.x + 1 + text::to_u16(column) * FIELD;
            let area = Area {
                x,
                y: rows.y + text::to_u16(line),
                width: FIELD.min(rows.right().saturating_sub(x)),
                height: 1,
            };
            let here = at == model.welcome.cursor;
            if here {
                canvas.select(area, true);
            }
            let style = match here {
                true => canvas.theme.bold(Role::Text),
                false => canvas.theme.text(Role::Text),
            };
            let words = format!(
                "{} {}",
                tick(model.welcome.ticked.contains(&at)),
                field.name
            );
            canvas.put(x + 1, area.y, area.width.saturating_sub(1), &words, style);
        }
    }
}

/// Where the columns of the lists end: name, size, examples, how often carried.
const NAME: u16 = 34;

fn lists(model: &Model, rows: Area, canvas: &mut Canvas) {
    let offers = &model.welcome.offers;
    if model.catalogue.is_none() {
        return empty::sentence("Reading the catalogue.", rows, canvas);
    }
    if offers.is_empty() {
        let back = model.by_key("esc", "goes back");
        let who = model.by_key("who", "later shows whom to follow");
        return empty::sentence(&format!("No list fits.{back}{who}"), rows, canvas);
    }
    if rows.y > 3 {
        let faint = canvas.theme.text(Role::Faint);
        let y = rows.y - 1;
        canvas.put(6, y, NAME - 6, "list", faint);
        canvas.put(NAME + 4, y, 8, "size", faint);
        if rows.width >= 78 {
            canvas.put(NAME + 15, y, 20, "for example", faint);
        }
    }
    let visible = offers.iter().enumerate().skip(model.welcome.offer_top);
    for (nth, (at, offer)) in visible.take(usize::from(rows.height)).enumerate() {
        let area = Area {
            y: rows.y + text::to_u16(nth),
            height: 1,
            ..rows
        };
        list(offer, area, at == model.welcome.offer_cursor, canvas);
    }
}

fn list(offer: &Offer, area: Area, here: bool, canvas: &mut Canvas) {
    if here {
        canvas.select(area, true);
    }
    let style = match here {
        true => canvas.theme.bold(Role::Text),
        false => canvas.theme.text(Role::Text),
    };
    let dim = canvas.theme.text(Role::Dim);
    let (y, right) = (area.y, area.right().saturating_sub(1));
    canvas.put(2, y, 3, tick(offer.ticked), style);
    if area.width < 60 {
        let n = offer.entries.len().to_string();
        let left = canvas.put_right(right, y, 4, &n, dim);
        canvas.put(6, y, left.saturating_sub(7), &offer.name, style);
        return;
    }
    canvas.put(6, y, NAME - 7, &offer.name, style);
    let size = text::count(offer.entries.len() as u64, "source", "sources");
    canvas.put_right(NAME + 11, y, 11, &size, dim);
    if area.width >= 78 {
        let names: Vec<&str> = offer.entries.iter().map(|it| it.name.as_str()).collect();
        let x = NAME + 13;
        canvas.put(
            x,
            y,
            right.saturating_sub(x),
            &names[..names.len().min(4)].join(", "),
            dim,
        );
    }
}

/// The list under the cursor: why it is offered, who is in it, and the two
/// rules of reading in public.
fn explained(model: &Model, strip: Option<Area>, canvas: &mut Canvas) {
    let Some(area) = strip else {
        return;
    };
    canvas.rule(area.x, area.y.saturating_sub(1), area.width, Role::Border);
    let room = area.width.saturating_sub(3);
    if let Some(offer) = model.welcome.offer() {
        let why = format!("{}  why suggested: {}", offer.name, offer.why);
        canvas.put(2, area.y, room, &why, canvas.theme.bold(Role::Text));
        let shown = Area {
            y: area.y + 1 + u16::from(area.height > 8),
            height: area.height.saturating_sub(3),
            ..area
        };
        sources(&offer.entries, shown, canvas);
    }
    let rules = "Check what you read against the source. Never post patient details.";
    let y = area.bottom().saturating_sub(1);
    canvas.put(2, y, room, rules, canvas.theme.text(Role::Dim));
}

/// Sources with their kind and how they are known; the last line tells how
/// many more there are.
fn sources(entries: &[Entry], area: Area, canvas: &mut Canvas) {
    let height = usize::from(area.height);
    let n_shown = match entries.len() > height {
        true => height.saturating_sub(1),
        false => entries.len(),
    };
    let plain = canvas.theme.text(Role::Text);
    let dim = canvas.theme.text(Role::Dim);
    let right = area.right().saturating_sub(1);
    for (nth, entry) in entries.iter().take(n_shown).enumerate() {
        let y = area.y + text::to_u16(nth);
        let name = match area.width {
            100.. => 46,
            60.. => 34,
            _ => right.saturating_sub(4),
        };
        canvas.put(4, y, name, &entry.name, plain);
        if area.width >= 60 {
            let x = 4 + name + 1;
            canvas.put(x, y, 10, entry.kind.word(), dim);
            canvas.put(
                x + 11,
                y,
                right.saturating_sub(x + 11),
                &entry.known_from(),
                dim,
            );
        }
    }
    if n_shown < entries.len() && height > 0 {
        let more = format!("and {} more", entries.len() - n_shown);
        let y = area.y + text::to_u16(n_shown);
        canvas.put(4, y, right.saturating_sub(4), &more, dim);
    }
}
