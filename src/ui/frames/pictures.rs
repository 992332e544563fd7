//! An article with images, looked at: where they stand, what is left free, what
//! is cut at the edges. Who has the pixels here draws the number of each row.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::app::effect::Msg;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::domain::document::Block;
use crate::domain::document::Picture;
use crate::domain::picture::Way;
use crate::ui::pictures::Pictures;
use crate::ui::pictures::Placed;
use crate::ui::pictures::placed;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

/// Draws each row of an image as its number over and over.
struct Numbers;

impl Pictures for Numbers {
    fn draw(&self, placed: &Placed<'_>, buffer: &mut Buffer) {
        let area = placed.area;
        for row in 0..area.height {
            let digit = char::from_digit(u32::from((placed.skip + row) % 10), 10);
            for x in area.x..area.right() {
                buffer[(x, area.y + row)].set_char(digit.unwrap());
            }
        }
    }
}

const FLOW: &str = "https://a.example/flow.png";
const LATER: &str = "https://a.example/later.png";
const GONE: &str = "https://a.example/gone.png";

/// The sample's article with three images: one that is here, one that loads,
/// one that failed.
fn reader(width: u16, height: u16, way: Way) -> Model {
    let mut model = with_article(sample(width, height));
    model.views.push(View::Reader);
    model.settings.images = Some(way);
    let article = model.article.as_mut().unwrap();
    let work = article.loaded.as_mut().unwrap();
    let document = work.document.as_mut().unwrap();
    let alt = "Flow of patients through the trial".to_string();
    document.blocks.insert(2, Block::Image { alt });
    document.pictures = [(2, FLOW), (4, LATER), (6, GONE)]
        .map(|(after, address)| Picture {
            after,
            address: address.to_string(),
        })
        .to_vec();
    let came = |address: &str, came: Result<(u32, u32), String>| Msg::Picture {
        address: address.to_string(),
        came,
    };
    model.update(Msg::Resize { width, height });
    model.update(came(FLOW, Ok((320, 128))));
    model.update(came(GONE, Err("it answered 404 (not found)".to_string())));
    model
}

fn scrolled(mut model: Model, top: usize) -> Model {
    model.article.as_mut().unwrap().top = top;
    model
}

fn drawn(model: &Model) -> Buffer {
    let backend = TestBackend::new(model.width, model.height);
    let mut terminal = Terminal::new(backend).unwrap();
    terminal
        .draw(|frame| crate::ui::draw_with(model, &Numbers, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

fn looked_at(model: &Model) -> String {
    let buffer = drawn(model);
    let lines = (0..model.height).map(|y| {
        let line: String = (0..model.width).map(|x| buffer[(x, y)].symbol()).collect();
        format!("\"{}\"", line.trim_end())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_article_with_images_at_80_columns() {
    insta::assert_snapshot!(looked_at(&reader(80, 24, Way::HalfBlocks)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38            38 unread · 4m ago"
    ""
    "   RCT  ★ saved  5 sources carry this"
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "  16h ago"
    ""
    "  Background"
    "  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "  for kidney failure, cardiovascular events and death. Whether weekly"
    "  semaglutide lowers that risk was not known. [1]"
    ""
    "  0000000000000000000000000000000000000000"
    "  1111111111111111111111111111111111111111"
    "  2222222222222222222222222222222222222222"
    "  3333333333333333333333333333333333333333"
    "  4444444444444444444444444444444444444444"
    "  5555555555555555555555555555555555555555"
    "  6666666666666666666666666666666666666666"
    "  7777777777777777777777777777777777777777"
    "────────────────────────────────────────────────────────────────────────── 47% ─"
    ""
    " Space read on  o browser  1-4 open link  s unsave  e note  y… copy  ? keys"
    "#);
}

#[test]
fn an_article_with_images_at_120_columns() {
    insta::assert_snapshot!(looked_at(&reader(120, 36, Way::HalfBlocks)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38                                                    38 unread · 4m ago"
    ""
    "                   RCT  ★ saved  5 sources carry this"
    "                  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "                  diabetes"
    "                  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "                  16h ago"
    ""
    "                  Background"
    "                  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "                  for kidney failure, cardiovascular events and death. Whether weekly"
    "                  semaglutide lowers that risk was not known. [1]"
    ""
    "                  0000000000000000000000000000000000000000"
    "                  1111111111111111111111111111111111111111"
    "                  2222222222222222222222222222222222222222"
    "                  3333333333333333333333333333333333333333"
    "                  4444444444444444444444444444444444444444"
    "                  5555555555555555555555555555555555555555"
    "                  6666666666666666666666666666666666666666"
    "                  7777777777777777777777777777777777777777"
    "                  [image: Flow of patients through the trial]"
    ""
    "                  Methods"
    ""
    "                  [image, loading]"
    ""
    "                  3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or"
    "                  placebo. The primary outcome was major kidney disease events. [2]"
    ""
    "                  Results"
    ""
    "                  [image could not be had: it answered 404 (not found)]"
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────── 77% ─"
    ""
    " Space read on  o browser  1-4 open link  s unsave  e note  y… copy  J K next/prev article  q back  ? keys"
    "#);
}

#[test]
fn an_image_above_and_below_the_edge_shows_the_rest_of_it() {
    let model = scrolled(reader(80, 24, Way::Kitty), 13);
    let parts: Vec<(u16, u16)> = placed(&model)
        .iter()
        .map(|it| (it.skip, it.area.height))
        .collect();
    assert_eq!(parts.len(), 1, "{parts:?}");
    let (skip, height) = parts[0];
    assert!(skip > 0 && skip + height == 8, "{parts:?}");
    let first = looked_at(&model).lines().nth(2).unwrap().to_string();
    assert!(first.contains(&skip.to_string().repeat(40)), "{first}");
}

#[test]
fn a_terminal_that_takes_whole_images_only_gets_none_that_is_cut() {
    for way in [Way::Sixel, Way::Iterm2] {
        let whole = looked_at(&reader(80, 24, way));
        assert!(whole.contains("3333333333"), "{whole}");
        let cut = looked_at(&scrolled(reader(80, 24, way), 13));
        assert!(!cut.contains("3333333333"), "{cut}");
        assert!(cut.contains("[image: Flow of patients"), "{cut}");
    }
}

#[test]
fn under_a_box_no_image_is_drawn_that_letters_cannot_cover() {
    for (way, shows) in [
        (Way::HalfBlocks, true),
        (Way::Kitty, false),
        (Way::Sixel, false),
    ] {
        let model = Model {
            popup: Some(Popup::Links { cursor: 0 }),
            ..reader(120, 36, way)
        };
        let text = looked_at(&model);
        assert_eq!(text.contains("333"), shows, "{text}");
        assert!(text.contains("Trial registration"), "{text}");
    }
}

#[test]
fn in_256_colours_a_half_block_has_two_of_them() {
    struct Red;
    impl Pictures for Red {
        fn draw(&self, placed: &Placed<'_>, buffer: &mut Buffer) {
            let cell = &mut buffer[(placed.area.x, placed.area.y)];
            cell.bg = ratatui::style::Color::Rgb(250, 3, 3);
        }
    }
    for (way, expected) in [
        (Way::HalfBlocks, ratatui::style::Color::Indexed(196)),
        // There the colour is the number of the image.
        (Way::Kitty, ratatui::style::Color::Rgb(250, 3, 3)),
    ] {
        let mut model = reader(80, 24, way);
        model.settings.colour = Colour::Ansi256;
        let backend = TestBackend::new(80, 24);
        let mut terminal = Terminal::new(backend).unwrap();
        terminal
            .draw(|frame| crate::ui::draw_with(&model, &Red, frame))
            .unwrap();
        let place = placed(&model)[0].area;
        assert_eq!(terminal.backend().buffer()[(place.x, place.y)].bg, expected);
    }
}

#[test]
fn outside_the_reader_no_image_has_a_place() {
    let mut model = reader(160, 40, Way::Kitty);
    assert!(!placed(&model).is_empty());
    model.views.push(View::Help);
    assert!(placed(&model).is_empty());
    model.views = vec![View::Timeline];
    assert!(placed(&model).is_empty());
}
