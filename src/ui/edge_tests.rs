//! Screens at every size, in every measure of colours, with text from all over
//! the world: nothing panics, nothing shifts, nothing leaves the screen.

use ratatui::style::Color;
use ratatui::style::Modifier;

use crate::app::geometry::boxes;
use crate::app::geometry::geometry;
use crate::app::input::Input;
use crate::app::keymap;
use crate::app::model::Colour;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::welcome::Step;
use crate::domain::text::width;
use crate::ui::every::ODD;
use crate::ui::every::everything;
use crate::ui::testing::buffer;
use crate::ui::testing::lines;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

const SIZES: [(u16, u16); 19] = [
    (1, 1),
    (2, 2),
    (1, 60),
    (200, 1),
    (38, 9),
    (40, 12),
    (41, 13),
    (46, 18),
    (59, 15),
    (60, 20),
    (79, 24),
    (80, 24),
    (80, 15),
    (99, 30),
    (100, 16),
    (120, 36),
    (149, 19),
    (150, 50),
    (200, 60),
];

#[test]
fn no_screen_at_any_size_panics_or_is_wider_than_its_terminal() {
    for (w, h) in SIZES {
        for ascii in [false, true] {
            for model in everything(w, h, ascii) {
                let lines = lines(&model);
                assert_eq!(lines.len(), usize::from(h));
                for line in lines {
                    assert!(width(&line) <= usize::from(w), "{line:?} at {w}x{h}");
                }
            }
        }
    }
}

#[test]
fn acceptance_37_in_ascii_mode_every_cell_is_printable_ascii() {
    for (w, h) in SIZES {
        for model in everything(w, h, true) {
            for (y, line) in lines(&model).into_iter().enumerate() {
                let odd = line.chars().find(|c| !matches!(c, ' '..='~'));
                assert_eq!(odd, None, "{line:?}, line {y} at {w}x{h}");
            }
        }
    }
}

#[test]
fn acceptance_38_titles_of_every_script_keep_the_columns_after_them() {
    let mut model = sample(80, 24);
    for (at, odd) in ODD.iter().enumerate() {
        model.timeline.rows[at].title = format!("{odd} {odd}");
        model.timeline.rows[at].source = odd.to_string();
        model.timeline.rows[at].n_sources = 4;
        model.timeline.rows[at].badge = Some(crate::domain::badge::Badge::Rct);
    }
    let buffer = buffer(&model);
    for at in 0..ODD.len() as u16 {
        let cells = |x: u16, n: u16| -> String {
            (x..x + n).map(|x| buffer[(x, 2 + at)].symbol()).collect()
        };
        assert_eq!(cells(67, 12), "RCT       ×4", "{}", ODD[usize::from(at)]);
        assert_eq!(cells(17, 1), " ");
    }
}

#[test]
fn acceptance_36_without_colours_no_cell_has_one_and_the_selected_row_is_reversed() {
    for (w, h) in [(46, 18), (80, 24), (120, 36), (160, 50)] {
        for mut model in everything(w, h, false) {
            model.settings.colour = Colour::None;
            for cell in buffer(&model).content() {
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
            }
        }
        let mut model = sample(w, h);
        model.settings.colour = Colour::None;
        let rows = geometry(&model).rows.unwrap();
        let buffer = buffer(&model);
        for x in rows.x..rows.right() {
            let cell = &buffer[(x, rows.y)];
            assert!(cell.modifier.contains(Modifier::REVERSED), "{x} at {w}");
        }
    }
}

#[test]
fn a_safety_word_shows_in_its_row_at_every_width() {
    for w in 40..=200 {
        let lines = lines(&sample(w, 24)).join("\n");
        assert!(lines.contains("RETRACTED"), "at {w}");
    }
}

#[test]
fn acceptance_8_hints_are_whole_pairs_and_the_key_to_all_keys_comes_last() {
    for w in 40..=200 {
        let model = sample(w, 24);
        let lines = lines(&model);
        let last = lines.last().unwrap().trim();
        let mut rest = last.strip_suffix("? keys").unwrap().trim();
        for (keys, label) in crate::app::hints::hints(&model) {
            if rest.is_empty() {
                break;
            }
            let pair = format!("{keys} {label}");
            rest = rest.strip_prefix(&pair).unwrap().trim_start();
        }
        assert_eq!(rest, "", "at {w}");
    }
}

#[test]
fn the_terminals_cursor_stands_on_the_selected_row_or_in_the_text_field() {
    let cursor = |model: &Model| {
        let backend = ratatui::backend::TestBackend::new(model.width, model.height);
        let mut terminal = ratatui::Terminal::new(backend).unwrap();
        terminal
            .draw(|frame| crate::ui::draw(model, frame))
            .unwrap();
        let position = terminal.get_cursor_position().unwrap();
        (position.x, position.y)
    };
    let mut model = sample(80, 24);
    model.timeline.cursor = Some(model.timeline.rows[3].work);
    assert_eq!(cursor(&model), (0, 5));
    model.views.push(View::Search);
    model.search_typing = true;
    model.search_box = Input::holding("心不");
    assert_eq!(cursor(&model), (6, 1));
}

#[test]
fn a_box_covers_half_a_wide_letter_by_a_blank() {
    let mut model = sample(80, 24);
    for row in &mut model.timeline.rows {
        row.title = ODD[0].repeat(2);
        row.source = ODD[0].to_string();
    }
    model.popup = Some(Popup::Jump {
        input: Input::default(),
        cursor: 0,
    });
    for line in lines(&model).iter().skip(4).take(10) {
        let left = line.find('│').map(|at| width(&line[..at]));
        assert_eq!(left, Some(6), "{line}");
    }
}

/// Not a benchmark: only that no storm goes on. Tests are not optimised.
#[test]
fn a_large_frame_is_drawn_in_little_time() {
    let model = with_article(sample(200, 60));
    let backend = ratatui::backend::TestBackend::new(200, 60);
    let mut terminal = ratatui::Terminal::new(backend).unwrap();
    let start = std::time::Instant::now();
    for _ in 0..20 {
        terminal
            .draw(|frame| crate::ui::draw(&model, frame))
            .unwrap();
    }
    let mean = start.elapsed() / 20;
    println!("200x60: {mean:?}");
    assert!(mean.as_millis() < 100, "{mean:?}");
}

#[test]
fn what_a_box_asks_for_and_the_keys_it_names_are_never_cut() {
    for (width, height) in [(40, 12), (46, 18), (80, 24)] {
        for model in everything(width, height, false) {
            let geometry = geometry(&model);
            let area = match &model.popup {
                Some(Popup::Ask { .. }) => boxes::ask(&geometry),
                Some(Popup::Follow(Follow::Typing(_))) => boxes::follow(&geometry),
                Some(Popup::Filter(filter)) => boxes::filter(&geometry, filter.column).0,
                _ => continue,
            };
            let inside = boxes::inside(area);
            let y = match &model.popup {
                Some(Popup::Filter(_)) => inside.bottom() - 1,
                _ => inside.y,
            };
            let line = &lines(&model)[usize::from(y)];
            let inside: String = line.chars().skip(usize::from(inside.x)).collect();
            let words = inside.split('│').next().unwrap_or_default().trim_end();
            assert!(!words.ends_with('…'), "{width}x{height} {words}");
        }
    }
}

#[test]
fn what_is_looked_for_by_name_is_seen_over_a_message() {
    use crate::app::effect::Msg;
    for view in [View::Who, View::Welcome, View::Help] {
        let models = everything(46, 18, false).into_iter();
        let mut of_view = models.filter(|it| it.view() == view && it.popup.is_none());
        let mut model = of_view.next().expect("this screen");
        model.say_care("Something stands here.");
        for key in keymap::parse("/ x y").unwrap().remove(0).0 {
            model.update(Msg::Key(key));
        }
        let shown = lines(&model);
        assert!(shown[16].starts_with(" Find: xy"), "{view:?} {shown:?}");
    }
}

#[test]
fn the_words_over_the_welcome_are_whole() {
    for (width, height) in [(40, 18), (46, 18), (60, 20), (80, 24)] {
        let models = everything(width, height, false).into_iter();
        for model in models.filter(|it| it.view() == View::Welcome && it.popup.is_none()) {
            if model.welcome.step != Step::Inside {
                let head = &lines(&model)[3];
                assert!(!head.contains('…'), "{width}x{height} {head}");
            }
        }
    }
}
