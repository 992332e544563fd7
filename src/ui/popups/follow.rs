//! Following: an address is typed, looked at, and its feeds are offered.

use unicode_segmentation::UnicodeSegmentation;

use crate::app::geometry::Geometry;
use crate::app::geometry::boxes;
use crate::app::geometry::chosen;
use crate::app::geometry::chosen::Chosen;
use crate::app::input::Input;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::domain::answer::Found;
use crate::domain::secret::being_typed;
use crate::ui::canvas::Canvas;
use crate::ui::popup;
use crate::ui::text;
use crate::ui::theme::Role;

const TITLE: &str = "Follow a source";

/// What is asked for, longest first.
const INTRO: [&str; 2] = [
    "Address of a feed, a journal or an agency:",
    "Address of a feed or journal:",
];

pub fn draw(model: &Model, follow: &Follow, geometry: &Geometry, canvas: &mut Canvas) {
    match follow {
        Follow::Typing(input) => {
            let inside = popup::framed(boxes::follow(geometry), TITLE, "", canvas);
            let dim = canvas.theme.text(Role::Dim);
            let room = inside.width.saturating_sub(4);
            let intro = text::longest(&INTRO, room);
            canvas.put(inside.x + 2, inside.y, room, intro, dim);
            let shown = dotted(input, canvas.glyphs.hidden);
            popup::input(&shown, inside.x + 2, inside.y + 1, room, canvas);
        }
        Follow::Looking(address) => {
            let inside = popup::framed(boxes::follow(geometry), TITLE, "Esc", canvas);
            let room = inside.width.saturating_sub(4);
            let plain = canvas.theme.text(Role::Text);
            canvas.put(inside.x + 2, inside.y, room, "Looking for feeds at", plain);
            draw_address(address, inside.x + 2, inside.y + 1, room, canvas);
        }
        Follow::Picking {
            address,
            found,
            cursor,
        } => {
            let popup = Popup::Follow(follow.clone());
            let chosen = chosen::of(model, &popup, geometry).unwrap_or_default();
            picking(address, found, *cursor, &chosen, canvas);
        }
    }
}

/// The line with a dot for each letter of a password in it.
pub fn dotted(input: &Input, dot: &str) -> Input {
    let Some(range) = being_typed(&input.text) else {
        return input.clone();
    };
    let dots = |text: &str| dot.repeat(text.graphemes(true).count());
    let (head, tail) = (&input.text[..range.start], &input.text[range.end..]);
    let secret = &input.text[range.clone()];
    // The cursor keeps its place among letters, dots or not.
    let cursor = match input.cursor {
        at if at <= range.start => at,
        at if at <= range.end => {
            range.start + dots(input.text.get(range.start..at).unwrap_or(secret)).len()
        }
        at => at - secret.len() + dots(secret).len(),
    };
    Input {
        text: format!("{head}{}{tail}", dots(secret)),
        cursor,
        selected: input.selected,
    }
}

fn picking(address: &str, found: &[Found], cursor: usize, chosen: &Chosen, canvas: &mut Canvas) {
    let label = text::count(found.len() as u64, "feed", "feeds");
    let inside = popup::framed(chosen.outer, TITLE, &label, canvas);
    let room = inside.width.saturating_sub(4);
    draw_address(address, inside.x + 2, inside.y, room, canvas);
    let dim = canvas.theme.text(Role::Dim);
    // Title, then what it holds.
    for (at, row) in chosen.lines.iter().copied() {
        let Some(feed) = found.get(at) else {
            continue;
        };
        if at == cursor {
            canvas.select(row, true);
        }
        let style = match at == cursor {
            true => canvas.theme.bold(Role::Text),
            false => canvas.theme.text(Role::Text),
        };
        let title = if feed.title.is_empty() {
            &feed.address
        } else {
            &feed.title
        };
        let items = text::count(feed.n_items.into(), "item", "items");
        let left = canvas.put_right(row.right().saturating_sub(1), row.y, 12, &items, dim);
        canvas.put(
            row.x + 2,
            row.y,
            left.saturating_sub(row.x + 3),
            title,
            style,
        );
        match &feed.newest {
            Some(newest) => {
                let words = format!("newest: {newest}");
                canvas.put(row.x + 2, row.y + 1, room, &words, dim);
            }
            None => draw_address(&feed.address, row.x + 2, row.y + 1, room, canvas),
        }
    }
}

fn draw_address(address: &str, x: u16, y: u16, room: u16, canvas: &mut Canvas) {
    let spelled = text::spell(address, canvas.glyphs).into_owned();
    let shown = text::fit_address(&spelled, usize::from(room), canvas.glyphs);
    let accent = canvas.theme.text(Role::Accent);
    canvas.write(x, y, &shown, accent);
}

#[cfg(test)]
mod tests {
    use super::dotted;
    use crate::app::input::Input;

    #[track_caller]
    fn check(typed: &str, shown: &str) {
        let dotted = dotted(&Input::holding(typed), "•");
        assert_eq!(dotted.text, shown);
        assert_eq!(dotted.cursor, shown.len(), "the cursor of {typed}");
    }

    #[test]
    fn a_password_is_dots_while_it_is_typed_and_after() {
        check("https://me:", "https://me:");
        check("https://me:s", "https://me:•");
        check("https://me:sé心", "https://me:•••");
        check("https://me:1234", "https://me:••••");
        check(
            "https://me:secret@host.example/feed",
            "https://me:••••••@host.example/feed",
        );
        check("me:secret@host.example", "me:••••••@host.example");
        check("https://a.b:80443x", "https://a.b:••••••");
        check("https://me:a:b@host", "https://me:•••@host");
    }

    #[test]
    fn what_is_no_password_is_shown() {
        for address in [
            "",
            "https:",
            "https://host.example/feed?a=b:c",
            "http://127.0.0.1:8080/feed",
            "http://localhost:8080",
            "example.org:8080/x",
            "mailto",
        ] {
            check(address, address);
        }
    }

    #[test]
    fn the_cursor_keeps_its_place_among_the_dots() {
        let mut input = Input::holding("me:sé@host");
        for _ in 0.."@host".len() + 1 {
            input.left();
        }
        let dotted = dotted(&input, "•");
        assert_eq!(&dotted.text[..dotted.cursor], "me:•");
    }
}
