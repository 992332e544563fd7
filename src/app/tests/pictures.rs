//! Images of the article: asked for in the reader alone, only where that is
//! wanted, and never in the way of reading.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::model::Colour;
use crate::app::paper::Hung;
use crate::app::pictures::Wanted;
use crate::app::testing::FakeStore;
use crate::app::testing::NOW;
use crate::app::testing::Stage;
use crate::domain::document::Picture;
use crate::domain::picture::MOST_OF_ARTICLE;
use crate::domain::picture::Way;

/// A screen over works that have images, drawn in a way or not at all.
fn stage(width: u16, images: Option<Way>, addresses: &[&str]) -> Stage {
    let mut store = FakeStore::of(3);
    for work in store.works.values_mut() {
        let pictures = addresses.iter().enumerate().map(|(nth, address)| Picture {
            after: 2 * nth + 1,
            address: (*address).to_string(),
        });
        if let Some(document) = &mut work.document {
            document.pictures = pictures.collect();
        }
        work.followed = "https://example.org/1.xml".to_string();
    }
    let mut stage = Stage::with(store, width, 24);
    stage.model.settings.images = images;
    stage
}

const X: &str = "https://a.example/x.png";
const Y: &str = "https://a.example/y.png";

/// What was wanted, newest last.
fn wanted(stage: &Stage) -> Vec<&Wanted> {
    let effects = stage.effects.iter();
    let wanted = effects.filter_map(|effect| match effect {
        Effect::Pictures(wanted) => Some(wanted),
        _ => None,
    });
    wanted.collect()
}

fn came(stage: &mut Stage, address: &str, came: Result<(u32, u32), &str>) {
    stage.send(Msg::Picture {
        address: address.to_string(),
        came: came.map_err(str::to_string),
    });
}

fn paper(stage: &Stage) -> Vec<String> {
    let article = stage.model.article.as_ref().unwrap();
    article.lines.iter().map(|line| line.text()).collect()
}

fn n_rows(stage: &Stage) -> usize {
    let lines = stage.model.article.as_ref().unwrap().lines.iter();
    let rows = lines.filter(|line| matches!(line.picture, Some(Hung::Row { .. })));
    rows.count()
}

#[test]
fn off_no_image_is_asked_for_and_the_paper_is_as_without_one() {
    let mut without = stage(160, None, &[]);
    let mut off = stage(160, None, &[X, Y]);
    for stage in [&mut without, &mut off] {
        stage.press("Enter");
        assert!(wanted(stage).is_empty());
    }
    assert_eq!(paper(&without), paper(&off));
    came(&mut off, X, Ok((100, 100)));
    assert_eq!(paper(&without), paper(&off));
}

#[test]
fn in_the_reader_they_are_asked_for_once_and_left_with_the_article() {
    let mut stage = stage(80, Some(Way::Kitty), &[X, Y]);
    stage.press("Enter");
    let both = Wanted {
        addresses: vec![X.to_string(), Y.to_string()],
        followed: "https://example.org/1.xml".to_string(),
    };
    assert_eq!(wanted(&stage), [&both]);
    assert!(paper(&stage).contains(&"[image, loading]".to_string()));
    stage.press("j j k");
    stage.send(Msg::Tick(NOW.plus(1)));
    assert_eq!(wanted(&stage).len(), 1, "asked for again");
    came(&mut stage, X, Ok((80, 64)));
    assert_eq!(n_rows(&stage), 4);
    came(&mut stage, Y, Err("It is damaged."));
    let words = "[image could not be had: it is damaged]".to_string();
    assert!(paper(&stage).contains(&words));
    stage.press("q");
    assert_eq!(wanted(&stage).last(), Some(&&Wanted::default()));
}

#[test]
fn beside_the_rows_no_image_shows_until_the_article_is_opened() {
    let mut stage = stage(160, Some(Way::Kitty), &[X]);
    stage.press("j");
    assert!(stage.model.article.is_some() && wanted(&stage).is_empty());
    let without = paper(&stage);
    assert!(!without.contains(&"[image, loading]".to_string()));
    stage.press("Enter");
    came(&mut stage, X, Ok((80, 64)));
    assert_eq!((wanted(&stage).len(), n_rows(&stage)), (1, 4));
    stage.press("q");
    assert_eq!(paper(&stage), without);
}

#[test]
fn of_a_long_article_only_so_many_are_asked_for() {
    let many: Vec<String> = (0..20).map(|n| format!("https://a.example/{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut stage = stage(80, Some(Way::Sixel), &many);
    stage.press("Enter");
    assert_eq!(wanted(&stage)[0].addresses, many[..MOST_OF_ARTICLE]);
    came(&mut stage, many[0], Err("gone"));
    let last = wanted(&stage).pop().unwrap();
    assert_eq!(last.addresses, many[1..MOST_OF_ARTICLE]);
}

#[test]
fn what_anybody_could_see_on_the_way_is_not_asked_for() {
    let mut stage = stage(80, Some(Way::Kitty), &["http://a.example/x.png", Y]);
    stage.press("Enter");
    assert_eq!(wanted(&stage)[0].addresses, [Y]);
    assert!(paper(&stage).join(" ").contains("its address is not https"));
}

#[test]
fn without_a_network_that_is_said_and_asking_waits_for_it() {
    let mut stage = stage(80, Some(Way::Kitty), &[X]);
    stage.model.offline = Some(NOW);
    stage.press("Enter");
    assert!(wanted(&stage).is_empty());
    let words = "[image not asked for: there is no network]".to_string();
    assert!(paper(&stage).contains(&words));
    stage.model.offline = None;
    stage.send(Msg::Tick(NOW.plus(1)));
    assert_eq!(wanted(&stage).len(), 1);
    assert!(!paper(&stage).contains(&words));
}

#[test]
fn an_image_that_comes_above_moves_no_word_that_is_read() {
    let mut stage = stage(80, Some(Way::Kitty), &[X]);
    stage.press("Enter");
    stage.press("j j j j j j j j");
    let top = |stage: &Stage| {
        let article = stage.model.article.as_ref().unwrap();
        article.lines[article.top].text()
    };
    let before = top(&stage);
    assert!(before.starts_with("Words"), "{before}");
    came(&mut stage, X, Ok((800, 800)));
    assert_eq!(top(&stage), before);
    assert!(n_rows(&stage) > 5);
}

#[test]
fn no_image_is_higher_than_half_of_the_text_or_wider_than_it() {
    let mut stage = stage(80, Some(Way::Kitty), &[X]);
    stage.press("Enter");
    came(&mut stage, X, Ok((4_000, 4_000)));
    assert_eq!(n_rows(&stage), 9);
    stage.resize(60, 14);
    assert_eq!(n_rows(&stage), 4);
    stage.resize(120, 36);
    assert_eq!(n_rows(&stage), 15);
}

#[test]
fn half_blocks_wait_for_colours_and_for_more_than_ascii() {
    let mut stage = stage(80, Some(Way::HalfBlocks), &[X]);
    stage.model.settings.colour = Colour::Ansi16;
    stage.press("Enter");
    assert!(wanted(&stage).is_empty());
    stage.model.settings.colour = Colour::Ansi256;
    stage.send(Msg::Tick(NOW.plus(1)));
    assert_eq!(wanted(&stage).len(), 1);
    came(&mut stage, X, Ok((80, 64)));
    stage.model.settings.ascii = true;
    stage.send(Msg::Tick(NOW.plus(2)));
    assert_eq!(n_rows(&stage), 0);
}
